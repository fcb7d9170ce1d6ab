"""The tree and its proofs: known vectors, and what must hold for any leaves."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.methods import proof

#: The eight leaves of the Certificate Transparency test suite, and the roots of the first 0 to 8 of them.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
leaves = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def hashes(data: list[bytes]) -> list[bytes]:
    return [proof.leaf_hash(leaf) for leaf in data]


def proven(tree: proof.Tree, spans: list[tuple[int, int]]) -> list[bytes]:
    return [proof.fold([tree.node(*piece) for piece in proof.pieces(*span)]) for span in spans]


@pytest.mark.parametrize("size", range(9))
def test_it_gives_the_known_roots(size: int) -> None:
    data = [bytes.fromhex(leaf) for leaf in LEAVES[:size]]
    assert proof.root(data).hex() == ROOTS[size]


def test_it_agrees_with_the_golden_file() -> None:
    home = Path(os.environ.get("WIJK_REAL_DATA") or Path(__file__).parents[3] / "../shared/data")
    path = home / "golden/golden.json"
    if not path.exists():
        pytest.skip("the golden vectors are not here; name the data folder in WIJK_REAL_DATA")
    golden = json.loads(path.read_text("utf-8"))["merkle_rfc6962"]
    data = [bytes.fromhex(leaf) for leaf in golden["leaves_hex"]]
    assert [proof.root(data[:n]).hex() for n in range(len(data) + 1)] == golden["roots"]


def test_it_gives_the_known_inclusion_path() -> None:
    tree = proof.Tree(hashes([bytes.fromhex(leaf) for leaf in LEAVES]))
    path = proven(tree, proof.inclusion_spans(0, 8))
    assert [step.hex()[:16] for step in path] == ["96a296d224f285c6", "5f083f0a1a33ca07", "6b47aaf29ee3c2af"]


def test_it_gives_the_known_consistency_path() -> None:
    tree = proof.Tree(hashes([bytes.fromhex(leaf) for leaf in LEAVES]))
    path = proven(tree, proof.consistency_spans(6, 8))
    assert [step.hex()[:16] for step in path] == ["0ebc5d3437fbe2db", "ca854ea128ed050b", "d37ee418976dd957"]


@given(leaves)
def test_the_frontier_grows_to_the_same_root(data: list[bytes]) -> None:
    frontier, tree = proof.Frontier(), proof.Tree(hashes(data))
    for i, leaf in enumerate(hashes(data)):
        frontier = frontier.append(leaf)
        assert frontier.root() == tree.root(i + 1)
        assert len(frontier.peaks) == (i + 1).bit_count()
        for height, node in enumerate(frontier.completed, start=1):
            assert node == tree.node(i + 1 - (1 << height), height)


@given(leaves, st.data())
def test_every_leaf_can_be_proven_and_no_other(data: list[bytes], draw: st.DataObject) -> None:
    tree = proof.Tree(hashes(data))
    size = draw.draw(st.integers(1, len(data)))
    index = draw.draw(st.integers(0, size - 1))
    path = proven(tree, proof.inclusion_spans(index, size))
    leaf, root = proof.leaf_hash(data[index]), tree.root(size)
    assert len(path) <= (size - 1).bit_length()
    assert proof.verify_inclusion(leaf, index, size, path, root).holds
    assert not proof.verify_inclusion(proof.leaf_hash(data[index] + b"!"), index, size, path, root).holds
    assert not proof.verify_inclusion(leaf, index, size, [*path, root], root).holds
    assert not proof.verify_inclusion(leaf, size, size, path, root).holds
    for i, step in enumerate(path):
        bent = [*path[:i], bytes([step[0] ^ 1]) + step[1:], *path[i + 1 :]]
        assert not proof.verify_inclusion(leaf, index, size, bent, root).holds


@given(leaves, st.data())
def test_a_longer_tree_proves_that_it_continues_the_shorter_one(data: list[bytes], draw: st.DataObject) -> None:
    tree = proof.Tree(hashes(data))
    old = draw.draw(st.integers(1, len(data)))
    path = proven(tree, proof.consistency_spans(old, len(data)))
    assert proof.verify_consistency(old, len(data), path, tree.root(old), tree.root()).holds
    assert not proof.verify_consistency(old, len(data), path, proof.EMPTY, tree.root()).holds
    assert not proof.verify_consistency(old, len(data), path, tree.root(old), proof.EMPTY).holds
    assert not proof.verify_consistency(old, len(data), [*path, proof.EMPTY], tree.root(old), tree.root()).holds


@given(leaves, st.data())
def test_a_rewritten_past_cannot_be_proven(data: list[bytes], draw: st.DataObject) -> None:
    old = draw.draw(st.integers(1, len(data)))
    bent = draw.draw(st.integers(0, old - 1))
    before = proof.root(data[:old])
    tree = proof.Tree(hashes([*data[:bent], data[bent] + b"!", *data[bent + 1 :]]))
    path = proven(tree, proof.consistency_spans(old, len(data)))
    assert not proof.verify_consistency(old, len(data), path, before, tree.root()).holds


def test_results_explain_themselves() -> None:
    leaf = proof.leaf_hash(b"a")
    found = proof.verify_inclusion(leaf, 0, 1, [], leaf)
    assert found.explain() == ("proof.included", {"index": 0, "size": 1, "root": leaf.hex()})
    assert proof.verify_consistency(1, 1, [], leaf, proof.EMPTY).explain()[0] == "proof.rewritten"
    assert proof.Frontier().explain() == ("proof.frontier", {"size": 0, "root": proof.EMPTY.hex()})


def test_a_frontier_with_too_few_peaks_is_refused() -> None:
    with pytest.raises(ValueError, match="2 peaks"):
        proof.Frontier(3, (proof.EMPTY,))


@pytest.mark.parametrize(("old", "size"), [(0, 3), (4, 3), (-1, 3)])
def test_there_is_no_proof_from_a_tree_that_is_not_shorter(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="does not begin"):
        proof.consistency_spans(old, size)
    assert not proof.verify_consistency(old, size, [], proof.EMPTY, proof.EMPTY).holds
