"""Under which root do these votes stand? Salted leaves, one a voice, in the order of their hashes (method `proof.salted-pool/1`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from wijk.conversations import tokens
from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.commitments import METHOD, salted_leaf
from wijk.methods.proof.paths import inclusion_spans
from wijk.methods.proof.tree import Tree

__all__ = ["METHOD", "Sealed", "Slip", "entry", "seal", "slip"]

#: Of one voice: (number of the statement, choice), sorted.
Cast = Sequence[tuple[int, int]]
HASH = 32


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is kept of a commitment: the root, and all leaves one after another."""

    root: str
    leaves: bytes
    voices: int
    votes: int
    print: str  #: the same for the same votes of the same voices, whatever the number of the commitment


@dataclass(frozen=True, slots=True)
class Slip:
    """What one voice needs to find its votes under the root."""

    entry: dict[str, JSON]
    salt: str
    index: int
    size: int
    path: tuple[str, ...]
    root: str

    def plain(self) -> dict[str, JSON]:
        """As a file."""
        return {
            "method": METHOD, "entry": self.entry, "salt": self.salt, "index": self.index, "size": self.size,
            "path": list(self.path), "root": self.root,
        }  # fmt: skip


def entry(conversation: str, number: int, votes: Cast) -> dict[str, JSON]:
    """What a leaf stands for: the conversation, which commitment, and the votes by number of statement."""
    said: list[JSON] = [[statement, choice] for statement, choice in sorted(votes)]
    return {"conversation": conversation, "sealed": number, "votes": said}


def seal(conversation: str, number: int, votes: Iterable[tuple[str, Cast]]) -> Sealed:
    """The root over all voices (mark, votes). Leaves stand by their hash: nothing tells who came first."""
    leaves, lines, count = [], [], 0
    for mark, cast in votes:
        leaves.append(_leaf(conversation, number, mark, cast))
        lines.append(sha256(mark.encode() + canonical([[s, c] for s, c in cast])).digest())
        count += len(cast)
    leaves.sort()
    whole = sha256(b"".join(sorted(lines))).hexdigest()
    return Sealed(Tree(leaves).root().hex(), b"".join(leaves), len(leaves), count, whole)


def slip(conversation: str, number: int, leaves: bytes, mark: str, votes: Cast) -> Slip | None:
    """Where the votes of one voice stand under the root; None when they changed since, or came later."""
    every = [leaves[at : at + HASH] for at in range(0, len(leaves), HASH)]
    mine = _leaf(conversation, number, mark, votes)
    if mine not in every:
        return None
    index, tree = every.index(mine), Tree(every)
    path = tuple(tree.span(start, end).hex() for start, end in inclusion_spans(index, len(every)))
    salt = tokens.salt(conversation, number, mark).hex()
    return Slip(entry(conversation, number, votes), salt, index, len(every), path, tree.root().hex())


def _leaf(conversation: str, number: int, mark: str, votes: Cast) -> bytes:
    return salted_leaf(tokens.salt(conversation, number, mark), entry(conversation, number, votes))
