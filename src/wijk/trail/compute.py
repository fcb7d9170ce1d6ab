"""Rows into leaves, leaves into roots, roots into signed checkpoints and evidence."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from django.conf import settings

from wijk.core import clock
from wijk.methods import proof
from wijk.trail import queries
from wijk.trail.models import Entry, Head

JSON: TypeAlias = proof.JSON
Frontier = proof.Frontier
Signed = proof.Signed

#: What a bundle says it is, so that a checker of later years knows how to read it.
BUNDLE = "wijk-evidence/1"


def moment(at: datetime) -> str:
    """A moment as the trail writes it: UTC to the microsecond, ended by Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def content(entry: Entry) -> dict[str, JSON]:
    """Everything of an entry that is hashed; whoever has this can recompute its leaf."""
    return {
        "index": entry.index,
        "at": moment(entry.at),
        "verb": entry.verb,
        "actor": entry.actor,
        "kind": entry.kind,
        "subject": entry.subject,
        "area": entry.area,
        "data": entry.data,
        "previous": entry.previous,
    }


def plain(data: Mapping[str, JSON]) -> dict[str, JSON]:
    """The data as any database gives it back; ValueError when some reader or database would change it."""
    read: dict[str, JSON] = json.loads(proof.canonical(data))
    return read


def leaf(entry: Entry) -> bytes:
    """The leaf hash of an entry as it stands."""
    return proof.leaf_hash(proof.canonical(content(entry)))


def frontier(head: Head) -> Frontier:
    """The right edge of the tree as the head keeps it."""
    return proof.Frontier(head.size, tuple(bytes.fromhex(peak) for peak in head.peaks))


def seed() -> bytes:
    """The secret of this installation that signs checkpoints."""
    return bytes.fromhex(settings.WIJK_SIGNING_KEY)


def public_key() -> bytes:
    """The public key with which anybody checks the checkpoints of this installation."""
    return proof.public_key(seed())


def origin() -> str:
    """What the checkpoints of this installation call themselves; follows from its key, so that no two are the same."""
    return f"wijk/{public_key().hex()[:16]}"


def signed(size: int, root: bytes, at: datetime) -> Signed:
    """A signed note about the first `size` entries."""
    return proof.sign(proof.Note(origin(), size, root, moment(at)), seed())


def parse(text: str) -> Signed:
    """A checkpoint as it is published, to be checked against the key of this installation; ValueError when damaged."""
    return proof.parse(text, public_key())


def vouched(note: Signed) -> bool:
    """Did this installation sign this note?"""
    return note.key == public_key() and note.note.origin == origin() and proof.check(note)


@dataclass(frozen=True, slots=True)
class Evidence:
    """That an entry stands in the trail: the entry, the path to a root, and the signed note of that root."""

    entry: Entry
    path: tuple[bytes, ...]
    note: Signed
    kept: bool  #: the note is one of the trail's own checkpoints, not one made for this occasion

    def bundle(self) -> dict[str, Any]:
        """Everything that a stranger needs to check it without us; plain JSON."""
        return {
            "format": BUNDLE,
            "method": proof.METHOD,
            "entry": content(self.entry),
            "leaf": self.entry.leaf,
            "proof": {
                "index": self.entry.index,
                "size": self.note.note.size,
                "path": [step.hex() for step in self.path],
            },
            "checkpoint": self.note.text(),
            "key": self.note.key.hex(),
        }


def evidence(entry: Entry) -> Evidence:
    """The proof of one entry: against the first checkpoint that covers it, else against the trail as it is now."""
    checkpoint = queries.covering_checkpoint(entry.index)
    if checkpoint is not None:
        note = proof.parse(checkpoint.note, bytes.fromhex(checkpoint.key))
    else:
        head = Head.objects.get(pk=1)
        note = signed(head.size, frontier(head).root(), clock.now())
    return Evidence(entry, path(proof.inclusion_spans(entry.index, note.note.size)), note, checkpoint is not None)


def continues(old: int, size: int) -> tuple[bytes, ...]:
    """The path that shows that the first `size` entries begin with the first `old` ones."""
    return path(proof.consistency_spans(old, size))


def path(spans: Iterable[tuple[int, int]]) -> tuple[bytes, ...]:
    """The roots of these parts of the tree, from the subtrees that entries keep; one query whatever the size."""
    wanted = [proof.pieces(start, end) for start, end in spans]
    ends = {start + (1 << height) - 1 for piece in wanted for start, height in piece}
    rows = Entry.objects.filter(index__in=ends).values_list("index", "leaf", "nodes")
    kept: Mapping[int, list[str]] = {index: [leaf, *nodes] for index, leaf, nodes in rows}
    return tuple(
        proof.fold([bytes.fromhex(kept[start + (1 << height) - 1][height]) for start, height in piece])
        for piece in wanted
    )
