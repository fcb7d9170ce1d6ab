"""Was anything changed? A Merkle tree as in RFC 6962, its proofs, and signed checkpoints (method `proof.rfc6962-sha256`).

Everything here is bytes in, bytes out. A leaf is hashed with a zero byte before it and an inner node with a one, so that
neither can pass for the other. The tree of n leaves splits at the largest power of two below n.

Source: RFC 6962 section 2.1 (Laurie, Langley, Kasper, 2013); RFC 8032 (Ed25519); RFC 8785 (canonical JSON);
C2SP signed-note and tlog-checkpoint for the text of a checkpoint.
"""

from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.checkpoints import Note, Signed, check, parse, public_key, sign
from wijk.methods.proof.frontier import Frontier
from wijk.methods.proof.paths import (
    Consistency,
    Inclusion,
    consistency_spans,
    fold,
    inclusion_spans,
    pieces,
    verify_consistency,
    verify_inclusion,
)
from wijk.methods.proof.tree import EMPTY, Tree, leaf_hash, node_hash, root

METHOD = "proof.rfc6962-sha256"

__all__ = [
    "EMPTY", "JSON", "METHOD", "Consistency", "Frontier", "Inclusion", "Note", "Signed", "Tree", "canonical", "check",
    "consistency_spans", "fold", "inclusion_spans", "leaf_hash", "node_hash", "parse", "pieces", "public_key", "root", "sign",
    "verify_consistency", "verify_inclusion",
]  # fmt: skip
