"""So many contributions around the neighbourhoods of an installation, with words as people use them: few often, many seldom."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

from wijk.answers.models import ANSWERED, OPEN, Reason, Request, Service
from wijk.contributions import indexing
from wijk.contributions.models import Category, Contribution, ContributionArea, Kind, Opening
from wijk.territory.models import Area
from wijk.territory.queries import touched

#: Syllables of which seldom words are made, so that the vocabulary grows with the number of texts as it does among people.
_CONSONANTS, _VOWELS = "bdfghklmnprstvw", "aeio"
_SYLLABLES = [consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS]
_SAID = {
    "nl": "straat fiets auto boom plein bank licht school kinderen verkeer stoep afval water groen geluid bus buurt winkel park",
    "fr": "rue vélo voiture arbre place banc lumière école enfants trafic trottoir déchets eau vert bruit bus quartier magasin parc",
    "en": "street bicycle car tree square bench light school children traffic pavement waste water green noise bus area shop park",
}
_OFTEN = {language: said.split() for language, said in _SAID.items()}
_STATES = ("open", "open", "assigned", "accepted", "refused", "answered", "done", "reopened", "needs_nothing")
START = datetime(2024, 1, 1, tzinfo=UTC)
#: Services among which the questions are shared out; one more is the desk of the facilitators.
SERVICES = 12


def seldom(rng: random.Random) -> str:
    """A word out of some tens of thousands, a few of them far more often than the others."""
    place = int(rng.paretovariate(0.8)) % 40_000
    made = random.Random(place)
    return "".join(made.choice(_SYLLABLES) for _ in range(made.randint(2, 4)))


def fill(n: int, seed: int = 1, first: int = 0) -> int:
    """Write so many, numbered from `first` on, with everything by which they are found; returns how many are found."""
    rng = random.Random(seed)
    opening = Opening.objects.get(key="city")
    kinds, themes = (
        list(Kind.objects.values_list("code", flat=True)),
        list(Category.objects.values_list("code", flat=True)),
    )
    hoods = list(Area.objects.current().at("neighbourhood").exclude(lon=None).order_by("code"))
    areas = {f"neighbourhood/{hood.code}": sorted(touched(f"neighbourhood/{hood.code}")) for hood in hoods}
    services = [
        None,
        *(Service.objects.get_or_create(key=f"bench-{i}", defaults={"days": 20})[0] for i in range(SERVICES)),
    ]
    reasons = list(Reason.objects.values_list("code", flat=True))
    rows = _rows(first, n, rng, opening, kinds, themes, hoods)
    while batch := list(islice(rows, 2_000)):
        Contribution.objects.bulk_create(batch)
        pairs = [ContributionArea(contribution=row, area=area) for row in batch for area in areas[row.area]]
        ContributionArea.objects.bulk_create(pairs, batch_size=5_000)
        indexing.index_many(batch)
        Request.objects.bulk_create(_promised(row, rng, services, reasons) for row in batch)
    return Contribution.objects.shown().count()


def _promised(
    row: Contribution, rng: random.Random, services: Sequence[Service | None], reasons: Sequence[str]
) -> Request:
    """The promise of an answer to it, kept for most, in time for most of these."""
    on = row.given_at.date()
    due, waits = on + timedelta(days=20), row.state in ("open", "assigned", "reopened")
    took = None if waits else min(int(rng.lognormvariate(2.5, 0.7)), 200)
    outcome = "" if waits else row.state
    return Request(
        contribution=row, service=rng.choice(services), area=row.area, asked_at=row.given_at, asked_on=on, due=due, first_due=due,
        state=OPEN if waits else ANSWERED, took=took, first_on=None if took is None else on + timedelta(days=took), outcome=outcome,
        reason=rng.choice(reasons) if outcome == "refused" else "", answered_at=None if waits else row.given_at + timedelta(days=20),
    )  # fmt: skip


def _rows(
    first: int,
    n: int,
    rng: random.Random,
    opening: Opening,
    kinds: Sequence[str],
    themes: Sequence[str],
    hoods: Sequence[Area],
) -> Iterator[Contribution]:
    for i in range(first, first + n):
        hood = rng.choice(hoods)
        language = rng.choice(("nl", "nl", "fr", "fr", "en"))
        often = _OFTEN[language]
        said = [rng.choice(often) if rng.random() < 0.4 else seldom(rng) for _ in range(rng.randint(8, 45))]
        assert hood.lon is not None
        assert hood.lat is not None
        assert hood.east is not None
        assert hood.west is not None
        spread = (hood.east - hood.west) / 4
        yield Contribution(
            key=f"{i:010x}"[-10:], opening=opening, kind_id=rng.choice(kinds), category_id=rng.choice(themes),
            title=" ".join(said[:5]).capitalize(), body=" ".join(said).capitalize() + ".", language=language,
            lon=round(rng.gauss(hood.lon, spread), 6), lat=round(rng.gauss(hood.lat, spread * 0.6), 6), area=f"neighbourhood/{hood.code}",
            state=rng.choice(_STATES), supports=int(rng.paretovariate(1.1)) - 1, comments=int(rng.paretovariate(1.5)) - 1,
            given_at=START + timedelta(seconds=rng.randrange(800 * 86_400)),
        )  # fmt: skip
