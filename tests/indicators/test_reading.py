"""Large files are read in pieces and give what small ones give."""

from pathlib import Path

import numpy as np
import pytest

from tests.support.deliver import long, people, state, take, write_csv
from tests.support.smallground import Smalltown
from wijk.core.viewer import Operator
from wijk.indicators.actions import withdraw_delivery
from wijk.indicators.cells import Cells
from wijk.indicators.importers import plain_csv, sink


def some(n: int, start: int) -> Cells:
    """Cells whose lines say in which order they came."""
    place = np.arange(start, start + n, dtype=np.int32)
    blank = np.full(n, np.nan)
    return Cells(place, place, place.astype(float), blank, blank, np.full(n, ord("d"), np.uint8), place, place)


def test_what_is_spilt_comes_back_in_order(tmp_path: Path) -> None:
    full = sink.Sink(tmp_path / "scratch.parquet", bound=10)
    for start in range(0, 60, 6):
        full.add(np.array([0, 1, 2] * 2, np.int32), some(6, start))
    full.add(7, some(3, 100))
    given = dict(full.drain())
    assert full.total == 63
    assert [*given] == [0, 1, 2, 7]
    assert given[1].line.tolist() == [n for n in range(60) if n % 3 == 1]
    assert not (tmp_path / "scratch.parquet").exists()


@pytest.mark.parametrize("trouble", ["none", "quoted", "two lines", "guarded", "comma"])
def test_the_fast_reader_and_the_careful_one_agree(
    town: Smalltown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    path = write_csv(tmp_path / "p.csv", people(town))
    text = path.read_text()
    if trouble == "quoted":
        text = text.replace("population", '"population"')
    if trouble == "two lines":
        text = text.replace("21001A00-,population,2020,100,,,", '21001A00-,population,2020,100,,,"\n"')
    if trouble == "guarded":
        text = text.replace(",100,", ",'-0,")
    if trouble == "comma":
        text = text.replace(",", ";").replace(";100;", ";100,0;")
    path.write_text(text)
    careful = take(path, long())
    told, found = state(), [f.as_json() for _, f in careful.findings]
    withdraw_delivery(Operator(), delivery=careful.published[0], reason="again")
    monkeypatch.setattr(plain_csv, "LARGE", 0)
    fast = take(path, long())
    assert state() == told
    assert [f.as_json() for _, f in fast.findings] == found


def test_a_torn_line_in_a_large_file_is_named(town: Smalltown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_csv, "LARGE", 0)
    path = write_csv(tmp_path / "p.csv", people(town))
    path.write_text(path.read_text().replace("21002A00-,population", "21002A00-"))
    with pytest.raises(Exception, match="line 4"):
        take(path, long())
