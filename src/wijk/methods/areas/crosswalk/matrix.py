"""The crosswalk: one sparse matrix that says which share of each source area belongs to each target."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from wijk.methods.areas.crosswalk.division import Division, Floats
from wijk.methods.areas.crosswalk.messages import say
from wijk.methods.areas.crosswalk.overlay import Pieces, overlay
from wijk.methods.saying import Rejected, Saying, Share

METHOD = "areas.crosswalk/1"
NOISE = 1e-9
"""A share of an area below this is the rounding of coordinates: neither a piece nor a gap."""
OVERLAP = 0.005
"""Targets that together claim so much more than there is of an area overlap; less is digitising, and evened out."""
WHOLE = 0.995
"""With this share in one target an area counts as whole, as elsewhere a share below 0.5 % is a sliver of digitising."""


@dataclass(frozen=True, eq=False)
class Crosswalk:
    """`matrix[s, t]` is the share of source s that belongs to target t; what belongs to none is `nowhere[s]`.

    Each row and its `nowhere` add up to 1 (`math.fsum` gives exactly 1.0). `mass` is what each source weighs by the measure
    with which it was divided: square metres, or the weight of its places.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    matrix: "csr_array[np.float64, tuple[int, int]]"
    nowhere: Floats
    mass: Floats
    by: str = "surface"
    fallback: int = 0
    """So many sources without any place were divided by surface."""
    method: str = METHOD

    @cached_property
    def largest(self) -> Floats:
        """The largest share of each source in one target or nowhere."""
        return np.maximum(_row_max(self.matrix), self.nowhere)

    def explain(self) -> tuple[Saying, ...]:
        """How many areas are cut, by what they are divided, and what lies nowhere."""
        whole = int((self.largest >= WHOLE).sum())
        told = [
            say(
                "carried",
                sources=len(self.sources),
                targets=len(self.targets),
                whole=whole,
                cut=len(self.sources) - whole,
            ),
            say("by_surface" if self.by == "surface" else "by_places"),
        ]
        if self.fallback:
            told.append(say("by_fallback", count=self.fallback))
        lost = math.fsum(self.nowhere * self.mass) / (math.fsum(self.mass) or 1.0)
        told.append(say("nothing_lost", share=Share(lost, 2)) if lost > 0 else say("all_covered"))
        slivers = int(((self.largest >= WHOLE) & (self.largest < 1)).sum())
        if slivers:
            told.append(say("slivers", count=slivers, share=Share(1 - WHOLE)))
        return tuple(told)


def crosswalk(source: Division, target: Division, *, slivers: float = 0.0) -> Crosswalk:
    """Which share of the surface of each source area lies in each target?

    Pieces of less than `slivers` (a share) are given to the other pieces of the area. Areal weighting as in Goodchild and Lam,
    "Areal interpolation: a variant of the traditional spatial problem" (1980). Raises Rejected when targets overlap.

    >>> import shapely
    >>> towns = Division(("t", "u"), np.array([shapely.box(0, 0, 3, 1), shapely.box(3, 0, 4, 1)]), "EPSG:31370")
    >>> zones = Division(("z",), np.array([shapely.box(0, 0, 3.5, 1)]), "EPSG:31370")
    >>> found = crosswalk(towns, zones)
    >>> found.matrix.toarray().tolist(), found.nowhere.tolist()
    ([[1.0], [0.5]], [0.0, 0.5])
    """
    pieces = overlay(source, target)
    surface = source.surface
    refuse_overlap(source, target, pieces, surface)
    return from_pieces(source.ids, target.ids, pieces, surface, slivers=slivers)


def from_pieces(
    sources: tuple[str, ...], targets: tuple[str, ...], pieces: Pieces, whole: Floats, *, slivers: float = 0.0
) -> Crosswalk:
    """The crosswalk of pieces that were measured, by position, out of `whole` for each source."""
    n = len(sources)
    held = np.bincount(pieces.source, pieces.size, n)
    out_of = np.maximum(held, whole)
    outside = np.maximum(0.0, 1.0 - held / out_of)
    outside[outside < max(NOISE, slivers)] = 0.0
    kept = pieces.size >= max(NOISE, slivers) * out_of[pieces.source]
    kept |= np.bincount(pieces.source[kept], minlength=n)[pieces.source] == 0
    outside[np.bincount(pieces.source, minlength=n) == 0] = 1.0
    s, t, size = pieces.source[kept], pieces.target[kept], pieces.size[kept]
    shares = size / np.bincount(s, size, n)[s] * (1.0 - outside)[s]
    matrix = csr_array((shares, t, np.searchsorted(s, np.arange(n + 1))), shape=(n, len(targets)))
    even_out(matrix, outside)
    return Crosswalk(sources, targets, matrix, outside, whole)


def even_out(matrix: "csr_array[np.float64, tuple[int, int]]", outside: Floats) -> None:
    """Give the last bit of rounding of each row to its largest share, in place, so that the row adds up to 1."""
    starts, shares = matrix.indptr, matrix.data
    count = np.diff(starts)
    alone = count == 1  # one share and nothing outside: mostly 1 already, but not always at the end of a chain
    alone[alone] = shares[starts[:-1][alone]] != 1.0
    for row in np.flatnonzero((count > 1) | alone | ((outside > 0) & (outside < 1))).tolist():
        part = shares[starts[row] : starts[row + 1]]
        for _ in range(3):
            missing = math.fsum((1.0, *(-part).tolist(), -float(outside[row])))
            if not missing or not len(part):
                break
            if outside[row] > part.max():
                outside[row] += missing
            else:
                part[part.argmax()] += missing


def refuse_overlap(source: Division, target: Division, pieces: Pieces, whole: Floats) -> None:
    """Raises Rejected when two targets claim the same part of a source."""
    excess = np.bincount(pieces.source, pieces.size, len(whole)) / whole - 1.0
    says = []
    for s in np.flatnonzero(excess > OVERLAP)[:20].tolist():
        there = np.flatnonzero(pieces.source == s)
        one, other = pieces.target[there[np.argsort(-pieces.size[there], kind="stable")[:2]]].tolist()
        says.append(
            say(
                "targets_overlap",
                first=target.ids[one],
                second=target.ids[other],
                share=Share(excess[s]),
                unit=source.ids[s],
            )
        )
    if says:
        raise Rejected(says)


def chain(first: Crosswalk, second: Crosswalk) -> Crosswalk:
    """From the sources of one crosswalk to the targets of the next, over the division that both know.

    What lay nowhere in either lies nowhere. Raises Rejected when the second does not know a target of the first.
    """
    places = {unit: at for at, unit in enumerate(second.sources)}
    unknown = [unit for unit in first.targets if unit not in places]
    if unknown:
        raise Rejected([say("chain_breaks", unit=unit) for unit in unknown[:20]])
    order = np.array([places[unit] for unit in first.targets], dtype=np.int64)
    matrix = csr_array(first.matrix @ second.matrix[order])
    matrix.sort_indices()
    nowhere = first.nowhere + first.matrix @ second.nowhere[order]
    even_out(matrix, nowhere)
    return Crosswalk(
        first.sources, second.targets, matrix, nowhere, first.mass, first.by, first.fallback + second.fallback
    )


def _row_max(matrix: "csr_array[np.float64, tuple[int, int]]") -> Floats:
    starts = matrix.indptr
    most = np.zeros(matrix.shape[0])
    rows = np.flatnonzero(np.diff(starts))
    if len(rows):
        most[rows] = np.maximum.reduceat(matrix.data, starts[rows])
    return most
