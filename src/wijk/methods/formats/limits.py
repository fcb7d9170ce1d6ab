"""How much a file may ask of us before it is refused."""

from dataclasses import dataclass

KILO = 1024
MEGA = 1024 * KILO
GIGA = 1024 * MEGA


@dataclass(frozen=True)
class Limits:
    """Ceilings for reading one file; every one of them gives a sentence when it is passed.

    >>> Limits(file_bytes=10).file_bytes
    10
    """

    file_bytes: int = 2 * GIGA
    """Size of the file on disk."""
    unpacked_bytes: int = GIGA
    """Size of everything in a zip container (Excel, zipped Shapefile) once unpacked."""
    unpack_ratio: int = 250
    """Unpacked size over packed size of one entry; a spreadsheet stays below 100."""
    zip_entries: int = 5_000
    columns: int = 16_384
    batch_cells: int = 2_000_000
    """Cells held in memory at once."""
    json_bytes: int = GIGA
    json_depth: int = 48
    problems: int = 200
    """How many problems are kept word for word; the rest is counted."""


DEFAULT = Limits()
