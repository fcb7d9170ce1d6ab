"""Somebody types a sheet: its code, then its fields. What is typed is kept at once; a colleague may go on where it was left.

A sheet has no line of its own in the trail: the batch has one when it begins and one with all its counts when it is closed, and the
room that takes a sheet in writes what it always writes. A thousand lines about typing would bury what matters.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.providers import PaperForm
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.sheets import codes, papers
from wijk.sheets.actions.batches import check_open
from wijk.sheets.actions.handing import hand_over, hand_over_all
from wijk.sheets.models import MAY_COME_BACK, OUT, Batch, Reason, Scan, Sheet, State, Typing
from wijk.sheets.words import REASONS

#: Whoever touched nothing for so long has left it; a colleague may go on.
LEFT = timedelta(minutes=10)
#: So much of a silence counts as work: people look at the paper, and people have coffee.
PAUSE = 120


def take_up(viewer: Viewer, *, batch: Batch, code: str, scan: Scan | None = None) -> Sheet:
    """Find the sheet with this code and begin to type it, or go on. It belongs to this batch from now on.

    Refused, with a sentence, for what is no code, is no code of ours, was taken in or declared void, or is a colleague's at the moment.
    """
    check_open(viewer, batch)
    typed = codes.read(code)
    if typed is None:
        raise Refused(
            "code-misread", _("This is no code of a sheet: at least one sign is wrong. Look at the paper again.")
        )
    try:
        with transaction.atomic():
            sheet = Sheet.objects.select_for_update(of=("self",)).select_related("printing").filter(mark=codes.mark(typed)).first()  # fmt: skip
            if sheet is None:
                raise Refused("code-unknown", _("No sheet of ours has this code. Look at the paper again."))
            _check_comes_in(viewer, sheet, batch)
            if sheet.state in (*OUT, State.VOID):
                Batch.objects.select_for_update().get(pk=batch.pk)  # from here on nobody closes it
                check_open(viewer, batch)
                sheet.state, sheet.batch, sheet.code, sheet.reason, sheet.on = State.BACK, batch, typed, "", None
                sheet.save(update_fields=["state", "batch", "code", "reason", "on"])
            if sheet.state in (State.BACK, State.SECOND) or (sheet.state == State.WRONG and not sheet.printing.double):
                _begin(viewer, sheet)
            if scan is not None:
                Scan.objects.filter(pk=scan.pk, batch=batch).update(sheet=sheet)
    except IntegrityError:  # a colleague took up the same sheet in the same moment, and was first
        raise _busy() from None
    return sheet


def _check_comes_in(viewer: Viewer, sheet: Sheet, batch: Batch) -> None:
    """Is there something to do with this sheet, here and by this viewer?"""
    told = {"number": sheet.number, "title": sheet.printing.title}
    if sheet.state == State.TAKEN:
        day = date_format(sheet.on, "DATE_FORMAT") if sheet.on else ""
        raise Refused(
            "sheet-taken", _("Sheet {number} of “{title}” was taken in on {day}. A sheet counts once."), day=day, **told
        )
    if sheet.state == State.VOID and sheet.reason not in MAY_COME_BACK:
        why = str(REASONS[Reason(sheet.reason)])
        raise Refused("sheet-void", _("Sheet {number} of “{title}” was declared void: {reason}."), reason=why, **told)
    if sheet.batch_id not in (None, batch.pk) and sheet.state != State.VOID:
        raise Refused("sheet-elsewhere", _("Sheet {number} of “{title}” lies in another pile."), **told)
    if sheet.state == State.READY:
        raise Refused("sheet-ready", _("Sheet {number} of “{title}” was typed already."), **told)
    try:
        papers.forms_of(Subject.parse(sheet.printing.subject), viewer, sheet.printing.language)
    except Absent:
        raise Refused(
            "sheet-not-yours", _("You may not take in “{title}”. Ask a colleague of the place that it is for."), **told
        ) from None
    if sheet.state == State.DIFFERS and sheet.typings.filter(hand=codes.hand(viewer)).exists():
        raise third()


def third() -> Refused:
    """Whoever typed does not settle."""
    return Refused(
        "third-person", _("You typed this sheet yourself. Somebody else settles what was typed differently.")
    )


def keep(viewer: Viewer, *, batch: Batch, sheet: Sheet, values: Mapping[str, str]) -> bool:
    """Keep what was typed so far. False where there is nothing to keep it in: it was finished, or a colleague has it."""
    check_open(viewer, batch)
    with transaction.atomic():
        row = _locked(batch, sheet)
        mine = row.typings.select_for_update().filter(hand=codes.hand(viewer), done=False).first()
        if mine is None:
            return False
        _note(mine, papers.cleaned(papers.read(row.printing.told), values))
        return True


def finish(viewer: Viewer, *, batch: Batch, sheet: Sheet, values: Mapping[str, str]) -> Sheet:
    """A sheet was typed whole. Where one person is enough, or both typed the same, it goes to the room that it is for, at once.

    The same form once more changes nothing. What was typed is safe before it goes anywhere.
    """
    check_open(viewer, batch)
    with transaction.atomic():
        row = _locked(batch, sheet)
        form = papers.read(row.printing.told)
        mine = row.typings.select_for_update().filter(hand=codes.hand(viewer)).first()
        if mine is None:
            raise _busy()
        if mine.done:
            return row
        clean = papers.cleaned(form, values)
        if not any(clean.values()):
            raise Refused("sheet-empty", _("Nothing was typed. If nothing stands on the paper, declare it void."))
        _note(mine, clean, done=True)
        _move_on(row, form, mine)
    if row.state == State.READY:
        row = hand_over(viewer, sheet=row)
        with suppress(Refused):  # what somebody who died left behind goes along
            hand_over_all(viewer, batch=batch)
    return row


def _locked(batch: Batch, sheet: Sheet) -> Sheet:
    row = Sheet.objects.select_for_update(of=("self",)).select_related("printing").filter(pk=sheet.pk, batch=batch).first()  # fmt: skip
    if row is None:
        raise Absent("sheet")
    return row


def _begin(viewer: Viewer, sheet: Sheet) -> None:
    """Give this viewer a round to type, or the one that they have. Refused when both rounds are others'."""
    hand, now = codes.hand(viewer), clock.now()
    rounds = list(sheet.typings.select_for_update())
    mine = next((one for one in rounds if one.hand == hand), None)
    if sheet.state == State.WRONG:
        _reopen(rounds, hand, now)
        return
    if mine is not None:
        if mine.done:
            raise Refused("second-person", _("You typed this sheet the first time. Somebody else types it the second time."))  # fmt: skip
        mine.touched_at = now
        mine.save(update_fields=["touched_at"])
        return
    free = _free_round(sheet, rounds)
    if free:
        Typing.objects.create(sheet=sheet, round=free, hand=hand, touched_at=now)
        return
    left = next((one for one in rounds if not one.done and one.touched_at < now - LEFT), None)
    if left is None:
        raise _busy()
    left.hand, left.touched_at = hand, now
    if sheet.printing.double:  # nobody goes on with what somebody else read: the second look would not be a second one
        left.values, left.seconds = {}, 0
    left.save(update_fields=["hand", "touched_at", "values", "seconds"])


