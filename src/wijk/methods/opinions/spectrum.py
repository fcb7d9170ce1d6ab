"""The main axes along which votes differ: a truncated singular value decomposition that never fills in a missing vote."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions import kernels
from wijk.methods.opinions.canonical import Canonical

WIDTH = 8
TURNS = 10


@dataclass(frozen=True, eq=False)
class Spectrum:
    """Singular values, largest first, and their axes over the statements: (statements, axes)."""

    values: NDArray[np.float64]
    axes: NDArray[np.float64]


def spectrum(votes: Canonical, *, width: int = WIDTH, turns: int = TURNS) -> Spectrum:
    """Along which axes do the votes differ most?

    A vote not cast takes the mean of its statement, so centred it is zero and the principal components of the filled matrix
    are the singular vectors of a sparse one (the principal component analysis of Polis, without its dense matrix).
    Block Lanczos from a fixed start, reorthogonalised twice; each turn is one pass over the votes. The sign of an axis is
    fixed so that its skewness is positive.

    Source: Golub and Underwood, The block Lanczos method (1977); Small et al., Polis (2021).
    """
    rng = np.random.Generator(np.random.Philox(20201028))
    block = rng.standard_normal((votes.statements, min(width, votes.statements)))
    known = np.zeros((votes.statements, 0))
    images = known
    scale = 0.0
    for _ in range(turns):
        block = _fresh(block, known, 1e-9 * scale)
        if not block.shape[1]:
            break
        known = np.hstack([known, block])
        block = kernels.gram(votes.start, votes.col, votes.vote, votes.mean, np.ascontiguousarray(block))
        images = np.hstack([images, block])
        scale = max(scale, float(np.abs(block).max(initial=0.0)))
    inner = known.T @ images
    squares, turn = np.linalg.eigh((inner + inner.T) / 2)
    order = np.argsort(-squares, kind="stable")[:width]
    axes = known @ turn[:, order]
    axes *= np.where((axes**3).sum(axis=0) < 0, -1.0, 1.0)
    return Spectrum(np.sqrt(np.maximum(squares[order], 0.0)), np.ascontiguousarray(axes))


def _fresh(block: NDArray[np.float64], known: NDArray[np.float64], least: float) -> NDArray[np.float64]:
    """An orthonormal basis of what a block adds to what is known; nothing when it adds no more than rounding."""
    for _ in range(2):
        block = block - known @ (known.T @ block)
    room = block.shape[0] - known.shape[1]
    across, along = np.linalg.qr(block)
    adds = np.abs(np.diag(along)) > least
    across = across[:, adds][:, : max(room, 0)]
    return np.asarray(across - known @ (known.T @ across), dtype=np.float64)


def places(votes: Canonical, axes: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where each person stands along the axes, and the weight of that place.

    The sum over the votes cast is scaled up by statements ÷ votes cast, which makes it an unbiased estimate of where the person
    would stand after voting on everything; its variance goes down with the votes cast, which therefore are its weight.
    (Polis scales by the square root, which keeps the variance equal and draws those who voted little to the middle.)
    """
    cast = np.diff(votes.start).astype(np.float64)
    summed = kernels.project(votes.start, votes.col, votes.vote, votes.mean, axes)
    return summed * (votes.statements / np.maximum(cast, 1.0))[:, None], cast
