"""Compiled loops over votes that lie row after row (compressed sparse rows); one thread, one order of summing."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Marks = NDArray[np.int8]
Hashes = NDArray[np.uint64]


@njit(cache=True, nogil=True)
def pack(row: Places, col: Places, vote: Marks, rows: int, cols: int) -> tuple[Ints, Places, Marks, int]:
    """The votes row after row, columns as they came; of a repeated vote the last stays. The last value counts the repeats."""
    size = np.zeros(rows + 1, dtype=np.int64)
    for e in range(len(row)):
        size[row[e] + 1] += 1
    start = np.cumsum(size)
    free = start[:-1].copy()
    placed = np.empty(len(row), dtype=np.int64)
    for e in range(len(row)):
        placed[free[row[e]]] = e
        free[row[e]] += 1
    seen = np.full(cols, -1, dtype=np.int64)
    keep = np.zeros(len(row), dtype=np.bool_)
    for i in range(rows):
        for p in range(start[i + 1] - 1, start[i] - 1, -1):
            j = col[placed[p]]
            if seen[j] != i:
                seen[j] = i
                keep[p] = True
    kept = int(keep.sum())
    to = np.zeros(rows + 1, dtype=np.int64)
    where, mark = np.empty(kept, dtype=np.int32), np.empty(kept, dtype=np.int8)
    q = 0
    for i in range(rows):
        for p in range(start[i], start[i + 1]):
            if keep[p]:
                where[q], mark[q] = col[placed[p]], vote[placed[p]]
                q += 1
        to[i + 1] = q
    return to, where, mark, len(row) - kept


@njit(cache=True, nogil=True)
def mixed(x: np.uint64) -> np.uint64:
    """One round of splitmix64: neighbouring numbers become unrelated ones."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@njit(cache=True, nogil=True)
def sign_columns(start: Ints, col: Places, vote: Marks, cols: int, rounds: int) -> Hashes:
    """A signature of each column out of whom it meets, and whom those meet: no name and no order plays a part.

    The colour refinement of Weisfeiler and Leman on the graph of people and statements.
    """
    golden = np.uint64(0x9E3779B97F4A7C15)
    of_cols = np.ones(cols, dtype=np.uint64)
    for _ in range(rounds):
        fresh = np.zeros(cols, dtype=np.uint64)
        for i in range(len(start) - 1):
            of_row = np.uint64(0)
            for e in range(start[i], start[i + 1]):
                of_row += mixed(of_cols[col[e]] + np.uint64(vote[e] + 2) * golden)
            for e in range(start[i], start[i + 1]):
                fresh[col[e]] += mixed(of_row + np.uint64(vote[e] + 2) * golden)
        for j in range(cols):
            of_cols[j] = mixed(fresh[j] + of_cols[j] * golden)
    return of_cols


@njit(cache=True, nogil=True)
def sign_rows(start: Ints, col: Places, vote: Marks, rank: Places) -> Hashes:
    """A hash of what each row holds; `rank` is the place of a column in the canonical order."""
    golden = np.uint64(0x9E3779B97F4A7C15)
    out = np.zeros(len(start) - 1, dtype=np.uint64)
    for i in range(len(start) - 1):
        for e in range(start[i], start[i + 1]):
            out[i] += mixed(np.uint64(rank[col[e]] * 4 + vote[e] + 2) * golden)
    return out


@njit(cache=True, nogil=True)
def take(start: Ints, col: Places, vote: Marks, rows: Ints) -> tuple[Ints, Places, Marks]:
    """Some rows, in the order given."""
    to = np.zeros(len(rows) + 1, dtype=np.int64)
    for r in range(len(rows)):
        to[r + 1] = to[r] + start[rows[r] + 1] - start[rows[r]]
    where, mark = np.empty(to[-1], dtype=np.int32), np.empty(to[-1], dtype=np.int8)
    for r in range(len(rows)):
        a, b = start[rows[r]], start[rows[r] + 1]
        where[to[r] : to[r + 1]] = col[a:b]
        mark[to[r] : to[r + 1]] = vote[a:b]
    return to, where, mark


@njit(cache=True, nogil=True)
def sort_within(start: Ints, col: Places, vote: Marks, rank: Places) -> None:
    """Name columns by their rank and put each row's votes in that order, in place."""
    for i in range(len(start) - 1):
        a, b = start[i], start[i + 1]
        ranks = np.empty(b - a, dtype=np.int32)
        for e in range(a, b):
            ranks[e - a] = rank[col[e]]
        order = np.argsort(ranks)
        marks = vote[a:b].copy()
        for e in range(b - a):
            col[a + e] = ranks[order[e]]
            vote[a + e] = marks[order[e]]


@njit(cache=True, nogil=True)
def tally(col: Places, vote: Marks, cols: int) -> Ints:
    """How many disagree, pass and agree on each column: (columns, 3)."""
    out = np.zeros((cols, 3), dtype=np.int64)
    for e in range(len(col)):
        out[col[e], vote[e] + 1] += 1
    return out


@njit(cache=True, nogil=True)
def tally_groups(start: Ints, col: Places, vote: Marks, label: Ints, cols: int, groups: int) -> Ints:
    """The same for each group: (columns, 3, groups); a row with label -1 does not count."""
    out = np.zeros((cols, 3, groups), dtype=np.int64)
    for i in range(len(start) - 1):
        if label[i] >= 0:
            for e in range(start[i], start[i + 1]):
                out[col[e], vote[e] + 1, label[i]] += 1
    return out


