"""How GDAL is to open a geodata file: only after its content was recognised, and only that file."""

import warnings
from pathlib import Path

import pyogrio
from pyogrio.errors import DataSourceError

from wijk.methods.formats.jsonguard import check_json, explain_json
from wijk.methods.formats.kinds import GEOJSON, SHAPEFILE, SHAPEFILE_ZIP, TOPOJSON, checked_zip_entries
from wijk.methods.formats.limits import Limits
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable
from wijk.methods.formats.table import in_short


def source_of(path: Path, kind: str, limits: Limits) -> str:
    """The name under which GDAL opens this file; checks that a Shapefile is complete."""
    if kind == SHAPEFILE_ZIP:
        entries = [entry.filename for entry in checked_zip_entries(path, limits)]
        _check_parts([e for e in entries if not Path(e).name.startswith("._")], path.name)
        folders = {str(Path(entry).parent) for entry in entries if entry.lower().endswith(".shp")}
        folder = "" if folders == {"."} else "/" + min(folders)
        return f"/vsizip/{{{path.absolute()}}}{folder}"
    if kind == SHAPEFILE:
        shape = path.with_suffix(".shp") if path.suffix.lower() == ".dbf" else path
        siblings = [entry.name for entry in path.parent.iterdir() if entry.stem == path.stem]
        _check_parts(siblings, path.name)
        return str(shape.absolute())
    return str(path.absolute())


def _check_parts(names: list[str], file: str) -> None:
    lowered = {name.lower() for name in names}
    stems = {name[:-4] for name in lowered if name.endswith(".shp")} or {Path(file).stem.lower()}
    missing = [
        Problem("shapefile_part_missing", {"extension": extension}, file=file)
        for stem in sorted(stems)
        for extension in (".shp", ".dbf", ".shx")
        if f"{stem}{extension}" not in lowered
    ]
    if missing:
        raise Unreadable(missing)


def open_layer(path: Path, kind: str, wanted: str | None, limits: Limits, notes: ProblemList) -> tuple[str, str]:
    """The name under which GDAL opens the file, and the layer; JSON is looked over before GDAL sees it."""
    json = kind in (GEOJSON, TOPOJSON)
    if json:
        check_json(path, limits)
    source = source_of(path, kind, limits)
    try:
        return source, choose_layer(source, path, wanted, notes)
    except Unreadable as error:
        if json and error.problems[0].code == "damaged":
            raise Unreadable(explain_json(path)) from None
        raise


def choose_layer(source: str, path: Path, wanted: str | None, notes: ProblemList) -> str:
    """The layer that was asked for, or the first; a choice among several is noted."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layers = [str(name) for name, _ in pyogrio.list_layers(source)]
    except (DataSourceError, ValueError) as error:
        detail = " ".join(str(error).split()).replace(str(path.absolute()), path.name)[:100]
        raise Unreadable(Problem("damaged", {"detail": detail}, file=path.name)) from None
    if not layers:
        raise Unreadable(Problem("no_layer", file=path.name))
    if wanted is None:
        if len(layers) > 1:
            notes.add(Problem("layer_chosen", {"name": layers[0], "others": in_short(layers[1:])}, file=path.name))
        return layers[0]
    if wanted not in layers:
        raise Unreadable(Problem("layer_missing", {"name": wanted, "present": in_short(layers)}, file=path.name))
    return wanted
