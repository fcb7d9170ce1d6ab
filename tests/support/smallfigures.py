"""What is known of Kleinstad: its catalogue, and ten years of figures on every level."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from statistics import mean, quantiles
from typing import Any

from tests.support.smallground import Smalltown, blocks, said
from wijk.core.text import Text
from wijk.indicators.models import Coverage, Indicator, Series, Source, Theme
from wijk.methods.indices.classes import breaks
from wijk.territory.models import Kind

LEVELS = ("sector", "neighbourhood", "municipality", "region")


# --- catalogue ------------------------------------------------------------------------------------------------------


def catalogue(town: Smalltown) -> None:
    """Describe two sources, two themes and four indicators."""
    source = Source.objects.create(
        code="town-hall",
        name=said("Stadhuis", "Hôtel de ville", "Town hall"),
        publisher="Kleinstad",
        url="https://example.org/figures",
        licence="CC0-1.0",
        licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
        coverage=Text(
            {
                "en": "Everybody in the register.",
                "nl": "Iedereen in het register.",
                "fr": "Toutes les personnes inscrites.",
            }
        ),
        quality=Text({"en": "Good."}),
        level=Text({"en": "Sector."}),
        lag=Text({"en": "One year."}),
        rights=Text({"en": "Open."}),
    )
    Source.objects.create(
        code="rumour",
        name=said("Van horen zeggen", "On-dit", "Hearsay"),
        verdict=Source.Verdict.REJECTED,
        reason=Text(
            {
                "en": "Nobody knows how it was counted.",
                "nl": "Niemand weet hoe er geteld is.",
                "fr": "Personne ne sait comment on a compté.",
            }
        ),
    )
    people = Theme.objects.create(code="population", name=said("Bevolking", "Population", "Population"), order=1, hue=1)
    money = Theme.objects.create(code="income", name=said("Inkomens", "Revenus", "Income"), order=2, hue=3)
    made = [
        Indicator(
            code="population",
            theme=people,
            measure="count",
            unit="persons",
            key=True,
            order=1,
            source=source,
            name=said("Bevolking", "Population", "Population"),
            sentence=said("Hier wonen {value} mensen", "{value} personnes habitent ici", "{value} people live here"),
            definition=said(
                "Wie er op 1 januari woont.", "Qui y habite le 1er janvier.", "Who lives there on 1 January."
            ),
            unit_name=said("inwoners", "habitants", "residents"),
            lowest=0,
            next_release=date(2026, 6, 1),
        ),
        Indicator(
            code="share-under-18",
            theme=people,
            measure="share",
            unit="%",
            key=True,
            order=2,
            factor=100,
            decimals=1,
            source=source,
            name=said("Aandeel jongeren onder 18", "Part des moins de 18 ans", "Share under 18"),
            sentence=said(
                "{value} van de inwoners is jonger dan 18",
                "{value} des habitants ont moins de 18 ans",
                "{value} of residents are younger than 18",
            ),
            definition=said(
                "Minderjarigen per honderd inwoners.", "Mineurs pour cent habitants.", "Minors per hundred residents."
            ),
            numerator=said("inwoners jonger dan 18", "habitants de moins de 18 ans", "residents under 18"),
            denominator=said("alle inwoners", "tous les habitants", "all residents"),
            lowest=0,
            highest=100,
            jump=0.5,
        ),
        Indicator(
            code="density",
            theme=people,
            measure="ratio",
            unit="per km²",
            order=3,
            factor=1,
            source=source,
            name=said("Bevolkingsdichtheid", "Densité de population", "Population density"),
            definition=said(
                "Inwoners per vierkante kilometer.", "Habitants par kilomètre carré.", "Residents per square kilometre."
            ),
            numerator=said("inwoners", "habitants", "residents"),
            denominator=said("vierkante kilometer", "kilomètres carrés", "square kilometres"),
            lowest=0,
        ),
        Indicator(
            code="median-income",
            theme=money,
            measure="delivered",
            unit="€",
            key=True,
            order=1,
            direction=1,
            source=source,
            name=said("Mediaan inkomen", "Revenu médian", "Median income"),
            sentence=said(
                "De helft van de aangiften ligt onder {value}",
                "La moitié des déclarations est inférieure à {value}",
                "Half of the tax returns are below {value}",
            ),
            definition=said(
                "Het midden van alle aangiften.",
                "Le milieu de toutes les déclarations.",
                "The middle of all tax returns.",
            ),
            lowest=0,
        ),
    ]
    for indicator in made:
        indicator.save()
        town.indicators[indicator.code] = indicator
    made[1].weight = made[0]
    made[1].save()


# --- figures --------------------------------------------------------------------------------------------------------

Cell = tuple[float | None, str, float | None, float | None]  # value, mark, numerator, denominator


def figures(town: Smalltown) -> None:
    """Publish ten years of the four indicators on every level."""
    people, young = _counts(town)
    for level in ("sector", "neighbourhood", "municipality", "region"):
        areas = town.at(level)
        last = town.periods[-1]
        cells: dict[str, dict[str, list[Cell]]] = {code: {} for code in town.indicators}
        for code, area in areas.items():
            empty = not any(people[level][code])
            rows = list(zip(town.periods, people[level][code], young[level][code], strict=True))
            made = "d" if level == "sector" else "c"
            cells["population"][code] = [(n, made, n, None) for _, n, _ in rows]
            cells["share-under-18"][code] = [_share(level, code, p, n, y, last, made) for p, n, y in rows]
            km2 = area.surface / 1e6
            cells["density"][code] = [(n / km2, made, n, km2) if km2 else (None, "-", None, None) for _, n, _ in rows]
            if level in ("sector", "neighbourhood"):
                cells["median-income"][code] = [_income(level, code, p, empty) for p in town.periods]
        for name, by_area in cells.items():
            _publish(town, town.indicators[name], level, by_area)


def _counts(town: Smalltown) -> tuple[dict[str, dict[str, list[int]]], dict[str, dict[str, list[int]]]]:
    """Residents and minors per level, area and period; every level is the sum of its sectors."""
    people: dict[str, dict[str, list[int]]] = {x: {} for x in ("sector", "neighbourhood", "municipality", "region")}
    young: dict[str, dict[str, list[int]]] = {x: {} for x in people}
    rows: list[tuple[tuple[tuple[str, str], ...], int]] = []
    for place, (_, _, _, sector, hood, commune) in enumerate(blocks(len(town.municipalities) // 2)):
        green = town.sectors[sector].kind == Kind.GREEN
        rows.append(
            (
                (("sector", sector), ("neighbourhood", hood), ("municipality", commune), ("region", "04000")),
                0 if green else 400 + 90 * (place % 12),
            )
        )
    rows.append(((("sector", "21001ZZZZ"), ("municipality", "21001"), ("region", "04000")), 17))
    for homes, base in rows:
        for step in range(len(town.periods)):
            n = base + (base * step) // 60
            for level, code in homes:
                people[level].setdefault(code, [0] * len(town.periods))[step] += n
                young[level].setdefault(code, [0] * len(town.periods))[step] += n * (15 + base // 90 + step % 3) // 100
    return people, young


def _share(level: str, code: str, period: str, n: int, y: int, last: str, made: str) -> Cell:
    if not n:
        return None, "r", None, None
    if level == "sector" and code == "21001A02-" and period == last:
        return None, "s", None, None
    if level == "municipality" and period == "2015":
        return 100 * y / n, "e", None, None
    return 100 * y / n, made, y, n


def _income(level: str, code: str, period: str, empty: bool) -> Cell:
    if empty:
        return None, "r", None, None
    if (level, code, period) == ("neighbourhood", "3", "2015"):
        return None, "n", None, None
    if (level, code, period) == ("neighbourhood", "2", "2023"):
        return None, "a", None, None
    return 18000 + 400 * (sum(map(ord, code)) % 23) + 350 * (int(period) - 2015), "d", None, None


def _publish(town: Smalltown, indicator: Indicator, level: str, by_area: dict[str, list[Cell]]) -> None:
    periods = list(town.periods)
    if not by_area:
        Coverage.objects.create(
            indicator=indicator,
            area_set=town.sets[level],
            periods=[],
            reasons=dict.fromkeys(periods, "no-counts"),
            changed_at=datetime(2025, 3, 1, tzinfo=UTC),
        )
        return
    columns = {p: [cells[i][0] for cells in by_area.values()] for i, p in enumerate(periods)}
    Coverage.objects.create(
        indicator=indicator,
        area_set=town.sets[level],
        periods=periods,
        deliveries=["first"],
        known=[sum(v is not None for v in values) for values in columns.values()],
        changed_at=datetime(2025, 3, 1, tzinfo=UTC),
        summaries={
            p: _summary(values, [c[i][1] for c in by_area.values()]) for i, (p, values) in enumerate(columns.items())
        },
    )
    ranked = {p: sorted((v for v in values if v is not None), reverse=True) for p, values in columns.items()}
    Series.objects.bulk_create(
        Series(
            indicator=indicator,
            area_set=town.sets[level],
            area=town.at(level)[code],
            values=[c[0] for c in cells],
            marks="".join(c[1] for c in cells),
            numerators=[c[2] for c in cells],
            denominators=[c[3] for c in cells],
            ranks=[None if c[0] is None else ranked[p].index(c[0]) + 1 for p, c in zip(periods, cells, strict=True)],
        )
        for code, cells in by_area.items()
    )


def _summary(values: Sequence[float | None], marks: Sequence[str]) -> dict[str, Any]:
    known = sorted(v for v in values if v is not None)
    absent = {m: marks.count(m) for m in "snra-" if m in marks}
    if not known:
        return {"n": 0, "edges": [], "counts": [], "absent": absent}
    q1, median, q3 = quantiles(known, n=4, method="inclusive") if len(known) > 1 else known * 3
    lowest, highest = known[0], known[-1]
    steps = 8 if highest > lowest else 1
    edges = [lowest + (highest - lowest) * i / steps for i in range(steps + 1)]
    counts = [0] * steps
    for v in known:
        counts[min(int((v - lowest) / (highest - lowest) * steps), steps - 1) if highest > lowest else 0] += 1
    return {
        "n": len(known),
        "min": lowest,
        "q1": q1,
        "median": median,
        "q3": q3,
        "max": highest,
        "mean": mean(known),
        "breaks": list(breaks(known).edges),
        "edges": edges,
        "counts": counts,
        "absent": absent,
    }
