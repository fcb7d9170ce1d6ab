"""The office keeps services and their people, routes, the public list of reasons, and words that help to answer."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.answers import access
from wijk.answers.compute import MOST_DAYS
from wijk.answers.models import OPEN, OUTCOMES, Phrase, Reason, Request, Route, Service
from wijk.contributions.models import Category, Kind, Opening
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.territory.queries import touched
from wijk.trail.actions import JSON, record
from wijk.ui.plain import clean, line


@transaction.atomic
def keep_service(
    viewer: Viewer, *, key: str, title: Text, days: int, working: bool = True, place: str = "",
    members: Iterable[Person] | None = None, revision: int | None = None,
) -> Service:  # fmt: skip
    """Add a service, or change one. `members` answer for it; None leaves them as they are. Refused for a faulty key, no name, days
    out of reach, an unknown place, and where somebody else changed it in the meantime."""
    _may(viewer, access.KEEP_SERVICE)
    made = write_service(key=key, title=title, days=days, working=working, place=place, revision=revision)
    if members is not None:
        made.members.set(list(members))
    data: dict[str, JSON] = {
        "title": dict(made.title), "days": made.days, "working": working, "place": place, "members": made.members.count(),
    }  # fmt: skip
    record(viewer, verb=access.KEEP_SERVICE, subject=Subject("answers.service", made.key), data=data)
    return made


def write_service(
    *, key: str, title: Text, days: int, working: bool, place: str, revision: int | None = None
) -> Service:
    """The checks and the writing: a part of `keep_service` and of `import_routes`."""
    _code(key, 60)
    told = Text({language: line(words, longest=120) for language, words in title.items()})
    if not told:
        raise Refused("no-title", _("A service needs a name."))
    days_of(days)
    place_of(place)
    values = {"title": told, "days": days, "working": working, "place": place, "active": True}
    made, new = Service.objects.get_or_create(key=key, defaults=values)
    if not new:
        rows = Service.objects.filter(pk=made.pk)
        if not (rows.filter(revision=revision) if revision else rows).update(**values, revision=F("revision") + 1):
            raise Refused(
                "changed", _("Somebody else changed this service in the meantime. Look at how it stands now.")
            )
        made.refresh_from_db()
    return made


@transaction.atomic
def end_service(viewer: Viewer, *, service: Service, to: Service | None = None) -> int:
    """Put a service out of use. What waits there goes to `to`, else to the facilitators; the promised days stay. How many that were."""
    _may(viewer, access.END_SERVICE)
    if to is not None and (to.pk == service.pk or not to.active):
        raise Refused("no-service", _("This service is no longer in use. Choose another one."))
    Service.objects.filter(pk=service.pk).update(active=False, revision=F("revision") + 1)
    moved = Request.objects.filter(service=service, state=OPEN).update(service=to, version=F("version") + 1)
    data: dict[str, JSON] = {"title": dict(service.title), "count": moved, "to": to.key if to else ""}
    record(viewer, verb=access.END_SERVICE, subject=Subject("answers.service", service.key), data=data)
    return moved


@transaction.atomic
def keep_route(
    viewer: Viewer, *, service: Service, opening: str = "", area: str = "", kind: str = "", category: str = "",
    days: int | None = None, route: Route | None = None,
) -> Route:  # fmt: skip
    """Say what goes to a service: by opening, area, kind, category; what is empty asks nothing."""
    _may(viewer, access.KEEP_ROUTE)
    made = write_route(
        service=service, opening=opening, area=area, kind=kind, category=category, days=days, route=route
    )
    data: dict[str, JSON] = {
        "title": dict(service.title), "opening": opening, "kind": kind, "category": category, "days": days, "place": area,
    }  # fmt: skip
    record(viewer, verb=access.KEEP_ROUTE, subject=Subject("answers.service", service.key), data=data)
    return made


def write_route(
    *, service: Service, opening: str, area: str, kind: str, category: str, days: int | None, route: Route | None = None
) -> Route:
    """The checks and the writing: a part of `keep_route` and of `import_routes`."""
    if not service.active:
        raise Refused("no-service", _("This service is no longer in use. Choose another one."))
    if kind and not Kind.objects.filter(code=kind, answered=True).exists():
        raise Refused("no-kind", _("There is no such kind that is answered: {what}."), what=kind)
    if category and not Category.objects.filter(code=category).exists():
        raise Refused("no-category", _("There is no such category: {what}."), what=category)
    if opening and not Opening.objects.filter(key=opening).exists():
        raise Refused("no-opening", _("There is no such place to speak: {what}."), what=opening)
    place_of(area)
    if days is not None:
        days_of(days)
    asked: dict[str, Any] = {"service": service, "opening": opening, "area": area, "kind": kind, "category": category}
    if route is None:
        return Route.objects.update_or_create(**asked, defaults={"days": days})[0]
    if Route.objects.filter(**asked).exclude(pk=route.pk).exists():
        raise Refused("route-twice", _("This service has this very route already."))
    for name, value in {**asked, "days": days}.items():
        setattr(route, name, value)
    route.save()
    return route


@transaction.atomic
def end_route(viewer: Viewer, *, route: Route) -> None:
    """Take a route out. What waits stays where it is."""
    _may(viewer, access.END_ROUTE)
    title = dict(route.service.title)
    if not Route.objects.filter(pk=route.pk).delete()[0]:
        raise Absent("route")
    record(viewer, verb=access.END_ROUTE, subject=Subject("answers.service", route.service.key), data={"title": title})


@transaction.atomic
def keep_reason(
    viewer: Viewer, *, code: str, title: Text, words: Text, active: bool = True, order: int = 100
) -> Reason:
    """Add a reason to the public list, or say one otherwise, in the three languages. What was used is put out of use, never taken out."""
    _may(viewer, access.KEEP_REASON)
    _code(code, 40)
    told = {"title": _said(title, 120), "words": _said(words, 1000)}
    if told["title"].missing() or told["words"].missing():
        raise Refused("three-languages", _("Everybody must be able to read this: say it in Dutch, French and English."))
    if not active and not Reason.objects.filter(active=True).exclude(code=code).exists():
        raise Refused("last-reason", _("One reason must stay: without one nothing could be refused."))
    values = {**told, "active": active, "order": min(max(order, 0), 30_000)}
    made, _new = Reason.objects.update_or_create(code=code, defaults=values)
    data: dict[str, JSON] = {"reason": code, "why": dict(told["title"]), "words": dict(told["words"]), "active": active}
    record(viewer, verb=access.KEEP_REASON, subject=Subject("answers.reason", code), data=data)
    return made


@transaction.atomic
def keep_phrase(
    viewer: Viewer, *, code: str, title: Text, words: Text, outcome: str = "", service: Service | None = None, active: bool = True
) -> Phrase:  # fmt: skip
    """Add or change words that help to answer, for one service or for all."""
    _may(viewer, access.KEEP_PHRASE)
    _code(code, 60)
    if outcome and (outcome not in OUTCOMES or outcome == "forwarded"):
        raise Refused("no-outcome", _("Choose what the answer is: yes, no, an answer, done, or that it needs nothing."))
    told = {"title": _said(title, 120), "words": _said(words, 2000)}
    if not told["title"] or not told["words"]:
        raise Refused("no-words", _("Give these words a name, and say them in at least one language."))
    values = {**told, "outcome": outcome, "service": service, "active": active}
    made, _new = Phrase.objects.update_or_create(code=code, defaults=values)
    data: dict[str, JSON] = {"title": dict(told["title"]), "service": service.key if service else "", "active": active}
    record(viewer, verb=access.KEEP_PHRASE, subject=Subject("answers.phrase", code), data=data)
    return made


def _may(viewer: Viewer, verb: str) -> None:
    if not viewer.may(verb):
        raise NotAllowed(verb)


def _code(code: str, longest: int) -> None:
    if (
        not code
        or len(code) > longest
        or not code.replace("-", "").isalnum()
        or not code.isascii()
        or code != code.lower()
    ):
        raise Refused("code", _("The code has small letters, digits and hyphens, {most} at most."), most=longest)


def days_of(days: int) -> None:
    """Refused for days that nobody can promise."""
    if not 1 <= days <= MOST_DAYS:
        raise Refused("days", _("Promise an answer within 1 to {most} days."), most=MOST_DAYS)


def place_of(ref: str) -> None:
    """Refused where there is no such area."""
    try:
        touched(ref)
    except Absent as absent:
        raise Refused("no-area", _("We do not know this area: {what}."), what=ref) from absent


def _said(text: Text, longest: int) -> Text:
    return Text({language: clean(words, longest=longest) for language, words in text.items()})
