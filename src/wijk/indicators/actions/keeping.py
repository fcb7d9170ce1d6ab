"""Keeps the catalogue: sources with their appraisal, themes, indicators; one by one, or as a pack declares them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core.errors import Faulty
from wijk.core.subject import CITY, Subject
from wijk.core.viewer import Viewer
from wijk.indicators.access import require
from wijk.indicators.actions import publishing
from wijk.indicators.catalogue import CODE_PATTERN, IndicatorSpec, SourceSpec, ThemeSpec
from wijk.indicators.models import Indicator, Source, Theme
from wijk.trail.actions import record

#: Fields of an indicator on which its published figures depend.
RECKONED_WITH = frozenset({"measure", "factor", "weight"})
HUES = range(1, 11)

M = TypeVar("M", Source, Theme, Indicator)


@dataclass(slots=True)
class Changes:
    """What keeping a catalogue changed; entries are "indicator:population"."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)

    def told(self) -> dict[str, int]:
        """What changed, in counts; all 0 when nothing did."""
        return {"catalogue entries": len(self.added), "catalogue entries changed": len(self.changed)}


def keep_source(viewer: Viewer, *, spec: SourceSpec) -> Source:
    """Add a source or change what is known of it."""
    require(viewer, "keep_source")
    _check([*_source_problems(spec)])
    with transaction.atomic():
        kept = _keep_source(spec, Changes())
        _record(viewer, "keep_source", "source", spec.code)
    return kept


def keep_theme(viewer: Viewer, *, spec: ThemeSpec) -> Theme:
    """Add a theme or change it."""
    require(viewer, "keep_theme")
    _check([*_theme_problems(spec)])
    with transaction.atomic():
        kept = _keep_theme(spec, Changes())
        _record(viewer, "keep_theme", "theme", spec.code)
    return kept


def keep_indicator(viewer: Viewer, *, spec: IndicatorSpec, retired: bool = False) -> Indicator:
    """Add an indicator, change it, or retire it: then it keeps its figures and leaves the catalogue."""
    require(viewer, "keep_indicator")
    with transaction.atomic():
        _check([*_indicator_problems(spec, _Names.now())])
        changes = Changes()
        kept, again = _keep_indicator(spec, changes)
        if kept.retired != retired:
            kept.retired = retired
            kept.save(update_fields=["retired"])
        again = _connect(kept, spec, changes) or again
        if again:
            publishing.publish([kept.id])
        _record(viewer, "keep_indicator", "indicator", spec.code)
    return kept


def keep_catalogue(
    viewer: Viewer,
    *,
    sources: Sequence[SourceSpec] = (),
    themes: Sequence[ThemeSpec] = (),
    indicators: Sequence[IndicatorSpec] = (),
) -> Changes:
    """Keep everything that a pack declares; what it does not name stays. Raises Faulty with all problems at once."""
    require(viewer, "keep_catalogue")
    with transaction.atomic():
        names = _Names.now().with_(sources, themes, indicators)
        problems = [p for s in sources for p in _source_problems(s)] + [p for t in themes for p in _theme_problems(t)]
        problems += [p for i in indicators for p in _indicator_problems(i, names)]
        for kind, specs in (("source", sources), ("theme", themes), ("indicator", indicators)):
            problems += _doubles(kind, [spec.code for spec in specs])
        _check(problems)
        changes = Changes()
        for source in sources:
            _keep_source(source, changes)
        for theme in themes:
            _keep_theme(theme, changes)
        _keep_all(indicators, changes)
        if changes:
            data = {"added": len(changes.added), "changed": len(changes.changed)}
            record(viewer, verb="indicators.keep_catalogue", subject=CITY, data=data)
    return changes


def _keep_all(specs: Sequence[IndicatorSpec], changes: Changes) -> None:
    kept = [(*_keep_indicator(spec, changes), spec) for spec in specs]
    stale = {indicator.id for indicator, again, spec in kept if _connect(indicator, spec, changes) or again}
    if stale:
        publishing.publish(stale)


def _record(viewer: Viewer, verb: str, noun: str, code: str) -> None:
    record(viewer, verb=f"indicators.{verb}", subject=Subject(f"indicators.{noun}", code), data={noun: code})


# --- rows -----------------------------------------------------------------------------------------------------------


def _keep_source(spec: SourceSpec, changes: Changes) -> Source:
    found = Source.objects.filter(code=spec.code).first()
    return _put(found or Source(code=spec.code), _plain(spec), changes)[0]


def _keep_theme(spec: ThemeSpec, changes: Changes) -> Theme:
    found = Theme.objects.filter(code=spec.code).first()
    return _put(found or Theme(code=spec.code), _plain(spec), changes)[0]


def _keep_indicator(spec: IndicatorSpec, changes: Changes) -> tuple[Indicator, bool]:
    """The row of an indicator, and whether its figures must be reckoned again. Its relations follow in `_connect`."""
    found = Indicator.objects.filter(code=spec.code).first()
    values = _plain(spec, but=("theme", "source", "weight", "parts"))
    values |= {"theme": Theme.objects.get(code=spec.theme), "source": Source.objects.get(code=spec.source)}
    row, changed = _put(found or Indicator(code=spec.code), values, changes)
    return row, found is not None and bool(changed & RECKONED_WITH)


def _connect(row: Indicator, spec: IndicatorSpec, changes: Changes) -> bool:
    """Relations between indicators; whether the weight changed."""
    codes = {*spec.parts, spec.weight} - {""}
    others = {i.code: i for i in Indicator.objects.filter(code__in=codes)}
    weight = others.get(spec.weight)
    changed = row.weight_id != (weight.id if weight else None)
    if changed:
        row.weight = weight
        row.save(update_fields=["weight"])
    parts = {others[code].id for code in spec.parts}
    if parts != set(row.parts.values_list("id", flat=True)):
        row.parts.set(parts)
        changes.changed += [] if _noted(row, changes) else [_name(row)]
    elif changed and not _noted(row, changes):
        changes.changed.append(_name(row))
    return changed


