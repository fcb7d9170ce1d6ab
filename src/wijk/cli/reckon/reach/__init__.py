"""`wijk reach`: nearest places and counts on foot, deficits per area, and what a candidate place would add."""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from wijk.cli.reckon.desk import Complaint, Desk, add_common
from wijk.cli.reckon.reach.points import Points, read_points, read_polygons
from wijk.cli.reckon.reach.telling import Reckoned, answer_of, files_of, report_of
from wijk.cli.reckon.reach.words import say
from wijk.methods.formats.networks import NetworkFile, read_network
from wijk.methods.formats.table import in_short
from wijk.methods.proximity.gains import gains
from wijk.methods.proximity.messages import say as say_of_proximity
from wijk.methods.proximity.network import Network, parts
from wijk.methods.proximity.reach import Reach, by_area, limits_of, reach
from wijk.methods.proximity.snapping import Feet, Stops, join, to_edges, to_nodes
from wijk.methods.proximity.streets import Streets, make_streets
from wijk.methods.saying import Quantity, Rejected, Saying, Share


def register(commands: Any) -> None:
    """Add `wijk reach`."""
    command = commands.add_parser(
        "reach",
        help="reckon what can be reached on foot, and what a new place would add",
        description="For each origin the walk to the nearest place of each category and the number within so many minutes, "
        "with the residents who lack one. Networks: GraphML, GeoPackage or GeoJSON lines, OSM PBF.",
    )
    add = command.add_argument
    add("--network", metavar="FILE", type=Path, required=True, help="streets: GraphML, lines, or OSM PBF")
    add("--places", metavar="FILE", type=Path, required=True, help="points, or a table with lon and lat (or x and y)")
    add("--origins", metavar="FILE", type=Path, required=True, help="where people walk from: points, blocks or a table")
    add("--category", metavar="COLUMN", help="column of the places with their category (default: category or kind)")
    add("--only", metavar="A,B", help="categories that count, such as school,pharmacy (default: all)")
    add("--minutes", metavar="5,10,15", default="5,10,15", help="limits in minutes of walking")
    add("--speed", metavar="KM/H", type=float, default=4.5, help="speed of walking in km/h (default 4.5)")
    add("--id", metavar="COLUMN", help="column of the origins with their id")
    add("--population", metavar="COLUMN", help="column of the origins with their residents (default: 1 each)")
    add("--area", metavar="COLUMN", help="column of the origins with the area in which each lies")
    add("--areas", metavar="FILE", type=Path, help="polygons of areas, instead of --area")
    add("--area-id", metavar="COLUMN", help="column of --areas with their id (default: id or code)")
    add("--candidates", metavar="FILE", type=Path, help="candidate places, of which the gain is reckoned")
    add("--candidate-category", metavar="CATEGORY", help="what the candidates would be, when their file does not say")
    add("--gain-minutes", metavar="N", type=float, help="limit for the gain (default: the last of --minutes)")
    add("--snap", metavar="METRES", type=float, default=250, help="how far a point may lie from a street (default 250)")
    add(
        "--snap-to", choices=("edge", "node"), default="edge", help="walk to the nearest street, or to the nearest node"
    )
    add("--directed", action="store_true", help="heed one-way streets, which people on foot need not")
    add("--crs", metavar="EPSG:…", help="coordinate system of tables with x and y, and of maps that name none")
    add("--network-crs", metavar="EPSG:…", help="coordinate system of a network that names none")
    add("--network-layer", metavar="LAYER", help="layer of the network file")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, reckon, answer."""
    desk = Desk(options)
    minutes = _minutes(options.minutes)
    limits_of(minutes, options.speed)
    if not options.snap >= 0:
        raise Rejected(say_of_proximity("snap_wrong", value=str(options.snap)))
    drawn = read_network(options.network, crs=options.network_crs, layer=options.network_layer)
    places, origins = (read_points(path, drawn, options.crs) for path in (options.places, options.origins))
    candidates = read_points(options.candidates, drawn, options.crs) if options.candidates else None
    kinds, places = _categories(places, options)
    streets = _streets(drawn, directed=options.directed)
    groups = [places.at, origins.at, *([candidates.at] if candidates else [])]
    joined, stops = _on_streets(streets, groups, options.snap, options.snap_to)
    for path, group in ((options.places, stops[0]), (options.origins, stops[1])):
        if len(group) and not group.on.any():
            raise Complaint(say("reach_all_off", file=path.name, metres=Quantity(options.snap)))
    network = Network.of(joined)
    found = reach(
        network, stops[0], kinds, stops[1], minutes=minutes, speed=options.speed,
        progress=desk.progress,
    )  # fmt: skip
    people = origins.sheet.numbers(column) if (column := origins.column(options.population)) else None
    gain = None
    if candidates:
        gain = gains(
            network, found, stops[1], stops[2], _candidate_kinds(candidates, found, options), candidates.names(None),
            minutes=options.gain_minutes or max(minutes), population=people, progress=desk.progress,
        )  # fmt: skip
    area, area_says = _areas(origins, options, drawn)
    told = (
        *(_network_told(streets, options)),
        *found.explain(), *places.says, *origins.says, *area_says,
    )  # fmt: skip
    reckoned = Reckoned(
        origins.names(options.id), people, found, by_area(found, area, people) if area else None,
        by_area(found, [""] * len(origins), people), gain, told, tuple(map(str, drawn.notes.all())),
    )  # fmt: skip
    return desk.answer(answer_of(reckoned), report_of(reckoned, desk), files_of(reckoned))


def _minutes(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.replace(";", ",").split(",") if part.strip())
    except ValueError:
        raise Complaint(say("reach_minutes_wrong", value=text)) from None


def _streets(drawn: NetworkFile, *, directed: bool) -> Streets:
    made = make_streets(
        drawn.xy, np.column_stack([drawn.tail, drawn.head]), drawn.length,
        forward=drawn.forward, backward=drawn.backward, shapes=drawn.shapes,
    ).once()  # fmt: skip
    return made if directed else made.both_ways()


def _on_streets(
    streets: Streets, groups: list[np.ndarray[Any, np.dtype[np.float64]]], snap: float, to: str
) -> tuple[Streets, tuple[Stops, ...]]:
    if to == "node":
        return streets, tuple(to_nodes(streets, group, snap) for group in groups)
    feet: list[Feet] = [to_edges(streets, group, snap) for group in groups]
    return join(streets, *feet)


def _categories(places: Points, options: argparse.Namespace) -> tuple[list[str], Points]:
    """The category of each place, and the places that count."""
    column = places.column(options.category, "category", "kind")
    kinds = places.sheet.text(column, empty=False) if column else ["place"] * len(places)
    if options.only is None:
        return kinds, places
    wanted = {part.strip() for part in options.only.split(",") if part.strip()}
    unknown = sorted(wanted - set(kinds))
    if unknown or not wanted:
        raise Complaint(say("reach_only_unknown", name=", ".join(unknown), known=in_short(sorted(set(kinds)))))
    kept = [i for i, kind in enumerate(kinds) if kind in wanted]
    return [kinds[i] for i in kept], Points(places.sheet, places.at[kept], places.says)


def _candidate_kinds(candidates: Points, found: Reach, options: argparse.Namespace) -> list[str]:
    if options.candidate_category:
        return [options.candidate_category] * len(candidates)
    column = candidates.column(None, options.category or "category", "kind")
    if column:
        return candidates.sheet.text(column, empty=False)
    if len(found.categories) == 1:
        return list(found.categories) * len(candidates)
    raise Complaint(say("reach_kind_needed", known=found.categories))


def _areas(origins: Points, options: argparse.Namespace, drawn: NetworkFile) -> tuple[list[str] | None, list[Saying]]:
    """The area of each origin: its own column, or the polygon in which it lies."""
    if options.areas is None:
        column = origins.column(options.area)
        return (origins.sheet.text(column, empty=False) if column else None), []
    sheet, shapes = read_polygons(options.areas, drawn, options.crs)
    column = Points(sheet, np.zeros((len(sheet), 2))).column(options.area_id, "id", "code", "name")
    names = sheet.ids(column) if column else [str(i + 1) for i in range(len(sheet))]
    point, area = shapely.STRtree(shapes).query(shapely.points(origins.at), predicate="intersects")
    inside: dict[int, str] = {}
    for one, where in zip(point.tolist(), area.tolist(), strict=True):
        inside[one] = min(names[where], inside.get(one, names[where]))
    says = []
    if len(inside) < len(origins):
        outside = len(origins) - len(inside)
        name = str(say("reach_no_area"))
        says.append(say("reach_outside_areas", count=outside, total=len(origins), name=name))
    if len(point) > len(inside):
        says.append(say("reach_areas_overlap", count=int((np.bincount(point) > 1).sum())))
    return [inside.get(i, str(say("reach_no_area"))) for i in range(len(origins))], says


def _network_told(streets: Streets, options: argparse.Namespace) -> tuple[Saying, ...]:
    part = np.bincount(parts(streets))
    snapped = "snapped" if options.snap_to == "edge" else "snapped_node"
    return (
        say_of_proximity(
            "network_told", nodes=streets.nodes, edges=len(streets), kilometres=Quantity(float(streets.length.sum()) / 1000, 1),
            parts=len(part), share=Share(float(part.max() / part.sum())),
        ),
        say_of_proximity("one_way" if options.directed else "both_ways"),
        say_of_proximity(snapped, maximum=Quantity(options.snap)),
    )  # fmt: skip
