"""Two years of public life in the invented city, by the same verbs that people use, each under the clock of its day."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.demo.life.agreements import Agreement
from wijk.demo.life.bodies import VIEWER, in_areas, standing
from wijk.demo.life.charter import review
from wijk.demo.life.gatherings import Gatherings
from wijk.demo.life.spreading import spread
from wijk.demo.life.texts import words
from wijk.demo.life.timeline import Timeline
from wijk.notices.actions import enrol_readers, gather
from wijk.organs.models import Organ
from wijk.territory.models import Area, Kind

SEED = 7


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of it: neighbourhoods with organisations, processes, followers."""

    areas: int
    processes: int
    followers: int


SCALES = {"village": Scale(4, 4, 60), "city": Scale(16, 20, 3_000)}


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of it."""

    errands: int
    refused: tuple[str, ...]


def live(scale: Scale, residents: list[Person], secretary: Person | None, progress: Callable[[str], None]) -> Lived:
    """Let the city live until today."""
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    line = Timeline(clock.now())
    areas = list(Area.objects.current().at("neighbourhood").filter(kind=Kind.INHABITED).order_by("code")[: scale.areas])
    with clock.at(line.day(-760)):
        bodies = standing(chance, secretary)
    in_areas(line, bodies, areas, chance)
    gatherings = Gatherings(line, chance)
    told = words("processes")["process"]
    for n in range(scale.processes):
        start = -690 + n * (720 / scale.processes)
        area = areas[(n * 5) % len(areas)]
        Agreement(line, bodies, gatherings, chance, told[n % len(told)], area, start, stops=n % 9 == 8).plan()
    for n, organ in enumerate([bodies.college, bodies.council, bodies.management, *bodies.advisers]):
        _regular(gatherings, organ, every=60 + 15 * n)
    review(line, bodies, residents)
    spread(line, areas, chance)
    progress("Letting the city live for two years …")
    errands = line.run()
    progress("Telling its followers …")
    _followers(areas, scale.followers)
    gather()
    return Lived(errands, tuple(line.refused))


def _regular(gatherings: Gatherings, organ: Organ, every: int) -> None:
    for day in range(-715, 60, every):
        gatherings.meet(organ, day)


def _followers(areas: list[Area], count: int) -> None:
    """Addresses that do not exist, each following one neighbourhood."""
    share = max(1, count // len(areas))
    for n, area in enumerate(areas):
        addresses = [(f"reader-{n}-{i}@example.org", ("nl", "fr", "en")[i % 3]) for i in range(share)]
        ref = f"neighbourhood/{area.code}"
        rhythm = ("weekly", "daily", "immediate")[n % 3]
        enrol_readers(
            VIEWER,
            addresses=addresses,
            tags=[f"area:{ref}"],
            rhythm=rhythm,
            home=ref,
            agreed_large=n % 2 == 0,
            sure=True,
        )
