"""What was decided in real elections comes out of the count (files from pabulib.org)."""

from pathlib import Path

import pytest

from wijk.cli.reckon.count.asking import election_of
from wijk.methods.budgeting.count import Count, count
from wijk.methods.budgeting.rules import Rules
from wijk.methods.formats.pabulib import Pabulib, read_pabulib

ASSEN, WIELICZKA = "Netherlands_Assen_2024", "Poland_Wieliczka_2023_Green_Budget"
KRAKOW, BEMOWO, WROCLAW = "Poland_Krakow_2022", "Poland_Warszawa_2023_Bemowo", "Poland_Wroclaw_2020"


def file_of(real_data: Path, name: str) -> Pabulib:
    path = real_data / "methods" / "pabulib" / f"{name}.pb"
    if not path.exists():
        pytest.skip(f"{path.name} is not there")
    return read_pabulib(path)


def counted(real_data: Path, name: str, rules: Rules) -> tuple[Count, set[str]]:
    file = file_of(real_data, name)
    assert file.selected
    return count(election_of(file), rules), set(file.selected)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "rules"),
    [
        (ASSEN, Rules(completion="add1")),
        (WIELICZKA, Rules(completion="comparison")),
        (KRAKOW, Rules("greedy")),
        (BEMOWO, Rules("greedy")),
        (WROCLAW, Rules("greedy-no-skip")),
    ],
)
def test_the_official_winners_come_out(real_data: Path, name: str, rules: Rules) -> None:
    told, official = counted(real_data, name, rules)
    assert set(told.selected) == official


@pytest.mark.real_data
def test_in_wieliczka_it_matters_where_add1_stops(real_data: Path) -> None:
    first, official = counted(real_data, WIELICZKA, Rules(completion="add1-first-exhaustive"))
    last, _ = counted(real_data, WIELICZKA, Rules(completion="add1-largest-feasible"))
    assert (len(first.selected), len(last.selected)) == (31, 30)
    assert set(first.selected) - set(last.selected) == {"66", "67"}
    assert set(last.selected) - set(first.selected) == {"46"}
    assert set(last.selected) == official


@pytest.mark.real_data
def test_in_wieliczka_more_voters_prefer_equal_shares(real_data: Path) -> None:
    told, _ = counted(real_data, WIELICZKA, Rules(completion="comparison"))
    assert told.comparison is not None
    assert (told.comparison.ours, told.comparison.greedy, told.comparison.replaced) == (1576, 1050, False)


@pytest.mark.real_data
def test_assen_is_counted_to_the_cent(real_data: Path) -> None:
    told, _ = counted(real_data, ASSEN, Rules(completion="add1"))
    assert told.payments is not None
    paid = [sum(a * int(told.election.ballots.count[g]) for g, a in one.items()) for one in told.payments.all()]
    assert paid == [one.cost * told.payments.books.unit for one in told.rounds]
    assert told.cost == sum(one.cost for one in told.rounds) == 76_700_00
    assert [one.tied for one in told.rounds if one.tied] == [("2", "11")]


@pytest.mark.real_data
@pytest.mark.parametrize(
    "name", [ASSEN, WIELICZKA, KRAKOW, BEMOWO, WROCLAW, "Netherlands_Amsterdam_252", "Switzerland_Zurich_D5"]
)
def test_our_tallies_are_those_of_the_file(real_data: Path, name: str) -> None:
    assert file_of(real_data, name).notes == ()


@pytest.mark.real_data
def test_amsterdam_keeps_the_budget_of_each_part_of_town(real_data: Path) -> None:
    file = file_of(real_data, "Netherlands_Amsterdam_252")
    told = count(election_of(file), Rules(completion="add1", district_budgets=file.district_budgets))
    assert sorted(file.district_budgets.values()) == [100_000_00, 150_000_00, 250_000_00]
    assert all(told.representation.districts[name].cost <= most for name, most in file.district_budgets.items())
    free = count(election_of(file), Rules(completion="add1"))
    assert any(free.representation.districts[name].cost > most for name, most in file.district_budgets.items())


GUIDE = {
    "Kraków 2022": KRAKOW, "Warszawa-Bemowo 2023": BEMOWO, "Wieliczka 2023": WIELICZKA, "Wrocław 2020": WROCLAW,
}  # fmt: skip


@pytest.mark.real_data
@pytest.mark.parametrize("election", GUIDE)
def test_the_figures_in_the_guide_for_councils_come_out(real_data: Path, root: Path, election: str) -> None:
    guide = (root / "docs" / "guides" / "choosing-a-rule.md").read_text("utf-8")
    row = next(line for line in guide.splitlines() if line.startswith(f"| {election} |"))
    whole = election_of(file_of(real_data, GUIDE[election]))
    rules = (Rules("greedy"), Rules(completion="add1-utilitarian"), Rules("knapsack", "cardinality"))
    for cell, by in zip(row.strip("| ").split(" | ")[1:], rules, strict=True):
        told = count(whole, by)
        share, average = told.representation.share, told.representation.average
        assert cell == f"{len(told.selected)} · {float(share) * 100:.1f} % · {float(average):.2f}"
