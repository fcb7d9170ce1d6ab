"""How well does a perimeter fit whole areas, and what should move to make it fit?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.areas.crosswalk.division import Floats
from wijk.methods.areas.crosswalk.matrix import NOISE, WHOLE, Crosswalk
from wijk.methods.areas.crosswalk.messages import NOWHERE, say
from wijk.methods.saying import Rejected, Saying, Share

METHOD = "areas.coherence/1"
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Fit:
    """Of one target: its mass, the share of it inside whole areas, the areas its border cuts, and the entropy of these in bits."""

    target: str
    mass: float
    within: float
    cut: int
    entropy: float


@dataclass(frozen=True)
class Move:
    """Let `unit` (what of it lies in `origin`, "" for nowhere) belong to `target`, with so much mass."""

    unit: str
    origin: str
    target: str
    mass: float


@dataclass(frozen=True)
class Coherence:
    """The fit of every target in their order, and the moves that make all fit, largest first."""

    fits: tuple[Fit, ...]
    moves: tuple[Move, ...]
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """One sentence a target."""
        return tuple(
            say("fits_partly", target=fit.target, share=Share(fit.within), cut=fit.cut)
            if fit.cut
            else say("fits", target=fit.target)
            for fit in self.fits
        )


def coherence(crosswalk: Crosswalk, mass: Floats | None = None, groups: Sequence[str] | None = None) -> Coherence:
    """Does each target consist of whole sources (or of whole `groups` of sources, such as neighbourhoods of sectors)?

    `mass`: what each source weighs (default: as it was divided). An area counts as whole in a target from 99.5 % on. The entropy of a
    target is the mean, by mass in the target, of −Σ share · log₂ share of its areas over all targets and nowhere: 0 when it
    fits, 1 when every area is cut in halves. A cut area should move to where most of it lies.

    >>> import shapely
    >>> from wijk.methods.areas.crosswalk.division import Division
    >>> from wijk.methods.areas.crosswalk.matrix import crosswalk
    >>> old = Division(("a", "b"), np.array([shapely.box(0, 0, 4, 1), shapely.box(4, 0, 8, 1)]), "EPSG:31370")
    >>> new = Division(("x", "y"), np.array([shapely.box(0, 0, 5, 1), shapely.box(5, 0, 8, 1)]), "EPSG:31370")
    >>> found = coherence(crosswalk(old, new))
    >>> [(fit.target, fit.within, fit.cut) for fit in found.fits]
    [('x', 0.8, 1), ('y', 0.0, 1)]
    >>> found.moves
    (Move(unit='b', origin='x', target='y', mass=1.0),)
    """
    weight = crosswalk.mass if mass is None else np.asarray(mass, dtype=np.float64)
    of, count = _grouping(crosswalk, groups)
    unit, target, part = _spread(crosswalk, weight)
    columns = len(crosswalk.targets) + 1
    pairs, at = np.unique(of[unit] * columns + target, return_inverse=True)
    group, column = pairs // columns, pairs % columns
    mass_in = np.bincount(at.reshape(-1), part, len(pairs))
    share = mass_in / np.bincount(group, mass_in, count)[group]
    bits = np.bincount(group, -share * np.log2(share), count)
    whole = share >= WHOLE
    size = np.bincount(column, mass_in, columns)
    within = np.bincount(column[whole], mass_in[whole], columns)
    cut = np.bincount(column[~whole & (share > 1 - WHOLE)], minlength=columns)
    mixed = np.bincount(column, mass_in * bits[group], columns)
    fits = tuple(
        Fit(name, float(size[t]), _ratio(within[t], size[t]), int(cut[t]), _ratio(mixed[t], size[t]))
        for t, name in enumerate(crosswalk.targets)
    )
    order = np.lexsort((column, -share, group))
    first = order[np.unique(group[order], return_index=True)[1]]
    winner = np.zeros(count, dtype=np.int64)
    winner[group[first]] = column[first]
    settled = np.zeros(count, dtype=bool)
    settled[group[first]] = share[first] >= WHOLE
    leaves = np.flatnonzero((target != winner[of[unit]]) & ~settled[of[unit]] & (part > 0))
    names = (*crosswalk.targets, NOWHERE)
    moves = [
        Move(crosswalk.sources[unit[i]], names[target[i]], names[winner[of[unit[i]]]], float(part[i])) for i in leaves
    ]
    return Coherence(fits, tuple(sorted(moves, key=lambda move: (-move.mass, move.unit, move.origin))))


def _grouping(crosswalk: Crosswalk, groups: Sequence[str] | None) -> tuple[Places, int]:
    """The number of each source's group, and how many groups there are."""
    if groups is None:
        return np.arange(len(crosswalk.sources), dtype=np.int64), len(crosswalk.sources)
    if len(groups) != len(crosswalk.sources):
        raise Rejected(say("groups_differ", groups=len(groups), units=len(crosswalk.sources)))
    names, of = np.unique(np.array(groups, dtype=str), return_inverse=True)
    return of.reshape(-1).astype(np.int64), len(names)


def _spread(crosswalk: Crosswalk, weight: Floats) -> tuple[Places, Places, Floats]:
    """Source, target (nowhere is the last) and mass of every piece with a mass."""
    matrix = crosswalk.matrix
    unit = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    lost = np.flatnonzero(crosswalk.nowhere > NOISE)
    units = np.concatenate([unit, lost])
    targets = np.concatenate([matrix.indices, np.full(len(lost), matrix.shape[1])])
    part = np.concatenate([matrix.data, crosswalk.nowhere[lost]]) * weight[units]
    kept = part > NOISE * weight[units]
    return units[kept].astype(np.int64), targets[kept].astype(np.int64), part[kept]


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else 0.0
