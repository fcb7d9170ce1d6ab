"""Take in meetings from a file: all of it or nothing; the same number again changes that meeting."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.subject import CITY
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.meetings import access, importers
from wijk.meetings.actions.ground import Facts, check_organ, filled, place, touch
from wijk.meetings.actions.planning import made
from wijk.meetings.importers import Problems, Row
from wijk.meetings.models import COMING, Meeting, OldMoment
from wijk.organs import access as organs
from wijk.organs.models import Organ
from wijk.trail import actions as trail

VERB = "meetings.import_meetings"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file."""

    added: int
    changed: int
    same: int


def import_meetings(viewer: Viewer, *, content: bytes) -> Imported:
    """Plan and change the meetings of a CSV file. Raises NotAllowed for who keeps no organ at all; Faulty with every fault by line
    and column, and then nothing was changed."""
    try:
        access.open_office(viewer)
    except NotAllowed:
        raise NotAllowed(VERB) from None
    problems = Problems()
    rows = importers.read(content, problems)
    if problems:
        raise Faulty(problems, code="meetings-faulty")
    with transaction.atomic():
        known = {o.key: o for o in Organ.objects.filter(key__in={row.organ for row in rows})}
        kept = {key for key, organ in known.items() if organs.keeps(viewer, organ)}
        old = {
            m.source_id: m
            for m in Meeting.objects.filter(source_id__in=[row.id for row in rows]).select_related("organ")
        }
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows:
            if row.organ not in kept:
                problems.at(
                    row.line,
                    "organ",
                    _("There is no organ “{key}” whose meetings you may plan.").format(key=row.organ[:80]),
                )
                continue
            try:
                with transaction.atomic():
                    counts[_taken(row, known[row.organ], old.get(row.id))] += 1
            except Refused as fault:
                problems.at(row.line, _column(fault.code), str(fault))
        if problems:
            raise Faulty(problems, code="meetings-faulty")
        trail.record(viewer, verb=VERB, subject=CITY, data=counts)
    return Imported(**counts)


def _column(code: str) -> str:
    return {"meeting-place": "place", "organ-ended": "date", "import-organ": "organ", "import-over": "date"}.get(
        code, "id"
    )


def _taken(row: Row, organ: Organ, old: Meeting | None) -> str:
    facts: Facts = {"place": row.place or organ.place, "public": row.public and organ.public}
    if old is None:
        new = made(organ, row.title, row.moment, row.where, row.process, facts)
        new.source_id = row.id
        new.save(update_fields=["source_id"])
        return "added"
    if old.organ_id != organ.pk:
        raise Refused("import-organ", _("This meeting is of another organ. Give this one another number."))
    process = row.process or organ.process
    wanted = (row.title, row.where, process, facts["place"], facts["public"])
    same_facts = (old.title, old.where, old.process, old.place, old.public) == wanted
    moment = row.moment
    same_moment = (old.starts_at, old.ends_at, old.all_day) == (moment.starts_at, moment.ends_at, moment.all_day)
    if same_facts and same_moment:
        return "same"
    if not same_moment:
        _move(old, row)
    old.title, old.where, old.process = Text(row.title), row.where, process
    filled(old, facts)
    touch(old, moment=True)
    place(old)
    return "changed"


def _move(old: Meeting, row: Row) -> None:
    if old.state not in COMING:
        raise Refused("import-over", _("This meeting was held or cancelled, so its moment no longer changes."))
    check_organ(old.organ, row.moment)
    if old.starts_at and old.ends_at:
        OldMoment(meeting=old, starts_at=old.starts_at, ends_at=old.ends_at, all_day=old.all_day).save()
    old.starts_at, old.ends_at, old.all_day, old.state = (
        row.moment.starts_at,
        row.moment.ends_at,
        row.moment.all_day,
        "moved",
    )
    old.reminded_at = None
