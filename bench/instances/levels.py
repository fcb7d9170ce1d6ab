"""A table of people by area on four levels: sectors in districts and in municipalities, which cross, in one region."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np

from wijk.methods.disclosure.table import Hierarchy

LOOKUP = Path("territory/brussels-sectors/sector_to_district_lookup.csv")
SEED = 20261121


def levels(data: str, copies: int = 1) -> tuple[list[str], list[int], list[Hierarchy], list[int]]:
    """Names, counts, hierarchies, and the positions of the sectors: of Brussels, or made up where `data` is empty.

    More `copies` stand beside each other in one country.
    """
    rows = _brussels(Path(data) / LOOKUP) if data else _made_up()
    count: Counter[str] = Counter()
    trees: dict[str, dict[tuple[str, str], None]] = {"districts": {}, "municipalities": {}, "country": {}}
    sectors = []
    for copy in range(copies):
        region = f"region {copy}"
        for sector, district, municipality, people in rows:
            own = f"{sector}/{copy}"
            sectors.append(own)
            for name in (own, f"d{district}/{copy}", f"m{municipality}/{copy}", region, "country"):
                count[name] += people
            for tree, above in (("districts", f"d{district}/{copy}"), ("municipalities", f"m{municipality}/{copy}")):
                trees[tree] |= {(own, above): None, (above, region): None}
        trees["country"][region, "country"] = None
    if copies == 1:
        del trees["country"], count["country"]
    names = list(count)
    place = {name: at for at, name in enumerate(names)}
    found = [Hierarchy("area", tuple(pairs), name) for name, pairs in trees.items()]
    return names, [count[name] for name in names], found, [place[one] for one in sectors]


def _brussels(path: Path) -> list[tuple[str, str, str, int]]:
    with path.open(encoding="utf-8") as file:
        return [
            (row["cd_sector"], row["md_code"], row["cd_munty_refnis"], int(float(row["population_2020"] or 0)))
            for row in csv.DictReader(file)
        ]


def _made_up() -> list[tuple[str, str, str, int]]:
    """724 sectors on a grid, in 145 districts and 19 municipalities of their own borders."""
    rng = np.random.default_rng(SEED)
    people = np.where(rng.random(724) < 0.08, 0, rng.lognormal(7.2, 0.9, 724)).astype(int)
    return [(f"s{i}", str(i * 145 // 724), str((i + 7) // 39), int(n)) for i, n in enumerate(people)]
