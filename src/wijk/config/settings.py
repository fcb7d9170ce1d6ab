"""Django's settings. Safe by default; what an installation may change stands in its `installation.toml`."""

import os
from pathlib import Path

from wijk.config import moderating, rooms, signin
from wijk.config.database import database
from wijk.config.doors import DOORS
from wijk.core import installation

HERE = installation.read()
BASE = HERE.folder

SECRET_KEY = HERE.secret_key
WIJK_SIGNING_KEY = HERE.signing_key  # Ed25519 seed in hex: signs the checkpoints of the trail
WIJK_DEMO = HERE.demo
WIJK_FOLDER = BASE
WIJK_WORKERS = HERE.workers
WIJK_SITE = os.environ.get("WIJK_SITE") or HERE.site  # where links in letters lead; see `core.site`
WIJK_PUSH_SERVICES = HERE.push_services
WIJK_MODERATION = moderating.moderation(HERE)
DEBUG = False
ALLOWED_HOSTS = list(HERE.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # a page of allauth tells by it how long ago a passkey was used
    "django.forms",
    *rooms.ROOMS,  # before allauth, so that our templates win
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    # These three first: every answer wears their headers, also the refusals below.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wijk.core.middleware.closed_for_upgrade",
    "wijk.core.middleware.refuse_too_large",
    "wijk.core.middleware.RefuseUnwritable",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wijk.core.middleware.Compressed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wijk.accounts.middleware.ViewerMiddleware",
    "wijk.core.once.Once",
    "wijk.helping.screen.CounterScreen",
]
ROOT_URLCONF = "wijk.config.urls"
FORM_RENDERER = "wijk.ui.forms.Renderer"  # every form wears our look
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
FORMAT_MODULE_PATH = ["wijk.config.formats"]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = BASE / "static"
STATIC_READY = (
    STATIC_ROOT / "staticfiles.json"
).exists()  # made by `wijk upgrade`; without it files keep their plain names
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "wijk.core.static.HashedStatic"
        if STATIC_READY
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_READY
WHITENOISE_MIMETYPES = {".mjs": "text/javascript"}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",  # shared by the processes: rate limits
        "LOCATION": BASE / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Safe by default.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *(p["origin"] for p in HERE.openid if "origin" in p)],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HERE.https
SECURE_HSTS_SECONDS = 31_536_000 if HERE.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HERE.https else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HERE.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SILENCED_SYSTEM_CHECKS = [] if HERE.https else ["security.W004", "security.W008", "security.W012", "security.W016"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
WIJK_UPLOAD_LIMIT = HERE.upload_mb * 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["err"], "level": "WARNING"},
    # What visitors get wrong is no fault of ours, and their addresses may hold tokens: neither is written down.
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "ERROR"}},
}

WIJK_SECOND_FACTOR = HERE.second_factor
WIJK_POST = bool(HERE.demo or HERE.mail.get("host"))  # is there anywhere that mail can go?
globals().update(signin.signin(HERE) | signin.mail(HERE))  # names and reasons stand in `config.signin`

WIJK_CITY_NAME = "wijk.core.city.name"
WIJK_VERBS = rooms.VERBS
WIJK_PROVIDERS = rooms.PROVIDERS
WIJK_NAV = rooms.NAV
#: An entry stands there for who may do its verb somewhere, or in the whole city where its page asks that.
WIJK_OFFICE = [(label, name, verb, DOORS[name].anywhere) for label, name, verb in rooms.OFFICE]
WIJK_WORK = rooms.WORK
WIJK_FOOT = rooms.FOOT
