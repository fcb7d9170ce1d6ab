"""How is it drawn? The city's sheet, and the paths of areas and perimeters on it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import shapely

from wijk.methods.areas import metres
from wijk.methods.areas.frame import FINER, Frame, frame_for
from wijk.methods.areas.outline import outlines as paths_of
from wijk.territory.compute.ground import Geometries, Grounded, union

#: Tolerance of close-ups, in their own units (tenths of a map unit).
FINE = 2.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The city's frame as the database keeps it."""

    frame: Frame

    def view_box(self) -> str:
        """Of the whole city, in map units."""
        return self.frame.viewbox()

    def as_json(self) -> dict[str, Any]:
        """What `Setting` keeps under "frame"."""
        return asdict(self.frame)


def frame_of(grounded: Sequence[Grounded], crs: str) -> Sheet:
    """The sheet that shows all areas in force."""
    shapes = [g.geometries for g in grounded if g.planned.current] or [g.geometries for g in grounded]
    return Sheet(frame_for(np.concatenate(shapes), crs))


def sheet_from(told: Mapping[str, Any]) -> Sheet:
    """The sheet that `as_json` wrote."""
    return Sheet(Frame(**told))


@dataclass(frozen=True, slots=True)
class Drawn:
    """Paths by place in the list: coarse in map units, fine in tenths of them, boxes in map units."""

    coarse: list[str]
    fine: list[str]
    boxes: list[str]


def draw(geometries: Geometries, sheet: Sheet) -> Drawn:
    """How are these areas drawn? Neighbours keep their common border."""
    frame = sheet.frame
    coarse = paths_of(geometries, frame)
    fine = paths_of(geometries, frame.finer(FINER), tolerance=FINE)
    boxes = [
        frame.close_up(tuple(b.tolist())) if g is not None else ""
        for g, b in zip(geometries, metres.bbox(geometries), strict=True)
    ]
    return Drawn(coarse, fine, boxes)


def outlines(ground: Grounded, sheet: Sheet) -> Drawn:
    """The paths of one set."""
    return draw(ground.geometries, sheet)


@dataclass(frozen=True, slots=True)
class Outlined:
    """One boundary, measured and drawn."""

    wkb: bytes
    coarse: str
    fine: str
    box: str
    bounds: tuple[float, float, float, float]
    surface: float


def perimeter(shapes: Geometries, sheet: Sheet) -> Outlined:
    """Everything in `shapes` together, as one boundary."""
    whole = np.array([shapely.normalize(shapely.remove_repeated_points(union(shapes)))], dtype=object)
    drawn = draw(whole, sheet)
    west, south, east, north = (float(v) for v in metres.bbox(whole)[0])
    surface = float(metres.area_m2(whole, sheet.frame.crs)[0])
    blob = bytes(shapely.to_wkb(whole[0], byte_order=1))
    return Outlined(blob, drawn.coarse[0], drawn.fine[0], drawn.boxes[0], (west, south, east, north), surface)
