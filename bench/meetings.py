"""`./wijk bench meetings`: what do the pages and calendars of meetings cost in a city with ten thousand of them?

./wijk bench meetings                       # the generated city, sixty organs, 10,000 meetings
./wijk bench meetings --size village --count 1000
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import city
from bench.goals import ALONE, EACH, PAGE_MS, QUERIES, SIZES, queries_allowed

GOAL = (
    f"at most {QUERIES} queries ({ALONE} and {EACH} for each room where rooms join) and {PAGE_MS:.0f} ms; "
    "calendars have no goal for time: programs ask a few times a day"
)


def main(words: Sequence[str]) -> int:
    """Build, fill, measure, print, keep; 1 when a page asks more than it may."""
    options = _options(words)
    with tempfile.TemporaryDirectory(prefix="wijk-bench-") as scratch:
        folder = (options.folder or Path(scratch)) / options.size
        pack, home = folder / "pack", folder / "data"
        folder.mkdir(parents=True, exist_ok=True)
        if not home.exists():
            print(f"{options.size}: generating, loading …", file=sys.stderr, flush=True)
            city.step(home, "generate", options.size, str(pack))
            city.step(home, "load", str(pack))
        told = city.step(home, "meetings", str(options.count), str(options.runs))
    text = _markdown(told, options.size)
    options.out.mkdir(parents=True, exist_ok=True)
    kept = {"about": city.about(), "size": options.size, **told}
    (options.out / "meetings.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (options.out / "meetings.md").write_text(text, "utf-8")
    print(text)
    pages = told["pages"].items()
    joined = told["joined"]
    return int(any(page["queries"] > queries_allowed(name, joined) or page["status"] != 200 for name, page in pages))


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wijk bench meetings", description="Measure the pages of many meetings.")
    parser.add_argument("--size", choices=SIZES, default="city", help="the city around them (city)")
    parser.add_argument("--count", type=int, default=10_000, help="meetings (10000)")
    parser.add_argument("--runs", type=int, default=20, help="visits of each page that count (20)")
    parser.add_argument("--folder", type=Path, help="keep the installation here, and use the one that is there")
    parser.add_argument("--out", type=Path, default=city.ROOT / "bench" / "results", help="where the table goes")
    return parser.parse_args(words)


def _markdown(told: dict[str, Any], size: str) -> str:
    lines = [
        "# Pages of meetings", "",
        f"{told['meetings']:,} meetings of {told['organs']} organs with {told['items']:,} points, in the generated {size}. {GOAL}.", "",
        "| page | queries | processor ms | KB on the line |", "| --- | ---: | ---: | ---: |",
    ]  # fmt: skip
    for name, page in told["pages"].items():
        lines.append(f"| {name} | {page['queries']} | {page['ms']:.1f} | {page['gzip'] / 1000:.1f} |")
    return "\n".join(lines) + "\n"


def measured(count: int, runs: int) -> dict[str, Any]:
    """Fill the installation and visit each page; runs where Django is set up."""
    from bench import pages  # noqa: PLC0415 - opens only what the step measures
    from bench.instances.meetings import fill  # noqa: PLC0415

    told = fill(count)
    server = pages.Server()
    found = {name: pages.visit(server, address, runs) for name, address in _addresses()}
    return {**told, "joined": pages.joined(), "pages": found}


def _addresses() -> Iterator[tuple[str, str]]:
    from bench.pages import address_of as at  # noqa: PLC0415
    from wijk.core import clock  # noqa: PLC0415
    from wijk.meetings.models import Meeting  # noqa: PLC0415

    one = Meeting.objects.select_related("organ").filter(starts_at__gte=clock.now()).order_by("starts_at")[50]
    over = Meeting.objects.filter(state="approved").order_by("-starts_at")[50]
    area = one.places.exclude(area="").order_by("pk").values_list("area", flat=True)[0]
    level, _slash, code = area.partition("/")
    yield "meetings to come", at("meetings:index")
    yield "meetings that are over, page 40", at("meetings:index") + "?when=past&page=40"
    yield "meetings of a neighbourhood", at("meetings:index") + f"?area={area}"
    yield "meetings of an organ", at("meetings:index") + f"?organ={one.organ.key}"
    yield "one meeting to come", at("meetings:meeting", key=one.key)
    yield "one with approved minutes", at("meetings:meeting", key=over.key)
    yield "one organ", at("organs:organ", key=one.organ.key)
    yield "the neighbourhood page", at("portal:area", level=level, code=code)
    yield "calendar of one meeting", at("meetings:event", key=one.key)
    yield "calendar of an organ", at("meetings:calendar", what="organ", key=one.organ.key)
    yield "calendar of a neighbourhood", at("meetings:calendar", what="area", key=area)
    yield "calendar of the city (2,000 events)", at("meetings:calendar", what="city", key="all")
    yield "API: meetings, JSON", at("api:meetings_listed", form="json")
    yield "one meeting as Turtle", at("api:meeting_told", key=over.key, face="ttl")
