"""How many letters go to whom, so that enough people volunteer? The first stage of a lottery (method `sortition.letters/1`).

Each stratum gets at least as many letters as make it certain enough that it gives the volunteers wanted, where each letter is answered
independently with the expected response. What a budget leaves beyond that brings all strata as near as may be to their share of the register.

Source: the binomial distribution; Hamilton's method (largest remainders) for whole letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from wijk.methods.saying import Rejected, Saying, Share
from wijk.methods.sortition.cells import Ints
from wijk.methods.sortition.messages import say

METHOD = "sortition.letters/1"


@dataclass(frozen=True)
class Stratum:
    """People of the register who are invited alike: how many, how many in one volunteer (0–1), how many volunteers are wanted."""

    name: str
    people: int
    response: float
    wanted: int = 0


@dataclass(frozen=True)
class Letters:
    """Letters per stratum, in the order given; `certainty[i]` is the probability that stratum i gives the volunteers wanted of it."""

    method: str
    strata: tuple[Stratum, ...]
    letters: tuple[int, ...]
    floor: tuple[int, ...]
    """what the certainty asks of each stratum"""
    certainty: tuple[float, ...]
    asked: float

    def explain(self) -> tuple[Saying, ...]:
        """What was reckoned, in sentences for the minutes."""
        people, total, floor = sum(one.people for one in self.strata), sum(self.letters), sum(self.floor)
        said = [say("letters_made", letters=total, strata=len(self.strata), people=people)]
        if any(one.wanted for one in self.strata):
            said.append(say("letters_sure", certainty=Share(self.asked)))
        if total > floor:
            said.append(say("letters_spread", floor=floor, rest=total - floor))
        return tuple(said)


def spread(strata: Sequence[Stratum], *, certainty: float = 0.95, budget: int | None = None) -> Letters:
    """How many letters does each stratum get?

    `certainty` is the probability that *all* strata give what is wanted of them; `budget` the number of letters in all (None: as few as the
    certainty asks). Raises Rejected for what cannot be reckoned, and says what certainty or budget cannot be met.

    >>> spread([Stratum("young", 900, 0.05, 2), Stratum("old", 100, 0.2, 2)], certainty=0.9, budget=120).letters
    (98, 22)
    """
    faults = _faults(strata, certainty, budget)
    if faults:
        raise Rejected(faults)
    each = certainty ** (1 / max(1, sum(one.wanted > 0 for one in strata)))
    floor = [needed(one, each) for one in strata]
    total = sum(floor) if budget is None else budget
    if sum(floor) > total:
        raise Rejected(say("budget_too_small", needed=sum(floor), budget=total))
    letters = _fill(np.array(floor), np.array([one.people for one in strata]), total)
    sure = tuple(chance(one, count) for one, count in zip(strata, letters, strict=True))
    return Letters(METHOD, tuple(strata), letters, tuple(floor), sure, certainty)


def chance(stratum: Stratum, letters: int) -> float:
    """With what probability do so many letters give the volunteers wanted?"""
    return float(stats.binom.sf(stratum.wanted - 1, letters, stratum.response))


def needed(stratum: Stratum, certainty: float) -> int:
    """The fewest letters that give the volunteers wanted with this probability.

    >>> needed(Stratum("young", 900, 0.05, 2), 0.9)
    77
    """
    low, high = 0, stratum.people
    if chance(stratum, high) < certainty:
        at_most = Share(chance(stratum, high))
        words = {"stratum": stratum.name, "count": stratum.people, "wanted": stratum.wanted}
        raise Rejected(say("stratum_too_small", **words, probability=at_most))
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if chance(stratum, middle) >= certainty else (middle + 1, high)
    return low


def _fill(floor: Ints, people: Ints, total: int) -> tuple[int, ...]:
    """Whole letters max(floor, share · people) with the share at which they sum to `total`; the largest remainders get the last ones."""
    low, high = 0.0, 1.0
    for _ in range(100):
        share = (low + high) / 2
        low, high = (share, high) if np.maximum(floor, share * people).sum() < total else (low, share)
    ideal = np.minimum(np.maximum(floor, high * people), people)
    letters = np.floor(ideal + 1e-9).astype(np.int64)
    order = np.argsort(letters - ideal, kind="stable")
    rest = total - int(letters.sum())
    while rest > 0:
        for i in order.tolist():
            if rest > 0 and letters[i] < people[i]:
                letters[i] += 1
                rest -= 1
    return tuple(letters.tolist())


def _faults(strata: Sequence[Stratum], certainty: float, budget: int | None) -> list[Saying]:
    faults = [] if strata else [say("strata_empty")]
    seen: set[str] = set()
    for one in strata:
        if one.name in seen:
            faults.append(say("stratum_twice", stratum=one.name))
        seen.add(one.name)
        if one.people < 0:
            faults.append(say("stratum_count", stratum=one.name, count=one.people))
        if not 0 < one.response <= 1:
            faults.append(say("response_wrong", stratum=one.name, response=one.response))
        if one.wanted < 0:
            faults.append(say("wanted_wrong", stratum=one.name, wanted=one.wanted))
    if not 0 < certainty < 1:
        faults.append(say("certainty_wrong", certainty=certainty))
    people = sum(one.people for one in strata)
    if budget is not None and budget < 0:
        faults.append(say("budget_wrong", budget=budget))
    elif budget is not None and budget > people:
        faults.append(say("budget_too_large", budget=budget, people=people))
    return faults
