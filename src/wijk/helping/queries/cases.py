"""Questions about accompaniment: what is next today, which cases there are, what stands in one, who reads it. For members alone: doors first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.helping.models import CLOSED, Case, HandOver, Membership, Need, Note, Opened, Team

SOON = timedelta(days=7)
#: So long a new member stands on the day of the others.
NEWS = timedelta(days=30)
#: Reads of the same person within this time are one opening.
SITTING = timedelta(minutes=10)
#: So long a hand-over keeps its file, a closed case is kept, and an open one may be silent.
FILE_KEPT, KEPT, SILENT = timedelta(days=30), timedelta(days=182), timedelta(days=365)
MOST_OPENINGS = 30


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases: of one team, in one stage ("" is all that are open), of one keeper ("mine", "loose"), in one language, late ones."""

    team: str = ""
    stage: str = ""
    keeper: str = ""
    language: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """What somebody has to do: late, today, within a week, later, without a day; what nobody keeps; who is new in their teams."""

    teams: Sequence[Team]
    late: Sequence[Case]
    today: Sequence[Case]
    soon: Sequence[Case]
    later: int
    undated: Sequence[Case]
    loose: Sequence[Case]
    newcomers: Sequence[Membership]
    asked: Sequence[Case]  #: teams that ask whether they accompany this very person

    @property
    def is_free(self) -> bool:
        """Does nothing wait for them?"""
        return not (self.late or self.today or self.soon or self.undated or self.loose)


def today() -> date:
    """The day in the city."""
    return timezone.localdate(clock.now())


def members(team: Team) -> list[Membership]:
    """Who is in a team now, the first first."""
    return list(team.memberships.filter(ended_at=None).select_related("person", "added_by").order_by("since", "pk"))


def people_of(team: Team) -> list[Person]:
    """The people who are in a team now."""
    return [row.person for row in members(team)]


def teams_of(person: Person) -> list[Team]:
    """The teams in which somebody is, by their titles."""
    return list(Team.objects.filter(memberships__person=person, memberships__ended_at=None).order_by("title", "pk"))


def cases(person: Person) -> "QuerySet[Case]":
    """Every case that somebody may read."""
    mine = Membership.objects.filter(person=person, ended_at=None).values("team")
    return Case.objects.filter(team__in=mine).select_related("team", "keeper")


def own_day(person: Person) -> Day:
    """The day of a member; five queries, however many cases there are."""
    day, teams = today(), teams_of(person)
    rows = list(_open(cases(person).filter(Q(keeper=person) | ~_kept())).order_by("next_on", "pk"))
    own = [row for row in rows if row.keeper_id == person.pk]
    dated = [row for row in own if row.next_on is not None]
    fresh = Membership.objects.filter(team__in=teams, ended_at=None, since__gt=clock.now() - NEWS).exclude(
        person=person
    )
    return Day(
        teams=teams,
        late=[row for row in dated if _day(row) < day],
        today=[row for row in dated if _day(row) == day],
        soon=[row for row in dated if day < _day(row) <= day + SOON],
        later=len([row for row in dated if _day(row) > day + SOON]),
        undated=[row for row in own if row.next_on is None],
        loose=[row for row in rows if row.keeper_id != person.pk],
        newcomers=list(fresh.select_related("person", "added_by", "team").order_by("-since")),
        asked=asked_of(person),
    )


def listed(person: Person, asked: Filter) -> "QuerySet[Case]":
    """The cases that somebody may read, narrowed down: the next step first."""
    rows = cases(person)
    rows = rows.filter(stage=asked.stage) if asked.stage else _open(rows)
    if asked.team:
        rows = rows.filter(team__key=asked.team)
    if asked.keeper == "mine":
        rows = rows.filter(keeper=person)
    elif asked.keeper == "loose":
        rows = rows.filter(~_kept())
    if asked.language:
        known = rows.order_by().values_list("pk", "languages")
        found = [pk for pk, languages in known if asked.language in languages]
        rows = rows.filter(pk__in=found)
    if asked.late:
        rows = rows.filter(next_on__lt=today())
    return rows.order_by("next_on", "-touched_at", "pk")


def log_of(case: Case) -> "QuerySet[Note]":
    """The log of a case, the latest first."""
    return case.notes.select_related("by").order_by("-on", "-pk")


def minutes_of(case: Case) -> int:
    """How many minutes were counted."""
    return int(case.notes.aggregate(sum=Sum("minutes"))["sum"] or 0)


def openings_of(case: Case) -> list[Opened]:
    """Who opened it last, the latest first."""
    return list(case.openings.select_related("by").order_by("-at", "-pk")[:MOST_OPENINGS])


def whole(rows: "QuerySet[Case]") -> "QuerySet[Case]":
    """Cases with everything that stands in them, for a file."""
    notes = Note.objects.select_related("by").order_by("on", "pk")
    return rows.select_related("team", "keeper").prefetch_related(
        Prefetch("needs", Need.objects.order_by("pk")), "links", Prefetch("notes", notes)
    )


def open_of(team: Team, keeper: Person | None) -> "QuerySet[Case]":
    """The open cases of a team that somebody keeps; None: those that nobody keeps who is in it."""
    rows = _open(Case.objects.filter(team=team))
    return rows.filter(keeper=keeper) if keeper else rows.filter(~_kept())


def keepers(team: Team) -> list[tuple[Person, int]]:
    """Everybody who keeps open cases of a team and how many, also those who left it; two queries."""
    rows = _open(Case.objects.filter(team=team)).exclude(keeper=None).order_by()
    counts = dict(rows.values_list("keeper").annotate(count=Count("pk")))
    return [(one, counts[one.pk]) for one in Person.objects.filter(pk__in=counts).order_by("name", "pk")]


def handovers(person: Person) -> list[HandOver]:
    """The hand-overs of somebody's teams whose file can still be made, the latest first."""
    mine = Membership.objects.filter(person=person, ended_at=None).values("team")
    rows = HandOver.objects.filter(team__in=mine, at__gt=clock.now() - FILE_KEPT)
    return list(rows.select_related("team", "giver", "taker").order_by("-at")[:20])


def asked_of(person: Person) -> list[Case]:
    """The cases of which a team says that they are about this person: for that person."""
    return list(Case.objects.filter(person=person).select_related("team").order_by("pk"))


def _kept() -> Exists:
    """Is who keeps it in its team now?"""
    return Exists(Membership.objects.filter(team=OuterRef("team"), person=OuterRef("keeper"), ended_at=None))


def _open(rows: "QuerySet[Case]") -> "QuerySet[Case]":
    return rows.exclude(stage=CLOSED)


def _day(row: Case) -> date:
    return row.next_on or date.max
