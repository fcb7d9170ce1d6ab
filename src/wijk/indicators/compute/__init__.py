"""Rows into arrays and back: what is published is reckoned here from the kept files, and deliveries are checked."""

from wijk.indicators.compute.checks import check
from wijk.indicators.compute.difference import Difference, difference
from wijk.indicators.compute.figures import Reckoning, figures
from wijk.indicators.compute.ground import Ground, Grounds
from wijk.indicators.compute.sheets import Sheet
from wijk.indicators.compute.spread import ranks, summaries

__all__ = [
    "Difference",
    "Ground",
    "Grounds",
    "Reckoning",
    "Sheet",
    "check",
    "difference",
    "figures",
    "ranks",
    "summaries",
]
