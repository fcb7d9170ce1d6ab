"""Checks a count: takes the ballots once more, under the rules in the bundle, in exact fractions."""

# ruff: noqa: B905, RUF007, UP035 - an older Python must be able to run this file
from __future__ import annotations

import argparse
import heapq
from fractions import Fraction
from math import gcd
from typing import Any, Iterable, Iterator, Sequence

from wijk.methods.proof.checker.reading import Files, Finding, exact, parsed, rising, rows, whole


class Election:
    """Projects by number, merged ballots, and rules; all amounts in cents, all arithmetic exact."""

    def __init__(self, files: Files) -> None:
        self.rules = rules = parsed(files, "rules.json")
        told, ballots = rows(files, "projects.csv", "project", "cost"), rows(files, "ballots.csv", "count", "ballot")
        self.ids, self.cost = [row["project"] for row in told], [whole(row["cost"]) for row in told]
        self.sizes = [whole(row["count"]) for row in ballots]
        self.sound = min(self.sizes) > 0 and all(a["ballot"] < b["ballot"] for a, b in zip(ballots, ballots[1:]))
        given: list[list[tuple[int, Fraction]]] = [[] for _ in told]  # per project: which ballots, with how many points
        for ballot, row in enumerate(ballots):
            words = [word.partition(":") for word in row["ballot"].split()]
            numbers = [whole(number) for number, _, _ in words]
            self.sound = self.sound and rising([-1, *numbers, len(told)])
            for number, (_, _, points) in zip(numbers, words):
                given[number % len(told)].append((ballot, exact(points or 1)))
        self.voters = sum(self.sizes)
        support = [sum(self.sizes[b] for b, _ in one) for one in given]
        self.points = [sum((self.sizes[b] * points for b, points in one), Fraction(0)) for one in given]
        self.open = {p for p, many in enumerate(support) if many >= max(1, rules.get("minimum_votes", 0))}
        self.caps = [(set(cap["projects"]), cap["budget"]) for cap in rules.get("caps", ())]
        self.exclusive = [set(group) for group in rules.get("exclusive", ())]
        self.place = {p: place for place, p in enumerate(rules["order"])}
        kind, self.scale = rules.get("satisfaction", "cardinality"), 1
        for finer in {points.denominator for one in given for _, points in one}:
            self.scale = self.scale // gcd(self.scale, finer) * finer
        self.units = []  # per project: ballot, satisfaction of all its voters, and of one of them
        for cost, one in zip(self.cost, given):
            each = self.scale * (cost if kind.startswith("cost") else 1)
            worth = [(b, int(each * points) if "points" in kind else each) for b, points in one]
            self.units.append([(b, self.sizes[b] * unit, unit) for b, unit in worth])

    def price(self, chosen: Iterable[int]) -> int:
        """What these projects cost together."""
        return sum(self.cost[p] for p in chosen)

    def fits(self, project: int, chosen: Sequence[int], budget: int | None = None) -> bool:
        """May a project join the chosen ones, within the budget, the caps and what excludes each other?"""
        both = [*chosen, project]
        if budget is not None and self.price(both) > budget:
            return False
        if any(project in group and group.intersection(chosen) for group in self.exclusive):
            return False
        return all(project not in group or self.price(group.intersection(both)) <= most for group, most in self.caps)

    def rate(self, project: int, purse: list[int], scale: int) -> Fraction | None:
        """The price per unit of satisfaction at which the supporters can pay, each at most what is in the purse."""
        rich, left = self.units[project], self.cost[project] * scale
        units = sum(one[1] for one in rich)
        while rich:
            poor = [one for one in rich if purse[one[0]] * units < left * one[2]]
            if not poor:
                return Fraction(left, units * scale)
            rich = [one for one in rich if purse[one[0]] * units >= left * one[2]]
            left -= sum(self.sizes[b] * purse[b] for b, _, _ in poor)
            units -= sum(one[1] for one in poor)
        return None

    def shares(self, each: Fraction) -> list[tuple[int, Fraction]]:
        """Equal shares when every voter has `each`: the projects bought, with their rates.

        No rate ever falls, so an old one bounds the new one from below, and only the most promising are looked at.
        """
        scale, purse = each.denominator, [each.numerator] * len(self.sizes)
        waiting = [(Fraction(0), self.place[p], p, -1) for p in self.open]
        heapq.heapify(waiting)
        bought: list[tuple[int, Fraction]] = []
        while waiting:
            rate, place, p, turn = heapq.heappop(waiting)
            if not self.fits(p, [q for q, _ in bought]):
                continue
            if turn < len(bought):
                found = self.rate(p, purse, scale)
                if found is not None:
                    heapq.heappush(waiting, (found, place, p, len(bought)))
                continue
            bought.append((p, rate * self.scale))
            more = rate.denominator // gcd(scale, rate.denominator)
            scale, purse = scale * more, [money * more for money in purse] if more > 1 else purse
            price = rate.numerator * (scale // rate.denominator)
            for b, _, unit in self.units[p]:
                purse[b] -= min(purse[b], price * unit)
        return bought

    def greedy(self, chosen: list[int], budget: int) -> list[int]:
        """What is added to the chosen ones in order of support."""
        per = self.cost if self.rules.get("score") == "votes-per-cost" else [1] * len(self.cost)
        added: list[int] = []
        for p in sorted(self.open.difference(chosen), key=lambda p: (-self.points[p] / per[p], self.place[p])):
            if self.fits(p, chosen + added, budget):
                added.append(p)
            elif not self.rules.get("skip", True):
                break
        return added

    def exhaustive(self, chosen: list[int], budget: int) -> bool:
        """Is there no project left that still fits?"""
        return not any(self.fits(p, chosen, budget) for p in self.open.difference(chosen))


def count(files: Files, claim: Any, asked: argparse.Namespace) -> Iterator[Finding]:
    """Check a count: the ballots once more, under the rules that are in the bundle."""
    election, ledger = Election(files), parsed(files, "ledger.json")
    rules, budget = election.rules, election.rules["budget"]
    values = {"ballots": election.voters, "groups": len(election.sizes)}
    yield election.sound, "{ballots} ballots, merged into {groups}, name projects of the list only", values
    selected = [election.ids.index(name) for name in ledger["selected"]]
    sums = len(set(selected)) == len(selected) and election.price(selected) == ledger["cost"] <= budget
    values = {"many": len(selected), "cost": ledger["cost"], "budget": budget}
    yield sums, "the {many} projects selected cost {cost} cents together, within the budget of {budget}", values
    if rules["rule"] == "greedy":
        bought = election.greedy([], budget)
        yield bought == [one["project"] for one in ledger["rounds"]], "the selection follows from the ballots", {}
    elif rules["rule"] == "equal-shares":
        runs = election.shares(exact(ledger["virtual"]))
        bought = [p for p, _ in runs]
        same = runs == [(one["project"], exact(one["rate"])) for one in ledger["rounds"]]
        yield same, "the {many} purchases, in order and with exact prices, follow from the ballots", {"many": len(runs)}
        yield from increased(election, bought, exact(ledger["virtual"]), asked.every_step)
    else:
        yield (
            None,
            "the rule {rule} is not known to this program: the selection was not recomputed",
            {"rule": rules["rule"]},
        )
        return
    filled = election.greedy(bought, budget) if rules.get("fill") else []
    yield (
        filled == ledger["filled"] and bought + filled == selected,
        "{many} projects were added after that",
        {"many": len(filled)},
    )


def increased(election: Election, bought: list[int], each: Fraction, every: bool) -> Iterator[Finding]:
    """Check that raising the budget of each voter, step by step, stopped where the rule stops."""
    budget, start, rule = (
        election.rules["budget"],
        Fraction(election.rules["budget"], election.voters),
        election.rules.get("increase"),
    )
    steps = (each - start) / rule["step"] if rule else each - start

    def stops(chosen: list[int]) -> bool:
        if election.price(chosen) > budget or election.open <= set(chosen):
            return True
        return rule["stop"] == "first-exhaustive" and election.exhaustive(chosen, budget)

    def run(step: int) -> list[int]:
        return [p for p, _ in election.shares(start + step * rule["step"])]

    sound = steps >= 0 and steps.denominator == 1 and (rule or steps == 0)
    if sound and rule:
        sound = election.price(bought) <= budget and (stops(bought) or election.price(run(int(steps) + 1)) > budget)
        for step in range(0 if every else max(0, int(steps) - 1), int(steps)):
            sound = sound and not stops(run(step))
    yield (
        bool(sound),
        "the budget of each voter was raised {steps} times, as far as the rule says",
        {"steps": str(steps)},
    )
    if rule and steps > 1 and not every:
        yield None, "only the last steps were recomputed; --every-step recomputes all", {}
