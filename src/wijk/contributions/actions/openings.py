"""The office opens, changes and closes the places to speak, and keeps the kinds and categories."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijk.contributions import access
from wijk.contributions.models import WHO, Category, Kind, Opening, OpeningArea
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.territory.queries import touched
from wijk.trail.actions import JSON, record
from wijk.ui import plain

LONGEST_TITLE, LONGEST_TEXT = 150, 4000
#: Steps of the palette.
HUES = range(11)


@dataclass(frozen=True, slots=True)
class Terms:
    """All that one says of an opening. What cannot change, by whom and why is said before anybody is asked anything."""

    title: Text
    fixed: Text
    fixed_by: Text
    fixed_why: Text
    intro: Text = field(default_factory=Text)
    place: str = ""
    process: str = ""
    phase: str = ""
    kinds: Sequence[str] = ()
    categories: Sequence[str] = ()
    who: str = "confirmed"
    before: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    takes_late: bool | None = None  #: what comes after it closed is taken in, too; None leaves it as it is


@transaction.atomic
def open_place(viewer: Viewer, *, terms: Terms, key: str = "") -> Opening:
    """Open a place to speak. Raises NotAllowed, Absent for a place that is not there, Refused for what does not hold."""
    if not viewer.may(access.OPEN, access.ground(terms.place)):
        raise NotAllowed(access.OPEN)
    row = Opening(key=slugify(key)[:80] or _key_of(terms.title))
    if Opening.objects.filter(key=row.key).exists():
        raise Refused("key-taken", _("There is an opening with this key already. Choose another one."))
    _put(row, terms)
    _note(viewer, access.OPEN, row)
    return row


@transaction.atomic
def change_opening(viewer: Viewer, *, opening: Opening, terms: Terms, revision: int) -> Opening:
    """Change what is said of it. `revision` is the one that was looked at: Refused where somebody else was first."""
    row = Opening.objects.select_for_update().get(pk=opening.pk)
    for place in (row.place, terms.place):
        if not viewer.may(access.CHANGE, access.ground(place)):
            raise NotAllowed(access.CHANGE)
    _free(row)
    if row.revision != revision:
        raise Refused("changed", _("This was changed in the meantime. Look at how it stands now, and change that."))
    if row.key == "city" and (terms.place or terms.process or terms.closes_at):
        raise Refused("city", _("This one is for the whole city and always open. Open another one beside it."))
    row.revision += 1
    _put(row, terms)
    _note(viewer, access.CHANGE, row)
    return row


@transaction.atomic
def close_opening(viewer: Viewer, *, opening: Opening) -> Opening:
    """From now on nobody speaks there; what was said stays readable. Closing twice changes nothing."""
    row = Opening.objects.select_for_update().get(pk=opening.pk)
    if not viewer.may(access.CLOSE, access.ground(row.place)):
        raise NotAllowed(access.CLOSE)
    if row.key == "city":
        raise Refused("city", _("This one is for the whole city and always open. Open another one beside it."))
    _free(row)
    now = clock.now()
    if row.closes_at is None or row.closes_at > now:
        row.closes_at, row.revision = max(now, row.opens_at), row.revision + 1
        row.save(update_fields=["closes_at", "revision"])
        _note(viewer, access.CLOSE, row)
    return row


def prolong(opening: Opening, *, closes_at: datetime, intro: Text) -> None:
    """A part of another room's verb: it closes later, and says so. No line in the trail of its own."""
    row = Opening.objects.select_for_update().get(pk=opening.pk)
    if row.closes_at is not None and closes_at < row.closes_at:
        raise ValueError("an opening is only made longer")
    row.closes_at, row.intro, row.revision = closes_at, intro, row.revision + 1
    row.save(update_fields=["closes_at", "intro", "revision"])


@transaction.atomic
def keep_kind(
    viewer: Viewer, *, code: str, title: Text, hint: Text, located: bool = False, answered: bool = True, order: int = 50,
    active: bool = True, fields: Sequence[dict[str, Any]] | None = None, revision: int | None = None,
) -> Kind:  # fmt: skip
    """Add a kind of contribution or change one. `fields` are its own questions; None leaves them as they are, and `keep_questions`
    changes them. `revision` is the one that was looked at: Refused where somebody else was first; 0 makes a new one."""
    if not viewer.may(access.KEEP_KIND):
        raise NotAllowed(access.KEEP_KIND)
    _check(title, hint)
    told = {"title": title, "hint": hint, "located": located, "answered": answered, "order": order, "active": active}
    if fields is not None:
        told["fields"] = list(fields)
    known = Kind.objects.select_for_update().filter(code=_code(code)).first()
    if known is not None and revision == 0:
        raise Refused("code-taken", _("There is a kind with this code already. Choose another one."))
    if known is not None and revision is not None and known.revision != revision:
        raise Refused("changed", _("This was changed in the meantime. Look at how it stands now, and change that."))
    told["revision"] = known.revision + 1 if known is not None else 1
    row, _made = Kind.objects.update_or_create(code=_code(code), defaults=told)
    record(viewer, verb=access.KEEP_KIND, subject=Subject("contributions.kind", row.code), data={"title": dict(title)})
    return row


