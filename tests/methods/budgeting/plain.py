"""The rules once more, as plainly as they can be written: one voter at a time, fractions only, nothing merged and nothing clever."""

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import combinations

from wijk.methods.budgeting.election import Election, Project
from wijk.methods.budgeting.rules import Rules

Ballot = dict[str, int]


@dataclass
class Town:
    """Projects, a budget in cents, and one ballot a voter."""

    projects: list[Project]
    budget: int
    ballots: list[Ballot]

    def election(self) -> Election:
        return Election.of(self.projects, self.budget, self.ballots)


@dataclass
class Plain:
    """Counts a town by the rules."""

    town: Town
    rules: Rules

    def __post_init__(self) -> None:
        self.cost = {project.id: project.cost for project in self.town.projects}
        self.fans = {p: [b for b in self.town.ballots if b.get(p)] for p in self.cost}
        self.score = {p: sum(b[p] for b in self.fans[p]) for p in self.cost}
        self.ceiling = self.town.budget + self.rules.tolerance
        self.pinned = list(dict.fromkeys(self.rules.pinned))
        self.able = [
            p
            for p in self.cost
            if self.fans[p]
            and len(self.fans[p]) >= self.rules.minimum_votes
            and self.score[p] >= self.rules.minimum_points
            and self.cost[p] <= self.ceiling
            and p not in self.pinned
        ]

    def spent(self, chosen: list[str]) -> int:
        return sum(self.cost[p] for p in chosen)

    def allowed(self, chosen: list[str]) -> bool:
        """Whether all limits but the budget hold."""
        inside = [project for project in self.town.projects if project.id in chosen]
        return (
            all(
                sum(p.cost for p in inside if p.district == d) <= most
                for d, most in self.rules.district_budgets.items()
            )
            and all(
                sum(p.cost for p in inside if t in p.themes) <= most for t, most in self.rules.theme_budgets.items()
            )
            and all(sum(p in chosen for p in set(group)) <= 1 for group in self.rules.exclusive)
        )

    def before(self, project: str) -> tuple[object, ...]:
        """The order among equals."""
        ways = {
            "lowest-cost": self.cost[project],
            "most-votes": -len(self.fans[project]),
            "lot": sha256(f"{self.rules.seed}\n{project}".encode()).hexdigest(),
        }
        return tuple(ways[way] for way in self.rules.ties)

    def worth(self, ballot: Ballot, project: str) -> int:
        return {"cost": self.cost[project], "cardinality": 1, "points": ballot[project]}[self.rules.satisfaction]

    def shares(self, budget: int) -> tuple[list[str], list[Fraction], list[dict[int, Fraction]]]:
        """Equal shares of this budget: projects, prices, and who paid what."""
        money = [Fraction(budget, len(self.town.ballots))] * len(self.town.ballots)
        bought: list[str] = []
        prices: list[Fraction] = []
        payments: list[dict[int, Fraction]] = []
        while True:
            offers = []
            for p in self.able:
                if p not in bought and self.allowed([*self.pinned, *bought, p]):
                    fans = [i for i, ballot in enumerate(self.town.ballots) if ballot.get(p)]
                    price = self.price(p, [(money[i], self.worth(self.town.ballots[i], p)) for i in fans])
                    if price is not None:
                        offers.append((price, self.before(p), p))
            if not offers:
                return bought, prices, payments
            price, _, p = min(offers)
            paid = {i: min(money[i], price * self.worth(b, p)) for i, b in enumerate(self.town.ballots) if b.get(p)}
            for i, amount in paid.items():
                money[i] -= amount
            bought.append(p)
            prices.append(price)
            payments.append(paid)

    def price(self, project: str, fans: list[tuple[Fraction, int]]) -> Fraction | None:
        """The lowest price per unit at which the fans, each with money and worth, cover the cost."""
        if sum(money for money, _ in fans) < self.cost[project]:
            return None
        richest_last = sorted(fans, key=lambda one: one[0] / one[1])
        for k in range(len(richest_last)):
            owed = self.cost[project] - sum(money for money, _ in richest_last[:k])
            price = Fraction(owed) / sum(worth for _, worth in richest_last[k:])
            if price <= richest_last[k][0] / richest_last[k][1]:
                return price
        raise AssertionError

    def greedy(self, chosen: list[str], per_cost: bool, stop: bool = False) -> list[str]:
        """What is added in order of support."""
        points = self.rules.satisfaction == "points"
        support = {p: Fraction(self.score[p] if points else len(self.fans[p])) for p in self.able}
        if per_cost:
            support = {p: value / self.cost[p] for p, value in support.items()}
        added: list[str] = []
        for p in sorted((p for p in self.able if p not in chosen), key=lambda p: (-support[p], self.before(p))):
            if not self.allowed([*chosen, *added, p]):
                continue
            if self.spent([*chosen, *added, p]) <= self.ceiling:
                added.append(p)
            elif stop:
                break
        return added

    def knapsack(self) -> list[str]:
        """The best of all selections, each looked at."""
        best: tuple[object, ...] = ()
        found: tuple[str, ...] = ()
        order = sorted(self.able, key=self.before)
        for size in range(len(order) + 1):
            for some in combinations(order, size):
                chosen = [*self.pinned, *some]
                if self.allowed(chosen) and self.spent(chosen) <= self.ceiling:
                    value = sum(self.worth(ballot, p) for p in some for ballot in self.fans[p])
                    key = (value, -self.spent(chosen), [p in some for p in order])
                    if not best or key > best:
                        best, found = key, some
        return list(found)

    def addable(self, bought: list[str], *, within_budget: bool) -> bool:
        chosen = [*self.pinned, *bought]
        return any(
            p not in bought
            and self.allowed([*chosen, p])
            and (not within_budget or self.spent([*chosen, p]) <= self.ceiling)
            for p in self.able
        )

    def count(self) -> list[str]:
        """The selection."""
        rule, completion = self.rules.rule, self.rules.completion
        if rule == "knapsack":
            return [*self.pinned, *self.knapsack()]
        if rule != "equal-shares":
            return [*self.pinned, *self.greedy(self.pinned, rule == "greedy-per-cost", rule == "greedy-no-skip")]
        budget = max(0, self.town.budget - self.spent(self.pinned))
        bought = self.shares(budget)[0]
        if completion not in ("none", "utilitarian-greedy"):
            while self.addable(bought, within_budget=False):
                if completion == "add1-first-exhaustive" and not self.addable(bought, within_budget=True):
                    break
                budget += self.rules.step * len(self.town.ballots)
                further = self.shares(budget)[0]
                if self.spent([*self.pinned, *further]) > self.ceiling:
                    break
                bought = further
        chosen = [*self.pinned, *bought]
        if completion in ("utilitarian-greedy", "add1-utilitarian"):
            chosen += self.greedy(chosen, self.rules.satisfaction != "cost")
        if completion == "comparison":
            other = [*self.pinned, *self.greedy(self.pinned, per_cost=False)]
            gains = [
                sum(self.worth(b, p) for p in chosen if b.get(p)) - sum(self.worth(b, p) for p in other if b.get(p))
                for b in self.town.ballots
            ]
            if sum(gain < 0 for gain in gains) > sum(gain > 0 for gain in gains):
                return other
        return chosen
