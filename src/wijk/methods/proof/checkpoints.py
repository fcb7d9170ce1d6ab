"""Who vouches for this root, and when? Checkpoints as signed notes: plain text that anybody can keep and compare."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"  # the kind of signature, as C2SP signed-note numbers them


@dataclass(frozen=True, slots=True)
class Note:
    """What a checkpoint says: which trail, how many leaves, their root, and when (ISO 8601, UTC)."""

    origin: str
    size: int
    root: bytes
    at: str

    def text(self) -> str:
        """The text that is signed: four lines, each ended.

        >>> print(Note("wijk/ab", 2, bytes(32), "2026-01-02T03:04:05Z").text(), end="")
        wijk/ab
        2
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
        2026-01-02T03:04:05Z
        """
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n{self.at}\n"


@dataclass(frozen=True, slots=True)
class Signed:
    """A note with its signature and the public key that fits it."""

    note: Note
    signature: bytes
    key: bytes

    def text(self) -> str:
        """The note as it is published: its text, an empty line and the signature line."""
        packed = base64.b64encode(_key_id(self.note.origin, self.key) + self.signature).decode()
        return f"{self.note.text()}\n— {self.note.origin} {packed}\n"

    def explain(self) -> tuple[str, Mapping[str, Any]]:
        """Code and parameters of what is vouched for."""
        said = {"size": self.note.size, "root": self.note.root.hex(), "at": self.note.at, "key": self.key.hex()}
        return ("proof.signed" if check(self) else "proof.forged"), said


def _key_id(origin: str, key: bytes) -> bytes:
    return sha256(origin.encode() + b"\n" + _ED25519 + key).digest()[:4]


def public_key(seed: bytes) -> bytes:
    """The public key that belongs to a seed of 32 bytes.

    >>> public_key(bytes(32)).hex()[:16]
    '3b6a27bcceb6a42d'
    """
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(note: Note, seed: bytes) -> Signed:
    """The note, signed with the key of `seed` (32 bytes)."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return Signed(note, private.sign(note.text().encode()), private.public_key().public_bytes_raw())


def check(signed: Signed) -> bool:
    """Does the signature fit the note and the key?"""
    try:
        Ed25519PublicKey.from_public_bytes(signed.key).verify(signed.signature, signed.note.text().encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def parse(text: str, key: bytes) -> Signed:
    """The checkpoint that `Signed.text` wrote, to be checked against `key`; ValueError says what is wrong with it."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if len(lines) != 6 or lines[4]:
        raise ValueError("a checkpoint is four lines, an empty line and a signature")
    origin, size, root64, at, _, last = lines
    words = last.split(" ")
    if len(words) != 3 or words[0] != "—" or words[1] != origin:
        raise ValueError("the last line of a checkpoint is a dash, its origin and its signature")
    try:
        root, packed = base64.b64decode(root64, validate=True), base64.b64decode(words[2], validate=True)
    except binascii.Error as e:
        raise ValueError(f"this is not base64: {e}") from e
    if not (size.isascii() and size.isdecimal()) or len(root) != 32 or len(packed) != 68:
        raise ValueError("the size, the root or the signature of the checkpoint is damaged")
    if packed[:4] != _key_id(origin, key):
        raise ValueError("this checkpoint was signed with another key")
    return Signed(Note(origin, int(size), root, at), packed[4:], key)
