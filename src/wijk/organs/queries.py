"""Which organs are there, who sits on them on a day, what did they decide, and what is missing?"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.organs import rules
from wijk.organs.kinds import STANDARD
from wijk.organs.models import VOTING, Decision, Mandate, Opinion, Organ, OrganKind, OrganPlace

#: A mandate that ends within so many days is said to end soon.
SOON = timedelta(days=60)


def today() -> date:
    """The day in the city."""
    return timezone.localdate(clock.now())


def kinds() -> dict[str, OrganKind]:
    """Every kind of organ by its code: the standard ones, as the city changed them, and its own; one query."""
    found = {spec.code: _standard(spec) for spec in STANDARD}
    return found | {row.code: row for row in OrganKind.objects.order_by("code")}


def _standard(spec: Any) -> OrganKind:
    return OrganKind(
        code=spec.code, title=spec.title, purpose=spec.purpose, competences=list(spec.competences), rule=spec.rule,
        share=spec.share, quorum_share=spec.quorum_share, formal=spec.formal, elected=spec.elected, bounded=spec.bounded,
    )  # fmt: skip


def kind_of(organ: Organ) -> OrganKind:
    """The kind of an organ; one that the city took away again knows no competences."""
    return kinds().get(organ.kind) or OrganKind(code=organ.kind, title=Text.of(organ.kind))


def organ(key: str) -> Organ:
    """The public organ with this key; raises Absent."""
    found = Organ.objects.shown().select_related("parent").filter(key=key).first()
    if found is None:
        raise Absent("organ")
    return found


def organs_at(area: str, limit: int = 20) -> list[Organ]:
    """The public organs that decide about an area today ("neighbourhood/58"; "" is the whole city), the nearest first; one query."""
    rows = Organ.objects.shown().live(today()).at(area)
    near = Case(When(place=area, then=Value(0)), When(place="", then=Value(2)), default=Value(1))
    return list(rows.order_by(near, "kind", "key")[:limit])


def listed(*, kind: str = "", area: str | None = None, ended: bool = False) -> "QuerySet[Organ]":
    """The public organs as a list: by kind, by area, those of today or those that ended."""
    day = today()
    rows = Organ.objects.shown()
    rows = rows.filter(until__lt=day) if ended else rows.filter(Q(until=None) | Q(until__gte=day))
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows if area is None else rows.at(area)
    return rows.order_by("kind", "key")


def mandates_on(organ: Organ, day: date) -> list[Mandate]:
    """The mandates that hold on a day, the chair first; one query."""
    rows = organ.mandates.on(day).select_related("person", "represents", "substitute_for")
    return sorted(rows, key=lambda m: (_RANK.get(m.role, 9), m.since, m.pk))


_RANK = {
    "chair": 0,
    "secretary": 1,
    "coordinator": 2,
    "member": 3,
    "substitute": 4,
    "follow_up": 5,
    "expert": 6,
    "observer": 7,
}


def voters(mandates: Iterable[Mandate]) -> list[Mandate]:
    """Those with a vote of their own, each person once; substitutes are counted with the one they replace."""
    found: dict[tuple[str, int | str], Mandate] = {}
    for mandate in mandates:
        if mandate.role in VOTING and mandate.role != "substitute":
            found.setdefault(mandate.holder, mandate)
    return list(found.values())


def quorum_of(organ: Organ, members: int) -> int:
    """How many must be there for a decision when so many may vote."""
    return rules.needed(organ.quorum, rules.fraction(organ.quorum_share), members)


def decisions(
    organ: Organ | None = None, about: Subject | None = None, process: str | None = None, *, everything: bool = False
) -> "QuerySet[Decision]":
    """Decisions, newest first: of an organ, about something, of the organs of a process; only public ones unless `everything`."""
    rows = Decision.objects.select_related("organ")
    rows = rows if everything else rows.filter(public=True, organ__public=True)
    rows = rows.filter(organ=organ) if organ is not None else rows
    rows = rows.filter(about=str(about)) if about is not None else rows
    rows = rows.filter(organ__process=process) if process is not None else rows
    return rows.order_by("-on", "-pk")


def opinions(organ: Organ, *, everything: bool = False) -> "QuerySet[Opinion]":
    """What advice was asked of an organ, newest first."""
    rows = organ.opinions.select_related("by", "organ", "decision")
    return (rows if everything else rows.filter(public=True)).order_by("-asked_on", "-pk")


def titled(rows: "QuerySet[Any]", asked: str, limit: int) -> list[Any]:
    """Those of the rows whose title holds the words in some language; one query."""
    wanted = asked.strip()
    if not wanted:
        return []
    escaped = json.dumps(wanted)[1:-1]
    near = rows.filter(Q(title__icontains=wanted) | Q(title__icontains=escaped))[: 10 * limit]
    return [row for row in near if any(wanted.casefold() in said.casefold() for said in row.title.values())][:limit]


def kept(places: Collection[str] | None) -> "QuerySet[Organ]":
    """Every organ, public or not, that lies in one of these places (None: everywhere), for the office."""
    rows = Organ.objects.select_related("parent").order_by("ended", "kind", "key")
    if places is None or "" in places:
        return rows
    return rows.filter(pk__in=OrganPlace.objects.filter(area__in=places).values("organ"))


# --- the tree of organs ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Node:
    """An organ with the groups under it, for the organigram."""

    organ: Organ
    kind: Text
    groups: list["Node"] = field(default_factory=list)


def tree(roots: Sequence[Organ], known: Mapping[str, OrganKind] | None = None) -> list[Node]:
    """The organs with all living public groups under them; a query per level, four levels at most."""
    kinds_here = known or kinds()
    made = {o.pk: Node(o, _kind_title(kinds_here, o)) for o in roots}
    top, level = list(made.values()), list(made)
    for _depth in range(4):
        groups = Organ.objects.shown().live(today()).filter(parent__in=level).order_by("key")
        level = []
        for group in groups:
            above = made[group.parent_id or 0]
            node = made.setdefault(group.pk, Node(group, _kind_title(kinds_here, group)))
            if node not in above.groups:
                above.groups.append(node)
                level.append(group.pk)
        if not level:
            break
    return [node for node in top if node.organ.parent_id not in made]


def ended_groups(organ: Organ, day: date) -> list[Organ]:
    """The public groups under an organ that have ended, the latest first; one query."""
    return list(organ.groups.filter(public=True, until__lt=day).order_by("-until", "key"))


def of_process(process: str) -> list[Organ]:
    """The public organs of a process, those without a parent in it first."""
    rows = Organ.objects.shown().live(today()).filter(process=process)
    return list(rows.order_by("parent", "kind", "key"))


def _kind_title(known: Mapping[str, OrganKind], organ: Organ) -> Text:
    found = known.get(organ.kind)
    return found.title if found else Text.of(organ.kind)


# --- what is missing, what is double --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the mandates of an organ that somebody should look at; `sentence` is in the language of the page."""

    code: str
    sentence: str


