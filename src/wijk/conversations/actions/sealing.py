"""The votes enter the trail all together: one root over salted leaves, without actor, moment or order."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from wijk.conversations import access, queries
from wijk.conversations.compute import commitments
from wijk.conversations.models import Commitment, Conversation, State, Voice, drawn_id, fresh_key
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby, Viewer
from wijk.trail.actions import record

#: How often the votes of an open conversation are sealed.
EVERY = timedelta(hours=24)
#: How long marks are kept after the end, so that people can check their votes or take them back.
KEPT = timedelta(days=30)


@transaction.atomic
def commit_votes(viewer: Viewer, *, conversation: Conversation) -> Commitment | None:
    """Seal the votes as they are now, with one line in the trail that names no actor. None when nothing changed since the last time."""
    if not access.may(viewer, access.CHANGE, conversation):
        raise NotAllowed(access.COMMIT)
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    row.sealed_at = clock.now()
    row.save(update_fields=["sealed_at"])
    made = seal_now(row)
    if made is not None:
        area = "" if row.place.startswith("perimeter/") else row.place
        told: dict[str, Any] = {
            "title": dict(row.title),
            "voices": made.voices,
            "votes": made.votes,
            "root": made.root,
            "sealed": made.number,
        }
        record(
            Passerby(), verb=access.COMMIT, subject=Subject("conversations.conversation", row.key), area=area, data=told
        )
    return made


def seal_now(row: Conversation) -> Commitment | None:
    """The next commitment of a conversation, inside somebody's verb; None where nothing changed."""
    last = row.commitments.last()
    number = last.number + 1 if last else 1
    sealed = commitments.seal(row.key, number, queries.votes_by_mark(row))
    if not sealed.votes or (last is not None and last.print == sealed.print):
        return None
    row.commitments.exclude(leaves=b"").update(leaves=b"")
    return Commitment.objects.create(
        conversation=row, number=number, root=sealed.root, voices=sealed.voices, votes=sealed.votes, print=sealed.print,
        leaves=sealed.leaves, made_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def forget_marks(*, conversation: Conversation) -> int:
    """Throw away what could tell whose votes these are, once everybody had time to check them; how many voices there were."""
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if row.state != State.CLOSED or row.closed_at is None or row.closed_at + KEPT > clock.now():
        raise Refused("too-early", _("People can still check their votes."))
    voices = list(row.voices.all())
    for voice in voices:
        voice.mark = f"{fresh_key()}{drawn_id():x}"
    Voice.objects.bulk_update(voices, ["mark"], batch_size=500)
    row.statements.exclude(author="").update(author="")
    row.commitments.exclude(leaves=b"").update(leaves=b"")
    row.forgotten_at = clock.now()
    row.save(update_fields=["forgotten_at"])
    return len(voices)


def to_seal(now: datetime) -> list[Conversation]:
    """Open conversations whose votes were not sealed for a day, and closed ones for which sheets were typed since their end."""
    begun = Q(state=State.OPEN) & (Q(sealed_at=None) | Q(sealed_at__lte=now - EVERY))
    late = Q(state=State.CLOSED, forgotten_at=None, sealed_at__lt=F("closed_at"))
    fresh = Commitment.objects.filter(made_at__gt=now - EVERY).values("conversation")
    return list(Conversation.objects.filter(begun | (late & ~Q(pk__in=fresh))).order_by("pk")[:20])


def to_forget(now: datetime) -> list[Conversation]:
    """Closed conversations whose marks are no longer needed."""
    return list(
        Conversation.objects.filter(state=State.CLOSED, forgotten_at=None, closed_at__lte=now - KEPT).order_by("pk")[:5]
    )
