"""Which area does somebody mean who looks for its organs? By its reference, its name, or a street or place in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from wijk.accounts.queries import area_known, area_names
from wijk.territory.models import Area
from wijk.territory.queries import find

#: So many other areas are offered.
OTHERS = 4


@dataclass(frozen=True, slots=True)
class Meant:
    """The area that is meant (None where nothing fits), its name, and others that may be meant as (reference, name)."""

    area: str | None
    name: str
    others: Sequence[tuple[str, str]] = ()


def neighbourhoods() -> list[str]:
    """The names of the neighbourhoods in force, for a list to choose from; one query."""
    rows = Area.objects.current().at("neighbourhood").values_list("name", flat=True)
    return sorted({name.to() for name in rows})


def meant(words: str) -> Meant:
    """What `words` stand for: "neighbourhood/58", a name with a slip of the pen, or a street. Nothing said is no area."""
    asked = " ".join(words.split())
    ref = asked.strip("/").lower()
    if "/" in ref and area_known(ref):
        return Meant(ref, area_names([ref])[ref])
    found: dict[str, str] = {}
    for hit in find(asked, (get_language() or "nl").split("-")[0]):
        found.setdefault(hit.area, hit.area_name.to())
    if not found:
        return Meant(None, asked)
    (area, name), *others = found.items()
    return Meant(area, name, others[:OTHERS])
