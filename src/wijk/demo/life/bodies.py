"""Who is there in the invented city: organisations, and the organs that stand beside any process."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import product
from random import Random
from typing import Any

from wijk.accounts.models import Person
from wijk.actors.actions import Facts, add_organisation, confirm_facts
from wijk.actors.models import Organisation
from wijk.core import clock
from wijk.core.viewer import Operator
from wijk.demo.life.texts import said, word, words
from wijk.demo.life.timeline import Timeline
from wijk.organs.actions import found_organ, give_mandate
from wijk.organs.models import Mandate, Organ
from wijk.territory.models import Area

VIEWER = Operator()
#: Invented people who sit somewhere: none of them exists.
FIRST = (
    "Amina",
    "Bram",
    "Chloé",
    "Dirk",
    "Elif",
    "Farid",
    "Greet",
    "Hugo",
    "Inès",
    "Jonas",
    "Karima",
    "Lotte",
    "Malik",
    "Nele",
)
LAST = (
    "Aerts",
    "Benali",
    "Claes",
    "Dubois",
    "Evrard",
    "Fontaine",
    "Goossens",
    "Hendrickx",
    "Islam",
    "Janssens",
    "Kaya",
    "Lambert",
)


@dataclass(slots=True)
class Bodies:
    """What was founded so far."""

    college: Organ
    council: Organ
    management: Organ
    advisers: list[Organ] = field(default_factory=list)
    commissions: dict[str, Organ] = field(default_factory=dict)
    organisations: dict[str, list[Organisation]] = field(default_factory=dict)


def people(chance: Random, count: int) -> list[str]:
    """So many invented names, each once."""
    return [f"{first} {last}" for first, last in chance.sample(list(product(FIRST, LAST)), count)]


def seat(
    organ: Organ, chance: Random, members: int, *, secretary: Person | None = None, groups: Sequence[Organisation] = ()
) -> list[Mandate]:
    """A chair, a secretary, members, the last of them for organisations; with a term of four years."""
    since = organ.since
    until = organ.until or since + timedelta(days=4 * 365)
    names = people(chance, members + 2)
    term: dict[str, Any] = {"since": since, "until": until}
    named: dict[str, Any] = {"person": secretary} if secretary else {"name": names.pop()}
    made = [
        give_mandate(VIEWER, organ=organ, role="chair", name=names.pop(), public=True, **term),
        give_mandate(VIEWER, organ=organ, role="secretary", public=True, **named, **term),
    ]
    for i in range(members):
        group = groups[i] if i < len(groups) else None
        made.append(
            give_mandate(
                VIEWER, organ=organ, role="member", name=names.pop(), represents=group, public=i % 3 != 2, **term
            )
        )
    return made


def standing(chance: Random, secretary: Person | None) -> Bodies:
    """The college, the council, the management team and the advisory councils."""
    since = clock.today() - timedelta(days=200)
    made = {
        kind: found_organ(VIEWER, title=title, kind=kind, since=since)
        for kind, title in (
            ("college", word("college-of-mayor-and-aldermen")),
            ("council", word("municipal-council")),
            ("management-team", word("management-team")),
        )
    }  # fmt: skip
    for kind, members in (("college", 7), ("council", 21), ("management-team", 5)):
        seat(made[kind], chance, members, secretary=secretary)
    bodies = Bodies(made["college"], made["council"], made["management-team"])
    for title in words("people")["councils"]:
        organ = found_organ(VIEWER, title=said(title), kind="advisory-council", since=since)
        seat(organ, chance, 9)
        bodies.advisers.append(organ)
    return bodies


def in_areas(line: Timeline, bodies: Bodies, areas: Sequence[Area], chance: Random) -> None:
    """Organisations in each of these neighbourhoods, and a neighbourhood commission in every other one."""
    for n, area in enumerate(areas):
        place = f"neighbourhood/{area.code}"
        line.at(line.day(-60 - 3 * n), partial(_confirm, bodies, place, chance))
        line.at(line.day(-745 + n % 20), partial(_organisations, bodies, area, place, chance))
        if n % 2 == 0:
            line.at(line.day(-720 + n % 30), partial(_commission, bodies, area, place, chance))


def _organisations(bodies: Bodies, area: Area, place: str, chance: Random) -> None:
    told = words("people")["organisations"]
    for entry in chance.sample(told, 3):
        facts = Facts(
            title=said(entry["title"], area.name), kind=entry["kind"], does=said(entry["does"]), places=(place,),
            languages=("nl", "fr", chance.choice(["ar", "tr", "en", "es", "pl"])), lon=area.lon, lat=area.lat,
            themes=(chance.choice(["participation", "environment", "education", "facilities"]),),
            website=f"https://{entry['kind']}-{area.code.lower()}.example.org", level=chance.choice(["micro", "meso"]),
        )  # fmt: skip
        bodies.organisations.setdefault(place, []).append(add_organisation(VIEWER, facts=facts))


def _confirm(bodies: Bodies, place: str, chance: Random) -> None:
    """Most of them say once more that what stands there is right."""
    for organisation in bodies.organisations[place]:
        if chance.random() < 0.75:
            confirm_facts(VIEWER, organisation=organisation)


def _commission(bodies: Bodies, area: Area, place: str, chance: Random) -> None:
    title = said(
        {
            "nl": "Wijkcommissie {place}",
            "fr": "Commission de quartier {place}",
            "en": "Neighbourhood commission {place}",
        },
        area.name,
    )
    organ = found_organ(VIEWER, title=title, kind="neighbourhood-commission", place=place, since=_days_ago(10))
    seat(organ, chance, 8, groups=bodies.organisations.get(place, ()))
    bodies.commissions[place] = organ


def _days_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)
