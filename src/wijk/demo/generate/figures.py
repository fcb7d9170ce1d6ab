"""The figures: for each indicator of the catalogue its counts, or its values where a source gives no counts."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from wijk.demo.generate.ground import Ground
from wijk.demo.generate.latent import People, Whole
from wijk.demo.generate.noise import Floats
from wijk.demo.generate.sizes import EARLIER, YEARS

FIRST = len(EARLIER)
DIP = {2020: 0.5, 2021: 0.68, 2022: 0.9}
#: Fewer than this, and the source hides the cell.
HIDDEN_UNDER = 5
#: What a whole country knows of municipalities and neighbourhoods, but not of every sector.
SELDOM_IN_SECTORS = frozenset({
    "share-18-24", "old-to-young", "household-size", "activity-rate", "youth-unemployment", "self-employed", "jobs-per-100", "integration-income",
    "owner-occupied", "floor-space", "built-before-1945", "vacant-shops", "near-playground", "electric-cars", "near-stop", "bicycle-parking",
    "sealed", "noise-at-night", "chronic-illness", "dentist-visit", "school-places", "school-delay", "associations",
})  # fmt: skip


@dataclass(slots=True)
class Counts:
    """An indicator counted in sectors: numerators and, for shares and ratios, denominators, both (years, n)."""

    code: str
    factor: float
    numerator: Floats
    denominator: Floats | None = None
    years: tuple[int, ...] = YEARS
    hides: bool = False  #: small cells are suppressed, and larger areas are delivered too
    absent: NDArray[np.bool_] | None = None  #: (years, n): the source has nothing


@dataclass(slots=True)
class Values:
    """An indicator delivered for neighbourhoods (and some for larger areas), as values or counts, each (years, areas)."""

    code: str
    years: tuple[int, ...]
    levels: dict[str, Floats] = field(default_factory=dict)
    parts: dict[str, tuple[Floats, Floats]] = field(default_factory=dict)  #: numerators and denominators
    factor: float = 1.0


@dataclass(slots=True)
class Maker:
    """Makes figures out of latent factors; all arrays run over YEARS."""

    ground: Ground
    people: People

    @property
    def n(self) -> int:
        """Number of sectors."""
        return len(self.ground.faces)

    def ages(self, first: int, last: int) -> Whole:
        """Residents in age groups `first` up to and without `last`."""
        return np.asarray(self.people.ages[FIRST:, :, first:last].sum(axis=2))

    def now(self, counts: Whole) -> Whole:
        """Without the earlier years."""
        return counts[FIRST:]

    def level(
        self, name: str, middle: float, trend: float = 0.0, noise: float = 0.12, yearly: float = 0.02, **tilt: float
    ) -> Floats:
        """exp of a sum of factors, (years, n): `middle` where all factors are 0 in 2020; `trend` a year."""
        return np.asarray(middle * np.exp(self._sum(name, trend, noise, yearly, tilt)))

    def share(
        self, name: str, middle: float, trend: float = 0.0, noise: float = 0.12, yearly: float = 0.02, **tilt: float
    ) -> Floats:
        """The same as a share between 0 and 1."""
        logit = np.log(middle / (1 - middle)) + self._sum(name, trend, noise, yearly, tilt)
        return np.asarray(1 / (1 + np.exp(-logit)))

    def _sum(self, name: str, trend: float, noise: float, yearly: float, tilt: dict[str, float]) -> Floats:
        rng = self.people.rng(name)
        own = rng.normal(0, noise, self.n)
        walk = np.cumsum(rng.normal(0, yearly, (len(YEARS), self.n)), axis=0)
        factors = sum(
            (weight * getattr(self.people, factor) for factor, weight in tilt.items()), start=np.zeros(self.n)
        )
        years = np.array(YEARS, dtype=float)[:, None] - 2020
        return np.asarray(own + walk + factors + trend * years)


def part_of(whole: Whole | Floats, share: Floats) -> Floats:
    """Whole numbers: that share of a count."""
    return np.minimum(np.rint(whole * share), whole).astype(float)


def by_sector(ground: Ground, people: People) -> list[Counts]:
    """Everything that is counted in sectors."""
    make = Maker(ground, people)
    return [
        *_population(make), *_work(make), *_income(make), *_housing(make), *_facilities(make), *_mobility(make),
        *_environment(make), *_health(make), *_education(make), *_participation(make),
    ]  # fmt: skip


def _population(m: Maker) -> list[Counts]:
    people, houses = m.now(m.people.population), m.now(m.people.households)
    young, older = m.ages(0, 4), m.ages(6, 8)
    surface = np.broadcast_to(np.round(m.ground.surface / 1e6, 6), people.shape)
    alone = part_of(houses, m.share("alone", 0.46, 0.006, 0.08, centre=0.28, wealth=0.04, old=0.05))
    foreign = part_of(people, m.share("foreign", 0.24, 0.025, 0.15, centre=0.35, wealth=-0.12, old=-0.3))
    men = m.now(m.people.men)
    return [
        Counts("population", 1, people.astype(float)),
        Counts("men", 1, men.astype(float)),
        Counts("women", 1, (people - men).astype(float)),
        Counts("density", 1, people.astype(float), surface),
        Counts("share-under-18", 100, young.astype(float), people.astype(float)),
        Counts("share-18-24", 100, m.ages(4, 5).astype(float), people.astype(float)),
        Counts("share-65-plus", 100, older.astype(float), people.astype(float)),
        Counts("old-to-young", 100, older.astype(float), young.astype(float)),
        Counts("share-foreign", 100, foreign, people.astype(float)),
        Counts("households", 1, houses.astype(float)),
        Counts("household-size", 1, people.astype(float), houses.astype(float)),
        Counts("share-living-alone", 100, alone, houses.astype(float)),
    ]


def _crisis(strength: float) -> Floats:
    """A bump in 2020 and 2021."""
    return np.array([{2020: 1.0, 2021: 0.75, 2022: 0.2}.get(y, 0.0) * strength for y in YEARS])[:, None]


def _work(m: Maker) -> list[Counts]:
    adults, starters = m.ages(4, 6), m.ages(4, 5)
    active = part_of(adults, m.share("active", 0.71, 0.008, 0.06, wealth=0.13, old=0.03))
    idle = m.share("unemployed", 0.118, -0.035, 0.10, wealth=-0.42, centre=0.06) * np.exp(_crisis(0.14))
    young_active = part_of(starters, m.share("active-young", 0.42, 0.0, 0.08, wealth=-0.08))
    young_idle = m.share("unemployed-young", 0.22, -0.04, 0.14, wealth=-0.34) * np.exp(_crisis(0.2))
    jobless = part_of(active, idle)
    working = active - jobless
    industry = np.array([1.0 if k == "industry" else 0.0 for k in m.ground.kind])
    jobs = np.rint(
        m.level("jobs", 190.0, 0.006, 0.8, 0.02, centre=0.75)
        + industry * 900 * np.exp(m.people.rng("works").normal(0, 0.4, m.n))
    )
    lived_in = np.array([k in ("inhabited", "industry") for k in m.ground.kind])
    return [
        Counts("activity-rate", 100, active, adults.astype(float)),
        Counts("unemployment", 100, jobless, active, hides=True),
        Counts("youth-unemployment", 100, part_of(young_active, young_idle), young_active, hides=True),
        Counts(
            "self-employed", 100, part_of(working, m.share("self-employed", 0.135, 0.006, 0.12, wealth=0.22)), working
        ),
        Counts("jobs-per-100", 100, jobs * lived_in, adults.astype(float)),
    ]


def _income(m: Maker) -> list[Counts]:
    people, adults = m.now(m.people.population).astype(float), m.ages(4, 6).astype(float)
    low = part_of(people, m.share("low-income", 0.235, 0.012, 0.09, wealth=-0.48))
    welfare = m.share("welfare", 0.041, 0.03, 0.16, wealth=-0.62, centre=0.08) * np.exp(_crisis(0.08))
    return [
        Counts("increased-reimbursement", 100, low, people),
        Counts("integration-income", 100, part_of(adults, welfare), adults, hides=True),
    ]


def _housing(m: Maker) -> list[Counts]:
    people, houses = m.now(m.people.population).astype(float), m.now(m.people.households).astype(float)
    dwellings = np.rint(houses * m.level("dwellings", 1.045, 0.0, 0.02, 0.002))
    rng = m.people.rng("estates")
    estate = (rng.random(m.n) < 0.16 / (1 + np.exp(1.2 * m.people.wealth))) * rng.uniform(0.25, 0.75, m.n)
    social = np.rint(houses * np.clip(m.share("social", 0.028, 0.0, 0.7, 0.005, wealth=-0.55) + estate, 0, 0.9))
    owned = part_of(dwellings, m.share("owned", 0.4, -0.003, 0.12, 0.008, wealth=0.3, centre=-0.3, old=0.12))
    space = np.rint(people * m.level("space", 37.0, 0.002, 0.08, 0.004, wealth=0.13, centre=-0.09, old=0.04))
    return [
        Counts("dwellings", 1, dwellings),
        Counts("social-housing", 100, social, houses),
        Counts("owner-occupied", 100, owned, dwellings),
        Counts("floor-space", 1, space, people),
    ]


def _facilities(m: Maker) -> list[Counts]:
    people, houses = m.now(m.people.population).astype(float), m.now(m.people.households).astype(float)
    buildings = np.rint(houses * m.level("buildings", 0.52, 0.0, 0.15, 0.002, centre=-0.22))
    before = part_of(
        buildings,
        m.share("old-houses", 0.42, -0.008, 0.35, 0.003, centre=0.7) * np.where(m.people.development, 0.15, 1.0),
    )
    premises = np.rint(m.level("premises", 7.0, -0.012, 0.75, 0.02, centre=0.62) * (people > 0))
    empty = part_of(premises, m.share("empty", 0.11, 0.03, 0.35, 0.05, wealth=-0.25) * np.exp(_crisis(0.1)))
    children = m.ages(0, 3).astype(float)
    close = part_of(children, m.share("playground", 0.7, 0.05, 0.6, 0.02, centre=0.3, green=0.15))
    return [
        Counts("built-before-1945", 100, before, buildings),
        Counts("shops-per-1000", 1000, premises - empty, people),
        Counts("vacant-shops", 100, empty, premises),
        Counts("near-playground", 100, close, children),
    ]


def _mobility(m: Maker) -> list[Counts]:
    people, houses = m.now(m.people.population).astype(float), m.now(m.people.households).astype(float)
    cars = np.rint(houses * m.level("cars", 0.66, -0.012, 0.08, 0.008, centre=-0.24, wealth=0.14, old=0.04))
    late = np.array(YEARS, dtype=float)[:, None]
    electric = part_of(
        cars, 0.16 / (1 + np.exp(-(late - 2024.2) / 1.25)) * m.level("electric", 1.0, 0.0, 0.2, 0.03, wealth=0.35)
    )
    dip = np.array([DIP.get(y, 1.0) for y in YEARS])[:, None]
    rides = np.rint(m.level("rides", 420.0, 0.012, 0.75, 0.02, centre=0.7) * dip * (people + 40 > 60))
    close = part_of(people, m.share("stops", 0.82, 0.02, 0.6, 0.01, centre=0.9))
    racks = np.rint(houses * m.level("racks", 0.055, 0.13, 0.5, 0.03, centre=0.45, wealth=0.1))
    return [
        Counts("cars-per-household", 1, cars, houses),
        Counts("electric-cars", 100, electric, cars),
        Counts("boardings", 1, rides),
        Counts("near-stop", 100, close, people),
        Counts("bicycle-parking", 100, racks, houses),
    ]


def _environment(m: Maker) -> list[Counts]:
    people = m.now(m.people.population).astype(float)
    surface = np.broadcast_to(np.round(m.ground.surface / 1e6, 6), people.shape)
    kind = np.array([{"green": 2.8, "cemetery": 1.6, "industry": -1.1}.get(k, 0.0) for k in m.ground.kind])
    share = m.share("green-cover", 0.34, -0.006, 0.22, 0.006, green=0.55)
    cover = 1 / (1 + np.exp(-(np.log(share / (1 - share)) + kind)))
    sealed = (1 - cover) * np.clip(m.share("sealed", 0.88, 0.006, 0.1, 0.004), 0, 1)
    trees = np.rint(np.sqrt(surface) * m.level("trees", 330.0, 0.015, 0.45, 0.006, wealth=0.18, green=0.15))
    absent = np.zeros(trees.shape, dtype=bool)
    absent[YEARS.index(2019)] = m.ground.municipality == int(
        m.people.rng("trees-absent").integers(m.ground.plan.municipalities)
    )
    noisy = part_of(people, m.share("noise", 0.3, -0.01, 0.5, 0.015, centre=0.3, near_water=0.5))
    return [
        Counts("green-cover", 100, np.round(surface * cover, 6), surface),
        Counts("sealed", 100, np.round(surface * sealed, 6), surface),
        Counts("street-trees", 1, trees, absent=absent),
        Counts("noise-at-night", 100, noisy, people),
    ]


def _health(m: Maker) -> list[Counts]:
    people, young = m.now(m.people.population).astype(float), m.ages(0, 4).astype(float)
    rng = m.people.rng("gp")
    practice = rng.poisson(np.clip(people[0] / 1150 * np.exp(0.25 * m.people.centre), 0, None))
    doctors = np.maximum(
        0, practice + np.cumsum(rng.choice([-1, 0, 0, 0, 0, 0, 1], (len(YEARS), m.n)), axis=0) * (practice > 0)
    )
    ill = part_of(people, m.share("ill", 0.112, 0.01, 0.08, old=0.2, wealth=-0.18))
    dentist = part_of(young, m.share("dentist", 0.55, 0.012, 0.1, 0.02, wealth=0.26) * (1 - _crisis(0.18)))
    return [
        Counts("gp-per-1000", 1000, doctors.astype(float), people),
        Counts("chronic-illness", 100, ill, people),
        Counts("dentist-visit", 100, dentist, young),
    ]


def _education(m: Maker) -> list[Counts]:
    babies, pupils, teens, grown = (m.ages(a, b).astype(float) for a, b in ((0, 1), (2, 3), (3, 4), (5, 6)))
    rng = m.people.rng("care")
    homes = rng.random(m.n) < 0.62 + 0.08 * np.tanh(m.people.wealth)
    places = np.rint(babies * m.level("care-places", 0.66, 0.03, 0.35, 0.02, wealth=0.18) * homes)
    schools = rng.random(m.n) < 0.42
    seats = np.rint(pupils * m.level("school-places", 2.2, 0.012, 0.35, 0.01, centre=0.12) * schools)
    behind = part_of(teens, m.share("behind", 0.125, -0.03, 0.16, 0.03, wealth=-0.46))
    counted = tuple(y for y in YEARS if (y - 2017) % 4 == 0)
    rows = [YEARS.index(y) for y in counted]
    diploma = part_of(grown, m.share("diploma", 0.45, 0.02, 0.14, 0.01, wealth=0.5, centre=0.16))
    return [
        Counts("child-care", 100, places, babies),
        Counts("school-places", 100, seats, pupils),
        Counts("school-delay", 100, behind, teens),
        Counts("higher-education", 100, diploma[rows], grown[rows], years=counted),
    ]


def _participation(m: Maker) -> list[Counts]:
    people, adults = m.now(m.people.population).astype(float), m.ages(4, 8).astype(float)
    held = (2018, 2024)
    rows = [YEARS.index(y) for y in held]
    voters = part_of(adults, m.share("voters", 0.74, 0.0, 0.12, 0.01, wealth=0.12, old=0.2))
    votes = part_of(voters, m.share("turnout", 0.83, -0.012, 0.1, 0.02, wealth=0.2, old=0.12))
    clubs = np.rint(people / 1000 * m.level("clubs", 4.2, 0.01, 0.4, 0.03, centre=0.3))
    dip = np.array([{2020: 0.72, 2021: 0.78, 2022: 0.93}.get(y, 1.0) for y in YEARS])[:, None]
    readers = part_of(people, m.share("readers", 0.165, -0.008, 0.15, 0.02, wealth=0.16, centre=0.1) * dip)
    return [
        Counts("turnout", 100, votes[rows], voters[rows], years=held),
        Counts("associations", 1000, clubs, people),
        Counts("library-members", 100, readers, people),
    ]


def by_area(ground: Ground, people: People, groups: dict[str, Whole]) -> list[Values]:
    """Everything that is delivered for larger areas: `groups` gives, by level, the area of each sector."""
    make = Maker(ground, people)
    return [
        _money(make, groups, "median-income", 21_800, 0.026, {"wealth": 0.2, "old": 0.02, "centre": -0.03}, whole=True),
        _gap(make, groups),
        _money(make, groups, "median-rent", 815, 0.031, {"wealth": 0.13, "centre": 0.07}, whole=True),
        _air(make, groups),
        _injuries(make, groups),
        _waste(make, groups),
        _lives(make, groups),
        _survey(make, groups, "feels-safe", 0.66, {"wealth": 0.32, "centre": -0.18, "old": 0.05}),
        _survey(make, groups, "feels-at-home", 0.74, {"wealth": 0.12, "old": 0.22}),
        _projects(make, groups),
    ]


def _mean(m: Maker, values: Floats, group: Whole) -> Floats:
    """The mean over the residents of each area, (years, areas); NaN where too few people live."""
    people = np.maximum(m.now(m.people.population).astype(float), 0)
    number = int(group.max()) + 1
    out = np.full((len(YEARS), number), np.nan)
    for y in range(len(YEARS)):
        held = np.bincount(group, people[y], number)
        enough = held >= 200
        out[y, enough] = np.bincount(group, people[y] * values[y], number)[enough] / held[enough]
    return out


def _money(
    m: Maker, groups: dict[str, Whole], code: str, middle: float, trend: float, tilt: dict[str, float], *, whole: bool
) -> Values:
    worth = m.level(code, middle, trend, 0.05, 0.008, **tilt)
    levels = {
        level: np.round(_mean(m, worth, group)) for level, group in groups.items() if whole or level == "neighbourhood"
    }
    return Values(code, YEARS, levels)


def _gap(m: Maker, groups: dict[str, Whole]) -> Values:
    wide = m.level("income-gap", 2.55, 0.004, 0.05, 0.006, wealth=0.05, centre=0.06)
    return Values("income-gap", YEARS, {level: np.round(_mean(m, wide, g) * (1 if level == "neighbourhood" else 1.06), 2)
                                        for level, g in groups.items()})  # fmt: skip


def _air(m: Maker, groups: dict[str, Whole]) -> Values:
    held = np.array([{2020: 0.8, 2021: 0.9}.get(y, 1.0) for y in YEARS])[:, None]
    air = m.level("air", 25.5, -0.045, 0.04, 0.012, centre=0.13, near_water=0.12, green=-0.03) * held
    return Values("nitrogen-dioxide", YEARS, {"neighbourhood": np.round(_mean(m, air, groups["neighbourhood"]), 1)})


def _injuries(m: Maker, groups: dict[str, Whole]) -> Values:
    """Some accidents are known by municipality only, so each level is delivered."""
    rng = m.people.rng("injuries")
    risk = m.level("risk", 3.2, -0.02, 0.5, 0.03, centre=0.4) * (1 - _crisis(0.25))
    placed = rng.poisson(risk)
    unplaced = rng.poisson(risk * 0.04)
    sums = {"neighbourhood": add(placed, groups["neighbourhood"])}
    sums |= {level: add(placed + unplaced, groups[level]) for level in ("municipality", "region")}
    return Values("road-injuries", YEARS, sums)


def _waste(m: Maker, groups: dict[str, Whole]) -> Values:
    people = m.now(m.people.population).astype(float)
    kilograms = np.rint(people * m.level("waste", 168.0, -0.028, 0.08, 0.01, wealth=0.03, centre=0.05))
    town = groups["municipality"]
    counts = {"municipality": (add(kilograms, town), add(people, town))}
    return Values("household-waste", YEARS, parts=counts)


def _lives(m: Maker, groups: dict[str, Whole]) -> Values:
    years = np.array(YEARS, dtype=float)[:, None]
    long = 81.2 + 1.5 * m.people.wealth + 0.12 * (years - 2020) - _crisis(0.7)
    levels = {level: np.round(_mean(m, long, group), 1) for level, group in groups.items()}
    return Values("life-expectancy", YEARS, levels)


def _survey(m: Maker, groups: dict[str, Whole], code: str, middle: float, tilt: dict[str, float]) -> Values:
    """A sample of 200 in each neighbourhood where enough people live, every other year."""
    asked = tuple(y for y in YEARS if y % 2 == 1)
    rows = [YEARS.index(y) for y in asked]
    true = _mean(m, m.share(code, middle, 0.004, 0.08, 0.01, **tilt), groups["neighbourhood"])[rows]
    noise = m.people.rng(code + "-sample").normal(0, 0.028, true.shape)
    return Values(code, asked, {"neighbourhood": np.clip(np.round((true + noise) * 100), 5, 99)})


def _projects(m: Maker, groups: dict[str, Whole]) -> Values:
    rng = m.people.rng("projects")
    people = m.now(m.people.population)
    made = rng.poisson(m.level("projects", 0.5, 0.09, 0.3, 0.05, wealth=0.08) * (people > 100) * (1 - _crisis(0.55)))
    return Values("citizen-projects", YEARS, {level: add(made, group) for level, group in groups.items()})


def add(counts: Whole | Floats, group: Whole) -> Floats:
    """Sums of sector counts (years, n) over the areas of a larger level."""
    number = int(group.max()) + 1
    return np.array([np.bincount(group, row, number) for row in counts])
