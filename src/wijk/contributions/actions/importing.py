"""What was said elsewhere comes in as a whole or not at all; the same file again changes nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijk.contributions import access, checking, importers, tokens
from wijk.contributions.actions.parts import BATCH, came_many
from wijk.contributions.importers import Problems, Row
from wijk.contributions.models import STATES, Category, Contribution, ContributionArea, Kind, Opening, Step
from wijk.contributions.placing import Placed, placed
from wijk.contributions.queries.asked import Where
from wijk.core import clock
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.territory.queries import Ground, fold
from wijk.trail.actions import record
from wijk.ui import plain

LONGEST_SOURCE, LARGEST = 80, 20 << 20


@dataclass(frozen=True, slots=True)
class Load:
    """How a file is to be read: from which list it comes, where it belongs, and what holds where it says nothing."""

    source: str
    opening: str = "city"
    kind: str = "idea"
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a file, or would come: so many new, so many that were here, and what was doubtful."""

    added: int
    same: int
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    row: Contribution
    place: Placed


def look_at_voices(viewer: Viewer, *, content: bytes, name: str, load: Load) -> Loaded:
    """What would come of the file. Nothing is written. Faulty where it is no table."""
    ready, same, problems = _read(viewer, content, name, load)
    return Loaded(len(ready), same, tuple(problems.notes), tuple(_all(problems)))


@transaction.atomic
def load_voices(viewer: Viewer, *, content: bytes, name: str, load: Load) -> Loaded:
    """Take the file in. Faulty with every fault by line and column where there is one; then nothing was taken in.

    What came from this list before, by its number there, stays as it is here.
    """
    ready, same, problems = _read(viewer, content, name, load)
    if problems.faults:
        raise Faulty(_all(problems))
    _keep(ready)
    told: dict[str, int | str] = {"count": len(ready), "source": _source(load)}
    opening = _opening(load)
    record(
        viewer,
        verb=access.LOAD,
        subject=Subject("contributions.opening", opening.key),
        area=access.ground(opening.place),
        data=told,
    )
    return Loaded(len(ready), same, tuple(problems.notes))


def _keep(ready: Sequence[_Ready]) -> None:
    """All of them in few statements; they are found, and the rooms above hear of them, at the end."""
    rows = [one.row for one in ready]
    Contribution.objects.bulk_create(rows, BATCH)
    places = [ContributionArea(contribution=one.row, area=ref) for one in ready for ref in sorted(one.place.areas)]
    ContributionArea.objects.bulk_create(places, BATCH * 4)
    Step.objects.bulk_create(
        [Step(contribution=row, at=row.changed_at, what=row.state) for row in rows if row.state != "open"], BATCH
    )
    came_many(rows)


def _all(problems: Problems) -> list[str]:
    more = [_("And {count} more.").format(count=problems.more)] if problems.more and problems.faults else []
    return [*problems.faults, *more]


def _source(load: Load) -> str:
    source = plain.line(load.source, longest=LONGEST_SOURCE)
    if not source:
        raise Refused("no-source", gettext_lazy("Say from which list or platform this comes."))
    return source


def _opening(load: Load) -> Opening:
    return access.open_opening(load.opening)


def _read(viewer: Viewer, content: bytes, name: str, load: Load) -> tuple[list[_Ready], int, Problems]:
    """The contributions of a file, checked; how many were here before; and what is to be said of it."""
    opening = _opening(load)
    if not viewer.may(access.LOAD, access.ground(opening.place)):
        raise NotAllowed(access.LOAD)
    if not content or len(content) > LARGEST:
        raise Refused(
            "file-size", gettext_lazy("Choose a file of at most {most} MB that is not empty."), most=LARGEST >> 20
        )
    problems = Problems(Path(name).name[:80] or "file")
    reader = _Reader(load, opening, _source(load), problems)
    with _on_disk(content, name) as path:
        made = (reader.one(row) for row in importers.read(path, problems.file, load.language, problems))
        ready = [one for one in made if one is not None]
    known = _known([one.row.once for one in ready if one.row.once])
    fresh = [one for one in ready if one.row.once not in known]
    return fresh, len(ready) - len(fresh), problems


def _known(marks: Sequence[str]) -> set[str | None]:
    found: set[str | None] = set()
    for first in range(0, len(marks), 500):
        found |= set(Contribution.objects.filter(once__in=marks[first : first + 500]).values_list("once", flat=True))
    return found


@contextmanager
def _on_disk(content: bytes, name: str) -> Iterator[Path]:
    with TemporaryDirectory(prefix="wijk-voices-") as folder:
        path = Path(folder) / f"voices{Path(name).suffix.lower()[:8]}"
        path.write_bytes(content)
        yield path


