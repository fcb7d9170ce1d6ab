"""Names to be found by: written anew whenever areas, streets or places have changed."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from django.db import connection, transaction

from wijk.core.text import Text
from wijk.territory.models import Area, GramCount, Kind, Place, SearchName, Street, Trigram
from wijk.territory.naming import fold, grams
from wijk.territory.queries import RANKS

#: Names written at once; their trigrams are about fifteen times as many.
BATCH = 4000


def renew_search() -> int:
    """Write all names of areas in force, streets and places anew, and how often their threes of letters occur; the number of names.

    Part of a verb that is open: it leaves no entry in the trail of its own.
    """
    with transaction.atomic():
        _empty()
        counts: Counter[str] = Counter()
        last = 0
        names = _all_names()
        while rows := list(islice(names, BATCH)):
            for key, row in enumerate(rows, last + 1):
                row.pk = key
            last += len(rows)
            SearchName.objects.bulk_create(rows)
            pairs = [(gram, row.pk) for row in rows for gram in sorted(grams(row.folded))]
            counts.update(gram for gram, _key in pairs)
            _write_grams(pairs)
        GramCount.objects.bulk_create([GramCount(gram=gram, names=n) for gram, n in counts.items()], batch_size=BATCH)
    return last


def _empty() -> None:
    """Forget all names without loading any; straight away, because a million rows are renewed at once."""
    with connection.cursor() as cursor:
        for model in (Trigram, SearchName, GramCount):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - a name of our own


def _write_grams(pairs: list[tuple[str, int]]) -> None:
    """Rows of two columns in great number: as the database takes them fastest."""
    table = connection.ops.quote_name(Trigram._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} (gram, name_id) VALUES (%s, %s)", pairs)  # noqa: S608 - a name of our own


def _all_names() -> Iterator[SearchName]:
    areas = (
        Area.objects.current().exclude(kind=Kind.NOWHERE).select_related("area_set").order_by("area_set__level", "code")
    )
    for area in areas.iterator(BATCH):
        level = area.area_set.level
        yield from _named(level, area.code, area.name, area.pk, also=area.code if len(area.code) > 4 else "")
    for key, name, place in (
        Street.objects.exclude(main=None).order_by("key").values_list("key", "name", "main_id").iterator(BATCH)
    ):
        yield from _named("street", key, name, place)
    for key, name, place in (
        Place.objects.exclude(neighbourhood=None)
        .order_by("key")
        .values_list("key", "name", "neighbourhood_id")
        .iterator(BATCH)
    ):
        yield from _named("place", key, name, place)


def _named(kind: str, target: str, name: Text, area: int | None, also: str = "") -> Iterator[SearchName]:
    seen: set[str] = set()
    for language, said in [*name.items(), *([("", also)] if also else [])]:
        folded = fold(said)
        if folded and folded not in seen:
            seen.add(folded)
            yield SearchName(
                kind=kind, rank=RANKS[kind], target=target, label=said[:200], language=language, name=name, folded=folded,
                length=len(grams(folded)), area_id=area,
            )  # fmt: skip


def forget_search() -> None:
    """Forget all names, before areas that they lead to are removed; `renew_search` follows in the same transaction."""
    _empty()
