"""What does a table of organisations hold, column by column? One answer for the files, the API and the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wijk.actors.models import Organisation
from wijk.actors.queries.keeping import Kept, kept_by
from wijk.core.text import LANGUAGES

Cell = str | float | None
#: Names of the columns, in their order. A file with these names can be taken in again.
COLUMNS: Sequence[str] = (
    "key",
    *(f"title_{language}" for language in LANGUAGES),
    "kind",
    *(f"does_{language}" for language in LANGUAGES),
    "themes", "languages", "areas", "seat", "lon", "lat", "website", "phone", "email", "level",
    "source", "source_link", "source_licence", "source_id", "kept_by", "confirmed_on", "state",
)  # fmt: skip
#: What stands between several values in one cell.
MARK = ";"


@dataclass(frozen=True, slots=True)
class Told:
    """One organisation with who keeps its entry."""

    row: Organisation
    kept: Kept


def told(rows: Iterable[Organisation]) -> list[Told]:
    """Organisations with who keeps each; one query more."""
    listed = list(rows)
    kept = kept_by(listed)
    return [Told(row, kept[row.pk]) for row in listed]


def cells(one: Told) -> list[Cell]:
    """The cells of one line, in the order of `COLUMNS`."""
    o = one.row
    source = o.listing
    return [
        o.key,
        *(o.title.said(language) for language in LANGUAGES),
        o.kind,
        *(o.does.said(language) for language in LANGUAGES),
        MARK.join(o.themes), MARK.join(o.languages), MARK.join(place or "city" for place in o.places),
        o.seat, o.lon, o.lat, o.website, o.phone, o.email, o.level,
        source.title if source else "", o.outside_link or (source.link if source else ""),
        source.licence if source else "", o.outside_id, one.kept,
        o.confirmed_on.isoformat() if o.confirmed_on else "", str(o.state.value),
    ]  # fmt: skip


def in_batches(rows: Iterable[Organisation], size: int = 500) -> Iterator[Told]:
    """`told` for a list of any length, in memory that does not grow."""
    batch: list[Organisation] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= size:
            yield from told(batch)
            batch = []
    yield from told(batch)
