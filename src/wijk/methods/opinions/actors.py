"""Where do actors converge on a point, where can they be reconciled, where do they diverge, without any vote?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijk.methods.opinions.messages import reject, say
from wijk.methods.saying import Saying, Share

METHOD = "opinions.actors/1"
CONVERGE, RECONCILE, DIVERGE, UNKNOWN = "converge", "reconcile", "diverge", "unknown"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Move:
    """One actor who would have to go from one position to another; positions run from -2 (firmly against) to 2 (firmly for)."""

    actor: int
    given: int
    to: int


@dataclass(frozen=True)
class Point:
    """One point: its basin, who stands where, and the fewest moves that would let it converge, on which side.

    `spoken` is the share of the weight that spoke; `silent` are those who did not, and who could still change the basin.
    """

    basin: str
    support: tuple[int, ...]
    neutral: tuple[int, ...]
    oppose: tuple[int, ...]
    silent: tuple[int, ...]
    spoken: float
    side: int
    moves: tuple[Move, ...]
    open: bool


@dataclass(frozen=True)
class ActorBasins:
    """The basins of all points; `order` ranks those that can be reconciled, fewest moves first."""

    points: tuple[Point, ...]
    order: tuple[int, ...]
    firm: int
    spoken: float
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """How many points lie in each basin and by which rule."""
        kinds = [point.basin for point in self.points]
        counts = {kind: kinds.count(kind) for kind in (CONVERGE, RECONCILE, DIVERGE, UNKNOWN)}
        return (say("points", **counts), say("actor_rule", firm=self.firm), say("spoken", share=Share(self.spoken, 0)))


def place_points(
    stance: ArrayLike, *, weight: Sequence[float] | None = None, firm: int | None = None, spoken: float = 0.5
) -> ActorBasins:
    """In which basin does each point lie, given where each actor stands on it?

    `stance` is (actors, points) from -2 (firmly against) to 2 (firmly for), NaN for unknown. *Diverge*: somebody is firmly for and
    somebody firmly against. *Converge*: nobody who spoke is against and at least half of the weight that spoke is in favour, or the
    reverse. *Reconcile*: the rest. *Unknown*: not more than `spoken` of the weight spoke, unless the point diverges, which no silence can undo.
    A position is firm from `firm` on; without it, the strongest one in the matrix. Actors weigh the same unless `weight` is given.

    The moves are the fewest changes of actors that bring a point to converge, then the fewest steps: each opponent comes to neutral
    or beyond, and as many more come in favour as half of the weight needs; who is silent is not moved.

    Raises Rejected for positions that are not whole numbers from -2 to 2, weights below zero, or sizes that do not fit.

    >>> found = place_points([[2, 2, 1], [1, -2, -1], [0, 1, 2]])
    >>> [point.basin for point in found.points], found.points[2].moves
    (['converge', 'diverge', 'reconcile'], (Move(actor=1, given=-1, to=0),))
    """
    stances = _checked(stance)
    weights = _weights(weight, len(stances))
    if firm not in (None, 1, 2) or not 0 <= spoken <= 1:
        raise reject("actor_options", firm=str(firm), spoken=spoken)
    strongest = firm or int(np.nanmax(np.abs(stances), initial=0.0)) or 1
    points = tuple(_place(stances[:, j], weights, strongest, spoken) for j in range(stances.shape[1]))
    open_to = [j for j, point in enumerate(points) if point.basin == RECONCILE]
    order = sorted(open_to, key=lambda j: (len(points[j].moves), _steps(points[j].moves), j))
    return ActorBasins(points, tuple(order), strongest, spoken)


def _checked(stance: ArrayLike) -> Floats:
    try:
        stances = np.asarray(stance, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise reject("stance_numbers") from fault
    if stances.ndim != 2 or not stances.shape[0]:
        raise reject("stance_shape")
    wrong = np.argwhere(~np.isnan(stances) & ~np.isin(stances, (-2, -1, 0, 1, 2)))
    if len(wrong):
        actor, point = wrong[0].tolist()
        raise reject("stance_value", actor=actor + 1, point=point + 1, value=str(stances[actor, point]))
    return stances


def _weights(weight: Sequence[float] | None, actors: int) -> Floats:
    weights = np.ones(actors) if weight is None else np.asarray(weight, dtype=np.float64)
    if weights.shape != (actors,) or not np.isfinite(weights).all() or (weights < 0).any() or not weights.sum():
        raise reject("actor_weights", actors=actors)
    return weights


def _place(stance: Floats, weight: Floats, firm: int, least: float) -> Point:
    known = ~np.isnan(stance)
    whole = float(weight.sum())
    spoken = float(weight[known].sum()) / whole
    sides = {
        side: np.flatnonzero(known & (np.sign(np.nan_to_num(stance)) == side) & (weight >= 0)) for side in (1, 0, -1)
    }
    side = _side(sides[1], sides[-1], weight, float(weight[known].sum()))
    diverges = bool((stance[known] >= firm).any() and (stance[known] <= -firm).any())
    if diverges:
        basin = DIVERGE
    elif not known.any() or spoken <= least:
        basin = UNKNOWN
    else:
        basin = CONVERGE if side else RECONCILE
    tries = [_moves(stance, weight, known, way) for way in (1, -1)] if basin in (RECONCILE, DIVERGE) else [()]
    moves = min(tries, key=lambda one: (len(one), _steps(one)))
    toward = side if basin == CONVERGE else (_toward(moves, tries) if basin in (RECONCILE, DIVERGE) else 0)
    who = {way: tuple(places.tolist()) for way, places in sides.items()}
    silent = tuple(np.flatnonzero(~known).tolist())
    return Point(basin, who[1], who[0], who[-1], silent, spoken, toward, moves, bool(silent) and not diverges)


def _toward(moves: tuple[Move, ...], tries: Sequence[tuple[Move, ...]]) -> int:
    return 1 if moves == tries[0] else -1


def _side(support: NDArray[np.int64], oppose: NDArray[np.int64], weight: Floats, spoken: float) -> int:
    for side, own, other in ((1, support, oppose), (-1, oppose, support)):
        if len(own) and not len(other) and 2 * weight[own].sum() >= spoken:
            return side
    return 0


def _moves(stance: Floats, weight: Floats, known: NDArray[np.bool_], side: int) -> tuple[Move, ...]:
    """The fewest actors, then the fewest steps, towards converging on this side; heavier actors first, then as listed."""
    along = side * stance
    heavy = sorted(np.flatnonzero(known).tolist(), key=lambda i: (-weight[i], i))
    against = [i for i in heavy if along[i] < 0]
    neutral = [i for i in heavy if along[i] == 0]
    half = float(weight[known].sum()) / 2
    favour = float(sum(weight[i] for i in heavy if along[i] > 0))
    beyond = sum(weight[i] for i in against)
    joined: list[int] = []
    while neutral and favour + beyond + sum(weight[i] for i in joined) < half:
        joined.append(neutral.pop(0))
    favour += sum(weight[i] for i in joined)
    to = dict.fromkeys(against, 0) | dict.fromkeys(joined, side)
    for i in against:
        if favour < half or not (favour > 0 or joined):
            to[i] = side
            favour += weight[i]
    return tuple(Move(i, int(stance[i]), to[i]) for i in sorted(to))


def _steps(moves: Sequence[Move]) -> int:
    return sum(abs(move.to - move.given) for move in moves)
