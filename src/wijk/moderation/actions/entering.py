"""Something was said, or a reader reports something: does a person look at it, and before or after it is shown?"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.providers import Visibility
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Passerby, Viewer
from wijk.moderation import access, limits, queries, rules
from wijk.moderation.models import LOOK, REPORTS, SHOWN, WAITING, Item, Reason, Report
from wijk.moderation.rules import Sign
from wijk.trail.actions import JSON, record
from wijk.ui.plain import clean

#: The same words elsewhere within this time count.
SAME_WITHIN = timedelta(days=30)
#: The longest text of a report.
REPORT_LONGEST = 1000


@transaction.atomic
def enter(
    subject: Subject, *, area: str, process: str, before: bool, author: str, text: str, language: str, slow: bool = False
) -> Visibility:  # fmt: skip
    """Something was said, or said otherwise: is it shown at once ("shown"), or does a moderator look first ("waiting")?

    Part of the verb that says it, inside its transaction: no line in the trail. `before` where this phase looks before it shows;
    `slow` where the guard let somebody in who did no work (`Passed.way`). What was hidden or removed stays so when its words
    change, and a moderator looks at it again; the answer is then "hidden" or "removed". `author` is an opaque mark, best
    `access.author_mark`.
    """
    found = Item.objects.select_for_update().filter(subject=str(subject)[:200]).first()
    row = found or Item(subject=str(subject)[:200], kind=subject.kind[:60], visibility=SHOWN)
    before_print = row.print
    row.area, row.process, row.author = area[:80], process[:100], author[:64]
    row.language = language if language in LANGUAGES else ""
    row.before, row.print = before, queries.print_of(text)
    changed = found is not None and before_print != row.print
    row.version += changed  # who reads it now must not decide about other words
    seen = _signs(row, text, slow=slow)
    row.signs, row.score = [sign.plain() for sign in seen], min(rules.score(seen), 1000)
    if found is not None and row.visibility not in (SHOWN, WAITING):
        if not row.need and changed:
            _wait(row, LOOK)
    elif before or slow or row.score >= rules.ENOUGH:
        row.visibility = WAITING
        _wait(row, LOOK)
    elif found is None:
        row.visibility = SHOWN
    row.save()
    return row.visibility  # type: ignore[return-value]  # the column holds no other word: `item_known_visibility`


def _wait(row: Item, need: str) -> None:
    """It waits for this from now on; what waits already keeps its place."""
    if not row.need:
        row.since = clock.now()
    row.need = row.need or need
    row.version += 1


def _signs(row: Item, text: str, *, slow: bool) -> list[Sign]:
    """What the rules see in the text, and around it."""
    found = rules.signs(text, queries.blocked())
    now = clock.now()
    if len(rules.essence(text)) >= rules.SAME_FROM:
        others = Item.objects.filter(print=row.print, entered_at__gte=now - SAME_WITHIN).exclude(pk=row.pk)[:3].count()
        if others:
            found.append(Sign("same", 4 if others > 1 else 2, {"count": others}))
    if row.author:
        recent = Item.objects.filter(author=row.author, entered_at__gte=now - timedelta(hours=1)).exclude(pk=row.pk)
        if (count := recent.count()) >= limits.of("flood_per_hour"):
            found.append(Sign("flood", rules.ENOUGH, {"count": count}))
    if slow:
        found.append(Sign("slow", rules.ENOUGH))
    return found


@transaction.atomic
def report(viewer: Viewer, *, subject: Subject, reason: str, text: str = "", once: str = "") -> Report:
    """A reader thinks that this should not be shown. `once` is an opaque mark of the reader: the second report with the same changes
    nothing. It stays shown until somebody looked; reports add up on one item.

    Raises Absent for what is not shown, Refused for a reason that is not on the list.
    """
    _subject, look = access.open_shown(str(subject))
    why = queries.reasons(reported=True).filter(code=reason).first()
    if why is None:
        raise Refused("no-reason", _("Choose why this should not be shown."))
    words = clean(text, longest=REPORT_LONGEST)
    held = Item.objects.select_for_update()
    row = held.filter(subject=str(subject)).first() or held.get(pk=_begin(subject, look).pk)
    if once and (known := row.reported.filter(mark=once[:64]).first()) is not None:
        return known
    made = Report.objects.create(item=row, reason=why, words=words, mark=once[:64])
    row.reports += 1
    if row.need or row.reports >= limits.of("reports_needed"):
        _wait(row, REPORTS)
    row.save()
    note(Passerby(), access.REPORT, row, why)
    return made


def _begin(subject: Subject, look: object) -> Item:
    """An item of something that was shown before it was ever looked at."""
    area, process, author = (str(getattr(look, name, "")) for name in ("area", "process", "author"))
    words = {
        "area": area,
        "process": process,
        "author": author[:64],
        "language": str(getattr(look, "language", ""))[:12],
    }
    made, _new = Item.objects.get_or_create(
        subject=str(subject), defaults={"kind": subject.kind, "visibility": SHOWN, **words}
    )
    return made


@transaction.atomic
def leave(subject: Subject) -> None:
    """It is no longer there, because its author took it back: nobody needs to look at it. Part of the verb that did it."""
    Item.objects.filter(subject=str(subject)).update(
        need="", since=None, claimed_by="", claimed_until=None, proposed_by=""
    )


@transaction.atomic
def forget_author(mark: str) -> int:
    """Forget who said things and what they wrote in appeals, by the mark that was given to `enter`. Part of an erasure."""
    if not mark:
        return 0
    rows = Item.objects.filter(author=mark)
    pks = list(rows.values_list("pk", flat=True))
    return _emptied(pks)


def _emptied(items: Sequence[int]) -> int:
    count = 0
    for row in Item.objects.filter(pk__in=items):
        row.author = ""
        count += row.appeals.exclude(words="").update(words="") + 1
        row.save(update_fields=["author"])
    return count


def note(viewer: Viewer, verb: str, row: Item, reason: Reason | None, **more: JSON) -> None:
    """The line of a verb in the trail: codes and the public words of the reason, nothing else."""
    told: dict[str, JSON] = {"reason": reason.code, "why": dict(reason.title)} if reason else {}
    area = "" if row.area.startswith("perimeter/") else row.area
    record(viewer, verb=verb, subject=Subject.parse(row.subject), area=area, data={**told, **more})
