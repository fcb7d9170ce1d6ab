"""`wijk suppress`: hide what would reveal people in a table, round it, or audit a table that is hidden already."""

import argparse
from pathlib import Path

import numpy as np

from wijk.cli.reckon.desk import Complaint, Desk, add_common
from wijk.cli.reckon.suppress.messages import say
from wijk.cli.reckon.suppress.sources import Given, given, rule_of
from wijk.cli.reckon.suppress.telling import (
    answer_of,
    audit_answer,
    audit_report,
    files_of,
    report_of,
    rounded_answer,
    rounded_files,
    rounded_report,
)
from wijk.methods.disclosure.audit import audit
from wijk.methods.disclosure.rounding import round_controlled
from wijk.methods.disclosure.rules import THRESHOLD, Sensitive, assess
from wijk.methods.disclosure.suppress import suppress
from wijk.methods.disclosure.table import Floats
from wijk.methods.saying import Rejected


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = commands.add_parser(
        "suppress",
        help="hide what would reveal people in a table, and check that the hiding holds",
        usage="wijk suppress [audit] TABLE [TABLE …] --hierarchy FILE … [options]",
        description="Hide the cells of TABLE that would reveal people, and as few others as possible, so that no hidden cell can be "
        "recomputed from totals. With the word “audit” first: try to recompute the hidden cells of a table that is already hidden.",
    )
    command.add_argument(
        "words", metavar="TABLE", nargs="+", help="tables with a column for each dimension and one for the count"
    )
    command.add_argument(
        "--hierarchy",
        metavar="[COLUMN=]FILE",
        action="append",
        default=[],
        help="a table child,parent; of the first column unless named; give as many as there are",
    )
    command.add_argument("--threshold", metavar="N", type=int, help="counts below N (and above 0) are sensitive")
    command.add_argument("--zeros", action="store_true", help="0 is sensitive, too, and may be hidden")
    command.add_argument(
        "--dominance", metavar="N,K", help="sensitive where the N largest contributors make up more than K per cent"
    )
    command.add_argument(
        "--percent",
        metavar="P",
        type=float,
        help="sensitive where the largest can be estimated to within P per cent (p%% rule)",
    )
    command.add_argument("--mark", metavar="COLUMN", help="cells with yes in this column are sensitive")
    command.add_argument(
        "--margin",
        metavar="SHARE",
        type=float,
        default=0.3,
        help="how uncertain marked cells must stay, as a share of their value (0.3)",
    )
    command.add_argument(
        "--round",
        metavar="BASE",
        type=int,
        help="hide nothing, but round every cell to a multiple of BASE, totals included",
    )
    command.add_argument(
        "--reasons",
        action="store_true",
        help="publish the reason with each hidden cell; what it tells is reckoned with",
    )
    command.add_argument(
        "--original",
        metavar="FILE",
        type=Path,
        action="append",
        help="audit: the table before hiding; needs the rule, too",
    )
    command.add_argument("--count", metavar="COLUMN", default="count", help="the column with the counts (count)")
    command.add_argument(
        "--dimensions", metavar="A,B", help="the columns that say what a cell is about (all that have no other meaning)"
    )
    command.add_argument("--contributors", metavar="COLUMN", help="how many stand behind each cell (contributors)")
    command.add_argument("--largest", metavar="COLUMN", help="the largest contributions, with spaces between (largest)")
    command.add_argument(
        "--publish",
        metavar="COLUMN",
        help="no: a block that is never published and only ties perimeters together (publish)",
    )
    command.add_argument("--weight", metavar="COLUMN", help="what it costs to hide each cell (its count + 1)")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Audit, round or hide."""
    desk = Desk(options)
    if options.words[0] == "audit":
        if len(options.words) < 2:
            raise Complaint(say("nothing_to_do"))
        return _audit(desk, options)
    found = given([Path(word) for word in options.words], options)
    if options.round is not None:
        if options.threshold or options.dominance or options.percent or options.mark:
            raise Complaint(say("round_with"))
        rounded = round_controlled(found.table, options.round)
        report = rounded_report(desk.report(), found, rounded)
        return desk.answer(rounded_answer(rounded), report, rounded_files(found, rounded))
    sensitive = _assessed(found, options)
    protected = suppress(
        found.table, sensitive, weights=found.weights, unpublished=found.unpublished, progress=desk.progress
    )
    known = protected.sensitive
    checked = audit(
        found.table,
        protected.hidden,
        known.least,
        most=known.most,
        wanted=(known.low, known.high),
        progress=desk.progress,
    )
    if checked.unsafe:
        raise Rejected([*checked.explain(), say("line_rejected")])
    answer = answer_of(found, protected, checked, options.reasons)
    report = report_of(desk.report(), found, protected, checked)
    return desk.answer(answer, report, files_of(found, protected, checked, options.reasons))


def _assessed(found: Given, options: argparse.Namespace) -> Sensitive:
    return assess(
        found.table,
        rule_of(options),
        contributors=found.contributors,
        largest=found.largest,
        marked=found.marked,
        unpublished=found.unpublished,
    )


def _audit(desk: Desk, options: argparse.Namespace) -> int:
    """0 when every hidden cell is safe, 1 when one is not."""
    found = given([Path(word) for word in options.words[1:]], options, published=True)
    hidden = found.hidden | found.unpublished
    least = np.where(found.unpublished | options.zeros | (not found.table.counts), 0.0, 1.0)
    most = np.full(len(found.table), np.inf)
    if found.told is not None and options.threshold:
        few = np.array([reason == THRESHOLD for reason in found.told]) & hidden
        told = np.array([reason not in ("", THRESHOLD) for reason in found.told]) & hidden & ~found.unpublished
        most[few], least[told] = options.threshold - 1.0, options.threshold
    wanted = None
    if options.original:
        before = given(options.original, options)
        wanted = _wanted(found, before, _assessed(before, options))
    checked = audit(
        found.table,
        hidden,
        least,
        most=most,
        threshold=options.threshold,
        zeros=options.zeros,
        wanted=wanted,
        progress=desk.progress,
    )
    desk.answer(audit_answer(checked), audit_report(desk.report(), found, checked))
    return 1 if checked.unsafe else 0


def _wanted(found: Given, before: Given, sensitive: Sensitive) -> tuple[Floats, Floats]:
    """The intervals that must stay open, in the order of the published table."""
    at = {key: cell for cell, key in enumerate(before.table.keys)}
    strange = [key for key in found.table.keys if key not in at]
    if strange or len(at) != len(found.table):
        key = strange[0] if strange else next(key for key in at if key not in set(found.table.keys))
        raise Complaint(say("original_differs", cell=" · ".join(key)))
    order = np.array([at[key] for key in found.table.keys], dtype=np.int64)
    return sensitive.low[order], sensitive.high[order]
