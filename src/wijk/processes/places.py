"""Where can a process lie, how is that place called, and what shape has it?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijk.core.text import Text
from wijk.territory.models import Area, Kind, Level, Perimeter

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Where:
    """A place as a page shows it: its name, its page, and its outline."""

    title: Text
    url_parts: tuple[str, str] | None = None
    path: str = ""
    box: str = ""


def where(place: str) -> Where:
    """The place of a process: an area in force, a perimeter, or the whole city. One query at most."""
    kind, _slash, code = place.partition("/")
    if not place:
        return Where(Text.of(_("the whole city")))
    if kind == "perimeter":
        row = Perimeter.objects.filter(key=code).defer("wkb", "fine").first()
        return Where(row.name, None, row.coarse, _square(row.box)) if row else Where(Text.of(code))
    area = (
        Area.objects.current()
        .at(kind)
        .filter(code=code)
        .select_related("shape")
        .defer("shape__wkb", "shape__fine")
        .first()
    )
    if area is None:
        return Where(Text.of(code))
    shape = getattr(area, "shape", None)
    return Where(area.name, (kind, code), shape.coarse if shape else "", _square(shape.box if shape else ""))


def _square(box: str) -> str:
    """The box of a shape, square and with some room, so that its outline is not cut."""
    numbers = [float(n) for n in box.split()]
    if len(numbers) != 4:
        return "0 0 1 1"
    x, y, width, height = numbers
    side = max(width, height, 1) * 1.08
    return f"{x - (side - width) / 2:.0f} {y - (side - height) / 2:.0f} {side:.0f} {side:.0f}"


def areas() -> Options:
    """The neighbourhoods where people live, by name, for a list to choose from."""
    rows = Area.objects.current().at(Level.NEIGHBOURHOOD).filter(kind=Kind.INHABITED).values_list("code", "name")
    return sorted(((f"neighbourhood/{code}", str(name)) for code, name in rows), key=lambda pair: pair[1].casefold())
