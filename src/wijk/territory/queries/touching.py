"""Which areas does a place touch, so that what lies there stands on all their pages?"""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from shapely import from_wkb

from wijk.core.errors import Absent
from wijk.core.standing import Standing
from wijk.territory.models import Area, Level, Nesting, Perimeter, Shape

#: A perimeter touches a neighbourhood from this share of the neighbourhood's or of its own surface on.
LEAST = 0.01


def touched(place: str) -> frozenset[str]:
    """References of all areas in force that `place` touches: itself, what lies in it down to the neighbourhoods, what it lies in.

    `place` is "" (the whole city, which touches every page: only "" comes back), an area ("neighbourhood/58"; a sector counts as
    its neighbourhood too) or a perimeter ("perimeter/contract-1"). Raises Absent where there is none.
    """
    if not place:
        return frozenset({""})
    kind, _slash, code = place.partition("/")
    found = _under(code) if kind == "perimeter" else _inside(kind, code)
    mine = {f"{level}/{code}" for level, code in _WITH_ABOVE.ask(found=found)}
    return frozenset(mine | {place})


def _with_above(*, found: Collection[int]) -> QuerySet[Area, tuple[str, str]]:
    """These areas, and those in which they lie."""
    links = Nesting.objects.filter(share__gt=LEAST)
    above = links.filter(child__in=found).values("parent")
    higher = links.filter(child__child_links__child__in=found).values("parent")
    rows = Area.objects.filter(Q(pk__in=found) | Q(pk__in=above) | Q(pk__in=higher))
    return rows.values_list("area_set__level", "code")


#: Every verb at a place asks them.
_WITH_ABOVE = Standing(_with_above)
_NAMED = Standing(lambda level, *, code: Area.objects.current().at(level).filter(code=code).values_list("pk")[:1])


def lying_in(refs: Collection[str]) -> set[str]:
    """References of these areas, and of all in force that lie in them, wholly or in part, three levels down: where a right holds that was
    given there (`accounts.access.ancestors` is the same, looked at from below). One query."""
    steps = ["parent", "parent__parent_links__parent", "parent__parent_links__parent__parent_links__parent"]
    asked = Q(pk__in=[])
    for ref in refs:
        level, _slash, code = ref.partition("/")
        for step in steps:
            asked |= Q(**{f"{step}__area_set__level": level, f"{step}__code": code})
    rows = Nesting.objects.filter(asked, child__area_set__current=True)
    return {*refs, *(f"{level}/{code}" for level, code in rows.values_list("child__area_set__level", "child__code"))}


def _inside(level: str, code: str) -> set[int]:
    """The area itself and the neighbourhoods in it."""
    rows = _NAMED.ask(level, code=code) if level in Level.values else []
    if not rows:
        raise Absent("area")
    ((area,),) = rows
    own = {area}
    if level in (Level.MUNICIPALITY, Level.REGION):
        inner = Area.objects.current().at(Level.NEIGHBOURHOOD)
        own |= set(inner.filter(parent_links__parent=area, parent_links__share__gt=LEAST).values_list("pk", flat=True))
    return own


def _under(key: str) -> set[int]:
    """The neighbourhoods that a perimeter covers in part, by geometry."""
    row = Perimeter.objects.filter(key=key).first()
    if row is None:
        raise Absent("perimeter")
    ground = from_wkb(bytes(row.wkb))
    near = Area.objects.current().at(Level.NEIGHBOURHOOD).on_the_ground()
    near = near.filter(west__lte=row.east, east__gte=row.west, south__lte=row.north, north__gte=row.south)
    found = set()
    for pk, wkb in Shape.objects.filter(area__in=near).values_list("area_id", "wkb"):
        outline = from_wkb(bytes(wkb))
        common = outline.intersection(ground).area
        if common and common >= LEAST * min(outline.area, ground.area):
            found.add(pk)
    return found
