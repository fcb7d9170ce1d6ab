"""A made-up conversation: three camps of unequal size, most people voting on a few statements, some on nearly all."""

from pathlib import Path

import numpy as np


def conversation(path: Path, people: int, statements: int, density: float = 0.03, seed: int = 99) -> Path:
    """Write the votes with the planted camps (row, col, val, group, shape), unless they are there; the same numbers give the same votes."""
    if path.exists():
        return path
    source = np.random.default_rng(seed)
    camp = source.choice(3, people, p=[0.5, 0.3, 0.2])
    liked, apart = source.normal(0.3, 0.8, statements), source.normal(0, 0.9, (3, statements))
    eager = source.lognormal(0, 1.0, people)
    count = np.clip((eager / eager.mean() * density * statements).round(), 1, statements).astype(int)
    columns, votes = [], []
    for person in range(people):
        seen = source.choice(statements, count[person], replace=False)
        lean = liked[seen] + apart[camp[person], seen] + source.normal(0, 1, len(seen))
        columns.append(seen.astype(np.int16))
        votes.append(np.where(lean > 0.35, 1, np.where(lean < -0.35, -1, 0)).astype(np.int8))
    np.savez(
        path, row=np.repeat(np.arange(people, dtype=np.int32), count), col=np.concatenate(columns),
        val=np.concatenate(votes), group=camp.astype(np.int8), shape=[people, statements],
    )  # fmt: skip
    return path
