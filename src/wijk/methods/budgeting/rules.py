"""The rules of a count, each by its name: all that decides is in here, nothing is settled by hand afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wijk.methods.budgeting.election import Election
from wijk.methods.budgeting.messages import say
from wijk.methods.saying import Rejected, Saying

EQUAL_SHARES = "equal-shares"
GREEDY, GREEDY_PER_COST, GREEDY_NO_SKIP, KNAPSACK = "greedy", "greedy-per-cost", "greedy-no-skip", "knapsack"

#: Rule → what it does.
RULES: Mapping[str, str] = {
    EQUAL_SHARES: "each voter holds an equal share of the budget and supporters pay together",
    GREEDY: "most votes (or points) first; what does not fit is skipped",
    GREEDY_PER_COST: "most votes (or points) per euro first; what does not fit is skipped",
    GREEDY_NO_SKIP: "most votes (or points) first; the count stops at the first that does not fit",
    KNAPSACK: "the selection that satisfies most in total, with proof that none is better",
}

COST, CARDINALITY, POINTS = "cost", "cardinality", "points"

#: Satisfaction → what a chosen project is worth to a voter who supports it.
SATISFACTIONS: Mapping[str, str] = {
    COST: "as much as it costs",
    CARDINALITY: "one",
    POINTS: "the points given to it",
}

FIRST, LARGEST = "add1-first-exhaustive", "add1-largest-feasible"
ADD1_UTILITARIAN, UTILITARIAN, COMPARISON, NONE = "add1-utilitarian", "utilitarian-greedy", "comparison", "none"

#: Completion of equal shares → what it does.
COMPLETIONS: Mapping[str, str] = {
    NONE: "stop when no project can be paid for",
    FIRST: "raise the shares step by step until nothing more fits in the budget",
    LARGEST: "raise the shares step by step, for as long as the outcome fits in the budget",
    UTILITARIAN: "fill up with the projects of most satisfaction per euro",
    ADD1_UTILITARIAN: "add1-largest-feasible, then fill up with the projects of most satisfaction per euro",
    COMPARISON: "add1-largest-feasible; the outcome of greedy instead where more voters prefer it",
}

#: Other names under which the field knows a completion.
ALIASES: Mapping[str, str] = {"add1": LARGEST, "add1-comparison": COMPARISON}

LOWEST_COST, MOST_VOTES, LOT = "lowest-cost", "most-votes", "lot"
TIES = (LOWEST_COST, MOST_VOTES, LOT)


@dataclass(frozen=True)
class Rules:
    """How to count. Amounts in cents; `step` is by how much add1 raises each share.

    `ties` are asked in this order and end with the lot, drawn from `seed`; without one, from the hash of the election itself.
    `exclusive` are groups of which one project at most is chosen; `pinned` projects are certain and paid first, out of everybody's
    money. `tolerance` is by how much the outcome may pass the budget. An unknown name raises Rejected.

    >>> Rules(completion="add1").completion
    'add1-largest-feasible'
    """

    rule: str = EQUAL_SHARES
    satisfaction: str = ""
    completion: str = ""
    ties: tuple[str, ...] = TIES
    seed: str = ""
    step: int = 100
    district_budgets: Mapping[str, int] = field(default_factory=dict)
    theme_budgets: Mapping[str, int] = field(default_factory=dict)
    minimum_votes: int = 0
    minimum_points: int = 0
    exclusive: tuple[tuple[str, ...], ...] = ()
    pinned: tuple[str, ...] = ()
    tolerance: int = 0

    def __post_init__(self) -> None:
        completion = ALIASES.get(self.completion, self.completion)
        equal = self.rule == EQUAL_SHARES
        satisfaction = self.satisfaction or (COST if equal else POINTS)
        object.__setattr__(self, "completion", completion or (LARGEST if equal else NONE))
        object.__setattr__(self, "satisfaction", satisfaction)
        object.__setattr__(self, "ties", (*(way for way in self.ties if way != LOT), LOT))
        faults = list(self._unknown())
        if self.rule in RULES and not equal and self.completion in COMPLETIONS and self.completion != NONE:
            faults.append(say("completion_unfit", rule=self.rule, completion=self.completion))
        if self.step <= 0:
            faults.append(say("step_wrong", step=self.step))
        if self.tolerance < 0:
            faults.append(say("tolerance_wrong", tolerance=self.tolerance))
        if min(self.minimum_votes, self.minimum_points) < 0:
            faults.append(say("minimum_wrong", minimum=min(self.minimum_votes, self.minimum_points)))
        for name, budget in (*self.district_budgets.items(), *self.theme_budgets.items()):
            if budget < 0:
                faults.append(say("cap_wrong", name=name, budget=budget))
        if faults:
            raise Rejected(faults)

    def _unknown(self) -> list[Saying]:
        faults = []
        if self.rule not in RULES:
            faults.append(say("rule_unknown", rule=self.rule, known=tuple(RULES)))
        if self.satisfaction not in SATISFACTIONS:
            faults.append(say("satisfaction_unknown", satisfaction=self.satisfaction, known=tuple(SATISFACTIONS)))
        if self.completion not in COMPLETIONS:
            known = (*COMPLETIONS, *ALIASES)
            faults.append(say("completion_unknown", completion=self.completion, known=known))
        return faults + [say("ties_unknown", way=way, known=TIES) for way in self.ties if way not in TIES]

    @property
    def variant(self) -> str:
        """The name of exactly what is done: the completion of equal shares, the measure of the other rules."""
        return self.completion if self.rule == EQUAL_SHARES else f"by-{self.satisfaction}"

    def greedily(self) -> "Rules":
        """The same rules with greedy instead, for the comparison."""
        return replace(self, rule=GREEDY, completion="")

    def check(self, election: Election) -> None:
        """Raise Rejected when the rules name what the election does not have."""
        known = {project.id for project in election.projects}
        named = [*self.pinned, *(one for group in self.exclusive for one in group)]
        faults = [say("project_missing", project=one) for one in dict.fromkeys(named) if one not in known]
        districts = {project.district for project in election.projects}
        themes = {theme for project in election.projects for theme in project.themes}
        for given, present in ((self.district_budgets, districts), (self.theme_budgets, themes)):
            names = tuple(sorted(name for name in present if name)) or ("–",)
            faults += [say("district_missing", name=name, present=names) for name in given if name not in present]
        if faults:
            raise Rejected(faults)
