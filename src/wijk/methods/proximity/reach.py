"""What can people reach on foot, from where they live? Per origin, and for the residents of each area."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijk.methods.proximity.messages import say
from wijk.methods.proximity.network import Network
from wijk.methods.proximity.searching import Progress, count_within, nearest, silent
from wijk.methods.proximity.snapping import Stops
from wijk.methods.proximity.streets import Floats, on_grid
from wijk.methods.saying import Quantity, Rejected, Saying, Share

METHOD = "proximity.reach/1"


@dataclass(frozen=True)
class Reach:
    """Per origin and category the metres to the nearest place (NaN: none can be reached) and the number within each limit.

    `metres` is origins × categories, `within` origins × categories × limits; `on_network` says which origins are near a street.
    """

    categories: tuple[str, ...]
    minutes: tuple[float, ...]
    speed: float
    metres: Floats
    within: NDArray[np.int32]
    on_network: NDArray[np.bool_]
    places_off: int
    places: int
    method: str = METHOD

    @property
    def walking_minutes(self) -> Floats:
        """`metres` as minutes of walking."""
        return np.asarray(self.metres / metres_of(1, self.speed))

    @property
    def unreachable(self) -> NDArray[np.bool_]:
        """Where an origin cannot reach a category at all (origins × categories)."""
        return np.isnan(self.metres)

    def explain(self) -> tuple[Saying, ...]:
        """The speed, what was left out, and what cannot be reached."""
        n = len(self.metres)
        told = (
            tuple(f"{minutes:g}" for minutes in self.minutes),
            tuple(f"{m:g}" for m in limits_of(self.minutes, self.speed)),
        )
        says = [say("speed_told", speed=Quantity(self.speed), minutes=told[0], metres=told[1])]
        off = int((~self.on_network).sum())
        if off:
            says.append(say("off_origins", count=off, total=n))
        if self.places_off:
            says.append(say("off_places", count=self.places_off, total=self.places))
        if not self.places:
            says.append(say("no_places"))
        for category, lost in zip(self.categories, self.unreachable[self.on_network].sum(axis=0).tolist(), strict=True):
            if lost:
                says.append(say("unreachable", category=category, count=lost, total=n))
        return tuple(says)


@dataclass(frozen=True)
class AreaReach:
    """For the residents of each area: `mean_minutes` (areas × categories) of those who reach one, NaN where nobody does;
    `unreached` residents who reach none; `without` residents (areas × categories × limits) who have none within the limit.

    `off` are residents of whom nothing is known, for no street comes near their origin; they are in `population` and in nothing else."""

    areas: tuple[str, ...]
    population: Floats
    mean_minutes: Floats
    unreached: Floats
    without: Floats
    off: Floats

    def share_without(self) -> Floats:
        """`without` as a share of the residents of whom it is known; NaN where there are none."""
        people = np.broadcast_to((self.population - self.off)[:, None, None], self.without.shape)
        out = np.full(self.without.shape, np.nan)
        np.divide(self.without, people, out=out, where=people > 0)
        return out


def metres_of(minutes: float, speed: float) -> float:
    """How far one walks in these minutes.

    >>> metres_of(15, 4.5)
    1125.0
    """
    return minutes * speed * 1000 / 60


def limits_of(minutes: Sequence[float], speed: float) -> Floats:
    """Minutes in rising order as metres; Rejected when they or the speed make no sense."""
    if not (np.isfinite(speed) and 0 < speed <= 50):
        raise Rejected(say("speed_wrong", value=str(speed)))
    wrong = [value for value in minutes if not (np.isfinite(value) and 0 < value < 10_000)]
    if wrong or not len(minutes):
        raise Rejected(say("limit_wrong", value=", ".join(map(str, wrong))))
    return on_grid(np.array([metres_of(value, speed) for value in sorted(set(minutes))]))


def reach(
    network: Network,
    places: Stops,
    category: Sequence[str],
    origins: Stops,
    *,
    minutes: Sequence[float] = (5.0, 10.0, 15.0),
    speed: float = 4.5,
    progress: Progress = silent,
) -> Reach:
    """How far is the nearest place of each category, and how many lie within so many minutes, for each origin?

    Origins and places stand on the network (`snapping.join`); `category[i]` names the kind of place i. Categories come in order of
    their name. An origin that reaches none has NaN, never the limit. Source: E. W. Dijkstra 1959; SYSTEM row T4.

    >>> from wijk.methods.proximity.snapping import join, to_edges
    >>> from wijk.methods.proximity.streets import make_streets
    >>> road = make_streets([[0, 0], [1000, 0], [0, 5000], [900, 5000]], [[0, 1], [2, 3]])
    >>> joined, (places, origins) = join(road, to_edges(road, [[900, 0]]), to_edges(road, [[100, 50], [0, 5000]]))
    >>> found = reach(Network.of(joined), places, ["pharmacy"], origins, minutes=[10, 15])
    >>> found.metres.tolist(), found.within[:, 0].tolist()
    ([[850.0], [nan]], [[0, 1], [0, 0]])
    >>> print(found.explain()[-1])
    pharmacy: 1 of 2 origins cannot reach any, for none lies in their part of the network.
    """
    if not len(origins):
        raise Rejected(say("no_origins"))
    if len(category) != len(places):
        raise Rejected(say("lengths_differ", what="category", found=len(category), expected=len(places)))
    limits = limits_of(minutes, speed)
    names = tuple(sorted(set(category)))
    number = {name: i for i, name in enumerate(names)}
    lane = np.asarray([number[name] for name in category], dtype=np.int64)
    return Reach(
        names,
        tuple(sorted(set(minutes))),
        speed,
        nearest(network, places, lane, len(names), origins, progress),
        count_within(network, places, lane, len(names), origins, limits, progress),
        np.asarray(origins.on),
        int((~places.on).sum()),
        len(places),
    )


def by_area(found: Reach, area: Sequence[str], population: ArrayLike | None = None) -> AreaReach:
    """What do the residents of each area reach? Each origin counts for the people who live there (1 each without `population`).

    Areas come in order of their name. A mean is over the people who reach one; those who do not are counted apart, never as a large number.
    """
    people = people_of(population, len(found.metres))
    if len(area) != len(found.metres):
        raise Rejected(say("lengths_differ", what="area", found=len(area), expected=len(found.metres)))
    names, member = np.unique(np.asarray(area, dtype=str), return_inverse=True)
    reached = ~found.unreachable

    def total(values: Floats) -> Floats:
        return np.bincount(member, values, minlength=len(names)).astype(np.float64)

    columns = range(len(found.categories))
    near = np.where(reached, found.walking_minutes, 0.0)
    everyone, off = total(people), total(people * ~found.on_network)
    people = people * found.on_network
    served = np.array([total(people * reached[:, c]) for c in columns]).reshape(-1, len(names)).T
    walked = np.array([total(people * near[:, c]) for c in columns]).reshape(-1, len(names)).T
    without = np.array(
        [[total(people * (found.within[:, c, k] == 0)) for k in range(len(found.minutes))] for c in columns]
    )
    return AreaReach(
        tuple(str(name) for name in names),
        everyone,
        np.divide(walked, served, out=np.full(walked.shape, np.nan), where=served > 0),
        np.array([total(people * ~reached[:, c]) for c in columns]).reshape(-1, len(names)).T,
        np.moveaxis(without.reshape(len(columns), len(found.minutes), len(names)), 2, 0),
        off,
    )


def people_of(population: ArrayLike | None, origins: int) -> Floats:
    """Residents per origin; Rejected when one is negative or not a number."""
    if population is None:
        return np.ones(origins)
    people = np.asarray(population, dtype=np.float64)
    if people.shape != (origins,):
        raise Rejected(say("lengths_differ", what="population", found=int(people.size), expected=origins))
    wrong = np.flatnonzero(~(np.isfinite(people) & (people >= 0)))
    if len(wrong):
        raise Rejected(say("population_wrong", row=int(wrong[0]), value=str(people[wrong[0]])))
    return people


def deficits(found: Reach, population: ArrayLike | None = None) -> tuple[Saying, ...]:
    """One sentence per category: how many residents (or origins) have none within the last limit, of those whom the network reaches."""
    people = people_of(population, len(found.metres)) * found.on_network
    total = float(people.sum())
    code = "deficit_origins" if population is None else "deficit"
    says = []
    for c, category in enumerate(found.categories):
        lacking = float(people[found.within[:, c, -1] == 0].sum())
        share = Share(lacking / total if total else 0.0)
        says.append(
            say(code, category=category, people=Quantity(lacking, 0), total=Quantity(total, 0), share=share, minutes=f"{found.minutes[-1]:g}")
        )  # fmt: skip
    return tuple(says)
