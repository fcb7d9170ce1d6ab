"""Under which address do people reach this installation? For links in letters, feeds and on paper."""

from urllib.parse import urlsplit

from django.conf import settings


def base() -> str:
    """The address of the site without a slash at its end: the setting `site`, else the first host."""
    told = str(getattr(settings, "WIJK_SITE", "")).rstrip("/")
    if told:
        return told
    first = next((name for name in settings.ALLOWED_HOSTS if name not in ("*", "")), "localhost").lstrip(".")
    return f"https://{first}" if settings.SECURE_SSL_REDIRECT else f"http://{first}:8000"


def host() -> str:
    """The bare host name, for message ids and the ids of feeds."""
    return urlsplit(base()).hostname or "localhost"


def absolute(path: str, language: str = "") -> str:
    """The whole address of a path; with a language, the path is that of a page without its language.

    `absolute("/feeds/x.atom")`, `absolute("processes/contract-1/", "fr")`. What is a whole address already stays.
    """
    if path.startswith(("https://", "http://")):
        return path
    bare = path.lstrip("/")
    return f"{base()}/{language}/{bare}" if language else f"{base()}/{bare}"


def use(address: str) -> None:
    """Say in this process where the site is, unless the installation says so itself."""
    if not getattr(settings, "WIJK_SITE", ""):
        settings.WIJK_SITE = address.rstrip("/")
