"""Who may do what in the room of helping? Who works in a neighbourhood, the hosts of a stop while it lasts, and whoever holds a code."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.contributions.access import ENTER, HANDS
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.helping import codes, teamwork
from wijk.helping.models import CitizensAction, Receipt, Slip, Stop, Tour

KEEPERS: list[Role] = ["facilitator", "manager", "clerk", "administrator"]
GIVE, CLAIM = "helping.give_receipt", "helping.claim_receipt"
TOUR, SET_STOP, CANCEL, COUNT = "helping.keep_tour", "helping.set_stop", "helping.cancel_stop", "helping.count_stop"
SCREEN = "helping.open_counter"
TAKE_BACK = "helping.take_back"
LIST, CONFIRM_ACTION, TAKE_OFF = "helping.list_action", "helping.confirm_action", "helping.take_off_action"

VERBS = [
    Verb.by(GIVE, list(HANDS), _("Wrote down what somebody said, with their agreement, and gave a receipt.")),
    Verb.by(CLAIM, [], _("Somebody took what was written down for them into their own account."), "none"),
    Verb.by(
        TAKE_BACK, [], _("Somebody took back what they had said to something, by the code of their receipt."), "none"
    ),
    Verb.by(TOUR, KEEPERS, _("Set the tour of a stand: “{title}”.")),
    Verb.by(SET_STOP, KEEPERS, _("Set a stop of the stand “{title}”, on {day}.")),
    Verb.by(CANCEL, KEEPERS, _("Called off a stop of the stand “{title}”, on {day}.")),
    Verb.by(COUNT, KEEPERS, _("Counted a stop of the stand “{title}”: talked with {talked} people.")),
    Verb.by(SCREEN, list(HANDS), _("Put up a screen at which everybody can say something.")),
    Verb.by(LIST, [], _("Somebody listed an action of citizens."), "none"),
    Verb.by(CONFIRM_ACTION, [], _("Somebody confirmed an action of citizens that they had listed."), "none"),
    Verb.by(TAKE_OFF, [], _("Somebody took an action of citizens off the list."), "none"),
    *teamwork.VERBS,
]
_OWN = "wijk.helping.own"
#: So long before and after a stop its hosts may write down what people say: they set up, and type what is left in the evening.
BEFORE, AFTER = timedelta(hours=1), timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody who writes down what others say. What is asked in the whole city they take in wherever they work."""

    viewer: Viewer
    area: str = ""  #: of the stop whose host they are
    host: bool = False

    @property
    def key(self) -> str:
        """Their own."""
        return self.viewer.key

    def may(self, verb: str, area: str = "") -> bool:
        """What they may, and to take in words: for the whole city, and for the place of their stop."""
        if verb == ENTER and (not area or (self.host and area == self.area)):
            return True
        return self.viewer.may(verb, area)


def places(viewer: Viewer, verb: str = GIVE) -> frozenset[str]:
    """Where somebody may do this: references of areas; "" is the whole city."""
    if viewer.may(verb):
        return frozenset({""})
    return viewer.places(verb) if isinstance(viewer, PersonViewer) else frozenset()


def stops_of(viewer: Viewer) -> list[Stop]:
    """The stops at which somebody writes down now: those of today where they may, and those whose host they are."""
    now = clock.now()
    around = Stop.objects.filter(cancelled=False, starts_at__lte=now + BEFORE, ends_at__gte=now - AFTER)
    mine = places(viewer)
    found = [
        row
        for row in around.select_related("tour").order_by("starts_at")[:50]
        if "" in mine or viewer.may(GIVE, ground(row.area))
    ]
    if isinstance(viewer, PersonViewer):
        hosted = around.filter(hosts=viewer.person).select_related("tour")
        found += [row for row in hosted if row not in found]
    return found


def enter_desk(viewer: Viewer) -> list[Stop]:
    """The door of the form for somebody else; Absent for who writes nothing down. What comes back are the stops of now."""
    stops = stops_of(viewer) if viewer.key else []
    if not places(viewer) and not stops:
        raise Absent("helping")
    return stops


def ends_counter(viewer: Viewer, stop: str) -> bool:
    """Does a screen end when this viewer signs in there: somebody who puts up screens, or a host of the stop at which it stands?"""
    if not isinstance(viewer, PersonViewer):
        return False
    return bool(places(viewer, SCREEN)) or (bool(stop) and Stop.objects.filter(key=stop, hosts=viewer.person).exists())


