"""The figures in answers for machines: the same queries as the pages, with source and licence beside every one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wijk.core.errors import Absent
from wijk.indicators import queries
from wijk.indicators.models import Coverage, Series
from wijk.indicators.queries import Cell, IndicatorCard, Profile
from wijk.opendata.answers import Value
from wijk.territory.models import Area, Shape

#: What the letters under `mark` mean, told in every answer.
MARKS = {
    "d": "delivered by the source",
    "c": "recomputed from counts",
    "e": "estimated",
    "s": "suppressed",
    "n": "not available",
    "r": "no residents",
    "a": "set aside: the delivery contradicts itself and a person must decide",
    "-": "nothing was delivered",
}


def about(card: IndicatorCard) -> dict[str, Any]:
    """What one must know of an indicator to use a value of it."""
    return {
        "code": card.code,
        "name": card.name,
        "definition": card.definition,
        "unit": card.unit,
        "unit_name": card.unit_name,
        "measure": card.measure,
        "decimals": card.decimals,
        "direction": card.direction,
        "theme": card.theme.code,
        "source": {
            "code": card.source.code,
            "name": card.source.name,
            "publisher": card.source.publisher,
            "url": card.source.url,
            "licence": card.source.licence,
            "licence_url": card.source.licence_url,
        },
    }


def cell(one: Cell) -> dict[str, Any]:
    """One value with its mark, counts and rank."""
    told: dict[str, Any] = {"value": one.value, "mark": one.mark}
    for name in ("numerator", "denominator", "rank"):
        if getattr(one, name) is not None:
            told[name] = getattr(one, name)
    return told


@dataclass(frozen=True, slots=True)
class Picked:
    """One indicator on one level in one period: what a table, map or file is made of."""

    card: IndicatorCard
    choice: queries.Choice
    rows: list[queries.Row]

    def head(self) -> dict[str, Any]:
        """What stands above the rows."""
        covered = self.choice.covered
        return {
            "indicator": about(self.card),
            "level": covered.level,
            "area_set": f"{covered.key}/{covered.version}",
            "period": self.choice.period,
            "marks": MARKS,
        }

    def listed(self) -> list[dict[str, Any]]:
        """The rows for JSON."""
        level = self.choice.covered.level
        return [{"area": f"{level}/{r.code}", "name": r.name, "kind": r.kind, **cell(r.cell)} for r in self.rows]

    def flat(self) -> Iterator[list[Value]]:
        """The rows for CSV, in the order of COLUMNS."""
        source = self.card.source
        for r in self.rows:
            names = [r.name.get(k, "") for k in ("nl", "fr", "en")]
            c = r.cell
            numbers: list[Value] = [c.value, c.mark, c.numerator, c.denominator, c.rank]
            yield [
                r.code,
                *names,
                r.kind,
                self.card.code,
                self.choice.period,
                *numbers,
                self.card.unit,
                str(source.name),
                source.licence,
            ]

    def shapes(self) -> dict[int, bytes]:
        """The geometry of each row's area; one query."""
        wanted = [r.area for r in self.rows]
        if len(wanted) > 900:
            found = Shape.objects.filter(area__area_set_id=self.choice.area_set).values_list("area_id", "wkb")
        else:
            found = Shape.objects.filter(area_id__in=wanted).values_list("area_id", "wkb")
        return {key: bytes(wkb) for key, wkb in found}


COLUMNS = (
    "area", "name_nl", "name_fr", "name_en", "kind", "indicator", "period", "value", "mark", "numerator", "denominator", "rank",
    "unit", "source", "licence",
)  # fmt: skip


def pick(code: str, level: str, period: str, within: int | None, limit: int | None = None, offset: int = 0) -> Picked:
    """One indicator on one level in one period; Absent where nothing is published."""
    card = queries.indicator(code)
    found = queries.coverages(card.id)
    choice = found.choose(level=level, period=period)
    if choice is None or (level and choice.covered.level != level) or (period and choice.period != period):
        raise Absent(f"{code} {level} {period}")
    rows = queries.table_of(card, choice.area_set, choice.period, within=within, limit=limit, offset=offset)
    return Picked(card, choice, rows)


PROFILE_COLUMNS = (
    "area", "area_name", "theme", "indicator", "indicator_name", "period", "value", "mark", "numerator", "denominator", "rank",
    "unit", "source", "licence",
)  # fmt: skip


def profile_rows(profile: Profile, areas: Sequence[Area], language: str) -> Iterator[list[Value]]:
    """Every value of a profile, all periods, in the order of PROFILE_COLUMNS."""
    for figure in profile.figures():
        card = figure.indicator
        for area in areas:
            line = figure.lines.get(area.id)
            for period in line.periods if line else ():
                c = line.at(period) if line else Cell()
                if c.mark == "-":
                    continue
                head: list[Value] = [
                    f"{area.area_set.level}/{area.code}",
                    area.name.to(language),
                    card.theme.code,
                    card.code,
                ]
                told: list[Value] = [
                    card.name.to(language),
                    period,
                    c.value,
                    c.mark,
                    c.numerator,
                    c.denominator,
                    c.rank,
                ]
                yield [*head, *told, card.unit, card.source.name.to(language), card.source.licence]


def profile_told(profile: Profile, areas: Sequence[Area]) -> dict[str, Any]:
    """A profile for JSON: per indicator and area all periods."""
    refs = {a.id: f"{a.area_set.level}/{a.code}" for a in areas}
    return {
        "areas": [{"area": refs[a.id], "name": a.name, "kind": a.kind} for a in areas],
        "marks": MARKS,
        "indicators": [
            {
                **about(figure.indicator),
                "figures": {
                    refs[key]: [{"period": p, **cell(line.at(p))} for p in line.periods if line.at(p).mark != "-"]
                    for key, line in figure.lines.items()
                    if key in refs
                },
            }
            for figure in profile.figures()
        ],
    }


def bulk(card: IndicatorCard, level: str) -> dict[str, list[Any]]:
    """Every value of an indicator on a level, all versions and periods, as columns of equal length."""
    columns: dict[str, list[Any]] = {
        n: [] for n in ("area", "area_set", "period", "value", "mark", "numerator", "denominator")
    }
    covered = Coverage.objects.filter(indicator_id=card.id, area_set__level=level).select_related("area_set")
    for one in covered.defer("summaries"):
        told = Series.objects.filter(indicator_id=card.id, area_set_id=one.area_set_id).order_by("area__code")
        rows = told.values_list("area__code", "values", "marks", "numerators", "denominators")
        for code, values, marks, numerators, denominators in rows.iterator(chunk_size=2000):
            for i, period in enumerate(one.periods):
                if marks[i] != "-":
                    counts = (column[i] if i < len(column) else None for column in (numerators, denominators))
                    for column, value in zip(
                        columns.values(),
                        (code, f"{one.area_set.key}/{one.area_set.version}", period, values[i], marks[i], *counts),
                        strict=True,
                    ):
                        column.append(value)
    if not columns["area"]:
        raise Absent(f"{card.code} {level}")
    return columns
