"""A share times a known population: an estimate for larger areas where counts are missing, and how much of the people it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wijk.indicators.compute.ground import RANK, Grounds, Links
from wijk.indicators.compute.sheets import Floats, Sheet
from wijk.indicators.compute.upward import CROSSES, INCOMPLETE, NO_WEIGHT, PLACES
from wijk.methods.formats.periods import parse_period

ENOUGH = 0.9  #: part of the weight that the children with a value must hold


@dataclass(frozen=True)
class Estimate:
    """One period of all parents: a value and the part of the weight that it rests on; `why` where there is none."""

    values: Floats
    shares: Floats
    why: int
    period: str  #: of the weights


@dataclass(frozen=True)
class Weights:
    """How much each link (child in parent) weighs, and each parent as a whole."""

    links: Floats
    parents: Floats
    period: str


def middle(period: str) -> date:
    """The day in the middle of a period."""
    found = parse_period(period)
    return found.start + (found.end - found.start) / 2


def nearest(period: str, sheet: Sheet) -> int | None:
    """The column of the period that lies nearest and has counts; the earlier of two that lie as near."""
    held = np.flatnonzero(np.isfinite(sheet.values).any(axis=0)).tolist()
    if not held:
        return None
    if period in sheet.periods and sheet.periods.index(period) in held:
        return sheet.periods.index(period)
    day = middle(period)
    return int(min(held, key=lambda i: (abs((middle(sheet.periods[i]) - day).days), middle(sheet.periods[i]))))


def weights(
    child_set: int, parent_set: int, period: str, people: Mapping[int, Sheet], grounds: Grounds
) -> Weights | int:
    """The weight of each link in the nearest period with counts; a number of REASONS where it cannot be known.

    A child that lies in several parents is split as the people of the smallest areas are.
    """
    links = grounds.parents(child_set)[parent_set]
    size, parents = len(grounds.ground(child_set)), len(grounds.ground(parent_set))
    own = people.get(child_set)
    at = nearest(period, own) if own is not None else None
    mine: Floats | None = own.values[:, at].copy() if own is not None and at is not None else None
    used = own.periods[at] if own is not None and at is not None else ""
    if links.crossing(size).any():
        pieces = _pieces(child_set, parent_set, period, people, grounds)
        if pieces is None:
            return CROSSES
        parts, piece_period = pieces
        whole = _added(links.child, parts, size)
        mine, used = (whole, used or piece_period) if mine is None else (mine, used)
        with np.errstate(divide="ignore", invalid="ignore"):
            split = np.where(whole[links.child] > 0, parts / whole[links.child], links.share)
        of_link = mine[links.child] * split
        used = used or piece_period
    elif mine is None:
        return NO_WEIGHT
    else:
        of_link = mine[links.child]
    empty = grounds.ground(child_set).empty_kind | grounds.ground(child_set).nowhere
    of_link = np.where(np.isnan(of_link) & empty[links.child], 0.0, of_link)
    total = _added(links.parent, of_link, parents) + _nowhere(child_set, parent_set, period, people, grounds, parents)
    return Weights(of_link, total, used)


def _pieces(
    child_set: int, parent_set: int, period: str, people: Mapping[int, Sheet], grounds: Grounds
) -> tuple[Floats, str] | None:
    """The people of each link, added up from smaller areas that lie wholly in one child and one parent."""
    links = grounds.parents(child_set)[parent_set]
    parents = len(grounds.ground(parent_set))
    for small in sorted(people, key=lambda home: RANK[grounds.sets[home].level]):
        above = grounds.parents(small)
        if child_set not in above or parent_set not in above:
            continue
        size, at = len(grounds.ground(small)), nearest(period, people[small])
        if at is None or above[child_set].crossing(size).any() or above[parent_set].crossing(size).any():
            continue
        counts = np.nan_to_num(people[small].values[:, at])
        in_child, in_parent = _home(above[child_set], size), _home(above[parent_set], size)
        both = (in_child >= 0) & (in_parent >= 0)
        key = in_child[both] * parents + in_parent[both]
        sums = _added(key, counts[both], len(grounds.ground(child_set)) * parents)
        return sums[links.child * parents + links.parent], people[small].periods[at]
    return None


def _added(places: NDArray[np.int64], numbers: Floats, size: int) -> Floats:
    """The numbers added up by place."""
    return np.bincount(places, numbers, size).astype(np.float64)


def _home(links: Links, size: int) -> NDArray[np.int64]:
    home = np.full(size, -1, np.int64)
    home[links.child] = links.parent
    return home


def _nowhere(
    child_set: int, parent_set: int, period: str, people: Mapping[int, Sheet], grounds: Grounds, parents: int
) -> Floats:
    """The people of each parent who are in none of its children."""
    for home in people:
        ground = grounds.ground(home)
        if home == child_set or not ground.nowhere.any() or parent_set not in grounds.parents(home):
            continue
        at = nearest(period, people[home])
        if at is None:
            continue
        links = grounds.parents(home)[parent_set]
        counts = np.where(ground.nowhere, np.nan_to_num(people[home].values[:, at]), 0.0)
        return _added(links.parent, counts[links.child], parents)
    return np.zeros(parents)


def estimate(
    child: Sheet, column: int, child_set: int, parent_set: int, people: Mapping[int, Sheet], grounds: Grounds
) -> Estimate:
    """Share × population over the children with a value, where those hold at least 90 % of the people."""
    parents = len(grounds.ground(parent_set))
    nothing = np.full(parents, np.nan)
    found = weights(child_set, parent_set, child.periods[column], people, grounds)
    if isinstance(found, int):
        return Estimate(nothing, nothing, found, "")
    links = grounds.parents(child_set)[parent_set]
    value = np.where(child.known[:, column], child.values[:, column], np.nan)[links.child]
    has = np.isfinite(value) & np.isfinite(found.links)
    weight = _added(links.parent, np.where(has, found.links, 0.0), parents)
    total = _added(links.parent, np.where(has, found.links * value, 0.0), parents)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = weight / found.parents
        enough = (weight > 0) & (share >= ENOUGH)
        values = np.where(enough, np.round(total / weight, PLACES), np.nan)
    return Estimate(values, np.where(enough, np.round(np.minimum(share, 1.0), 4), np.nan), INCOMPLETE, found.period)
