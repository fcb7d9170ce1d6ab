"""Writing area sets: rows, shapes and nesting, only where something differs from what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from wijk.territory import compute
from wijk.territory.actions.search import forget_search
from wijk.territory.actions.tally import Tally
from wijk.territory.compute import Grounded, Link, Sheet
from wijk.territory.importers import Report
from wijk.territory.models import Area, AreaSet, Nesting, Shape

BATCH = 500
#: What makes an area the same as before, apart from its geometry and its nesting.
FACTS = ("name", "kind", "pieces", "surface", "lon", "lat", "west", "south", "east", "north", "note")


@dataclass(frozen=True, slots=True)
class Written:
    """One set as it now stands: its row, its areas' keys by code, and what changed."""

    row: AreaSet
    keys: Mapping[str, int]
    tally: Tally
    redrawn: bool


def write_sets(
    grounded: Sequence[Grounded], links: Sequence[Link], frame: Sheet, report: Report, *, redraw: bool
) -> dict[str, Tally]:
    """Bring the area sets to what the pack says; by set, what changed. `redraw`: the frame is another one than before."""
    for level in {g.planned.spec.level for g in grounded if g.planned.current}:
        titles = [
            Q(key=g.planned.spec.key, version=g.planned.spec.version)
            for g in grounded
            if g.planned.current and g.planned.spec.level == level
        ]
        AreaSet.objects.filter(level=level, current=True).exclude(titles[0]).update(current=False)
    written = {g.planned.title: _write_set(g, frame, report, redraw=redraw) for g in grounded}
    moved = _write_links(grounded, links, written)
    tallies = {}
    for title, done in written.items():
        old = done.tally
        extra = len(moved[title] - {code for code in done.keys if old.added == len(done.keys)})
        shifted = min(extra, old.same)
        tallies[title] = Tally(old.added, old.changed + shifted, old.removed, old.same - shifted)
    return tallies


def _write_set(ground: Grounded, frame: Sheet, report: Report, *, redraw: bool) -> Written:
    spec = ground.planned.spec
    facts = {
        "level": spec.level, "name": spec.name, "valid_from": spec.valid_from, "valid_to": spec.valid_to,
        "current": ground.planned.current, "source": spec.source,
    }  # fmt: skip
    row = AreaSet.objects.filter(key=spec.key, version=spec.version).first()
    known = {a.code: a for a in Area.objects.filter(area_set=row)} if row else {}
    found = Shape.objects.filter(area__area_set=row).values_list("area__code", "wkb") if row else []
    shapes = {code: bytes(wkb) for code, wkb in found}
    drawn = None if row and not redraw and _same_ground(ground, shapes) else compute.outlines(ground, frame)
    view_box = frame.view_box()
    changed_set = row is not None and (row.view_box != view_box or any(getattr(row, k) != v for k, v in facts.items()))
    if row is None:
        row = AreaSet.objects.create(key=spec.key, version=spec.version, view_box=view_box, **facts)
    elif changed_set:
        AreaSet.objects.filter(pk=row.pk).update(view_box=view_box, **facts)
    tally = _write_areas(ground, row, known, report, touched=_touched(ground, shapes) if drawn else set())
    keys = dict(Area.objects.filter(area_set=row).values_list("code", "pk"))
    if drawn is not None:
        _write_shapes(ground, keys, drawn)
    if changed_set and not tally:
        tally = Tally(tally.added, tally.changed + 1, tally.removed, max(0, tally.same - 1))
    return Written(row, keys, tally, drawn is not None)


def _same_ground(ground: Grounded, shapes: Mapping[str, bytes]) -> bool:
    return {code: wkb for code, wkb in zip(ground.codes, ground.wkb, strict=True) if wkb} == dict(shapes)


def _touched(ground: Grounded, shapes: Mapping[str, bytes]) -> set[str]:
    """The codes of areas whose border is not what it was."""
    return {code for code, wkb in zip(ground.codes, ground.wkb, strict=True) if wkb and shapes.get(code) != wkb}


