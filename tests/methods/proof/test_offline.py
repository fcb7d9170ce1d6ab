"""The trail's own checker: Ed25519, canonical JSON and paths in plain Python, compared with the libraries and the standards."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods import proof
from wijk.methods.proof import offline
from wijk.methods.proof.canonical import WHOLE, canonical

# RFC 8032 section 7.1, tests 1 to 3: public key, message, signature
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_signatures_of_the_standard(key: str, message: str, signature: str) -> None:
    whose, text, signed = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
    assert offline.signed(whose, text, signed)
    assert not offline.signed(whose, text + b"x", signed)
    assert not offline.signed(whose, text, signed[:-1])
    assert not offline.signed(whose[:-1], text, signed)
    for place in (0, 31, 32, 60):
        bent = bytearray(signed)
        bent[place] ^= 1
        assert not offline.signed(whose, text, bytes(bent))


def test_a_second_form_of_a_signature_is_refused() -> None:
    """s and s + the order of the base point satisfy the same equation; only the smaller is a signature."""
    key, message, signature = (bytes.fromhex(one) for one in VECTORS[1])
    larger = int.from_bytes(signature[32:], "little") + offline.ORDER
    assert not offline.signed(key, message, signature[:32] + larger.to_bytes(32, "little"))


@pytest.mark.parametrize(
    "packed", [b"\x02" + bytes(31), b"\xff" * 32, b"\x01" + bytes(30) + b"\x80", offline.P.to_bytes(32, "little")]
)
def test_bytes_that_are_no_point_are_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="no point"):
        offline.point(packed)
    assert not offline.signed(packed, b"", bytes(64))


@settings(deadline=None, max_examples=15)
@given(seed=st.binary(min_size=32, max_size=32), size=st.integers(0, 2**40))
def test_what_the_library_signs_is_signed_here(seed: bytes, size: int) -> None:
    made = proof.sign(proof.Note("wijk/test", size, bytes(32), "2026-01-02T03:04:05Z"), seed)
    assert offline.signed(made.key, made.note.text().encode(), made.signature)


numbers = st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: x != int(x) or abs(x) <= WHOLE)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-WHOLE, WHOLE) | numbers | words,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(words, inside, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, max_examples=150)
@given(value=json_values)
def test_json_is_written_alike(value: Any) -> None:
    assert offline.canonical(value).encode() == canonical(value)


def test_every_path_leads_to_the_root() -> None:
    leaves = [proof.leaf_hash(b"%d" % i) for i in range(20)]
    for size in range(1, 21):
        tree = proof.Tree(leaves[:size])
        for index in range(size):
            path = [tree.span(*span) for span in proof.inclusion_spans(index, size)]
            assert offline.climb(leaves[index], index, size, path) == tree.root()
            if path:
                with pytest.raises(ValueError, match="does not fit"):
                    offline.climb(leaves[index], index, size, path[:-1])
        with pytest.raises(ValueError, match="does not fit"):
            offline.climb(leaves[0], size, size, [])


def bundle() -> dict[str, Any]:
    entries: list[dict[str, proof.JSON]] = [{"index": i, "what": i} for i in range(3)]
    tree = proof.Tree([proof.leaf_hash(canonical(one)) for one in entries])
    path = [tree.span(*span).hex() for span in proof.inclusion_spans(1, 3)]
    signed = proof.sign(proof.Note("wijk/test", 3, tree.root(), "2026-01-02T03:04:05Z"), bytes(32))
    leaf = proof.leaf_hash(canonical(entries[1])).hex()
    inside = {"index": 1, "size": 3, "path": path}
    return {"entry": entries[1], "leaf": leaf, "proof": inside, "checkpoint": signed.text(), "key": signed.key.hex()}


def said(told: dict[str, Any], key: str = "", kept: str = "") -> list[str]:
    lines: list[str] = []
    holds = offline.check(told, key, kept, lines.append)
    assert holds == (not [line for line in lines if line.startswith("NO ")])
    return [line[5:] for line in lines if line.startswith("NO ")]


def test_each_finding_is_about_its_own_part() -> None:
    right = bundle()
    other = proof.public_key(b"1" * 32).hex()
    assert said(right) == []
    assert said(right, key=right["key"].upper(), kept=right["checkpoint"]) == []
    assert said(right, key=other) == ["the public key is the one that you gave"]
    assert said(right | {"leaf": "00" * 32}) == ["the entry is what was hashed"]
    assert said(right | {"entry": right["entry"] | {"index": 2}})[1:2] == [
        "the proof is about this entry and this checkpoint"
    ]
    assert said(right | {"key": other}) == ["wijk/test has signed that"]
    assert said(right | {"checkpoint": right["checkpoint"].replace("03:04", "03:05")}) == ["wijk/test has signed that"]
    wrong = right["proof"] | {"path": right["proof"]["path"][::-1]}
    assert said(right | {"proof": wrong}) == ["entry 1 is one of the 3 entries of 2026-01-02T03:04:05Z"]
    assert said(right, kept=right["checkpoint"].replace("wijk/", "wijk2/")) == [
        "the checkpoint agrees with the one that you kept"
    ]
    assert said(right, kept=right["checkpoint"].replace("\n3\n", "\n4\n"))[0].startswith(
        "the checkpoint that you kept is about another size"
    )
