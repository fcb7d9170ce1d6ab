"""Who may change the territory? Areas come with packs; perimeters are kept by analysts and programme managers."""

from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Verb
from wijk.core.viewer import Viewer
from wijk.territory.models import Perimeter

VERBS = [
    Verb.by(
        "territory.load_territory",
        ["administrator"],
        _("Took in {areas} areas, {places} places and {streets} streets."),
    ),
    Verb.by("territory.register_perimeter", ["analyst", "manager"], _("Registered a perimeter of {square_metres} m².")),
    Verb.by("territory.change_perimeter", ["analyst", "manager"], _("Changed a perimeter.")),
    Verb.by("territory.end_perimeter", ["analyst", "manager"], _("Ended a perimeter on {on}.")),
]


def keep_perimeters(viewer: Viewer) -> None:
    """The door of the office pages; NotAllowed for everybody else."""
    if not viewer.may("territory.register_perimeter"):
        raise NotAllowed("territory.register_perimeter")


def open_perimeter(viewer: Viewer, key: str) -> Perimeter:
    """One perimeter, for somebody who keeps them; absent and forbidden look the same."""
    row = Perimeter.objects.filter(key=key).first() if viewer.may("territory.register_perimeter") else None
    if row is None:
        raise Absent("perimeter")
    return row
