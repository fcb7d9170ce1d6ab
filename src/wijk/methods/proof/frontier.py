"""How does a tree grow without keeping it? Its right edge is enough: one hash for each complete subtree."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wijk.methods.proof.tree import EMPTY, node_hash


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree of `size` leaves: the roots of its complete subtrees, largest first (log₂ n at most).

    >>> from wijk.methods.proof.tree import leaf_hash, root
    >>> grown = Frontier().append(leaf_hash(b"a")).append(leaf_hash(b"b")).append(leaf_hash(b"c"))
    >>> grown.size, len(grown.peaks), grown.root() == root([b"a", b"b", b"c"])
    (3, 2, True)
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()
    #: Roots of the subtrees of 2, 4, 8… leaves that the last leaf completed.
    completed: tuple[bytes, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise ValueError(
                f"a tree of {self.size} leaves has {max(self.size, 0).bit_count()} peaks, not {len(self.peaks)}"
            )

    def append(self, leaf: bytes) -> "Frontier":
        """The frontier after one more leaf (its hash)."""
        peaks, completed, node, rest = list(self.peaks), [], leaf, self.size
        while rest & 1:
            node = node_hash(peaks.pop(), node)
            completed.append(node)
            rest >>= 1
        return Frontier(self.size + 1, (*peaks, node), tuple(completed))

    def root(self) -> bytes:
        """The root of the whole tree."""
        if not self.peaks:
            return EMPTY
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = node_hash(peak, node)
        return node

    def explain(self) -> tuple[str, Mapping[str, Any]]:
        """Code and parameters of what this is."""
        return "proof.frontier", {"size": self.size, "root": self.root().hex()}
