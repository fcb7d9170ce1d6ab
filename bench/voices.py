"""`./wijk bench voices`: what the list, the map, the search and the files cost with 1,000, 10,000 and 100,000 located contributions.

./wijk bench voices                       # all three sizes; the largest takes some minutes to write
./wijk bench voices --sizes 1000,10000    # a quick look
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.city import ROOT

SIZES = (1_000, 10_000, 100_000)
#: What was promised: questions and processor milliseconds of a page, of a tile, and kilobytes of a first visit.
QUERIES, PAGE_MS, TILE_MS, WIRE_KB = 12, 15.0, 30.0, 120.0
CLOCK_MS = 30.0
#: With 1,000 ideas or hearings, measured once on a quiet machine with two cores: queries, milliseconds, kilobytes of the answer.
PEERS = (
    ("adhocracy+, list (15 of 1,000 ideas)", 105, 121.0, ""), ("adhocracy+, map (1,000 ideas)", 3_048, 2_500.0, "637.0"),
    ("Kerrokantasi, list (50 of 1,000 hearings)", 8, 47.0, ""),
)  # fmt: skip


def main(words: Sequence[str]) -> int:
    """Measure, print, keep; 1 where something that was promised is not kept."""
    parser = argparse.ArgumentParser(prog="wijk bench voices", description="Measure what people said, in great number.")
    parser.add_argument("--sizes", type=lambda w: [int(n) for n in w.split(",")], default=list(SIZES), metavar="N,N")
    parser.add_argument("--city", default="city", help="size of the generated city around them (city)")
    parser.add_argument("--runs", type=int, default=15, help="visits of each page that count (15)")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results", help="where the table goes")
    options = parser.parse_args(words)
    results: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="wijk-bench-") as scratch:
        home, pack = Path(scratch) / "data", Path(scratch) / "pack"
        _step(home, "generate", options.city, str(pack))
        _step(home, "load", str(pack))
        for size in sorted(options.sizes):
            print(f"{size} contributions …", file=sys.stderr, flush=True)
            results[size] = _step(home, "voices", str(size), str(options.runs))
    told, kept = _table(results)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "voices.json").write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    (options.out / "voices.md").write_text(told, "utf-8")
    print(told)
    return 0 if kept else 1


def _step(home: Path, *words: str) -> dict[str, Any]:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "bench.steps", *words], env={**os.environ, "WIJK_DATA": str(home), "PYTHONPATH": paths}, cwd=ROOT,
        stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"The step “{' '.join(words[:2])}” failed; its message stands above.")
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def measured(size: int, runs: int) -> dict[str, Any]:
    """Fill up to so many, then visit every page: within an installation."""
    from django.core.cache.backends.dummy import DummyCache  # noqa: PLC0415

    from bench import pages  # noqa: PLC0415 - needs Django's settings
    from bench.crowd import fill  # noqa: PLC0415
    from wijk.answers.views import public as clock  # noqa: PLC0415
    from wijk.contributions.models import Contribution  # noqa: PLC0415
    from wijk.trail import queries as trail  # noqa: PLC0415

    start = time.process_time()
    there = Contribution.objects.count()
    fill(size - there, seed=size, first=there)
    spent = time.process_time() - start
    server, found = pages.Server(), dict[str, Any]()
    for name, address in addresses():
        found[name] = pages.visit(server, address, runs)
    # nothing kept: as the first visitor after each change in the city finds it
    changing = _Changing()
    with patch.object(trail, "_LAST", changing), patch.object(clock, "cache", DummyCache("", {})):
        for name in (
            "list",
            "list of ideas in French",
            "tile of the whole city",
            "public clock",
            "public clock by neighbourhood",
        ):
            found[f"{name}, nothing kept"] = pages.visit(changing.before_each(server), dict(addresses())[name], runs)
    weight = pages.first_visit(server, dict(addresses())["list"])
    return {"pages": found, "first_visit_kb": round(sum(weight.values()) / 1000, 1), "fill_s": round(spent, 1)}


class _Changing:
    """A trail that ends otherwise before each visit."""

    def __init__(self) -> None:
        self.entries = 0

    def ask(self) -> list[tuple[str]]:
        return [(f"{self.entries}",)]

    def before_each(self, server: Any) -> Any:
        """The server, before each visit to which something was done."""
        return _After(self, server)


class _After:
    def __init__(self, trail: _Changing, server: Any) -> None:
        self.trail, self.server = trail, server

    def get(self, address: str) -> Any:
        self.trail.entries += 1
        return self.server.get(address)


def addresses() -> list[tuple[str, str]]:
    """(what it is, its address)."""
    from django.urls import reverse  # noqa: PLC0415
    from django.utils.translation import override  # noqa: PLC0415

    from wijk.contributions import cells  # noqa: PLC0415
    from wijk.contributions.models import Contribution  # noqa: PLC0415
    from wijk.contributions.queries import Filter, listed  # noqa: PLC0415

    row = Contribution.objects.order_by("pk")[0]
    assert row.lon is not None
    assert row.lat is not None
    x, y = cells.step(row.lon, row.lat)
    far, seldom = (
        listed(Filter(), after=str(listed(Filter(order="oldest"), limit=300).rows[-1].listed.turn)),
        row.body.split()[-1].strip("."),
    )
    rare = "kind=repair&state=refused&language=en&category=leisure"
    point = f"lon={row.lon}&lat={row.lat}&metres=500&order=near"
    with override("nl"):
        home = reverse("contributions:voices")
        voice = reverse("contributions:voice", args=[row.key])
        hood, said = reverse("portal:area", args=row.area.split("/")), reverse("answers:clock")
    since = f"since={row.given_at - timedelta(days=730):%Y-%m-%d}&until={row.given_at + timedelta(days=730):%Y-%m-%d}"
    start, end = row.given_at, row.given_at + timedelta(days=89)
    tile = {zoom: f"/voices/tiles/{zoom}/{x >> (22 - zoom)}/{y >> (22 - zoom)}.mvt" for zoom in (9, 10, 12, 14, 16)}
    return [
        ("list", home), ("list, far back", f"{home}?after={far.after or far.before}"), ("list, most supported", f"{home}?order=supported"),
        ("list of ideas in French", f"{home}?kind=idea&language=fr"), ("list of a rare sort", f"{home}?{rare}"),
        ("list of a neighbourhood", f"{home}?area={row.area}&order=supported"), ("list around a point", f"{home}?{point}"),
        ("search: a common word", f"{home}?q=straat"), ("search: two common words", f"{home}?q=fiets+straat"),
        ("search: a rare word and a common one", f"{home}?q={seldom}+straat"), ("search: a slip of the pen", f"{home}?q=fitspad+speeplein+verkeeer"),
        ("tile of the whole city", tile[9]), ("tile of a part", tile[10]), ("tile of a quarter", tile[12]), ("tile of streets", tile[14]),
        ("tile close by", tile[16]), ("tile of ideas in French", f"{tile[9]}?kind=idea&language=fr"), ("tile of a word", f"{tile[9]}?q=straat"),
        ("one contribution", voice), ("neighbourhood page", hood),
        ("public clock", f"{said}?{since}"), ("public clock by neighbourhood", f"{said}?{since}&by=area"),
        ("API: one page", "/api/v1/contributions?limit=20"),
        ("Open311: 90 days", f"/open311/v2/requests.json?page_size=50&start_date={start:%Y-%m-%d}T00:00:00Z&end_date={end:%Y-%m-%d}T00:00:00Z"),
    ]  # fmt: skip


def _at_thousand(sizes: Sequence[int], told: str) -> list[str]:
    """What was measured with a thousand alone, in its column."""
    return [told if n == SIZES[0] else "" for n in sizes]


def _table(results: dict[int, dict[str, Any]]) -> tuple[str, bool]:
    sizes = list(results)
    head = ["page", *(f"{n:,}: queries" for n in sizes), *(f"{n:,}: ms" for n in sizes), "kB, largest"]
    lines = ["# What people said, in great number", "", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    kept = True
    for name in results[sizes[-1]]["pages"]:
        cells = [results[n]["pages"][name] for n in sizes]
        most = TILE_MS if "tile" in name else CLOCK_MS if "clock" in name else PAGE_MS
        good = (cells[-1]["queries"] <= QUERIES and cells[-1]["ms"] <= most) or name == "neighbourhood page"
        kept &= good
        row = [name if good else f"**{name}**", *(str(c["queries"]) for c in cells), *(f"{c['ms']:.1f}" for c in cells)]
        lines.append(f"| {' | '.join([*row, format(cells[-1]['gzip'] / 1000, '.1f')])} |")
    for name, queries, spent, weight in PEERS:
        row = [f"*{name}*", *_at_thousand(sizes, str(queries)), *_at_thousand(sizes, f"{spent:.1f}"), weight]
        lines.append(f"| {' | '.join(row)} |")
    first = max(results[n]["first_visit_kb"] for n in sizes)
    kept &= first <= WIRE_KB
    lines += [
        "", f"First visit of the list with all that it loads: {first} kB (at most {WIRE_KB:.0f}).",
        f"Goals: {QUERIES} queries, {PAGE_MS:.0f} ms a page, {TILE_MS:.0f} ms a tile, {CLOCK_MS:.0f} ms the public clock; “nothing kept” is the "
        "first visit after a change. In italics what peers take with 1,000, of the clock on the wall. The neighbourhood page is judged "
        "by `./wijk bench pages`.",
        "",
    ]  # fmt: skip
    return "\n".join(lines), kept
