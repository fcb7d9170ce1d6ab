"""`./wijk bench [NAME …]`: measure, side by side with others where there are others, and write the tables.

./wijk bench                    # everything; takes long
./wijk bench count reach        # some contests
./wijk bench pages --sizes city # the pages, with their own options
./wijk bench voices             # what people said, in great number
./wijk bench meetings           # the pages and calendars of 10,000 meetings
./wijk bench count --no-peers   # ours alone: a quick look
./wijk bench votes              # votes on statements through the server, with their own options
./wijk bench paper              # a pile of a thousand sheets, from the printer to what became of them
./wijk bench inquiry            # a public inquiry of two thousand remarks, from the notice to the report
./wijk bench report             # what the worker needs for the report of a conversation
"""

import argparse
import sys
from pathlib import Path

from bench import building, city, inquiry, meetings, paper, understanding, voices, votes
from bench.contests import CONTESTS
from bench.race import Field
from bench.tables import keep

ROOT = Path(__file__).resolve().parent.parent


def main(words: list[str]) -> int:
    """Run what was named; 1 when a goal is not kept."""
    if words[:1] == ["pages"]:
        return city.main(words[1:])
    if words[:1] == ["demo"]:
        return building.main(words[1:])
    if words[:1] == ["voices"]:
        return voices.main(words[1:])
    if words[:1] == ["votes"]:
        return votes.main(words[1:])
    if words[:1] == ["meetings"]:
        return meetings.main(words[1:])
    if words[:1] == ["paper"]:
        return paper.main(words[1:])
    if words[:1] == ["inquiry"]:
        return inquiry.main(words[1:])
    if words[:1] == ["report"]:
        return understanding.main(words[1:])
    options = _options(words)
    names = options.names or list(CONTESTS)
    kept = True
    for name in names:
        field = Field(name, ROOT / "bench" / "scratch", peers=options.peers, limit=options.limit, large=options.large)
        outcome = CONTESTS[name].run(field)
        kept &= keep(name, outcome, options.out)
    if not options.names:
        kept &= city.main([]) == 0
    return 0 if kept else 1


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wijk bench", description="Measure the methods beside their peers.")
    parser.add_argument(
        "names", nargs="*", choices=[*CONTESTS, []], metavar="NAME", help=f"some of {', '.join(CONTESTS)}, or pages"
    )
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="measure ours alone")
    parser.add_argument("--limit", type=float, default=300, help="CPU seconds after which a peer is stopped (300)")
    parser.add_argument("--large", action="store_true", help="also ten times the size")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results", help="where the tables go")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
