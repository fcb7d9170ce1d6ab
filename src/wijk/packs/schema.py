"""Which keys does each table of `city.toml` have? The same list as `docs/reference/pack-format.md`; a test compares the two."""

from collections.abc import Mapping

from wijk.packs.rules import (
    Rule,
    anything,
    by_language,
    choice,
    code_text,
    codes,
    day,
    languages,
    number,
    plain,
    sieve,
    slug,
    table_of,
    texts,
    whole,
    words,
    yes_no,
)

Schema = Mapping[str, Rule]
LEVELS = ("sector", "neighbourhood", "municipality", "region")
KINDS = ("inhabited", "industry", "green", "cemetery")
STATUSES = ("suppressed", "not-available", "no-residents")

CITY: Schema = {
    "code": Rule(slug, required=True),
    "name": Rule(words, required=True),
    "crs": Rule(plain, required=True),
    "time_zone": Rule(plain),
    "languages": Rule(languages),
    "version": Rule(plain),
    "licence": Rule(plain),
    "about": Rule(words),
}

SOURCE: Schema = {
    "code": Rule(slug, required=True),
    "name": Rule(words, required=True),
    "publisher": Rule(plain),
    "url": Rule(plain),
    "licence": Rule(plain),
    "licence_url": Rule(plain),
    "coverage": Rule(words),
    "quality": Rule(words),
    "level": Rule(words),
    "lag": Rule(words),
    "rights": Rule(words),
    "verdict": Rule(choice("accepted", "rejected", "considered")),
    "reason": Rule(words),
    "download": Rule(plain),
}

THEME: Schema = {
    "code": Rule(slug, required=True),
    "name": Rule(words, required=True),
    "hue": Rule(whole(1, 10)),
    "order": Rule(whole(0, 32000)),
}

INDICATOR: Schema = {
    "code": Rule(slug, required=True),
    "theme": Rule(slug, required=True),
    "name": Rule(words, required=True),
    "definition": Rule(words, required=True),
    "relevance": Rule(words),
    "method": Rule(words),
    "note": Rule(words),
    "sentence": Rule(words),
    "unit": Rule(plain),
    "unit_name": Rule(words),
    "measure": Rule(choice("count", "share", "ratio", "delivered"), required=True),
    "numerator": Rule(words),
    "denominator": Rule(words),
    "factor": Rule(number),
    "decimals": Rule(whole(0, 9)),
    "direction": Rule(whole(-1, 1)),
    "source": Rule(slug, required=True),
    "update_procedure": Rule(words),
    "next_release": Rule(day),
    "lowest": Rule(number),
    "highest": Rule(number),
    "jump": Rule(number),
    "weight": Rule(slug),
    "parts": Rule(codes),
    "key": Rule(yes_no),
    "order": Rule(whole(0, 32000)),
}

AREAS: Schema = {
    "key": Rule(slug, required=True),
    "version": Rule(code_text, required=True),
    "level": Rule(choice(*LEVELS), required=True),
    "name": Rule(words, required=True),
    "valid_from": Rule(day, required=True),
    "valid_to": Rule(day),
    "current": Rule(yes_no),
    "source": Rule(slug),
    "file": Rule(plain),
    "layer": Rule(plain),
    "crs": Rule(plain),
    "code": Rule(plain),
    "name_columns": Rule(by_language),
    "name_case": Rule(choice("title")),
    "names_file": Rule(plain),
    "note_columns": Rule(by_language),
    "kind": Rule(choice(*KINDS)),
    "kind_column": Rule(plain),
    "kind_by_code": Rule(anything),
    "parents": Rule(table_of(plain, LEVELS[1:])),
    "lead": Rule(table_of(code_text)),
    "where": Rule(sieve),
    "derive": Rule(anything),
    "dissolve": Rule(yes_no),
    "gaps": Rule(yes_no),
}
KIND_BY_CODE: Schema = {
    "from": Rule(whole(0, 10**12), required=True, name="first"),
    "to": Rule(whole(0, 10**12), required=True, name="last"),
    "kind": Rule(choice(*KINDS), required=True),
}
DERIVE: Schema = {
    "from": Rule(choice(*LEVELS[:3]), required=True, name="level"),
    "code": Rule(code_text, required=True),
    "name": Rule(words, required=True),
}

