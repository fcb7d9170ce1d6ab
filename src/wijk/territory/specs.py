"""What does a pack say of the territory? Frozen descriptions that `actions.load_territory` takes in; no reading, no rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from wijk.core.text import Text


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of the pack: where it lies, and how the pack calls it (for sentences that people read)."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class CitySpec:
    """The city itself; `crs` is its projected system in metres."""

    code: str
    name: Text
    crs: str
    time_zone: str = "UTC"
    languages: tuple[str, ...] = ("nl", "fr", "en")
    version: str = ""
    licence: str = ""
    about: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class KindRange:
    """Codes from `first` to `last`, both included, read as numbers, are of this kind."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class Derive:
    """One area made of all the areas of another level."""

    level: str
    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class AreasSpec:
    """One version of one area set. `parents` maps a level to the column with the parent's code, `lead` a code to its lead parent."""

    key: str
    version: str
    level: str
    name: Text
    valid_from: date
    valid_to: date | None = None
    current: bool | None = None
    source: str = ""
    file: DataFile | None = None
    layer: str | None = None
    crs: str | None = None
    code: str = "code"
    name_columns: Mapping[str, str] = field(default_factory=dict)
    note_columns: Mapping[str, str] = field(default_factory=dict)
    name_case: str = ""
    kind: str = ""
    kind_column: str = ""
    kind_by_code: tuple[KindRange, ...] = ()
    parents: Mapping[str, str] = field(default_factory=dict)
    derive: Derive | None = None
    dissolve: bool = False
    lead: Mapping[str, str] = field(default_factory=dict)
    names_file: DataFile | None = None
    where: Mapping[str, str | list[str]] = field(default_factory=dict)
    gaps: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class NowhereSpec:
    """Units without ground, added to the area set `areas`: listed by `codes`, or rows of a table."""

    areas: str
    codes: tuple[str, ...] = ()
    name: Text = field(default_factory=Text)
    file: DataFile | None = None
    sheet: str | None = None
    code: str = "code"
    name_columns: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str | list[str]] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A category of places, as `categories` names it."""

    code: str
    name: Text
    theme: str = ""


@dataclass(frozen=True, slots=True)
class PlacesSpec:
    """A file of points. A place whose category is not among `categories` is left out when `others` is false."""

    file: DataFile
    layer: str | None = None
    crs: str | None = None
    key: str = ""
    prefix: str = ""
    name_columns: Mapping[str, str] = field(default_factory=dict)
    name_column: str = ""
    name_case: str = ""
    category: str = ""
    category_column: str = ""
    categories: Mapping[str, Category] = field(default_factory=dict)
    source: str = ""
    where: Mapping[str, str | list[str]] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class StreetsSpec:
    """A file of lines; lines of one name in one neighbourhood, or touching neighbourhoods, are one street."""

    file: DataFile
    layer: str | None = None
    crs: str | None = None
    key: str = ""
    name_columns: Mapping[str, str] = field(default_factory=dict)
    name_column: str = ""
    name_split: str = ""
    name_order: tuple[str, ...] = ()
    complete: bool = False
    source: str = ""
    where: Mapping[str, str | list[str]] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class PerimeterSpec:
    """An operator's own boundary, from one feature of a file."""

    key: str
    name: Text
    owner: str
    file: DataFile
    purpose: Text = field(default_factory=Text)
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    layer: str | None = None
    crs: str | None = None
    where: Mapping[str, str | list[str]] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Territory:
    """Everything that one pack says of the territory."""

    city: CitySpec
    areas: tuple[AreasSpec, ...] = ()
    nowhere: tuple[NowhereSpec, ...] = ()
    places: tuple[PlacesSpec, ...] = ()
    streets: tuple[StreetsSpec, ...] = ()
    perimeters: tuple[PerimeterSpec, ...] = ()
