"""red-dwarf: the Polis pipeline (PCA, k-means with k by silhouette, representative statements, consensus), without stability."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reddwarf.implementations.base import PolisClusteringResult
from reddwarf.implementations.polis import run_pipeline
from sklearn.metrics import adjusted_rand_score

from bench.stopwatch import tell, timed


def pipeline(row: np.ndarray, col: np.ndarray, val: np.ndarray) -> PolisClusteringResult:
    """From votes as the library takes them."""
    votes = [
        {"participant_id": p, "statement_id": s, "vote": v, "modified": 0}
        for p, s, v in zip(row.tolist(), col.tolist(), val.tolist(), strict=True)
    ]
    return run_pipeline(votes=votes, random_state=0)


def small() -> object:
    """Two clear camps."""
    camp = np.repeat([1, -1], 30)
    return pipeline(np.repeat(np.arange(60), 12), np.tile(np.arange(12), 60), np.repeat(camp, 12))


file = np.load(sys.argv[1])
row, col, val, camp = file["row"], file["col"], file["val"], file["group"]
found, cpu, compiled = timed(lambda: pipeline(row, col, val), warm_up=small)
labels = found.participants_df["cluster_id"].dropna()
tell(
    cpu,
    compiled=compiled,
    votes=len(val),
    groups=int(labels.nunique()),
    people=len(labels),
    rand=float(adjusted_rand_score(labels.astype(int), camp[labels.index.to_numpy()])),
)
