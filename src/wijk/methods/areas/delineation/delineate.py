"""Join units into regions that keep every rule and score well; with a certificate, and the price of each change against today."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wijk.methods.areas.delineation.certificate import Certificate, certificate
from wijk.methods.areas.delineation.exact import PIECES, best_division
from wijk.methods.areas.delineation.ground import Board, Ground, Ints, board_of
from wijk.methods.areas.delineation.messages import say, some
from wijk.methods.areas.delineation.naming import Change, changes, named
from wijk.methods.areas.delineation.polish import WINDOW
from wijk.methods.areas.delineation.possible import check_possible
from wijk.methods.areas.delineation.problem import Problem, problem_of
from wijk.methods.areas.delineation.scores import Scores, pieces_of, polsby_popper, scores
from wijk.methods.areas.delineation.search import Search
from wijk.methods.areas.delineation.units import Rules, Units, Weights
from wijk.methods.areas.delineation.weighing import ground_of, scaled
from wijk.methods.saying import Quantity, Rejected, Saying, Share

METHOD = "areas.delineation/1"
Progress = Callable[[float, float, str], None]


@dataclass(frozen=True)
class Region:
    """One region of the result."""

    name: str
    units: int
    population: float
    area: float | None
    compactness: float | None
    """Polsby–Popper."""
    alone: bool = False
    """Pinned to stand alone: not held to floor and ceiling."""


@dataclass(frozen=True)
class Delineation:
    """A division of units into regions. `labels[i]` names the region of the i-th unit that was given."""

    labels: tuple[str, ...]
    regions: tuple[Region, ...]
    scores: Scores
    weights: Weights
    """As they were used: summing to one over the criteria that could be measured."""
    contiguous: bool
    below_floor: int
    """Regions below the floor, those that stand alone not counted."""
    above_ceiling: int
    certificate: Certificate
    changes: tuple[Change, ...]
    stayed: float | None
    """Share of the people (of the units, where nobody lives) who are in the same region as today; None without today's regions."""
    taken: tuple[str, ...]
    """Units taken along to join units that must be together."""
    rules: Rules
    attributes: tuple[str, ...]
    units: int
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """What was found, and how it was checked."""
        return (*self._made(), *self._scored(), *self._checked())

    def _made(self) -> list[Saying]:
        held = [one.population for one in self.regions if not one.alone]
        told = [say("made", units=self.units, regions=len(self.regions))]
        if self.contiguous:
            told.append(say("made_contiguous"))
        if self.rules.floor > 0 and held and not self.below_floor:
            told.append(say("floor_held", floor=self.rules.floor, least=min(held)))
        if np.isfinite(self.rules.ceiling) and held and not self.above_ceiling:
            told.append(say("ceiling_held", ceiling=self.rules.ceiling, most=max(held)))
        if self.taken:
            told.append(say("taken_along", units=some(list(self.taken))))
        return told

    def _scored(self) -> list[Saying]:
        told = []
        shape = "scored_compactness" if self.regions[0].compactness is not None else "scored_cut"
        for code, value in (
            ("scored_homogeneity", self.scores.homogeneity), (shape, self.scores.compactness),
            ("scored_balance", self.scores.balance), ("scored_barriers", self.scores.barriers),
            ("scored_start", self.scores.start),
        ):  # fmt: skip
            if value is not None:
                more = {"attributes": self.attributes} if code == "scored_homogeneity" else {}
                told.append(say(code, share=Share(value), **more))
        if self.stayed is not None:
            told.append(say("stayed", share=Share(self.stayed), changed=len(self.changes)))
        return told

    def _checked(self) -> list[Saying]:
        proof = self.certificate
        if proof.optimal:
            return [say("optimal")]
        if not proof.holds:
            return [say("certificate_broken", gain=Quantity(proof.best, 6))]
        return [
            say("certificate", moves=proof.moves, exchanges=proof.exchanges),
            say("certificate_pairs", pairs=proof.pairs, all=proof.all_pairs),
        ]


def delineate(
    units: Units,
    rules: Rules,
    weights: Weights | None = None,
    *,
    seed: int = 0,
    effort: float = 1.0,
    progress: Progress | None = None,
) -> Delineation:
    """Which units belong together?

    Every region is in one piece, within floor and ceiling, inside one larger area, and respects pins and forbidden borders;
    among such divisions the weighted score is high. Up to 14 pieces every division is compared; above that a search
    (simulated annealing, then steepest steps, exchanges and exhaustive windows of two neighbours) ends where a certificate
    holds: no move of one unit and no exchange of two units between neighbouring regions improves. When units say where
    they are today, the search starts there and takes only steps that gain. The same seed gives the same result, whatever
    the order of the units. `effort` multiplies the length of the search. People in whole or fractional numbers, lengths
    in metres, surfaces in square metres.

    Raises Rejected when units or rules cannot be used, or when no division keeps the rules (proven where the sentence says
    so). Sources: Duque, Anselin and Rey, *The Max-p-Regions Problem*, Journal of Regional Science 52 (2012); Polsby and Popper,
    *The Third Criterion*, Yale Law & Policy Review 9 (1991).

    >>> from wijk.methods.areas.delineation.units import Borders
    >>> square = Borders(np.array([0, 1, 0, 2]), np.array([1, 3, 2, 3]), np.ones(4))
    >>> four = Units(["a", "b", "c", "d"], np.full(4, 10.0), square, attributes={"income": np.array([1.0, 5, 1, 5])})
    >>> delineate(four, Rules(regions=2, floor=20)).labels
    ('1', '2', '1', '2')
    """
    weights = weights or Weights()
    warm = units.start is not None
    problem = problem_of(units, rules, weights, exhaustive=0 if warm else PIECES)
    check_possible(problem)
    search = Search(problem, seed, effort, progress or _silent)
    wanted = None if rules.regions is None else rules.regions - problem.alone
    if not problem.pieces:
        return _result(problem, None, np.zeros(0, dtype=np.int64), optimal=True)
    if not warm and problem.pieces <= PIECES:
        return _exhaustive(problem, wanted)
    today = _today_count(problem) if warm and wanted is None else wanted
    board = search.from_today(today) if warm and today is not None else search.best(wanted)
    return _result(problem, board, board.label, optimal=False)


