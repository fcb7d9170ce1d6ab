"""Names for areas: invented, bilingual, and never the same twice within a set."""

from collections.abc import Iterator

import numpy as np

from wijk.demo.generate.ground import Ground
from wijk.demo.generate.noise import Floats
from wijk.demo.generate.sizes import Words
from wijk.demo.generate.words import (
    CENTRE,
    CORNERS,
    GROUNDS,
    QUARTERS,
    REAL,
    SAINTS,
    SIDES,
    STEMS,
    TOWN_ENDS,
    TOWN_STEMS,
)


def words(nl: str, fr: str, en: str = "") -> Words:
    """A name in three languages; English says it the Dutch way where it has no word of its own."""
    return {"nl": nl, "fr": fr, "en": en or nl}


def de(name: str) -> str:
    """French "de" before a name: "de Ravezeele", "d'Aspelghem", "du Moulin".

    >>> de("Aspelghem"), de("Ravezeele")
    ("d'Aspelghem", 'de Ravezeele')
    """
    return f"d'{name}" if name[:1].lower() in "aeéèêiouyâîô" else f"de {name}"


def towns(rng: np.random.Generator) -> Iterator[Words]:
    """Names for municipalities, one after another."""
    pairs = [(s, e) for s in TOWN_STEMS for e in TOWN_ENDS]
    for i in rng.permutation(len(pairs)).tolist():
        stem, (nl, fr) = pairs[i]
        if stem.lower() != nl:
            yield words(stem + nl, stem + fr)


