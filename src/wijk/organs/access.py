"""Who keeps an organ? Offices that work in its area, and its own chair and secretary by their mandate."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.organs.models import Decision, Mandate, Opinion, Organ
from wijk.organs.queries import kept, today

_OFFICES: list[Role] = ["clerk", "facilitator", "manager", "administrator"]
KEEP = "organs.change_organ"
VERBS = [
    Verb.by(
        "organs.import_organs",
        _OFFICES,
        _("Took in organs from a file: {added} new, {changed} changed; mandates: {seats}."),
    ),
    Verb.by("organs.keep_kind", ["administrator"], _("Set what organs of the kind {title} may do.")),
    Verb.by("organs.found_organ", _OFFICES, _("Founded the organ {title}.")),
    Verb.by(KEEP, _OFFICES, _("Changed how the organ {title} works.")),
    Verb.by("organs.prolong_group", _OFFICES, _("Prolonged the group {title} until {until}.")),
    Verb.by("organs.end_organ", _OFFICES, _("The organ {title} ended on {until}.")),
    Verb.by("organs.give_mandate", _OFFICES, _("Gave a mandate in the organ {title}.")),
    Verb.by("organs.end_mandate", _OFFICES, _("A mandate in the organ {title} ends on {until}.")),
    Verb.by("organs.decide", _OFFICES, _("Noted a decision of the organ {organ}.")),
    Verb.by("organs.ask_opinion", _OFFICES, _("Asked the organ {organ} for its opinion, by {due}.")),
    Verb.by("organs.give_opinion", _OFFICES, _("Noted the opinion of the organ {organ}.")),
    Verb.by("organs.reply_to_opinion", _OFFICES, _("Replied to the opinion of the organ {organ}.")),
]


def may_found(viewer: Viewer, place: str) -> bool:
    """May the viewer found organs of this place?"""
    return viewer.may("organs.found_organ", place)


def keeps(viewer: Viewer, organ: Organ) -> bool:
    """Does the viewer keep this organ: by a role in its area, or as chair or secretary, today, of it or of the organ that set it up?"""
    if viewer.may(KEEP, organ.place):
        return True
    if not viewer.key:
        return False
    led = Mandate.objects.on(today()).filter(person__key=viewer.key, role__in=("chair", "secretary"))
    return led.filter(organ__in=[pk for pk in (organ.pk, organ.parent_id) if pk is not None]).exists()


def sits(viewer: Viewer, organ: Organ, on: date | None = None, *, roles: tuple[str, ...] = ()) -> Mandate | None:
    """The mandate of the viewer in this organ on a day (today); None where there is none. One query, none for a passer-by."""
    if not viewer.key:
        return None
    rows = organ.mandates.on(on or today()).filter(person__key=viewer.key)
    return (rows.filter(role__in=roles) if roles else rows).order_by("pk").first()


def open_office(viewer: Viewer) -> None:
    """The office pages of organs, for those who keep some anywhere; NotAllowed for everybody else."""
    places = getattr(viewer, "places", None)
    if not (viewer.may("organs.found_organ") or (places and places("organs.found_organ"))):
        raise NotAllowed("organs.found_organ")


def places_of(viewer: Viewer) -> Collection[str] | None:
    """Where the viewer may keep organs by a role: areas, or None for the whole city."""
    if viewer.may(KEEP):
        return None
    places = getattr(viewer, "places", None)
    return frozenset(places(KEEP)) if places else frozenset()


def kept_by(viewer: Viewer) -> list[Organ]:
    """The living organs that the viewer keeps, by a role or a mandate, for a choice."""
    day = today()
    rows = [o for o in kept(places_of(viewer)) if o.lives(day) and viewer.may(KEEP, o.place)]
    leads = (
        Mandate.objects.on(day).filter(person__key=viewer.key, role__in=("chair", "secretary")) if viewer.key else ()
    )
    known = {organ.pk for organ in rows}
    own = Organ.objects.live(day).filter(pk__in=[m.organ_id for m in leads if m.organ_id not in known])
    return [*rows, *own.order_by("key")]


def open_organ(viewer: Viewer, key: str) -> Organ:
    """An organ for reading: public, or the viewer keeps it or sits in it. Absent and forbidden look the same."""
    organ = Organ.objects.select_related("parent").filter(key=key).first()
    if organ is None or not (organ.public or keeps(viewer, organ) or sits(viewer, organ)):
        raise Absent("organ")
    return organ


def keep_organ(viewer: Viewer, key: str) -> Organ:
    """An organ for somebody who keeps it; absent for everybody else."""
    organ = Organ.objects.select_related("parent").filter(key=key).first()
    if organ is None or not keeps(viewer, organ):
        raise Absent("organ")
    return organ


def open_decision(viewer: Viewer, key: str) -> Decision:
    """A decision for reading: public, or the viewer keeps or sits in the organ."""
    found = Decision.objects.select_related("organ", "corrects").filter(key=key).first()
    if found is None or not ((found.public and found.organ.public) or _inside(viewer, found.organ)):
        raise Absent("decision")
    return found


def open_opinion(viewer: Viewer, key: str) -> Opinion:
    """An opinion for reading: public, or the viewer keeps or sits in the organ, or keeps the one that asked."""
    found = Opinion.objects.select_related("organ", "by", "decision").filter(key=key).first()
    if found is None:
        raise Absent("opinion")
    if (found.public and found.organ.public) or _inside(viewer, found.organ) or answers(viewer, found):
        return found
    raise Absent("opinion")


def answers(viewer: Viewer, opinion: Opinion) -> bool:
    """May the viewer reply to this opinion: whoever keeps the organ that asked, or the office where no organ did?"""
    if opinion.by is not None:
        return keeps(viewer, opinion.by)
    return viewer.may("organs.reply_to_opinion", opinion.organ.place)


def _inside(viewer: Viewer, organ: Organ) -> bool:
    return keeps(viewer, organ) or sits(viewer, organ) is not None
