"""The report on a conversation, for whoever leads the talk that follows."""

from collections.abc import Callable, Sequence

import numpy as np

from wijk.cli.reckon.opinions.analysis import Analysis
from wijk.cli.reckon.opinions.people import Organ
from wijk.cli.reckon.opinions.sentences import say
from wijk.cli.reckon.quoting import quoted
from wijk.cli.reckon.report import Report
from wijk.methods.opinions.basins import CONVERGE, DIVERGE, UNKNOWN
from wijk.methods.saying import Quantity, Saying, Share, Word

SHOWN = 25
Cell = Word | Saying


def tell(report: Report, found: Analysis, organ: Organ | None) -> Report:
    """The whole report."""
    topic = found.conversation.summary.get("topic", "")
    report.title(say("title_topic", topic=quoted(topic, longest=120)) if topic else say("title"))
    report.paragraph(*_read(found))
    _groups(report, found)
    _converge(report, found)
    _reconcile(report, found)
    _diverge(report, found)
    report.heading(say("unknown")).paragraph(say("unknown_count", count=found.basins.basin.count(UNKNOWN)))
    if organ is not None:
        report.heading(say("coverage")).paragraph(*organ.coverage.explain())
    report.heading(say("how")).points(_how(found))
    return report


def _read(found: Analysis) -> list[Saying]:
    votes = found.votes
    statements = int((votes.tally.sum(axis=1) > 0).sum())
    said = [say("read", people=len(votes.people), votes=len(votes.vote), statements=statements)]
    if votes.repeated:
        said.append(say("repeated", count=votes.repeated))
    if found.out:
        said.append(say("moderated", count=len(found.out)))
    return said


def _groups(report: Report, found: Analysis) -> None:
    report.heading(say("groups"))
    explained = found.groups.explain() if found.groups else found.polis.explain() if found.polis else ()
    report.paragraph(*explained)
    if found.exported is not None:
        report.paragraph(say("exported", value=Quantity(found.exported, 2)))
    for g, chosen in enumerate(found.representative):
        report.heading(say("group_name", group=g + 1))
        if not chosen:
            report.paragraph(say("nothing_apart"))
            continue
        rows = [
            (
                say("group_agrees" if one.side > 0 else "group_disagrees", text=_text(found, one.statement)),
                *one.explain(),
            )
            for one in chosen
        ]
        report.table(("", ""), rows)


def _converge(report: Report, found: Analysis) -> None:
    report.heading(say("converge")).paragraph(say("converge_intro" if len(found.size) > 1 else "converge_one"))
    basins = found.basins
    least = np.where(basins.side > 0, basins.low.min(axis=1), 1 - basins.high.max(axis=1))
    places = [j for j in np.argsort(-least, kind="stable").tolist() if basins.basin[j] == CONVERGE]
    _table(report, found, places, say("column_side"), lambda j: say("for" if basins.side[j] > 0 else "against"))


def _reconcile(report: Report, found: Analysis) -> None:
    report.heading(say("reconcile")).paragraph(say("reconcile_intro"))
    _table(report, found, found.basins.rank.tolist(), say("column_moves"), lambda j: int(found.basins.moves[j]))


def _diverge(report: Report, found: Analysis) -> None:
    report.heading(say("diverge")).paragraph(say("diverge_intro"))
    share = np.nan_to_num(found.basins.share(), nan=0.5)
    apart = share.max(axis=1) - share.min(axis=1)
    places = [j for j in np.argsort(-apart, kind="stable").tolist() if found.basins.basin[j] == DIVERGE]
    score = found.bridging.score
    _table(report, found, places, say("column_bridging"), lambda j: Quantity(float(np.nan_to_num(score[j])), 2))


def _table(
    report: Report, found: Analysis, places: Sequence[int], last: Saying, tell_last: Callable[[int], Cell]
) -> None:
    if not places:
        report.paragraph(say("none_here"))
        return
    many = found.basins.agree.shape[1]
    shares = [say("column_share", group=g + 1) for g in range(many)] if many > 1 else [say("column_share_all")]
    rows: list[list[Cell]] = [
        [f"“{_text(found, j)}”", *(_share(found, j, g) for g in range(many)), tell_last(j)] for j in places[:SHOWN]
    ]
    report.table((say("column_statement"), *shares, last), rows)
    if len(places) > SHOWN:
        report.paragraph(say("and_more", count=len(places) - SHOWN))


def _share(found: Analysis, j: int, g: int) -> Cell:
    count = int(found.basins.expressed[j, g])
    if not count:
        return "—"
    low, high = (Share(float(bound[j, g]), 0) for bound in (found.basins.low, found.basins.high))
    return say("cell", share=Share(int(found.basins.agree[j, g]) / count, 0), count=count, low=low, high=high)


def _text(found: Analysis, j: int) -> str:
    one = found.statements[j]
    return quoted(one.text or one.id)


def _how(found: Analysis) -> list[Saying]:
    basins, score = found.basins, found.bridging.score
    wrong = int(((basins.side != 0) & (np.sign(np.nan_to_num(score, nan=0.5) - 0.5) == -basins.side)).sum())
    checked = say("contradicted", count=wrong) if wrong else say("bridging_agrees")
    settings = say("settings", seed=found.wishes.seed, resamples=found.wishes.resamples)
    first, *rest = basins.explain()
    return [first, say("proposal"), say("seen"), *rest, *found.bridging.explain(), checked, settings]
