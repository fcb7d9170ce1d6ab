"""Which indicators are there, where do they come from, and what is that worth?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from wijk.core.errors import Absent
from wijk.core.kept import Kept
from wijk.core.standing import Standing
from wijk.core.text import Text
from wijk.indicators.models import Indicator, Source

#: Units that are read the same in every language and stand behind the number; other units are written by their name.
SIGNS: Final = frozenset(
    ("%", "€", "m", "km", "m²", "km²", "ha", "kg", "t", "µg/m³", "dB", "dB(A)", "°C", "min", "kWh", "l", "m³")
)


@dataclass(frozen=True, slots=True)
class SourceCard:
    """Where figures come from, as it stands under each of them."""

    code: str
    name: Text
    publisher: str
    licence: str
    licence_url: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """A subject, its place in the order and its colour (1–10)."""

    code: str
    name: Text
    order: int
    hue: int


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """What one must know of an indicator to show a value of it."""

    id: int
    code: str
    name: Text
    definition: Text
    sentence: Text
    unit: str
    unit_name: Text
    measure: str  #: count | share | ratio | delivered
    decimals: int
    direction: int
    key: bool
    numerator: Text
    denominator: Text
    theme: ThemeCard
    source: SourceCard

    @property
    def sign(self) -> str:
        """What is written behind a value: signs ("%", "km²") as they are, the unit's name for everything else."""
        return self.unit if self.unit in SIGNS else str(self.unit_name) or self.unit


@dataclass(frozen=True, slots=True)
class Shelf:
    """One theme with its indicators, in their order."""

    theme: ThemeCard
    indicators: tuple[IndicatorCard, ...]


_CARD = (
    "id", "code", "name", "definition", "sentence", "unit", "unit_name", "measure", "decimals", "direction", "key",
    "numerator", "denominator",
)  # fmt: skip
_THEME = ("theme__code", "theme__name", "theme__order", "theme__hue")
_ORDER = ("theme__order", "theme__code", "order", "code")
_SOURCE = tuple(f"source__{name}" for name in ("code", "name", "publisher", "licence", "licence_url", "url"))


_ROWS = Standing(
    lambda: Indicator.objects.filter(retired=False).order_by(*_ORDER).values_list(*_CARD, *_THEME, *_SOURCE)
)
_cards: Kept[dict[int, IndicatorCard]] = Kept(1)
_sheets: Kept[Indicator] = Kept(64)


def every_card(mark: str = "") -> Mapping[int, IndicatorCard]:
    """All indicators that are not retired, by primary key, in the order of the catalogue; one query, none when kept under `mark`."""
    return _cards.get(mark, "", lambda: _made(_ROWS.ask()))


def catalogue(search: str = "", mark: str = "") -> list[Shelf]:
    """Which indicators are there, by theme? Without the retired ones; one query.

    `search` keeps those in whose name, definition or theme (in any language) every one of its words occurs.
    """
    words = search.casefold().split()
    shelves: dict[str, list[IndicatorCard]] = {}
    themes: dict[str, ThemeCard] = {}
    for card in every_card(mark).values():
        if words and not _speaks_of(card, words):
            continue
        themes[card.theme.code] = card.theme
        shelves.setdefault(card.theme.code, []).append(card)
    return [Shelf(theme, tuple(shelves[code])) for code, theme in themes.items()]


def indicator(code: str) -> IndicatorCard:
    """The card of one indicator, retired ones included; raises `Absent` where there is none."""
    found = cards_of(Indicator.objects.filter(code=code))
    if not found:
        raise Absent(code)
    return next(iter(found.values()))


def _speaks_of(card: IndicatorCard, words: Sequence[str]) -> bool:
    said = " ".join((card.code, *card.name.values(), *card.definition.values(), *card.theme.name.values())).casefold()
    return all(word in said for word in words)


def cards_of(wanted: QuerySet[Indicator]) -> dict[int, IndicatorCard]:
    """The cards by primary key, in the order of the catalogue; one query."""
    return _made(wanted.order_by(*_ORDER).values_list(*_CARD, *_THEME, *_SOURCE))


def _made(rows: Iterable[tuple[Any, ...]]) -> dict[int, IndicatorCard]:
    """The cards of these rows; those of one theme share it, and those of one source."""
    themes: dict[str, ThemeCard] = {}
    named: dict[str, SourceCard] = {}
    cards: dict[int, IndicatorCard] = {}
    for row in rows:
        own, theme, origin = row[: len(_CARD)], row[len(_CARD) : -len(_SOURCE)], row[-len(_SOURCE) :]
        shared = themes.setdefault(theme[0], ThemeCard(*theme)), named.setdefault(origin[0], SourceCard(*origin))
        cards[own[0]] = IndicatorCard(*[*own, *shared])
    return cards


def sheet(code: str, mark: str = "") -> Indicator:
    """Everything that the catalogue tells of one indicator, with its theme and source, to be read; raises `Absent`."""
    return _sheets.get(mark, code, lambda: _sheet(code))


def _sheet(code: str) -> Indicator:
    found = Indicator.objects.select_related("theme", "source", "weight").filter(code=code).first()
    if found is None:
        raise Absent(code)
    return found


def card_of(found: Indicator) -> IndicatorCard:
    """The card of an indicator that was loaded with its theme and source; no query."""
    theme, source = found.theme, found.source
    held: list[Any] = [getattr(found, name) for name in _CARD]
    held.append(ThemeCard(theme.code, theme.name, theme.order, theme.hue))
    held.append(SourceCard(source.code, source.name, source.publisher, source.licence, source.licence_url, source.url))
    return IndicatorCard(*held)


def sources() -> list[Source]:
    """Every source with its appraisal: accepted first, the rejected ones last."""
    rank = {Source.Verdict.ACCEPTED: 0, Source.Verdict.CONSIDERED: 1, Source.Verdict.REJECTED: 2}
    return sorted(Source.objects.all(), key=lambda s: (rank.get(Source.Verdict(s.verdict), 3), str(s.name).casefold()))


def source(code: str) -> tuple[Source, list[IndicatorCard]]:
    """One source with its appraisal and the indicators that rest on it; raises `Absent`."""
    found = Source.objects.filter(code=code).first()
    if found is None:
        raise Absent(code)
    return found, list(cards_of(Indicator.objects.filter(source=found, retired=False)).values())
