"""What belongs to an inquiry besides remarks: its hearing, the opinion of an organ, and what was decided."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.inquiries import access
from wijk.inquiries.actions.holding import LONGEST_REPLY, check_revision, held, note, saved, text_of
from wijk.inquiries.models import Inquiry
from wijk.meetings.models import Meeting
from wijk.organs.models import Decision, Opinion


@transaction.atomic
def set_hearing(
    viewer: Viewer, *, inquiry: Inquiry, meeting: Meeting | None, notes: Text | None = None, revision: int | None = None
) -> Inquiry:  # fmt: skip
    """Say which meeting is the hearing, and what happened there besides the remarks."""
    row = held(inquiry)
    access.check(viewer, access.HEARING, row)
    check_revision(row, revision)
    if row.state == "decided":
        raise Refused("over", _("It was decided: what belongs to it stays as it is."))
    if meeting is not None and not Meeting.objects.shown().filter(pk=meeting.pk).exists():
        raise Refused("not-public", _("A hearing is public. Choose a public meeting."))
    row.hearing, row.hearing_notes = meeting, text_of(notes or Text(), longest=LONGEST_REPLY)
    saved(row, "hearing", "hearing_notes")
    note(viewer, access.HEARING, row, meeting=meeting.key if meeting else "")
    return row


@transaction.atomic
def note_opinion(viewer: Viewer, *, inquiry: Inquiry, opinion: Opinion | None) -> Inquiry:
    """Say which opinion of an organ belongs to it; it is asked and given where opinions are (`organs`)."""
    row = held(inquiry)
    access.check(viewer, access.OPINION, row)
    if row.state == "decided":
        raise Refused("over", _("It was decided: what belongs to it stays as it is."))
    row.opinion = opinion
    saved(row, "opinion")
    note(viewer, access.OPINION, row, opinion=opinion.key if opinion else "")
    return row


@transaction.atomic
def record_decision(viewer: Viewer, *, inquiry: Inquiry, decision: Decision) -> Inquiry:
    """Say what was decided. The decision itself was noted by its organ, on or after the day on which the replies were closed."""
    row = held(inquiry)
    access.check(viewer, access.DECIDE, row)
    if row.state == "decided" and row.decision_id == decision.pk:
        return row
    if row.state != "replied":
        raise Refused("not-replied", _("First every remark has a reply, and the replies are closed."))
    if not (decision.public and decision.organ.public):
        raise Refused("not-public", _("A decision after a public inquiry is public. Choose another one."))
    if row.last is not None and decision.on <= row.last:
        raise Refused("too-early", _("This was decided before the period was over. Choose another one."))
    row.decision, row.state = decision, "decided"
    saved(row, "decision", "state")
    note(viewer, access.DECIDE, row, decision=decision.key, outcome=decision.outcome)
    return row
