"""The votes are reckoned anew when there are enough new ones. Opened by the worker and the command line alone: it loads the methods."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.conversations import queries
from wijk.conversations.actions.gatherings import stale
from wijk.conversations.compute import printing, report
from wijk.conversations.models import Conversation, ReportRow, State
from wijk.conversations.queries import gatherings
from wijk.conversations.queries.reports import REPORT
from wijk.core import clock
from wijk.core.errors import Refused

#: A new report comes when so many more voices took part, or so many more votes were cast, or after so long.
VOICES, VOTES, AFTER = 5, 100, timedelta(hours=24)
#: And never sooner than so many times what the last one took.
RESTS = 20
#: Reports of an open conversation that are kept.
KEPT = 30


def reckon_report(conversation: Conversation, *, seed: int = 0) -> ReportRow | None:
    """Reckon the report of a conversation and keep it; None below its threshold of voices, the last one where nothing changed.

    Nothing is locked while it is reckoned. Killed in the middle, nothing is there, and the next round begins anew.
    """
    started = time.perf_counter()
    matrix = queries.votes_matrix(conversation)
    if len(matrix.voices) < conversation.threshold:
        return None
    mark = printing.printed(matrix)
    last = queries.last_report(conversation)
    if last is not None and last.input_hash == mark and last.seed == seed and last.result.get("shape") == report.SHAPE:
        _touch(last)
        return last
    result = report.reckon(matrix, seed=seed)
    result["took"] = round(time.perf_counter() - started, 3)
    return _keep(conversation, result, mark, seed)


@transaction.atomic
def _keep(conversation: Conversation, result: dict[str, object], mark: str, seed: int) -> ReportRow:
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    last = queries.last_report(row)
    if last is not None and (last.input_hash, last.seed, last.result.get("shape")) == (mark, seed, report.SHAPE):
        return last  # another worker was faster
    now = clock.now()
    made = ReportRow.objects.create(
        conversation=row, method=REPORT, version=report.METHODS[:40], seed=seed, input_hash=mark, result=result,
        made_at=now, published_at=now,
    )  # fmt: skip
    old = row.reports.filter(method=REPORT).order_by("-pk").values_list("pk", flat=True)[KEPT:]
    ReportRow.objects.filter(pk__in=list(old)).delete()
    return made


def _touch(row: ReportRow) -> None:
    """It was looked at again just now: nothing changed."""
    row.made_at = clock.now()
    row.save(update_fields=["made_at"])


def waiting() -> Iterator[Conversation]:
    """Conversations with a report and with meetings whose cards, or whose votes, changed since they were looked at."""
    for row in Conversation.objects.filter(gatherings__cards__isnull=False).distinct().order_by("pk"):
        last = queries.last_report(row)
        if last is not None and stale(row, last.input_hash):
            yield row


def reckon_coverage(conversation: Conversation) -> int:
    """Which viewpoints are there at each meeting whose cards changed; how many meetings."""
    last = queries.last_report(conversation)
    if last is None:
        return 0
    rows = stale(conversation, last.input_hash)
    cards = [gatherings.cards(row) for row in rows]
    told = report.covered(queries.votes_matrix(conversation), cards, [row.asked for row in rows], seed=last.seed)
    for row, many, one in zip(rows, map(len, cards), told, strict=True):
        row.coverage, row.counted, row.input_hash = {**one, "often": gatherings.often(row)}, many, last.input_hash
        row.save(update_fields=["coverage", "counted", "input_hash"])
    return len(rows)


def reckon_now(*, key: str, seed: int = 0) -> ReportRow:
    """For the command line: reckon whatever changed; Refused where too few took part."""
    row = Conversation.objects.filter(key=key).first()
    if row is None:
        raise Refused(
            "conversation-unknown", _("There is no conversation {key}. Check the last part of its address."), key=key
        )
    made = reckon_report(row, seed=seed)
    if made is None:
        raise Refused(
            "too-few-voices", _("Fewer than {most} voices took part; nothing is shown yet."), most=row.threshold
        )  # fmt: skip
    return made


def due(now: datetime) -> Iterator[Conversation]:
    """Conversations whose report is behind their votes. One voice more does not do: the difference of two reports would tell what it said."""
    for row in Conversation.objects.exclude(state=State.DRAFT).order_by("pk").iterator():
        last = queries.last_report(row)
        if _is_due(row, last, now):
            yield row


def _is_due(row: Conversation, last: ReportRow | None, now: datetime) -> bool:
    if last is None:
        return queries.voices(row) >= row.threshold
    if row.state == State.CLOSED:
        if row.closed_at is None:
            return False
        return (
            last.made_at < row.closed_at or row.commitments.filter(made_at__gt=last.made_at).exists()
        )  # sheets typed late
    rest = timedelta(seconds=RESTS * float(last.result.get("took", 0)))
    if last.made_at + rest > now:
        return False
    if last.made_at + AFTER <= now:
        return True
    votes = queries.votes_shown(row)
    if votes == last.result.get("votes"):
        return False
    return votes - int(last.result["votes"]) >= VOTES or queries.voices(row) - int(last.result["voices"]) >= VOICES
