"""The lottery is what its objective says, against the definition written out; every panel holds, and everybody's count adds up."""

import csv
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.methods.sortition.brute import all_panels, leximin
from tests.methods.sortition.people import small_pools
from wijk.methods.saying import Rejected
from wijk.methods.sortition.lottery import Lottery, select
from wijk.methods.sortition.pools import Pool, Quota

Case = tuple[Pool, list[Quota], int]


def drawn(case: Case, objective: str = "leximin", panels: int = 60, seed: int = 1) -> Lottery:
    pool, quotas, size = case
    return select(pool, quotas, size, objective=objective, panels=panels, random=np.random.default_rng(seed))


def holds(case: Case, lottery: Lottery) -> None:
    """Recomputed from the persons alone: quotas, size, households, counts."""
    pool, quotas, size = case
    times = [0] * len(pool)
    for panel in lottery.panels.tolist():
        assert panel == sorted(set(panel))
        assert len(panel) == size
        for quota in quotas:
            assert (
                quota.minimum <= sum(pool.answers[quota.category][i] == quota.feature for i in panel) <= quota.maximum
            )
        if pool.households is not None:
            assert len({pool.households[i] for i in panel}) == size
        for i in panel:
            times[i] += 1
    assert lottery.chosen.tolist() == times
    assert sum(times) == size * len(lottery.panels)


def alike(pool: Pool) -> list[tuple[object, ...]]:
    """Of each person: the answers, and those of the whole household."""
    own = [tuple(values[i] for values in pool.answers.values()) for i in range(len(pool))]
    if pool.households is None:
        return list(own)
    homes = pool.households
    return [(own[i], tuple(sorted(own[j] for j in range(len(pool)) if homes[j] == homes[i]))) for i in range(len(pool))]


@settings(max_examples=40, deadline=None)
@given(small_pools())
def test_leximin_is_that_of_the_definition(case: Case) -> None:
    lottery = drawn(case)
    holds(case, lottery)
    expected = leximin(all_panels(*case))
    assert np.sort(lottery.chances) == pytest.approx(expected, abs=2e-6)
    assert lottery.proven
    assert lottery.bound >= expected[0] - 1e-9


@settings(max_examples=40, deadline=None)
@given(small_pools(households=True))
def test_leximin_with_households_is_that_of_the_definition(case: Case) -> None:
    lottery = drawn(case)
    holds(case, lottery)
    assert np.sort(lottery.chances) == pytest.approx(leximin(all_panels(*case)), abs=2e-6)


@settings(max_examples=12, deadline=None)
@given(small_pools(households=True), st.sampled_from(["leximin", "maximin", "nash", "goldilocks"]), st.integers(1, 90))
def test_people_alike_have_equal_chances(case: Case, objective: str, panels: int) -> None:
    lottery = drawn(case, objective, panels)
    holds(case, lottery)
    groups: dict[object, list[int]] = {}
    for i, kind in enumerate(alike(case[0])):
        groups.setdefault(kind, []).append(i)
    for group in groups.values():
        assert len({float(lottery.chances[i]) for i in group}) == 1
        assert np.ptp(lottery.chosen[group]) <= 1


@settings(max_examples=12, deadline=None)
@given(small_pools())
def test_the_certificate_is_never_below_what_is_reached(case: Case) -> None:
    for objective in ("leximin", "maximin", "nash", "goldilocks"):
        lottery = drawn(case, objective)
        assert isinstance(lottery.certificate, Fraction)
        assert lottery.certificate >= Fraction(leximin(all_panels(*case))[0]) - Fraction(1, 10**6)
        assert lottery.minimum <= float(lottery.certificate) + 1e-6


@settings(max_examples=12, deadline=None)
@given(small_pools())
def test_maximin_reaches_the_smallest_chance_of_leximin(case: Case) -> None:
    assert drawn(case, "maximin").minimum == pytest.approx(drawn(case).minimum, abs=2e-6)


def test_each_objective_is_best_at_what_it_names() -> None:
    case = mixed()
    found = {objective: drawn(case, objective, 1000) for objective in ("leximin", "maximin", "nash", "goldilocks")}
    mean = case[2] / len(case[0])

    def goldilocks(one: Lottery) -> float:
        return one.maximum / mean + mean / one.minimum

    products = {name: float(np.log(one.chances).sum()) for name, one in found.items()}
    assert max(products, key=products.__getitem__) == "nash"
    assert min(goldilocks(one) for one in found.values()) == pytest.approx(goldilocks(found["goldilocks"]), rel=1e-6)
    assert found["maximin"].minimum == pytest.approx(found["leximin"].minimum, abs=1e-6)
    assert found["maximin"].maximum <= found["leximin"].maximum + 1e-6
    assert max(one.minimum for one in found.values()) <= found["leximin"].bound + 1e-9
    assert len({round(one.minimum, 5) for one in found.values()}) > 1, "the case must tell the objectives apart"


