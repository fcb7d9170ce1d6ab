"""An inquiry is prepared: what it is about, what lies in its file, by which rule it is counted."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijk.core import clock, documents
from wijk.core.documents import Upload
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.inquiries import access
from wijk.inquiries.actions.holding import check_revision, held, note, text_of, title_of, why_of
from wijk.inquiries.counting import MOST_DAYS, NeverEnds, period
from wijk.inquiries.models import Document, Inquiry, InquiryArea, Rule, Version, terms_of
from wijk.organs.models import Organ
from wijk.territory.queries import touched
from wijk.trail.actions import JSON, record

_DAY = re.compile(r"(\d{4}-)?\d{2}-\d{2}")
#: Words that stand in addresses of the office.
RESERVED = ("new", "rules")
#: Where one speaks, the days are said below it.
LONGEST_INTRO = 3600
#: A plan may be larger than what one sends otherwise.
LARGEST = 60 << 20


@dataclass(frozen=True, slots=True)
class Told:
    """All that one says of an inquiry before it is announced."""

    title: Text
    authority: Organ
    rule: Rule
    fixed: Text
    fixed_by: Text
    fixed_why: Text
    intro: Text = field(default_factory=Text)
    basis: Text = field(default_factory=Text)  #: none: what the rule says
    look_where: Text = field(default_factory=Text)
    look_hours: Text = field(default_factory=Text)
    place: str = ""
    process: str = ""


@transaction.atomic
def draft(viewer: Viewer, *, told: Told, key: str = "") -> Inquiry:
    """Begin to prepare one. Nobody outside the office sees it. NotAllowed, Refused for what does not hold."""
    if not viewer.may(access.DRAFT, access.ground(told.place)):
        raise NotAllowed(access.DRAFT)
    row = Inquiry(key=slugify(key)[:80] or _key_of(told.title))
    if row.key in RESERVED or Inquiry.objects.filter(key=row.key).exists():
        raise Refused("key-taken", _("There is an inquiry with this key already. Choose another one."))
    _put(row, told)
    note(viewer, access.DRAFT, row)
    return row


@transaction.atomic
def change(viewer: Viewer, *, inquiry: Inquiry, told: Told, revision: int) -> Inquiry:
    """Say otherwise what is said of it, as long as it is not announced; afterwards only where and when the file can be seen."""
    row = held(inquiry)
    for place in (row.place, told.place):
        if not viewer.may(access.CHANGE, access.ground(place)):
            raise NotAllowed(access.CHANGE)
    check_revision(row, revision)
    row.revision += 1
    if row.state == "draft":
        _put(row, told)
    else:
        row.look_where, row.look_hours, row.changed_at = text_of(told.look_where), text_of(told.look_hours), clock.now()
        row.save(update_fields=["look_where", "look_hours", "changed_at", "revision"])
    note(viewer, access.CHANGE, row)
    return row


@transaction.atomic
def add_document(
    viewer: Viewer, *, inquiry: Inquiry, upload: Upload, title: Text | None = None, plan: bool = False,
    document: Document | None = None, why: Text | None = None,
) -> Version:  # fmt: skip
    """Lay a document in the file, or (`document`) a new version of one, which stands before the old one. Once it is announced, each
    says why it came later. The same content laid down twice under one document is one version.

    Refused where the file is not what its name says, or after the replies were closed.
    """
    row = held(inquiry)
    access.check(viewer, access.ADD, row)
    later = row.state != "draft"
    if row.state in ("replied", "decided"):
        raise Refused("over", _("The remarks were replied to: the file stays as it is."))
    reason = why_of(why or Text()) if later else text_of(why or Text())
    kept = documents.keep(upload, largest=LARGEST)
    paper = _paper(row, document, title or Text(), plan)
    last = paper.versions.first()
    if last is not None and last.hash == kept.hash:
        return last
    version = Version.objects.create(
        document=paper, number=last.number + 1 if last else 1, hash=kept.hash, filename=kept.name, media_type=kept.media_type,
        size=kept.size, later=later, why=reason,
    )  # fmt: skip
    facts: dict[str, JSON] = {
        "title": dict(paper.title),
        "document": paper.number,
        "version": version.number,
        "sha256": kept.hash,
        "later": later,
    }
    record(viewer, verb=access.ADD, subject=row.subject, area=access.ground(row.place), data=facts)
    return version


@transaction.atomic
def keep_rule(
    viewer: Viewer, *, code: str, title: Text, basis: Text, days: int, working: bool = False, after: bool = True,
    moves: bool = True, listed: Sequence[Mapping[str, Any]] = (), confirmed: bool = False, active: bool = True,
    revision: int | None = None,
) -> Rule:  # fmt: skip
    """Add a legal period, or change one. What was announced keeps the rule that it was announced by."""
    if not viewer.may(access.RULE):
        raise NotAllowed(access.RULE)
    plain_code = slugify(code)[:60]
    if not plain_code:
        raise Refused("no-code", _("Give it a short code of letters and digits, such as “brussels-30”."))
    row = Rule.objects.select_for_update().filter(code=plain_code).first() or Rule(code=plain_code, revision=0)
    if revision is not None and row.revision != revision:
        raise Refused("changed", _("This was changed in the meantime. Look at how it stands now, and change that."))
    if not 1 <= days <= MOST_DAYS:
        raise Refused("no-days", _("Give a number of days between 1 and {most}."), most=MOST_DAYS)
    row.title, row.basis, row.days, row.working = title_of(title), text_of(basis), days, working
    row.after, row.moves, row.confirmed, row.active = after, moves, confirmed, active
    row.listed, row.revision = [_listed(one) for one in listed], row.revision + 1
    try:
        period(terms_of(row.frozen()), date(2026, 1, 1))
    except NeverEnds as fault:
        raise Refused("no-days-left", _("These days leave nothing to count. Take some of them out.")) from fault
    row.save()
    data: dict[str, JSON] = {"title": dict(row.title), "days": days, "confirmed": confirmed}
    record(viewer, verb=access.RULE, subject=Subject("inquiries.rule", row.code), data=data)
    return row


def _listed(one: Mapping[str, Any]) -> dict[str, Any]:
    begins, ends, how = str(one.get("begins", "")).strip(), str(one.get("ends", "")).strip(), str(one.get("how", ""))
    try:
        for said in (begins, ends):
            date.fromisoformat(said if len(said) == len("2027-04-05") else f"2024-{said}")
    except ValueError as fault:
        raise Refused("no-day", _("Write days as 07-15 (each year) or 2027-04-05 (once).")) from fault
    if not _DAY.fullmatch(begins) or len(begins) != len(ends) or how not in ("skipped", "suspended"):
        raise Refused("no-day", _("Write days as 07-15 (each year) or 2027-04-05 (once)."))
    if len(begins) == len("2027-04-05") and ends < begins:
        raise Refused("backwards", _("It ends before it begins. Turn the days round."))
    return {"begins": begins, "ends": ends, "how": how, "title": dict(text_of(Text(one.get("title") or {})))}


def _put(row: Inquiry, told: Told) -> None:
    row.title, row.authority, row.rule = title_of(told.title), told.authority, told.rule
    row.fixed, row.fixed_by, row.fixed_why = text_of(told.fixed), text_of(told.fixed_by), text_of(told.fixed_why)
    if not (row.fixed and row.fixed_by and row.fixed_why):
        raise Refused("no-fixed", _("Say what cannot change, by whom and why, before you ask people anything."))
    row.intro, row.basis = text_of(told.intro, longest=LONGEST_INTRO), text_of(told.basis) or told.rule.basis
    row.look_where, row.look_hours = text_of(told.look_where), text_of(told.look_hours)
    row.place, row.process, row.changed_at = told.place[:80], told.process[:80], clock.now()
    try:
        areas = touched(row.place)
    except Absent as absent:
        raise Refused("no-area", _("We do not know this area. Choose one from the list.")) from absent
    row.save()
    InquiryArea.objects.filter(inquiry=row).delete()
    InquiryArea.objects.bulk_create(InquiryArea(inquiry=row, area=area) for area in sorted(areas))


def _paper(row: Inquiry, document: Document | None, title: Text, plan: bool) -> Document:
    if document is not None:
        found = Document.objects.filter(pk=document.pk, inquiry=row).first()
        if found is None:
            raise Refused("no-document", _("This document lies in another file."))
        return found
    number = (
        Document.objects.filter(inquiry=row).order_by("-number").values_list("number", flat=True).first() or 0
    ) + 1
    return Document.objects.create(inquiry=row, number=number, title=title_of(title), plan=plan)


def _key_of(title: Text) -> str:
    return f"{slugify(title.to('nl'))[:50].strip('-') or 'inquiry'}-{secrets.token_hex(3)}"
