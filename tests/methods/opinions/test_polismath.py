"""The numbers that Polis exported come out of the same votes."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.methods.opinions.crowds import camps, of_matrix
from wijk.methods.formats.polis import read_polis
from wijk.methods.opinions.partition import adjusted_rand
from wijk.methods.opinions.polismath import polis_math
from wijk.methods.opinions.votes import Votes
from wijk.methods.saying import Rejected

Exported = tuple[dict[str, Any], Votes]
FIXTURE = "polismath_fixture_50ptpt-3gp-strict-no-meta"
#: Four votes that went into Polis' numbers and are not in its list of votes: participant 50, disagree (see the test below).
MISSING = ((50, 1), (50, 4), (50, 12), (50, 20))


@pytest.fixture(scope="module")
def exported(real_data: Path) -> Exported:
    folder = real_data / "methods" / "polis" / FIXTURE
    if not folder.is_dir():
        pytest.skip(f"no Polis fixture in {folder}")
    expected = json.loads((folder / "math-pca2.json").read_text())
    records = json.loads((folder / "votes.json").read_text())
    row, column, vote = (
        [one[name] for one in records] + more
        for name, more in (
            ("participant_id", [p for p, _ in MISSING]), ("statement_id", [s for _, s in MISSING]), ("vote", [-1] * 4),
        )
    )  # fmt: skip
    people, statements = [str(i) for i in range(52)], [str(j) for j in range(29)]
    return expected, Votes.gather(people, statements, row, column, vote)


def test_four_votes_are_missing_in_the_list_and_which_follows_from_the_means(exported: Exported) -> None:
    """Polis counts 4 votes by participant 50, the list none; only these four make its means come out."""
    expected, votes = exported
    assert expected["user-vote-counts"]["50"] == votes.cast[50] == 4
    row = np.repeat(np.arange(52), votes.cast)
    keep = row != 50
    less = Votes.gather(votes.people, votes.statements, row[keep], votes.statement[keep], votes.vote[keep])
    out = expected["mod-out"]
    off = np.abs(-less.means() - np.array(expected["pca"]["center"])) > 1e-9
    off[out] = False
    assert np.flatnonzero(off).tolist() == [s for _, s in MISSING]


def test_the_fixture_comes_out(exported: Exported) -> None:
    expected, votes = exported
    found = polis_math(votes, moderated_out=expected["mod-out"], in_conversation=expected["in-conv"])
    pca = expected["pca"]
    signs = np.sign((found.comps * np.array(pca["comps"])).sum(axis=1))
    assert np.abs(found.center - pca["center"]).max() < 1e-14
    assert np.abs(signs[:, None] * found.comps - pca["comps"]).max() < 1e-14
    assert np.abs(signs[:, None] * found.comment_projection - pca["comment-projection"]).max() < 1e-13
    assert np.abs(found.comment_extremity - pca["comment-extremity"]).max() < 1e-13
    base = expected["base-clusters"]
    people = [members[0] for members in base["members"]]
    assert np.abs(signs * found.projection[people] - np.column_stack([base["x"], base["y"]])).max() < 1e-13
    assert {frozenset(one) for one in found.base} == {frozenset(one) for one in base["members"]}
    groups = {frozenset(p for b in one["members"] for p in base["members"][b]) for one in expected["group-clusters"]}
    assert {frozenset(np.flatnonzero(found.member == g).tolist()) for g in range(3)} == groups
    for one in expected["group-clusters"]:
        g = found.member[base["members"][one["members"][0]][0]]
        assert np.abs(signs * found.group_centers[g] - one["center"]).max() < 1e-13


def test_the_representative_comments_and_the_consensus_come_out(exported: Exported) -> None:
    """`repness-test` stands in the fixture with seven digits, everything else to the last."""
    expected, votes = exported
    found = polis_math(votes, moderated_out=expected["mod-out"], in_conversation=expected["in-conv"])
    for g, rows in expected["repness"].items():
        same(found.repness[int(g)], rows)
    for side in ("agree", "disagree"):
        same(found.consensus[side], expected["consensus"][side])
    aware = [expected["group-aware-consensus"][str(j)] for j in range(29)]
    assert np.abs(found.group_aware_consensus - aware).max() < 1e-14


def same(found: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, Any]]) -> None:
    assert [set(one) for one in found] == [set(one) for one in expected]
    for one, other in zip(found, expected, strict=True):
        for key, value in other.items():
            if isinstance(value, str | bool):
                assert one[key] == value
            else:
                assert one[key] == pytest.approx(value, abs=5e-7 if key == "repness-test" else 1e-12)


@pytest.mark.parametrize(
    ("name", "keep_moderated", "least"),
    [
        ("vtaiwan.uberx", False, 0.9),
        ("scoop-hivemind.biodiversity", False, 0.95),
        ("canadian-electoral-reform", True, 0.88),
    ],
)
def test_live_conversations_have_nearly_the_groups_that_polis_exported(
    real_data: Path, name: str, keep_moderated: bool, least: float
) -> None:
    folder = real_data / "methods" / "polis" / name
    if not folder.is_dir():
        pytest.skip(f"no Polis export in {folder}")
    talk = read_polis(folder)
    votes = Votes.gather(talk.people, [one.id for one in talk.statements], talk.row, talk.column, talk.vote)
    out = [] if keep_moderated else [j for j, one in enumerate(talk.statements) if one.moderated < 0]
    found = polis_math(votes, moderated_out=out)
    given = np.array([talk.groups.get(one, -1) for one in talk.people])
    both = (given >= 0) & (found.member >= 0)
    assert both.sum() >= 0.99 * (given >= 0).sum()
    assert adjusted_rand(found.member[both], given[both]) >= least


def test_the_long_and_the_wide_table_of_an_export_hold_the_same_votes(real_data: Path) -> None:
    folder = real_data / "methods" / "polis" / "vtaiwan.uberx"
    if not folder.is_dir():
        pytest.skip(f"no Polis export in {folder}")
    tallies = []
    for file in ("votes.csv", "participants-votes.csv"):
        talk = read_polis(folder / file)
        votes = Votes.gather(talk.people, [one.id for one in talk.statements], talk.row, talk.column, talk.vote)
        tallies.append(dict(zip(votes.statements, votes.tally.tolist(), strict=True)))
    differ = [name for name in tallies[0] if tallies[0][name] != tallies[1].get(name)]
    assert not differ


def test_planted_camps_are_found_the_polis_way_too() -> None:
    votes, camp = camps((60, 40), 30, seed=1)
    found = polis_math(votes)
    assert adjusted_rand(found.member[found.member >= 0], camp[found.member >= 0]) > 0.9
    assert sum(len(one) for one in found.base) == len(found.in_conversation)


@pytest.mark.parametrize("shape", [(1, 1), (2, 1), (1, 9), (3, 3), (130, 2)])
def test_little_is_enough_for_an_answer(shape: tuple[int, int]) -> None:
    matrix = np.random.default_rng(0).integers(-1, 2, shape)
    found = polis_math(of_matrix(matrix))
    assert np.isfinite(found.projection).all()
    assert np.isfinite(found.group_centers).all()
    assert (found.member[found.in_conversation] >= 0).all()


def test_what_cannot_be_is_refused() -> None:
    votes, _ = camps((5, 5), 3, seed=1)
    with pytest.raises(Rejected):
        polis_math(Votes.gather(["a"], ["s"], [], [], []))
    with pytest.raises(Rejected):
        polis_math(votes, moderated_out=[99])
    with pytest.raises(Rejected):
        polis_math(votes, in_conversation=[99])
