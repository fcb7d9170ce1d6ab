"""Take in organs and their mandates from files: all of it or nothing; the same number again changes that organ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.actors.models import Organisation
from wijk.core.csv_files import Problems
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.subject import CITY
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs import access, areas, importers, queries
from wijk.organs.actions import checks
from wijk.organs.actions.founding import check, made
from wijk.organs.actions.mandates import given
from wijk.organs.importers import OrganRow, SeatRow
from wijk.organs.models import VOTING, Mandate, Organ, OrganKind
from wijk.trail import actions as trail

VERB = "organs.import_organs"


class Doubtful(Faulty):
    """Nothing is wrong, but a person should look: `problems` are what the files may not mean. Nothing was changed."""


@dataclass(slots=True)
class Imported:
    """What came of the files."""

    added: int = 0
    changed: int = 0
    same: int = 0
    seats: int = 0


@dataclass(slots=True)
class _Work:
    """What is known while two files are taken in."""

    viewer: Viewer
    kinds: Mapping[str, OrganKind]
    problems: Problems = field(default_factory=Problems)
    doubts: Problems = field(default_factory=Problems)
    organs: dict[str, Organ] = field(default_factory=dict)
    came: Imported = field(default_factory=Imported)


def import_organs(viewer: Viewer, *, organs: bytes = b"", mandates: bytes = b"", sure: bool = False) -> Imported:
    """Found and change the organs of one CSV file and give the mandates of another. `sure`: somebody looked at the doubts.

    Raises NotAllowed; Faulty with every fault by line and column; Doubtful with what may not be meant. Then nothing was changed.
    """
    if not viewer.key and not viewer.may("organs.found_organ"):
        raise NotAllowed(VERB)
    try:
        access.open_office(viewer)
    except NotAllowed:
        raise NotAllowed(VERB) from None
    if not organs and not mandates:
        raise Refused("no-file", _("Choose a file with organs, one with mandates, or both."))
    work = _Work(viewer, queries.kinds())
    rows = importers.read_organs(organs, _kind_words(work.kinds), work.problems) if organs else []
    seats = importers.read_mandates(mandates, work.problems) if mandates else []
    if not rows and not seats and not work.problems:
        work.problems.append(_("There is nothing in these files below the names of the columns."))
    _stop(work)
    with transaction.atomic():
        _known(work, rows, seats)
        for row in sorted(rows, key=lambda r: bool(r.parent)):
            _try(work, row.line, lambda row=row: _take_organ(work, row))
        for seat in sorted(seats, key=lambda s: s.role == "substitute"):
            _try(work, seat.line, lambda seat=seat: _take_seat(work, seat))
        _look(work, seats)
        _stop(work)
        if work.doubts and not sure:
            raise Doubtful(work.doubts, code="organs-doubtful")
        came = work.came
        counts = {"added": came.added, "changed": came.changed, "same": came.same, "seats": came.seats}
        trail.record(viewer, verb=VERB, subject=CITY, data={**counts})
    return work.came


def _stop(work: _Work) -> None:
    if work.problems:
        raise Faulty(work.problems, code="organs-faulty")


def _try(work: _Work, line: int, act: object) -> None:
    try:
        with transaction.atomic():
            act()  # type: ignore[operator]
    except Refused as fault:
        work.problems.at(line, _COLUMNS.get(fault.code, "id" if fault.code not in _SEATS else "role"), str(fault))


_COLUMNS = {
    "no-place": "place", "term-backwards": "until", "no-share": "share", "quorum-never": "quorum", "organ-ended": "since",
    "import-place": "place", "import-parent": "parent", "import-kind": "kind", "import-organ": "organ", "import-represents": "organisation",
    "import-replaces": "replaces", "overlap": "name",
}  # fmt: skip
_SEATS = {"two-chairs", "substitute", "substitute-of", "role"}


def _kind_words(kinds: Mapping[str, OrganKind]) -> dict[str, str]:
    named = {said.casefold(): code for code, kind in kinds.items() for said in kind.title.values()}
    return named | {code.casefold(): code for code in kinds}


def _known(work: _Work, rows: Sequence[OrganRow], seats: Sequence[SeatRow]) -> None:
    """The organs that the files speak of and that are there already, by number and by key; two queries."""
    wanted = {row.id for row in rows} | {row.parent for row in rows} | {seat.organ for seat in seats}
    work.organs = {o.key: o for o in Organ.objects.select_related("parent").filter(key__in=wanted)}
    work.organs |= {o.source_id: o for o in Organ.objects.select_related("parent").filter(source_id__in=wanted - {""})}


def _take_organ(work: _Work, row: OrganRow) -> None:
    place = _place(work, row)
    parent = work.organs.get(row.parent) if row.parent else None
    if row.parent and parent is None:
        raise Refused("import-parent", _("There is no organ “{key}”, here or in the file."), key=row.parent)
    old = work.organs.get(row.id)
    if old is None:
        _found(work, row, place, parent)
    elif old.kind != row.kind or old.place != place:
        raise Refused(
            "import-kind", _("This organ is there already, of another kind or place. Give this one another number.")
        )
    else:
        _change(work, row, old)


def _found(work: _Work, row: OrganRow, place: str, parent: Organ | None) -> None:
    kind = work.kinds[row.kind]
    if kind.bounded:
        raise Refused(
            "import-kind", _("A working group is set up by a decision. Do that on the page of the organ above it.")
        )
    if not access.may_found(work.viewer, place) or (parent is not None and not access.keeps(work.viewer, parent)):
        raise Refused("import-place", _("You may not found an organ here. Ask who keeps this place."))
    if any(row.title.to(k).casefold() == o.title.to(k).casefold() for o in _alike(row) for k in row.title):
        words = _(
            "There is an organ with this name already. Is it the same? Then write its key here, as in the address of its page."
        )
        work.doubts.at(row.line, "id", words)
    new = made(
        kind, title=row.title, place=place, parent=parent, process=row.process, rule=row.rule, share=row.share, quorum=row.quorum,
        quorum_share=None, seats=row.seats, purpose=row.purpose, since=row.since, until=row.until, public=row.public,
    )  # fmt: skip
    new.source_id = row.id
    new.save(update_fields=["source_id"])
    work.organs[row.id] = new
    work.came.added += 1


def _alike(row: OrganRow) -> list[Organ]:
    return queries.titled(Organ.objects.all(), row.title.to(), 20)


def _change(work: _Work, row: OrganRow, old: Organ) -> None:
    checks.need_keeper(work.viewer, old, VERB)
    before = (old.title, old.purpose, old.rule, old.share, old.quorum, old.seats, old.until)
    old.title, old.purpose = Text(row.title), Text(row.purpose) or old.purpose
    old.rule, old.share = row.rule or old.rule, row.share or old.share
    old.quorum, old.seats = row.quorum or old.quorum, row.seats or old.seats
    old.until = row.until or old.until
    if before == (old.title, old.purpose, old.rule, old.share, old.quorum, old.seats, old.until):
        work.came.same += 1
        return
    check(old)
    old.save()
    work.came.changed += 1


def _place(work: _Work, row: OrganRow) -> str:
    if not row.place:
        return ""
    if row.place.startswith("perimeter/"):
        return row.place
    meant = areas.meant(row.place)
    if meant.area is None:
        raise Refused("no-place", _("There is no place “{place}”. Choose one from the list."), place=row.place)
    if row.place.casefold() not in (meant.area, meant.name.casefold()):
        words = _("“{words}” is taken to be {name} ({area}).")
        work.doubts.at(row.line, "place", words.format(words=row.place, name=meant.name, area=meant.area))
    return meant.area


def _take_seat(work: _Work, row: SeatRow) -> None:
    organ = work.organs.get(row.organ)
    if organ is None or not access.keeps(work.viewer, organ):
        raise Refused("import-organ", _("There is no organ “{key}” that you keep, here or in the file."), key=row.organ)
    body = Organisation.objects.filter(key=row.organisation).first() if row.organisation else None
    if row.organisation and body is None:
        raise Refused(
            "import-represents", _("There is no organisation “{key}”. Take it in first."), key=row.organisation
        )
    if _there(organ, row, body):
        work.came.same += 1
        return
    substitute_for = None
    if row.role == "substitute":
        substitute_for = next((m for m in _live(organ, row) if m.who.casefold() == row.replaces.casefold()), None)
        if substitute_for is None or not row.replaces:
            raise Refused(
                "import-replaces", _("Nobody of this name has a mandate in this organ. Write whom they replace.")
            )
    if row.until is not None and row.until < queries.today():
        work.doubts.at(row.line, "until", _("This term is over already."))
    given(
        organ, role=row.role, since=row.since, until=row.until, name=row.name, represents=body, substitute_for=substitute_for,
        public=row.named,
    )  # fmt: skip
    work.came.seats += 1


def _live(organ: Organ, row: SeatRow) -> list[Mandate]:
    rows = organ.mandates.exclude(role="substitute").exclude(until__lt=row.since).select_related("person")
    return list(rows.order_by("since", "pk"))


def _there(organ: Organ, row: SeatRow, body: Organisation | None) -> bool:
    """Was this mandate taken in before? A later last day is noted."""
    for old in organ.mandates.filter(role=row.role, since=row.since, represents=body).select_related("person"):
        if old.who.casefold() == row.name.casefold():
            if row.until != old.until:
                checks.forwards(old.since, row.until)
                old.until = row.until
                old.save(update_fields=["until"])
            return True
    return False


def _look(work: _Work, seats: Sequence[SeatRow]) -> None:
    """What is odd about the organs that got mandates: more people with a vote than seats, nobody in the chair."""
    first: dict[int, SeatRow] = {}
    for seat in seats:
        if organ := work.organs.get(seat.organ):
            first.setdefault(organ.pk, seat)
    for pk, seat in first.items():
        organ = Organ.objects.get(pk=pk)
        live = queries.mandates_on(organ, queries.today())
        voting = [m for m in live if m.role in VOTING and m.role != "substitute"]
        if organ.seats is not None and len(voting) > organ.seats:
            words = _("{sitting} people hold {seats} seats. End a mandate, or add seats.")
            work.doubts.at(seat.line, "organ", words.format(sitting=len(voting), seats=organ.seats))
        if live and not any(m.role == "chair" for m in live):
            work.doubts.at(seat.line, "role", _("Nobody holds the chair. Give somebody that mandate."))
