"""`wijk delivery …` does at a terminal what the office does in a browser."""

from pathlib import Path

import pytest

from tests.support.deliver import cell, data_folder, people, quiet_town, write_csv
from wijk.cli.installed import parser
from wijk.core.errors import Refused
from wijk.indicators.models import Delivery

__all__ = ["data_folder"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]


def wijk(*words: str) -> int:
    """Run one command as the terminal does."""
    options = parser().parse_args(["delivery", *words])
    return int(options.run(options) or 0)


def test_a_file_is_staged_shown_published_and_withdrawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_csv(tmp_path / "p.csv", people(quiet_town()))
    assert wijk("stage", str(path), "--areas", "sectors/2022", "--source", "town-hall") == 0
    key = Delivery.objects.get().key
    assert key in capsys.readouterr().out
    wijk("list")
    assert "staged" in capsys.readouterr().out
    assert wijk("show", key) == 0
    assert "13 figures (13 new)" in capsys.readouterr().out
    wijk("publish", key)
    assert cell("population", "region", "04000", "2020") == (1107, "c")
    wijk("reckon")
    wijk("withdraw", key, "--reason", "a trial")
    assert cell("population", "region", "04000", "2020") == (None, "-")
    with pytest.raises(Refused):
        wijk("publish", key)


def test_a_description_may_stand_in_a_file(tmp_path: Path) -> None:
    quiet_town()
    (tmp_path / "w.csv").write_text("wijk;inw\n1;300\n2;200\n")
    (tmp_path / "m.toml").write_text(
        '[[observations]]\nfile = "w.csv"\nareas = "neighbourhoods/2022"\nshape = "wide"\nperiod = "2020"\n'
        'columns = { area = "wijk" }\nvalues = { population = "inw" }\n'
    )
    assert wijk("stage", str(tmp_path / "w.csv"), "--mapping", str(tmp_path / "m.toml")) == 0
    assert Delivery.objects.get().parts.get().rows == 2


def test_what_is_wrong_goes_to_the_error_stream(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quiet_town()
    (tmp_path / "e.csv").write_text("")
    (tmp_path / "m.toml").write_text("not toml")
    assert wijk("stage", str(tmp_path / "e.csv"), "--areas", "sectors/2022") == 1
    assert "e.csv" in capsys.readouterr().err
    assert wijk("stage", str(tmp_path / "gone.csv"), "--areas", "sectors/2022") == 1
    with pytest.raises(Refused):
        wijk("stage", str(tmp_path / "e.csv"), "--mapping", str(tmp_path / "m.toml"))
    assert not Delivery.objects.exists()
