"""A delivery is judged before anybody approves it."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.deliver import delivered, long, people, take, write_csv
from tests.support.smallground import Smalltown
from wijk.core.errors import Faulty
from wijk.core.viewer import Operator
from wijk.indicators.actions import findings_in_words, stage_delivery
from wijk.indicators.models import Delivery, Indicator

HOODS = "neighbourhoods/2022"
Rows = list[dict[str, Any]]


def judged(tmp_path: Path, rows: Rows, areas: str = HOODS, **more: Any) -> Delivery:
    """Stage rows and return the delivery with its findings."""
    path = write_csv(tmp_path / "staged.csv", rows)
    return stage_delivery(Operator(), path=path, name="staged.csv", mapping=long(areas, **more))


def codes(delivery: Delivery, severity: str = "") -> set[str]:
    """The codes of what was found."""
    return {f["code"] for f in delivery.findings if severity in ("", f["severity"])}


def hood(indicator: str, period: str, **values: float | str) -> Rows:
    """A value for each neighbourhood, called n1, n2…"""
    return [{"area": k[1:], "indicator": indicator, "period": period, "value": v} for k, v in values.items()]


def test_impossible_values(town: Smalltown, tmp_path: Path) -> None:
    assert "count-negative" in codes(judged(tmp_path, hood("population", "2020", n1=-1, n2=3)), "error")
    assert "value-too-high" in codes(judged(tmp_path, hood("share-under-18", "2020", n1=101, n2=3)), "error")
    assert "value-too-low" in codes(judged(tmp_path, hood("share-under-18", "2020", n1=-1, n2=3)), "error")
    assert "count-not-whole" in codes(judged(tmp_path, hood("population", "2020", n1=3.5, n2=3)), "warning")


def test_a_part_is_not_larger_than_the_whole(town: Smalltown, tmp_path: Path) -> None:
    rows = [{"area": "1", "indicator": "share-under-18", "period": "2020", "numerator": 30, "denominator": 20}]
    found = judged(tmp_path, rows)
    assert codes(found, "error") >= {"share-above-whole"}


def test_a_share_that_contradicts_its_counts(town: Smalltown, tmp_path: Path) -> None:
    row = {"area": "1", "indicator": "share-under-18", "period": "2020", "numerator": 10, "denominator": 40}
    assert "share-contradicts" in codes(judged(tmp_path, [{**row, "value": 0.25}]), "error")
    assert "share-contradicts" not in codes(judged(tmp_path, [{**row, "value": 25.04}]))


def test_parts_that_do_not_add_up(town: Smalltown, tmp_path: Path) -> None:
    whole = town.indicators["population"]
    for code in ("men", "women"):
        part = Indicator.objects.create(
            code=code, theme=whole.theme, source=whole.source, measure="count", unit="persons"
        )
        whole.parts.add(part)
    rows = (
        hood("population", "2020", n1=100, n2=50)
        + hood("men", "2020", n1=40, n2=25)
        + hood("women", "2020", n1=59, n2=25)
    )
    found = judged(tmp_path, rows)
    (finding,) = [f for f in found.findings if f["code"] == "part-sum"]
    assert (finding["params"]["area"], finding["params"]["sum"], finding["line"]) == ("1", 99, 2)


def test_areas_inside_that_do_not_add_up(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, people(town))
    assert "parent-sum" in codes(judged(tmp_path, hood("population", "2020", n1=290, n2=400)), "warning")
    assert "parent-sum" not in codes(judged(tmp_path, hood("population", "2020", n1=300)))


def test_a_total_that_gives_a_suppressed_figure_away(town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    rows[0] |= {"value": "", "status": "suppressed"}
    delivered(tmp_path, rows)
    assert "would-reveal" in codes(judged(tmp_path, hood("population", "2020", n1=300)), "warning")


def test_jumps_and_changed_units(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, hood("share-under-18", "2019", n1=20, n2=20, n3=20), HOODS)
    found = judged(tmp_path, hood("share-under-18", "2020", n1=21, n2=40, n3=19))
    (jump,) = [f for f in found.findings if f["code"] == "jump"]
    assert (jump["params"]["area"], jump["params"]["before"], jump["params"]["value"], jump["params"]["earlier"]) == (
        "2",
        20,
        40,
        "2019",
    )
    delivered(
        tmp_path, [{**r, "indicator": "median-income", "value": 20000} for r in people(town, "2019")], name="i.csv"
    )
    rows = [{**r, "indicator": "median-income", "value": 20} for r in people(town)]
    assert "magnitude" in codes(judged(tmp_path, rows, "sectors/2022"), "warning")


def test_areas_that_fell_out(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, hood("population", "2019", n1=20, n2=20, n3=20), HOODS)
    found = judged(tmp_path, hood("population", "2020", n1=21, n2=22))
    (missing,) = [f for f in found.findings if f["code"] == "areas-missing"]
    assert (missing["params"]["areas"], missing["params"]["earlier"]) == ("3", "2019")


def test_a_period_that_is_published_already_is_shown_as_a_difference(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, hood("population", "2020", n1=20, n2=20, n3=20), HOODS)
    found = judged(tmp_path, hood("population", "2020", n1=21, n2=20))
    (again,) = [f for f in found.findings if f["code"] == "period-again"]
    assert {k: again["params"][k] for k in ("changed", "same", "gone")} == {"changed": 1, "same": 1, "gone": 2}
    assert found.parts.get().difference == {"new": 0, "changed": 1, "same": 1, "gone": 2, "set_aside": 0}
    assert "nothing-new" in codes(judged(tmp_path, hood("population", "2020", n1=20)), "warning")


def test_lost_zeros_and_hyphens_are_guessed(town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    rows[0]["area"] = "21001a00-"
    found = judged(tmp_path, rows, "sectors/2022")
    assert any("probably “21001A00-”" in words for _, words, _ in findings_in_words(found))


def test_a_million_equal_faults_are_a_few_lines(town: Smalltown, tmp_path: Path) -> None:
    rows = [{"area": str(n), "indicator": "population", "period": "2020", "value": 1} for n in range(5000)]
    with pytest.raises(Faulty) as fault:
        take(write_csv(tmp_path / "big.csv", rows), long())
    assert len(fault.value.problems) < 50


def test_far_too_many_contradictions_are_a_wrong_file(town: Smalltown, tmp_path: Path) -> None:
    rows = [
        {**row, "period": str(1000 + n), "value": v} for n in range(900) for v in (1, 2) for row in people(town)[:12]
    ]
    with pytest.raises(Faulty, match="not a slip"):
        take(write_csv(tmp_path / "wrong.csv", rows), long())
