"""Generate the invented city as a pack: a folder with `city.toml` and its files (docs/reference/pack-format.md)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wijk.demo.generate import cells, city, contents, layers
from wijk.demo.generate.sizes import PLANS, Size, Words

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pack:
    """What was generated: where it lies, how much there is, and a hash over its content."""

    folder: Path
    name: Words
    sectors: int
    neighbourhoods: int
    municipalities: int
    streets: int
    places: int
    observations: int
    residents: int
    digest: str


def generate(size: Size, out: Path, *, seed: int = 2026, progress: Progress | None = None) -> Pack:
    """Generate the invented city of one size into the folder `out`, as a pack in the public domain.

    The same size, seed and library versions give the same content, told by `Pack.digest` (over codes, names, coordinates in tenths of a metre
    and cells; not over the bytes of compressed files). Files of the same names in `out` are replaced.

    >>> import tempfile
    >>> generate("village", Path(tempfile.mkdtemp())).sectors
    40
    """
    tell = progress or (lambda words: None)
    tell("drawing rivers, rails, streets and borders")
    made = city.build(PLANS[size], seed)
    (out / "figures").mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    layers.write(made, out, digest)
    tell("counting people, homes, trees and trams")
    sources = {i["code"]: i["source"] for i in contents.texts()["indicator"]}
    written = list(cells.write(made, out, sources, digest))
    words = contents.write(made, size, [told for told, _ in written])
    (out / "city.toml").write_text(words, encoding="utf-8")
    digest.update(words.encode())
    return Pack(
        folder=out,
        name=made.plan.name,
        sectors=len(made.codes["sector"]),
        neighbourhoods=len(made.codes["neighbourhood"]),
        municipalities=len(made.codes["municipality"]),
        streets=len(made.streets.lines),
        places=len(made.places.sort),
        observations=sum(rows for _, rows in written),
        residents=int(made.people.population[-1].sum()),
        digest=digest.hexdigest(),
    )
