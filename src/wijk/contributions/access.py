"""Who may do what in the room of contributions? Everybody speaks and reads; authors live with what is theirs; the office opens and closes."""

from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.contributions import tokens
from wijk.contributions.models import Category, Contribution, Kind, Opening
from wijk.core import clock
from wijk.core.errors import Absent
from wijk.core.standing import Standing
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.moderation.access import SHOW
from wijk.residence import access as residence
from wijk.residence.queries import Asked, asked

Row = TypeVar("Row", Kind, Category)
KEEPERS: tuple[Role, ...] = ("facilitator", "manager", "clerk", "administrator")
#: Who brings in what others said: at a stand, at the counter, on paper.
HANDS: tuple[Role, ...] = ("facilitator", "manager", "service", "clerk", "association", "administrator")
SUBMIT, ENTER, CONFIRM = "contributions.submit", "contributions.enter", "contributions.confirm"
EDIT, WITHDRAW = "contributions.edit", "contributions.withdraw"
COMMENT, CONFIRM_COMMENT = "contributions.comment", "contributions.confirm_comment"
SEAL = "contributions.seal_supports"
OPEN, CHANGE, CLOSE = "contributions.open", "contributions.change_opening", "contributions.close_opening"
KEEP_KIND, KEEP_CATEGORY = "contributions.keep_kind", "contributions.keep_category"
KEEP_QUESTIONS = "contributions.keep_questions"
LOAD = "contributions.load_voices"

VERBS = [
    Verb.by(SUBMIT, [], _("Somebody said something: {kind}."), "none"),
    Verb.by(ENTER, HANDS, _("Took in what somebody said: {kind}, by {channel}.")),
    Verb.by(CONFIRM, [], _("Somebody confirmed what they said."), "none"),
    Verb.by(EDIT, [], _("Somebody changed the words of what they said."), "none"),
    Verb.by(WITHDRAW, [], _("Somebody took back what they said."), "none"),
    Verb.by(COMMENT, [], _("Somebody commented: {section}."), "none"),
    Verb.by(CONFIRM_COMMENT, [], _("Somebody confirmed a comment."), "none"),
    Verb.by(SEAL, [], _("Sealed {count} voices of support by their common print."), "none"),
    Verb.by(OPEN, KEEPERS, _("Opened a place to speak: “{title}”.")),
    Verb.by(CHANGE, KEEPERS, _("Changed the place to speak “{title}”.")),
    Verb.by(CLOSE, KEEPERS, _("Closed the place to speak “{title}”.")),
    Verb.by(LOAD, KEEPERS, _("Took over {count} contributions from “{source}”.")),
    Verb.by(KEEP_KIND, ["clerk", "administrator"], _("Noted a kind of contribution: “{title}”.")),
    Verb.by(
        KEEP_QUESTIONS,
        ["clerk", "administrator"],
        _("Changed what is asked of “{title}”; questions asked now: {count}."),
    ),
    Verb.by(KEEP_CATEGORY, ["clerk", "administrator"], _("Noted a category of contributions: “{title}”.")),
]
_BY_KEY = Standing(
    lambda *, key: Contribution.objects.filter(key=key).select_related(
        "opening", "kind", "category", "author", "merged_into"
    )
)
#: What stays visible: what was removed leaves its place and its reason.
LEFT = ("shown", "removed", "hidden", "withdrawn")


def person_of(viewer: Viewer) -> Person | None:
    """The person who is looking; None for whoever has no account."""
    return viewer.person if isinstance(viewer, PersonViewer) else None


def is_author(viewer: Viewer, contribution: Contribution, token: str = "") -> bool:
    """Did this viewer say it: by their account, or by the link that its author has?"""
    person = person_of(viewer)
    if person is not None and contribution.person_id == person.pk:
        return True
    author = getattr(contribution, "author", None) if token else None
    return author is not None and tokens.fits(token, contribution.key, author.seed)


def author_token(contribution: Contribution) -> str:
    """The link that its author has, for a room that knows in its own way that it speaks to them; "" where none holds any more."""
    author = getattr(contribution, "author", None)
    return tokens.token_of(contribution.key, author.seed) if author is not None else ""


def may_moderate(viewer: Viewer, contribution: Contribution) -> bool:
    """May this viewer see what is not shown: whoever moderates here?"""
    return bool(viewer.key) and contribution.visibility != "unconfirmed" and viewer.may(SHOW, contribution.area)


def may_look(viewer: Viewer, contribution: Contribution) -> bool:
    """May this viewer see its words and pictures?"""
    return contribution.is_shown or is_author(viewer, contribution) or may_moderate(viewer, contribution)


