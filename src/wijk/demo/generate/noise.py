"""Smooth chance: fields without seams, and the bending of straight lines into something that grew."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Field:
    """A smooth random function of place with mean 0 and variance 1: a sum of waves of about one length."""

    waves: Floats  #: (k, 2) radians a metre
    phases: Floats  #: (k,)

    @classmethod
    def draw(cls, rng: np.random.Generator, length: float, waves: int = 20) -> "Field":
        """A field whose hills lie about `length` metres apart."""
        angle = rng.uniform(0, 2 * np.pi, waves)
        number = 2 * np.pi / (length * np.exp(rng.normal(0, 0.25, waves)))
        return cls(np.column_stack([np.cos(angle), np.sin(angle)]) * number[:, None], rng.uniform(0, 2 * np.pi, waves))

    def at(self, xy: Floats) -> Floats:
        """Values at points (n, 2)."""
        out = np.zeros(len(xy))
        for wave, phase in zip(self.waves, self.phases, strict=True):
            out += np.cos(xy[:, 0] * wave[0] + xy[:, 1] * wave[1] + phase)
        return np.asarray(out * np.sqrt(2 / len(self.phases)))


@dataclass(frozen=True, slots=True)
class Bend:
    """Moves every point a little, smoothly, so that no line crosses another that it did not cross before."""

    fields: tuple[tuple[float, Field, Field], ...]  #: (how far, eastward, northward)

    @classmethod
    def draw(cls, rng: np.random.Generator, lengths: tuple[float, ...]) -> "Bend":
        """Bends of several lengths, the longest first; each moves points by a few hundredths of its length."""
        reach = (0.028, 0.024, 0.02)
        return cls(
            tuple((r * n, Field.draw(rng, n, 12), Field.draw(rng, n, 12)) for r, n in zip(reach, lengths, strict=True))
        )

    def calmer(self) -> "Bend":
        """The same, half as strong."""
        return Bend(tuple((reach / 2, east, north) for reach, east, north in self.fields))

    def apply(self, xy: Floats) -> Floats:
        """Bent points (n, 2)."""
        out = xy.copy()
        for reach, east, north in self.fields:
            out[:, 0] += reach * east.at(xy)
            out[:, 1] += reach * north.at(xy)
        return out