def gaps_and_overlaps(organ: Organ, day: date) -> list[Finding]:
    """What is missing or double among the mandates on a day: no chair, empty seats, a quorum out of reach, terms that overlap."""
    return findings(organ, list(organ.mandates.select_related("person").order_by("since", "pk")), day)


def findings(organ: Organ, mandates: Sequence[Mandate], day: date) -> list[Finding]:
    """The same, of mandates that are at hand already; no query."""
    live = [m for m in mandates if m.holds(day)]
    seated = voters(live)
    found = []
    if not any(m.role == "chair" for m in live):
        found.append(Finding("no-chair", _("Nobody holds the chair. Give somebody that mandate.")))
    if organ.seats is not None and len(seated) < organ.seats:
        words = _("{empty} of {seats} seats are empty.").format(empty=organ.seats - len(seated), seats=organ.seats)
        found.append(Finding("empty-seats", words))
    if organ.seats is not None and len(seated) > organ.seats:
        words = _("{sitting} people hold {seats} seats. End a mandate, or add seats.")
        found.append(Finding("too-many", words.format(sitting=len(seated), seats=organ.seats)))
    wanted = quorum_of(organ, len(seated))
    if wanted > len(seated):
        words = _(
            "{quorum} must be there to decide, and only {sitting} can vote. Nothing can be decided until more have a mandate."
        )
        found.append(Finding("quorum", words.format(quorum=wanted, sitting=len(seated))))
    ending = sum(1 for m in seated if m.until is not None and m.until - day <= SOON)
    if ending:
        found.append(Finding("ends-soon", _("{count} mandates end within two months.").format(count=ending)))
    return [*found, *_overlaps(mandates, day), *_adrift(live)]


def _overlaps(mandates: Sequence[Mandate], day: date) -> list[Finding]:
    named = [m for m in mandates if m.holder[0] != "mandate" and (m.until is None or m.until >= day)]
    doubles = [
        (a, b)
        for a, b in combinations(named, 2)
        if a.holder == b.holder
        and (a.role == b.role or {a.role, b.role} <= VOTING)
        and a.since <= (b.until or date.max)
        and b.since <= (a.until or date.max)
    ]
    words = _("One person holds two mandates with a vote, or the same role twice, from {since}. End one of them.")
    return [Finding("overlap", words.format(since=max(a.since, b.since).isoformat())) for a, b in doubles]


def _adrift(live: Sequence[Mandate]) -> list[Finding]:
    here = {m.pk for m in live}
    loose = [m for m in live if m.role == "substitute" and m.substitute_for_id not in here]
    words = _(
        "A substitute replaces somebody whose mandate has ended, and cannot vote. End that mandate too, or link it again."
    )
    return [Finding("loose-substitute", words) for _mandate in loose]


@dataclass(frozen=True, slots=True)
class Parity:
    """Whether a parity rule is kept; None where too little was declared. Never who declared what."""

    share: str
    kept: bool | None


def parity(organ: Organ, live: Sequence[Mandate]) -> Parity | None:
    """What can be said of the parity rule of an organ; None where it has none."""
    most = rules.fraction(str(organ.parity.get("share", ""))) if organ.parity else None
    if most is None:
        return None
    return Parity(str(organ.parity["share"]), rules.parity_kept([m.declared for m in voters(live)], most))
