"""Whose hand is on the button? The account that is signed in, else the cookie of this conversation, else nobody yet.

Where a conversation asks where people live, one person counts once by whatever way they showed it (`residence.access.mark`).
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from wijk.conversations import access, tokens
from wijk.conversations.access import Asks
from wijk.conversations.models import Conversation
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import LANGUAGES
from wijk.core.viewer import viewer_of
from wijk.moderation.access import hand_of
from wijk.moderation.models import Pace
from wijk.residence import access as residence

#: The cookie lives as long as a long conversation does.
AGE = 180 * 24 * 3600
#: New voices from one network in an hour: a school or a community house shares one.
NEW_VOICES = 500


@dataclass(frozen=True, slots=True)
class Hand:
    """A token, its mark, and whether the token is known by a cookie alone. Without token: nobody voted from here."""

    token: str = ""
    mark: str = ""
    passing: bool = True
    home: bool = False  #: it is asked where one lives


def hand_of_request(request: HttpRequest, asks: Asks) -> Hand:
    """Who is here. Nothing is made and nothing is set."""
    viewer = viewer_of(request)
    home = access.asked_home(asks).level != "none"
    if home or viewer.key:
        token = access.token_of(viewer, asks, residence.proof(request))
        return Hand(token, tokens.mark(asks.key, token) or "", passing=False, home=home)
    token = cookie_of(request, asks)
    mark = tokens.mark(asks.key, token) if token else None
    return Hand(token, mark) if mark else Hand()


def mark_for_totals(request: HttpRequest, row: Conversation) -> str:
    """The mark by which this visitor may know how others voted; "" where that asks for none, so that nothing is looked up."""
    return hand_of_request(request, row).mark if row.totals == "voted" and not row.tells_all else ""


def at_once(request: HttpRequest, asks: Asks) -> Hand | None:
    """The hand of a passer-by who voted here before, where the conversation itself asks nothing; None where one has to look closer.

    Nobody is asked: whether it is asked elsewhere where one lives is looked up with the vote (`actions.HomeAsked`).
    """
    token = "" if asks.who != "anybody" or viewer_of(request).key else cookie_of(request, asks)
    mark = tokens.mark(asks.key, token) if token else None
    return Hand(token, mark) if mark else None


def earlier(request: HttpRequest, asks: Asks) -> list[str]:
    """Tokens under which the same person may have voted before it was known better who lives there: an account is now linked to a
    pass, or to a line of the register."""
    return access.tokens_before(viewer_of(request), asks, residence.proof(request))


def cookie_of(request: HttpRequest, asks: Asks) -> str:
    """The token that this browser was given, on the pages of this conversation alone."""
    return next((request.COOKIES[name] for name in _names() if name in request.COOKIES), "")


def lacks(request: HttpRequest, asks: Asks) -> str:
    """What this visitor must do before voting: "account", "residence", or "" for nothing."""
    return access.lacks(viewer_of(request), asks, residence.proof(request))


def begin(request: HttpRequest, asks: Asks) -> Hand:
    """The hand that votes now, a new one where nobody voted from here. Refused where the conversation asks for more."""
    found = hand_of_request(request, asks)
    if found.home:
        access.check_lives(viewer_of(request), asks, residence.proof(request))
    if asks.who == "account" and not viewer_of(request).key:
        raise Refused("sign-in", _("For this conversation you sign in first. Your votes still carry no name."))
    if found.token:
        return found
    if found.home:  # enough is known of where they live, and nothing of who they are
        raise Refused("unknown-hand", _("Show first where you live, in this browser: then your votes count once."))
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    if Pace.objects.step("conversations.voice", hand_of(request), hour) > NEW_VOICES:
        raise Refused(
            "many-voices", _("Very many people vote from your network in this hour. Try again in an hour, or sign in.")
        )
    token = tokens.fresh(asks.key)
    return Hand(token, tokens.mark(asks.key, token) or "")


def remember(response: HttpResponse, asks: Asks, hand: Hand) -> None:
    """Give a passer-by the cookie by which they can change and take back their votes; on the pages of this conversation alone."""
    if not hand.passing:
        return
    for language, name in zip(LANGUAGES, _names(), strict=True):
        response.set_cookie(
            name, hand.token, max_age=AGE, path=_path(language, asks), httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip


def forget(response: HttpResponse, asks: Asks) -> None:
    """Take the cookie away."""
    for language, name in zip(LANGUAGES, _names(), strict=True):
        response.delete_cookie(name, path=_path(language, asks), samesite="Lax")


def _names() -> list[str]:
    """One name a language, because the addresses of a conversation begin with it."""
    return [f"voice_{language}" for language in LANGUAGES]


def _path(language: str, asks: Asks) -> str:
    return f"/{language}/conversations/{asks.key}/"
