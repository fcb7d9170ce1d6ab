"""How is the ground said: what kind of area, in what it lies?"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wijk.indicators.queries import level_name
from wijk.portal.sentences import joined
from wijk.territory.queries import Drawing, Larger, Outline
from wijk.ui.figures import quantity
from wijk.ui.maps import GROUNDS, PLAIN, LegendClass


def kind_of(level: str, kind: str) -> str:
    """What an area is, in a few words."""
    if level != "neighbourhood" or not kind:
        return level_name(level)
    match kind:
        case "industry":
            return _("industrial area or station")
        case "green":
            return _("green area")
        case "cemetery":
            return _("cemetery")
        case _:
            return _("inhabited neighbourhood")


def titled(outline: Outline, language: str | None) -> str:
    """What the map says of a neighbourhood: its name, and its kind where hardly anybody lives."""
    name = outline.name.to(language)
    return f"{name} · {kind_of('neighbourhood', outline.kind)}" if outline.kind in GROUNDS else name


def kinds_drawn(drawing: Drawing) -> list[LegendClass]:
    """The legend of a map of kinds; empty where all areas are of one kind."""
    held = {o.kind for o in drawing.outlines if o.path}
    if not held & GROUNDS.keys():
        return []
    first = [LegendClass(PLAIN, kind_of("neighbourhood", "inhabited"))] if held - GROUNDS.keys() else []
    return first + [LegendClass(css, kind_of("neighbourhood", kind)) for kind, css in GROUNDS.items() if kind in held]


def why_empty(kind: str) -> str:
    """What a reader should know of an area where hardly anybody lives; "" for the others."""
    match kind:
        case "industry":
            return _(
                "This is an area of industry, railways or stations. Hardly anybody lives here, so figures that count residents are "
                "missing or say little. Who works here or passes through does not stand in them."
            )
        case "green":
            return _(
                "This is a green area. Hardly anybody lives here, so figures that count residents are missing or say little. "
                "It belongs to everybody who comes here."
            )
        case "cemetery":
            return _("This is a cemetery. Nobody lives here, so there are no figures that count residents.")
        case _:
            return ""


def lies_in(above: Sequence[Larger]) -> str:
    """In which municipalities an area lies, who leads, and how much of it lies in each; "" when it lies in none."""
    towns = [p for p in above if p.level == "municipality" and p.share > 0.005]
    if len(towns) < 2:
        return ""
    lead = next((p for p in towns if p.lead), towns[0])
    others = [
        _("%(name)s (%(share)s)") % {"name": p.name, "share": quantity(100 * p.share, "%", 0)}
        for p in towns
        if p is not lead
    ]
    return _(
        "It crosses a municipal border: %(share)s of it lies in %(lead)s, which takes the lead; partners: %(others)s."
    ) % {"share": quantity(100 * lead.share, "%", 0), "lead": lead.name, "others": joined(others)}
