"""Ours: one count of a Pabulib file. `count_ours.py FILE RULE COMPLETION [SATISFACTION]` times the count; the parse is a fact."""

import sys
import time
from pathlib import Path

from bench.stopwatch import tell, timed
from wijk.cli.reckon.count.asking import election_of
from wijk.methods.budgeting.count import count
from wijk.methods.budgeting.election import Election, Project
from wijk.methods.budgeting.rules import Rules
from wijk.methods.formats.pabulib import read_pabulib


def main() -> None:
    """Read, warm up on a small street, count."""
    path, rule, completion, *satisfaction = sys.argv[1:]
    start = time.process_time()
    file = read_pabulib(Path(path))
    election = election_of(file)
    parsed = time.process_time() - start
    rules = Rules(rule, satisfaction[0] if satisfaction else "cost", completion)
    street = Election.of([Project("a", 70), Project("b", 60)], 100, [["a"], ["a", "b"], ["b"], ["b"]])
    result, cpu, compiled = timed(lambda: count(election, rules), warm_up=lambda: count(street, rules), times=3)
    tell(
        cpu, compiled=compiled, parse=round(parsed, 3), voters=election.voters, distinct=len(election.ballots),
        rounds=result.tried, winners=len(result.selected), selected=sorted(result.selected),
    )  # fmt: skip


main()
