"""What is a place called, where is its page, and which can one choose? A place is "", an area ("neighbourhood/58") or a perimeter."""

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from wijk.core.text import Text
from wijk.territory.models import Area, Level, Perimeter

#: A list of choices is grouped so, the nearest to people first.
OFFERED = (Level.NEIGHBOURHOOD.value, Level.MUNICIPALITY.value)
Choices = list[tuple[str, str | list[tuple[str, str]]]]


def place_names(refs: Iterable[str]) -> dict[str, Text]:
    """How places are called: areas in force, perimeters, and "" as the whole city; two queries at most.

    What is not there is called by its reference.
    """
    wanted = set(refs)
    named: dict[str, Text] = {"": Text.of(_("the whole city"))} if "" in wanted else {}
    pairs = {ref: ref.partition("/")[::2] for ref in wanted if ref}
    perimeters = [code for kind, code in pairs.values() if kind == "perimeter"]
    codes = {code for kind, code in pairs.values() if kind != "perimeter"}
    if codes:
        rows = Area.objects.current().filter(code__in=codes).values_list("area_set__level", "code", "name")
        named |= {f"{level}/{code}": name for level, code, name in rows if f"{level}/{code}" in wanted}
    if perimeters:
        rows_of = Perimeter.objects.filter(key__in=perimeters).values_list("key", "name")
        named |= {f"perimeter/{key}": name for key, name in rows_of}
    return named | {ref: Text.of(ref) for ref in wanted if ref not in named}


def place_link(ref: str) -> str:
    """The page of a place in the language of the page; "" for the whole city and for a perimeter, which have none."""
    level, _slash, code = ref.partition("/")
    return reverse("portal:area", args=[level, code]) if code and level in Level.values else ""


def place_options(*, perimeters: bool = True, besides: Collection[str] = ()) -> Choices:
    """Places to choose from by name: neighbourhoods, municipalities, perimeters; "" is the whole city. Two or three queries.

    `besides` are places that must be among them, such as the one that stands in a form already; a perimeter only where perimeters are.
    """
    rows = Area.objects.current().on_the_ground().filter(area_set__level__in=OFFERED)
    groups: dict[str, list[tuple[str, str]]] = {level: [] for level in OFFERED}
    for level, code, name in rows.values_list("area_set__level", "code", "name"):
        groups[level].append((f"{level}/{code}", name.to()))
    kept = Perimeter.objects.values_list("key", "name") if perimeters else ()
    named = (
        (_("Neighbourhoods"), groups[OFFERED[0]]),
        (_("Municipalities"), groups[OFFERED[1]]),
        (_("Perimeters"), [(f"perimeter/{key}", name.to()) for key, name in kept]),
    )
    known = {ref for _label, pairs in named for ref, _name in pairs}
    wanted = [ref for ref in besides if ref and ref not in known and (perimeters or not ref.startswith("perimeter/"))]
    more = [(ref, name.to()) for ref, name in place_names(wanted).items()]
    listed: Choices = [(label, sorted(pairs, key=lambda p: p[1].casefold())) for label, pairs in named if pairs]
    return [("", _("the whole city")), *more, *listed]