def _silent(done: float, total: float, what: str) -> None:
    return None


def _today_count(problem: Problem) -> int:
    assert problem.units.start is not None
    return len({problem.units.start[i] for i in np.flatnonzero(problem.piece >= 0).tolist()})


def _exhaustive(problem: Problem, wanted: int | None) -> Delineation:
    best = best_division(problem, wanted)
    if best is None:
        count = problem.rules.regions if problem.rules.regions is not None else 1 + problem.alone
        raise Rejected(say("impossible", regions=count))
    ground = ground_of(problem, best.regions)
    board = board_of(ground, best.labels, best.regions)
    return _result(problem, board, best.labels, optimal=not problem.taken)


def _result(problem: Problem, board: Board | None, piece_labels: Ints, *, optimal: bool) -> Delineation:
    labels = _unit_labels(problem, piece_labels)
    units, rules = problem.units, problem.rules
    names = named(problem, labels)
    alone = np.array(sorted(problem.pins.alone), dtype=np.int64)
    regions = _regions(problem, labels, names)
    proof, moved = Certificate(0, 0, 0.0, optimal=optimal), tuple[Change, ...]()
    if board is not None:
        ground = ground_of(problem, len(board.size))
        board = board_of(ground, board.label, len(board.size))
        moved = changes(problem, ground, board, labels, names)
        proof = _certified(ground, board, optimal=optimal)
    back = np.empty(len(units), dtype=np.int64)
    back[problem.order] = np.arange(len(units))
    return Delineation(
        labels=tuple(names[labels[i]] for i in back),
        regions=regions,
        scores=scores(units, labels, problem.weights, alone),
        weights=scaled(units, problem.weights),
        contiguous=bool((pieces_of(units, labels) == 1).all()),
        below_floor=sum(one.population < rules.floor for one in regions if not one.alone),
        above_ceiling=sum(one.population > rules.ceiling for one in regions if not one.alone),
        certificate=proof,
        changes=moved,
        stayed=_stayed(problem, {one.unit for one in moved}),
        taken=tuple(units.ids[i] for i in problem.taken),
        rules=rules,
        attributes=tuple(units.attributes),
        units=len(units),
    )


def _unit_labels(problem: Problem, piece_labels: Ints) -> Ints:
    """The region of each unit, numbered by the first unit; those that stand alone have their own."""
    count = int(piece_labels.max(initial=-1)) + 1
    raw = np.empty(len(problem.units), dtype=np.int64)
    free = problem.piece >= 0
    raw[free] = piece_labels[problem.piece[free]]
    raw[~free] = count + np.array([problem.pins.alone[i] for i in np.flatnonzero(~free).tolist()], dtype=np.int64)
    _, first, inverse = np.unique(raw, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[inverse]


def _regions(problem: Problem, labels: Ints, names: list[str]) -> tuple[Region, ...]:
    units = problem.units
    count = len(names)
    people, size = np.bincount(labels, units.population, count), np.bincount(labels, minlength=count)
    areas = None if units.area is None else np.bincount(labels, units.area, count)
    shape = polsby_popper(units, labels)
    alone = {int(labels[i]) for i in problem.pins.alone}
    return tuple(
        Region(
            names[r], int(size[r]), float(people[r]), None if areas is None else float(areas[r]),
            None if shape is None else float(shape[r]), r in alone,
        )
        for r in range(count)
    )  # fmt: skip


def _certified(ground: Ground, board: Board, *, optimal: bool) -> Certificate:
    moves, exchanges, best = certificate(ground, board.label, len(board.size))
    origin = np.repeat(np.arange(len(ground.at) - 1), np.diff(ground.at))
    one, two = board.label[origin], board.label[ground.to]
    pairs = np.unique(np.column_stack([one, two])[one < two], axis=0)
    small = int((board.size[pairs].sum(1) <= WINDOW).sum())
    return Certificate(moves, exchanges, best, small, len(pairs), optimal)


def _stayed(problem: Problem, moved: set[str]) -> float | None:
    if problem.units.start is None:
        return None
    people = problem.units.population
    weight = people if people.sum() > 0 else np.ones(len(people))
    kept = np.array([one not in moved for one in problem.units.ids])
    return float(weight[kept].sum() / weight.sum())
