"""Our side: nearest|counts NET.npz OUT.npy. The nearest from a network in memory; counts from coordinates to the answer, all told."""

import sys

import numpy as np
from numpy.typing import NDArray

from bench.stopwatch import tell, timed
from wijk.methods.proximity.network import Network
from wijk.methods.proximity.searching import count_within, nearest
from wijk.methods.proximity.snapping import Stops, to_nodes
from wijk.methods.proximity.streets import Streets, make_streets

LIMIT = 1_200.0
CATEGORIES = 10


def prepared(net: dict[str, NDArray[np.float64]]) -> tuple[Streets, Stops, NDArray[np.int64]]:
    """The streets, and the places at their nearest node with no way to it, as the peers have it."""
    streets = make_streets(np.column_stack([net["x"], net["y"]]), net["e"], net["L"])
    places = to_nodes(streets, np.column_stack([net["px"], net["py"]]))
    return streets, Stops(places.node, np.zeros(len(places))), net["cat"].astype(np.int64)


def counts(net: dict[str, NDArray[np.float64]]) -> NDArray[np.int32]:
    """Everything from coordinates to counts for every node."""
    streets, places, category = prepared(net)
    everywhere = Stops(np.arange(streets.nodes), np.zeros(streets.nodes))
    found = count_within(Network.of(streets), places, category, CATEGORIES, everywhere, np.array([LIMIT]))
    return found[:, :, 0]


def small() -> dict[str, NDArray[np.float64]]:
    """A road of three nodes, to compile with."""
    return {
        "x": np.array([0.0, 500, 1500]), "y": np.zeros(3), "e": np.array([[0, 1], [1, 2]]), "L": np.array([500.0, 1000]),
        "px": np.array([0.0]), "py": np.array([0.0]), "cat": np.array([0]),
    }  # fmt: skip


def main(task: str, path: str, out: str) -> None:
    """Time it, and keep what was found."""
    with np.load(path) as file:
        net = {name: file[name] for name in file.files}
    if task == "counts":
        found, cpu, compiled = timed(lambda: counts(net), warm_up=lambda: counts(small()), times=3)
        np.save(out, found)
        tell(cpu, compiled=compiled, counted=int(found.sum()))
        return
    streets, places, category = prepared(net)
    network = Network.of(streets)
    everywhere = Stops(np.arange(streets.nodes), np.zeros(streets.nodes))
    metres, cpu, compiled = timed(
        lambda: nearest(network, places, category, CATEGORIES, everywhere), warm_up=from_small, times=5
    )
    np.save(out, metres)
    tell(cpu, compiled=compiled, unreachable=int(np.isnan(metres).sum()))


def from_small() -> NDArray[np.float64]:
    """The nearest on three nodes, to compile with."""
    streets, places, category = prepared(small())
    everywhere = Stops(np.arange(streets.nodes), np.zeros(streets.nodes))
    return nearest(Network.of(streets), places, category, CATEGORIES, everywhere)


if __name__ == "__main__":
    main(*sys.argv[1:])
