"""Who may do what with a conversation? Facilitators of its place keep it; everybody votes, as far as it asks nothing more."""

from dataclasses import replace
from typing import Any, Protocol

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.actors.models import Organisation
from wijk.conversations import queries, tokens
from wijk.conversations.models import Conversation, State, Statement
from wijk.conversations.queries import Report
from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.organs import access as organs
from wijk.processes.access import may_at
from wijk.residence import access as residence
from wijk.residence.queries import Asked, asked

KEEPERS: tuple[Role, ...] = ("facilitator", "manager", "clerk", "administrator")
START, CHANGE, OPEN, CLOSE, DROP, SEED, TRANSLATE, ADD, COMMIT = (
    f"conversations.{word}"
    for word in (
        *("start_conversation", "change_conversation", "open_conversation", "close_conversation", "drop_conversation"),
        *("seed_statements", "translate_statement", "add_statement", "commit_votes"),
    )
)
PLACE, GATHER, END, IMPORT = (
    f"conversations.{word}" for word in ("place_points", "start_gathering", "end_gathering", "import_conversation")
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
    Verb.by(PLACE, KEEPERS, _("Placed {points} points of the conversation “{title}” for {who}.")),
    Verb.by(GATHER, KEEPERS, _("Began to gather cards on viewpoints for a meeting, for the conversation “{title}”.")),
    Verb.by(END, KEEPERS, _("Ended the gathering of cards on viewpoints for the conversation “{title}”.")),
    Verb.by(
        IMPORT,
        KEEPERS,
        _("Took in the conversation “{title}”: {votes} votes by {voices} voices on {statements} statements."),
    ),
]

#: What residence calls that which a conversation asks.
LEVELS = {"confirmed": "declared", "resident": "verified"}


class Asks(Protocol):
    """A conversation, or as much of it as a vote needs."""

    @property
    def key(self) -> str: ...

    @property
    def who(self) -> str: ...

    @property
    def place(self) -> str: ...

    @property
    def process(self) -> str: ...


def scope(asks: Asks) -> str:
    """Within what one person counts once, by whatever way they showed where they live."""
    return f"conversations.conversation:{asks.key}"


def scopes(asks: Asks) -> tuple[str, ...]:
    """Whatever may ask where one lives: the conversation, and the process that it belongs to."""
    return (scope(asks), *_also(asks))


def asked_home(asks: Asks) -> Asked:
    """What is asked of where one lives: by the conversation itself, or by the process that it belongs to. One query, or two."""
    return asked(scope(asks), *_also(asks), least=LEVELS.get(asks.who, "none"))


def lacks(viewer: Viewer, asks: Asks, session: str = "") -> str:
    """What this viewer must do before they take part: "account", "residence", or "" for nothing. `session`: `residence.access.proof`."""
    if asks.who == "account" and not viewer.key:
        return "account"
    asked_for = asked_home(asks)
    if asked_for.level == "none" or residence.allows(viewer, scope(asks), session=session or None, **_told(asks)):
        return ""
    return "residence"


def check_lives(viewer: Viewer, asks: Asks, session: str = "") -> None:
    """Refused, with the sentence that says what to do, where less is known of where this viewer lives than is asked."""
    residence.check(viewer, scope(asks), session=session or None, **_told(asks))


def token_of(viewer: Viewer, asks: Asks, session: str = "", passing: str = "") -> str:
    """The token by which this viewer counts once, by whatever way they come; "" for who is nobody yet.

    Where it is asked where one lives, that decides; else the account; else `passing`, what is known of a passer-by while they stand
    at one screen.
    """
    if asked_home(asks).level != "none":
        shown = residence.mark(viewer, scope(asks), session=session or None, **_told(asks))
        return tokens.of_person(asks.key, shown) if shown else ""
    if viewer.key:
        return tokens.of_person(asks.key, viewer.key)
    return tokens.of_visit(asks.key, passing) if passing else ""


def tokens_before(viewer: Viewer, asks: Asks, session: str = "") -> list[str]:
    """Tokens under which the same person may have voted before it was asked, or known better, where they live."""
    marks = residence.marks_before(viewer, scope(asks), session=session or None)
    return [tokens.of_person(asks.key, one) for one in (*marks, *([viewer.key] if viewer.key else []))]


def home(asks: Asks) -> str:
    """Where one must live; "" where the conversation itself does not say."""
    return asks.place if asks.who in LEVELS else ""


def _also(asks: Asks) -> list[str]:
    return [asks.process] if asks.process else []


def _told(asks: Asks) -> dict[str, Any]:
    """What residence is asked: how much must be known, and where they must live."""
    return {"place": home(asks), "least": LEVELS.get(asks.who, "none"), "also": _also(asks)}


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


def speaks_as(viewer: Viewer) -> list[tuple[str, str]]:
    """For whom this viewer may place points anywhere: organisations that they keep, organs that they lead. As (subject, name)."""
    if not isinstance(viewer, PersonViewer):
        return []
    mine = Organisation.objects.filter(
        keepings__person__key=viewer.key, keepings__confirmed_at__isnull=False, keepings__ended_at=None
    ).distinct()[:20]
    firms = [(f"actors.organisation:{one.key}", one.title.to()) for one in mine]
    return firms + [(f"organs.organ:{one.key}", one.title.to()) for one in organs.kept_by(viewer)[:50]]


def may_place(viewer: Viewer, conversation: Conversation, who: str) -> bool:
    """May this viewer place points for this actor: for themselves, or for anybody where they keep the conversation?"""
    if may(viewer, PLACE, conversation):
        return True
    return not who.startswith("group:") and who in {subject for subject, _name in speaks_as(viewer)}


def open_placing(viewer: Viewer, key: str) -> Conversation:
    """A conversation in which this viewer may place points for somebody; absent for everybody else."""
    row = open_conversation(viewer, key)
    if not may(viewer, PLACE, row) and not speaks_as(viewer):
        raise Absent("conversation")
    return row


def told(conversation: Conversation, mark: str | None = None) -> frozenset[int] | None:
    """Of which statements may who has this mark know now how others voted? None: of all; empty: of none.

    The one rule for pages, files, programs and walls: what others said must not weigh on what one says oneself. Until the end
    each conversation tells it to whoever voted on a statement ("voted"), to everybody ("always"), or to nobody ("closed"); a file, a
    program and a wall have voted on nothing. After the end everybody knows it. One query at most.
    """
    if conversation.tells_all:
        return None
    return frozenset(queries.votes_of(conversation, mark)) if conversation.totals == "voted" else frozenset()


def readable_report(conversation: Conversation, mark: str | None = None) -> Report | None:
    """The last report, as far as who has this mark may know it now (`told`); None where there is none, and where it is kept until the
    end. Two queries at most."""
    if not conversation.tells_report:
        return None
    found = queries.report(conversation)
    return replace(found, told=told(conversation, mark)) if found is not None else None


def open_statement(viewer: Viewer, conversation: Conversation, number: int) -> Statement:
    """A statement that everybody may read; also a hidden one, for who keeps the conversation."""
    row = conversation.statements.filter(number=number).first()
    if row is None or (row.visibility != "shown" and not may(viewer, CHANGE, conversation)):
        raise Absent("statement")
    return row
