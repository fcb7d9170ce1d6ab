"""Who may do what in the toolbox? Cards are open to all; a plan belongs to who made it; the city's own cards and closures have keepers."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.territory.models import Area, Level, Perimeter
from wijk.territory.queries import touched
from wijk.toolbox.models import SavedPlan

KEEP, DROP = "toolbox.keep_plan", "toolbox.drop_plan"
PLANNERS: list[Role] = ["facilitator", "manager", "expert", "clerk", "service", "administrator"]
VERBS = [
    Verb.by(KEEP, PLANNERS, _("Kept a plan with {cards} cards.")),
    Verb.by(DROP, [], _("Threw away a plan of their own.")),
    Verb.by("toolbox.keep_card", ["manager", "expert", "administrator"], _("Kept the method card “{card}”.")),
    Verb.by("toolbox.retire_card", ["manager", "expert", "administrator"], _("Said whether the method card “{card}” is used here.")),
    Verb.by("toolbox.keep_closure", ["manager", "clerk", "administrator"], _("Noted that no meetings are held from {start} to {end}.")),
    Verb.by("toolbox.drop_closure", ["manager", "clerk", "administrator"], _("Took back a closure from {start} to {end}.")),
]  # fmt: skip


def may_plan(viewer: Viewer) -> bool:
    """May this viewer keep plans, for the whole city or for any area?"""
    return viewer.may(KEEP) or bool(places(viewer))


def places(viewer: Viewer) -> frozenset[str]:
    """The areas for which this viewer may keep plans; "" is the whole city."""
    return viewer.places(KEEP) if isinstance(viewer, PersonViewer) else frozenset()


def enter_planner(viewer: Viewer) -> None:
    """The door of the planner. Raises NotAllowed."""
    if not may_plan(viewer):
        raise NotAllowed(KEEP)


def keep_cards(viewer: Viewer) -> None:
    """The door of the city's own cards. Raises NotAllowed."""
    if not viewer.may("toolbox.keep_card"):
        raise NotAllowed("toolbox.keep_card")


def keep_closures(viewer: Viewer) -> None:
    """The door of the closures. Raises NotAllowed."""
    if not viewer.may("toolbox.keep_closure"):
        raise NotAllowed("toolbox.keep_closure")


def open_plan(viewer: Viewer, key: str) -> SavedPlan:
    """A plan of the viewer's own; absent and somebody else's look the same."""
    row = SavedPlan.objects.filter(key=key, person__key=viewer.key).first() if viewer.key and "\0" not in key else None
    if row is None:
        raise Absent("plan")
    return row


def spots(viewer: Viewer, verb: str) -> list[tuple[str, str]]:
    """Every place where this viewer may do `verb`: the city, municipalities, neighbourhoods, perimeters."""
    rows = Area.objects.current().on_the_ground().filter(area_set__level__in=(Level.MUNICIPALITY, Level.NEIGHBOURHOOD))
    named = [
        (f"{level}/{code}", str(name))
        for level, code, name in rows.values_list("area_set__level", "code", "name").order_by("code")
    ]
    ordered = sorted(named, key=lambda pair: (pair[0].partition("/")[0], pair[1].casefold()))
    if viewer.may(verb):
        perimeters = [
            (f"perimeter/{key}", str(name))
            for key, name in Perimeter.objects.order_by("key").values_list("key", "name")
        ]
        return [("", gettext("The whole city")), *ordered, *perimeters]
    mine = viewer.places(verb) if isinstance(viewer, PersonViewer) else frozenset()
    inside = {ref for place in mine if place for ref in touched(place) if _below(place, ref)}
    return [pair for pair in ordered if pair[0] in inside]


def _below(place: str, ref: str) -> bool:
    """Of all that a place touches: itself, or a neighbourhood in it."""
    return ref == place or (ref.startswith("neighbourhood/") and not place.startswith("neighbourhood/"))