def open_contribution(viewer: Viewer, key: str, token: str = "") -> Contribution:
    """The contribution with this key. Absent where there is none, or where this viewer may not know of it.

    What was removed, hidden or withdrawn is given, too: its page says so and shows no word of it.
    """
    found: list[Contribution] = _BY_KEY.find(key=key)
    if not found:
        raise Absent("contribution")
    row = found[0]
    if row.visibility in LEFT or is_author(viewer, row, token) or may_moderate(viewer, row):
        return row
    raise Absent("contribution")


def open_own(viewer: Viewer, key: str, token: str = "") -> Contribution:
    """The contribution with this key, for its author alone. Absent for anybody else."""
    row = open_contribution(viewer, key, token)
    if not is_author(viewer, row, token):
        raise Absent("contribution")
    return row


def open_shown(viewer: Viewer, key: str) -> Contribution:
    """The contribution with this key, where everybody may read it and say something to it. Absent otherwise."""
    row = open_contribution(viewer, key)
    if not row.is_shown:
        raise Absent("contribution")
    return row


def enter_load(viewer: Viewer) -> None:
    """The door of the page where what was said elsewhere comes in. Absent for who may not."""
    if not viewer.may(LOAD):
        raise Absent("load")


def check_lives(viewer: Viewer, opening: Opening, session: str = "") -> None:
    """Is enough known of where this viewer lives, for an opening for residents or of a process that asks it? Refused otherwise,
    with what to do. `session` is `residence.access.proof`."""
    if opening.who == "resident" or opening.process:
        residence.check(viewer, lives_scope(opening), session=session or None, **_lives(opening))


def asked_home(opening: Opening) -> Asked:
    """What is asked of where one lives, by the opening itself or by its process."""
    if opening.who != "resident" and not opening.process:
        return Asked()
    told = _lives(opening)
    return asked(lives_scope(opening), *told["also"], least=told["least"])


def home(opening: Opening) -> str:
    """Where one must live; "" where the opening itself does not say."""
    return opening.place if opening.who == "resident" else ""


def hand_of_resident(viewer: Viewer, opening: Opening, session: str = "") -> str:
    """By what a resident counts once there, by whatever way they come; "" where nothing is asked of where one lives."""
    if asked_home(opening).level == "none":
        return ""
    return residence.mark(viewer, lives_scope(opening), session=session or None, **_lives(opening))


def hands_before(viewer: Viewer, opening: Opening, session: str = "") -> list[str]:
    """By what the same resident may have counted there before they were known better."""
    if asked_home(opening).level == "none":
        return []
    return residence.marks_before(viewer, lives_scope(opening), session=session or None)


def known_as(viewer: Viewer, session: str = "") -> list[str]:
    """By what the same person is known under every opening: who they showed themselves to be, and their account. Not to be kept as it is."""
    _held, root = residence.rooted(viewer, session or None)
    found = [f"root:{root}"] if root and (session or viewer.key) else []
    return [*found, *([f"person:{viewer.key}"] if viewer.key else [])]


def known_by_address(address: str) -> list[str]:
    """The same for who gave an address: their account where it has one."""
    person = Person.objects.filter(email=address).first()
    return known_as(PersonViewer(person)) if person is not None else [f"mail:{address}"]


def lives_scope(opening: Opening) -> str:
    """What residence knows an opening by."""
    return f"contributions.opening:{opening.key}"


def _lives(opening: Opening) -> dict[str, Any]:
    return {
        "also": [opening.process] if opening.process else [], "place": home(opening),
        "least": "declared" if opening.who == "resident" else "none",
    }  # fmt: skip


def open_opening(key: str) -> Opening:
    """The opening with this key, whether one can speak there now or not. Absent where there is none."""
    row = Opening.objects.prefetch_related("areas").filter(key=key, active=True).first()
    if row is None or row.opens_at > clock.now():
        raise Absent("opening")
    return row


def keep_opening(viewer: Viewer, key: str, verb: str = CHANGE) -> Opening:
    """The opening, for who may change it. Absent otherwise."""
    row = Opening.objects.prefetch_related("areas").filter(key=key).first()
    if row is None or not viewer.may(verb, ground(row.place)):
        raise Absent("opening")
    return row


def enter_office(viewer: Viewer) -> None:
    """The door of the office. Absent for who opens nothing anywhere."""
    places = getattr(viewer, "places", None)
    if not viewer.may(OPEN) and not (places and places(OPEN)):
        raise Absent("office")


def keep_row(viewer: Viewer, model: type[Row], code: str, verb: str) -> Row | None:
    """The kind or category with this code, for who may change it; None for a new one. Absent otherwise."""
    if not viewer.may(verb):
        raise Absent("office")
    if not code:
        return None
    row: Row | None = model._default_manager.filter(pk=code).first()
    if row is None:
        raise Absent(code)
    return row


def ground(place: str) -> str:
    """Rights are given in areas: who opens in a perimeter does so for the whole city."""
    return "" if place.startswith("perimeter/") else place
