"""Somebody says something, one of us writes it down with their agreement, and they go home with a receipt."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.contributions import actions as contributions
from wijk.contributions.models import Contribution, Opening
from wijk.contributions.queries import Where
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby, Viewer
from wijk.helping import access, codes, consent
from wijk.helping.models import CHANNELS, SPOKEN, WRITTEN, Receipt, Slip, Stop
from wijk.trail.actions import record


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, and how they agreed that it is written down."""

    opening: Opening
    kind: str
    title: str
    body: str
    language: str
    agreed: str  #: "spoken", "written"
    channel: str = "stand"
    where: Where | None = None
    email: str = ""
    stop: Stop | None = None
    words: int = consent.CURRENT  #: the version of the text that was read out
    lives: bool = False  #: they say that they live there, where that is asked
    pass_code: str = ""  #: of their pass, where it is asked that they show it


@dataclass(frozen=True, slots=True)
class Given:
    """The receipt with its code, which nobody can ask for again."""

    receipt: Receipt
    code: str
    repeated: bool = False

    @property
    def contribution(self) -> Contribution:
        """What was written down."""
        return self.receipt.contribution


@transaction.atomic
def write_down(viewer: Viewer, *, said: Said, once: str = "") -> Given:
    """Keep what somebody said and give a receipt. The same `once` gives back the first, with the same code.

    NotAllowed for who writes nothing down, and where they do not work; Refused without an agreement, and for whatever is not right
    in the words, with the sentence that says what.
    """
    duty = access.on_duty(viewer, said.stop)
    if said.channel not in CHANNELS:
        raise Refused("no-channel", _("Say where they told you: at a stand, at the counter, by telephone."))
    if said.agreed not in (SPOKEN, WRITTEN) or said.words not in consent.WORDS:
        raise Refused(
            "no-consent", _("Read out the text, and note how they agreed. Without agreement nothing is kept.")
        )
    proof = contributions.known_by_hand(
        viewer, opening=said.opening, lives=said.lives, pass_code=said.pass_code, once=f"{viewer.key}|{once}"
    )
    sent = contributions.submit(
        duty, opening=said.opening, kind=said.kind, title=said.title, body=said.body, language=said.language,
        where=said.where, channel=said.channel, email=said.email, once=f"{viewer.key}|{once}" if once else "",
        session=proof,
    )  # fmt: skip
    if sent.repeated and (known := known_receipt(sent.contribution)):
        return known
    given = give(sent.contribution, stop=said.stop, agreed=said.agreed, words=said.words)
    record(
        viewer, verb=access.GIVE, subject=Subject("contributions.contribution", sent.contribution.key),
        area=sent.contribution.area, data={"channel": said.channel, "agreed": said.agreed, "words": said.words},
    )  # fmt: skip
    return given


def known_receipt(row: Contribution) -> Given | None:
    """The receipt that was given before, for a form that came twice; None where there is none."""
    known = Receipt.objects.filter(contribution=row).first()
    if known is None:
        return None
    known.contribution = row
    return Given(known, codes.code_of(known.seed), repeated=True)


def give(row: Contribution, *, stop: Stop | None, agreed: str, words: int) -> Given:
    """A new receipt; a part of the verb that keeps what was said."""
    seed, code = fresh_code()
    receipt = Receipt.objects.create(
        contribution=row, seed=seed, mark=codes.mark(code), stop=stop, consent=agreed, words=words
    )
    return Given(receipt, code)


def fresh_code() -> tuple[str, str]:
    """A seed and its code, which no other receipt has."""
    while True:
        seed = codes.fresh_seed()
        code = codes.code_of(seed)
        mark = codes.mark(code)
        if not (Receipt.objects.filter(mark=mark).exists() or Slip.objects.filter(mark=mark).exists()):
            return seed, code


@transaction.atomic
def claim(viewer: Viewer, *, receipt: Receipt) -> Contribution:
    """Take it into one's own account, by the code; its receipt goes on working. A second time changes nothing.

    NotAllowed without an account; Refused where it stands in another account. The trail does not say whose it became.
    """
    if not isinstance(viewer, PersonViewer):
        raise NotAllowed(access.CLAIM)
    row = contributions.hand_over(receipt.contribution, to=viewer.person)
    held = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if held.claimed:
        return row
    held.claimed = receipt.claimed = True
    held.save(update_fields=["claimed"])
    record(Passerby(), verb=access.CLAIM, subject=Subject("contributions.contribution", row.key), area=row.area)
    return row
