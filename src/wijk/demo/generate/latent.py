"""What lies behind the figures: how central, well-off, old and green each sector is, and who lives there in each year."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import shapely
from numpy.typing import NDArray

from wijk.demo.generate.ground import Ground
from wijk.demo.generate.noise import Field, Floats
from wijk.demo.generate.sizes import EARLIER, YEARS

Whole = NDArray[np.int64]
ALL_YEARS = (*EARLIER, *YEARS)
#: First year of each age group; the last is open.
AGES = (0, 3, 6, 12, 18, 25, 65, 80)


@dataclass(slots=True)
class People:
    """Latent factors (n,) with mean 0 and spread 1, and counts (years, n) or (years, n, groups) over `ALL_YEARS`."""

    centre: Floats
    wealth: Floats
    old: Floats
    green: Floats
    near_water: Floats
    development: NDArray[np.bool_]  #: sectors of the new development
    population: Whole
    men: Whole
    ages: Whole
    households: Whole
    seed: int

    def rng(self, name: str) -> np.random.Generator:
        """Chance of its own for each name, so that one more indicator changes no other."""
        return np.random.default_rng([self.seed, crc32(name.encode())])


def standard(values: Floats) -> Floats:
    """With mean 0 and spread 1."""
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-9))


def settle(ground: Ground, seed: int) -> People:
    """Who lives where, year by year."""
    rng = np.random.default_rng([seed, 7])
    plan, xy = ground.plan, ground.xy
    out = np.hypot(*xy.T) / plan.core
    centre = standard(np.log(ground.spines.density(xy, 0.05)))
    canal = np.full(len(xy), 1e9)
    for kind, line in ground.spines.lines:
        if kind in ("canal", "rail"):
            canal = np.minimum(canal, shapely.distance(line, shapely.points(xy)))
    near = np.exp(-canal / (plan.core * 0.12))
    sunny = np.cos(np.arctan2(xy[:, 1], xy[:, 0]) - ground.spines.forest) * np.minimum(1, out * 1.6)
    field = Field.draw(rng, plan.core * 0.8)
    wealth = standard(
        0.55 * field.at(xy) + 0.75 * sunny - 1.4 * near + 0.25 * np.minimum(out, 1.5) + rng.normal(0, 0.2, len(xy))
    )
    old = standard(
        0.6 * Field.draw(rng, plan.core * 0.5).at(xy)
        + 0.7 * np.minimum(out, 1.5)
        + 0.35 * wealth
        + rng.normal(0, 0.35, len(xy))
    )
    green = standard(
        0.35 * Field.draw(rng, plan.core * 0.4).at(xy) - 0.9 * centre + 0.3 * wealth + rng.normal(0, 0.3, len(xy))
    )
    lived_in = np.array([k == "inhabited" for k in ground.kind])
    development = _development(ground, near * lived_in, out)
    population = _population(ground, centre, lived_in, development, rng)
    men = np.rint(population * np.clip(0.489 - 0.006 * old + rng.normal(0, 0.008, len(xy)), 0.42, 0.56)).astype(
        np.int64
    )
    ages = _ages(population, centre, wealth, old, rng)
    size = np.clip(2.15 - 0.17 * centre - 0.08 * old - 0.08 * wealth + rng.normal(0, 0.08, len(xy)), 1.35, 3.2)
    drift = 1 + 0.002 * np.arange(len(ALL_YEARS))[:, None]
    households = np.rint(population / (size * drift)).astype(np.int64)
    return People(centre, wealth, old, green, near, development, population, men, ages, households, seed)


def _development(ground: Ground, near: Floats, out: Floats) -> NDArray[np.bool_]:
    """The neighbourhood by the water, not far from the centre, where old yards became homes."""
    score = np.where((out > 0.15) & (out < 0.6), near, -1.0)
    chosen = int(ground.neighbourhood[int(np.argmax(score))])
    return np.asarray((ground.neighbourhood == chosen) & (near > 0))


def _population(
    ground: Ground,
    centre: Floats,
    lived_in: NDArray[np.bool_],
    development: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Whole:
    """Residents by year: steady growth that differs by place, and a new development from 2018 on."""
    n = len(centre)
    base = ground.plan.people * np.exp(0.16 * centre + rng.normal(0, 0.33, n))
    roomy = 34_000 * np.exp(rng.normal(0, 0.18, n)) * ground.surface / 1e6  # more people than that find no room
    base = np.where(lived_in, np.minimum(base, roomy), 0.0)
    few = rng.random(n)
    other = np.where(few < 0.6, np.floor(rng.exponential(14, n)), 0.0)
    graves = np.array([k == "cemetery" for k in ground.kind])
    base = np.where(lived_in, base, np.where(graves, 0.0, other))
    base = np.where(lived_in & (rng.random(n) < 0.012), np.floor(base * 0.04), base)  # offices where few people sleep
    years = np.array(ALL_YEARS, dtype=float)[:, None] - 2020
    rate = 0.0055 + 0.006 * standard(rng.normal(0, 1, n) + 0.4 * centre)
    wobble = np.cumsum(rng.normal(0, 0.0035, (len(ALL_YEARS), n)), axis=0)
    grown = base * np.exp(rate * years + wobble - wobble[9])
    new = 1 / (1 + np.exp(-(years + 20 - 20.8) / 0.9))  # half built by the end of 2020
    grown = np.where(development, grown * (0.3 + 0.75 * new), grown)
    return np.asarray(np.rint(grown), dtype=np.int64)


def _ages(population: Whole, centre: Floats, wealth: Floats, old: Floats, rng: np.random.Generator) -> Whole:
    """Residents by age group; groups add up to the whole."""
    n = len(centre)
    base = np.log([0.037, 0.037, 0.072, 0.068, 0.092, 0.545, 0.108, 0.041])
    tilt = np.array([  # centre, wealth, old
        [-0.02, -0.10, -0.14], [-0.05, -0.10, -0.13], [-0.10, -0.08, -0.10], [-0.12, -0.05, -0.05],
        [0.16, -0.05, -0.10], [0.08, 0.02, -0.04], [-0.08, 0.06, 0.24], [-0.08, 0.10, 0.34],
    ])  # fmt: skip
    drift = np.array([-0.012, -0.011, -0.004, 0.004, 0.0, -0.001, 0.012, 0.010])
    logit = base + np.column_stack([centre, wealth, old]) @ tilt.T + rng.normal(0, 0.05, (n, len(AGES)))
    years = np.array(ALL_YEARS, dtype=float) - 2020
    out = np.empty((len(ALL_YEARS), n, len(AGES)), dtype=np.int64)
    for y, year in enumerate(years):
        share = np.exp(logit + drift * year)
        share /= share.sum(axis=1, keepdims=True)
        steps = np.rint(np.cumsum(share, axis=1) * population[y][:, None])
        steps[:, -1] = population[y]
        out[y] = np.diff(steps, axis=1, prepend=0.0)
    return out
