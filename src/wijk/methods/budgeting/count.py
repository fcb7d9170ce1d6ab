"""Counting: one election, one set of rules, one result that tells everything that happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from wijk.methods.budgeting import greedy as order
from wijk.methods.budgeting import ledger
from wijk.methods.budgeting.election import Election
from wijk.methods.budgeting.equal import Comparison, Shared, equal_shares
from wijk.methods.budgeting.explain import about_loss, about_round, summary
from wijk.methods.budgeting.knapsack import knapsack
from wijk.methods.budgeting.ledger import Loss, Representation, Round
from wijk.methods.budgeting.limits import Terms
from wijk.methods.budgeting.payments import Payments
from wijk.methods.budgeting.representation import representation
from wijk.methods.budgeting.rules import COST, EQUAL_SHARES, KNAPSACK, POINTS, Rules
from wijk.methods.budgeting.shares import Tie
from wijk.methods.saying import Saying

Progress = Callable[[float, float, str], None]


@dataclass(frozen=True, eq=False)
class Count:
    """The result of a count. Amounts in cents; ids in order of selection.

    `share` is what each voter had in the round that counts, after `steps` raises; `tried` how many rounds were reckoned.
    `seed` is what the lot was drawn from, where a lot was needed. `payments` tells who paid what to the last part of a cent;
    `purchases` are the rounds of equal shares, also where the comparison then chose another outcome.
    """

    method: str
    election: Election
    rules: Rules
    selected: tuple[str, ...]
    cost: int
    rounds: tuple[Round, ...]
    losses: tuple[Loss, ...]
    representation: Representation
    seed: str
    share: Fraction | None = None
    steps: int = 0
    tried: int = 1
    comparison: Comparison | None = None
    payments: Payments | None = None
    purchases: tuple[Round, ...] = ()

    @property
    def variant(self) -> str:
        """The name of exactly what was done."""
        return self.rules.variant

    @property
    def budget(self) -> int:
        """The budget, in cents."""
        return self.election.budget

    def summary(self) -> tuple[Saying, ...]:
        """The outcome as a whole, and each tie."""
        return tuple(summary(self))

    def explain(self) -> tuple[Saying, ...]:
        """One sentence a project: the chosen ones in order, then the others by votes."""
        rounds = [about_round(self.election, self.rules, one) for one in self.rounds]
        return tuple(rounds + [about_loss(self.election, one) for one in self.losses])


def count(election: Election, rules: Rules | None = None, progress: Progress | None = None) -> Count:
    """Which projects are chosen, who carried them, and what did the others lack?

    The outcome is exact and depends neither on the order of the ballots nor on that of the projects. Raises Rejected
    when the rules do not fit the election.

    >>> from wijk.methods.budgeting.election import Election, Project
    >>> street = [Project("bench", 60000), Project("lamp", 70000), Project("tree", 40000)]
    >>> ballots = [["bench", "lamp"]] * 6 + [["tree"]] * 4
    >>> count(Election.of(street, 100000, ballots), Rules(completion="none")).selected
    ('bench', 'tree')
    """
    rules = rules or Rules()
    terms = Terms(election, rules)
    if rules.rule == EQUAL_SHARES:
        return _by_shares(terms, progress)
    if rules.rule == KNAPSACK:
        chosen = knapsack(terms)
        rounds = _rounds(terms, chosen, ledger.PACKED, (), len(terms.pinned))
        return _result(terms, rounds, _losses(terms, chosen, (), ledger.NOT_BEST))
    walk = order.greedy(terms)
    return _result(terms, _walked(terms, walk, ledger.TAKEN), _losses(terms, walk.taken, walk.passed, ledger.NO_MONEY))


def _by_shares(terms: Terms, progress: Progress | None) -> Count:
    done = equal_shares(terms, progress)
    share = Fraction(done.purchases.budget, terms.election.voters)
    facts: dict[str, object] = {"share": share, "steps": done.steps, "tried": done.tried, "comparison": done.comparison}
    payments = Payments.of(terms, done.purchases)
    rounds = _bought(terms, done, payments)
    facts |= {"payments": payments, "purchases": tuple(rounds)}
    if done.comparison and done.comparison.replaced:
        walk = done.comparison.walk
        losses = _losses(terms, walk.taken, walk.passed, ledger.COMPARED)
        return _result(terms, _walked(terms, walk, ledger.TAKEN), losses, **facts)
    chosen = done.purchases.order
    if done.filled:
        chosen = (*chosen, *done.filled.taken)
        rounds += _rounds(terms, done.filled.taken, ledger.FILLED, done.filled.ties, len(terms.pinned) + len(rounds))
    return _result(terms, rounds, _losses(terms, chosen, (), ledger.SHORT, done.left), **facts)


def _bought(terms: Terms, done: Shared, payments: Payments) -> list[Round]:
    rounds = _rounds(terms, done.purchases.order, ledger.BOUGHT, done.purchases.ties, len(terms.pinned))
    told = []
    for k, one in enumerate(rounds):
        poor, weight, full = done.purchases.sums[k].tolist()
        rate = payments.rate(k)
        per = {COST: Fraction(1, one.cost), POINTS: Fraction(terms.election.ballots.scale)}.get(
            terms.rules.satisfaction, Fraction(1)
        )
        paid = one.cost - rate * weight
        shown = rate * terms.election.ballots.scale if terms.rules.satisfaction == POINTS else rate
        told.append(
            Round(
                one.number, one.project, one.how, one.cost, one.supporters, one.points, shown, rate * per, full, poor,
                paid, one.tied, one.way,
            )
        )  # fmt: skip
    return told


def _walked(terms: Terms, walk: order.Walk, how: str) -> list[Round]:
    return _rounds(terms, walk.taken, how, walk.ties, len(terms.pinned))


def _rounds(terms: Terms, chosen: Sequence[int], how: str, ties: Sequence[Tie], before: int) -> list[Round]:
    """Plain rounds for these projects, numbered from `before` on."""
    tied = {tie.round: tie.projects for tie in ties}
    election = terms.election
    told = []
    for k, p in enumerate(chosen):
        level = tied.get(k, ())
        told.append(
            Round(
                before + k + 1, election.projects[p].id, how, election.projects[p].cost, int(election.votes[p]),
                Fraction(int(election.points[p]), election.ballots.scale),
                tied=tuple(election.projects[q].id for q in level), way=terms.way(level) if level else "",
            )
        )  # fmt: skip
    return told


def _result(terms: Terms, rounds: list[Round], losses: list[Loss], **facts: object) -> Count:
    election = terms.election
    pinned = _rounds(terms, terms.pinned, ledger.PINNED, (), 0)
    whole = (*pinned, *rounds)
    place = {project.id: k for k, project in enumerate(election.projects)}
    kind = {EQUAL_SHARES: "equal-shares", KNAPSACK: "knapsack"}.get(terms.rules.rule, "greedy")
    return Count(
        f"budgeting.{kind}/1", election, terms.rules, tuple(one.project for one in whole), sum(one.cost for one in whole),
        whole, tuple(losses), representation(election, [place[one.project] for one in whole]),
        terms.seed if any(one.way == "lot" for one in whole) else "", **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def _losses(
    terms: Terms,
    chosen: Sequence[int],
    passed: Sequence[order.Passed],
    rest: str,
    left: dict[int, Fraction] | None = None,
) -> list[Loss]:
    """Why each other project was not chosen; `rest` for those about which nothing else is known."""
    election, at_turn = terms.election, {one.project: one for one in passed}
    inside = {*chosen, *terms.pinned}
    room = terms.room.copy()
    for p in chosen:
        terms.take(room, p)
    votes = election.votes
    others = sorted(
        (p for p in range(len(election.projects)) if p not in inside),
        key=lambda p: (-votes[p], terms.tie_keys[p], election.projects[p].id),
    )
    return [_loss(terms, p, at_turn.get(p), rest, room, (left or {}).get(p)) for p in others]


def _loss(
    terms: Terms, p: int, turn: order.Passed | None, rest: str, room: np.ndarray, left: Fraction | None
) -> Loss:  # fmt: skip
    project, votes = terms.election.projects[p], int(terms.election.votes[p])
    said = Loss(project.id, rest, project.cost, votes)
    if votes == 0:
        return Loss(project.id, ledger.NO_SUPPORT, project.cost, votes)
    if votes < terms.rules.minimum_votes:
        return Loss(project.id, ledger.TOO_SMALL, project.cost, votes, room=terms.rules.minimum_votes)
    if terms.too_small[p]:
        points = Fraction(int(terms.election.points[p]), terms.election.ballots.scale)
        least = terms.rules.minimum_points
        return Loss(project.id, ledger.TOO_FEW_POINTS, project.cost, votes, room=least, points=points)
    if project.cost > terms.ceiling:
        return Loss(project.id, ledger.TOO_DEAR, project.cost, votes, room=terms.ceiling)
    broken = terms.broken(room, p)
    if broken >= 0:
        limit = terms.limits[broken]
        there = Fraction(0) if limit.group else Fraction(int(room[broken]))
        why = ledger.GROUP if limit.group else ledger.LIMIT
        return Loss(project.id, why, project.cost, votes, there, project.cost - there, limit.name, limit.room)
    if turn is not None and turn.why == order.STOPPED:
        return Loss(project.id, ledger.STOPPED, project.cost, votes)
    if turn is not None and turn.why == order.BUDGET:
        return Loss(
            project.id, ledger.NO_MONEY, project.cost, votes, Fraction(turn.left), Fraction(project.cost - turn.left)
        )
    if left is not None:
        return Loss(project.id, rest, project.cost, votes, left, project.cost - left)
    return said