def mixed(people: int = 80, size: int = 12) -> Case:
    """Four categories of which the volunteers are not at all like the quotas."""
    random = np.random.default_rng(3)
    weights = {"gender": (0.6, 0.4), "age": (0.15, 0.25, 0.6), "school": (0.1, 0.3, 0.6), "place": (0.2, 0.3, 0.5)}
    answers = {name: [f"{name}{k}" for k in random.choice(len(w), people, p=w)] for name, w in weights.items()}
    quotas = []
    for name, w in weights.items():
        even = size // len(w)
        quotas += [Quota(name, f"{name}{k}", even - 1, even + 1) for k in range(len(w))]
    return Pool([f"p{i}" for i in range(people)], answers), quotas, size


def test_the_rounded_chances_stay_within_one_panel_of_the_ideal_ones() -> None:
    for seed in range(3):
        lottery = drawn(mixed(), panels=1000, seed=seed)
        holds(mixed(), lottery)
        assert np.abs(lottery.chosen - 1000 * lottery.chances).max() < 2
        assert lottery.chosen.min() >= np.floor(1000 * lottery.minimum)


def test_the_order_of_the_pool_changes_nobodys_chance() -> None:
    pool, quotas, size = mixed()
    order = np.random.default_rng(5).permutation(len(pool))
    turned = Pool([pool.ids[i] for i in order], {k: [v[i] for i in order] for k, v in pool.answers.items()})
    plain, other = drawn((pool, quotas, size)), drawn((turned, quotas, size), seed=9)
    assert other.chances == pytest.approx(plain.chances[order], abs=2e-6)


def test_a_seed_repeats_the_whole_lottery() -> None:
    assert np.array_equal(drawn(mixed(), seed=4).panels, drawn(mixed(), seed=4).panels)
    assert not np.array_equal(drawn(mixed(), seed=4).panels, drawn(mixed(), seed=5).panels)


def test_where_chances_divide_evenly_everybody_has_exactly_the_same() -> None:
    pool = Pool([str(i) for i in range(10)], {"all": ["x"] * 10})
    lottery = drawn((pool, [Quota("all", "x", 0, 10)], 3), panels=100)
    assert set(lottery.chosen.tolist()) == {30}
    assert lottery.certificate == Fraction(3, 10)
    assert lottery.gini == pytest.approx(0, abs=1e-9)


def test_people_who_cannot_be_on_any_panel_are_named() -> None:
    pool = Pool(list("abc"), {"age": ["young", "old", "old"]})
    lottery = drawn((pool, [Quota("age", "young", 0, 0), Quota("age", "old", 1, 1)], 1))
    assert lottery.impossible == (0,)
    assert lottery.chosen.tolist() == [0, 30, 30]
    assert lottery.bound == 0
    assert "impossible" in [one.code for one in lottery.explain()]


@example(case=(Pool(["1"], {"a": ["x"]}), [Quota("a", "x", 1, 1)], 1))
@settings(max_examples=5, deadline=None)
@given(small_pools())
def test_what_is_explained_names_the_numbers(case: Case) -> None:
    lottery = drawn(case)
    told = " ".join(map(str, lottery.explain()))
    assert f"{len(case[0])} people" in told
    assert "leximin" in told


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"objective": "best"}, "objective_unknown"),
        ({"panels": 0}, "panels_wrong"),
        ({"panels": 10**9}, "panels_wrong"),
    ],
)
def test_wrong_words_are_refused(change: dict[str, str | int], code: str) -> None:
    with pytest.raises(Rejected) as fault:
        select(*mixed(), random=np.random.default_rng(1), **change)  # type: ignore[arg-type]
    assert fault.value.code == code


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "size", "minimum", "most", "gini"),
    [
        ("example_small_20", 20, 0.1, 0.1, 0.0),
        ("example_large_200", 200, 0.1, 0.1, 0.0),
        ("sf_fixture_150_22", 22, 1 / 11, 1.0, 0.144),
    ],
)
def test_the_published_outcomes(
    real_data: Path, name: str, size: int, minimum: float, most: float, gini: float
) -> None:
    folder = real_data / "methods" / "sortition" / name
    if not folder.is_dir():
        pytest.skip(f"no public pools in {folder}")
    case = read(folder, size)
    lottery = drawn(case, panels=1000)
    holds(case, lottery)
    assert lottery.minimum == pytest.approx(minimum, abs=1e-7)
    assert lottery.certificate == Fraction(minimum).limit_denominator(100)
    assert lottery.maximum <= most + 1e-6
    assert lottery.gini <= gini + 1e-6
    assert lottery.proven


def read(folder: Path, size: int) -> Case:
    people, quotas = ("candidates", "features") if (folder / "features.csv").exists() else ("respondents", "categories")
    with open(folder / f"{people}.csv", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    with open(folder / f"{quotas}.csv", encoding="utf-8-sig") as file:
        wanted = list(csv.DictReader(file))
    names = ("category", "feature") if "category" in wanted[0] else ("feature", "value")
    listed = [Quota(q[names[0]], q[names[1]], int(q["min"]), int(q["max"])) for q in wanted]
    answers = {q.category: [row[q.category] for row in rows] for q in listed}
    return Pool([str(i) for i in range(len(rows))], answers), listed, size
