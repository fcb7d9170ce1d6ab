"""What do people in the invented city talk about? The words stand in three TOML files, in three languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from wijk.core.text import Text

HERE = Path(__file__).resolve().parent


@cache
def words(name: str) -> Mapping[str, Any]:
    """One of the files: "processes", "people" or "words"."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def said(told: Mapping[str, str], place: Text | None = None) -> Text:
    """A text of the files, with the name of a place in it."""
    where = place or Text()
    return Text({k: v.replace("{place}", where.to(k)) for k, v in told.items()})


@cache
def word(key: str) -> Text:
    """A short text of `words.toml`."""
    return said(words("words")[key])
