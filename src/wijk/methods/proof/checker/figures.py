"""Checks figures: weighted sums, weighted means and ratios, from their inputs."""

# ruff: noqa: UP035 - an older Python must be able to run this file
from __future__ import annotations

import argparse
from fractions import Fraction
from typing import Any, Iterator

from wijk.methods.proof.checker.reading import Files, Finding, exact, rows


def figure(files: Files, claim: Any, asked: argparse.Namespace) -> Iterator[Finding]:
    """Check figures: weighted sums, weighted means and ratios of the inputs."""
    given = rows(files, "inputs.csv", "name", "value")
    inputs = {row["name"]: exact(row["value"]) for row in given}
    weights, sources = rows(files, "weights.csv", "target", "source", "weight"), dict.fromkeys(inputs, Fraction(0))
    above: dict[str, Fraction] = {}
    under: dict[str, Fraction] = {}
    for row in weights:
        weight, part = exact(row["weight"]), row.get("part", "numerator")
        sources[row["source"]] += weight
        if part == "numerator":
            above[row["target"]] = above.get(row["target"], Fraction(0)) + weight * inputs[row["source"]]
        if claim["formula"] == "mean" or part == "denominator":
            more = weight * (1 if claim["formula"] == "mean" else inputs[row["source"]])
            under[row["target"]] = under.get(row["target"], Fraction(0)) + more
    told = rows(files, "result.csv", "target", "value")
    wrong, decimals = [], claim.get("decimals")
    for row in told:
        value = above[row["target"]] / (1 if claim["formula"] == "weighted-sum" else under[row["target"]])
        if exact(row["value"]) != (value if decimals is None else round(value, decimals)):
            wrong.append(row["target"])
    good = not wrong and len(inputs) == len(given) and sorted(row["target"] for row in told) == sorted(above)
    yield good, "all {many} figures follow from inputs and weights", {"many": len(told)}
    for target in wrong[:3]:
        yield False, "{target} follows from inputs and weights", {"target": target}
    if claim.get("conserves"):
        yield (
            all(total == 1 for total in sources.values()),
            "the weights of each source add up to one: totals are kept",
            {},
        )
