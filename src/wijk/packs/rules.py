"""What may stand behind each key of `city.toml`? One small judge per kind of value; each raises `Wrong` with a sentence."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from wijk.core.text import LANGUAGES, Text

Judge = Callable[[Any], Any]
SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


class Wrong(ValueError):
    """A value that may not stand there; the message is the sentence that a person reads."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How one key is judged; `name` is what the specification calls it when that differs from the key."""

    judge: Judge
    required: bool = False
    name: str = ""


def slug(value: Any) -> str:
    """A short code: letters, digits, point, hyphen and underscore."""
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise Wrong(
            _("“{value}” is not a code. Use at most 60 letters, digits, hyphens, points and underscores.").format(
                value=_short(value)
            )
        )
    return value


def plain(value: Any) -> str:
    """One piece of text."""
    if not isinstance(value, str):
        raise Wrong(_("“{value}” is not a text. Put it in quotation marks.").format(value=_short(value)))
    return value.strip()


def code_text(value: Any) -> str:
    """A code that may also have been written as a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        raise Wrong(
            _(
                'The code {value} stands without quotation marks, so leading zeros would be lost. Write "{value}".'
            ).format(value=value)
        )
    return plain(value)


def words(value: Any) -> Text:
    """Words in several languages; a plain string stands for all of them."""
    if isinstance(value, str):
        return Text.of(value.strip())
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise Wrong(
            _('“{value}” is neither a text nor a table of texts by language. Write { nl = "…", fr = "…" }.').replace(
                "{value}", _short(value)
            )
        )
    for language in value:
        if not LANGUAGE.fullmatch(language):
            raise Wrong(_("“{value}” is not the code of a language. Write nl, fr, en.").format(value=_short(language)))
    return Text({language: said.strip() for language, said in value.items()})


def yes_no(value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise Wrong(_("“{value}” is neither true nor false.").format(value=_short(value)))
    return value


def whole(lowest: int, highest: int) -> Judge:
    """A whole number between two bounds, both included."""

    def judge(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise Wrong(
                _("“{value}” is not a whole number from {lowest} to {highest}.").format(
                    value=_short(value), lowest=lowest, highest=highest
                )
            )
        return value

    return judge


def number(value: Any) -> float:
    """Any finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
        raise Wrong(
            _("“{value}” is not a number. Write it without quotation marks, with a point for decimals.").format(
                value=_short(value)
            )
        )
    return float(value)


def day(value: Any) -> date:
    """A date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Wrong(
            _("“{value}” is not a date. Write it as 2026-01-31, without quotation marks.").format(value=_short(value))
        ) from None


def choice(*options: str) -> Judge:
    """One of a few words."""

    def judge(value: Any) -> str:
        if value not in options:
            raise Wrong(
                _("“{value}” is not possible here. Choose one of: {options}.").format(
                    value=_short(value), options=", ".join(options)
                )
            )
        return str(value)

    return judge


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise Wrong(_('“{value}” is not a list of texts. Write ["…", "…"].').format(value=_short(value)))
    return tuple(value)


def codes(value: Any) -> tuple[str, ...]:
    """A list of codes."""
    if not isinstance(value, list):
        raise Wrong(_('“{value}” is not a list of texts. Write ["…", "…"].').format(value=_short(value)))
    return tuple(code_text(v) for v in value)


def table_of(judge: Judge, keys: Collection[str] | None = None) -> Judge:
    """A table whose values are all judged alike; `keys` are the only ones allowed."""

    def judge_table(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Wrong(_('“{value}” is not a table. Write { key = "value" }.').replace("{value}", _short(value)))
        for key in value:
            if keys is not None and key not in keys:
                raise Wrong(
                    _("“{value}” is not possible here. Choose one of: {options}.").format(
                        value=_short(key), options=", ".join(keys)
                    )
                )
        return {str(key): judge(inner) for key, inner in value.items()}

    return judge_table


def sieve(value: Any) -> dict[str, str | list[str]]:
    """`where`: column → the value (or the values) a row must have; `*` and `?` stand for any letters and any one letter."""
    if not isinstance(value, dict):
        raise Wrong(_('“{value}” is not a table. Write { key = "value" }.').replace("{value}", _short(value)))
    kept: dict[str, str | list[str]] = {}
    for column, wanted in value.items():
        options = wanted if isinstance(wanted, list) else [wanted]
        if not options or not all(isinstance(v, str | int) and not isinstance(v, bool) for v in options):
            raise Wrong(_("“{value}” is not a text. Put it in quotation marks.").format(value=_short(wanted)))
        kept[column] = [str(v) for v in options] if isinstance(wanted, list) else str(wanted)
    return kept


def anything(value: Any) -> Any:
    """Judged elsewhere."""
    return value


def languages(value: Any) -> tuple[str, ...]:
    """The languages of the city; at least one that the interface speaks."""
    told = texts(value)
    if not set(told) & set(LANGUAGES):
        raise Wrong(_("None of these languages is one of {known}.").format(known=", ".join(LANGUAGES)))
    return told


def by_language(value: Any) -> Mapping[str, str]:
    """Language → column."""
    told: dict[str, str] = table_of(plain)(value)
    for language in told:
        if not LANGUAGE.fullmatch(language):
            raise Wrong(_("“{value}” is not the code of a language. Write nl, fr, en.").format(value=_short(language)))
    return told


def _short(value: Any) -> str:
    shown = str(value)
    return shown if len(shown) <= 60 else shown[:57] + "…"
