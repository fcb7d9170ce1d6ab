"""How does what was said come to be found? Every action that shows, changes or hides a contribution calls `index` at its end.

Part of a verb that is open: it leaves no entry in the trail of its own. Done twice is as done once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice

from django.db import connection, transaction

from wijk.contributions.cells import step, woven
from wijk.contributions.listed import Listed, ListedTag, ListedWords, SearchPosting, SearchSlip, SearchWord
from wijk.contributions.models import Contribution, ContributionArea
from wijk.contributions.wording import root, slips, words

#: The last bits of a turn tell apart what was said in one second.
BITS = 24
#: So many are written at once.
BATCH = 500
#: So many postings in one statement: SQLite takes a thousand values in its older builds.
MOST_POSTED = 400
#: What waits to be found, inside `gathered`.
_waiting: ContextVar[dict[int, None] | None] = ContextVar("wijk_contributions_waiting", default=None)
_COLUMNS = ("contribution", "kind", "category", "state", "language", "hood", "x", "y", "cell", "supports", "comments")


def index(contribution: Contribution) -> None:
    """Find it from now on as it now stands; forget it where not everybody may read it or it went over into another."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting[contribution.pk] = None
        return
    index_many([contribution])


@contextmanager
def gathered() -> Iterator[None]:
    """Many things are said or change within: they are found at its end, all at once. For what comes in by the thousand.

    Inside a transaction; whatever asks before the end what can be found sees how it stood at the beginning.
    """
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set({})
    try:
        yield
        waiting = list(_waiting.get() or ())
    finally:
        _waiting.reset(token)
    for first in range(0, len(waiting), BATCH):
        index_many(Contribution.objects.filter(pk__in=waiting[first : first + BATCH]).order_by("pk"))


def forget(contribution: Contribution) -> None:
    """Find it no more."""
    _forget([contribution.pk])


def count(contribution: Contribution) -> None:
    """Its supports and comments have changed, and nothing else: one small write."""
    waiting = _waiting.get()
    if waiting is not None:
        waiting[contribution.pk] = None
        return
    told = Contribution.objects.filter(pk=contribution.pk).values_list("supports", "comments").first()
    if told:
        Listed.objects.filter(contribution=contribution.pk).update(supports=told[0], comments=told[1])


def index_many(contributions: Iterable[Contribution]) -> int:
    """The same for many, in batches; how many are found now."""
    found, rows = 0, iter(contributions)
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            shown = [one for one in batch if one.visibility == "shown" and one.merged_into_id is None]
            turns = dict(
                Listed.objects.filter(contribution__in=[one.pk for one in batch]).values_list("contribution", "turn")
            )
            there = {one.pk: turn_of(one) for one in shown}
            _forget([pk for pk, turn in turns.items() if there.get(pk) != turn])
            if shown:
                _list(shown)
                _tag(shown)
                _note(shown)
            found += len(shown)
    return found


@transaction.atomic
def renew() -> int:
    """Write everything anew that makes contributions found; how many are found."""
    with connection.cursor() as cursor:
        for model in (SearchPosting, SearchSlip, SearchWord, ListedWords, ListedTag, Listed):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - a name of our own
    return index_many(Contribution.objects.shown().order_by("pk").iterator(BATCH))


def catch_up(most: int = 2_000) -> int:
    """Find what is shown and was never listed, and forget what is listed and no longer shown; how many."""
    missing = list(Contribution.objects.shown().filter(listed=None).order_by("pk")[:most])
    stale = Listed.objects.exclude(contribution__visibility="shown", contribution__merged_into=None)
    gone = list(stale.values_list("contribution", flat=True)[:most])
    _forget(gone)
    return index_many(missing) + len(gone)


def turn_of(one: Contribution) -> int:
    """Its place among all: the second in which it was said, then its number."""
    return max(0, int(one.given_at.timestamp())) << BITS | one.pk & ((1 << BITS) - 1)


def _list(shown: Sequence[Contribution]) -> None:
    rows = []
    for one in shown:
        x, y = step(one.lon, one.lat) if one.lon is not None and one.lat is not None else (None, None)
        rows.append(
            Listed(
                turn=turn_of(one), contribution=one, kind=one.kind_id, category=one.category_id or "", state=one.state,
                language=one.language, hood=one.area if one.area.startswith("neighbourhood/") else "", x=x, y=y,
                cell=woven(x, y) if x is not None and y is not None else None, supports=one.supports, comments=one.comments,
            )
        )  # fmt: skip
    Listed.objects.bulk_create(rows, update_conflicts=True, unique_fields=["turn"], update_fields=_COLUMNS)