def _noted(row: Indicator, changes: Changes) -> bool:
    return _name(row) in changes.added or _name(row) in changes.changed


def _name(row: Source | Theme | Indicator) -> str:
    return f"{row._meta.model_name}:{row.code}"


def _put(row: M, values: dict[str, Any], changes: Changes) -> tuple[M, set[str]]:
    """Write what differs; the names of the fields that changed."""
    fresh = row.pk is None
    differing = {name for name, value in values.items() if fresh or getattr(row, name) != value}
    for name in differing:
        setattr(row, name, values[name])
    if fresh or differing:
        row.save()
        (changes.added if fresh else changes.changed).append(_name(row))
    else:
        changes.same += 1
    return row, differing


def _plain(spec: SourceSpec | ThemeSpec | IndicatorSpec, but: Iterable[str] = ()) -> dict[str, Any]:
    return {f.name: getattr(spec, f.name) for f in fields(spec) if f.name not in {*but, "code"}}


# --- what cannot be kept --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Names:
    """The codes that a specification may refer to."""

    sources: frozenset[str]
    themes: frozenset[str]
    counts: frozenset[str]
    indicators: frozenset[str]

    @classmethod
    def now(cls) -> "_Names":
        rows = dict(Indicator.objects.values_list("code", "measure"))
        counts = frozenset(code for code, measure in rows.items() if measure == Indicator.Measure.COUNT)
        return cls(
            frozenset(Source.objects.values_list("code", flat=True)),
            frozenset(Theme.objects.values_list("code", flat=True)), counts, frozenset(rows),
        )  # fmt: skip

    def with_(
        self, sources: Sequence[SourceSpec], themes: Sequence[ThemeSpec], indicators: Sequence[IndicatorSpec]
    ) -> "_Names":
        told = frozenset(i.code for i in indicators)
        return _Names(
            self.sources | {s.code for s in sources},
            self.themes | {t.code for t in themes},
            (self.counts - told) | {i.code for i in indicators if i.measure == Indicator.Measure.COUNT},
            self.indicators | told,
        )


def _check(problems: list[str]) -> None:
    if problems:
        raise Faulty(problems, code="catalogue-faulty")


def _doubles(kind: str, codes: Sequence[str]) -> list[str]:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    return [
        _("The code “{code}” stands twice ({kind}). Keep one of them.").format(code=code, kind=kind) for code in twice
    ]


def _code_problems(code: str) -> Iterable[str]:
    if not CODE_PATTERN.fullmatch(code):
        yield _("“{code}” cannot be a code. Use up to 60 letters, digits, hyphens, points and underscores.").format(
            code=code
        )


def _source_problems(spec: SourceSpec) -> Iterable[str]:
    yield from _code_problems(spec.code)
    if not spec.name:
        yield _("The source “{code}” has no name.").format(code=spec.code)
    if spec.verdict not in Source.Verdict.values:
        sentence = _("The source “{code}” has the verdict “{value}”. Choose accepted, rejected or considered.")
        yield sentence.format(code=spec.code, value=spec.verdict)
    for name, limit in (("publisher", 200), ("licence", 120), ("url", 500), ("licence_url", 500)):
        if len(getattr(spec, name)) > limit:
            yield _("The {key} of “{code}” is longer than {limit} characters.").format(
                key=name, code=spec.code, limit=limit
            )


def _theme_problems(spec: ThemeSpec) -> Iterable[str]:
    yield from _code_problems(spec.code)
    if not spec.name:
        yield _("The theme “{code}” has no name.").format(code=spec.code)
    if spec.hue not in HUES:
        yield _("The theme “{code}” has hue {value}. Choose a number from 1 to 10.").format(
            code=spec.code, value=spec.hue
        )


def _indicator_problems(spec: IndicatorSpec, names: _Names) -> Iterable[str]:
    yield from _code_problems(spec.code)
    if not spec.name:
        yield _("The indicator “{code}” has no name.").format(code=spec.code)
    if spec.theme not in names.themes:
        yield _("The indicator “{code}” names the theme “{value}”, which is not there.").format(
            code=spec.code, value=spec.theme
        )
    if spec.source not in names.sources:
        yield _("The indicator “{code}” names the source “{value}”, which is not there.").format(
            code=spec.code, value=spec.source
        )
    if spec.measure not in Indicator.Measure.values:
        sentence = _("The indicator “{code}” has the measure “{value}”. Choose count, share, ratio or delivered.")
        yield sentence.format(code=spec.code, value=spec.measure)
    if spec.direction not in (-1, 0, 1):
        yield _("The indicator “{code}” has direction {value}. Choose 1, 0 or -1.").format(
            code=spec.code, value=spec.direction
        )
    if not 0 <= spec.decimals <= 9 or not spec.factor > 0:
        yield _("The indicator “{code}” needs 0 to 9 decimals and a factor above 0.").format(code=spec.code)
    if spec.lowest is not None and spec.highest is not None and spec.lowest > spec.highest:
        yield _("The indicator “{code}” has a lowest value above its highest.").format(code=spec.code)
    if spec.weight and (spec.weight not in names.counts or spec.weight == spec.code):
        sentence = _("The indicator “{code}” is weighed by “{value}”, which is not another indicator that counts.")
        yield sentence.format(code=spec.code, value=spec.weight)
    for part in spec.parts:
        if part not in names.indicators or part == spec.code:
            yield _("The indicator “{code}” names the part “{value}”, which is not there.").format(
                code=spec.code, value=part
            )
