"""Where does the demo's post go? Into a folder, one `.eml` and one readable JSON each, so that a page can show it."""

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from wijk.core import clock

#: Older letters are thrown away beyond this many.
KEPT = 500
_KEY = re.compile(r"\d{8}T\d{12}-[0-9a-f]{6}")
_LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter in the box; `links` are the addresses in its text, in order."""

    key: str
    at: str
    to: str
    subject: str
    language: str
    body: str
    links: tuple[str, ...] = ()


def folder() -> Path:
    """The folder of the box."""
    return Path(settings.WIJK_FOLDER) / "mail"


def letters(*, start: int = 0, limit: int = 25) -> list[Kept]:
    """The letters of the box, newest first."""
    keys = sorted((path.stem for path in folder().glob("*.json") if _KEY.fullmatch(path.stem)), reverse=True)
    found = (read(key) for key in keys[start : start + limit])
    return [letter for letter in found if letter]


def count() -> int:
    """How many letters lie in the box."""
    return sum(1 for path in folder().glob("*.json") if _KEY.fullmatch(path.stem))


def read(key: str) -> Kept | None:
    """One letter, or None when there is none by that key."""
    if not _KEY.fullmatch(key):
        return None
    try:
        told = json.loads((folder() / f"{key}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return Kept(**told | {"links": tuple(told["links"])})


class Backend(BaseEmailBackend):
    """Django's way to this box: set as `EMAIL_BACKEND` in the demo."""

    def send_messages(self, email_messages: Sequence[EmailMessage | EmailMultiAlternatives]) -> int:
        """Put each message into the folder."""
        folder().mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            _put(message)
        _tidy()
        return len(email_messages)


def _put(message: EmailMessage) -> None:
    at = clock.now()
    key = f"{at:%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"
    body = str(message.body)
    letter = Kept(
        key=key, at=at.isoformat(), to=", ".join(message.to), subject=str(message.subject), body=body,
        language=str(message.extra_headers.get("Content-Language", "")), links=tuple(_LINK.findall(body)),
    )  # fmt: skip
    (folder() / f"{key}.eml").write_bytes(message.message().as_bytes())
    (folder() / f"{key}.json").write_text(json.dumps(asdict(letter), ensure_ascii=False, indent=1), "utf-8")


def _tidy() -> None:
    keys = sorted((path.stem for path in folder().glob("*.json") if _KEY.fullmatch(path.stem)), reverse=True)
    for key in keys[KEPT:]:
        for kind in ("json", "eml"):
            (folder() / f"{key}.{kind}").unlink(missing_ok=True)
