"""Checks a count: takes the ballots once more, under the rules in the bundle, in exact fractions."""

# ruff: noqa: B905, RUF007, UP035 - an older Python must be able to run this file
from __future__ import annotations

import argparse
import heapq
from fractions import Fraction
from math import gcd
from typing import Any, Callable, Iterable, Iterator, Sequence

from wijk.methods.proof.checker.reading import Files, Finding, exact, parsed, rising, rows, sha, whole

QUICK = 4_000_000  # raises times ballots that are recomputed unasked: about a minute


class Election:
    """Projects by number, merged ballots, and rules; all amounts in cents, all arithmetic exact."""

    def __init__(self, files: Files) -> None:
        self.rules = rules = parsed(files, "rules.json")
        told, ballots = rows(files, "projects.csv", "project", "cost"), rows(files, "ballots.csv", "count", "ballot")
        self.ids, self.cost = [row["project"] for row in told], [whole(row["cost"]) for row in told]
        self.sizes = [whole(row["count"]) for row in ballots]
        self.sound = min(self.sizes) > 0 and all(a["ballot"] < b["ballot"] for a, b in zip(ballots, ballots[1:]))
        self.given: list[list[tuple[int, Fraction]]] = [[] for _ in told]  # per project: which ballots, how many points
        known = {"": Fraction(1)}
        for ballot, row in enumerate(ballots):
            words = [word.partition(":") for word in row["ballot"].split()]
            numbers = [whole(number) for number, _, _ in words]
            self.sound = self.sound and rising([-1, *numbers, len(told)])
            for number, (_, _, points) in zip(numbers, words):
                if points not in known:
                    known[points] = exact(points)
                self.given[number % len(told)].append((ballot, known[points]))
        self.sound = self.sound and len(set(self.ids)) == len(told)
        self.sound = self.sound and min(self.cost) > 0 and min(known.values()) > 0
        self._apply(rules, known.values())

    def _apply(self, rules: Any, points: Iterable[Fraction]) -> None:
        """Work out what the rules say of each project."""
        self.voters, self.budget = sum(self.sizes), rules["budget"] + rules.get("tolerance", 0)
        self.votes = [sum(self.sizes[b] for b, _ in one) for one in self.given]
        self.points = [sum((self.sizes[b] * each for b, each in one), Fraction(0)) for one in self.given]
        self.pinned = list(rules.get("pinned", ()))
        asked = max(1, rules.get("minimum_votes", 0)), rules.get("minimum_points", 0)
        enough = {p for p in range(len(self.ids)) if self.votes[p] >= asked[0] and self.points[p] >= asked[1]}
        self.open = {p for p in enough.difference(self.pinned) if self.cost[p] <= self.budget}
        self.caps = [(set(cap["projects"]), cap["budget"]) for cap in rules.get("caps", ())]
        self.exclusive = [set(group) for group in rules.get("exclusive", ())]
        ways: dict[str, Callable[[int], Any]] = {
            "lowest-cost": lambda p: self.cost[p],
            "most-votes": lambda p: -self.votes[p],
            "lot": lambda p: sha((rules["seed"] + "\n" + self.ids[p]).encode()),
        }
        order = sorted(range(len(self.ids)), key=lambda p: [ways[way](p) for way in rules["ties"]])
        self.place = {p: place for place, p in enumerate(order)}
        self.scale = 1  # makes all points whole numbers
        for finer in {each.denominator for each in points}:
            self.scale = self.scale // gcd(self.scale, finer) * finer
        self.units = []  # per project: ballot, satisfaction of all its voters, and of one of them
        for cost, one in zip(self.cost, self.given):
            units = {each: int(self.worth(cost, each) * self.scale) for each in {each for _, each in one}}
            self.units.append([(b, self.sizes[b] * units[each], units[each]) for b, each in one])

    def worth(self, cost: int, points: Fraction) -> Fraction:
        """What a project is worth to a voter who gave it so many points."""
        satisfaction = self.rules["satisfaction"]
        return (cost if satisfaction.startswith("cost") else 1) * (points if "points" in satisfaction else Fraction(1))

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

    def rest(self, chosen: list[int], budget: int | None = None) -> bool:
        """Is there any project left that fits?"""
        return any(self.fits(p, chosen, budget) for p in self.open.difference(chosen))

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
            if not self.fits(p, self.pinned + [q for q, _ in bought]):
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

    def greedy(self, chosen: list[int], score: str, skip: bool = True) -> list[int]:
        """What is added to the chosen ones in order of support: votes or points, per cost or not."""
        support = self.points if score.startswith("points") else self.votes
        per = self.cost if score.endswith("-per-cost") else [1] * len(self.cost)
        added: list[int] = []
        for p in sorted(self.open.difference(chosen), key=lambda p: (-Fraction(support[p]) / per[p], self.place[p])):
            if not self.fits(p, chosen + added):
                continue
            if self.fits(p, chosen + added, self.budget):
                added.append(p)
            elif not skip:
                break
        return added

    def preferring(self, ours: list[int], theirs: list[int]) -> tuple[int, int]:
        """How many voters are better off with these projects, and how many with those."""
        gain = [Fraction(0)] * len(self.sizes)
        for sign, chosen in ((1, ours), (-1, theirs)):
            for p in chosen:
                for b, points in self.given[p]:
                    gain[b] += sign * self.worth(self.cost[p], points)
        sizes = [[size for size, one in zip(self.sizes, gain) if one * sign > 0] for sign in (1, -1)]
        return sum(sizes[0]), sum(sizes[1])


