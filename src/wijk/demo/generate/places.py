"""Places: schools, pharmacies, cafés, stops… dense where people live, each beside a street, with a name."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from wijk.demo.generate.ground import Ground
from wijk.demo.generate.latent import People
from wijk.demo.generate.names import de, words
from wijk.demo.generate.noise import Floats
from wijk.demo.generate.sizes import Words
from wijk.demo.generate.streets import Streets
from wijk.demo.generate.words import LAST, STEMS


@dataclass(frozen=True, slots=True)
class Sort:
    """A category: its code, theme, name, how many in a hundred places, how much it seeks the centre and avoids it."""

    code: str
    theme: str
    name: Words
    share: float
    centre: float


@dataclass(slots=True)
class Places:
    """Points in the city's coordinates with their category (by index in `SORTS`) and name."""

    xy: Floats
    sort: list[int]
    name: list[Words]
    sector: list[int]


SORTS: tuple[Sort, ...] = (
    Sort("shop", "facilities", words("Winkel", "Commerce", "Shop"), 30, 0.5),
    Sort("cafe", "facilities", words("Café", "Café", "Café"), 11, 0.8),
    Sort("restaurant", "facilities", words("Restaurant", "Restaurant", "Restaurant"), 9, 0.8),
    Sort("stop", "mobility", words("Halte", "Arrêt", "Stop"), 15, 0.0),
    Sort("playground", "facilities", words("Speelplein", "Plaine de jeux", "Playground"), 6, 0.0),
    Sort("primary-school", "education", words("Basisschool", "École fondamentale", "Primary school"), 4.5, 0.1),
    Sort("secondary-school", "education", words("Secundaire school", "École secondaire", "Secondary school"), 1.6, 0.3),
    Sort("child-care", "education", words("Kinderdagverblijf", "Crèche", "Day nursery"), 4.5, 0.1),
    Sort("pharmacy", "health", words("Apotheek", "Pharmacie", "Pharmacy"), 4.5, 0.2),
    Sort("doctor", "health", words("Huisartsenpraktijk", "Cabinet médical", "Doctors' practice"), 4.5, 0.2),
    Sort("community-centre", "participation", words("Buurthuis", "Maison de quartier", "Community centre"), 1.8, 0.1),
    Sort("library", "participation", words("Bibliotheek", "Bibliothèque", "Library"), 0.7, 0.2),
    Sort("sports", "facilities", words("Sporthal", "Salle de sport", "Sports hall"), 1.5, 0.0),
    Sort("worship", "participation", words("Gebedshuis", "Lieu de culte", "Place of worship"), 1.8, 0.1),
    Sort("market", "facilities", words("Markt", "Marché", "Market"), 0.6, 0.3),
    Sort("garden", "environment", words("Volkstuin", "Potager collectif", "Community garden"), 1.5, -0.4),
    Sort("repair", "participation", words("Repair café", "Repair café", "Repair café"), 0.5, 0.1),
    Sort("city-office", "participation", words("Wijkkantoor", "Antenne communale", "Neighbourhood office"), 0.5, 0.1),
)  # fmt: skip
TRADES = (
    ("Bakkerij", "Boulangerie", "Bakery"), ("Slagerij", "Boucherie", "Butcher"), ("Kruidenier", "Épicerie", "Grocer"),
    ("Fietsenwinkel", "Vélos", "Cycles"), ("Kapsalon", "Coiffure", "Hairdresser"), ("Boekhandel", "Librairie", "Bookshop"),
    ("Bloemen", "Fleurs", "Flowers"), ("Wassalon", "Laverie", "Laundrette"), ("Schoenmaker", "Cordonnerie", "Cobbler"),
    ("Kaashandel", "Fromagerie", "Cheese shop"), ("IJzerwaren", "Quincaillerie", "Hardware"), ("Stoffen", "Tissus", "Fabrics"),
)  # fmt: skip
SIGNS = (
    ("De Gouden Haan", "Au Coq d'Or"), ("De Drie Linden", "Aux Trois Tilleuls"), ("Het Anker", "À l'Ancre"), ("De Zwaan", "Au Cygne"),
    ("De Kroon", "À la Couronne"), ("Het Schip", "Au Navire"), ("De Sleutel", "À la Clef"), ("Het Zonnetje", "Au Petit Soleil"),
    ("De Wereld", "Au Monde"), ("De Olifant", "À l'Éléphant"), ("De Vrolijke Visser", "Au Gai Pêcheur"), ("De Halve Maan", "À la Demi-Lune"),
    ("De Oude Sluis", "À la Vieille Écluse"), ("De Wolf", "Au Loup"), ("Het Klaverblad", "Au Trèfle"), ("De Ster", "À l'Étoile"),
    ("De Arend", "À l'Aigle"), ("Het Lam", "À l'Agneau"), ("De Pelikaan", "Au Pélican"), ("De Wandelaar", "Au Promeneur"),
    ("De Beiaard", "Au Carillon"), ("De Hoorn", "Au Cor"), ("De Roos", "À la Rose"), ("De Vier Winden", "Aux Quatre Vents"),
)  # fmt: skip


