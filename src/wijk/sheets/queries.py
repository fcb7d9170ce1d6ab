"""How far is it? Printings with what came back, batches with what waits, and what one may type next."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from wijk.core.providers import Card, providers
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.outreach.queries import places_named
from wijk.sheets.models import DONE, OPEN, OUT, Batch, Printing, Scan, Sheet, State, Typing

__all__ = ["Cost", "Reach", "card", "places_named"]


@dataclass(frozen=True, slots=True)
class Reach:
    """What became of the sheets of a printing, or of several. `states` add up to `printed`."""

    states: Mapping[str, int]
    spare_out: int = 0  #: sheets to spare that nobody needed

    @property
    def printed(self) -> int:
        """All sheets, those to spare too."""
        return sum(self.states.values())

    @property
    def back(self) -> int:
        """Came back, whatever became of them."""
        return sum(self.states.get(state, 0) for state in (*OPEN, State.TAKEN)) + self.states.get("void_back", 0)

    @property
    def taken(self) -> int:
        """Taken in."""
        return self.states.get(State.TAKEN, 0)

    @property
    def void(self) -> int:
        """Declared void, back or not."""
        return self.states.get(State.VOID, 0) + self.states.get("void_back", 0)

    @property
    def given(self) -> int:
        """Handed out, as far as it was noted, and not back."""
        return self.states.get(State.GIVEN, 0)

    @property
    def missing(self) -> int:
        """Not back, but for those to spare."""
        return sum(self.states.get(state, 0) for state in OUT) - self.spare_out

    @property
    def share(self) -> int:
        """Of those that went out, so many in a hundred came back."""
        out = self.back + self.missing
        return round(100 * self.back / out) if out else 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a batch cost, and how well it was typed: never of one person."""

    sheets: int
    minutes: float  #: for one sheet, both people together
    rate: float | None  #: of a hundred fields so many were typed differently; None where nothing was typed twice


def reach_of(printings: Collection[Printing]) -> dict[int, Reach]:
    """By printing; one query."""
    states: dict[int, dict[str, int]] = {row.pk: {} for row in printings}
    spare: dict[int, int] = {}
    rows = Sheet.objects.filter(printing__in=[row.pk for row in printings]).order_by()
    came = Count("pk", filter=Q(batch__isnull=False))
    for pk, state, count, back, left in rows.values_list("printing", "state").annotate(
        n=Count("pk"), came=came, left=Count("pk", filter=Q(spare=True))
    ):
        if state == State.VOID:
            states[pk]["void_back"], states[pk][state] = back, count - back
        else:
            states[pk][state] = count
        if state == State.PRINTED:
            spare[pk] = left
    return {pk: Reach(found, spare.get(pk, 0)) for pk, found in states.items()}


def sheets_of(printing: Printing, which: str = "") -> "QuerySet[Sheet]":
    """Its sheets by number; `which`: a state, "missing" for those that are not back, "" for all."""
    rows = printing.sheets.select_related("batch").order_by("number")
    if which == "missing":
        return rows.filter(state__in=OUT).exclude(state=State.PRINTED, spare=True)
    return rows.filter(state=which) if which else rows


def to_print(printing: Printing, first: int, last: int) -> list[Sheet]:
    """The sheets with these numbers that are still out, for the printer."""
    return list(printing.sheets.filter(number__range=(first, last), state__in=OUT).order_by("number"))


def states_of(batch: Batch) -> dict[str, int]:
    """How many sheets of a batch are in which state; one query."""
    return dict(batch.sheets.order_by().values_list("state").annotate(n=Count("pk")))


def open_counts(batches: Collection[Batch]) -> dict[int, tuple[int, int]]:
    """By batch: (all sheets, those not done with); one query."""
    rows = Sheet.objects.filter(batch__in=[row.pk for row in batches]).order_by().values_list("batch")
    return {pk: (every, left) for pk, every, left in rows.annotate(n=Count("pk"), left=Count("pk", filter=Q(state__in=OPEN)))}  # fmt: skip


def cost_of(batch: Batch, sheets: int) -> Cost:
    """What it took; `sheets` is how many lie in it."""
    minutes = batch.seconds / 60 / sheets if sheets else 0.0
    rate = 100 * batch.differing / batch.compared if batch.compared else None
    return Cost(sheets, round(minutes, 1), round(rate, 1) if rate is not None else None)


def waiting(batch: Batch, hand: str, limit: int = 50) -> list[Sheet]:
    """What is not done with, for the page of a batch; sheets that this hand may not take up come last."""
    rows = Sheet.objects.filter(batch=batch, state__in=OPEN).select_related("printing")
    mine = Count("typings", filter=Q(typings__hand=hand, typings__done=True))
    return list(rows.annotate(mine=mine, scanned=Min("scans__pk")).order_by("mine", "pk")[:limit])


def next_for(batch: Batch, hand: str, *, after: int = 0) -> Sheet | None:
    """A sheet with a scan that this hand can type: first those that it left, then those that wait for a second person."""
    rows = Sheet.objects.filter(batch=batch, scans__isnull=False).select_related("printing").exclude(pk=after)
    own = rows.filter(state__in=(State.BACK, State.SECOND), typings__hand=hand, typings__done=False).order_by("pk")
    others = rows.filter(state=State.SECOND).exclude(typings__hand=hand).order_by("pk")
    return own.first() or others.annotate(rounds=Count("typings", distinct=True)).filter(rounds=1).first()


def next_scan(batch: Batch) -> Scan | None:
    """The first picture whose code nobody read yet."""
    return batch.scans.filter(sheet=None).order_by("order").first()


def scans_of(sheet: Sheet) -> list[Scan]:
    """The pictures of a sheet."""
    return list(sheet.scans.order_by("order"))


def own_typing(sheet: Sheet, hand: str) -> Typing | None:
    """What this hand typed of a sheet, and nobody else's."""
    return sheet.typings.filter(hand=hand).first()


def both(sheet: Sheet) -> list[Typing]:
    """What two people typed, for the third."""
    return list(sheet.typings.order_by("round"))


def card(subject: Subject, viewer: Viewer) -> Card | None:
    """What a subject looks like to this viewer."""
    for room in providers("describes"):
        if subject.kind in room.kinds:
            found: Card | None = room.card(subject, viewer)
            return found
    return None


def typed_by(hand: str) -> "QuerySet[Typing]":
    """What this hand typed and is not done with."""
    return Typing.objects.filter(hand=hand)


def done(states: Mapping[str, int]) -> int:
    """Of these counts, those that are done with."""
    return sum(states.get(state, 0) for state in DONE)


def areas(rows: Iterable[Any]) -> dict[str, Any]:
    """The names of the places of these."""
    return places_named({row.area for row in rows})


def count_of(reach: Reach, state: str) -> int:
    """How many sheets of a printing are in this state."""
    return reach.void if state == State.VOID else reach.states.get(state, 0)
