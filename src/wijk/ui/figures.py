"""How is a figure written? As the language writes it, with its unit, its state and what stands beside it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from wijk.ui.markup import esc, safe

NARROW = "\u202f"  #: narrow no-break space: between a number and its sign
FIXED = "\u00a0"  #: no-break space: between a number and its unit
MINUS = "\u2212"


class Status(StrEnum):
    """What is known of a value. A state has its own words and its own look; it is never shown as a low number."""

    KNOWN = "known"
    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    NOT_AVAILABLE = "not_available"
    SUPPRESSED = "suppressed"
    NO_RESIDENTS = "no_residents"
    SET_ASIDE = "set_aside"

    @property
    def has_value(self) -> bool:
        """Does a number stand beside this state?"""
        return self in (Status.KNOWN, Status.ESTIMATED, Status.PROVISIONAL)


_MARKS = {
    "d": Status.KNOWN,
    "c": Status.KNOWN,
    "e": Status.ESTIMATED,
    "p": Status.PROVISIONAL,
    "s": Status.SUPPRESSED,
    "n": Status.NOT_AVAILABLE,
    "r": Status.NO_RESIDENTS,
    "a": Status.SET_ASIDE,
    "-": Status.NOT_AVAILABLE,
}


def status_of(mark: str) -> Status:
    """The state behind one letter of a series (d c e p s n r a -); an unknown letter says that nothing is available."""
    return _MARKS.get(mark, Status.NOT_AVAILABLE)


def status_word(status: Status) -> str:
    """The state in one or two words, in the language of the page; "" for a value that is simply known."""
    match status:
        case Status.ESTIMATED:
            return _("estimated")
        case Status.PROVISIONAL:
            return _("provisional")
        case Status.NOT_AVAILABLE:
            return _("not available")
        case Status.SUPPRESSED:
            return _("suppressed")
        case Status.NO_RESIDENTS:
            return _("no residents")
        case Status.SET_ASIDE:
            return _("set aside")
        case _:
            return ""


def status_reason(status: Status) -> str:
    """One sentence that says what the state means to a reader."""
    match status:
        case Status.ESTIMATED:
            return _("Reckoned from other figures, not counted.")
        case Status.PROVISIONAL:
            return _("The source may still correct this figure.")
        case Status.NOT_AVAILABLE:
            return _("The source gives no figure here.")
        case Status.SUPPRESSED:
            return _("Hidden, because so few people are concerned that they could be recognised.")
        case Status.NO_RESIDENTS:
            return _("Nobody lives here, so there is nothing to count.")
        case Status.SET_ASIDE:
            return _("The source contradicts itself; a person decides before the figure is shown.")
        case _:
            return ""


#: Small drawings of the states (16 × 16); the patterns of the map in little, so that both are recognised.
_DRAWINGS = {
    Status.ESTIMATED: '<path class="pl" d="M1 9q3.5-5 7 0t7 0"/>',
    Status.PROVISIONAL: '<circle class="pl" cx="8" cy="8" r="6" stroke-dasharray="2 2"/>',
    Status.NOT_AVAILABLE: '<path class="pl" d="M1 7 7 1M1 15 15 1M9 15l6-6"/>',
    Status.SUPPRESSED: '<g class="pd"><circle cx="4" cy="4" r="2"/><circle cx="12" cy="4" r="2"/>'
    '<circle cx="8" cy="8" r="2"/><circle cx="4" cy="12" r="2"/><circle cx="12" cy="12" r="2"/></g>',
    Status.NO_RESIDENTS: '<path class="pl" d="M1 4h5M9 8h6M2 12h5"/>',
    Status.SET_ASIDE: '<path class="pl" d="M1 1l14 14M1 15 15 1M8 1l7 7-7 7-7-7z"/>',
}


def status_mark(status: Status) -> SafeString:
    """The state with its drawing, its word and, on pointing, its reason; empty for a value that is simply known."""
    if status is Status.KNOWN:
        return safe(())
    return safe(
        (
            f'<span class="state state-{status}" title="{esc(status_reason(status))}">',
            f'<svg viewBox="0 0 16 16" aria-hidden="true">{_DRAWINGS[status]}</svg>',
            f"{esc(status_word(status))}</span>",
        )
    )


@lru_cache(maxsize=64)
def _signs(language: str) -> tuple[str, str]:
    """The signs between thousands and before decimals in a language."""
    try:
        symbols = Locale.parse(language.replace("-", "_")).number_symbols["latn"]
    except (UnknownLocaleError, ValueError, KeyError):
        return ",", "."
    return symbols["group"], symbols["decimal"]


def number(value: float | int | None, decimals: int | None = None, language: str | None = None) -> str:
    """A number as `language` (default: the page's) writes it; "–" when there is none.

    Without `decimals`, whole numbers have none and others one.

    >>> number(1234.5, language="nl"), number(1234.5, language="en")
    ('1.234,5', '1,234.5')
    """
    if value is None or not math.isfinite(value):
        return "–"
    places = (0 if float(value).is_integer() else 1) if decimals is None else max(0, decimals)
    plain = f"{abs(value):,.{places}f}"
    if value >= 0 and plain.isdigit():  # below a thousand and whole: every language writes it so
        return plain
    group, point = _signs(language or get_language() or "nl")
    written = plain.replace(",", "\0").replace(".", point).replace("\0", group)
    negative = value < 0 and any(digit in "123456789" for digit in plain)
    return MINUS + written if negative else written


def quantity(
    value: float | int | None, unit: str = "", decimals: int | None = None, language: str | None = None
) -> str:
    """A number with its unit: "%" and "€" stand where the language puts them, other units follow after a fixed space.

    >>> quantity(12.3, "%", language="nl"), quantity(1800, "€", language="nl"), quantity(1.5, "km", language="en")
    ('12,3%', '€\\xa01.800', '1.5\\xa0km')
    """
    written = number(value, decimals, language)
    if value is None or not unit or written == "–":
        return written
    code = (language or get_language() or "nl").split("-")[0]
    if unit == "%":
        return f"{written}{NARROW}%" if code == "fr" else f"{written}%"
    if unit == "€":
        return {"fr": f"{written}{FIXED}€", "en": f"€{written}"}.get(code, f"€{FIXED}{written}")
    return f"{written}{FIXED}{unit}"


def writer(unit: str = "", decimals: int | None = None, language: str | None = None) -> Callable[[float], str]:
    """`quantity` for many numbers of one kind: what depends on language and unit is found once.

    >>> [writer("%", 1, "nl")(v) for v in (12.34, -1234.5)]
    ['12,3%', '−1.234,5%']
    """
    return _writer(unit, decimals, language or get_language() or "nl")


@lru_cache(maxsize=512)
def _writer(unit: str, decimals: int | None, code: str) -> Callable[[float], str]:
    before, _seven, behind = quantity(7, unit, 0, code).partition("7")
    group, point = _signs(code)
    local = str.maketrans({",": group, ".": point})
    shape = "" if decimals is None else f",.{max(0, decimals)}f"

    def write(value: float) -> str:
        if value >= 0 and shape and value < math.inf:
            plain = format(value, shape)
            return before + (plain.translate(local) if "," in plain else plain.replace(".", point)) + behind
        return before + number(value, decimals, code) + behind

    return write


def difference(value: float | None, unit: str = "", decimals: int | None = None, language: str | None = None) -> str:
    """A signed difference; two shares differ in percentage points, not in per cent.

    >>> difference(1.25, "%", 1, "en"), difference(0, "", 0, "en")
    ('+1.2\\xa0pp', '0')
    """
    if value is None or not math.isfinite(value):
        return "–"
    shown = quantity(value, pgettext("percentage points", "pp") if unit == "%" else unit, decimals, language)
    bare = number(value, decimals, language)
    positive = value > 0 and any(digit in "123456789" for digit in bare)
    return f"+{shown}" if positive else shown


@dataclass(frozen=True, slots=True)
class Reading:
    """One value as it is shown: the number (or none), its state, unit and decimals."""

    value: float | None
    status: Status = Status.KNOWN
    unit: str = ""
    decimals: int | None = None

    @property
    def known(self) -> bool:
        """Is there a number to show?"""
        return self.value is not None and self.status.has_value

    @property
    def state(self) -> Status:
        """The state; a missing number without a reason is "not available"."""
        return Status.NOT_AVAILABLE if self.value is None and self.status.has_value else self.status

    def text(self) -> str:
        """In plain words, for a title, a label or a sentence: "12.3%", "suppressed", "40% (estimated)"."""
        if not self.known:
            return status_word(self.state)
        shown = quantity(self.value, self.unit, self.decimals)
        return shown if self.status is Status.KNOWN else f"{shown} ({status_word(self.status)})"

    def html(self) -> SafeString:
        """The value with its state drawn beside it."""
        if not self.known:
            return status_mark(self.state)
        sign = self.unit if self.unit in ("%", "€") else ""
        shown = esc(quantity(self.value, sign, self.decimals))
        if self.unit and not sign:
            shown += f'<span class="unit">{FIXED}{esc(self.unit)}</span>'
        return safe((shown,)) if self.status is Status.KNOWN else safe((shown, " ", status_mark(self.status)))


@dataclass(frozen=True, slots=True)
class Beside:
    """What a figure is compared with: "Brussels" and its reading."""

    label: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class FigureCard:
    """One figure of a place: value, sentence, comparison, trend, source."""

    title: str
    reading: Reading
    href: str = ""
    sentence: str = ""
    period: str = ""
    beside: Sequence[Beside] = ()
    trend: SafeString | None = None
    source: str = ""
    source_href: str = ""
    hue: int = 0  #: theme hue 1–10, 0 for none
    level: int = 3  #: level of the heading


def figure_card(card: FigureCard) -> SafeString:
    """A figure as a notice on the board."""
    parts = [f'<article class="card fig{f" t{card.hue}" if card.hue else ""}"><h{card.level}>']
    parts.append('<span class="pin"></span>' if card.hue else "")
    title = esc(card.title)
    parts.append(f'<a href="{esc(card.href)}">{title}</a>' if card.href else title)
    parts.append(f'</h{card.level}><div class="top"><p class="value">{card.reading.html()}</p>')
    parts.append(card.trend or "")
    parts.append("</div>")
    if card.sentence:
        parts.append(f"<p>{esc(card.sentence)}</p>")
    if card.beside:
        rows = "".join(f"<dt>{esc(b.label)}</dt><dd>{b.reading.html()}</dd>" for b in card.beside)
        parts.append(f'<dl class="beside">{rows}</dl>')
    parts.append(_source_line(card))
    parts.append("</article>")
    return safe(parts)


def _source_line(card: FigureCard) -> str:
    source = esc(card.source)
    if card.source and card.source_href:
        source = f'<a href="{esc(card.source_href)}">{source}</a>'
    said = " · ".join(part for part in (esc(card.period), source) if part)
    return f'<p class="source">{said}</p>' if said else ""
