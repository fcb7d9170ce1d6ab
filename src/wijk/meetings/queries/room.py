"""What belongs to one meeting: members, agenda, who was there, minutes, decisions, what must follow?"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from wijk.core import clock
from wijk.core.text import Text
from wijk.meetings import times
from wijk.meetings.models import Attendance, Draft, FollowUp, Item, Meeting, Paper, PollAnswer, PollOption, Section
from wijk.organs.models import VOTING, Decision, Mandate
from wijk.organs.queries import mandates_on, quorum_of, voters


def members(meeting: Meeting) -> list[Mandate]:
    """The mandates of the organ on the day of the meeting (today, where it has none yet), the chair first; one query."""
    moment = meeting.starts_at or clock.now()
    return mandates_on(meeting.organ, times.local(moment).date())


@dataclass(slots=True)
class Line:
    """A point of the agenda as a page shows it. `begins` is said where all points before it have a duration."""

    item: Item
    label: str
    begins: str = ""
    parts: list["Line"] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    section: Section | None = None
    decisions: list[Decision] = field(default_factory=list)
    hidden: bool = False


def agenda(meeting: Meeting, *, inside: bool) -> list[Line]:
    """The agenda in order, parts under their points; who is not inside learns only that there is a reserved point. One query."""
    items = list(meeting.items.all())
    below: dict[int, list[Item]] = {}
    for item in items:
        if item.parent_id is not None:
            below.setdefault(item.parent_id, []).append(item)
    at = meeting.starts_at if not meeting.all_day else None
    lines = []
    for number, item in enumerate((i for i in items if i.parent_id is None), 1):
        line = _line(item, str(number), inside=inside)
        line.begins = f"{times.local(at):%H:%M}" if at else ""
        if not line.hidden:
            line.parts = [
                _line(part, f"{number}.{n}", inside=inside) for n, part in enumerate(below.get(item.pk, []), 1)
            ]
        length = item.duration or sum(part.duration or 0 for part in below.get(item.pk, []))
        at = at + timedelta(minutes=length) if at and length else None
        lines.append(line)
    return lines


def _line(item: Item, label: str, *, inside: bool) -> Line:
    hidden = not item.public and not inside
    if hidden:
        return Line(Item(pk=item.pk, key="", kind=item.kind, public=False, title=Text()), label, hidden=True)
    return Line(item, label)


def documents(meeting: Meeting, *, inside: bool) -> list[Paper]:
    """The documents that a reader may open; one query."""
    rows = list(meeting.papers.select_related("item__parent"))
    if inside:
        return rows
    return [
        p
        for p in rows
        if p.public and (p.item is None or (p.item.public and (p.item.parent is None or p.item.parent.public)))
    ]


def sections(meeting: Meeting) -> dict[int | None, Section]:
    """What the minutes say, by point; None is the meeting as a whole. One query."""
    return {section.item_id: section for section in meeting.sections.all()}


def decisions_of(items: Sequence[Item], *, everything: bool) -> dict[str, list[Decision]]:
    """The decisions on some points, by the key of the point; one query."""
    about = {str(item.subject): item.key for item in items if item.key}
    rows = Decision.objects.filter(about__in=list(about)).select_related("organ").order_by("pk")
    found: dict[str, list[Decision]] = {}
    for row in rows if everything else rows.filter(public=True, organ__public=True):
        found.setdefault(about[row.about], []).append(row)
    return found


def follow_ups(meeting: Meeting, *, inside: bool) -> list[FollowUp]:
    """What must follow, the earliest first; reserved ones for those inside. One query."""
    rows = meeting.follow_ups.select_related("mandate__person", "mandate__represents", "item")
    return list(rows if inside else rows.filter(public=True))


# --- who was there --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seat:
    """A mandate and whether its holder was there; "" where nothing was noted."""

    mandate: Mandate
    state: str = ""
    substitute: int | None = None


def attendance(meeting: Meeting) -> list[Seat]:
    """Everybody with a mandate on that day, and what was noted of them; two queries."""
    noted = {row.mandate_id: row for row in meeting.attendance.all()}
    return [
        Seat(m, noted[m.pk].state, noted[m.pk].substitute_id) if m.pk in noted else Seat(m) for m in members(meeting)
    ]


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many with a vote are there, how many must be, of how many."""

    present: int
    needed: int
    members: int

    @property
    def reached(self) -> bool:
        """May the organ decide?"""
        return self.present >= self.needed

    @property
    def missing(self) -> int:
        """How many must still come."""
        return max(0, self.needed - self.present)


def quorum(meeting: Meeting, seats: Sequence[Seat] | None = None) -> Quorum:
    """The quorum as things stand; two queries where the seats are not given."""
    told = attendance(meeting) if seats is None else seats
    own = voters(seat.mandate for seat in told)
    voting = {mandate.pk for mandate in own}
    here = {seat.mandate.pk for seat in told if seat.state in ("present", "represented")} & voting
    loose = {s.mandate.pk: s.mandate for s in told if s.state == "present" and s.mandate.role == "substitute"}
    stood_in = {s.substitute for s in told if s.state == "represented"}
    replaced = {
        m.substitute_for_id for pk, m in loose.items() if pk not in stood_in and m.substitute_for_id in voting - here
    }
    return Quorum(len(here) + len(replaced), quorum_of(meeting.organ, len(own)), len(own))


def there(meeting: Meeting) -> list[int]:
    """The mandates with a vote that were in the room: those present, and the substitutes who sat for others; one query."""
    rows = Attendance.objects.filter(meeting=meeting, state__in=("present", "represented")).select_related("mandate")
    found = [r.mandate_id if r.state == "present" else r.substitute_id for r in rows if r.mandate.role in VOTING]
    return [pk for pk in dict.fromkeys(found) if pk is not None]


def own_drafts(meeting: Meeting, person: str) -> dict[int | None, Draft]:
    """What somebody is writing in the minutes, by the point (None: the meeting as a whole); one query."""
    return {row.item_id: row for row in meeting.drafts.filter(person__key=person)} if person else {}


# --- the poll -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of the poll and what members say of it. `own` is the answer of one member."""

    option: PollOption
    yes: int
    maybe: int
    no: int
    own: str = ""
    best: bool = False


def poll(meeting: Meeting, mandate: Mandate | None = None, people: Collection[int] | None = None) -> list[Choice]:
    """The options with their counts; the best has the most who can come, then the most for whom it is no trouble. Two queries."""
    options = list(meeting.options.all())
    told = PollAnswer.objects.filter(option__meeting=meeting).values_list("option", "mandate", "answer")
    counts: dict[int, Counter[str]] = {option.pk: Counter() for option in options}
    own: dict[int, str] = {}
    for option, who, answer in told:
        if people is None or who in people:
            counts[option][answer] += 1
        if mandate is not None and who == mandate.pk:
            own[option] = answer
    rank = {pk: (count["yes"] + count["maybe"], count["yes"]) for pk, count in counts.items()}
    top = max(rank.values(), default=(0, 0))
    return [
        Choice(
            o,
            counts[o.pk]["yes"],
            counts[o.pk]["maybe"],
            counts[o.pk]["no"],
            own.get(o.pk, ""),
            best=rank[o.pk] == top and top != (0, 0),
        )
        for o in options
    ]


def answered(meeting: Meeting) -> set[int]:
    """The mandates whose holders said something of the moments; one query."""
    return set(PollAnswer.objects.filter(option__meeting=meeting).values_list("mandate", flat=True))