def _write_areas(
    ground: Grounded, row: AreaSet, known: Mapping[str, Area], report: Report, *, touched: set[str]
) -> Tally:
    fresh, changed = [], []
    for area in ground.areas(row):
        old = known.get(area.code)
        if old is None:
            fresh.append(area)
        elif area.code in touched or any(getattr(old, f) != getattr(area, f) for f in FACTS):
            area.pk = old.pk
            changed.append(area)
    gone = [area for code, area in known.items() if code not in set(ground.codes)]
    if gone:
        _remove(gone, row, report)
    Area.objects.bulk_create(fresh, batch_size=BATCH)
    Area.objects.bulk_update(changed, FACTS, batch_size=BATCH)
    return Tally(len(fresh), len(changed), len(gone), len(ground.codes) - len(fresh) - len(changed))


def _remove(gone: Sequence[Area], row: AreaSet, report: Report) -> None:
    """Areas that figures stand on are never taken away under them."""
    if _held_elsewhere(gone):
        shown = ", ".join(area.code for area in gone[:10])
        sentence = _(
            "“{title}” carries figures and lacks the areas {codes}. Give new borders a version of their own, so that old figures keep their areas."
        )
        report.at("", sentence.format(title=row, codes=shown))
        return
    forget_search()
    for i in range(0, len(gone), BATCH):
        Area.objects.filter(pk__in=[area.pk for area in gone[i : i + BATCH]]).delete()


def _held_elsewhere(areas: Sequence[Area]) -> bool:
    """Does a room above hold on to one of these areas: figures, or a cell that waits for a person?"""
    for relation in Area._meta.related_objects:
        model = relation.related_model
        if model._meta.app_label == Area._meta.app_label:
            continue
        for i in range(0, len(areas), BATCH):
            if model._base_manager.filter(**{f"{relation.field.name}__in": areas[i : i + BATCH]}).exists():
                return True
    return False


def _write_shapes(ground: Grounded, keys: Mapping[str, int], drawn: compute.Drawn) -> None:
    rows = [
        Shape(area_id=keys[code], wkb=wkb, coarse=drawn.coarse[i], fine=drawn.fine[i], box=drawn.boxes[i])
        for i, (code, wkb) in enumerate(zip(ground.codes, ground.wkb, strict=True))
        if wkb
    ]
    Shape.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=["wkb", "coarse", "fine", "box"],
        unique_fields=["area"],
    )


def _write_links(
    grounded: Sequence[Grounded], links: Sequence[Link], written: Mapping[str, Written]
) -> dict[str, set[str]]:
    """Bring the nesting to what it should be; by set, the codes of areas whose place in others changed."""
    wanted = {
        (written[link.child_set].keys[link.child], written[link.parent_set].keys[link.parent]): (
            round(link.share, 9),
            link.lead,
        )
        for link in links
    }
    sets = [w.row.pk for w in written.values()]
    rows = Nesting.objects.filter(child__area_set__in=sets).values_list("pk", "child_id", "parent_id", "share", "lead")
    there = {(child, parent): (pk, share, lead) for pk, child, parent, share, lead in rows.iterator(5000)}
    gone = [there[pair][0] for pair in there.keys() - wanted.keys()]
    fresh = [pair for pair in wanted if pair not in there]
    other = [pair for pair in wanted if pair in there and there[pair][1:] != wanted[pair]]
    for i in range(0, len(gone), BATCH):
        Nesting.objects.filter(pk__in=gone[i : i + BATCH]).delete()
    Nesting.objects.bulk_create(
        [Nesting(child_id=c, parent_id=p, share=wanted[c, p][0], lead=wanted[c, p][1]) for c, p in fresh],
        batch_size=BATCH,
    )
    Nesting.objects.bulk_update(
        [Nesting(pk=there[c, p][0], share=wanted[c, p][0], lead=wanted[c, p][1]) for c, p in other],
        ["share", "lead"],
        batch_size=BATCH,
    )
    touched = {pair[0] for pair in [*fresh, *other, *(there.keys() - wanted.keys())]}
    return {title: {code for code, key in done.keys.items() if key in touched} for title, done in written.items()}
