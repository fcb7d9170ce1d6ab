"""Who lives here, as far as they said or showed, and by which mark do they count once? And who of the office may do what?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.residence import keys
from wijk.residence.models import LEVELS, Handle, Resident
from wijk.residence.queries.asking import Asked, asked, scope_of
from wijk.residence.queries.cards import place_of
from wijk.residence.queries.places import known, lies_in

KEEPERS: tuple[Role, ...] = ("facilitator", "manager", "clerk", "administrator")
DESK: tuple[Role, ...] = ("clerk", "administrator")
REQUIRE, OFFER, PRINT, SENT, DROP_LETTER, COUNTER, COLUMNS, STAGE, USE, DROP, TALLY = (
    f"residence.{word}"
    for word in (
        *("require", "offer_ways", "print_letters", "letters_sent", "drop_letter", "confirm_at_counter"),
        *("set_columns", "stage_register", "use_register", "drop_register", "tally"),
    )
)

VERBS = [
    Verb.by(REQUIRE, KEEPERS, _("Set what is asked of who takes part: “{level}”.")),
    Verb.by(OFFER, ["manager", "administrator"], _("Set {count} ways by which people can show that they live here.")),
    Verb.by(PRINT, DESK, _("Printed {letters} letters with codes that show where somebody lives.")),
    Verb.by(SENT, DESK, _("Sent {letters} letters with codes, and forgot their addresses.")),
    Verb.by(DROP_LETTER, DESK, _("Did not send a letter with a code that was asked for.")),
    Verb.by(COUNTER, ["facilitator", "service", *DESK], _("Confirmed at the counter that somebody lives here.")),
    Verb.by(COLUMNS, ["administrator"], _("Set by which columns the register is compared: {columns}.")),
    Verb.by(STAGE, DESK, _("Brought a register with {rows} lines to look at.")),
    Verb.by(USE, DESK, _("Put a register with {rows} lines in force.")),
    Verb.by(DROP, DESK, _("Threw away a register that was not in force.")),
    Verb.by(TALLY, [], _("Told how many people showed where they live: {people}."), erasure="none"),
]

#: The cookie of somebody without an account, who asked for it by showing where they live. It goes when the browser is closed.
COOKIE = "residence"
#: How the sentence names what is missing.
MISSING = {
    "declared": _("Say first in which neighbourhood you live. It takes one step, and everybody can do it."),
    "verified": _("Show first that you live here. There are several ways, also without an account."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far it is known where somebody lives: "none", "declared" (they said so) or "verified" (they showed it)."""

    level: str = "none"
    area: str = ""  #: a neighbourhood; for counts and for what lies there, never to be shown beside what they say
    way: str = ""
    until: date | None = None

    def reaches(self, level: str) -> bool:
        """Is this as much as `level`, or more?"""
        return LEVELS.index(self.level) >= LEVELS.index(level)


def standing(viewer: Viewer, request_session: str | None = None) -> Standing:
    """How far it is known where this viewer lives. `request_session` is `proof(request)`, for who has no account. One query."""
    return _known(viewer, request_session)[0]


def mark(
    viewer: Viewer, scope: str, *, session: str | None = None, place: str = "", also: Sequence[str] = (), least: str = "none"
) -> str:  # fmt: skip
    """The opaque mark by which this person counts once within a scope, by whatever way they come; another in each scope.

    "" where less is known than the scope asks, where they live elsewhere than it asks, and for who cannot be known again. `also`:
    scopes that are asked where this one says nothing (the process of a conversation). `session` as in `standing`.
    """
    held, handles = _known(viewer, session)
    if not handles or _lacks(held, asked(scope, *also, least=least), place):
        return ""
    return keys.mark(scope_of(scope), keys.root(handles[0]))


def marks_before(viewer: Viewer, scope: str, *, session: str | None = None) -> list[str]:
    """Marks under which the same person may have counted in this scope before they were known better. To be joined with `mark`."""
    return [keys.mark(scope_of(scope), keys.root(one)) for one in _known(viewer, session)[1][1:]]


def check(
    viewer: Viewer, scope: str, *, session: str | None = None, place: str = "", also: Sequence[str] = (), least: str = "none"
) -> Standing:  # fmt: skip
    """The standing of who may take part. Refused with the sentence that says what to do where too little is known."""
    held, _handles = _known(viewer, session)
    if lack := _lacks(held, asked(scope, *also, least=least), place):
        raise lack
    return held


