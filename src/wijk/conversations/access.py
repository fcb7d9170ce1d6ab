"""Who may do what with a conversation? Facilitators of its place keep it; everybody votes, as far as it asks nothing more."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.conversations.models import Conversation, State, Statement
from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.processes.access import may_at

KEEPERS: tuple[Role, ...] = ("facilitator", "manager", "clerk", "administrator")
START, CHANGE, OPEN, CLOSE, DROP, SEED, TRANSLATE, ADD, COMMIT = (
    f"conversations.{word}"
    for word in (
        *("start_conversation", "change_conversation", "open_conversation", "close_conversation", "drop_conversation"),
        *("seed_statements", "translate_statement", "add_statement", "commit_votes"),
    )
)

VERBS = [
    Verb.by(START, KEEPERS, _("Prepared the conversation “{title}”.")),
    Verb.by(CHANGE, KEEPERS, _("Changed what is said of the conversation “{title}”.")),
    Verb.by(OPEN, KEEPERS, _("Opened the conversation “{title}” with {statements} statements.")),
    Verb.by(CLOSE, KEEPERS, _("Closed the conversation “{title}”.")),
    Verb.by(DROP, KEEPERS, _("Threw away the draft of the conversation “{title}”.")),
    Verb.by(SEED, KEEPERS, _("Put {statements} statements into the conversation “{title}”.")),
    Verb.by(TRANSLATE, KEEPERS, _("Translated statement {number} of the conversation “{title}”.")),
    Verb.by(ADD, [], _("Added a statement to the conversation “{title}”."), erasure="none"),
    Verb.by(COMMIT, [], _("Sealed {votes} votes by {voices} voices in the conversation “{title}”."), erasure="none"),
]


def may(viewer: Viewer, verb: str, conversation: Conversation) -> bool:
    """May this viewer do `verb` with this conversation?"""
    return may_at(viewer, verb, conversation.place)


def check(viewer: Viewer, verb: str, conversation: Conversation) -> None:
    """NotAllowed for whoever may not do `verb` with this conversation."""
    if not may(viewer, verb, conversation):
        raise NotAllowed(verb)


def keeps_some(viewer: Viewer, verb: str = START) -> bool:
    """May this viewer do `verb` anywhere?"""
    return viewer.may(verb) or (isinstance(viewer, PersonViewer) and bool(viewer.places(verb)))


def open_office(viewer: Viewer) -> None:
    """The desk of conversations, for who keeps one somewhere; absent for everybody else."""
    if not keeps_some(viewer):
        raise Absent("conversation")


def kept_by(viewer: Viewer) -> QuerySet[Conversation]:
    """The conversations that somebody may work on."""
    if viewer.may(CHANGE):
        return Conversation.objects.all()
    mine = viewer.places(CHANGE) if isinstance(viewer, PersonViewer) else frozenset()
    return Conversation.objects.filter(Q(areas__area__in=mine)).distinct()


def open_conversation(viewer: Viewer, key: str) -> Conversation:
    """One conversation that this viewer may read: a public one, or a draft that they keep. Absent and forbidden look the same."""
    row = Conversation.objects.filter(key=key).first()
    if row is None or (row.state == State.DRAFT and not may(viewer, CHANGE, row)):
        raise Absent("conversation")
    return row


def open_for(viewer: Viewer, key: str, verb: str = CHANGE) -> Conversation:
    """One conversation, for whoever may do `verb` with it."""
    row = Conversation.objects.filter(key=key).first()
    if row is None or not may(viewer, verb, row):
        raise Absent("conversation")
    return row


def open_statement(viewer: Viewer, conversation: Conversation, number: int) -> Statement:
    """A statement that everybody may read; also a hidden one, for who keeps the conversation."""
    row = conversation.statements.filter(number=number).first()
    if row is None or (row.visibility != "shown" and not may(viewer, CHANGE, conversation)):
        raise Absent("statement")
    return row
