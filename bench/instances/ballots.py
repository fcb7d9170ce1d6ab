"""A made-up city votes: voters of five parts of the city approve of some projects, more often of those near them."""

from pathlib import Path

import numpy as np

HEADS = (
    "META\nkey;value\ndescription;synthetic\ncountry;X\nunit;X\ninstance;1\nnum_projects;{projects}\nnum_votes;{voters}\n"
    "budget;{budget}\nvote_type;approval\nrule;unknown\nmin_length;1\nmax_length;{most}\nPROJECTS\nproject_id;cost;votes;name\n"
)


def ballots(
    path: Path,
    voters: int,
    projects: int,
    budget: int = 10_000_000,
    seed: int = 20240601,
    most: int = 10,
    cheaper: int = 1,
) -> Path:
    """Write the election as a Pabulib file, unless it is there; the same numbers give the same file.

    A ballot names `most` projects at most; costs are so many times `cheaper`.
    """
    if path.exists():
        return path
    source = np.random.default_rng(seed)
    cost = np.exp(source.normal(12.3, 0.8, projects)).round(-2).astype(int).clip(5_000, 1_500_000) // cheaper
    place, appeal = source.integers(0, 5, projects), source.gamma(2.0, 1.0, projects)
    home = source.choice(5, voters, p=[0.4, 0.25, 0.2, 0.1, 0.05])
    many = 1 + source.binomial(most - 1, 0.45, voters)
    liked = np.empty((voters, most), dtype=np.int64)
    for part in range(5):
        weight = appeal * np.where(place == part, 6.0, 1.0)
        own = np.flatnonzero(home == part)
        drawn = np.log(weight / weight.sum())[None, :] + source.gumbel(size=(len(own), projects))
        liked[own] = np.argsort(-drawn, axis=1)[:, :most]
    rows = [sorted(liked[i, : many[i]].tolist()) for i in range(voters)]
    votes = np.bincount(np.concatenate([np.array(row) for row in rows]), minlength=projects)
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADS.format(projects=projects, voters=voters, budget=budget, most=most))
        file.writelines(f"{p};{cost[p]};{votes[p]};p{p}\n" for p in range(projects))
        file.write("VOTES\nvoter_id;vote\n")
        file.writelines(f"{i};{','.join(map(str, row))}\n" for i, row in enumerate(rows))
    return path