def allows(
    viewer: Viewer, scope: str, *, session: str | None = None, place: str = "", also: Sequence[str] = (), least: str = "none"
) -> bool:  # fmt: skip
    """Is what is known of this viewer as much as the scope asks?"""
    return _lacks(_known(viewer, session)[0], asked(scope, *also, least=least), place) is None


def rooted(viewer: Viewer, session: str | None = None) -> tuple[Standing, str]:
    """The standing, and the root by which this room counts somebody; "" for who cannot be known again."""
    held, handles = _known(viewer, session)
    return held, keys.root(handles[0]) if handles else ""


def proof(request: HttpRequest) -> str:
    """What the browser of somebody without an account holds, once they showed where they live; "" else. Pages that use it are
    marked `never_cache`."""
    return request.COOKIES.get(COOKIE, "")


def account_of(viewer: Viewer) -> str:
    """The print by which an account is known here; "" for who has none."""
    return keys.handle("account", viewer.key) if isinstance(viewer, PersonViewer) else ""


def _known(viewer: Viewer, session: str | None) -> tuple[Standing, list[str]]:
    """What is known of a viewer, and their handles, the one by which they count first. The account goes before the cookie."""
    own = account_of(viewer)
    if own:
        held, handles = _of(own)
        if held.level != "none" or not session:
            return held, handles
    told = keys.unseal(session or "", proof=True)
    if not told.get("handle"):
        return Standing(), [own] if own else []
    held, handles = _of(told["handle"])
    if held.level == "none" and told.get("area"):
        return Standing("declared", told["area"], "declare"), handles
    if held.level == "none" and own:
        return held, [own]
    return held, handles if held.level != "none" else []


def _of(handle: str) -> tuple[Standing, list[str]]:
    rows = Handle.objects.filter(resident__handles__hash=handle).select_related("resident").order_by("pk")
    found = list(rows)
    if not found:
        return Standing(), [handle]
    ordered = sorted(found, key=lambda row: (keys.KINDS.index(row.kind), row.pk))
    return of_resident(found[0].resident), [row.hash for row in ordered]


def of_resident(row: Resident) -> Standing:
    """The standing that a row gives today."""
    if row.until < clock.today():
        return Standing()
    return Standing(row.level, row.area, row.way, row.until)


def _lacks(held: Standing, asks: Asked, place: str) -> Refused | None:
    if not held.reaches(asks.level):
        return Refused(f"residence-{asks.level}", MISSING[asks.level])
    where = place or asks.place
    if asks.level != "none" and not lies_in(held.area, where):
        return Refused(
            "residence-elsewhere", _("This is asked of those who live there. You said that you live in another place.")
        )
    return None


# --- the office -----------------------------------------------------------------------------------------------------


def spot(place: str) -> str:
    """The area in which a right must hold; for a perimeter, which lies in several, the whole city."""
    return "" if place.startswith("perimeter/") else place


def somewhere(viewer: Viewer, verb: str) -> bool:
    """May this viewer do `verb` anywhere?"""
    return viewer.may(verb) or (isinstance(viewer, PersonViewer) and bool(viewer.places(verb)))


def open_office(viewer: Viewer, verb: str = REQUIRE) -> None:
    """A desk of the office, for who may do its verb somewhere; absent for everybody else."""
    if not somewhere(viewer, verb):
        raise Absent("residence")


def allowed(viewer: Viewer, verb: str, place: str = "") -> None:
    """NotAllowed for whoever may not do `verb` in a place."""
    if not viewer.may(verb, spot(place)):
        raise NotAllowed(verb)


def keeps(viewer: Viewer, scope: str) -> bool:
    """May this viewer say what is asked of who takes part in this? Who works where it is; their own place elsewhere is not enough."""
    return somewhere(viewer, REQUIRE) and viewer.may(REQUIRE, spot(place_of(scope)))


def checked_area(area: str) -> str:
    """A neighbourhood in force; Refused for anything else."""
    if len(area) > 80 or not known(area):
        raise Refused("residence-area", _("Choose the neighbourhood from the list."))
    return area
