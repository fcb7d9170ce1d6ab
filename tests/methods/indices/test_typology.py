"""Planted types are found, a cloud has none, and the order of rows changes nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from wijk.methods.indices.clusters import agreement, canonical, cut, silhouette, tree
from wijk.methods.indices.frames import Indicators, indicators
from wijk.methods.indices.typology import Typology, typology
from wijk.methods.saying import Rejected


def table(values: NDArray[np.float64], rows: NDArray[np.int64] | None = None) -> Indicators:
    order = np.arange(len(values)) if rows is None else rows
    return indicators([f"a{i:03}" for i in order], {f"i{c}": values[order, c] for c in range(values.shape[1])})


def planted(seed: int = 1) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    centres = np.array([[0, 0, 0], [8, 8, 0], [0, 8, 8]])
    of = np.repeat([0, 1, 2], [40, 25, 15])
    return centres[of] + rng.normal(size=(80, 3)), of


def test_planted_types_are_found() -> None:
    values, of = planted()
    found = typology(table(values))
    assert found.stable
    assert [len(one.areas) for one in found.types] == [40, 25, 15]
    assert [number - 1 for number in found.type_of] == of.tolist()
    assert min(one.stability for one in found.types) > 0.95
    said = " ".join(map(str, found.explain()))
    assert "3 types of areas" in said
    assert "Type 3: 15 areas" in said


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_cloud_has_no_stable_types(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cloud = rng.normal(size=(70, 4)) @ rng.normal(size=(4, 4))
    found = typology(table(cloud), seed=seed)
    assert not found.stable
    assert set(found.type_of) == {0}
    assert "no stable types" in str(found.explain()[0])


def test_types_that_are_asked_for_are_given_with_their_instability_told() -> None:
    cloud = np.random.default_rng(3).normal(size=(60, 3))
    found = typology(table(cloud), types=5)
    assert len(found.types) == 5
    assert not found.stable
    assert "no stable types" in str(found.explain()[0])


def same(one: Typology, other: Typology) -> bool:
    """Whether each area has the same type in both."""
    return dict(zip(one.indicators.areas, one.type_of, strict=True)) == dict(
        zip(other.indicators.areas, other.type_of, strict=True)
    )


def test_the_order_of_rows_and_columns_changes_nothing() -> None:
    values, _ = planted(4)
    rows = np.random.default_rng(9).permutation(80)
    one, other = typology(table(values), most=4), typology(table(values, rows), most=4)
    assert same(one, other)
    assert one.choices == other.choices
    turned = indicators(other.indicators.areas, {f"i{c}": values[rows, c] for c in (2, 0, 1)})
    assert same(one, typology(turned, most=4))


def test_the_profile_is_the_mean_in_its_own_unit_and_in_deviations() -> None:
    values, of = planted()
    found = typology(table(values), types=3)
    assert found.types[1].mean == pytest.approx(values[of == 1].mean(axis=0))
    z = (values - values.mean(axis=0)) / values.std(axis=0)
    assert found.types[1].profile == pytest.approx(z[of == 1].mean(axis=0))


def test_areas_that_are_all_alike_have_no_types() -> None:
    found = typology(table(np.ones((5, 2))))
    assert (found.type_of, found.stable) == ((0,) * 5, False)
    assert "alike" in str(found.explain()[0])
    assert typology(table(np.ones((1, 2)))).type_of == (0,)


@pytest.mark.parametrize("rows", [2, 3, 4])
def test_few_areas_are_no_trouble(rows: int) -> None:
    found = typology(table(np.arange(rows * 2.0).reshape(rows, 2)))
    assert len(found.type_of) == rows


@pytest.mark.parametrize("types", [1, 80, 0])
def test_a_number_of_types_that_cannot_be_is_refused(types: int) -> None:
    with pytest.raises(Rejected, match="types are not possible"):
        typology(table(planted()[0]), types=types)


def test_more_types_than_there_are_different_areas_are_refused() -> None:
    values = np.repeat([[0.0, 0.0], [1.0, 1.0]], 5, axis=0)
    with pytest.raises(Rejected, match="types are not possible"):
        typology(table(values), types=4)


@given(st.integers(0, 10_000), st.integers(2, 5))
@settings(max_examples=40, deadline=None)
def test_every_row_is_in_the_group_whose_centre_is_nearest(seed: int, k: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(30, 2))
    labels = cut(rows, tree(rows), k)
    centres = np.array([rows[labels == g].mean(axis=0) for g in range(labels.max() + 1)])
    own = np.argmin(((rows[:, None] - centres) ** 2).sum(axis=2), axis=1)
    assert own.tolist() == labels.tolist()
    sizes = np.bincount(labels).tolist()
    assert sizes == sorted(sizes, reverse=True)


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_the_silhouette_is_that_of_its_definition(seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, labels = rng.normal(size=(12, 2)), rng.integers(0, 3, 12)
    groups = set(labels.tolist())
    widths = []
    for i in range(12):
        own = [j for j in range(12) if labels[j] == labels[i] and j != i]
        if not own or len(groups) < 2:
            widths.append(0.0)
            continue
        far = {g: np.mean([np.hypot(*(rows[i] - rows[j])) for j in range(12) if labels[j] == g]) for g in groups}
        a = float(np.mean([np.hypot(*(rows[i] - rows[j])) for j in own]))
        b = float(min(far[g] for g in groups if g != labels[i]))
        widths.append((b - a) / max(a, b))
    assert silhouette(rows, labels) == pytest.approx(np.mean(widths) if len(groups) > 1 else 0.0)


def test_agreement_is_jaccards() -> None:
    found = agreement(np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 1, 1]))
    assert found.tolist() == pytest.approx([2 / 3, 2 / 3])


def test_the_canonical_order_depends_on_values_alone() -> None:
    rows = np.random.default_rng(2).integers(0, 3, (20, 3)).astype(float)
    mixed = rows[np.random.default_rng(3).permutation(20)]
    assert rows[canonical(rows)].tolist() == mixed[canonical(mixed)].tolist()