def writes_for_others(viewer: Viewer) -> bool:
    """Does this viewer find the form for somebody else: by a role somewhere, or as a host of a stop of now? No query of its own."""
    return isinstance(viewer, PersonViewer) and ("helping:write" in viewer.desks or bool(places(viewer)))


def on_duty(viewer: Viewer, stop: Stop | None = None) -> OnDuty:
    """Who writes down, with what that allows. NotAllowed for whoever may not."""
    host = stop is not None and isinstance(viewer, PersonViewer) and stop.hosts.filter(pk=viewer.person.pk).exists()
    if host and stop is not None and stop in stops_of(viewer):
        return OnDuty(viewer, stop.area, host=True)
    if not places(viewer):
        raise NotAllowed(GIVE)
    return OnDuty(viewer)


def open_receipt(code: str) -> Receipt:
    """The receipt with this code, for whoever holds it. Absent where there is none."""
    meant = codes.read(code)
    rows = Receipt.objects.select_related(
        "contribution__kind", "contribution__category", "contribution__opening", "contribution__author", "contribution__merged_into"
    )  # fmt: skip
    found = rows.filter(mark=codes.mark(meant)).first() if meant else None
    if found is None:
        raise Absent("receipt")
    return found


def open_slip(code: str) -> Slip | None:
    """The same for a comment or a support; None where the code is of none."""
    meant = codes.read(code)
    rows = Slip.objects.select_related("contribution__merged_into", "comment")
    return rows.filter(mark=codes.mark(meant)).first() if meant else None


def open_tour(viewer: Viewer, key: str) -> Tour:
    """A tour, for who keeps it. Absent otherwise."""
    row = Tour.objects.filter(key=key).first()
    if row is None or not viewer.may(TOUR, ground(row.place)):
        raise Absent("tour")
    return row


def open_stop(viewer: Viewer, key: str, verb: str = SET_STOP) -> Stop:
    """A stop, for who may do this with it: by a role where its tour goes, or counting as its host. Absent otherwise."""
    row = Stop.objects.select_related("tour").filter(key=key).first()
    if row is None or not (viewer.may(verb, ground(row.tour.place)) or (verb == COUNT and is_host(viewer, row))):
        raise Absent("stop")
    return row


def is_host(viewer: Viewer, stop: Stop) -> bool:
    """Is this person one of its hosts?"""
    return isinstance(viewer, PersonViewer) and stop.hosts.filter(pk=viewer.person.pk).exists()


def enter_office(viewer: Viewer) -> frozenset[str]:
    """The door of the office of stands; Absent for who keeps none anywhere."""
    mine = places(viewer, TOUR)
    if not mine:
        raise Absent("stands")
    return mine


def ground(place: str) -> str:
    """Rights are given in areas: what lies in a perimeter is for the whole city."""
    return "" if place.startswith("perimeter/") else place


def own_token(action: CitizensAction) -> str:
    """The link by which who listed it comes back to it: in a letter, or on their own page."""
    return signing.dumps(action.key, salt=_OWN)


def is_own(viewer: Viewer, action: CitizensAction, token: str = "") -> bool:
    """Did this viewer list it: by their account, or by the link?"""
    if isinstance(viewer, PersonViewer) and action.person_id == viewer.person.pk:
        return True
    return bool(token) and _key_in(token) == action.key


def open_own_action(token: str) -> CitizensAction:
    """What somebody listed, by their link. Absent where the link is not ours."""
    row = CitizensAction.objects.filter(key=_key_in(token)).first()
    if row is None:
        raise Absent("action")
    return row


def open_action(key: str) -> CitizensAction:
    """An action on the list. What was taken away leaves its place and the reason; Absent for what was never shown."""
    row = CitizensAction.objects.filter(key=key, visibility__in=("shown", "hidden", "removed", "withdrawn")).first()
    if row is None:
        raise Absent("action")
    return row


def once_of(once: str) -> str | None:
    """What is kept of the number that a form carries; None where it carries none."""
    return salted_hmac("wijk.helping.once", once, algorithm="sha256").hexdigest() if once else None


def _key_in(token: str) -> str:
    try:
        return str(signing.loads(token[:500], salt=_OWN))
    except signing.BadSignature:
        return ""
