"""Somebody supports what another said, or says something to it, by the hand of one of us, with their agreement: they go home with a receipt
whose code follows it.

A support leaves no line in the trail, like every support; a comment leaves the one that every comment leaves, and that a receipt was given.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijk.contributions import actions as contributions
from wijk.contributions.access import ENTER
from wijk.contributions.models import Contribution
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby, Viewer
from wijk.helping import access, codes, consent
from wijk.helping.actions.receipts import fresh_code
from wijk.helping.models import CHANNELS, SPOKEN, WRITTEN, Slip, Stop
from wijk.trail.actions import record

SUPPORT, COMMENT = "support", "comment"


@dataclass(frozen=True, slots=True)
class Reaction:
    """What somebody does with what another said: they support it, or say something to it; and how they agreed that it is noted."""

    contribution: Contribution
    what: str  #: "support", "comment"
    language: str
    agreed: str  #: "spoken", "written"
    channel: str = "stand"
    section: str = ""
    body: str = ""
    stop: Stop | None = None
    words: int = max(consent.REACTIONS)
    lives: bool = False
    pass_code: str = ""


@dataclass(frozen=True, slots=True)
class GivenSlip:
    """The slip with its code, which nobody can ask for again."""

    slip: Slip
    code: str
    repeated: bool = False


def react_for(viewer: Viewer, *, reaction: Reaction, once: str) -> GivenSlip:
    """Count the support of somebody, or keep what they say to it, and give a receipt. The same `once` gives back the first, with its code.

    NotAllowed for who writes nothing down, and where they do not work; Refused without an agreement, for what is no longer shown, where it
    is asked where one lives and nothing shows it, and for whatever is not right in the words.
    """
    of = reaction.contribution
    duty = access.on_duty(viewer, reaction.stop)
    if not duty.may(ENTER, access.ground(of.opening.place)):
        raise NotAllowed(access.GIVE)
    number = f"{viewer.key}|{once}"
    given = access.once_of(f"slip|{of.key}|{reaction.what}|{number}")
    if known := _known(given):
        return known
    _check(reaction)
    try:
        with transaction.atomic():
            return _keep(viewer, reaction, number, given)
    except IntegrityError:
        if known := _known(given):  # the same form came twice at one moment: the other was first
            return known
        raise


def _known(given: str | None) -> GivenSlip | None:
    row = Slip.objects.select_related("contribution", "comment").filter(once=given).first() if given else None
    return GivenSlip(row, codes.code_of(row.seed), repeated=True) if row else None


def _keep(viewer: Viewer, reaction: Reaction, number: str, given: str | None) -> GivenSlip:
    """The writing, in one transaction."""
    of = reaction.contribution
    proof = contributions.known_by_hand(
        viewer, opening=of.opening, lives=reaction.lives, pass_code=reaction.pass_code, once=number
    )
    seed, code = fresh_code()
    slip = Slip(
        contribution=of, language=reaction.language, seed=seed, mark=codes.mark(code), once=given, stop=reaction.stop,
        consent=reaction.agreed, words=reaction.words,
    )  # fmt: skip
    if reaction.what == SUPPORT:
        hand = contributions.support_by_hand(contribution=of, number=number, session=proof)
        slip.hand, slip.known = hand.mark, hand.known
        slip.save(force_insert=True)
        return GivenSlip(slip, code)
    slip.comment = contributions.comment_by_hand(
        contribution=of, section=reaction.section, body=reaction.body, language=reaction.language, once=f"slip|{number}", session=proof
    )  # fmt: skip
    slip.save(force_insert=True)
    record(
        viewer, verb=access.GIVE, subject=Subject("contributions.contribution", of.key), area=of.area,
        data={"channel": reaction.channel, "agreed": reaction.agreed, "words": reaction.words},
    )  # fmt: skip
    return GivenSlip(slip, code)


def _check(reaction: Reaction) -> None:
    if reaction.channel not in CHANNELS:
        raise Refused("no-channel", _("Say where they told you: at a stand, at the counter, by telephone."))
    if reaction.agreed not in (SPOKEN, WRITTEN) or reaction.words not in consent.REACTIONS:
        raise Refused(
            "no-consent", _("Read out the text, and note how they agreed. Without agreement nothing is kept.")
        )
    if reaction.what not in (SUPPORT, COMMENT):
        raise Refused("no-reaction", _("Choose whether they support it or say something to it."))


@transaction.atomic
def take_back(viewer: Viewer, *, slip: Slip) -> bool:
    """Whoever holds the code takes it back. False where nothing was left to take back; a second time changes nothing."""
    row = Slip.objects.select_for_update(of=("self",)).select_related("contribution", "comment").get(pk=slip.pk)
    if row.comment is None:
        hand = contributions.Hand(row.hand, row.known)
        counted = contributions.counts(row.contribution, hand)
        contributions.take_back_support(contribution=row.contribution, hand=hand)
        return counted
    if not contributions.take_back_comment(row.comment):
        return False
    of = row.contribution
    record(Passerby(), verb=access.TAKE_BACK, subject=Subject("contributions.contribution", of.key), area=of.area)
    return True