def _free_round(sheet: Sheet, rounds: Sequence[Typing]) -> int:
    """The round that nobody has; 0 where there is none."""
    asked = (1, 2) if sheet.printing.double else (1,)
    return next((number for number in asked if number not in {one.round for one in rounds}), 0)


def _reopen(rounds: Sequence[Typing], hand: str, now: datetime) -> None:
    """A sheet that was refused: whoever has the paper corrects it."""
    for one in rounds:
        if one.hand != hand and one.touched_at > now - LEFT:
            raise _busy()
        one.hand, one.touched_at = hand, now
        one.save(update_fields=["hand", "touched_at"])


def _busy() -> Refused:
    return Refused("sheet-busy", _("A colleague is typing this sheet. Take the next one."))


def _note(mine: Typing, values: papers.Values, *, done: bool = False) -> None:
    now = clock.now()
    mine.seconds += max(0, min(PAUSE, round((now - mine.touched_at).total_seconds())))
    mine.touched_at, mine.values, mine.done = now, values, done
    mine.save(update_fields=["seconds", "touched_at", "values", "done"])


def _move_on(row: Sheet, form: PaperForm, mine: Typing) -> None:
    """Where the sheet goes now, and what the batch counts."""
    whole = list(row.typings.filter(done=True))
    asked = 2 if row.printing.double else 1
    compared = differing = 0
    if len(whole) < asked:
        row.state = State.SECOND if asked == 2 else row.state
    else:
        unlike = papers.unlike(form, whole[0].values, whole[1].values) if asked == 2 else []
        compared, differing = (len(form.fields), len(unlike)) if asked == 2 else (0, 0)
        row.state, row.values, row.fault = (State.DIFFERS, {}, {}) if unlike else (State.READY, whole[0].values, {})
    row.save(update_fields=["state", "values", "fault"])
    Batch.objects.filter(sheets=row).update(
        typings=F("typings") + 1, seconds=F("seconds") + mine.seconds, compared=F("compared") + compared,
        differing=F("differing") + differing,
    )  # fmt: skip