def count(files: Files, claim: Any, asked: argparse.Namespace) -> Iterator[Finding]:
    """Check a count: the ballots once more, under the rules that are in the bundle."""
    election, ledger = Election(files), parsed(files, "ledger.json")
    rules, pinned = election.rules, election.pinned
    values = {"ballots": election.voters, "groups": len(election.sizes)}
    yield election.sound, "{ballots} ballots, merged into {groups}, name projects of the list only", values
    selected = [election.ids.index(name) for name in ledger["selected"]]
    sums = len(set(selected)) == len(selected) and election.price(selected) == ledger["cost"] <= election.budget
    values = {"many": len(selected), "cost": ledger["cost"], "budget": election.budget}
    yield sums, "the {many} projects selected cost {cost} cents together, within the budget of {budget}", values
    told = {"selected": ledger["selected"], "cost": ledger["cost"], "budget": rules["budget"]}
    same = all(claim.get(name, told[name]) == told[name] for name in told)
    yield same, "the statement names the same projects, cost and budget", {}
    listed = [one["project"] for one in ledger["rounds"]]
    if rules["rule"] == "greedy":
        chosen = pinned + election.greedy(pinned, rules["score"], rules["skip"])
        yield pinned + listed == chosen == selected, "the selection follows from the ballots", {}
        return
    if rules["rule"] != "equal-shares":
        yield None, "this program cannot recompute the rule {rule}: the selection itself was not checked", rules
        return
    runs = election.shares(exact(ledger["virtual"]))
    same = runs == [(one["project"], exact(one["rate"])) for one in ledger["rounds"]]
    yield same, "the {many} purchases, in order and with exact prices, follow from the ballots", {"many": len(runs)}
    yield from raised(election, pinned + listed, exact(ledger["virtual"]), asked.every_step)
    chosen = pinned + listed + ledger["filled"]
    if rules.get("fill") or ledger["filled"]:
        filled = election.greedy(pinned + listed, rules["fill"]) if rules.get("fill") else []
        yield (
            filled == ledger["filled"],
            "{many} projects were added with what was left, as the rule says",
            {"many": len(filled)},
        )
    if rules.get("compare"):
        other = pinned + election.greedy(pinned, rules["compare"])
        ours, theirs = election.preferring(chosen, other)
        chosen = other if theirs > ours else chosen
        told = {"ours": ours, "greedy": theirs}
        yield ledger["compared"] == told, "{ours} voters prefer equal shares and {greedy} the outcome by votes", told
    yield chosen == selected, "the projects selected are those", {}


def raised(election: Election, bought: list[int], each: Fraction, every: bool) -> Iterator[Finding]:
    """Check that raising the budget of each voter, step by step, stopped where the rule stops."""
    rule, budget, pinned = election.rules.get("increase"), election.budget, election.pinned
    start = Fraction(max(0, election.rules["budget"] - election.price(pinned)), election.voters)
    if not rule:
        yield each == start, "each voter had an equal share of the budget, {share} cents", {"share": str(each)}
        return
    steps = (each - start) / rule["step"]

    def run(step: int) -> list[int]:
        return pinned + [p for p, _ in election.shares(start + step * rule["step"])]

    def stops(chosen: list[int]) -> bool:
        done = rule["stop"] == "first-exhaustive" and not election.rest(chosen, budget)
        return done or election.price(chosen) > budget or not election.rest(chosen)

    sound = steps >= 0 and steps.denominator == 1 and election.price(bought) <= budget
    sound = sound and rule["stop"] in ("first-exhaustive", "largest-feasible")
    sound = sound and (stops(bought) or election.price(run(int(steps) + 1)) > budget)
    every = every or steps * len(election.sizes) <= QUICK
    for step in range(0 if every else max(0, int(steps) - 1), int(steps)):
        sound = sound and not stops(run(step))
    yield sound, "the budget of each voter was raised {steps} times, as far as the rule says", {"steps": str(steps)}
    if steps > 1 and not every:
        yield None, "only the last raises were recomputed; --every-step recomputes them all", {}
