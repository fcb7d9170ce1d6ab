"""The outcome of a contest as a table: who, how long, how much memory, by what ratio, and which goals hold."""

import json
from dataclasses import asdict
from pathlib import Path

from bench.race import Outcome, Run


def keep(name: str, outcome: Outcome, folder: Path) -> bool:
    """Print the table, write it as Markdown and JSON, and say whether every goal that could be judged holds."""
    told = markdown(outcome)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(told, "utf-8")
    (folder / f"{name}.json").write_text(json.dumps(asdict(outcome), indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(told, flush=True)
    return all(goal.holds is not False for goal in outcome.goals)


def markdown(outcome: Outcome) -> str:
    """The whole outcome."""
    lines = [
        f"## {outcome.title}",
        "",
        "| case | who | CPU s | × ours | peak MB | compile s | found |",
        "| --- | --- | ---: | ---: | ---: | ---: | --- |",
    ]
    own = {run.case: run.cpu for run in outcome.runs if run.who.startswith("wijk") and run.cpu}
    lines += [_row(run, own.get(run.case)) for run in outcome.runs]
    marks = {True: "kept", False: "NOT KEPT", None: "not judged"}
    lines += ["", *(f"- {marks[goal.holds]}: {goal.says} — {goal.found}" for goal in outcome.goals)]
    lines += [f"- {remark}" for remark in outcome.remarks]
    return "\n".join(lines) + "\n"


def _row(run: Run, own: float | None) -> str:
    cpu = "—" if run.cpu is None else f"{run.cpu:.3f}"
    ratio = f"{run.cpu / own:,.1f}" if run.cpu is not None and own else ""
    memory = "" if run.peak_mb is None else f"{run.peak_mb:,.0f}"
    facts = ", ".join(
        f"{key} {value:.4g}" if isinstance(value, float) else f"{key} {value}"
        for key, value in run.facts.items()
        if not isinstance(value, list | dict)
    )
    return f"| {run.case} | {run.who} | {cpu} | {ratio} | {memory} | {run.compile:.2f} | {facts} {run.note} |"
