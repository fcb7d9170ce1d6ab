"""Who may write to a neighbourhood, and ask it something? Who works there; the doors to drafts, calls and their papers."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.core.errors import Absent
from wijk.core.providers import providers
from wijk.core.subject import Subject
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.outreach.models import Call, Code, Newsletter, Signpost
from wijk.outreach.queries.reach import Reached
from wijk.territory.queries import lying_in

WRITERS: list[Role] = ["facilitator", "manager", "clerk", "administrator"]
COMPOSE, EDIT, DROP, SEND = (f"outreach.{word}_newsletter" for word in ("compose", "edit", "drop", "send"))
OPEN, CHANGE, END, MAIL = (f"outreach.{word}_call" for word in ("open", "change", "end", "mail"))
SLIPS, PAPER, HOMES = "outreach.count_slips", "outreach.note_distribution", "outreach.note_homes"

VERBS = [
    Verb.by(COMPOSE, WRITERS, _("Began a newsletter with {pieces} pieces.")),
    Verb.by(EDIT, WRITERS, _("Edited a newsletter, which now has {pieces} pieces.")),
    Verb.by(DROP, WRITERS, _("Threw away the draft of a newsletter.")),
    Verb.by(SEND, WRITERS, _("Sent the newsletter “{title}”.")),
    Verb.by(OPEN, WRITERS, _("Opened the call “{title}”.")),
    Verb.by(CHANGE, WRITERS, _("Changed the call “{title}”.")),
    Verb.by(END, WRITERS, _("Ended a call in which {positions} positions were taken.")),
    Verb.by(MAIL, WRITERS, _("Sent the call “{title}” by mail.")),
    Verb.by(SLIPS, WRITERS, _("Counted {slips} positions that came on paper or by telephone.")),
    Verb.by(PAPER, WRITERS, _("Noted that {copies} copies went out on paper.")),
    Verb.by(HOMES, WRITERS, _("Noted that an area has {count} letterboxes.")),
]


def places(viewer: Viewer, verb: str) -> frozenset[str]:
    """Where somebody may do this: references of areas; "" is the whole city and everything in it."""
    if viewer.may(verb):
        return frozenset({""})
    return viewer.places(verb) if isinstance(viewer, PersonViewer) else frozenset()


def enter_office(viewer: Viewer) -> None:
    """The door of the office pages that stand for no single thing; Absent for who writes nowhere."""
    if not places(viewer, COMPOSE):
        raise Absent("outreach")


def newsletters_of(viewer: Viewer) -> QuerySet[Newsletter]:
    """The newsletters that somebody may work on."""
    mine = places(viewer, EDIT)
    return Newsletter.objects.all() if "" in mine else Newsletter.objects.filter(_in(mine))


def calls_of(viewer: Viewer) -> QuerySet[Call]:
    """The calls that somebody may work on."""
    mine = places(viewer, CHANGE)
    return Call.objects.all() if "" in mine else Call.objects.filter(_in(mine))


def open_newsletter(viewer: Viewer, key: str, verb: str = EDIT) -> Newsletter:
    """A newsletter, for who may do this to it. Absent and forbidden look the same."""
    found = Newsletter.objects.filter(key=key).first()
    if found is None or not viewer.may(verb, found.place):
        raise Absent("newsletter")
    return found


def read_newsletter(viewer: Viewer, key: str) -> Newsletter:
    """A newsletter that went out, for everybody; a draft, for who works on it."""
    found = Newsletter.objects.filter(key=key).first()
    if found is None or (found.sent_at is None and not viewer.may(EDIT, found.place)):
        raise Absent("newsletter")
    return found


def open_call(viewer: Viewer, key: str, verb: str = CHANGE) -> Call:
    """A call, for who may do this to it. Absent and forbidden look the same."""
    found = Call.objects.filter(key=key).first()
    if found is None or not viewer.may(verb, found.place):
        raise Absent("call")
    return found


def read_code(code: str) -> Code:
    """The code with its call, for everybody who has it."""
    found = Code.objects.select_related("call").filter(code=code).first()
    if found is None:
        raise Absent("call")
    return found


def open_signpost(code: str) -> Signpost:
    """The code that leads straight to a page, for everybody who has it."""
    found = Signpost.objects.filter(code=code).first()
    if found is None:
        raise Absent("call")
    return found


def open_reach(viewer: Viewer, subject: Subject) -> Reached:
    """What paper may be about and who should hear of it, for who notes paper there. Things of other rooms count in the whole city."""
    if subject.kind == "outreach.newsletter":
        newsletter = open_newsletter(viewer, subject.id, PAPER)
        return Reached(subject, newsletter.place, newsletter.title.to())
    if subject.kind == "outreach.call":
        call = open_call(viewer, subject.id, PAPER)
        return Reached(subject, call.place, call.title.to())
    if viewer.may(PAPER):
        for describer in providers("describes"):
            card = describer.card(subject, viewer) if subject.kind in describer.kinds else None
            if card is not None:
                return Reached(subject, "", card.title)
    raise Absent("reach")


def _in(mine: frozenset[str]) -> Q:
    """Things that lie in one of these areas, or in an area that lies in one of them."""
    return Q(place__in=lying_in(mine))
