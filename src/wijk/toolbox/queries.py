"""Which cards are there, and what does a plan hold? Cards of the house and of the city as one; plans as they were reckoned."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from wijk.core.errors import Absent
from wijk.toolbox import deck
from wijk.toolbox.deck import Card, document
from wijk.toolbox.models import Closure, KeptCard, SavedPlan
from wijk.toolbox.plans import Choice, Link, Opening, Phase, Plan, PlannedMeeting, Task, Warning, plan_of

__all__ = [
    "Card",
    "Choice",
    "Link",
    "Opening",
    "Phase",
    "Plan",
    "PlannedMeeting",
    "Task",
    "Warning",
    "card",
    "cards",
    "closures",
    "document",
    "found",
    "plan",
    "plans_of",
]


def cards(
    *, purpose: str = "", level: str = "", phase: str = "", people: int = 0, minutes: int = 0, hours: int = 0, cents: int = 0,
    retired: bool = False,
) -> list[Card]:  # fmt: skip
    """The cards in use, in their order, that fit: `people` in one group, meetings of at most `minutes`, at most `hours` and `cents`
    at the small scale. One query."""
    everything = [c for c in _all() if retired or not c.retired]
    return [
        c
        for c in everything
        if (not purpose or purpose in c.purposes)
        and (not level or level in c.levels)
        and (not phase or phase in c.phases)
        and (not people or c.group[0] <= people <= c.group[1])
        and (not minutes or c.time.session <= minutes)
        and (not hours or c.means["small"].hours <= hours)
        and (not cents or c.means["small"].cents <= cents)
    ]


def card(code: str) -> Card:
    """One card, also when it is no longer in use. Raises Absent."""
    kept = KeptCard.objects.filter(code=code).first()
    facts = (kept.facts if kept else None) or deck.built_in().get(code)
    if facts is None:
        raise Absent(code)
    return deck.read(facts, own=bool(kept and kept.facts), retired=bool(kept and kept.retired))


def found(words: str, limit: int) -> list[Card]:
    """Cards in use in which every word stands, in any language; those with it in the title come first."""
    wanted = words.lower().split()
    if not wanted:
        return []

    def place(one: Card) -> int:
        title = " ".join(one.title.values()).lower()
        if all(word in title for word in wanted):
            return 0
        whole = f"{title} {' '.join(one.about.values())}".lower()
        return 1 if all(word in whole for word in wanted) else 2

    ranked = [(place(one), one) for one in cards()]
    return [one for rank, one in sorted(ranked, key=lambda pair: pair[0]) if rank < 2][:limit]


def plan(key: str) -> Plan:
    """A kept plan as it was reckoned. Whoever shows it asks `access.open_plan` first. Raises Absent."""
    row = SavedPlan.objects.filter(key=key).first()
    if row is None:
        raise Absent("plan")
    return plan_of(row.made)


def plans_of(person: str) -> QuerySet[SavedPlan]:
    """The plans that a person keeps, the last changed first."""
    return SavedPlan.objects.filter(person__key=person)


def closures(start: date, end: date) -> Sequence[Closure]:
    """The closures that touch these days."""
    return list(Closure.objects.filter(start__lte=end, end__gte=start))


def _all() -> list[Card]:
    kept = {row.code: row for row in KeptCard.objects.all()}
    read = []
    for code, facts in {**deck.built_in(), **{k: row.facts for k, row in kept.items() if row.facts}}.items():
        row = kept.get(code)
        read.append(deck.read(facts, own=bool(row and row.facts), retired=bool(row and row.retired)))
    return sorted(read, key=lambda one: (one.order, one.code))