NOWHERE: Schema = {
    "areas": Rule(plain, required=True),
    "codes": Rule(codes),
    "name": Rule(words),
    "file": Rule(plain),
    "sheet": Rule(plain),
    "code": Rule(plain),
    "name_columns": Rule(by_language),
    "parents": Rule(table_of(code_text, LEVELS[1:])),
    "where": Rule(sieve),
}

OBSERVATIONS: Schema = {
    "file": Rule(plain, required=True),
    "areas": Rule(plain, required=True),
    "source": Rule(slug),
    "shape": Rule(choice("long", "wide", "crossed")),
    "sheet": Rule(plain),
    "encoding": Rule(plain),
    "delimiter": Rule(anything),
    "header_row": Rule(whole(1, 1000)),
    "columns": Rule(table_of(plain, ("area", "indicator", "period", "value", "numerator", "denominator", "status"))),
    "values": Rule(anything),
    "scale": Rule(number),
    "indicator": Rule(slug),
    "period": Rule(code_text),
    "marks": Rule(table_of(choice(*STATUSES))),
    "decimal": Rule(choice(".", ",")),
    "where": Rule(sieve),
    "heading_rows": Rule(anything),
    "first_row": Rule(whole(2, 10000)),
    "area_column": Rule(plain),
    "headings": Rule(table_of(slug)),
    "ignore_headings": Rule(table_of(plain)),
    "doubted_rows": Rule(anything),
    "surplus_rows": Rule(anything),
}

PLACES: Schema = {
    "file": Rule(plain, required=True),
    "layer": Rule(plain),
    "crs": Rule(plain),
    "key": Rule(plain),
    "prefix": Rule(plain),
    "name_columns": Rule(by_language),
    "name_column": Rule(plain),
    "name_case": Rule(choice("title")),
    "category": Rule(slug),
    "category_column": Rule(plain),
    "categories": Rule(anything),
    "source": Rule(slug),
    "where": Rule(sieve),
}
CATEGORY: Schema = {
    "code": Rule(slug, required=True),
    "name": Rule(words, required=True),
    "theme": Rule(slug),
}

STREETS: Schema = {
    "file": Rule(plain, required=True),
    "layer": Rule(plain),
    "crs": Rule(plain),
    "key": Rule(plain),
    "name_columns": Rule(by_language),
    "name_column": Rule(plain),
    "name_split": Rule(plain),
    "name_order": Rule(texts),
    "complete": Rule(yes_no),
    "source": Rule(slug),
    "where": Rule(sieve),
}

PERIMETER: Schema = {
    "key": Rule(slug, required=True),
    "name": Rule(words, required=True),
    "owner": Rule(plain, required=True),
    "purpose": Rule(words),
    "valid_from": Rule(day),
    "valid_to": Rule(day),
    "source": Rule(slug),
    "file": Rule(plain, required=True),
    "layer": Rule(plain),
    "crs": Rule(plain),
    "where": Rule(sieve),
}

TABLES: Schema = {"themes": Rule(plain), "indicators": Rule(plain), "sources": Rule(plain), "categories": Rule(plain)}

#: table → (its keys, may it stand several times)
ALL: Mapping[str, tuple[Schema, bool]] = {
    "city": (CITY, False),
    "source": (SOURCE, True),
    "areas": (AREAS, True),
    "nowhere": (NOWHERE, True),
    "theme": (THEME, True),
    "indicator": (INDICATOR, True),
    "observations": (OBSERVATIONS, True),
    "places": (PLACES, True),
    "streets": (STREETS, True),
    "perimeters": (PERIMETER, True),
    "tables": (TABLES, False),
}
