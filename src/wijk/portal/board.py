"""How do an area's figures stand on its page: sentences, key figures, a table for each theme?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijk.core.kept import Kept
from wijk.indicators import queries
from wijk.indicators.queries import Chapter, Figure, IndicatorCard, Line, Profile
from wijk.portal.sentences import Beside, Said, say
from wijk.ui.addresses import addresses
from wijk.ui.charts import Point, sparkline
from wijk.ui.figures import Beside as CardBeside
from wijk.ui.figures import FigureCard, figure_card, number
from wijk.ui.markup import esc, safe

#: So many sentences stand above, so many cards below them.
MOST_SENTENCES, MOST_CARDS = 4, 8


@dataclass(frozen=True, slots=True)
class Place:
    """The area that a page is about, and those beside it, each with the name that stands above its column."""

    id: int
    level: str
    code: str
    name: str
    beside: tuple[Beside, ...]

    @property
    def ref(self) -> str:
        """As it stands in an address: a neighbourhood by its code alone."""
        return self.code if self.level == "neighbourhood" else f"{self.level}/{self.code}"

    def href(self, figure: Figure) -> str:
        """The page of an indicator that holds on to this area."""
        return f"{addresses('indicators:indicator')(figure.indicator.code)}?level={self.level}&in={self.ref}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A figure in words with the way to its page."""

    said: Said
    figure: Figure
    href: str


@dataclass(frozen=True, slots=True)
class ThemeBoard:
    """One theme: its heading and the table of its figures."""

    code: str
    name: str
    hue: int
    rows: SafeString


def sentences(found: Profile, place: Place) -> list[Sentence]:
    """The figures that can be said, key figures first."""
    told = []
    for figure in sorted(found.figures(), key=lambda f: not f.indicator.key):
        said = say(figure, place.id, place.beside)
        if said:
            told.append(Sentence(said, figure, place.href(figure)))
        if len(told) == MOST_SENTENCES:
            break
    return told


def cards(found: Profile, place: Place) -> list[SafeString]:
    """The key figures that have a value or a reason of their own."""
    wanted = [f for f in found.figures() if f.indicator.key and f.cell(place.id).mark not in "-n"]
    return [_card(figure, place) for figure in wanted[:MOST_CARDS]]


