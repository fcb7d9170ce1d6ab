"""What is the root of these leaves? Hashing of leaves and nodes, and a tree held in memory."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

#: The root of a tree without leaves.
EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf: SHA-256 of a zero byte and the data.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two nodes beneath one: SHA-256 of a one byte, the left and the right hash.

    >>> node_hash(leaf_hash(b""), leaf_hash(b"\\x00")).hex()[:16]
    'fac54203e7cc696c'
    """
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over the data of all leaves, in order.

    >>> root([]).hex()[:16]
    'e3b0c44298fc1c14'
    """
    return Tree([leaf_hash(data) for data in leaves]).root()


class Tree:
    """A tree over leaf hashes that are all at hand: the plain way, against which the compact ones are checked.

    >>> Tree([leaf_hash(b"")]).root() == leaf_hash(b"")
    True
    """

    def __init__(self, hashes: Sequence[bytes]) -> None:
        self._levels = [list(hashes)]
        while len(self._levels[-1]) > 1:
            low = self._levels[-1]
            self._levels.append([node_hash(low[i], low[i + 1]) for i in range(0, len(low) - 1, 2)])

    def __len__(self) -> int:
        return len(self._levels[0])

    def node(self, start: int, height: int) -> bytes:
        """The root of the complete subtree of 2**height leaves from `start`, which is a multiple of that."""
        return self._levels[height][start >> height]

    def root(self, size: int | None = None) -> bytes:
        """The root of the first `size` leaves (default: of all)."""
        end = len(self) if size is None else size
        if not 0 <= end <= len(self):
            raise ValueError(f"a tree of {len(self)} leaves has no root at {end}")
        return self.span(0, end) if end else EMPTY

    def span(self, start: int, end: int) -> bytes:
        """The root of the leaves from `start` up to `end`, as the definition splits them."""
        if end - start == 1:
            return self._levels[0][start]
        split = 1 << ((end - start - 1).bit_length() - 1)
        if split * 2 == end - start and start % (split * 2) == 0:
            return self.node(start, (split * 2).bit_length() - 1)
        return node_hash(self.span(start, start + split), self.span(start + split, end))
