"""A screen at a stand or in a community house, and what somebody does there by themselves."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.contributions import actions as contributions
from wijk.contributions.access import ENTER
from wijk.contributions.models import Opening
from wijk.contributions.queries import Where
from wijk.conversations import access as talks
from wijk.conversations import actions as talking
from wijk.conversations.models import Conversation
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import CITY, Subject
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Passerby, Viewer
from wijk.helping import access, consent, visits
from wijk.helping.actions.receipts import Given, give, known_receipt
from wijk.helping.models import SELF, Stop
from wijk.moderation.access import Guard
from wijk.trail.actions import record

#: A screen is open for so long at most; at a stop until an hour after its end.
OPEN_FOR = timedelta(hours=12)
#: So much comes from one screen within an hour: people stand in line, and a machine does not.
MOST = 240
PURPOSE = "helping.counter"


@dataclass(frozen=True, slots=True)
class Here:
    """What somebody says at a screen."""

    opening: Opening
    kind: str
    title: str
    body: str
    language: str
    where: Where | None = None


class AtScreen(Passerby):
    """Somebody whom nobody knows, at a screen that the house put there: what they say there comes in by it."""

    def may(self, verb: str, area: str = "") -> bool:
        """To say something, and nothing else."""
        return verb == ENTER


@transaction.atomic
def open_counter(viewer: Viewer, *, area: str = "", stop: Stop | None = None, language: str = "") -> str:
    """Put a screen up where one works, or at a stop whose host one is. What comes back is what the browser holds from now on: no right
    of this viewer goes with it."""
    if stop is not None and stop not in access.stops_of(viewer):
        raise NotAllowed(access.SCREEN)
    if stop is None and not viewer.may(access.SCREEN, area):
        raise NotAllowed(access.SCREEN)
    until = clock.now() + OPEN_FOR
    if stop is not None:
        area, until = stop.area, min(until, max(stop.ends_at, clock.now()) + access.BEFORE)
    record(
        viewer, verb=access.SCREEN, subject=Subject("helping.stop", stop.key) if stop else CITY, area=access.ground(area)
    )  # fmt: skip
    tongue = language if language in LANGUAGES else LANGUAGES[0]
    return visits.sealed(area, stop.key if stop else "", tongue, until)


def say_here(counter: visits.Counter, visit: visits.Visit, *, said: Here, once: str = "", session: str = "") -> Given:
    """Keep what somebody says at a screen, and give a receipt. The same form of the same person again gives the first back."""
    Guard.pace(PURPOSE, hand=counter.number, most=MOST)
    stop = Stop.objects.filter(key=counter.stop).first() if counter.stop else None
    with transaction.atomic():
        sent = contributions.submit(
            AtScreen(), opening=said.opening, kind=said.kind, title=said.title, body=said.body, language=said.language,
            where=said.where, channel="counter", once=f"screen|{visit.number}|{once}", mark=visit.mark, session=session,
        )  # fmt: skip
        if sent.repeated and (known := known_receipt(sent.contribution)):
            return known
        return give(sent.contribution, stop=stop, agreed=SELF, words=consent.CURRENT)


def vote_here(
    counter: visits.Counter, visit: visits.Visit, *, conversation: Conversation, number: int, choice: str, session: str = ""
) -> None:  # fmt: skip
    """Count a vote of who stands here: a voice of its own for each person, or the one that they have everywhere, where it is asked who
    lives there. Refused with what to do first."""
    somebody = Passerby()
    if lack := talks.lacks(somebody, conversation, session):
        if lack == "account":
            raise Refused("sign-in", _("For this conversation one signs in, on a device of one's own."))
        talks.check_lives(somebody, conversation, session)
    token = talks.token_of(somebody, conversation, session, visit.number)
    if not token:
        raise Refused("no-hand", _("Say first where you live: then your votes count once."))
    Guard.pace(f"{PURPOSE}.vote", hand=counter.number, most=MOST * 10)
    talking.cast_vote(key=conversation.key, voice=token, number=number, choice=choice)
    if session:
        for before in talks.tokens_before(somebody, conversation, session):
            talking.join_voices(conversation=conversation, old=before, new=token)
