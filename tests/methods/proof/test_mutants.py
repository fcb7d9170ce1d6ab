"""What `bench.mutation` found that no other test noticed."""

import base64

import pytest

from wijk.methods.proof import EMPTY, Note, inclusion_spans, verify_inclusion
from wijk.methods.proof.checkpoints import Signed


def test_the_name_of_a_key_is_that_of_signed_notes() -> None:
    """The example key of Go's package sumdb/note, from which C2SP took the form: PeterNeumann+c74f20a3+…"""
    told = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = Signed(Note("PeterNeumann", 1, bytes(32), "2026-01-02T03:04:05Z"), bytes(64), told[1:]).text()
    packed = base64.b64decode(text.rstrip("\n").rpartition(" ")[2])
    assert packed[:4].hex() == "c74f20a3"
    assert packed[4:] == bytes(64)


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0), (-1, 1)])
def test_no_leaf_stands_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="has no leaf"):
        inclusion_spans(index, size)
    assert not verify_inclusion(EMPTY, index, size, [], EMPTY).holds
