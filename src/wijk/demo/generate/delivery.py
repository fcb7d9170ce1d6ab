"""A file as an analyst receives it: next year's rents by neighbourhood, with one slip of the pen."""

import csv
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

INDICATOR = "median-rent"
SOURCE = "housing"
AREAS = "neighbourhoods/2020"
YEAR = "2026"
#: How the columns of the file become figures (keys of `[[observations]]`).
MAPPING: dict[str, Any] = {
    "areas": AREAS, "source": SOURCE, "shape": "long", "indicator": INDICATOR,
    "columns": {"area": "wijk", "period": "jaar", "value": "mediane huur"}, "marks": {"n.b.": "not-available"},
}  # fmt: skip


def rents(pack: Path, out: Path) -> Path:
    """Write next year's rents after those in the generated `pack` as CSV; in one neighbourhood a zero too many. Returns the file."""
    table = pq.read_table(pack / "figures" / f"{AREAS.replace('/', '-')}-{SOURCE}.parquet")
    table = table.filter(pc.equal(table["indicator"].cast("string"), INDICATOR))
    last = max(table["period"].cast("string").to_pylist())
    rows = table.filter(pc.equal(table["period"].cast("string"), last)).select(["area", "value"]).to_pylist()
    known = [row for row in rows if row["value"] is not None]
    slip = known[len(known) // 3]["area"]
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(["wijk", "jaar", "mediane huur"])
        for i, row in enumerate(rows):
            rent = (
                "n.b."
                if row["value"] is None
                else round(row["value"] * (1.022 + 0.004 * (i % 5))) * (10 if row["area"] == slip else 1)
            )
            writer.writerow([row["area"], YEAR, rent])
    return out
