"""pabutools (GPL; in an environment of its own): how long it takes, and whom it elects.

time FILE none|first|largest|knapsack     one count of a Pabulib file, timed
winners CASES.json OUT.json               the winners of every case, for comparison with ours
"""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from pabutools.election import (  # type: ignore[import-not-found]
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Cost_Sat,
    Instance,
    Project,
    parse_pabulib,
)
from pabutools.election.satisfaction.additivesatisfaction import AdditiveSatisfaction  # type: ignore[import-not-found]
from pabutools.rules import (  # type: ignore[import-not-found]
    completion_by_rule_combination,
    exhaustion_by_budget_increase,
    greedy_utilitarian_welfare,
    max_additive_utilitarian_welfare,
    method_of_equal_shares,
    popularity_comparison,
)
from pabutools.tiebreaking import TieBreakingRule  # type: ignore[import-not-found]

from bench.stopwatch import tell, timed


class Cost_Times_Points(AdditiveSatisfaction):  # type: ignore[misc]
    """With it, pabutools' greedy, which divides by the cost, goes by points."""

    def __init__(self, instance: Any, profile: Any, ballot: Any) -> None:
        super().__init__(instance, profile, ballot, lambda _i, _p, own, one, _k: own.get(one, 0) * one.cost)


SATISFACTIONS = {"cost": Cost_Sat, "cardinality": Cardinality_Sat, "points": Additive_Cardinal_Sat}


def ties(profile: Any, seed: str) -> Any:
    """Lowest cost, then most votes, then the lot that is drawn from the seed, as ours."""
    votes: dict[str, int] = {}
    for ballot in profile:
        many = profile.multiplicity(ballot) if hasattr(profile, "multiplicity") else 1
        for project in ballot:
            votes[project.name] = votes.get(project.name, 0) + many

    def key(instance: Any, profile: Any, project: Any) -> tuple[Any, ...]:
        lot = sha256(f"{seed}\n{project.name}".encode()).hexdigest()
        return (project.cost, -votes.get(project.name, 0), lot)

    return TieBreakingRule(key)


def made(case: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Projects and ballots of a case; the satisfaction with which pabutools can count it."""
    instance = Instance([Project(name, cost) for name, cost in case["projects"]], budget_limit=case["budget"])
    by_name = {project.name: project for project in instance}
    points = case["satisfaction"] == "points"
    if points:
        profile = CardinalProfile([CardinalBallot({by_name[p]: v for p, v in b.items()}) for b in case["ballots"]])
    else:
        profile = ApprovalProfile([ApprovalBallot(by_name[p] for p in b) for b in case["ballots"]])
    return instance, profile.as_multiprofile(), SATISFACTIONS[case["satisfaction"]]


def winners(case: dict[str, Any]) -> list[str]:
    """Whom pabutools elects."""
    instance, profile, satisfaction = made(case)
    both = {"sat_class": satisfaction, "tie_breaking": ties(profile, case["seed"])}
    rule, completion = case["rule"], case["completion"]
    if rule == "knapsack":
        chosen = max_additive_utilitarian_welfare(instance, profile, sat_class=satisfaction)
    elif rule != "equal-shares":
        by_votes = rule == "greedy"
        chosen = greedy_utilitarian_welfare(instance, profile, **{**both, **(by(case) if by_votes else {})})
    elif completion == "none":
        chosen = method_of_equal_shares(instance, profile, **both)
    elif completion == "add1-first-exhaustive":
        chosen = method_of_equal_shares(instance, profile, voter_budget_increment=1, **both)
    elif completion == "add1-largest-feasible":
        chosen = largest(instance, profile, both)
    elif completion == "utilitarian-greedy":
        rules = [method_of_equal_shares, greedy_utilitarian_welfare]
        chosen = completion_by_rule_combination(instance, profile, rules, [dict(both), dict(both)])
    elif completion == "add1-utilitarian":
        start = largest(instance, profile, both)
        chosen = greedy_utilitarian_welfare(instance, profile, initial_budget_allocation=start, **both)
    else:
        ours = largest(instance, profile, both)
        outcomes = popularity_comparison(
            instance, profile, satisfaction,
            [lambda *_, **__: ours, greedy_utilitarian_welfare], [{}, {**both, **by(case)}],
        )  # fmt: skip
        chosen = outcomes[0]
    return sorted(project.name for project in chosen)


def by(case: dict[str, Any]) -> dict[str, Any]:
    """The satisfaction with which pabutools' greedy goes by votes, or by points."""
    return {"sat_class": Cost_Times_Points if case["satisfaction"] == "points" else Cost_Sat}


def largest(instance: Any, profile: Any, both: dict[str, Any]) -> Any:
    """add1 for as long as the outcome is feasible."""
    # far enough for every project to be paid for by one voter alone
    bound = (sum(p.cost for p in instance) + 1) * profile.num_ballots() + instance.budget_limit
    return exhaustion_by_budget_increase(
        instance, profile, method_of_equal_shares, dict(both), exhaustive_stop=False, budget_step=profile.num_ballots(),
        budget_bound=bound,
    )  # fmt: skip


def main() -> None:
    """Do what the first word says."""
    if sys.argv[1] == "winners":
        cases = json.loads(Path(sys.argv[2]).read_text("utf-8"))
        found, cpu, _ = timed(lambda: [winners(case) for case in cases])
        Path(sys.argv[3]).write_text(json.dumps(found), "utf-8")
        tell(cpu, cases=len(cases))
        return
    instance, profile = parse_pabulib(sys.argv[2])
    increment = 1 if sys.argv[3] == "first" else None
    chosen, cpu, _ = timed(
        lambda: method_of_equal_shares(instance, profile, Cost_Sat, voter_budget_increment=increment)
    )
    tell(cpu, winners=len(chosen), selected=sorted(project.name for project in chosen))


main()
