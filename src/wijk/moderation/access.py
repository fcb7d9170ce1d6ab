"""Who decides what may be shown, and where? The verbs, the doors to the queue, and the guard of forms for everybody."""

import hmac

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.core.errors import Absent
from wijk.core.providers import Look
from wijk.core.subject import Subject
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.moderation import queries
from wijk.moderation.guarding import Guard, Issued, Passed, hand_of, marked
from wijk.moderation.models import SHOWN, TAKING, Item, Reason, Verdict
from wijk.territory.queries import lying_in

#: The guard stands in its own file; other rooms enter by this door.
__all__ = ["Guard", "Issued", "Passed", "hand_of", "marked"]

MODERATORS: list[Role] = ["facilitator", "manager", "clerk"]
KEEPERS: list[Role] = ["manager", "clerk", "administrator"]
SHOW, HIDE, PROPOSE, REMOVE, KEEP = (
    f"moderation.{word}" for word in ("show", "hide", "propose_removal", "remove", "refuse_removal")
)
GRANT, DISMISS = "moderation.grant_appeal", "moderation.dismiss_appeal"
REPORT, APPEAL = "moderation.report", "moderation.appeal"
KEEP_REASON, KEEP_WORDS = "moderation.keep_reason", "moderation.keep_words"

VERBS = [
    Verb.by(SHOW, MODERATORS, _("Looked at something that was said, and shows it.")),
    Verb.by(HIDE, MODERATORS, _("Hid something that was said: “{why}”.")),
    Verb.by(PROPOSE, MODERATORS, _("Hid something and asked for its removal: “{why}”. A second person decides.")),
    Verb.by(REMOVE, MODERATORS, _("Removed something, as the second person who looked at it: “{why}”.")),
    Verb.by(KEEP, MODERATORS, _("Did not agree to a removal, as the second person: it stays hidden.")),
    Verb.by(GRANT, MODERATORS, _("Agreed with an author who appealed: what they said is shown again.")),
    Verb.by(DISMISS, MODERATORS, _("Looked at an appeal as another person, and came to the same: “{why}”.")),
    Verb.by(REPORT, [], _("A reader reported something: “{why}”."), "none"),
    Verb.by(APPEAL, [], _("An author appealed against a decision: “{why}”."), "none"),
    Verb.by(KEEP_REASON, KEEPERS, _("Set a reason for which something is not shown: “{why}”.")),
    Verb.by(KEEP_WORDS, KEEPERS, _("Set the words at which a text waits for a moderator; there are {count}.")),
]


def places(viewer: Viewer, verb: str = SHOW) -> frozenset[str]:
    """Where somebody moderates: references of areas; "" is the whole city and everything in it."""
    if viewer.may(verb):
        return frozenset({""})
    return viewer.places(verb) if isinstance(viewer, PersonViewer) else frozenset()


def enter_office(viewer: Viewer, verb: str = SHOW) -> None:
    """The door of the office pages that stand for no single thing; Absent for who moderates nowhere."""
    if not places(viewer, verb):
        raise Absent("moderation")


def items_of(viewer: Viewer) -> "QuerySet[Item]":
    """What somebody may decide about."""
    return items_in(places(viewer))


def items_in(mine: frozenset[str]) -> "QuerySet[Item]":
    """What was said in one of these areas, or in an area that lies in one of them."""
    if "" in mine:
        return Item.objects.all()
    return Item.objects.filter(area__in=lying_in(mine))


def open_item(viewer: Viewer, key: str, verb: str = SHOW) -> Item:
    """An item, for who may decide about it. Absent and forbidden look the same."""
    found = Item.objects.select_related("reason").filter(key=key).first()
    if found is None or not viewer.may(verb, found.area):
        raise Absent("item")
    return found


def open_shown(about: str) -> tuple[Subject, Look]:
    """Something that everybody reads, as "kind:id", and how it looks; Absent for what is not there, or not shown."""
    try:
        subject = Subject.parse(about)
    except ValueError:
        raise Absent("subject") from None
    found = queries.look(subject) if "\0" not in about else None
    hidden = Item.objects.filter(subject=str(subject)).exclude(visibility=SHOWN).exists()
    if found is None or hidden:
        raise Absent("subject")
    return subject, found


def author_mark(key: str) -> str:
    """The opaque mark of an author, made of the key of their account or of whatever else stays the same; "" for nobody."""
    return salted_hmac("wijk.moderation.author", key, algorithm="sha256").hexdigest() if key else ""


def reader_mark(key: str) -> str:
    """The opaque mark of a reader with an account, for `once` of a report."""
    return salted_hmac("wijk.moderation.reader", key, algorithm="sha256").hexdigest() if key else ""


def open_appeal(key: str, seal: str) -> tuple[Item, Verdict]:
    """What the address of an appeal leads to: the item and the decision that holds. Absent where the address is not whole.
    `actions.appeal` says where something else was decided since."""
    item = Item.objects.select_related("reason").filter(key=key).first()
    if item is None:
        raise Absent("appeal")
    for verdict in item.verdicts.filter(choice__in=TAKING).select_related("reason").order_by("-pk"):
        if hmac.compare_digest(seal.encode(), queries.seal(item, verdict).encode()):
            return item, verdict
    raise Absent("appeal")


def keep_list(viewer: Viewer, verb: str = KEEP_REASON) -> None:
    """The door of the public list and of the words; Absent for who does not keep them."""
    if not viewer.may(verb):
        raise Absent("moderation")


def open_reason(viewer: Viewer, code: str) -> Reason:
    """One reason, for who keeps the list."""
    keep_list(viewer)
    found = Reason.objects.filter(code=code).first()
    if found is None:
        raise Absent("reason")
    return found
