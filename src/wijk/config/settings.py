"""Django's settings. Safe by default; what an installation may change stands in its `installation.toml`."""

from wijk.config import installation, rooms
from wijk.config.database import database

HERE = installation.read()
BASE = HERE.folder

SECRET_KEY = HERE.secret_key
WIJK_SIGNING_KEY = HERE.signing_key  # Ed25519 seed in hex: signs the checkpoints of the trail
WIJK_DEMO = HERE.demo
WIJK_FOLDER = BASE
DEBUG = False
ALLOWED_HOSTS = list(HERE.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *rooms.ROOMS,  # before allauth, so that our templates win
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wijk.accounts.middleware.ViewerMiddleware",
]
ROOT_URLCONF = "wijk.config.urls"
WSGI_APPLICATION = "wijk.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wijk.ui.context_processors.page",
            ],
        },
    }
]

DATABASES = {"default": database(HERE.database, BASE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("fr", "Français"), ("en", "English")]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE / "static"

WIJK_VERBS = rooms.VERBS
WIJK_PROVIDERS = rooms.PROVIDERS
WIJK_NAV = rooms.NAV
WIJK_OFFICE = rooms.OFFICE
