"""What other weights would give: divisions that keep every rule, of which none is better than another on all criteria."""

from dataclasses import dataclass, replace

from wijk.methods.areas.delineation.delineate import Delineation, Progress, delineate
from wijk.methods.areas.delineation.units import Rules, Units, Weights

COMPACTNESS = (0.05, 0.12, 0.25, 0.5, 1.0, 3.0)
BALANCE = (0.02, 0.3, 1.0)


@dataclass(frozen=True)
class Point:
    """One division on the front and the weights that led to it."""

    weights: Weights
    result: Delineation

    @property
    def criteria(self) -> tuple[float, ...]:
        """Homogeneity, compactness and balance; what cannot be measured is 0."""
        found = self.result.scores
        return tuple(value or 0.0 for value in (found.homogeneity, found.compactness, found.balance))


def front(
    units: Units,
    rules: Rules,
    weights: Weights | None = None,
    *,
    seed: int = 0,
    effort: float = 0.5,
    progress: Progress | None = None,
) -> tuple[Point, ...]:
    """Which trade-offs between homogeneity, compactness and balance are there?

    Divides anew under eighteen mixtures of these three weights, the weight of barriers kept and today's division left
    aside, and keeps the divisions that no other one equals or beats on all three. Sorted by homogeneity, highest first.
    Raises Rejected as `delineate` does.
    """
    weights, found = weights or Weights(), []
    free = replace(units, start=None)
    mixtures = [(compact, even) for even in BALANCE for compact in COMPACTNESS]
    for done, (compact, even) in enumerate(mixtures):
        if progress is not None:
            progress(done, len(mixtures), "front")
        mixture = replace(weights, homogeneity=1.0, compactness=compact, balance=even, start=0.0)
        found.append(Point(mixture, delineate(free, rules, mixture, seed=seed, effort=effort)))
    best = [
        one for i, one in enumerate(found) if not any(_covers(two, one, j < i) for j, two in enumerate(found) if i != j)
    ]
    return tuple(sorted(best, key=lambda one: one.criteria, reverse=True))


def _covers(one: Point, other: Point, earlier: bool) -> bool:
    """Whether one is at least as good everywhere (and better somewhere, or was there before)."""
    pairs = list(zip(one.criteria, other.criteria, strict=True))
    return all(a >= b for a, b in pairs) and (earlier or any(a > b for a, b in pairs))
