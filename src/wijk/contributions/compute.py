"""How are voices sealed, so that nobody can change their number afterwards and nobody learns whose they are?"""

from collections.abc import Sequence
from dataclasses import dataclass

from wijk.methods import proof


@dataclass(frozen=True, slots=True)
class Sealed:
    """The print of each voice, and the one root over all of them."""

    root: str
    prints: list[str]


def seal(voices: Sequence[tuple[str, str]]) -> Sealed:
    """The salted prints of voices (salt as hex, what is sealed), and the root of the Merkle tree (RFC 9162) over them.

    >>> seal([("00", "a")]).root == seal([("00", "a")]).prints[0]
    True
    """
    leaves = [proof.leaf_hash(bytes.fromhex(salt) + voice.encode()) for salt, voice in voices]
    return Sealed(proof.root(leaves).hex(), [leaf.hex() for leaf in leaves])
