"""SDMX-CSV, versions 1.0 and 2.0."""

from pathlib import Path

from wijk.methods.formats.sdmx import sdmx_columns
from wijk.methods.formats.tables import read_table


def test_it_knows_version_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("DATAFLOW,FREQ,GEO,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT\nX:F(1.0),A,BE1,2020,1.5,A,PC\n")
    found = sdmx_columns(read_table(path).columns)
    assert found is not None
    assert (found.version, found.dimensions, found.attributes) == ("1.0", ("FREQ", "GEO"), ("UNIT",))


def test_it_knows_version_two_with_labels() -> None:
    found = sdmx_columns(
        [
            "STRUCTURE",
            "STRUCTURE_ID",
            "ACTION",
            "GEO: Area",
            "TIME_PERIOD: Time",
            "OBS_VALUE: Value",
            "OBS_STATUS: Status",
        ]
    )
    assert found is not None
    assert (found.version, found.labelled, found.dimensions) == ("2.0", True, ("GEO: Area",))
    assert (found.time, found.value, found.status) == ("TIME_PERIOD: Time", "OBS_VALUE: Value", "OBS_STATUS: Status")


def test_other_tables_are_not_taken_for_it() -> None:
    assert sdmx_columns([]) is None
    assert sdmx_columns(["area", "OBS_VALUE"]) is None
    assert sdmx_columns(["DATAFLOW", "area"]) is None
