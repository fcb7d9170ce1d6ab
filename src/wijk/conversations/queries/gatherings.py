"""Which viewpoints are missing at a meeting, by the cards that its people filled in?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijk.conversations.models import Conversation, Declaration, Gathering, Statement
from wijk.conversations.queries.reports import CONVERGE, LETTERS, Report

#: Statements on a card, and cards below which nothing is said.
ON_A_CARD, ENOUGH = 12, 10
OFTEN = ("first", "some", "often")


@dataclass(frozen=True, slots=True)
class Covered:
    """A gathering with what can be said of it: of each viewpoint its letter, its share of all, its state, and about how many are there."""

    gathering: Gathering
    states: Sequence[tuple[str, float, str, int | None]]
    why: str
    cards: int
    often: Mapping[str, int]

    @property
    def lacking(self) -> list[str]:
        """The letters of the viewpoints that are weak or absent."""
        return [letter for letter, _share, state, _inside in self.states if state == "weak or absent"]


def coverages(conversation: Conversation) -> list[Covered]:
    """Every gathering for which something was reckoned, the newest first; one query."""
    rows = conversation.gatherings.exclude(coverage={}).order_by("-made_at", "-pk")[:20]
    return [covered(row) for row in rows]


def covered(row: Gathering) -> Covered:
    """What was reckoned of one gathering."""
    told = row.coverage
    states = [
        (LETTERS[g], share, state, inside)
        for g, (share, state, inside) in enumerate(
            zip(told.get("share", ()), told.get("state", ()), told.get("inside", ()), strict=True)
        )
    ]
    return Covered(row, states, told.get("why", ""), told.get("cards", 0), told.get("often") or {})


def on_card(conversation: Conversation, report: Report | None) -> list[Statement]:
    """The statements that tell viewpoints apart best; before a report, the first ones."""
    shown = conversation.statements.filter(visibility="shown", meta=False)
    if report is None or not report.viewpoints:
        return list(shown[:ON_A_CARD])
    ranked: dict[int, None] = {}
    for rank in range(6):
        for view in report.viewpoints:
            if rank < len(view.says):
                ranked[view.says[rank].number] = None
    more = [line.number for line in report.lines if line.number not in ranked and line.basin != CONVERGE]
    chosen = [*ranked, *more][:ON_A_CARD]
    rows = {one.number: one for one in shown.filter(number__in=chosen)}
    return [rows[number] for number in chosen if number in rows]


def cards(row: Gathering) -> list[list[tuple[int, int]]]:
    """What the cards of a gathering say: (number of the statement, choice)."""
    said = Declaration.objects.filter(gathering=row).order_by("pk").values_list("positions", flat=True)
    return [sorted((int(number), int(choice)) for number, choice in one.items()) for one in said]


def often(row: Gathering) -> dict[str, int]:
    """How many came how often, rounded down to fives; nothing below ten cards."""
    said = list(Declaration.objects.filter(gathering=row).exclude(often="").values_list("often", flat=True))
    return {word: said.count(word) // 5 * 5 for word in OFTEN} if len(said) >= ENOUGH else {}