@njit(cache=True, nogil=True)
def gram(start: Ints, col: Places, vote: Marks, mean: Floats, block: Floats) -> Floats:
    """(X - mean)ᵀ (X - mean) @ block over the votes cast, in one pass; block is (columns, width)."""
    width = block.shape[1]
    out = np.zeros_like(block)
    score = np.empty(width)
    for i in range(len(start) - 1):
        score[:] = 0.0
        for e in range(start[i], start[i + 1]):
            j = col[e]
            x = vote[e] - mean[j]
            for d in range(width):
                score[d] += x * block[j, d]
        for e in range(start[i], start[i + 1]):
            j = col[e]
            x = vote[e] - mean[j]
            for d in range(width):
                out[j, d] += x * score[d]
    return out


@njit(cache=True, nogil=True)
def project(start: Ints, col: Places, vote: Marks, mean: Floats, axes: Floats) -> Floats:
    """Each row's sum of (vote - mean) × axis over the votes cast; axes is (columns, width)."""
    width = axes.shape[1]
    out = np.zeros((len(start) - 1, width))
    for i in range(len(start) - 1):
        for e in range(start[i], start[i + 1]):
            j = col[e]
            x = vote[e] - mean[j]
            for d in range(width):
                out[i, d] += x * axes[j, d]
    return out


@njit(cache=True, nogil=True)
def shuffle_within(col: Places, vote: Marks, cols: int, seed: np.uint64) -> Marks:
    """The votes on each column dealt anew among those who voted on it: margins and participation stay (Fisher–Yates)."""
    count = np.zeros(cols + 1, dtype=np.int64)
    for e in range(len(col)):
        count[col[e] + 1] += 1
    begin = np.cumsum(count)
    free = begin[:-1].copy()
    deck = np.empty(len(vote), dtype=np.int8)
    for e in range(len(col)):
        deck[free[col[e]]] = vote[e]
        free[col[e]] += 1
    state = seed
    for j in range(cols):
        for t in range(begin[j + 1] - 1, begin[j], -1):
            state += np.uint64(0x9E3779B97F4A7C15)
            u = begin[j] + np.int64(mixed(state) % np.uint64(t - begin[j] + 1))
            deck[t], deck[u] = deck[u], deck[t]
    free[:] = begin[:-1]
    out = np.empty(len(vote), dtype=np.int8)
    for e in range(len(col)):
        out[e] = deck[free[col[e]]]
        free[col[e]] += 1
    return out


@njit(cache=True, nogil=True)
def nearest(points: Floats, centres: Floats) -> Ints:
    """The nearest centre of each point; of equal ones the first."""
    out = np.zeros(len(points), dtype=np.int64)
    for i in range(len(points)):
        best = np.inf
        for g in range(len(centres)):
            far = 0.0
            for d in range(points.shape[1]):
                far += (points[i, d] - centres[g, d]) ** 2
            if far < best:
                best, out[i] = far, g
    return out


@njit(cache=True, nogil=True)
def lloyd(points: Floats, weight: Floats, centres: Floats, rounds: int) -> tuple[Ints, Floats, float]:
    """Weighted k-means from given centres until no point moves: labels, centres, weighted sum of squares."""
    centres = centres.copy()
    label = np.full(len(points), -1, dtype=np.int64)
    for _ in range(rounds):
        fresh = nearest(points, centres)
        moved = False
        for i in range(len(points)):
            if fresh[i] != label[i]:
                moved = True
                break
        label = fresh
        if not moved:
            break
        total, mass = np.zeros_like(centres), np.zeros(len(centres))
        for i in range(len(points)):
            mass[label[i]] += weight[i]
            for d in range(points.shape[1]):
                total[label[i], d] += weight[i] * points[i, d]
        for g in range(len(centres)):
            if mass[g] > 0:
                centres[g] = total[g] / mass[g]
    loss = 0.0
    for i in range(len(points)):
        for d in range(points.shape[1]):
            loss += weight[i] * (points[i, d] - centres[label[i], d]) ** 2
    return label, centres, loss


@njit(cache=True, nogil=True)
def silhouette(points: Floats, weight: Floats, centres: Floats, label: Ints) -> float:
    """The weighted mean of (b - a) / max(a, b), a and b the distances to one's own and to the next centre."""
    total, mass = 0.0, 0.0
    for i in range(len(points)):
        own, other = 0.0, np.inf
        for g in range(len(centres)):
            far = 0.0
            for d in range(points.shape[1]):
                far += (points[i, d] - centres[g, d]) ** 2
            if g == label[i]:
                own = np.sqrt(far)
            elif far < other:
                other = far
        other = np.sqrt(other)
        most = max(own, other)
        if most > 0:
            total += weight[i] * (other - own) / most
        mass += weight[i]
    return total / mass if mass > 0 else 0.0


@njit(cache=True, nogil=True)
def likeliest(
    start: Ints, col: Places, vote: Marks, label: Ints, others: Floats, own: Floats, prior: Floats
) -> tuple[Ints, Floats]:
    """The group under which each row's votes are likeliest, and that group's posterior chance.

    `others` and `own` are log chances (columns, 3, groups); `own` is used for the group that a row's own votes helped to describe.
    """
    groups = len(prior)
    best = np.zeros(len(start) - 1, dtype=np.int64)
    chance = np.zeros(len(start) - 1)
    score = np.empty(groups)
    for i in range(len(start) - 1):
        score[:] = prior
        mine, less = label[i], 0.0
        for e in range(start[i], start[i + 1]):
            j, v = col[e], vote[e] + 1
            for g in range(groups):
                score[g] += others[j, v, g]
            if mine >= 0:
                less += own[j, v, mine] - others[j, v, mine]
        if mine >= 0:
            score[mine] += less
        top = 0
        for g in range(1, groups):
            if score[g] > score[top]:
                top = g
        total = 0.0
        for g in range(groups):
            total += np.exp(score[g] - score[top])
        best[i], chance[i] = top, 1.0 / total
    return best, chance
