"""How do the areas of a pack hang together? Rows checked against each other before any geometry is reckoned or row written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from wijk.territory.importers import AreaRow, Report
from wijk.territory.models import AreaSet, Level
from wijk.territory.specs import AreasSpec

ORDER: Mapping[str, int] = {str(level): i for i, level in enumerate(Level.values)}


@dataclass(slots=True)
class Planned:
    """One area set on its way in: what the pack says, its rows by code, and the sets that its areas lie in."""

    spec: AreasSpec
    rows: dict[str, AreaRow]
    current: bool
    parents: dict[str, "Planned"] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """How the set is called in sentences: key/version."""
        return f"{self.spec.key}/{self.spec.version}"


def in_force(specs: Sequence[AreasSpec], known: Iterable[AreaSet], report: Report) -> dict[tuple[str, str], bool]:
    """Which version is the current one of its level? What the pack says; else the newest, also among those already here."""
    chosen: dict[tuple[str, str], bool] = {}
    told = {(s.key, s.version) for s in specs}
    others = [a for a in known if (a.key, a.version) not in told]
    for level in Level.values:
        here = [s for s in specs if s.level == level]
        marked = [s for s in here if s.current]
        if len(marked) > 1:
            report.at(
                marked[1].label,
                _("Two area sets of the level {level} are marked as current. Leave one.").format(level=level),
            )
        newest = max(
            (s for s in here if s.current is not False and s.valid_to is None), key=lambda s: s.valid_from, default=None
        ) or max((s for s in here if s.current is not False), key=lambda s: s.valid_from, default=None)
        already = [a for a in others if a.level == level and a.current]
        if newest and not marked and any(a.valid_from > newest.valid_from for a in already):
            newest = None
        winner = marked[0] if marked else newest
        chosen.update({(s.key, s.version): s is winner for s in here})
    return chosen


def by_code(spec: AreasSpec, rows: Iterable[AreaRow], report: Report) -> dict[str, AreaRow]:
    """The rows of one set by code; a code that stands twice is a problem that names both lines."""
    found: dict[str, AreaRow] = {}
    name = spec.file.name if spec.file else spec.label
    for row in rows:
        if row.code in found:
            place = f"{name}, {_('line {line}').format(line=row.line)}"
            sentence = _(
                "The code “{code}” stands here and on line {line}. Each area has its own code: remove or correct one."
            )
            report.at(place, sentence.format(code=row.code, line=found[row.code].line))
        elif len(row.code) > 40:
            report.at(name, _("The code “{code}” is longer than 40 characters.").format(code=row.code[:40]))
        else:
            found[row.code] = row
    return found


def link(planned: Sequence[Planned], report: Report) -> None:
    """Find for each set the sets that its areas lie in, and see that each parent named by a row exists."""
    for child in planned:
        for level in Level.values:
            parent = _parent_set(child, level, planned)
            if parent is not None and ORDER[level] > ORDER[child.spec.level]:
                child.parents[level] = parent
        _known_parents(child, report)


def _parent_set(child: Planned, level: str, planned: Sequence[Planned]) -> Planned | None:
    """The set of a level that goes with this one: current with current, else the one in force on its first day."""
    here = [p for p in planned if p.spec.level == level]
    current = next((p for p in here if p.current), None)
    if child.current and current:
        return current
    day = child.spec.valid_from
    then = [p for p in here if p.spec.valid_from <= day and (p.spec.valid_to is None or p.spec.valid_to >= day)]
    return max(then, key=lambda p: p.spec.valid_from, default=None) or current or (here[0] if here else None)


def _known_parents(child: Planned, report: Report) -> None:
    for level in {level for row in child.rows.values() for level in row.parents}:
        if ORDER[level] <= ORDER[child.spec.level]:
            sentence = _(
                "“{title}” cannot lie in areas of the level {level}: that would be a circle. A parent belongs to a larger level."
            )
            report.at(child.spec.label, sentence.format(title=child.title, level=level))
            continue
        parent = child.parents.get(level)
        if parent is None:
            sentence = _("“{title}” names parents of the level {level}, but there is no area set of that level.")
            report.at(child.spec.label, sentence.format(title=child.title, level=level))
            continue
        _each_parent(child, parent, level, report)


def _each_parent(child: Planned, parent: Planned, level: str, report: Report) -> None:
    missing: dict[str, list[AreaRow]] = defaultdict(list)
    for row in child.rows.values():
        code = row.parents.get(level)
        if code is not None and code not in parent.rows:
            missing[code].append(row)
    for code, rows in missing.items():
        name = child.spec.file.name if child.spec.file else child.spec.label
        place = f"{name}, {_('line {line}').format(line=rows[0].line)}" if rows[0].line else name
        if not code:
            sentence = _("Areas that name no {level}: {count}, such as “{child}”. Fill in the column.")
            report.at(place, sentence.format(count=len(rows), child=rows[0].code, level=level))
            continue
        near = _damaged(code, parent.rows)
        hint = " " + _("It was probably “{near}”: store codes as text.").format(near=near) if near else ""
        sentence = _("The area “{child}” lies in {level} “{code}”, which {title} does not have.{hint}")
        report.at(place, sentence.format(child=rows[0].code, level=level, code=code, title=parent.title, hint=hint))


def _damaged(code: str, known: Iterable[str]) -> str:
    """The known code of which a spreadsheet took the leading zeros."""
    bare = code.lstrip("0")
    fits = [k for k in known if k.lstrip("0") == bare]
    return fits[0] if len(fits) == 1 else ""
