"""Which area lies in which? As the pack says, else by way of smaller areas, else by surface."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wijk.methods.areas import nesting
from wijk.territory.compute.ground import Grounded

#: Shares of a surface below this are slivers of digitising.
SLIVER = 0.01


@dataclass(frozen=True, slots=True)
class Link:
    """`share` of the surface of a child lies in a parent; `lead` marks the parent that answers for it."""

    child_set: str
    child: str
    parent_set: str
    parent: str
    share: float
    lead: bool


def nest(grounded: Sequence[Grounded], crs: str) -> list[Link]:
    """Which area lies in which, level by level: as the pack says, else by way of the sectors, else by surface."""
    by_title = {g.planned.title: g for g in grounded}
    links: list[Link] = []
    for child in grounded:
        for level, home in child.planned.parents.items():
            parent = by_title[home.title]
            told = {code: row.parents[level] for code, row in child.planned.rows.items() if row.parents.get(level)}
            links += [Link(child.planned.title, code, home.title, up, 1.0, True) for code, up in sorted(told.items())]
            rest = [code for code in child.codes if code not in told]
            if rest:
                links += list(_reckoned(child, parent, level, rest, grounded, crs))
    return links


def _reckoned(
    child: Grounded, parent: Grounded, level: str, codes: Sequence[str], grounded: Sequence[Grounded], crs: str
) -> Iterator[Link]:
    """Shares for the areas of which the pack names no parent of this level."""
    wanted = set(codes)
    if len(parent.codes) == 1:
        shares = {code: {parent.codes[0]: 1.0} for code in codes}
    else:
        shares = _through_children(child, parent, level, grounded) or _by_surface(child, parent, crs)
    for code in codes:
        found = shares.get(code, {})
        chosen = child.planned.spec.lead.get(code)
        lead = (
            chosen if chosen in found else max(found, key=lambda up: (round(found[up], 6), _reverse(up)), default=None)
        )
        for up in sorted(found):
            if code in wanted:
                yield Link(child.planned.title, code, parent.planned.title, up, min(1.0, found[up]), up == lead)


def _reverse(code: str) -> tuple[int, ...]:
    """So that of two equal shares the lowest code leads."""
    return tuple(-ord(c) for c in code)


def _through_children(
    child: Grounded, parent: Grounded, level: str, grounded: Sequence[Grounded]
) -> dict[str, dict[str, float]]:
    """Shares of surface by way of smaller areas that name a parent of both levels: exact where borders were drawn twice."""
    own = child.planned.spec.level
    for small in grounded:
        if (
            {own, level} <= set(small.planned.spec.parents)
            and small.planned.parents.get(own) is child.planned
            and small.planned.parents.get(level) is parent.planned
        ):
            return _summed(small, own, level)
    return {}


def _summed(small: Grounded, own: str, level: str) -> dict[str, dict[str, float]]:
    total: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for i, code in enumerate(small.codes):
        row = small.planned.rows[code]
        if small.geometries[i] is not None and row.parents.get(own) and row.parents.get(level):
            total[row.parents[own]][row.parents[level]] += float(small.surface[i])
    return {code: {up: size / sum(sizes.values()) for up, size in sizes.items()} for code, sizes in total.items()}


def _by_surface(child: Grounded, parent: Grounded, crs: str) -> dict[str, dict[str, float]]:
    there = [i for i, g in enumerate(child.geometries) if g is not None]
    over = [i for i, g in enumerate(parent.geometries) if g is not None]
    if not there or not over:
        return {}
    found = nesting.overlap_shares(child.geometries[there], parent.geometries[over], crs, least=SLIVER)
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for c, p, share in zip(found.child.tolist(), found.parent.tolist(), found.share.tolist(), strict=True):
        shares[child.codes[there[c]]][parent.codes[over[p]]] = share
    return shares
