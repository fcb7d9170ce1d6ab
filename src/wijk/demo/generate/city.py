"""One invented city, all of it: ground, people, names, codes, streets and places."""

from dataclasses import dataclass

import numpy as np

from wijk.demo.generate import codes, ground, latent, names, places, streets
from wijk.demo.generate.ground import Ground
from wijk.demo.generate.latent import People
from wijk.demo.generate.sizes import Plan, Words


@dataclass(slots=True)
class City:
    """Codes and names by level; "earlier" are the codes of the older sectors."""

    plan: Plan
    ground: Ground
    people: People
    codes: dict[str, list[str]]
    names: dict[str, list[Words]]
    streets: streets.Streets
    places: places.Places


def build(plan: Plan, seed: int) -> City:
    """Draw, settle and name a city; the same plan and seed give the same city."""
    rng = np.random.default_rng(seed)
    laid = ground.lay(plan, rng)
    towns = names.municipalities(laid, rng)
    quarters = names.neighbourhoods(laid, towns, rng)
    parts = names.sectors(laid, quarters)
    people = latent.settle(laid, seed)
    roads = streets.lay(laid, towns, rng)
    spots = places.put(laid, people, roads, quarters, rng)
    town_codes = codes.towns(laid)
    own = {"municipality": town_codes, "neighbourhood": codes.neighbourhoods(laid)}
    own["sector"], own["earlier"] = codes.sectors(laid, town_codes)
    told = {"municipality": towns, "neighbourhood": quarters, "sector": parts}
    return City(plan, laid, people, own, told, roads, spots)


__all__ = ["City", "build"]
