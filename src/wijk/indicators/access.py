"""Who may keep the catalogue and bring in figures; the doors to deliveries."""

from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.indicators.models import Delivery

_ANALYST: tuple[Role, ...] = ("analyst",)

VERBS: list[Verb] = [
    Verb.by("indicators.keep_source", _ANALYST, _("The source {source} was kept in the catalogue.")),
    Verb.by("indicators.keep_theme", _ANALYST, _("The theme {theme} was kept in the catalogue.")),
    Verb.by("indicators.keep_indicator", _ANALYST, _("The indicator {indicator} was kept in the catalogue.")),
    Verb.by("indicators.keep_catalogue", (), _("The catalogue of a pack was taken in: {added} new entries, {changed} changed.")),
    Verb.by("indicators.take_in", (), _("The figures of a pack were taken in: {published} files published, {skipped} known already.")),
    Verb.by("indicators.stage_delivery", _ANALYST, _("Delivery {delivery} arrived with {cells} figures and waits for approval.")),
    Verb.by("indicators.publish_delivery", _ANALYST, _("Delivery {delivery} was approved and its {cells} figures were published.")),
    Verb.by("indicators.reject_delivery", _ANALYST, _("Delivery {delivery} was rejected: {reason}")),
    Verb.by("indicators.withdraw_delivery", _ANALYST, _("Delivery {delivery} was withdrawn: {reason}")),
    Verb.by("indicators.decide_set_aside", _ANALYST, _("{cells} contradicting figures of delivery {delivery} were decided: {reason}")),
    Verb.by("indicators.reckon_again", (), _("All published figures were reckoned again from the kept files.")),
]  # fmt: skip


def require(viewer: Viewer, verb: str) -> None:
    """Refuse whoever may not do `verb` ("publish_delivery") anywhere in the city."""
    if not viewer.may(f"indicators.{verb}"):
        raise NotAllowed(f"indicators.{verb}")


def open_delivery(viewer: Viewer, key: str) -> Delivery:
    """The delivery with this key, for those who may stage one; absent and forbidden look the same."""
    found = Delivery.objects.select_related("source").filter(key=key).first()
    if found is None or not viewer.may("indicators.stage_delivery"):
        raise Absent("delivery")
    return found
