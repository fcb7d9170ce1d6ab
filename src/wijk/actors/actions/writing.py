"""Rows of organisations and what hangs on them: areas, traits and words to be found by. Part of a verb that is open."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.text import slugify

from wijk.actors.facts import Facts
from wijk.actors.folding import fold_long, searchable
from wijk.actors.locating import Ground
from wijk.actors.models import Organisation, PlaceOf, Trait, Word
from wijk.core import clock
from wijk.core.text import LANGUAGES, Text
from wijk.territory.queries import fold

BATCH = 2_000
PLAIN = ("title", "kind", "does", "seat", "lon", "lat", "website", "phone", "email", "level")
WRITTEN = (
    *PLAIN, "themes", "languages", "places", "folded", "sorted_nl", "sorted_fr", "sorted_en", "words", "changed_at",
    "confirmed_on", "closed_on", "listing", "outside_id", "outside_link", "reminded_on",
)  # fmt: skip


def fill(row: Organisation, facts: Facts, ground: Ground, kinds: Mapping[str, Text]) -> Organisation:
    """Put facts into a row, with all that is worked out from them. Nothing is saved."""
    for name in PLAIN:
        setattr(row, name, getattr(facts, name))
    places = facts.places or tuple(filter(None, [ground.at(facts.lon, facts.lat)]))
    row.themes, row.languages, row.places = list(facts.themes), list(facts.languages), list(places)
    titles = list(facts.title.values())
    row.folded = " ".join(dict.fromkeys(fold(words) for words in titles))[:400]
    for language in LANGUAGES:
        setattr(row, f"sorted_{language}", fold(facts.title.to(language))[:120])
    kind = kinds.get(facts.kind) or Text()
    row.words = searchable([*titles, *facts.does.values(), *kind.values(), facts.seat])
    row.changed_at = clock.now()
    return row


def facts_of(row: Organisation) -> Facts:
    """What a row says."""
    return Facts(
        themes=tuple(row.themes), languages=tuple(row.languages), places=tuple(row.places),
        **{name: getattr(row, name) for name in PLAIN},
    )  # fmt: skip


def save(rows: Sequence[Organisation], ground: Ground) -> None:
    """Write rows, new ones and others, and what hangs on them."""
    fresh, old = [r for r in rows if r._state.adding], [r for r in rows if not r._state.adding]
    if fresh:
        Organisation.objects.bulk_create(fresh, batch_size=BATCH)
    if old:
        Organisation.objects.bulk_update(old, WRITTEN, batch_size=200)
        keys = [r.pk for r in old]
        for model in (PlaceOf, Trait):
            for i in range(0, len(keys), 500):
                model._default_manager.filter(organisation__in=keys[i : i + 500]).delete()
    areas = [PlaceOf(organisation=r, area=a) for r in rows for a in sorted(ground.touched(r.places))]
    PlaceOf.objects.bulk_create(areas, batch_size=BATCH)
    Trait.objects.bulk_create([t for r in rows for t in _traits(r)], batch_size=BATCH)
    words = {w[:60] for r in rows for words in r.title.values() for w in fold_long(words).split() if len(w) > 2}
    Word.objects.bulk_create(
        [Word(word=w, length=len(w)) for w in sorted(words)], batch_size=BATCH, ignore_conflicts=True
    )


def _traits(row: Organisation) -> Iterable[Trait]:
    yield from (Trait(organisation=row, what="theme", code=code) for code in row.themes)
    yield from (Trait(organisation=row, what="language", code=code) for code in row.languages)


def free_key(title: Text, taken: Collection[str] | None = None) -> str:
    """A short name for the address, that no other organisation has. `taken` are all keys, where many are made at once."""
    bare = slugify(fold(title.to("nl")))[:60].strip("-") or "organisation"
    used = taken
    if used is None:
        used = set(Organisation.objects.filter(key__startswith=bare).values_list("key", flat=True))
    if bare not in used:
        return bare
    number = 2
    while f"{bare}-{number}" in used:
        number += 1
    return f"{bare}-{number}"
