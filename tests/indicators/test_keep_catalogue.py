"""The catalogue is kept as a pack declares it, and reckons again where a declaration changes."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.cast import make_cast
from tests.support.deliver import cell, delivered, people
from tests.support.smallground import Smalltown
from wijk.core.errors import Faulty, NotAllowed
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.indicators.actions import IndicatorSpec, SourceSpec, ThemeSpec, keep_catalogue, keep_indicator, keep_source
from wijk.indicators.models import Indicator, Source
from wijk.trail.models import Entry

SOURCE = SourceSpec.of(
    {"code": "statbel", "name": "Statbel", "verdict": "accepted", "coverage": {"en": "Everybody"}, "download": "…"}
)
THEME = ThemeSpec.of({"code": "people", "name": {"nl": "Mensen"}, "hue": 3})
COUNT = IndicatorSpec.of({"code": "men", "theme": "people", "source": "statbel", "measure": "count", "name": "Men"})
SHARE = IndicatorSpec.of(
    {
        "code": "share-men", "theme": "people", "source": "statbel", "measure": "share", "name": {"en": "Men"}, "factor": 100,
        "weight": "men", "parts": ["men"], "next_release": date(2027, 1, 1), "lowest": 0,
    }
)  # fmt: skip


@pytest.mark.django_db
def test_keeping_twice_changes_nothing() -> None:
    first = keep_catalogue(Operator(), sources=[SOURCE], themes=[THEME], indicators=[SHARE, COUNT])
    assert sorted(first.added) == ["indicator:men", "indicator:share-men", "source:statbel", "theme:people"]
    kept = Indicator.objects.get(code="share-men")
    assert kept.weight is not None
    assert kept.weight.code == "men"
    assert [part.code for part in kept.parts.all()] == ["men"]
    assert (kept.factor, kept.lowest, kept.next_release, kept.name.to("nl")) == (100, 0, date(2027, 1, 1), "Men")
    second = keep_catalogue(Operator(), sources=[SOURCE], themes=[THEME], indicators=[SHARE, COUNT])
    assert (bool(second), second.same) == (False, 4)
    assert Entry.objects.filter(verb="indicators.keep_catalogue").count() == 1


@pytest.mark.django_db
def test_all_faults_are_told_at_once() -> None:
    bad = [
        IndicatorSpec(code="a b", theme="none", source="none", measure="guess", direction=3, decimals=20, factor=0, weight="none", parts=("x",)),
        COUNT, COUNT,
    ]  # fmt: skip
    with pytest.raises(Faulty) as fault:
        keep_catalogue(
            Operator(), sources=[SourceSpec("s", verdict="maybe")], themes=[ThemeSpec("t", hue=11)], indicators=bad
        )
    assert len(fault.value.problems) >= 12
    assert not Source.objects.exists()


def test_a_changed_factor_changes_the_figures_above(town: Smalltown, tmp_path: Path) -> None:
    rows = [
        {"area": c, "indicator": "share-under-18", "period": "2020", "numerator": 1, "denominator": 4}
        for c in town.sectors
    ]
    delivered(tmp_path, rows)
    assert cell("share-under-18", "region", "04000", "2020") == (25, "c")
    spec = IndicatorSpec(
        code="share-under-18", theme="population", source="town-hall", measure="share", name=Text.of("Young"), factor=1000, weight="population"
    )  # fmt: skip
    keep_indicator(make_cast().alice.viewer, spec=spec)
    assert cell("share-under-18", "region", "04000", "2020") == (250, "c")


def test_without_its_weight_nothing_is_estimated(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, people(town))
    rows = [{"area": c, "indicator": "share-under-18", "period": "2020", "value": 10} for c in ("1", "2", "3")]
    delivered(tmp_path, rows, "neighbourhoods/2022", "s.csv")
    assert cell("share-under-18", "municipality", "21001", "2020") == (10, "e")
    spec = IndicatorSpec(
        code="share-under-18", theme="population", source="town-hall", measure="share", name=Text.of("Y"), factor=100
    )
    keep_indicator(Operator(), spec=spec)
    assert cell("share-under-18", "municipality", "21001", "2020") == (None, "-")


def test_only_analysts_keep_it(town: Smalltown) -> None:
    cast = make_cast()
    for viewer in (cast.charlie.viewer, cast.dora.viewer, cast.nobody):
        with pytest.raises(NotAllowed):
            keep_source(viewer, spec=SOURCE)
    with pytest.raises(NotAllowed):
        keep_catalogue(cast.alice.viewer, sources=[SOURCE])
    keep_source(cast.alice.viewer, spec=SOURCE)
    assert Entry.objects.latest("index").data == {"source": "statbel"}
