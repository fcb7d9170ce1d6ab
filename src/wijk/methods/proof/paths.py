"""Is this leaf in that tree, and does this tree continue that one? Proofs of a few hashes, and how they are checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wijk.methods.proof.tree import node_hash

#: Leaves from the first number up to the second.
Span = tuple[int, int]


def _split(size: int) -> int:
    """The largest power of two below `size`, for size > 1."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Which parts of the tree a proof for leaf `index` needs, from the leaf upwards (RFC 6962 section 2.1.1).

    >>> inclusion_spans(0, 7)
    [(1, 2), (2, 4), (4, 7)]
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    start, end, found = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_spans(old: int, size: int) -> list[Span]:
    """Which parts show that the tree of `size` leaves begins with that of `old` leaves (RFC 6962 section 2.1.2).

    >>> consistency_spans(3, 7)
    [(2, 3), (3, 4), (0, 2), (4, 7)]
    """
    if not 0 < old <= size:
        raise ValueError(f"a tree of {size} leaves does not begin with one of {old}")
    start, end, whole, found = 0, size, True, []
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start, whole = middle, False
    return ([] if whole else [(start, end)]) + found[::-1]


def pieces(start: int, end: int) -> list[tuple[int, int]]:
    """The complete subtrees, as (first leaf, height), that make up a part of a tree; `fold` joins their roots.

    >>> pieces(4, 7)
    [(4, 1), (6, 0)]
    """
    found = []
    while start < end:
        height = (end - start).bit_length() - 1
        found.append((start, height))
        start += 1 << height
    return found


def fold(roots: Sequence[bytes]) -> bytes:
    """The root over neighbouring complete subtrees, largest first; at least one."""
    node = roots[-1]
    for left in reversed(roots[:-1]):
        node = node_hash(left, node)
    return node


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Whether a leaf stands where it is said to stand, in the tree with this root."""

    holds: bool
    index: int
    size: int
    root: bytes

    def explain(self) -> tuple[str, Mapping[str, Any]]:
        """Code and parameters of the finding."""
        code = "proof.included" if self.holds else "proof.not-included"
        return code, {"index": self.index, "size": self.size, "root": self.root.hex()}


@dataclass(frozen=True, slots=True)
class Consistency:
    """Whether the longer tree begins with the shorter one."""

    holds: bool
    old: int
    size: int

    def explain(self) -> tuple[str, Mapping[str, Any]]:
        """Code and parameters of the finding."""
        return ("proof.continues" if self.holds else "proof.rewritten"), {"old": self.old, "size": self.size}


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> Inclusion:
    """Does `path` lead from the leaf's hash at `index` to `root`, the root of `size` leaves?"""
    try:
        spans = inclusion_spans(index, size)
    except ValueError:
        return Inclusion(False, index, size, root)
    node = leaf
    for (start, _), step in zip(spans, path, strict=False):
        node = node_hash(step, node) if start < index else node_hash(node, step)
    return Inclusion(len(spans) == len(path) and node == root, index, size, root)


def verify_consistency(old: int, size: int, path: Sequence[bytes], old_root: bytes, root: bytes) -> Consistency:
    """Does `path` show that the tree of `size` leaves with `root` begins with that of `old` leaves with `old_root`?"""
    try:
        spans = consistency_spans(old, size)
    except ValueError:
        return Consistency(False, old, size)
    if len(spans) != len(path):
        return Consistency(False, old, size)
    if old == size:
        return Consistency(old_root == root, old, size)
    steps = list(zip(spans, path, strict=True))
    if old.bit_count() == 1:  # the old tree is a whole subtree, so its root is where the walk begins
        first = second = old_root
    else:
        (_, first), *steps = steps
        second = first
    for (start, _), step in steps:
        if start < old:  # to the left: in both trees
            first, second = node_hash(step, first), node_hash(step, second)
        else:
            second = node_hash(second, step)
    return Consistency(first == old_root and second == root, old, size)
