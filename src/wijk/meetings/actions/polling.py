"""Let members choose the moment: a few options, what each says of them, and a choice that plans the meeting."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.meetings import access, times
from wijk.meetings.actions.ground import Facts, check_organ, held, tell, touch
from wijk.meetings.actions.planning import made
from wijk.meetings.models import ANSWERS, Meeting, PollAnswer, PollOption
from wijk.organs.models import Mandate, Organ
from wijk.trail.actions import JSON

#: More options than this nobody reads.
MOST = 20


@transaction.atomic
def open_poll(
    viewer: Viewer,
    *,
    organ: Organ,
    title: Text,
    options: Sequence[times.Moment],
    until: date,
    where: Text | None = None,
    process: str = "",
    **facts: Unpack[Facts],
) -> Meeting:
    """Prepare a meeting whose moment the members choose among two options or more, until a day."""
    access.may_keep(viewer, organ, "meetings.open_poll")
    moments = sorted({times.checked(option) for option in options}, key=lambda m: (m.starts_at, m.ends_at))
    if not 2 <= len(moments) <= MOST:
        raise Refused("poll-options", _("Offer between 2 and {most} different moments."), most=MOST)
    if times.local(moments[0].starts_at).date() < until or until < clock.today():
        raise Refused(
            "poll-until",
            _("The last day to answer lies in the future, and not after the first of the moments. Choose another day."),
        )
    for moment in moments:
        check_organ(organ, moment)
    row = made(organ, title, None, where or Text(), process, facts)
    row.poll_until = until
    row.save(update_fields=["poll_until"])
    PollOption.objects.bulk_create(
        PollOption(meeting=row, starts_at=m.starts_at, ends_at=m.ends_at, all_day=m.all_day) for m in moments
    )
    tell(viewer, "meetings.open_poll", row, options=len(moments), until=until.isoformat())
    return row


@transaction.atomic
def answer_poll(
    viewer: Viewer, *, meeting: Meeting, mandate: Mandate, answers: Mapping[int, str], token: str = ""
) -> int:
    """Say of options (by their number in the database) "yes", "maybe" or "no"; gives how many were said.

    By the member with an account, by whoever holds the member's own link (`token`), or by the office for who answered by phone.
    """
    row = Meeting.objects.select_for_update(of=("self",)).select_related("organ").get(pk=meeting.pk)
    own = _is_member(viewer, row, mandate) or _by_link(row, mandate, token)
    if not (own or access.keeps(viewer, row)) or mandate.organ_id != row.organ_id:
        raise NotAllowed("meetings.answer_poll")
    if row.state != "polling" or (row.poll_until is not None and row.poll_until < clock.today()):
        raise Refused("poll-closed", _("The moment is no longer being chosen. Ask whoever invites you."))
    known = set(row.options.values_list("pk", flat=True))
    if unknown := set(answers) - known:
        raise Refused("poll-option", _("There is no moment {option} to choose."), option=min(unknown))
    if wrong := set(answers.values()) - set(ANSWERS):
        raise Refused("poll-answer", _("“{answer}” is no answer. Choose yes, if need be, or no."), answer=min(wrong))
    for pk, answer in answers.items():
        PollAnswer.objects.update_or_create(option_id=pk, mandate=mandate, defaults={"answer": answer})
    tell(viewer, "meetings.answer_poll", row, by="member" if own else "office")
    return len(answers)


def _is_member(viewer: Viewer, row: Meeting, mandate: Mandate) -> bool:
    live = row.organ.mandates.on(clock.today()).filter(pk=mandate.pk, person__key=viewer.key)
    return bool(viewer.key) and live.exists()


def _by_link(row: Meeting, mandate: Mandate, token: str) -> bool:
    try:
        return bool(token) and access.poll_mandate(row, token).pk == mandate.pk
    except Absent:
        return False


@transaction.atomic
def close_poll(viewer: Viewer, *, meeting: Meeting, option: PollOption) -> Meeting:
    """Choose one of the options: the meeting is planned then. The answers are forgotten."""
    row = held(viewer, meeting, "meetings.close_poll")
    if row.state != "polling":
        raise Refused("poll-over", _("The moment was chosen already. Move the meeting instead."))
    chosen = row.options.filter(pk=option.pk).first()
    if chosen is None:
        raise Refused("poll-option", _("There is no moment {option} to choose."), option=option.pk)
    check_organ(row.organ, times.Moment(chosen.starts_at, chosen.ends_at, chosen.all_day))
    row.starts_at, row.ends_at, row.all_day, row.state = chosen.starts_at, chosen.ends_at, chosen.all_day, "planned"
    touch(row, moment=True)
    answered = PollAnswer.objects.filter(option__meeting=row).values("mandate").distinct().count()
    PollAnswer.objects.filter(option__meeting=row).delete()
    told: dict[str, JSON] = {"starts": chosen.starts_at.isoformat(), "answered": answered}
    tell(viewer, "meetings.close_poll", row, **told)
    return row
