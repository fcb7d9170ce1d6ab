"""What may this person do, and where? Roles are granted in an area and hold in everything that lies inside it."""

from functools import cached_property

from wijk.accounts.models import Grant, Person
from wijk.core.verbs import Verb, all_verbs
from wijk.territory.models import Nesting

VERBS: list[Verb] = []


class PersonViewer:
    """A person who is looking. One query for all their grants in a request, and one more for an area inside another."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._parents: dict[str, frozenset[str]] = {}

    @property
    def key(self) -> str:
        """The opaque key that the trail keeps."""
        return self.person.key

    @cached_property
    def grants(self) -> tuple[tuple[str, str], ...]:
        """The live (role, area) pairs of this person."""
        return tuple(Grant.objects.live().filter(person=self.person).values_list("role", "area"))

    def may(self, verb: str, area: str = "") -> bool:
        """May this person do `verb` in `area`: is there a live grant of a fitting role that covers it?"""
        known = all_verbs().get(verb)
        if known is None:
            return False
        places = {place for role, place in self.grants if role in known.roles}
        if "" in places or area in places:
            return True
        return bool(places) and bool(area) and not places.isdisjoint(self._around(area))

    def _around(self, area: str) -> frozenset[str]:
        if area not in self._parents:
            self._parents[area] = _ancestors(area)
        return self._parents[area]


def _ancestors(area: str) -> frozenset[str]:
    """The references of all areas in force that `area` lies in, wholly or in part."""
    level, _, code = area.partition("/")
    links = Nesting.objects.filter(child__area_set__current=True, parent__area_set__current=True)
    up = "parent__parent_links__parent"
    rows = links.filter(child__area_set__level=level, child__code=code).values_list(
        "parent__area_set__level", "parent__code",
        f"{up}__area_set__level", f"{up}__code",
        f"{up}__parent_links__parent__area_set__level", f"{up}__parent_links__parent__code",
    )  # fmt: skip
    found = {f"{row[i]}/{row[i + 1]}" for row in rows for i in (0, 2, 4) if row[i]}
    return frozenset(found)
