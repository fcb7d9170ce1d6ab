"""pandana: nearest|counts NET.npz. Contraction hierarchies are built anew at every start, so building is part of the time."""

import sys
import time
from pathlib import Path

import numpy as np
import pandana
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from bench.stopwatch import tell

LIMIT = 1_200.0


def main(task: str, path: str) -> None:
    """Build, precompute, ask."""
    with np.load(path) as file:
        net = {name: file[name] for name in file.files}
    start = time.process_time()
    ends = net["e"]
    weights = pd.DataFrame({"length": net["L"]})
    network = pandana.Network(
        pd.Series(net["x"]), pd.Series(net["y"]), pd.Series(ends[:, 0]), pd.Series(ends[:, 1]), weights, twoway=True
    )
    built = time.process_time() - start
    nodes = network.get_node_ids(pd.Series(net["px"]), pd.Series(net["py"]))
    asked = time.process_time()
    for c in range(10):
        here = net["cat"] == c
        if task == "nearest":
            network.set_pois(f"c{c}", 50_000, 1, pd.Series(net["px"][here]), pd.Series(net["py"][here]))
            network.nearest_pois(50_000, f"c{c}", num_pois=1)
        else:
            network.set(nodes[here], name=f"c{c}")
            network.aggregate(LIMIT, type="count", decay="flat", name=f"c{c}")
    asked = time.process_time() - asked
    tell(built + asked, building=built, asking=asked)


main(*sys.argv[1:])