def put(ground: Ground, people: People, streets: Streets, areas: list[Words], rng: np.random.Generator) -> Places:
    """Places for the whole city; `areas` are the names of the neighbourhoods."""
    now = people.population[-1].astype(float)
    number = round(now.sum() / 1000 * ground.plan.places)
    share = np.array([s.share for s in SORTS])
    wanted = np.maximum(1, np.round(share / share.sum() * number)).astype(int)
    sort = np.repeat(np.arange(len(SORTS)), wanted)
    pull = now + 60 * np.array([k == "inhabited" for k in ground.kind])
    sector = np.concatenate([
        _sample(rng, pull * np.exp(SORTS[k].centre * people.centre), n) for k, n in enumerate(wanted.tolist())
    ])  # fmt: skip
    xy = _beside(ground, streets, sector, rng)
    keep = ~np.isnan(xy[:, 0])
    sort, sector, xy = sort[keep], sector[keep], xy[keep]
    name = [
        _name(SORTS[k].code, areas[int(ground.neighbourhood[s])], rng)
        for k, s in zip(sort.tolist(), sector.tolist(), strict=True)
    ]
    return Places(xy, sort.tolist(), _apart(name), sector.tolist())


def _sample(rng: np.random.Generator, weight: Floats, number: int) -> np.ndarray:
    steps = np.cumsum(weight)
    return np.asarray(np.minimum(np.searchsorted(steps, rng.random(number) * steps[-1]), len(weight) - 1))


def _beside(ground: Ground, streets: Streets, sector: np.ndarray, rng: np.random.Generator) -> Floats:
    """A point for each wanted sector: somewhere along one of its streets, a few metres aside, inside the sector."""
    tree = shapely.STRtree(streets.lines)
    hit_sector, hit_street = tree.query(ground.shapes, predicate="intersects")
    starts = np.searchsorted(hit_sector, np.arange(len(ground.shapes) + 1))
    number = starts[sector + 1] - starts[sector]
    xy = np.full((len(sector), 2), np.nan)
    shapely.prepare(ground.shapes)
    for _ in range(8):
        todo = np.flatnonzero(np.isnan(xy[:, 0]) & (number > 0))
        if not len(todo):
            break
        pick = starts[sector[todo]] + np.floor(rng.random(len(todo)) * number[todo]).astype(int)
        lines = streets.lines[hit_street[pick]]
        points = shapely.get_coordinates(shapely.line_interpolate_point(lines, rng.random(len(todo)), normalized=True))
        points = np.round(points + rng.normal(0, 9, points.shape), 1)
        inside = shapely.contains_xy(ground.shapes[sector[todo]], points[:, 0], points[:, 1])
        xy[todo[inside]] = points[inside]
    left = np.isnan(xy[:, 0])
    middle = shapely.get_coordinates(shapely.point_on_surface(ground.shapes[sector[left]]))
    xy[left] = np.round(middle, 1)
    return xy


def _name(code: str, area: Words, rng: np.random.Generator) -> Words:
    pick: Callable[[int], int] = lambda n: int(rng.integers(n))  # noqa: E731 - said once, used in every branch
    nl, fr = area["nl"].split(" –")[0], area["fr"].split(" –")[0]
    last, (stem, of) = LAST[pick(len(LAST))], STEMS[pick(len(STEMS))]
    if code == "shop":
        t = TRADES[pick(len(TRADES))]
        return words(f"{t[0]} {last}", f"{t[1]} {last}", f"{t[0]} {last}")
    if code in ("cafe", "restaurant"):
        return words(*SIGNS[pick(len(SIGNS))])
    if code == "stop":
        return words(f"{stem}plein", f"Place {of}") if pick(3) else words(nl, fr)
    told = {
        "playground": (f"Speelplein {stem}hof", f"Plaine de jeux {of}"),
        "primary-school": (
            f"Basisschool De {stem}boom" if pick(2) else f"Basisschool {nl}",
            f"École fondamentale {of}",
        ),
        "secondary-school": (f"Atheneum {nl}", f"Athénée {fr}"),
        "child-care": (f"Kinderdagverblijf {stem}nest", f"Crèche {of}"),
        "pharmacy": (f"Apotheek {last}", f"Pharmacie {last}"),
        "doctor": (f"Huisartsen {nl}", f"Cabinet médical {fr}"),
        "community-centre": (f"Buurthuis {stem}hof", f"Maison de quartier {of}"),
        "library": (f"Bibliotheek {nl}", f"Bibliothèque {fr}"),
        "sports": (f"Sporthal {nl}", f"Salle de sport {fr}"),
        "worship": (f"Gebedshuis {nl}", f"Lieu de culte {fr}"),
        "market": (f"Markt van {nl}", f"Marché {de(fr)}"),
        "garden": (f"Volkstuin {stem}gaarde", f"Potager {of}"),
        "repair": (f"Repair café {nl}", f"Repair café {fr}"),
        "city-office": (f"Wijkkantoor {nl}", f"Antenne communale {fr}"),
    }[code]
    return words(*told)


def _apart(names: list[Words]) -> list[Words]:
    """Give a number to names that come back, as a chain of shops or a second hall would have."""
    seen: dict[str, int] = {}
    out: list[Words] = []
    for name in names:
        count = seen[name["nl"]] = seen.get(name["nl"], 0) + 1
        out.append(name if count == 1 else {k: f"{v} {count}" for k, v in name.items()})
    return out
