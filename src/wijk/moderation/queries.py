"""What is shown, what waits, and what was taken away for which reason?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.crypto import salted_hmac

from wijk.core import clock
from wijk.core.providers import Look, LooksAtMany, Moderates, NamesWhatItHolds, providers
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.moderation import rules
from wijk.moderation.figures import Month, Total, by_month, first_month, total
from wijk.moderation.models import (
    APPEAL,
    HIDDEN,
    REMOVAL,
    REMOVED,
    SHOWN,
    TAKING,
    Appeal,
    BlockedWord,
    Item,
    Reason,
    Report,
    Verdict,
)
from wijk.processes.models import Process

#: The figures stand in their own file; other rooms enter by this door.
__all__ = ["Month", "Removed", "There", "Total", "by_month", "first_month", "removed", "removed_many", "total"]


@dataclass(frozen=True, slots=True)
class Removed:
    """What stands where something was taken away: why, since when, whether two people agreed that it is gone for good, and whether
    its author appealed."""

    reason: Text
    code: str
    at: datetime
    final: bool
    appealed: bool


def removed(subject: Subject) -> Removed | None:
    """Why this is not to be read; None where it is, or where nobody has looked yet. One query."""
    return removed_many([subject]).get(str(subject))


def removed_many(subjects: Iterable[Subject]) -> Mapping[str, Removed]:
    """The same for many, by `str(subject)`. One query, one more where something was taken away."""
    names = [str(subject) for subject in subjects]
    rows = Item.objects.filter(subject__in=names, visibility__in=(HIDDEN, REMOVED), reason__isnull=False)
    found = list(rows.select_related("reason"))
    open_ones = (
        set(Appeal.objects.filter(item__in=found, answered=None).values_list("item", flat=True)) if found else set()
    )
    return {row.subject: _removed(row, row.pk in open_ones) for row in found}


def _removed(row: Item, appealed: bool) -> Removed:
    assert row.reason is not None
    return Removed(
        row.reason.title, row.reason.code, row.decided_at or row.entered_at, row.visibility == REMOVED, appealed
    )


def reasons(*, reported: bool = False) -> "QuerySet[Reason]":
    """The public list in its order; `reported` keeps those that readers may give."""
    rows = Reason.objects.filter(active=True)
    return rows.filter(reported=True) if reported else rows


def blocked() -> frozenset[str]:
    """The words at which a text waits."""
    return frozenset(BlockedWord.objects.values_list("word", flat=True))


def provider(kind: str) -> Moderates | None:
    """The room that holds things of this kind."""
    return next((room for room in providers("moderates") if kind in room.kinds), None)


def look(subject: Subject) -> Look | None:
    """The thing as a moderator sees it; None where it is not there any more."""
    room = provider(subject.kind)
    return room.look(subject) if room else None


def print_of(text: str) -> str:
    """A keyed hash of the words, the same for words that differ in spaces, capitals and accents alone; "" for nothing."""
    same = rules.essence(text)
    return salted_hmac("wijk.moderation.print", same, algorithm="sha256").hexdigest() if same else ""


def looks(subjects: Iterable[Subject]) -> dict[Subject, Look]:
    """Many things as a moderator sees them, with few queries where their room can do that; what is gone is left out."""
    by_kind: dict[str, list[Subject]] = {}
    for subject in subjects:
        by_kind.setdefault(subject.kind, []).append(subject)
    found: dict[Subject, Look] = {}
    for kind, some in by_kind.items():
        room = provider(kind)
        many: object = room
        if isinstance(many, LooksAtMany):
            found |= many.looks(some)
        elif room is not None:
            found |= {subject: seen for subject in some if (seen := room.look(subject)) is not None}
    return found


def against(item: Item) -> Verdict | None:
    """The decision by which this is not shown, against which its author may appeal; None where it is shown."""
    if item.visibility not in (HIDDEN, REMOVED):
        return None
    return item.verdicts.filter(choice__in=TAKING).order_by("-pk").first()


def deciders(item: Item) -> frozenset[str]:
    """Who had a hand in it that this is not shown, now or earlier: none of them answers an appeal."""
    return frozenset(item.verdicts.filter(choice__in=(*TAKING, "dismiss")).exclude(by="").values_list("by", flat=True))


def appeal_path(item: Item, verdict: Verdict) -> str:
    """The page on which its author appeals, without its language. Whoever holds it may: it goes to the author alone."""
    return f"appeal/{item.key}/{seal(item, verdict)}/"


def appeal_path_of(subject: Subject) -> str:
    """The same for a room that knows that it shows a page to the author; "" where nothing can be appealed against."""
    item = Item.objects.filter(subject=str(subject), visibility__in=(HIDDEN, REMOVED)).first()
    verdict = against(item) if item else None
    if item is None or verdict is None or item.need == REMOVAL or Appeal.objects.filter(verdict=verdict).exists():
        return ""
    return appeal_path(item, verdict)


def seal(item: Item, verdict: Verdict) -> str:
    """What makes the address of an appeal impossible to guess; another one for each decision."""
    return salted_hmac("wijk.moderation.appeal", f"{item.key}|{verdict.pk}", algorithm="sha256").hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class There:
    """What there is in a queue, for its filters."""

    total: int
    needs: Mapping[str, int]
    areas: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    processes: frozenset[str] = frozenset()


def waiting(rows: "QuerySet[Item]") -> "QuerySet[Item]":
    """Those that wait for somebody, the longest first."""
    return rows.exclude(need="").select_related("reason").order_by("since", "pk")


def counted(rows: "QuerySet[Item]") -> There:
    """What there is; one query."""
    needs: dict[str, int] = {}
    told = rows.order_by().values_list("need", "area", "language", "kind", "process").annotate(n=Count("pk"))
    for need, *_rest, count in told:
        needs[need] = needs.get(need, 0) + count
    each = list(zip(*told, strict=True))[1:5] or [(), (), (), ()]
    return There(sum(needs.values()), needs, *(frozenset(one) - {""} for one in each))


def kind_names() -> Mapping[str, str]:
    """What people write of each kind is called, by the rooms that hold it."""
    named: dict[str, str] = {}
    for room in providers("moderates"):
        many: object = room
        if isinstance(many, NamesWhatItHolds):
            named |= {kind: str(words) for kind, words in many.names.items()}
    return named


def process_names(keys: Iterable[str]) -> Mapping[str, str]:
    """The titles of processes by their keys. One query, none for none."""
    wanted = set(keys)
    rows = Process.objects.filter(key__in=wanted).values_list("key", "title") if wanted else ()
    return {key: title.to() for key, title in rows}


def beside(rows: "QuerySet[Item]", item: Item) -> tuple[str, str]:
    """The keys of those that wait just before and just after this one in the queue; "" where there is none. Two queries."""
    if item.since is None:
        return "", rows.values_list("key", flat=True).first() or ""
    before = Q(since__lt=item.since) | Q(since=item.since, pk__lt=item.pk)
    earlier = rows.filter(before).order_by("-since", "-pk").values_list("key", flat=True).first()
    later = rows.exclude(before).exclude(pk=item.pk).values_list("key", flat=True).first()
    return earlier or "", later or ""


def free_for(rows: "QuerySet[Item]", key: str, most: int = 20) -> list[Item]:
    """The first few that nobody has open, and that this moderator may answer: no removal they asked for, no appeal against
    themselves."""
    now = clock.now()
    open_elsewhere = Q(claimed_until__gt=now) & ~Q(claimed_by=key) & ~Q(claimed_by="")
    had_part = Verdict.objects.filter(by=key, choice__in=(*TAKING, "dismiss")).values("item")
    free = rows.exclude(open_elsewhere).exclude(need=REMOVAL, proposed_by=key).exclude(need=APPEAL, pk__in=had_part)
    return list(free[:most])


def look_of(item: Item) -> Look | None:
    """What the item is about, as a moderator sees it."""
    return look(Subject.parse(item.subject))


def looks_of(items: Iterable[Item]) -> dict[str, Look]:
    """The same for many, by `item.subject`."""
    return {str(subject): seen for subject, seen in looks(Subject.parse(row.subject) for row in items).items()}


def history(item: Item) -> "QuerySet[Verdict]":
    """What was decided about it, the first first."""
    return item.verdicts.select_related("reason").order_by("pk")


def reports_of(item: Item, most: int = 20) -> list[Report]:
    """What readers reported, the newest first."""
    return list(item.reported.select_related("reason").order_by("-pk")[:most])


def open_appeal(item: Item) -> Appeal | None:
    """The appeal that waits for an answer."""
    return item.appeals.filter(answered=None).first()


def appeal_against(verdict: Verdict) -> Appeal | None:
    """The appeal against this decision, with its answer."""
    return Appeal.objects.filter(verdict=verdict).select_related("answered").first()


def not_shown_of(mark: str) -> "QuerySet[Item]":
    """What one author said that is not shown, the newest first; nothing for nobody."""
    rows = Item.objects.filter(author=mark) if mark else Item.objects.none()
    return rows.exclude(visibility=SHOWN).select_related("reason").order_by("-entered_at", "-pk")


def appeal_seals(items: Iterable[Item]) -> dict[int, str]:
    """The seal in the address of an appeal for each of these that can be appealed. One query."""
    by_pk = {row.pk: row for row in items if row.visibility in (HIDDEN, REMOVED) and row.need != REMOVAL}
    last: dict[int, Verdict] = {}
    for verdict in Verdict.objects.filter(item__in=by_pk, choice__in=TAKING).select_related("appeal").order_by("pk"):
        last[verdict.item_id] = verdict
    return {pk: seal(by_pk[pk], verdict) for pk, verdict in last.items() if not hasattr(verdict, "appeal")}


def all_reasons() -> "QuerySet[Reason]":
    """The list with what is out of use."""
    return Reason.objects.all()


def reported_by(mark: str) -> "QuerySet[Report]":
    """What one reader reported."""
    return Report.objects.filter(mark=mark).select_related("reason", "item").order_by("pk")


def said_by(mark: str) -> "QuerySet[Item]":
    """Everything of one author, with appeals."""
    rows = Item.objects.filter(author=mark) if mark else Item.objects.none()
    return rows.select_related("reason").prefetch_related("appeals").order_by("pk")
