"""What is the city called? Every page wants to know; each process keeps the answer for a while."""

import time
from typing import Any

from django.db import DatabaseError

from wijk.core.models import Setting
from wijk.core.text import Text

#: Seconds that an answer is kept. A city changes its name when another pack is loaded, which is rare.
KEPT_FOR = 30.0

_kept: dict[str, Any] = {}


def name(language: str | None = None) -> str:
    """The name in a language (default: that of the page); "wijk" before a city is there, or where the database is silent."""
    return _text().to(language) or "wijk"


def forget() -> None:
    """Ask again at the next page."""
    _kept.clear()


def _text() -> Text:
    if _kept.get("until", 0.0) < time.monotonic():
        try:
            told = Setting.objects.filter(name="city").values_list("value", flat=True).first() or {}
        except DatabaseError:
            return Text()
        _kept["name"], _kept["until"] = Text(told.get("name")), time.monotonic() + KEPT_FOR
    kept: Text = _kept["name"]
    return kept
