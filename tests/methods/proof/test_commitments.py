"""What is published about a pool before a draw: it fixes everybody and shows nobody."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.proof.making import pool
from wijk.methods.proof.canonical import canonical
from wijk.methods.proof.commitments import Entry, check_entry, commit_pool, draw_commitment, salted_leaf
from wijk.methods.saying import Rejected


def salts(n: int) -> list[bytes]:
    return [sha256(b"%d" % i).digest() for i in range(n)]


@settings(deadline=None, max_examples=40)
@given(n=st.integers(1, 40), data=st.data())
def test_everybody_finds_themselves_and_nobody_else(n: int, data: st.DataObject) -> None:
    entries: list[Entry] = [{"entry": i, "id": f"p{i}"} for i in range(n)]
    made = commit_pool(entries, salts(n))
    i, j = data.draw(st.integers(0, n - 1)), data.draw(st.integers(0, n - 1))
    assert check_entry(made.root, n, i, salts(n)[i], entries[i], made.path(i))
    assert check_entry(made.root, n, j, salts(n)[i], entries[i], made.path(i)) == (i == j)
    assert not check_entry(made.root, n, i, salts(n)[i], {"entry": i, "id": "x"}, made.path(i))
    assert not check_entry(made.root, n, i, bytes(32), entries[i], made.path(i))


def test_a_leaf_hashes_a_zero_byte_the_salt_and_the_canonical_entry() -> None:
    entry: Entry = {"id": "é", "entry": 3}
    assert salted_leaf(b"s" * 32, entry) == sha256(b"\x00" + b"s" * 32 + '{"entry":3,"id":"é"}'.encode()).digest()


def test_the_commitment_binds_each_of_its_parts() -> None:
    parts = [b"rules", bytes(range(32)), b"panels", b"source"]
    hashes = [sha256(parts[0]).digest(), parts[1], sha256(parts[2]).digest(), sha256(parts[3]).digest()]
    made = draw_commitment(*parts)
    assert made == sha256(b"".join(hashes)).digest()
    for i in range(4):
        bent = [part if i != j else bytes([part[0] ^ 1]) + part[1:] for j, part in enumerate(parts)]
        assert draw_commitment(*bent) != made


def test_a_slip_is_what_a_volunteer_needs() -> None:
    made, _ = pool()
    slip = made.slip(5)
    assert slip["entry"] == {"entry": 5, "id": "p5", "household": "", "answers": {"gender": "f", "âge": "jong"}}
    assert slip["size"] == 12
    canonical(slip)


@pytest.mark.parametrize(
    ("entries", "given_salts", "code"),
    [
        ([{"entry": 0}], [b"short"], "salt_short"),
        ([{"entry": 0}], [b"s" * 33], "salt_short"),
        ([{"entry": 0}], [], "salts_many"),
        ([{"entry": 0}, {"entry": 1}], [b"s" * 32, b"s" * 32], "salt_twice"),
    ],
)
def test_careless_salts_are_refused(entries: list[dict[str, int]], given_salts: list[bytes], code: str) -> None:
    with pytest.raises(Rejected) as refused:
        commit_pool(entries, given_salts)
    assert refused.value.code == code


def test_what_is_not_there_is_refused() -> None:
    made, _ = pool()
    for index in (-1, 12):
        with pytest.raises(Rejected, match="numbered from 0 to 11"):
            made.path(index)
    with pytest.raises(Rejected, match="32 are needed"):
        draw_commitment(b"", b"short", b"", b"")