def places(rng: np.random.Generator) -> Iterator[Words]:
    """Names for neighbourhoods: saints between fields, marshes and gates; after all of them the upper and lower, old and new ones."""
    plain = [(s, g) for s in STEMS for g in GROUNDS]
    order = rng.permutation(len(plain)).tolist()
    for turn, i in enumerate(order):
        if turn % 11 == 5 and turn // 11 < len(SAINTS):
            yield words(*SAINTS[turn // 11])
        (nl, fr), (ground, noun, _) = plain[i]
        if not _real(nl + ground):
            yield words(nl + ground, f"{noun} {fr}")
    for side, man, woman in SIDES:
        for i in order:
            (nl, fr), (ground, noun, feminine) = plain[i]
            name = f"{side}{nl}{ground}" if side.endswith("-") else f"{side}{nl.lower()}{ground}"
            if not _real(name):
                yield words(name, f"{woman if feminine else man} {noun} {fr}")


def _real(name: str) -> bool:
    return name.lower() in REAL


def municipalities(ground: Ground, rng: np.random.Generator) -> list[Words]:
    """The city's own name for the municipality in the middle; towns around it."""
    stock = towns(rng)
    names = [next(stock) for _ in range(ground.plan.municipalities)]
    centre = int(ground.municipality[int(np.argmin(np.hypot(*ground.xy.T)))])
    nl, fr, en = (ground.plan.name[k] for k in ("nl", "fr", "en"))
    names[centre] = (
        words(f"{nl}-Stad", f"{fr}-Ville", f"City of {en}")
        if "-" not in nl
        else words("Elzemonde", "Aulnemonde", "Aldermouth")
    )
    return names


def neighbourhoods(ground: Ground, municipal: list[Words], rng: np.random.Generator) -> list[Words]:
    """Names by neighbourhood; those without dwellings are called after what they are."""
    stock = places(rng)
    number = int(ground.neighbourhood.max()) + 1
    lead = [int(np.bincount(ground.municipality[ground.neighbourhood == n]).argmax()) for n in range(number)]
    named: list[Words] = []
    seen: set[str] = set()
    turn: dict[str, int] = {}
    for n in range(number):
        what = ground.specials[n].what if n < len(ground.specials) else ""
        name = _special(what, turn, municipal[lead[n]], ground, stock) if what else next(stock)
        while {name["nl"], name["fr"]} & seen:
            name = _special(what, turn, next(stock), ground, stock) if what else next(stock)
        seen.update((name["nl"], name["fr"]))
        named.append(name)
    return named


def _special(what: str, turn: dict[str, int], town: Words, ground: Ground, stock: Iterator[Words]) -> Words:
    number = turn[what] = turn.get(what, -1) + 1
    if what == "cemetery":
        return words(f"Begraafplaats van {town['nl']}", f"Cimetière {de(town['fr'])}", f"{town['en']} Cemetery")
    if what == "station" and number < 3:
        nl, fr, en = (("Centraal", "Central", "Central"), ("Noord", "Nord", "North"), ("Zuid", "Midi", "South"))[number]
        own = ground.plan.name
        return words(f"Station {own['nl']}-{nl}", f"Gare {de(own['fr'])}-{fr}", f"{own['en']} {en} Station")
    if what == "station":
        return words(f"Station {town['nl']}", f"Gare {de(town['fr'])}", f"{town['en']} Station")
    if what == "forest":
        nl, fr, en = QUARTERS[(number * 2) % 8]
        base = next(stock) if number >= 4 else words("Elzerwoud", "Forêt d'Aulne", "Alder Forest")
        return words(f"{base['nl']} – {nl}", f"{base['fr']} – {fr}", f"{base['en']} – {en}")
    base = next(stock)
    told = {
        "park": (f"Park {base['nl']}", f"Parc du {base['fr']}", f"{base['nl']} Park"),
        "twin": (f"Vijvers van {base['nl']}", f"Étangs du {base['fr']}", f"{base['nl']} Ponds"),
        "harbour": (f"{base['nl']}dok", f"Bassin du {base['fr']}", f"{base['nl']} Dock"),
        "works": (f"Werkhuizen {base['nl']}", f"Ateliers du {base['fr']}", f"{base['nl']} Works"),
    }[what]
    return words(told[0], _contracted(told[1]), told[2])


def _contracted(french: str) -> str:
    """ "du Porte du Nord" is "de la Porte du Nord"; saints keep no article."""
    for saint in ("Saint", "Sainte"):
        french = french.replace(f" du {saint}-", f" {saint}-")
    feminine = {noun for _, noun, woman in GROUNDS if woman}
    first, _, rest = french.partition(" du ")
    if rest.split(" ")[0] in feminine:
        return f"{first} de la {rest}"
    return french


def sectors(ground: Ground, names: list[Words]) -> list[Words]:
    """Parts of a neighbourhood by where they lie in it, then by what stands there."""
    out: list[Words] = [{} for _ in ground.faces]
    order = np.argsort(ground.neighbourhood, kind="stable")
    bounds = np.searchsorted(ground.neighbourhood[order], np.arange(len(names) + 1))
    for n, name in enumerate(names):
        members = order[bounds[n] : bounds[n + 1]]
        if len(members) == 1:
            out[int(members[0])] = name
            continue
        for sector, part in zip(members.tolist(), _parts(ground.xy[members]), strict=True):
            out[sector] = words(*(f"{name[k]} – {p}" if "–" not in name[k] else f"{name[k]}, {p}"
                                  for k, p in zip(("nl", "fr", "en"), part, strict=True)))  # fmt: skip
    return out


def _parts(xy: Floats) -> list[tuple[str, str, str]]:
    """A different word for each point: the centre, the points of the compass, then landmarks."""
    away = xy - xy.mean(axis=0)
    turn = np.round(np.arctan2(away[:, 1], away[:, 0]) / (np.pi / 4)).astype(int) % 8
    middle = int(np.argmin(np.hypot(*away.T))) if len(xy) > 3 else -1
    used: set[str] = set()
    spare = iter(CORNERS)
    found: list[tuple[str, str, str]] = []
    for i, t in enumerate(turn.tolist()):
        part = CENTRE if i == middle else QUARTERS[t]
        if part[0] in used:
            part = next(spare, (f"deel {i + 1}", f"partie {i + 1}", f"part {i + 1}"))
        used.add(part[0])
        found.append(part)
    return found
