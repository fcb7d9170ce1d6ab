"""What do the votes show? The last report as a page, statement by statement, in words to read aloud, and on one sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wijk.conversations import access, queries, telling
from wijk.conversations.models import Conversation, State, Statement
from wijk.conversations.queries import Line, Report, Telling, Viewpoint
from wijk.conversations.queries.reports import CONVERGE, DIVERGE, KINDS, RECONCILE, UNKNOWN
from wijk.conversations.views import hands
from wijk.conversations.views.cards import Card, card
from wijk.core.errors import Absent
from wijk.core.site import absolute
from wijk.core.viewer import viewer_of
from wijk.ui.charts import Interval, interval_chart
from wijk.ui.open_pages import asked, open_page
from wijk.ui.paper import MEDIA_TYPE, square_code
from wijk.ui.paper import sheet as on_paper
from wijk.ui.tables import paginate

#: Statements of a basin that stand in the picture; all of them are one tap further.
PICTURED = 8
LARGEST = 10_000_000
PAPER = Path(__file__).resolve().parent.parent / "paper" / "report.typ"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One statement in the picture: its words, its intervals drawn, and the same in words."""

    line: Line
    card: Card
    picture: SafeString
    words: str
    why: str
    name: str


@dataclass(frozen=True, slots=True)
class Basin:
    """One of the three, and what is unknown: name, meaning, its plainest statements, how many there are, and how many of them are not
    told to this reader yet."""

    kind: str
    name: str
    meaning: str
    count: int
    drawn: Sequence[Drawn] = ()
    held: int = 0

    @property
    def more(self) -> int:
        """How many are told, and not in the picture."""
        return self.count - self.held - len(self.drawn)


@dataclass(frozen=True, slots=True)
class Said:
    """What a group says: the statement, and how many say so inside and outside."""

    card: Card
    agrees: bool
    inside: str
    outside: str


@dataclass(frozen=True, slots=True)
class Group:
    """A viewpoint with what tells it apart."""

    view: Viewpoint
    stability: str
    says: Sequence[Said] = field(default_factory=tuple)


@never_cache
@require_safe
def report(request: HttpRequest, key: str) -> HttpResponse:
    """The last report: sentences, viewpoints, the three basins in one picture, what is unknown, how sure it is."""
    row = access.open_conversation(viewer_of(request), key)
    found = _readable(request, row)
    told: dict[str, Any] = {"talk": row, "report": found, "since": 0, "closed": row.state == State.CLOSED}
    if found is None:
        return render(request, "conversations/report.html", told | {"voices": queries.voices(row)})
    cards = _cards(row)
    told |= {
        "lede": telling.lede(found), "caveat": telling.caveat(), "since": max(0, queries.votes_shown(row) - found.votes),
        "groups": _groups(found, cards), "basins": _basins(found, cards), "unknown": found.counts()[UNKNOWN],
        "steady": telling.steadiness(found), "regulars": telling.regulars(found), "placed": queries.placed(row, 6),
        "coverage": queries.coverages(row), "seen": len(found.lines), "polis": _polis(found, cards), "letters": telling.letters(found),
    }  # fmt: skip
    return render(request, "conversations/report.html", told)


@never_cache
@require_safe
def statements(request: HttpRequest, key: str) -> HttpResponse:
    """Every statement with its basin and intervals; `?basin=converge` keeps one basin."""
    row, found = _reckoned(request, key)
    kind = asked(request, "basin")
    lines = found.basin(kind) if kind in KINDS else [line for one in KINDS for line in found.basin(one)]
    shown = set(row.statements.filter(visibility="shown").values_list("number", flat=True))
    page = paginate([line for line in lines if line.number in shown], request)
    cards = _cards(row, [line.number for line in page.items])
    told = {
        "talk": row, "report": found, "page": page, "kind": kind if kind in KINDS else "",
        "kinds": [(one, telling.name(found, one), found.counts()[one]) for one in KINDS],
        "drawn": [_drawn(found, line, cards[line.number]) for line in page.items if line.number in cards],
        "letters": telling.letters(found),
    }  # fmt: skip
    return render(request, "conversations/report_statements.html", told)