def _card(figure: Figure, place: Place) -> SafeString:
    card = figure.indicator
    others = place.beside if card.measure != "count" else ()
    beside = [
        CardBeside(b.name, queries.reading(card, figure.cell(b.area), unit=False))
        for b in others
        if figure.cell(b.area).mark != "-"
    ]
    if place_of := rank(figure, place):
        beside.append(CardBeside(_("Rank"), place_of))  # type: ignore[arg-type]  # anything with html() stands there
    source = card.source
    return figure_card(
        FigureCard(
            title=str(card.name),
            reading=queries.reading(card, figure.cell(place.id)),
            href=place.href(figure),
            period=figure.period,
            beside=beside,
            trend=spark(figure.lines.get(place.id)),
            source=str(source.name),
            source_href=addresses("indicators:source")(source.code),
            hue=card.theme.hue,
        )
    )


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of a value among all areas of its level."""

    rank: int
    known: int

    def html(self) -> SafeString:
        """ "5 of 118"."""
        return safe((esc(_("%(rank)s of %(known)s") % {"rank": number(self.rank), "known": number(self.known)}),))


def rank(figure: Figure, place: Place) -> Rank | None:
    """The place of the area among those of its level, where there is more than one."""
    cell = figure.cell(place.id)
    return Rank(cell.rank, figure.known) if cell.rank and figure.known > 1 else None


def spark(line: Line | None) -> SafeString:
    """The trend of an area in the size of a word."""
    if line is None:
        return safe(())
    points: list[Point] = list(zip(_places(line.periods), line.values, strict=True))
    return sparkline(points)


@lru_cache(maxsize=512)
def _places(periods: tuple[str, ...]) -> tuple[float, ...]:
    """Where the periods stand along a trend: years at their number, others one after the other."""
    years = all(p.isdigit() for p in periods)
    return tuple(float(p) if years else float(i) for i, p in enumerate(periods))


def boards(found: Profile, place: Place, mark: str = "") -> list[ThemeBoard]:
    """The figures by theme; those of which nothing at all is known here are left out.

    What each row says of its indicator is written once and kept under `mark` (`wijk.core.kept`).
    """
    made, words = [], Words.now(place, mark)
    for chapter in found.chapters:
        rows = [_row(f, place, words) for f in chapter.figures if f.cell(place.id).mark != "-"]
        if rows:
            theme = chapter.theme
            made.append(ThemeBoard(theme.code, str(theme.name), theme.hue, _table(chapter, rows, place)))
    return made


@dataclass(frozen=True, slots=True)
class Words:
    """What every row of a table says, looked up once."""

    language: str
    mark: str
    areas: tuple[tuple[int, str], ...]  #: each area with the opening of its cells
    trend: str
    rank: str
    source: str
    more: str
    of: str
    query: str
    to_indicator: Callable[[str], str]
    to_source: Callable[[str], str]

    @classmethod
    def now(cls, place: Place, mark: str) -> "Words":
        """In the language of the page."""
        heads = ((place.id, _("Here")), *((b.area, b.name) for b in place.beside))
        return cls(
            language=get_language() or "",
            mark=mark,
            areas=tuple((area, f'<td class="num" data-label="{esc(label)}">') for area, label in heads),
            trend=f'<td class="num" data-label="{esc(_("Trend"))}">',
            rank=f'<td class="num" data-label="{esc(_("Rank"))}">',
            source=esc(_("Source:")),
            more=esc(_("Map, table and all years")),
            of=_("%(rank)s of %(known)s"),
            query=esc(f"?level={place.level}&in={place.ref}"),
            to_indicator=addresses("indicators:indicator"),
            to_source=addresses("indicators:source"),
        )


def _table(chapter: Chapter, rows: Sequence[str], place: Place) -> SafeString:
    heads = [_("Here"), *(b.name for b in place.beside), _("Trend"), _("Rank")]
    columns = "".join(f'<th scope="col" class="num">{esc(h)}</th>' for h in heads)
    title = esc(chapter.theme.name)
    return safe(
        (
            f'<div class="table-wrap" role="region" tabindex="0" aria-label="{title}"><table class="board">',
            f'<caption class="vh">{title}</caption><thead><tr><th scope="col">{esc(_("Figure"))}</th>{columns}</tr></thead>',
            f"<tbody>{''.join(rows)}</tbody></table></div>",
        )
    )


def _row(figure: Figure, place: Place, words: Words) -> str:
    write = queries.writer_of(figure.indicator, words.language)
    parts = [f'<tr><th scope="row">{_name(figure, place, words)}</th>']
    parts.extend(f"{opening}{queries.shown(figure.cell(area), write)}</td>" for area, opening in words.areas)
    cell = figure.cell(place.id)
    place_of = words.of % {"rank": cell.rank, "known": figure.known} if cell.rank and figure.known > 1 else ""
    trend = spark(figure.lines.get(place.id))
    parts.append(f"{words.trend}{trend}</td>{words.rank}{place_of}</td></tr>")
    return "".join(parts)


#: By language, way and indicator: what its row says before the period, between period and reason, and at the end.
_told: Kept[tuple[str, str, str]] = Kept(2_000)


def _name(figure: Figure, place: Place, words: Words) -> str:
    """The name of a figure; definition, source and licence open beneath it, without script."""
    card = figure.indicator
    key = (words.language, words.to_indicator(card.code), card.id)
    name, inside, way = _told.get(words.mark, key, lambda: _tell(card, words))
    why = _reasons(figure, place)
    reason = f"<p>{esc(why)}</p>" if why else ""
    return f'{name}{esc(figure.period)}{inside}{reason}{way}{words.query}">{words.more}</a></p></div></details>'


def _tell(card: IndicatorCard, words: Words) -> tuple[str, str, str]:
    source, language = card.source, words.language
    sign = "" if card.unit in ("%", "€") else f" · {esc(card.sign)}"
    definition = f"<p>{esc(card.definition.to(language))}</p>" if card.definition else ""
    licence = f" · {esc(source.licence)}" if source.licence else ""
    origin = f'<a href="{esc(words.to_source(source.code))}">{esc(source.name.to(language))}</a>'
    return (
        f'<details><summary><span>{esc(card.name.to(language))} <span class="soft">',
        f'{sign}</span></span></summary><div class="inside">{definition}<p>{words.source} {origin}{licence}</p>',
        f'<p><a href="{esc(words.to_indicator(card.code))}',
    )


def _reasons(figure: Figure, place: Place) -> str:
    """Why the figure of a larger area is missing."""
    missing = [b for b in place.beside if b.area not in figure.lines and b.area in figure.reasons]
    if not missing:
        return ""
    told = queries.reason(figure.reasons[missing[0].area])
    return f"{', '.join(b.name for b in missing)}: {told}"
