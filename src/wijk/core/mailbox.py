"""Where does the demo's post go? Into a folder, one `.eml` and one readable JSON each, so that a page can show it.

A file is named after the date and the id of its message: a letter that is delivered a second time lies there once.
"""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from wijk.core import clock

#: Older letters are thrown away beyond this many.
KEPT = 500
#: Letters put between two looks at whether some must go.
TIDY_EVERY = 50
_KEY = re.compile(r"\d{8}T\d{12}-[0-9a-f]{6,16}")
_LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter in the box; `links` are the addresses in its text, in order, `html` how a mail program shows it."""

    key: str
    at: str
    to: str
    subject: str
    language: str
    body: str
    links: tuple[str, ...] = ()
    html: str = ""


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

    put = 0

    def send_messages(self, email_messages: Sequence[EmailMessage | EmailMultiAlternatives]) -> int:
        """Put each message into the folder."""
        folder().mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            _put(message)
            self.put += 1
            if self.put % TIDY_EVERY == 0:
                _tidy()
        return len(email_messages)

    def close(self) -> None:
        """The round is over: throw the oldest away."""
        _tidy()


def _put(message: EmailMessage) -> None:
    at = _date(message)
    known = str(message.extra_headers.get("Message-ID", "")) or secrets.token_hex(16)
    key = f"{at:%Y%m%dT%H%M%S%f}-{hashlib.sha256(known.encode()).hexdigest()[:16]}"
    body = str(message.body)
    letter = Kept(
        key=key, at=at.isoformat(), to=", ".join(message.to), subject=str(message.subject), body=body,
        language=str(message.extra_headers.get("Content-Language", "")), links=tuple(_LINK.findall(body)), html=_page(message),
    )  # fmt: skip
    _keep(f"{key}.eml", message.message().as_bytes())
    _keep(f"{key}.json", json.dumps(asdict(letter), ensure_ascii=False, indent=1).encode())


def _page(message: EmailMessage) -> str:
    """The letter as a page, where it has one."""
    other = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in other if kind == "text/html"), "")


def _date(message: EmailMessage) -> datetime:
    """When the letter was written, the same at each delivery."""
    told = message.extra_headers.get("Date")
    return parsedate_to_datetime(str(told)).astimezone(UTC) if told else clock.now()


def _keep(name: str, content: bytes) -> None:
    """A file that is there whole or not at all."""
    fresh = folder() / f".{name}.{secrets.token_hex(4)}"
    fresh.write_bytes(content)
    os.replace(fresh, folder() / name)


def _tidy() -> None:
    keys = sorted((path.stem for path in folder().glob("*.json") if _KEY.fullmatch(path.stem)), reverse=True)
    for key in keys[KEPT:]:
        for kind in ("json", "eml"):
            (folder() / f"{key}.{kind}").unlink(missing_ok=True)