@never_cache
@require_safe
def statement(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One statement: in every language, how each group voted, its intervals and how they were reckoned, where actors place it."""
    row, found = _reckoned(request, key)
    if number > LARGEST:
        raise Absent("statement")
    one = access.open_statement(viewer_of(request), row, number)
    line = found.line(number)
    told = {
        "talk": row, "report": found, "held": not found.tells(number), "statement": one, "card": card(one), "said": _languages(one), "line": line,
        "drawn": _drawn(found, line, card(one)) if line else None, "meaning": _meaning(found, line.basin) if line else "",
        "rows": list(zip(telling.letters(found), line.cells, strict=True)) if line else [], "closed": row.state == State.CLOSED,
        "bridge": telling.percent(min(1.0, max(0.0, line.bridge))) if line and line.bridge is not None else "",
        "error": f"{found.error:.3g}", "upper": f"{1 - found.error:.6g}", "placings": queries.placings_of(one),
    }  # fmt: skip
    return render(request, "conversations/report_statement.html", told)


@open_page
def words(request: HttpRequest, key: str) -> HttpResponse:
    """The report as plain text, to be read aloud; once everybody may hear it."""
    row, found = _whole(request, key)
    lines = [row.title.to(), absolute(reverse("conversations:report", args=[row.key])), ""]
    for heading, said in telling.aloud(found, texts_of(row)):
        lines += [heading.upper(), *said, ""]
    lines.append(_("Reckoned on {day}.").format(day=found.made_at.date().isoformat()))
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@open_page
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """The same on one sheet of paper; once everybody may read it."""
    row, found = _whole(request, key)
    address = absolute(reverse("conversations:report", args=[row.key]))
    texts = {n: telling.borne(said, _("Statement {id}").format(id=n)) for n, said in texts_of(row).items()}
    parts = [{"heading": heading, "said": said} for heading, said in telling.aloud(found, texts, most=3)]
    letters = sum(len(words) for part in parts for words in part["said"])
    when = _("Reckoned on {day}.").format(day=date_format(found.made_at, "DATE_FORMAT"))
    told = {
        "title": telling.borne(row.title.to(), row.key), "when": when, "parts": parts,
        "address": address, "code": square_code(address), "code_alt": address, "size": 10.5 if letters < 2000 else 9 if letters < 3000 else 7.5,
    }  # fmt: skip
    answer = HttpResponse(on_paper(PAPER, told, strict=False), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="report-{row.key}.pdf"'
    return answer


def texts_of(row: Conversation) -> dict[int, str]:
    """The words of every statement that is shown, in the language of the page."""
    return {one.number: one.text.to() for one in row.statements.filter(visibility="shown")}


def _reckoned(request: HttpRequest, key: str) -> tuple[Conversation, Report]:
    row = access.open_conversation(viewer_of(request), key)
    found = _readable(request, row)
    if found is None:
        raise Absent("report")
    return row, found


def _whole(request: HttpRequest, key: str) -> tuple[Conversation, Report]:
    """What goes from hand to hand tells everybody: it is there once everybody may know everything."""
    row, found = _reckoned(request, key)
    if not found.whole:
        raise Absent("report")
    return row, found


def _readable(request: HttpRequest, row: Conversation) -> Report | None:
    """The report, as far as this visitor may know it."""
    return access.readable_report(row, hands.mark_for_totals(request, row))


def _cards(row: Conversation, numbers: Iterable[int] | None = None) -> dict[int, Card]:
    rows = row.statements.filter(visibility="shown")
    rows = rows.filter(number__in=list(numbers)) if numbers is not None else rows
    return {one.number: card(one) for one in rows}


def _groups(found: Report, cards: dict[int, Card]) -> list[Group]:
    return [
        Group(
            one, telling.percent(one.stability), [_said(tell, cards[tell.number]) for tell in one.says if tell.number in cards]
        )
        for one in found.viewpoints
    ]  # fmt: skip


def _said(tell: Telling, words: Card) -> Said:
    return Said(words, tell.side > 0, telling.percent(tell.inside), telling.percent(tell.outside))


def _basins(found: Report, cards: dict[int, Card]) -> list[Basin]:
    basins = []
    for kind in (CONVERGE, RECONCILE, DIVERGE):
        told = found.basin(kind)
        lines = [line for line in told if line.number in cards]
        drawn = [_drawn(found, line, cards[line.number]) for line in lines[:PICTURED]]
        held = found.counts()[kind] - len(told)
        basins.append(Basin(kind, telling.name(found, kind), _meaning(found, kind), len(lines) + held, drawn, held))
    return basins if found.viewpoints else [one for one in basins if one.kind != DIVERGE]


def _meaning(found: Report, kind: str) -> str:
    return str(telling.MEANINGS[kind] if found.viewpoints else telling.WHOLE[kind])


def _drawn(found: Report, line: Line, words: Card) -> Drawn:
    named = zip(telling.letters(found), line.cells, strict=True)
    lanes = [
        Interval(name if found.viewpoints else "•", n, cell.share if cell else None, cell.low if cell else 0, cell.high if cell else 1)
        for n, (name, cell) in enumerate(named, 1)
    ]  # fmt: skip
    said = telling.line_words(found, line)
    return Drawn(
        line, words, interval_chart(lanes, said), said, telling.why(found, line), telling.name(found, line.basin)
    )


def _polis(found: Report, cards: dict[int, Card]) -> dict[str, Any] | None:
    told = found.result.get("polis")
    if not told:
        return None
    aware = [(cards[n], telling.percent(share)) for n, share in told["aware"][:3] if n in cards and found.tells(n)]
    alike = told.get("alike")
    return {
        "groups": told["groups"],
        "in": told["in"],
        "aware": aware,
        "alike": None if alike is None else f"{alike:.2f}",
    }


def _languages(one: Statement) -> list[tuple[str, str, dict[str, str] | None]]:
    """The words in each language: the original first (no origin), then translations with who or what made them."""
    said = [(one.language, one.text.said(one.language) or one.text.to(), None)]
    return said + [
        (code, text, one.translated.get(code) or {}) for code, text in sorted(one.text.items()) if code != one.language
    ]  # fmt: skip
