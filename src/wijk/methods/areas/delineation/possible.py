"""What simple arithmetic shows to be impossible is refused at once, with its place."""

import math
from collections.abc import Sequence

import numpy as np

from wijk.methods.areas.delineation.messages import say, some
from wijk.methods.areas.delineation.problem import Problem, components
from wijk.methods.saying import Rejected


def check_possible(problem: Problem) -> None:
    """Raise Rejected when counting people and pieces shows that no division can keep the rules."""
    rules, people = problem.rules, problem.population()
    parts = components(problem)
    heavy = np.flatnonzero(people > rules.ceiling).tolist()
    if heavy:
        raise Rejected(say("unit_above_ceiling", ceiling=rules.ceiling, units=problem.names(heavy)))
    sums = [float(people[part].sum()) for part in parts]
    poor = [(total, part) for total, part in zip(sums, parts, strict=True) if total < rules.floor]
    if rules.regions is None:
        _refuse_poor(problem, poor)
        return
    wanted = rules.regions - problem.alone
    total = float(people.sum())
    if wanted > problem.pieces:
        raise Rejected(say("too_many_regions", regions=rules.regions, units=problem.pieces + problem.alone))
    if len(parts) > wanted:
        names = some([problem.units.ids[int(np.flatnonzero(problem.piece == part[0])[0])] for part in parts])
        raise Rejected(say("too_many_parts", parts=len(parts) + problem.alone, regions=rules.regions, units=names))
    if wanted * rules.floor > total:
        raise Rejected(
            say("floor_above_total", regions=wanted, floor=rules.floor, needed=wanted * rules.floor, total=total)
        )
    if wanted * rules.ceiling < total:
        raise Rejected(
            say(
                "ceiling_below_total",
                regions=wanted,
                ceiling=rules.ceiling,
                room=max(wanted, 0) * rules.ceiling,
                total=total,
            )
        )
    _refuse_poor(problem, poor)
    room = sum(most_of(len(part), total, rules.floor) for part, total in zip(parts, sums, strict=True))
    if room < wanted:
        raise Rejected(say("parts_hold_fewer", floor=rules.floor, room=room, regions=wanted))
    needed = sum(max(1, math.ceil(total / rules.ceiling)) for total in sums)
    if needed > wanted:
        raise Rejected(say("parts_need_more", ceiling=rules.ceiling, needed=needed, regions=wanted))


def most_of(pieces: int, people: float, floor: float) -> int:
    """At most how many regions of at least `floor` people such a part of the map can hold.

    >>> most_of(5, 100.0, 30.0), most_of(5, 100.0, 0.0)
    (3, 5)
    """
    return pieces if pieces * floor <= people else math.floor(people / floor)


def _refuse_poor(problem: Problem, poor: Sequence[tuple[float, list[int]]]) -> None:
    if poor:
        raise Rejected(
            [
                say("part_below_floor", population=total, floor=problem.rules.floor, units=problem.names(part))
                for total, part in poor[:20]
            ]
        )
