"""The verbs of the toolbox: plans of one's own, cards and closures of the city."""

import json
import secrets
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijk.accounts.access import PersonViewer
from wijk.core import clock
from wijk.core.errors import Absent, Faulty, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.toolbox import access, compute, deck, exporters, importers, plans
from wijk.toolbox.models import Closure, KeptCard, SavedPlan
from wijk.toolbox.plans import Wish
from wijk.trail.actions import record

#: So long a closure may be.
LONGEST = 100
#: So many plans somebody may keep.
MOST = 200
#: As what a plan comes out of a file.
Form = Literal["text", "json", "ics"]

FAULTS: dict[str, Any] = {
    "code": gettext_lazy("The short code “{told}” cannot be used. Take small letters, digits and hyphens, such as street-table."),
    "codes": gettext_lazy("{where}: choose among {told}."),
    "number": gettext_lazy("{where}: give a whole number ({told})."),
    "group": gettext_lazy("group: give the smallest and the largest group, such as [6, 15]."),
    "words": gettext_lazy("{where}: say this in words."),
    "list": gettext_lazy("{where}: give a list of sentences, as many in each language."),
    "unknown": gettext_lazy("{where}: say true or false."),
}  # fmt: skip


@transaction.atomic
def keep_plan(viewer: Viewer, *, wish: Wish, key: str = "") -> SavedPlan:
    """Reckon a wish and keep it with its plan, under a fresh key or (with `key`) in place of a plan of one's own.

    Raises NotAllowed, Absent for somebody else's plan, Refused when nothing can be planned, or nothing was given a title.
    """
    if not isinstance(viewer, PersonViewer) or not viewer.may(access.KEEP, wish.place):
        raise NotAllowed(access.KEEP)
    if not wish.title:
        raise Refused("plan-untitled", _("Give the plan a title."))
    if key:
        row = access.open_plan(viewer, key)
    else:
        if SavedPlan.objects.filter(person=viewer.person).count() >= MOST:
            raise Refused("plans-many", _("You keep {most} plans already. Throw one away first."), most=MOST)
        row = SavedPlan(key=secrets.token_hex(6), person=viewer.person)
    made = compute.plan(wish, key=row.key)
    row.title, row.place, row.method = wish.title, wish.place, made.method
    row.wish, row.made, row.changed_at = plans.told(wish), plans.told(made), clock.now()
    row.save()
    data: dict[str, int | str] = {"cards": len(made.choices), "warnings": len(made.warnings), "method": made.method}
    record(viewer, verb=access.KEEP, subject=Subject("toolbox.plan", row.key), area=wish.place, data=data)
    return row


def reckon_file(*, written: bytes, form: Form = "text") -> bytes:
    """The plan that a TOML file asks for, as text, JSON or iCalendar; nothing is kept. Faulty with all that is wrong, Refused."""
    made = compute.plan(importers.wish_of_toml(written), key=blake2b(written, digest_size=6).hexdigest())
    if form == "ics":
        return exporters.calendar(made, clock.now())
    if form == "json":
        return json.dumps(exporters.as_json(made), ensure_ascii=False, indent=1).encode() + b"\n"
    return exporters.text(made).encode()


@transaction.atomic
def drop_plan(viewer: Viewer, *, key: str) -> None:
    """Throw away a plan of one's own. Raises Absent."""
    row = access.open_plan(viewer, key)
    place = row.place
    row.delete()
    record(viewer, verb=access.DROP, subject=Subject("toolbox.plan", key), area=place, data={})


@transaction.atomic
def keep_card(viewer: Viewer, *, facts: Mapping[str, Any]) -> KeptCard:
    """Add a card of the city, or its own version of one, from a card's document. Raises NotAllowed, Faulty with all that is wrong."""
    _may(viewer, "toolbox.keep_card")
    wrong = deck.faults(facts)
    if wrong:
        raise Faulty([str(FAULTS[f.code]).format(where=f.where, told=f.told) for f in wrong], code="card-faulty")
    row = KeptCard.objects.filter(code=facts["code"]).first() or KeptCard(code=facts["code"])
    row.facts, row.changed_at, row.retired = dict(facts), clock.now(), False
    row.save()
    title = {k: facts[k]["title"] for k in ("nl", "fr", "en") if k in facts}
    _record(viewer, "toolbox.keep_card", "card", row.code, {"card": row.code, "title": title})
    return row


@transaction.atomic
def retire_card(viewer: Viewer, *, code: str, retired: bool = True) -> KeptCard:
    """Say that a card is not used here (or, with `retired=False`, that it is again). Plans that hold it keep it. Raises Absent."""
    _may(viewer, "toolbox.retire_card")
    row = KeptCard.objects.filter(code=code).first()
    if row is None and code not in deck.built_in():
        raise Absent(code)
    row = row or KeptCard(code=code)
    row.retired, row.changed_at = retired, clock.now()
    row.save()
    _record(viewer, "toolbox.retire_card", "card", code, {"card": code, "retired": retired})
    return row


@transaction.atomic
def keep_closure(viewer: Viewer, *, title: Text, kind: str, start: date, end: date) -> Closure:
    """Note days on which nobody meets ("school"), or nobody works either ("office"). Raises NotAllowed, Refused."""
    _may(viewer, "toolbox.keep_closure")
    if kind not in Closure.KINDS:
        raise Refused("closure-kind", _("Say whether the office is closed, or only no meetings are held."))
    if not title:
        raise Refused("closure-untitled", _("Say what the days are, such as “Autumn holiday”."))
    if end < start:
        raise Refused("closure-backwards", _("The closure ends before it begins. Correct one of the two days."))
    if (end - start).days >= LONGEST:
        raise Refused("closure-long", _("A closure lasts at most {most} days. Correct its last day."), most=LONGEST)
    row = Closure.objects.create(title=title, kind=kind, start=start, end=end)
    data = {"start": start.isoformat(), "end": end.isoformat(), "kind": kind, "title": dict(title)}
    _record(viewer, "toolbox.keep_closure", "closure", str(row.pk), data)
    return row


@transaction.atomic
def drop_closure(viewer: Viewer, *, pk: int) -> None:
    """Take a closure back. Raises NotAllowed, Absent."""
    _may(viewer, "toolbox.drop_closure")
    row = Closure.objects.filter(pk=pk).first()
    if row is None:
        raise Absent("closure")
    data = {"start": row.start.isoformat(), "end": row.end.isoformat()}
    row.delete()
    _record(viewer, "toolbox.drop_closure", "closure", str(pk), data)


def _may(viewer: Viewer, verb: str) -> None:
    if not viewer.may(verb):
        raise NotAllowed(verb)


def _record(viewer: Viewer, verb: str, noun: str, key: str, data: dict[str, Any]) -> None:
    record(viewer, verb=verb, subject=Subject(f"toolbox.{noun}", key), data=data)
