"""How does one sign in? Settings of django-allauth: by e-mail, with a second factor, passkeys, or the city's own provider."""

from typing import Any

from wijk.core.errors import Refused
from wijk.core.installation import Installation

#: Where mail goes when nothing else was said.
SENDER = "wijk@localhost"
#: One table for the name of Django's setting and that of `[mail]` in installation.toml.
_MAIL = {"EMAIL_HOST": "host", "EMAIL_PORT": "port", "EMAIL_HOST_USER": "user", "EMAIL_HOST_PASSWORD": "password"}


def mail(here: Installation) -> dict[str, Any]:
    """Django's mail settings from `[mail]`: host, port, user, password, security ("starttls", "ssl" or "none"), from."""
    told = here.mail
    if strange := sorted(set(told) - {*_MAIL.values(), "security", "from"}):
        raise Refused(
            "mail-key", "[mail] has no “{key}” in installation.toml. See docs/reference/settings.md.", key=strange[0]
        )
    sender = str(told.get("from", SENDER))
    common = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}
    if here.demo:
        return {**common, "EMAIL_BACKEND": "wijk.core.mailbox.Backend"}
    if not told.get("host"):
        return {**common, "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    security = str(told.get("security", "starttls"))
    if security not in ("starttls", "ssl", "none"):
        words = "[mail] security is “{security}” in installation.toml; it is “starttls”, “ssl” or “none”."
        raise Refused("mail-security", words, security=security)
    usual = {"starttls": 587, "ssl": 465, "none": 25}[security]
    return {
        **common,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_TIMEOUT": 30,
        "EMAIL_USE_TLS": security == "starttls",
        "EMAIL_USE_SSL": security == "ssl",
        "EMAIL_PORT": usual,
        **{name: told[key] for name, key in _MAIL.items() if key in told},
    }


def signin(here: Installation) -> dict[str, Any]:
    """The settings of sign-in for this installation."""
    return {
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1 if here.https else 0,  # https is spoken by a proxy in front of us
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "accounts:me",
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
        **_account(here),
        **_second_factor(here),
        **_providers(here),
    }


def _account(here: Installation) -> dict[str, Any]:
    return {
        "ACCOUNT_ADAPTER": "wijk.accounts.adapters.AccountAdapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
        "ACCOUNT_CONFIRM_EMAIL_ON_GET": False,
        "ACCOUNT_CHANGE_EMAIL": True,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ACCOUNT_SESSION_REMEMBER": None,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if here.https else "http",
        "ACCOUNT_USER_DISPLAY": "wijk.accounts.adapters.display",
        "ACCOUNT_LOGIN_BY_CODE_ENABLED": False,
    }


def _second_factor(here: Installation) -> dict[str, Any]:
    return {
        "MFA_ADAPTER": "wijk.accounts.adapters.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_PASSKEY_SIGNUP_ENABLED": False,
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": here.demo,  # loopback without https
    }


def _providers(here: Installation) -> dict[str, Any]:
    for told in here.openid:
        if missing := [key for key in ("id", "name", "server", "client_id", "secret") if not told.get(key)]:
            raise Refused("openid-key", "an [[openid]] in installation.toml lacks “{key}”.", key=missing[0])
    apps = [
        {
            "provider_id": told["id"],
            "name": told["name"],
            "client_id": told["client_id"],
            "secret": told["secret"],
            "settings": {"server_url": told["server"], "oauth_pkce_enabled": True},
        }
        for told in here.openid
    ]
    return {
        "SOCIALACCOUNT_ADAPTER": "wijk.config.adapters.ProviderAdapter",
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": apps}} if apps else {},
        "WIJK_RESIDENCE_CLAIMS": {told["id"]: told["residence"] for told in here.openid if told.get("residence")},
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
        "SOCIALACCOUNT_LOGIN_ON_GET": False,
    }