def tags_of(one: Contribution, areas: Iterable[str], opening: str) -> set[str]:
    """What it belongs to."""
    found = {f"area:{area}" for area in areas if area}
    found |= {f"{name}:{value}" for name, value in (("process", one.process), ("about", one.about)) if value}
    return found | {f"opening:{opening}"}


def _tag(shown: Sequence[Contribution]) -> None:
    areas: dict[int, set[str]] = {}
    for pk, area in ContributionArea.objects.filter(contribution__in=shown).values_list("contribution", "area"):
        areas.setdefault(pk, set()).add(area)
    openings = dict(Contribution.objects.filter(pk__in=[s.pk for s in shown]).values_list("pk", "opening__key"))
    wanted = {(turn_of(s), tag) for s in shown for tag in tags_of(s, areas.get(s.pk, ()), openings[s.pk])}
    rows = ListedTag.objects.filter(listed__in=[turn_of(s) for s in shown]).values_list("pk", "listed", "tag")
    there = {(turn, tag): pk for pk, turn, tag in rows}
    if stale := [pk for pair, pk in there.items() if pair not in wanted]:
        ListedTag.objects.filter(pk__in=stale).delete()
    new = sorted(wanted - there.keys())
    ListedTag.objects.bulk_create([ListedTag(listed_id=turn, tag=tag) for turn, tag in new], ignore_conflicts=True)


def _note(shown: Sequence[Contribution]) -> None:
    said = {turn_of(one): words(f"{one.title} {one.body} {one.spot}") for one in shown}
    numbers = _numbers({word for found in said.values() for word in found})
    now = {turn: {numbers[word] for word in found} for turn, found in said.items()}
    before = {pk: set(held) for pk, held in ListedWords.objects.filter(listed__in=now).values_list("listed", "words")}
    changed = {turn: held for turn, held in now.items() if before.get(turn) != held}
    for turn, held in changed.items():
        if stale := before.get(turn, set()) - held:
            SearchPosting.objects.filter(turn=turn, word__in=stale).delete()
    new = sorted((word, turn) for turn, held in changed.items() for word in held - before.get(turn, set()))
    _post(new)
    ListedWords.objects.bulk_create(
        [ListedWords(listed_id=turn, words=sorted(held)) for turn, held in changed.items()],
        update_conflicts=True, unique_fields=["listed"], update_fields=["words"],
    )  # fmt: skip


def _post(pairs: Sequence[tuple[int, int]]) -> None:
    """Word and turn, as they are: some fifty for each contribution, by the hundred thousand for a list from elsewhere."""
    if not pairs:
        return
    table, *names = map(connection.ops.quote_name, (SearchPosting._meta.db_table, "word_id", "turn"))
    with connection.cursor() as cursor:
        for first in range(0, len(pairs), MOST_POSTED):
            part = pairs[first : first + MOST_POSTED]
            places = ", ".join(["(%s, %s)"] * len(part))
            words = f"INSERT INTO {table} ({', '.join(names)}) VALUES {places} ON CONFLICT DO NOTHING"  # noqa: S608 - names of our own
            cursor.execute(words, [value for pair in part for value in pair])


def _numbers(wanted: set[str]) -> Mapping[str, int]:
    """The number of each word; new ones are written with the forms in which their slips meet them, in one order for everybody."""
    known = dict(_in_parts(wanted))
    if new := sorted(wanted - known.keys()):
        SearchWord.objects.bulk_create([SearchWord(word=w, root=root(w)) for w in new], BATCH, ignore_conflicts=True)
        made = dict(_in_parts(set(new)))
        pairs = sorted((form, number) for word, number in made.items() for form in slips(word))
        SearchSlip.objects.bulk_create(
            (SearchSlip(form=form, word_id=number) for form, number in pairs), BATCH * 10, ignore_conflicts=True
        )
        known |= made
    return known


def _in_parts(wanted: set[str]) -> Iterator[tuple[str, int]]:
    listed = sorted(wanted)
    for first in range(0, len(listed), BATCH):
        yield from SearchWord.objects.filter(word__in=listed[first : first + BATCH]).values_list("word", "pk")


def _forget(pks: Sequence[int]) -> None:
    if not pks:
        return
    for turn, held in ListedWords.objects.filter(listed__contribution__in=pks).values_list("listed", "words"):
        SearchPosting.objects.filter(turn=turn, word__in=held).delete()
    Listed.objects.filter(contribution__in=pks).delete()
