"""Two years of public life in the invented city, by the same verbs that people use, each under the clock of its day."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from wijk.accounts.models import Person
from wijk.contributions.actions import gathered, seal_supports
from wijk.core import clock
from wijk.demo.life.accompanying import accompany
from wijk.demo.life.agreements import Agreement
from wijk.demo.life.bodies import VIEWER, in_areas, standing
from wijk.demo.life.charter import review
from wijk.demo.life.gatherings import Gatherings
from wijk.demo.life.inquiries import ask
from wijk.demo.life.spreading import spread
from wijk.demo.life.talks import talk
from wijk.demo.life.texts import words
from wijk.demo.life.timeline import Timeline
from wijk.demo.life.voices import Loudness, Voices
from wijk.notices.actions import enrol_readers, gather
from wijk.organs.models import Organ
from wijk.territory.models import Area, Kind

SEED = 7


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of it: neighbourhoods with organisations, processes, followers, what people say, voices in a conversation."""

    areas: int
    processes: int
    followers: int
    voices: Loudness | None = None
    voting: int = 0


SCALES = {
    "village": Scale(4, 4, 60, Loudness(all=400, spoken=240, openings=2, pictures=16, unfit=6), 120),
    "city": Scale(16, 20, 3_000, Loudness(all=10_000, spoken=1_100, openings=8, pictures=48, unfit=30), 400),
}


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of it."""

    errands: int
    refused: tuple[str, ...]


def live(scale: Scale, residents: list[Person], secretary: Person | None, progress: Callable[[str], None]) -> Lived:
    """Let the city live until today."""
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    line = Timeline(clock.now())
    areas = _inhabited()[: scale.areas]
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
    ask(line, bodies, areas)
    review(line, bodies, residents)
    spread(line, areas, chance)
    if scale.voices is not None:
        Voices(line, _inhabited(), Random(SEED + 1), residents, scale.voices).plan()  # noqa: S311 - a story, not a secret
    if scale.voting:
        talk(line, Random(SEED + 2), scale.voting)  # noqa: S311 - the same
    accompany(line)
    progress("Letting the city live for two years …")
    with gathered():
        errands = line.run()
    seal_supports(VIEWER)
    progress("Telling its followers …")
    _followers(areas, scale.followers)
    gather()
    return Lived(errands, tuple(line.refused))


def _inhabited() -> list[Area]:
    """The neighbourhoods where people live, by code."""
    return list(Area.objects.current().at("neighbourhood").filter(kind=Kind.INHABITED).order_by("code"))


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
