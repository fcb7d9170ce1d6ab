"""Where are the inquiries, on the map of the city? Neighbourhoods that one touches, and perimeters as they were drawn."""

from collections.abc import Collection, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from wijk.inquiries.models import Inquiry
from wijk.territory.models import Level, Perimeter
from wijk.territory.queries import Drawing, atlas
from wijk.ui.maps import LegendClass, MapArea, MapSpec

HOOD = Level.NEIGHBOURHOOD.value
PERIMETER = "perimeter/"
#: How dark a neighbourhood is, by how far the inquiry is.
SHADES = {"open": "c4", "announced": "c2", "closed": "c0", "replied": "c0", "decided": "c0"}


def overview(running: Sequence[tuple[Inquiry, str]]) -> MapSpec | None:
    """The neighbourhoods, each a link to what is asked there, darker where one can speak now; perimeters lie above them.

    `running` are inquiries with how far they are. None where the city has no neighbourhoods.
    """
    drawing = atlas().level(HOOD)
    if drawing is None:
        return None
    shades: dict[str, str] = {}
    for inquiry, stands in reversed(running):
        for one in inquiry.areas.all():
            if stands in SHADES:
                shades[one.area] = max(shades.get(one.area, ""), SHADES[stands])
    home = reverse("inquiries:index")
    areas = [
        MapArea(o.code, o.path, f"{home}?area={HOOD}/{o.code}", o.name.to(), shades.get(f"{HOOD}/{o.code}", "p"))
        for o in drawing.outlines
        if o.path
    ]
    return MapSpec(
        [*areas, *_zones([one for one, _stands in running])],
        drawing.view_box,
        _("Where something is asked"),
        id="asked",
    )


def legend() -> list[LegendClass]:
    """What the shades mean."""
    return [
        LegendClass("c4", _("one can speak now")), LegendClass("c2", _("announced")),
        LegendClass("c0", _("the period is over")),
    ]  # fmt: skip


def one(inquiry: Inquiry) -> MapSpec | None:
    """The place of one inquiry among the neighbourhoods; None for the whole city."""
    drawing = atlas().level(HOOD)
    if drawing is None or not inquiry.place:
        return None
    touched = {one.area for one in inquiry.areas.all()}
    zones = _zones([inquiry])
    areas = _hoods(drawing, touched, picked=not zones)
    return MapSpec([*areas, *zones], drawing.view_box, _("Where it is"), id="place")


def _hoods(drawing: Drawing, touched: Collection[str], *, picked: bool) -> list[MapArea]:
    ways: Mapping[str, str] = {o.code: reverse("portal:area", args=[HOOD, o.code]) for o in drawing.outlines}
    return [
        MapArea(
            o.code, o.path, ways[o.code], o.name.to(), "c1" if f"{HOOD}/{o.code}" in touched else "p",
            selected=picked and f"{HOOD}/{o.code}" in touched,
        )
        for o in drawing.outlines
        if o.path
    ]  # fmt: skip


def _zones(inquiries: Sequence[Inquiry]) -> list[MapArea]:
    """Perimeters of inquiries, the widest first, so that the small ones can be chosen; one query where there are any."""
    keys = {one.place.removeprefix(PERIMETER): one for one in reversed(inquiries) if one.place.startswith(PERIMETER)}
    if not keys:
        return []
    rows = Perimeter.objects.filter(key__in=keys).defer("wkb", "fine").order_by("-surface")
    return [
        MapArea(row.key, row.coarse, reverse("inquiries:inquiry", args=[keys[row.key].key]), row.name.to(), "zone")
        for row in rows
        if row.coarse
    ]