class _Reader:
    """Turns rows into contributions; remembers what words and places of the file mean."""

    def __init__(self, load: Load, opening: Opening, source: str, problems: Problems) -> None:
        self.load, self.opening, self.source, self.problems = load, opening, source, problems
        self.themes = {fold(word): row for row in Category.objects.all() for word in (row.code, *row.title.values())}
        self.now, self.seen = clock.now(), dict[str, int]()
        self.places: dict[Where, Placed | Refused] = {}
        self.kinds: dict[str, Kind] = {}
        self.ground = Ground()

    def one(self, row: Row) -> _Ready | None:
        """One contribution; None and a fault where something is wrong."""
        before = len(self.problems.faults) + self.problems.more
        number = row.id or tokens.mark_of("row", f"{row.title}|{row.body}|{row.lon}|{row.lat}")
        if number in self.seen:
            sentence = _("The number {id} stands on line {line}, too. The first one counts.")
            self.problems.note(
                row.line, row.columns.get("id", ""), sentence.format(id=row.id or "–", line=self.seen[number])
            )
            return None
        self.seen[number] = row.line
        place = self._place(row)
        made = self._made(row, number, place or Placed())
        if made is None or place is None or len(self.problems.faults) + self.problems.more > before:
            return None
        return _Ready(made, place)

    def _made(self, row: Row, number: str, place: Placed) -> Contribution | None:
        try:
            kind = self._kind(row.kind or self.load.kind)
            if kind.located and not place.areas:
                raise Refused("no-place", gettext_lazy("It needs a place: longitude and latitude, or an area."))
            title, body = self._words(row)
            return Contribution(
                key=tokens.fresh_key(), opening=self.opening, kind=kind, category=self._theme(row), process=self.opening.process,
                phase=self.opening.phase, title=title, body=body, language=checking.language_of(row.language), lon=place.lon,
                lat=place.lat, street=place.street, spot=place.spot, area=place.area, channel="import", given_at=self._at(row.said_at),
                made_at=self.now, changed_at=self.now, visibility="shown", state=self._state(row),
                once=tokens.once_of(f"{self.source}|{number}", "import"),
            )  # fmt: skip
        except Refused as refused:
            name = {
                "no-title": "title",
                "no-kind": "kind",
                "too-long": "body",
                "no-place": "longitude",
                "no-language": "language",
            }
            self.problems.fault(row.line, row.columns.get(name.get(refused.code, ""), ""), str(refused))
            return None

    def _kind(self, code: str) -> Kind:
        if code not in self.kinds:
            self.kinds[code] = checking.kind_of(self.opening, code)
        return self.kinds[code]

    def _words(self, row: Row) -> tuple[str, str]:
        """Title and text; a title that is too long is shortened, and stands whole above the text."""
        title = plain.clean(row.title, longest=10_000, lines=False)
        if len(title) <= checking.LONGEST_TITLE:
            return checking.title_of(title), checking.body_of(row.body)
        self.problems.note(
            row.line, row.columns["title"], _("The title is long: it is shortened, and stands whole above the text.")
        )
        short = title[: checking.LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
        return short, checking.body_of(f"{title}\n\n{row.body}")

    def _theme(self, row: Row) -> Category | None:
        found = self.themes.get(fold(row.category)) if row.category else None
        if row.category and (found is None or (self.opening.categories and found.code not in self.opening.categories)):
            sentence = _("“{words}” is none of the categories here; it stands without one.")
            self.problems.note(row.line, row.columns["category"], sentence.format(words=row.category[:60]))
            return None
        return found

    def _state(self, row: Row) -> str:
        if row.state in STATES:
            return row.state
        sentence = _("“{words}” is no state that we know; it is open.")
        self.problems.note(row.line, row.columns["state"], sentence.format(words=row.state[:40]))
        return "open"

    def _at(self, moment: datetime | None) -> datetime:
        return min(moment, self.now) if moment else self.now

    def _place(self, row: Row) -> Placed | None:
        """Where it is. A point outside the city is a doubt: it is taken in without it."""
        where = Where(row.lon, row.lat, area=row.area, spot=row.place[:160])
        try:
            return self._placed(where)
        except Refused as refused:
            if refused.code != "outside":
                name = "area" if refused.code in ("no-area", "elsewhere") else "longitude"
                self.problems.fault(row.line, row.columns.get(name, ""), str(refused))
                return None
            self.problems.note(
                row.line, row.columns.get("longitude", ""), _("This point lies outside the city and is left out.")
            )
            return self._placed(replace(where, lon=None, lat=None))

    def _placed(self, where: Where) -> Placed:
        if where.lon is not None or where not in self.places:
            try:
                self.places[where] = placed(where, self.opening, self.ground)
            except Refused as refused:
                self.places[where] = refused
        found = self.places[where]
        if isinstance(found, Refused):
            raise found
        return found
