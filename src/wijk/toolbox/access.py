"""Who may do what in the toolbox? Cards are open to all; a plan belongs to who made it; the city's own cards and closures have keepers."""

from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
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
