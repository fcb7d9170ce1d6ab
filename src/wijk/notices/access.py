"""Who may do what in notices? Everybody decides for themselves what they hear of.

What somebody follows says what concerns them. So the trail tells that somebody follows something, and neither who nor what.
"""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Verb
from wijk.core.viewer import Viewer
from wijk.notices.models import Follow, Reader
from wijk.notices.queries import reader_of

VERBS: list[Verb] = [
    Verb.by("notices.ask_to_follow", [], _("Somebody asked for letters about something."), "none"),
    Verb.by("notices.follow", [], _("Somebody began to follow something."), "none"),
    Verb.by("notices.confirm", [], _("Somebody confirmed that they want letters."), "none"),
    Verb.by("notices.stop_following", [], _("Somebody stopped following something."), "none"),
    Verb.by("notices.stop", [], _("Somebody asked for no more letters."), "none"),
    Verb.by("notices.change_rhythm", [], _("Somebody changed when they hear of things."), "none"),
    Verb.by("notices.agree_to_large", [], _("Somebody agreed to hear of large projects where they live."), "none"),
    Verb.by("notices.withdraw_from_large", [], _("Somebody no longer wants to hear of large projects."), "none"),
    Verb.by("notices.turn_on_push", [], _("Somebody let a browser tell them of things."), "none"),
    Verb.by("notices.turn_off_push", [], _("Somebody turned the messages of a browser off."), "none"),
    Verb.by(
        "notices.enrol_readers",
        ["administrator", "clerk"],
        _("Took in {count} people who asked on paper to hear of things."),
    ),
    Verb.by("notices.try_again", ["administrator", "clerk"], _("Had {count} letters that had failed sent again.")),
]

#: How long a link that confirms an address is good, in seconds.
GOOD_FOR = 7 * 24 * 3600
_OWN = signing.Signer(salt="notices.reader")
_CONFIRM = signing.TimestampSigner(salt="notices.confirm")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a letter of ours: may decide for the reader that it was written to, and nothing else."""

    reader: str
    key: str = ""

    def may(self, verb: str, area: str = "") -> bool:
        return False


def own_token(reader: str) -> str:
    """The token in each letter to a reader: it opens what they follow, and stops it."""
    return _OWN.sign(reader)


def confirm_token(follow: int) -> str:
    """The token in the letter that asks whether an address is right; good for a week."""
    return _CONFIRM.sign(str(follow))


def open_by_letter(token: str) -> Reader:
    """The reader that a letter was written to; absent where the token is wrong or they are gone."""
    try:
        key = _OWN.unsign(token)
    except signing.BadSignature as fault:
        raise Absent("reader") from fault
    reader = Reader.objects.select_related("person").filter(key=key).first()
    if reader is None:
        raise Absent("reader")
    return reader


def open_pending(token: str) -> Follow:
    """What the letter that asks for a confirmation is about; absent where it is wrong, too old or gone."""
    try:
        key = _CONFIRM.unsign(token, max_age=GOOD_FOR)
    except signing.BadSignature as fault:
        raise Absent("follow") from fault
    found = Follow.objects.select_related("reader__person").filter(pk=key).first() if key.isdigit() else None
    if found is None:
        raise Absent("follow")
    return found


def open_own(viewer: Viewer) -> Reader | None:
    """The reader of whoever is signed in; None where they follow nothing yet. Absent for a passer-by."""
    if not viewer.key:
        raise Absent("reader")
    return reader_of(viewer)


def decides_for(viewer: Viewer, reader: Reader, verb: str) -> None:
    """Only the reader themselves, signed in or with a letter in the hand; NotAllowed for everybody else."""
    by_letter = isinstance(viewer, Holder) and viewer.reader == reader.key
    signed_in = bool(viewer.key) and reader.person is not None and viewer.key == reader.person.key
    if not (by_letter or signed_in):
        raise NotAllowed(verb)


def open_office(viewer: Viewer) -> None:
    """The office page of the letters; absent for everybody else."""
    if not viewer.may("notices.try_again"):
        raise Absent("outbox")