@transaction.atomic
def keep_category(
    viewer: Viewer, *, code: str, title: Text, hue: int = 0, order: int = 50, active: bool = True
) -> Category:
    """Add a category or change one."""
    if not viewer.may(access.KEEP_CATEGORY):
        raise NotAllowed(access.KEEP_CATEGORY)
    _check(title)
    if hue not in HUES:
        raise Refused("no-hue", _("Choose one of the colours, from 0 to 10."))
    told = {"title": title, "hue": hue, "order": order, "active": active}
    row, _made = Category.objects.update_or_create(code=_code(code), defaults=told)
    subject = Subject("contributions.category", row.code)
    record(viewer, verb=access.KEEP_CATEGORY, subject=subject, data={"title": dict(title)})
    return row


def _put(row: Opening, terms: Terms) -> None:
    """Check the terms and write them."""
    texts = {name: getattr(terms, name) for name in ("title", "intro", "fixed", "fixed_by", "fixed_why")}
    _check(terms.title, *texts.values())
    if not (terms.fixed and terms.fixed_by and terms.fixed_why):
        raise Refused("no-fixed", _("Say what cannot change, by whom and why, before you ask people anything."))
    if terms.who not in WHO:
        raise Refused("no-who", _("Choose who may speak here."))
    opens = terms.opens_at or row.opens_at
    if terms.closes_at is not None and terms.closes_at <= opens:
        raise Refused("backwards", _("It closes before it opens. Choose a later moment to close."))
    _known(Kind.objects.filter(code__in=terms.kinds).count(), terms.kinds)
    _known(Category.objects.filter(code__in=terms.categories).count(), terms.categories)
    areas = _areas(terms.place)
    for name, text in texts.items():
        setattr(row, name, text)
    row.place, row.process, row.phase, row.who, row.before = (
        terms.place,
        terms.process[:80],
        terms.phase[:40],
        terms.who,
        terms.before,
    )
    row.kinds, row.categories = list(terms.kinds), list(terms.categories)
    row.opens_at, row.closes_at = opens, terms.closes_at
    row.takes_late = row.takes_late if terms.takes_late is None else terms.takes_late
    row.save()
    OpeningArea.objects.filter(opening=row).delete()
    OpeningArea.objects.bulk_create(OpeningArea(opening=row, area=area) for area in sorted(areas))


def _free(row: Opening) -> None:
    """Its days are not those of another room."""
    if row.takes_late:
        raise Refused(
            "kept", _("This belongs to a public inquiry, which keeps its days and its words. Change them there.")
        )


def _areas(place: str) -> frozenset[str]:
    try:
        return touched(place)
    except Absent as absent:
        raise Refused("no-area", _("We do not know this area. Choose one from the list.")) from absent


def _known(found: int, asked: Sequence[str]) -> None:
    if found != len(set(asked)):
        raise Refused("unknown-code", _("One of the chosen kinds or categories is not there any more."))


def _check(title: Text, *texts: Text) -> None:
    if not title:
        raise Refused("no-title", _("Give it a title in at least one language."))
    for words in title.values():
        plain.line(words, longest=LONGEST_TITLE)
    for text in texts:
        for words in text.values():
            plain.clean(words, longest=LONGEST_TEXT)


def _code(code: str) -> str:
    plain_code = slugify(code)[:30]
    if not plain_code:
        raise Refused("no-code", _("Give it a short code of letters and digits, such as “mobility”."))
    return plain_code


def _key_of(title: Text) -> str:
    return f"{slugify(title.to('nl'))[:50].strip('-') or 'opening'}-{secrets.token_hex(3)}"


def _note(viewer: Viewer, verb: str, row: Opening) -> None:
    data: dict[str, JSON] = {"title": dict(row.title), "who": row.who, "before": row.before}
    record(
        viewer, verb=verb, subject=Subject("contributions.opening", row.key), area=access.ground(row.place), data=data
    )
