"""What do the headings of a file probably mean? A first description, for a person to correct."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from unicodedata import combining, normalize

from wijk.methods.formats.sdmx import sdmx_columns

#: Words by which columns are usually called, in the languages of the field; the first column that fits plays the part.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "area": (
        "area", "areacode", "code", "gebied", "gebiedscode", "wijk", "wijkcode", "mdcode", "sector", "cdsector", "sectorcode",
        "statsec", "statistischesector", "quartier", "codequartier", "secteur", "codesecteur", "zone", "refarea", "geo",
        "cdrefnis", "nis", "niscode", "ins", "refnis", "gemeente", "commune", "municipality", "neighbourhood", "territorycode",
    ),
    "indicator": ("indicator", "indicatorcode", "indicateur", "variable", "variabele", "measure", "thema", "indic"),
    "period": ("period", "periode", "year", "jaar", "annee", "an", "timeperiod", "time", "datum", "date", "tijd", "jr"),
    "value": ("value", "waarde", "valeur", "obsvalue", "aantal", "nombre", "cijfer", "chiffre", "val"),
    "numerator": ("numerator", "teller", "numerateur"),
    "denominator": ("denominator", "noemer", "denominateur"),
    "status": ("status", "statut", "obsstatus", "mark", "opmerking"),
}  # fmt: skip


def guess(columns: Sequence[str], indicators: Collection[str], *, areas: str, source: str = "") -> dict[str, Any]:
    """The description that the headings suggest, in the form of `[[observations]]`.

    Where columns are called like indicators the shape is wide, else long.

    >>> guess(["jaar", "sector", "population"], ["population"], areas="sectors/2022")["values"]
    {'population': 'population'}
    """
    told: dict[str, Any] = {"areas": areas, "source": source}
    sdmx = sdmx_columns(columns)
    roles = _roles(columns)
    if sdmx is not None:
        roles |= {k: v for k, v in {"period": sdmx.time, "value": sdmx.value, "status": sdmx.status}.items() if v}
    wide = {name: name for name in columns if name in indicators and name not in roles.values()}
    if wide and "indicator" not in roles:
        keep = {k: v for k, v in roles.items() if k in ("area", "period")}
        return told | {"shape": "wide", "columns": keep, "values": wide}
    return told | {"shape": "long", "columns": roles}


def _roles(columns: Sequence[str]) -> dict[str, str]:
    plain = {_plain(name): name for name in reversed(columns)}
    found: dict[str, str] = {}
    for role, names in _NAMES.items():
        match = next((plain[name] for name in names if name in plain and plain[name] not in found.values()), None)
        if match:
            found[role] = match
    return found


def _plain(name: str) -> str:
    bare = "".join(sign for sign in normalize("NFD", name.split(":", 1)[0].casefold()) if not combining(sign))
    return re.sub(r"[^a-z0-9]", "", bare)
