"""Writes the trail. Every public verb of the house calls `record` once, inside its own transaction."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.standing import Standing
from wijk.core.subject import Subject
from wijk.core.verbs import all_verbs
from wijk.core.viewer import Viewer
from wijk.trail import compute
from wijk.trail.compute import JSON, Evidence, Signed, evidence, parse
from wijk.trail.exporters import bundle
from wijk.trail.models import Checkpoint, Entry, Head
from wijk.trail.verifying import Finding, Verdict, verify

#: Those of the last line only look, and are here because other rooms enter by this door.
__all__ = [
    "JSON",
    "Evidence",
    "Finding",
    "Line",
    "Signed",
    "Verdict",
    "bundle",
    "checkpoint",
    "evidence",
    "parse",
    "record",
    "record_many",
    "verify",
]  # fmt: skip

#: A checkpoint follows this many entries at the latest, and the first entry of each day.
EVERY = 256
#: So many are written at once.
BATCH = 500
#: Keys that would hold something personal, whatever their value. The trail is public and for ever.
PERSONAL = frozenset(
    {
        *("name", "first_name", "last_name", "full_name", "given_name", "family_name", "surname", "username"),
        *("email", "e_mail", "mail", "phone", "telephone", "mobile", "gsm", "fax", "address", "street_address"),
        *("house_number", "birth", "birthday", "birth_date", "date_of_birth", "national_number", "ssn", "iban"),
        *("ip", "ip_address", "password", "token", "voornaam", "achternaam", "naam", "adres", "telefoon"),
        *("prenom", "prénom", "nom", "adresse", "téléphone"),
    }
)
#: Each verb asks for it.
_HEAD = Standing(
    lambda *, only: Head.objects.select_for_update().filter(pk=only).values_list("size", "peaks", "last", "checked")
)
_ADDRESS = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]{2,}")
_OPAQUE = re.compile(r"[A-Za-z0-9_-]{0,64}")


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be said of one thing that was done."""

    verb: str
    subject: Subject
    area: str = ""
    data: Mapping[str, JSON] = field(default_factory=dict)


class Personal(Refused, ValueError):
    """Something personal was about to enter the trail, which is public and for ever. Who typed it reads the sentence."""


def record(
    viewer: Viewer, *, verb: str, subject: Subject, area: str = "", data: Mapping[str, JSON] | None = None
) -> Entry:
    """Append what was just done. Must be called inside the transaction that does it, so that both happen or neither.

    Raises ValueError for an unknown verb, for anything personal (keys such as "name", e-mail addresses anywhere) and for
    data that is not plain JSON; RuntimeError outside a transaction.
    """
    return _append(viewer, [Line(verb, subject, area, data or {})])[0]


def record_many(viewer: Viewer, lines: Sequence[Line]) -> list[Entry]:
    """Append what was just done by one verb to many things, in this order: each has its own entry, as if `record` wrote it, in few
    queries. Raises what `record` raises, and then nothing is appended."""
    return _append(viewer, lines) if lines else []


def _append(viewer: Viewer, lines: Sequence[Line]) -> list[Entry]:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{lines[0].verb}: the trail is written inside the transaction of the verb")
    for line in lines:
        if line.verb not in all_verbs():
            raise ValueError(f"no room knows the verb {line.verb!r}; list it in VERBS of its access.py")
    plain = [_plain(line.verb, viewer, line.subject, line.area, line.data) for line in lines]
    head = _locked_head()
    entries = [_next(head, viewer, line, data) for line, data in zip(lines, plain, strict=True)]
    Entry.objects.bulk_create(entries, BATCH)
    head.save(force_update=True)
    return entries


def _next(head: Head, viewer: Viewer, line: Line, data: dict[str, JSON]) -> Entry:
    """The entry that comes next, not yet written; the head goes on to it."""
    entry = Entry(
        index=head.size, at=clock.now(), verb=line.verb, actor=viewer.key, kind=line.subject.kind, subject=line.subject.id,
        area=line.area, data=data, previous=head.last,
    )  # fmt: skip
    leaf = compute.leaf(entry)
    grown = compute.frontier(head).append(leaf)
    entry.leaf, entry.nodes = leaf.hex(), [node.hex() for node in grown.completed]
    head.size, head.last, head.peaks = grown.size, entry.leaf, [peak.hex() for peak in grown.peaks]
    if grown.size % EVERY == 0 or head.checked is None or head.checked < entry.at.date():
        _keep_checkpoint(head)
    return entry


@transaction.atomic
def checkpoint() -> Checkpoint:
    """Sign the trail as it is now. Made already for this very size: the one that was made. Refused when it is empty."""
    head = _locked_head()
    if not head.size:
        raise Refused("trail-empty", _("Nothing has been done yet, so there is nothing to vouch for."))
    made = Checkpoint.objects.filter(size=head.size).first() or _keep_checkpoint(head)
    head.save(force_update=True)
    return made


def _locked_head() -> Head:
    """The head, locked until the end of the transaction: on PostgreSQL by row, on SQLite the whole transaction is."""
    rows = _HEAD.ask(only=1)
    if not rows:
        Head.objects.get_or_create(pk=1)
        rows = _HEAD.ask(only=1)
    size, peaks, last, checked = rows[0]
    return Head(id=1, size=size, peaks=peaks, last=last, checked=checked)


def _keep_checkpoint(head: Head) -> Checkpoint:
    at = clock.now()
    root = compute.frontier(head).root()
    note = compute.signed(head.size, root, at)
    head.checked = at.date()
    return Checkpoint.objects.create(size=head.size, root=root.hex(), at=at, note=note.text(), key=note.key.hex())


def _plain(verb: str, viewer: Viewer, subject: Subject, area: str, data: Mapping[str, JSON]) -> dict[str, JSON]:
    """The data as any database gives it back; ValueError when something in it has no place in a public log."""
    if not _OPAQUE.fullmatch(viewer.key):
        raise ValueError(f"{verb}: the key of an actor is opaque letters and digits")
    for words in (subject.id, area, *_words(verb, data)):
        if _ADDRESS.search(words):
            raise Personal("e-mail", _("This text becomes public and holds an e-mail address. Leave the address out."))
    return compute.plain(data)


def _words(verb: str, value: JSON) -> Iterator[str]:
    """All text in `value`; ValueError at a key that would hold something personal."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if str(key).lower().replace("-", "_") in PERSONAL:
                raise ValueError(
                    f"{verb}: {key!r} would be personal, and the trail is public; call it what it is of, or leave it out"
                )
            yield str(key)
            yield from _words(verb, inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _words(verb, inner)
