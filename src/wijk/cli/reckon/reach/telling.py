"""What `wijk reach` answers: JSON, a report for the minutes, and tables."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.cli.reckon.desk import Desk
from wijk.cli.reckon.reach.words import say
from wijk.cli.reckon.report import Report
from wijk.methods.formats.exports import write_csv_rows
from wijk.methods.formats.values import Value
from wijk.methods.proximity.gains import Gains
from wijk.methods.proximity.reach import AreaReach, Reach, deficits
from wijk.methods.saying import Quantity, Saying, Share, Word

SHOWN = 20
"""Areas and candidates in the report; the tables hold all."""


@dataclass(frozen=True)
class Reckoned:
    """Everything that a run of the command found."""

    ids: Sequence[str]
    people: NDArray[np.float64] | None
    found: Reach
    areas: AreaReach | None
    total: AreaReach
    gains: Gains | None
    says: tuple[Saying, ...]
    notes: tuple[str, ...]


def answer_of(run: Reckoned) -> dict[str, Any]:
    """The answer as JSON: columns per origin, figures per area, gains; what cannot be reached is null and flagged."""
    found = run.found
    names = found.categories
    answer: dict[str, Any] = {
        "method": found.method,
        "categories": names,
        "minutes": found.minutes,
        "speed": found.speed,
        "residents": float(run.total.population[0]),
        "all": _area(run.total, 0, run),
        "origins": {
            "id": run.ids,
            "on_network": found.on_network,
            "metres": {name: np.round(found.metres[:, c], 3) for c, name in enumerate(names)},
            "minutes": {name: np.round(found.walking_minutes[:, c], 3) for c, name in enumerate(names)},
            "unreachable": {name: found.unreachable[:, c] for c, name in enumerate(names)},
            "within": {name: _by_minutes(run, found.within[:, c].T) for c, name in enumerate(names)},
        },
        "notes": [*map(str, run.says), *run.notes],
    }
    if run.areas:
        answer["areas"] = {name: _area(run.areas, i, run) for i, name in enumerate(run.areas.areas)}
    if run.gains:
        answer["gains"] = _gains(run.gains)
    return answer


def _by_minutes(run: Reckoned, values: NDArray[Any]) -> dict[str, Any]:
    return {f"{minutes:g}": values[k] for k, minutes in enumerate(run.found.minutes)}


def _area(areas: AreaReach, row: int, run: Reckoned) -> dict[str, Any]:
    shares = areas.share_without()
    return {
        "residents": float(areas.population[row]),
        "off_network": float(areas.off[row]),
        "categories": {
            name: {
                "mean_minutes": float(areas.mean_minutes[row, c]),
                "unreached": float(areas.unreached[row, c]),
                "without": _by_minutes(run, areas.without[row, c]),
                "share_without": _by_minutes(run, shares[row, c]),
            }
            for c, name in enumerate(run.found.categories)
        },
    }


def _gains(gains: Gains) -> dict[str, Any]:
    return {
        "method": gains.method,
        "minutes": gains.minutes,
        "candidates": [
            {"id": one, "category": kind, "newly_within": float(alone), "minutes_spared": float(spared)}
            for one, kind, alone, spared in zip(gains.ids, gains.category, gains.alone, gains.saved, strict=True)
        ],
        "sequence": {
            kind: [{"id": gains.ids[step.candidate], "newly_within": step.people} for step in steps]
            for kind, steps in gains.sequence.items()
        },
    }


def report_of(run: Reckoned, desk: Desk) -> Report:
    """The report."""
    found, total = run.found, run.total
    last = f"{found.minutes[-1]:g}"
    report = desk.report().title(say("reach_title"))
    report.heading(say("reach_lacking")).points(deficits(found, run.people))
    report.table(
        [say("reach_category"), say("reach_mean"), say("reach_unreached"), *(say("reach_without", minutes=f"{m:g}") for m in found.minutes)],
        [
            [name, _number(total.mean_minutes[0, c], 1), _number(total.unreached[0, c], 0), *_shares(total, 0, c)]
            for c, name in enumerate(found.categories)
        ],
    )  # fmt: skip
    if run.areas:
        _tell_areas(report, run, run.areas, last)
    if run.gains:
        report.heading(say("reach_gains")).points(run.gains.explain())
        _tell_gains(report, run.gains)
    return report.heading(say("reach_how")).points(run.says)


def _tell_areas(report: Report, run: Reckoned, areas: AreaReach, last: str) -> None:
    report.heading(say("reach_areas"))
    shares = areas.share_without()
    known = np.flatnonzero(areas.population > areas.off).tolist()
    order = sorted(known, key=lambda i: (-float(areas.without[i, :, -1].sum()), areas.areas[i]))
    if len(order) > SHOWN:
        report.paragraph(say("reach_first_areas", count=SHOWN))
    report.paragraph(say("reach_without", minutes=last))
    rows = [
        [areas.areas[i], _number(areas.population[i], 0), *(_share(shares[i, c, -1]) for c in range(shares.shape[1]))]
        for i in order[:SHOWN]
    ]
    report.table([say("reach_area"), say("reach_residents"), *run.found.categories], rows)


def _tell_gains(report: Report, gains: Gains) -> None:
    order = np.lexsort((np.asarray(gains.ids), -gains.alone))[:SHOWN].tolist()
    report.table(
        [say("reach_candidate"), say("reach_category"), say("reach_alone"), say("reach_spared")],
        [[gains.ids[i], gains.category[i], _number(gains.alone[i], 0), _number(gains.saved[i], 0)] for i in order],
    )


def files_of(run: Reckoned) -> Mapping[str, bytes | str]:
    """origins.csv, and areas.csv and candidates.csv where they were asked for."""
    found = run.found
    origins: dict[str, Sequence[Value]] = {
        "id": list(run.ids),
        "on_network": [str(bool(on)) for on in found.on_network],
    }
    for c, name in enumerate(found.categories):
        origins[f"{name} metres"] = _column(found.metres[:, c], 3)
        origins[f"{name} minutes"] = _column(found.walking_minutes[:, c], 3)
        origins[f"{name} unreachable"] = [str(bool(one)) for one in found.unreachable[:, c]]
        for k, minutes in enumerate(found.minutes):
            origins[f"{name} within {minutes:g}"] = found.within[:, c, k].tolist()
    files = {"origins.csv": _csv(origins)}
    if run.areas:
        files["areas.csv"] = _csv(_area_columns(run, run.areas))
    if run.gains:
        g = run.gains
        files["candidates.csv"] = _csv(
            {"id": list(g.ids), "category": list(g.category), "newly within": g.alone.tolist(), "minutes spared": _column(g.saved, 3)}
        )  # fmt: skip
    return files


def _area_columns(run: Reckoned, areas: AreaReach) -> dict[str, Sequence[Value]]:
    columns: dict[str, Sequence[Value]] = {
        "area": list(areas.areas),
        "residents": areas.population.tolist(),
        "off network": areas.off.tolist(),
    }
    for c, name in enumerate(run.found.categories):
        columns[f"{name} mean minutes"] = _column(areas.mean_minutes[:, c], 3)
        columns[f"{name} unreached"] = areas.unreached[:, c].tolist()
        for k, minutes in enumerate(run.found.minutes):
            columns[f"{name} without in {minutes:g}"] = areas.without[:, c, k].tolist()
    return columns


def _column(values: NDArray[np.float64], decimals: int) -> list[Value]:
    return [None if np.isnan(value) else round(float(value), decimals) for value in values]


def _csv(columns: Mapping[str, Sequence[Value]]) -> str:
    text = io.StringIO()
    write_csv_rows(text, list(columns), zip(*columns.values(), strict=True))
    return text.getvalue()


def _number(value: float, decimals: int) -> Word:
    return "–" if np.isnan(value) else Quantity(float(value), decimals)


def _share(value: float) -> Word:
    return "–" if np.isnan(value) else Share(float(value))


def _shares(areas: AreaReach, row: int, category: int) -> list[Word]:
    return [_share(value) for value in areas.share_without()[row, category].tolist()]
