"""scipy's Dijkstra: nearest|counts|nodes NET.npz OURS.npy. Also says how far our answer is from its own."""

import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from bench.stopwatch import tell, timed

LIMIT, SAMPLE = 1_200.0, 200


def main(task: str, path: str, ours: str) -> None:
    """`counts` searches from a sample of places, `nodes` from a sample of nodes; both are extrapolated to all."""
    with np.load(path) as file:
        net = {name: file[name] for name in file.files}
    n, ends, length, category = len(net["x"]), net["e"], net["L"], net["cat"]
    both = np.r_[ends[:, 0], ends[:, 1]], np.r_[ends[:, 1], ends[:, 0]]
    graph = csr_matrix((np.r_[length, length], both), shape=(n, n))
    _, node = cKDTree(np.c_[net["x"], net["y"]]).query(np.c_[net["px"], net["py"]])
    own = np.load(ours, mmap_mode="r")
    if task == "nearest":
        found, cpu, _ = timed(
            lambda: [dijkstra(graph, indices=np.unique(node[category == c]), min_only=True) for c in range(10)], times=2
        )
        apart = max(float(np.nanmax(np.abs(np.where(np.isinf(f), np.nan, f) - own[:, c]))) for c, f in enumerate(found))
        lost = sum(int(np.isinf(f).sum()) for f in found)
        tell(cpu, unreachable=lost, apart_m=apart)
        return
    everything = len(node) if task == "counts" else n
    sample = np.random.default_rng(1).choice(everything, SAMPLE, replace=False)
    starts = node[sample] if task == "counts" else sample
    rows, cpu, _ = timed(lambda: [dijkstra(graph, indices=[s], limit=LIMIT)[0] for s in starts])
    facts = {}
    if task == "nodes":
        by_hand = np.array([np.bincount(category[row[node] <= LIMIT], minlength=10) for row in rows])
        facts = {"differing": int((by_hand != own[sample]).sum())}
    tell(
        cpu * everything / SAMPLE,
        note=f"from {SAMPLE} of {everything:,} {'places' if task == 'counts' else 'nodes'}, extrapolated",
        **facts,
    )


main(*sys.argv[1:])
