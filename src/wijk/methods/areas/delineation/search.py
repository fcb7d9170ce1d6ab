"""From a rough start to a division that keeps every rule, and from there to a good one."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from wijk.methods.areas.delineation.anneal import Bits, anneal, dice, typical_change
from wijk.methods.areas.delineation.ground import POPULATION, Board, Ground, Ints, board_of, recount
from wijk.methods.areas.delineation.messages import say, some
from wijk.methods.areas.delineation.polish import pairs_of, polish
from wijk.methods.areas.delineation.possible import most_of
from wijk.methods.areas.delineation.problem import Problem, components
from wijk.methods.areas.delineation.start import from_today, joined
from wijk.methods.areas.delineation.trees import tree_pass
from wijk.methods.areas.delineation.weighing import ground_of
from wijk.methods.saying import Rejected

Progress = Callable[[float, float, str], None]

TRIES = 4000
"""Tries for each piece in one run of the search, at effort 1; twice as many up to `FEW` pieces."""
FEW = 2000
LEAST = 150_000
"""A run has at least so many tries."""
RUNS, SMALL = 4, 200
"""Up to so many pieces several runs are made and the best is kept: in a small map a single one is easily caught."""
REPAIR = 150
"""Tries for each piece in the first round of repair; each further round has as many more."""
ROUNDS = 6
PRICE = 50.0
"""What it costs when all people are missing; lacking one equal share costs fifty times what a region can be worth."""
HOT, COLD = 0.5, 0.02
"""Heat at the start and at the end, in terms of what a random move changes."""
TIGHT = 0.5
"""Floor and ceiling that lie within half an equal share of each other are first searched with a price on both."""
TREES, PAIRS = 60, 1000
"""About so many times in a run all pairs of neighbours are merged and split, four times as often where it is tight; so many
pairs in one call."""
STEPS = 100_000
"""Tries in one call of the loops: some hundredths of a second, so that one can interrupt."""


@dataclass
class Search:
    """One search with its generator and its listener."""

    problem: Problem
    seed: int
    effort: float
    progress: Progress

    def __post_init__(self) -> None:
        self.state: Bits = dice(self.seed)
        self.trees = max(1, round(TREES * min(self.effort, 1.0)))

    def best(self, regions: int | None) -> Board:
        """A division into so many regions (None: as many as the floor allows) that keeps every rule and that nothing small improves."""
        begin = self._most() if regions is None else self._kept(regions)
        ground = ground_of(self.problem, len(begin.size))
        pieces, found = self.problem.pieces, list[Board]()
        steps = int(max(LEAST, TRIES * pieces * (2 if pieces <= FEW else 1)) * self.effort)
        tight = self._tight(len(begin.size))
        self.trees *= 4 if tight else 1
        for _ in range(RUNS if pieces <= SMALL else 1):
            board = board_of(ground, begin.label, len(begin.size))
            heat = typical_change(ground, board, self.state, 2000)
            if heat > 0:
                if tight:
                    self._loosely(ground, board, heat, steps)
                self._anneal(ground, board, heat, HOT, COLD, steps, strict=True)
            polish(ground, board)
            found.append(board)
        return max(found, key=lambda board: total(ground, board))

    def _tight(self, regions: int) -> bool:
        """Whether floor and ceiling leave so little room that single moves seldom keep both."""
        rules = self.problem.rules
        return rules.ceiling - rules.floor < TIGHT * float(self.problem.population().sum()) / regions

    def _loosely(self, ground: Ground, board: Board, heat: float, steps: int) -> None:
        """Anneal with a price on floor and ceiling, and keep the outcome only when it keeps both in the end."""
        before = board.label.copy()
        everybody = max(float(self.problem.population().sum()), 1.0)
        priced = ground._replace(weight=np.append(ground.weight[:-1], PRICE / everybody))
        recount(priced, board)
        self._anneal(priced, board, heat, HOT, COLD, steps, strict=False)
        polish(priced, board, only=(lacking(self.problem, board) > 0).astype(np.int64))
        if lacking(self.problem, board).any():
            board.label[:] = before
        recount(ground, board)

    def from_today(self, regions: int) -> Board:
        """Today's division, repaired where it breaks a rule, and then improved by small steps only."""
        board = self._repaired(from_today(self.problem, regions), regions, gently=True)
        ground = ground_of(self.problem, regions)
        board = board_of(ground, board.label, regions)
        polish(ground, board)
        return board

    def _kept(self, regions: int) -> Board:
        return self._repaired(joined(self.problem, regions), regions)

    def _repaired(self, labels: Ints, regions: int, *, gently: bool = False) -> Board:
        """Repair floor and ceiling; raises Rejected with the regions that stay short."""
        board = self._repair(labels, regions, gently=gently)
        lack = lacking(self.problem, board)
        if lack.any():
            short = [self.problem.names(np.flatnonzero(board.label == r).tolist()) for r in np.flatnonzero(lack)]
            raise Rejected(
                say(
                    "not_found",
                    regions=regions + self.problem.alone,
                    missing=float(lack.sum()),
                    regions_missing=some([f"[{one}]" for one in short], 6),
                )
            )
        return board

    def _repair(self, labels: Ints, regions: int, *, gently: bool = False, rounds: int = ROUNDS) -> Board:
        """Search with a rising price on every person that is missing, until none is."""
        everybody = max(float(self.problem.population().sum()), 1.0)
        free = ground_of(self.problem, regions)
        board = board_of(free, labels, regions)
        heat = typical_change(free, board, self.state, 2000)
        for turn in range(rounds):
            lack = lacking(self.problem, board)
            if not lack.any():
                break
            ground = free._replace(weight=np.append(free.weight[:-1], PRICE * 3.0**turn / everybody))
            recount(ground, board)
            if not (gently and turn == 0) and heat > 0:
                steps = (turn + 1) * REPAIR * self.problem.pieces
                self._anneal(ground, board, heat, 2 * HOT, 2 * COLD, steps, strict=False)
            short = (lacking(self.problem, board) > 0).astype(np.int64)
            if short.any():
                polish(ground, board, only=short)
        return board

    def _most(self) -> Board:
        """As many regions as can be found, every one at or above the floor: by halving between what is surely possible and the bound."""
        rules, people = self.problem.rules, self.problem.population()
        sums = [(len(part), float(people[part].sum())) for part in components(self.problem)]
        most = sum(most_of(count, held, rules.floor) for count, held in sums)
        labels = joined(self.problem, len(sums), floor=rules.floor)
        regions = int(labels.max()) + 1
        best = self._repaired(labels, regions)
        low, high = regions, max(most, regions)
        while low < high:
            middle = (low + high + 1) // 2
            self.progress(low, high, "regions")
            board = self._repair(joined(self.problem, middle), middle, rounds=2)
            if lacking(self.problem, board).any():
                high = middle - 1
            else:
                best, low = board, middle
        return best

    def _anneal(
        self, ground: Ground, board: Board, scale: float, hot: float, cold: float, steps: int, *, strict: bool
    ) -> None:
        """Anneal in pieces short enough to be interrupted."""
        chunks = max(1, -(-steps // STEPS))
        warmth = scale * np.geomspace(hot, cold, chunks + 1)
        for k in range(chunks):
            self.progress(k, chunks, "search" if strict else "repair")
            anneal(ground, board, self.state, warmth[k : k + 2].copy(), -(-steps // chunks), strict)
            if k % -(-chunks // self.trees) == 0:
                for _ in range(max(1, self.trees // chunks)):
                    self._split(ground, board, float(warmth[k]), strict=strict)
            recount(ground, board)

    def _split(self, ground: Ground, board: Board, warmth: float, *, strict: bool) -> None:
        """One try at each pair of neighbouring regions to merge and split them anew."""
        origin = np.repeat(np.arange(len(board.label), dtype=np.int64), np.diff(ground.at))
        space = np.zeros(len(board.label) + 1, dtype=np.int64)
        edges, starts = pairs_of(ground, board, origin)
        for k in range(0, len(edges), PAIRS):
            part = slice(k, k + PAIRS)
            tree_pass(ground, board, self.state, edges[part], starts[part], space, warmth, strict)


def lacking(problem: Problem, board: Board) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Of each region how many people it lacks or has too many."""
    people = board.sums[:, POPULATION]
    rules = problem.rules
    return np.asarray(np.maximum(0.0, rules.floor - people) + np.maximum(0.0, people - rules.ceiling))


def total(ground: Ground, board: Board) -> float:
    """What a division is worth."""
    origin = np.repeat(np.arange(len(ground.at) - 1), np.diff(ground.at))
    inside = board.label[origin] == board.label[ground.to]
    return float(board.worth.sum() + ground.bond[inside].sum() / 2)
