"""How can a pool be fixed in public without showing anybody in it? Salted leaves under one root (method `proof.salted-pool/1`).

Each person's entry is hashed with 32 secret random bytes of its own, and the hashes are the leaves of a Merkle tree as in RFC 6962.
Whoever knows the root cannot guess an entry, not even out of a short list of possible people; whoever holds an entry and its salt can
show with log₂ n hashes that it is in the pool. The commitment to a draw then binds rules, pool, panels and the source of randomness.

Source: RFC 6962 section 2.1 (tree); Flanigan, Kehne, Procaccia, "Fair Sortition Made Transparent", NeurIPS 2021 (lottery over numbered panels).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.messages import say
from wijk.methods.proof.paths import inclusion_spans, verify_inclusion
from wijk.methods.proof.tree import Tree, leaf_hash
from wijk.methods.saying import Rejected

METHOD = "proof.salted-pool/1"
SALT = 32

Entry = Mapping[str, JSON]


def salted_leaf(salt: bytes, entry: Entry) -> bytes:
    """Which leaf stands for this entry? SHA-256 of a zero byte, the salt (32 bytes) and the entry as canonical JSON.

    >>> salted_leaf(bytes(32), {"entry": 0, "id": "a"}).hex()[:16]
    '6edcffa22b5e7752'
    """
    if len(salt) != SALT:
        raise Rejected(say("salt_short", entry=str(entry.get("entry", "?")), found=len(salt)))
    return leaf_hash(salt + canonical(entry))


@dataclass(frozen=True)
class PoolCommitment:
    """The root over a pool, and what each of its people needs to find themselves in it; `root` and `size` are public, the rest is not."""

    root: bytes
    size: int
    _entries: tuple[Entry, ...] = field(repr=False)
    _salts: tuple[bytes, ...] = field(repr=False)
    _tree: Tree = field(repr=False, compare=False)

    def path(self, index: int) -> tuple[bytes, ...]:
        """The hashes that lead from entry `index` to the root."""
        if not 0 <= index < self.size:
            raise Rejected(say("entry_missing", entry=index, last=self.size - 1))
        return tuple(self._tree.span(start, end) for start, end in inclusion_spans(index, self.size))

    def slip(self, index: int) -> dict[str, JSON]:
        """What one volunteer gets, to check alone that they are in the pool and what their chance is (`verify.py . --mine slip.json`)."""
        path = [step.hex() for step in self.path(index)]
        return {"entry": self._entries[index], "salt": self._salts[index].hex(), "path": path, "size": self.size}


def commit_pool(entries: Sequence[Entry], salts: Sequence[bytes]) -> PoolCommitment:
    """What is published about a pool before a draw? The root over its salted entries, in their order.

    `salts[i]` are 32 random bytes for `entries[i]` alone (`secrets.token_bytes(32)`), kept as secret as the entry; the same salt twice is refused.

    >>> pool = commit_pool([{"entry": 0}, {"entry": 1}], [bytes(32), bytes(31) + b"1"])
    >>> check_entry(pool.root, 2, 1, bytes(31) + b"1", {"entry": 1}, pool.path(1))
    True
    """
    if len(entries) != len(salts):
        raise Rejected(say("salts_many", entries=len(entries), salts=len(salts)))
    seen: dict[bytes, int] = {}
    for i, salt in enumerate(salts):
        if (first := seen.setdefault(bytes(salt), i)) != i:
            raise Rejected(say("salt_twice", first=first, second=i))
    tree = Tree([salted_leaf(salt, entry) for salt, entry in zip(salts, entries, strict=True)])
    return PoolCommitment(tree.root(), len(entries), tuple(entries), tuple(salts), tree)


def check_entry(root: bytes, size: int, index: int, salt: bytes, entry: Entry, path: Sequence[bytes]) -> bool:
    """Is this entry, with its salt, number `index` of the `size` entries under `root`?"""
    return verify_inclusion(salted_leaf(salt, entry), index, size, path, root).holds


def draw_commitment(rules: bytes, pool_root: bytes, panels: bytes, source: bytes) -> bytes:
    """Which 32 bytes bind a draw before its randomness exists?

    SHA-256( SHA-256(rules) ‖ pool root ‖ SHA-256(panels) ‖ SHA-256(source) ); `rules`, `panels` and `source` are the published files, byte for byte.

    >>> draw_commitment(b"{}", bytes(32), b"panel,members\\n", b"{}").hex()[:16]
    '6cfdd6da2dc56d1d'
    """
    if len(pool_root) != 32:
        raise Rejected(say("root_length", found=len(pool_root)))
    return sha256(sha256(rules).digest() + pool_root + sha256(panels).digest() + sha256(source).digest()).digest()
