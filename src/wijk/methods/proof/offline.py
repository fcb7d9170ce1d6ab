"""Checks an evidence bundle of wijk without wijk, without a network, with nothing but Python 3.

    python3 check_bundle.py bundle.json [--key HEX] [--checkpoint FILE]

It recomputes the entry's leaf hash (RFC 6962) from its content (RFC 8785 canonical JSON), follows the path to the root, and checks
the Ed25519 signature (RFC 8032) on the checkpoint of that root. With --key it insists on that public key; with --checkpoint it
compares with a checkpoint that you kept yourself. Answers 0 when everything holds, 1 when something does not.
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]


def add(a: Point, b: Point) -> Point:
    """The sum of two points of the curve, in extended coordinates."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    q, r, s, t = f - e, h - g, h + g, f + e
    return q * r % P, s * t % P, r * s % P, q * t % P


def times(n: int, a: Point) -> Point:
    """A point added to itself n times."""
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = add(total, a)
        a, n = add(a, a), n >> 1
    return total


def point(packed: bytes) -> Point:
    """The point that 32 bytes stand for; ValueError when there is none."""
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("these bytes are no point of the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(key: bytes, text: bytes, signature: bytes) -> bool:
    """Does the Ed25519 signature fit the text and the public key?"""
    if len(key) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    try:
        whose, r = point(key), point(signature[:32])
    except ValueError:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(s, BASE), add(r, times(h, whose))
    same = not ((left[0] * right[2] - right[0] * left[2]) % P or (left[1] * right[2] - right[1] * left[2]) % P)
    return s < ORDER and same


def canonical(value: Any) -> str:
    """The text of a JSON value after RFC 8785."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda k: k.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(k)}:{canonical(value[k])}" for k in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        if value == int(value):
            return str(int(value))
        if abs(value) >= 1e-6:
            return f"{Decimal(repr(value)):f}"
        mantissa, _, exponent = f"{Decimal(repr(value)):e}".partition("e")
        return f"{mantissa}e{int(exponent)}"
    return json.dumps(value, ensure_ascii=False)


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two nodes beneath one."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def climb(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that the path leads to from the leaf; ValueError when the path has the wrong length."""
    turns, start, end = [], 0, size
    while end - start > 1:
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        turns.append(index >= middle)
        start, end = (middle, end) if index >= middle else (start, middle)
    if not 0 <= index < size or len(turns) != len(path):
        raise ValueError("the path does not fit the place of the entry")
    for right, step in zip(reversed(turns), path):  # noqa: B905 - same length, seen above
        leaf = node(step, leaf) if right else node(leaf, step)
    return leaf


def check(bundle: dict[str, Any], key: str, kept: str, say: Callable[[str], object]) -> bool:
    """Check everything, say each finding, and whether all of it holds."""
    entry, proof, note = bundle["entry"], bundle["proof"], bundle["checkpoint"]
    text, _, last = note.rpartition("\n\n")
    text += "\n"
    origin, size, root, at = text.splitlines()
    words = last.split()
    leaf = hashlib.sha256(b"\x00" + canonical(entry).encode()).digest()
    found = climb(leaf, proof["index"], proof["size"], [bytes.fromhex(step) for step in proof["path"]])
    whose = bytes.fromhex(bundle["key"])
    findings = [
        (leaf.hex() == bundle["leaf"], "the entry is what was hashed"),
        (
            entry["index"] == proof["index"] and int(size) == proof["size"],
            "the proof is about this entry and this checkpoint",
        ),
        (found == base64.b64decode(root), f"entry {entry['index']} is one of the {size} entries of {at}"),
        (signed(whose, text.encode(), base64.b64decode(words[2])[4:]), f"{origin} has signed that"),
    ]
    if key:
        findings.append((whose.hex() == key.lower(), "the public key is the one that you gave"))
    if kept and kept.splitlines()[1:2] == [size]:
        findings.append(
            (kept.splitlines()[:3] == [origin, size, root], "the checkpoint agrees with the one that you kept")
        )
    elif kept:
        findings.append(
            (False, f"the checkpoint that you kept is about another size than {size}; ask for a bundle against it")
        )
    for holds, what in findings:
        say(f"{'yes' if holds else 'NO '}  {what}")
    return all(holds for holds, _ in findings)


def main() -> int:
    """Read what was asked, check, and say so."""
    parser = argparse.ArgumentParser(description="Check an evidence bundle of wijk offline.")
    parser.add_argument("bundle", help="the bundle, a JSON file")
    parser.add_argument("--key", default="", help="the public key that you trust, in hex")
    parser.add_argument("--checkpoint", help="a checkpoint that you kept, a text file")
    told = parser.parse_args()
    kept = ""
    try:
        with open(told.bundle, encoding="utf-8") as file:
            bundle = json.load(file)
        if told.checkpoint:
            with open(told.checkpoint, encoding="utf-8") as file:
                kept = file.read()
        holds = check(bundle, told.key, kept, lambda words: sys.stdout.write(words + "\n"))
    except (OSError, ValueError, KeyError, TypeError, IndexError) as fault:
        sys.stdout.write(f"NO   this cannot be checked: {type(fault).__name__}: {fault}\n")
        return 1
    sys.stdout.write("Everything holds.\n" if holds else "Something does not hold.\n")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
