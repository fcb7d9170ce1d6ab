"""Was anything in the trail changed, and where? Reads every entry once, in order, and every checkpoint."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijk.trail import compute
from wijk.trail.models import Checkpoint, Entry, Head

#: What each finding means; `first` and `last` are indexes of entries, `size` that of a checkpoint.
SENTENCES: dict[str, Any] = {
    "changed": _("Entries {first} to {last} are not what was written: their content does not fit their hash."),
    "missing": _("Entries {first} to {last} are gone."),
    "order": _("Entry {first} does not follow the entry before it: something was removed, inserted or reordered here."),
    "nodes": _("Entry {first} keeps hashes of the tree that do not follow from the entries."),
    "head": _("The trail says that it has {size} entries, and it does not fit the entries that are there ({last})."),
    "unsigned": _("The checkpoint at {size} entries does not carry the signature of this installation."),
    "mismatch": _("The checkpoint at {size} entries vouches for other entries: something between {first} and {last} was rewritten."),
    "truncated": _("A checkpoint vouches for {size} entries, and only {last} are there: the end of the trail was cut off."),
    "stranger": _("The checkpoint that you gave was not signed by this installation."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written."""

    code: str
    first: int = 0
    last: int = 0
    size: int = 0

    def __str__(self) -> str:
        return str(SENTENCES[self.code]).format(first=self.first, last=self.last, size=self.size)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the whole trail found."""

    size: int
    root: str
    checkpoints: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Is everything as it was written?"""
        return not self.findings


@dataclass(slots=True)
class _Walk:
    """The state of one pass over the entries."""

    head: Head
    frontier: compute.Frontier = field(default_factory=compute.Frontier)
    last: str = ""
    known: bool = True  #: False behind a gap of more than one entry: roots cannot be reckoned any more
    findings: list[Finding] = field(default_factory=list)
    roots: dict[int, str] = field(default_factory=dict)


def verify(progress: Callable[[int, int], object] | None = None, *, against: Sequence[compute.Signed] = ()) -> Verdict:
    """Check every entry, the chain, the tree, every kept checkpoint, and those given in `against` (kept elsewhere).

    `progress(done, all)` is called now and then. What was cut off behind the last checkpoint shows only with a checkpoint
    from elsewhere: therefore keep some, or let a newspaper keep them.
    """
    kept = list(Checkpoint.objects.order_by("size"))
    walk = _Walk(Head.objects.filter(pk=1).first() or Head(pk=1))
    wanted = {c.size for c in kept} | {s.note.size for s in against}
    for entry in Entry.objects.order_by("index").iterator(chunk_size=2000):
        _step(walk, entry, wanted)
        if progress and entry.index % 1000 == 0:
            progress(entry.index, walk.head.size)
    _check_head(walk)
    notes = [(c.size, _parsed(c)) for c in kept]
    walk.findings += _check_notes(walk, notes, "unsigned")
    walk.findings += _check_notes(walk, [(s.note.size, s) for s in against], "stranger")
    root = walk.frontier.root().hex() if walk.known else ""
    return Verdict(walk.frontier.size, root, len(kept), tuple(_merged(walk.findings)))


def _step(walk: _Walk, entry: Entry, wanted: set[int]) -> None:
    expected = walk.frontier.size
    if entry.index != expected:
        walk.findings.append(Finding("missing", expected, entry.index - 1))
        _bridge(walk, entry)
    elif entry.previous != walk.last:
        walk.findings.append(Finding("order", entry.index, entry.index))
    if _leaf(entry) != entry.leaf:
        walk.findings.append(Finding("changed", entry.index, entry.index))
    # the tree goes on over what was written, so that one changed entry does not hide what comes after it
    walk.frontier = walk.frontier.append(_bytes(entry.leaf))
    walk.last = entry.leaf
    if walk.known:
        if entry.nodes != [node.hex() for node in walk.frontier.completed]:
            walk.findings.append(Finding("nodes", entry.index, entry.index))
        if walk.frontier.size in wanted:
            walk.roots[walk.frontier.size] = walk.frontier.root().hex()


def _bridge(walk: _Walk, entry: Entry) -> None:
    """Go on behind missing entries: the next one remembers the hash of the last of them."""
    gap = entry.index - walk.frontier.size
    walk.known = walk.known and gap == 1
    for _missing in range(gap if gap < 4096 else 0):
        walk.frontier = walk.frontier.append(_bytes(entry.previous))
    if gap >= 4096:
        size = entry.index
        walk.frontier = compute.Frontier(size, (bytes(32),) * size.bit_count())


def _leaf(entry: Entry) -> str:
    try:
        return compute.leaf(entry).hex()
    except ValueError:  # something that the trail never accepts was put there by other means
        return ""


def _bytes(told: str) -> bytes:
    try:
        return bytes.fromhex(told)
    except ValueError:
        return b""


def _check_head(walk: _Walk) -> None:
    head, there = walk.head, walk.frontier.size
    if head.size > there:
        walk.findings.append(Finding("missing", there, head.size - 1))
    peaks = [peak.hex() for peak in walk.frontier.peaks]
    if head.size != there or head.last != walk.last or (walk.known and head.peaks != peaks):
        walk.findings.append(Finding("head", last=there, size=head.size))


def _parsed(checkpoint: Checkpoint) -> compute.Signed | None:
    try:
        note = compute.parse(checkpoint.note)
    except ValueError:
        return None
    same = (note.note.size, note.note.root.hex(), note.note.at) == (
        checkpoint.size,
        checkpoint.root,
        compute.moment(checkpoint.at),
    )
    return note if same else None


def _check_notes(walk: _Walk, notes: Iterable[tuple[int, compute.Signed | None]], forged: str) -> Iterator[Finding]:
    good = 0
    for size, note in sorted(notes, key=lambda pair: pair[0]):
        if note is None or not compute.vouched(note):
            yield Finding(forged, size=size)
        elif size > walk.frontier.size:
            yield Finding("truncated", last=walk.frontier.size, size=size)
        elif size in walk.roots and walk.roots[size] != note.note.root.hex():
            yield Finding("mismatch", first=good, last=size - 1, size=size)
        else:
            good = size


def _merged(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings in order of place, neighbours of one kind as one."""
    held: Finding | None = None
    for finding in sorted(findings, key=lambda f: (f.code, f.first)):
        if held and held.code == finding.code in ("changed", "missing") and finding.first <= held.last + 1:
            held = Finding(held.code, held.first, max(held.last, finding.last))
            continue
        if held:
            yield held
        held = finding
    if held:
        yield held
