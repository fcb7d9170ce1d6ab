"""Write `city.toml`: what the pack holds, in the words of `texts/`."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import resources
from typing import Any

from wijk.demo.generate import places
from wijk.demo.generate.city import City
from wijk.demo.generate.codes import REGION, kind_bases
from wijk.demo.generate.sizes import CRS, LANGUAGES, Size, Words

LICENCE = "CC0-1.0"
LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"
NAMES = {language: f"name_{language}" for language in LANGUAGES}
Table = dict[str, Any]
ABOUT = {
    "nl": "Een verzonnen stad, getekend en geteld door een programma. Niets hier bestaat, en alles zou kunnen bestaan.",
    "fr": "Une ville inventée, dessinée et comptée par un programme. Rien ici n'existe, et tout pourrait exister.",
    "en": "An invented city, drawn and counted by a program. Nothing here exists, and all of it could.",
}
UPDATE = {
    "nl": "De bron levert één keer per jaar een bestand. Een analist laadt het op, een tweede keurt het goed.",
    "fr": "La source livre un fichier une fois par an. Un analyste le charge, un second l'approuve.",
    "en": "The source delivers a file once a year. One analyst uploads it, a second approves it.",
}
#: key → (name, owner, purpose, since)
PERIMETERS: dict[str, tuple[Words, str, Words, date]] = {
    "police-zone": (
        {"nl": "Politiezone Centrum", "fr": "Zone de police Centre", "en": "Central police zone"},
        "Lokale politie · Police locale",
        {
            "nl": "Het gebied van één politiekorps.",
            "fr": "Le territoire d'un corps de police.",
            "en": "The area of one police force.",
        },
        date(2016, 1, 1),
    ),
    "neighbourhood-contract": (
        {
            "nl": "Wijkcontract Oude Kaaien",
            "fr": "Contrat de quartier Vieux Quais",
            "en": "Old Quays neighbourhood contract",
        },
        "Stadsvernieuwing · Rénovation urbaine",
        {
            "nl": "Zes jaar werk aan woningen, pleinen en buurtwerk langs het kanaal.",
            "fr": "Six ans de travaux : logements, places et travail de quartier le long du canal.",
            "en": "Six years of work on dwellings, squares and community work along the canal.",
        },
        date(2023, 6, 1),
    ),
    "canal-plan": (
        {"nl": "Richtplan Kanaal", "fr": "Plan directeur Canal", "en": "Canal master plan"},
        "Stadsplanning · Planification urbaine",
        {
            "nl": "Hoe wonen en werken langs het water samengaan.",
            "fr": "Comment habiter et travailler ensemble au bord de l'eau.",
            "en": "How living and working go together by the water.",
        },
        date(2021, 1, 1),
    ),
}


def texts() -> dict[str, list[Table]]:
    """Sources, themes and indicators as `texts/` tells them, in the order of the files."""
    told: dict[str, list[Table]] = {"source": [], "theme": [], "indicator": []}
    folder = resources.files("wijk.demo.generate").joinpath("texts")
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
        held = tomllib.loads(file.read_text("utf-8"))
        told["source"] += held.get("source", [])
        told["theme"] += held.get("theme", [])
        told["indicator"] += [{"theme": held["theme"][0]["code"], **i} for i in held.get("indicator", [])]
    return told


def write(city: City, size: Size, observations: Sequence[Table]) -> str:
    """The words of `city.toml`."""
    told = texts()
    tables: list[tuple[str, Table]] = [("[city]", _city(city, size))]
    tables += [("[[source]]", _source(s, city.plan.name)) for s in told["source"]]
    tables += [("[[areas]]", a) for a in _areas(city)]
    tables.append(("[[nowhere]]", {
        "areas": "sectors", "file": "nowhere.csv", "code": "code", "name_columns": NAMES, "parents": {"municipality": "municipality"},
    }))  # fmt: skip
    tables += [("[[theme]]", {**t, "order": 10 * i}) for i, t in enumerate(told["theme"], 1)]
    tables += [("[[indicator]]", _indicator(t, i)) for i, t in enumerate(told["indicator"])]
    tables += [("[[observations]]", dict(o)) for o in observations]
    tables.append(("[[places]]", _places(city)))
    tables.append(("[[streets]]", {
        "file": f"streets.{city.plan.files}", "name_columns": NAMES, "complete": True, "source": "topography",
    }))  # fmt: skip
    for key, (name, owner, purpose, since) in PERIMETERS.items():
        tables.append(("[[perimeters]]", {
            "key": key, "name": name, "owner": owner, "purpose": purpose, "valid_from": since, "source": "topography",
            "file": "perimeters.geojson", "where": {"key": key},
        }))  # fmt: skip
    head = f"# {city.plan.name['nl']}: an invented city, made by `wijk demo`. Public domain ({LICENCE}).\n"
    return head + "".join(
        f"\n{title}\n" + "".join(f"{k} = {_toml(v)}\n" for k, v in rows.items()) for title, rows in tables
    )


def _city(city: City, size: Size) -> Table:
    return {
        "code": f"demo-{size}", "name": city.plan.name, "crs": CRS, "time_zone": "Europe/Brussels", "languages": list(LANGUAGES),
        "version": "2026-1", "licence": LICENCE, "about": ABOUT,
    }  # fmt: skip


def _source(told: Table, name: Words) -> Table:
    """With publisher and licence where the source was taken."""
    if told.get("verdict", "accepted") != "accepted":
        return told
    return {**told, "publisher": name["nl"], "licence": LICENCE, "licence_url": LICENCE_URL, "verdict": "accepted"}


def _areas(city: City) -> list[Table]:
    end, named = city.plan.files, {"code": "code", "name_columns": NAMES, "source": "topography"}
    parents = {"neighbourhood": "neighbourhood", "municipality": "municipality"}
    sectors = {"nl": "Statistische sectoren", "fr": "Secteurs statistiques", "en": "Statistical sectors"}
    bases = kind_bases(len(city.codes["neighbourhood"]))
    step = bases["cemetery"] // 7
    ranges = [
        {"from": base + 1, "to": base + (7 * step - 1 if kind == "inhabited" else step - 1), "kind": kind}
        for kind, base in bases.items()
    ]
    since = date(2020, 1, 1)
    return [
        {
            "key": "sectors", "version": "2020", "level": "sector", "name": sectors, "valid_from": since, "current": True,
            "file": f"sectors.{end}", **named, "kind_column": "kind", "parents": parents,
        },
        {
            "key": "sectors", "version": "2011", "level": "sector", "name": sectors, "valid_from": date(2011, 1, 1), "valid_to": date(2019, 12, 31),
            "current": False, "file": f"sectors-2011.{end}", **named, "kind_column": "kind", "parents": parents,
        },
        {
            "key": "neighbourhoods", "version": "2020", "level": "neighbourhood", "name": {"nl": "Wijken", "fr": "Quartiers", "en": "Neighbourhoods"},
            "valid_from": since, "current": True, "file": "neighbourhoods.csv", "dissolve": True, **named, "kind_by_code": ranges,
        },
        {
            "key": "municipalities", "version": "2020", "level": "municipality",
            "name": {"nl": "Gemeenten", "fr": "Communes", "en": "Municipalities"}, "valid_from": since, "current": True,
            "file": "municipalities.csv", "dissolve": True, **named,
        },
        {
            "key": "region", "version": "2020", "level": "region", "name": {"nl": "Gewest", "fr": "Région", "en": "Region"}, "valid_from": since,
            "current": True, "source": "topography", "derive": {"from": "municipality", "code": REGION, "name": city.plan.name},
        },
    ]  # fmt: skip


def _indicator(told: Table, number: int) -> Table:
    """With what all have in common: factor, bounds, method of shares and ratios, update procedure, next release."""
    row = {
        **told,
        "order": 10 * (number + 1),
        "update_procedure": UPDATE,
        "next_release": date(2027, 1 + number % 12, 15),
    }
    if row["measure"] == "share":
        row |= {"factor": 100, "decimals": row.get("decimals", 0), "lowest": 0, "highest": 100}
    if row["measure"] in ("share", "ratio"):
        row["method"] = {
            k: _division(k, row["numerator"][k], row["denominator"][k], row.get("factor", 1)) for k in LANGUAGES
        }
        row.setdefault("lowest", 0)
    if row["measure"] == "count":
        row.setdefault("lowest", 0)
    return row


def _division(language: str, top: str, bottom: str, factor: float) -> str:
    times = f" × {factor:g}" if factor != 1 else ""
    upwards = {
        "nl": "Voor grotere gebieden worden beide eerst opgeteld.",
        "fr": "Pour un territoire plus grand, on additionne d'abord les deux.",
        "en": "For larger areas both are added up first.",
    }[language]
    return f"{top[0].upper()}{top[1:]} ÷ {bottom}{times}. {upwards}"


def _places(city: City) -> Table:
    return {
        "file": f"places.{city.plan.files}", "key": "key", "name_columns": NAMES, "category_column": "kind", "source": "topography",
        "categories": {s.code: {"code": s.code, "name": s.name, "theme": s.theme} for s in places.SORTS},
    }  # fmt: skip


def _toml(value: Any) -> str:
    """One value as TOML, tables in one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return (
            "{ "
            + ", ".join(
                f"{k if k.replace('-', '').replace('_', '').isalnum() else json.dumps(k)} = {_toml(v)}"
                for k, v in value.items()
            )
            + " }"
        )
    if isinstance(value, Sequence):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    return repr(value)
