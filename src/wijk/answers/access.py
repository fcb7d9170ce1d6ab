"""Who answers, and where? Services and their members, facilitators; the verbs, the desk and the doors."""

from typing import TypeVar

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.answers.models import GONE, MERGED, Phrase, Reason, Request, Route, Service
from wijk.contributions.access import is_author
from wijk.contributions.models import Contribution, ContributionArea
from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer

ANSWERERS: tuple[Role, ...] = ("service", "facilitator", "manager")
KEEPERS: tuple[Role, ...] = ("manager", "clerk", "administrator")
ANSWER, FORWARD, MERGE, UNMERGE = "answers.answer", "answers.forward", "answers.merge", "answers.unmerge"
BECAME, REOPEN, ESCALATE = "answers.became", "answers.reopen", "answers.escalate"
KEEP_SERVICE, END_SERVICE = "answers.keep_service", "answers.end_service"
KEEP_ROUTE, END_ROUTE, IMPORT = "answers.keep_route", "answers.end_route", "answers.import_routes"
KEEP_REASON, KEEP_PHRASE = "answers.keep_reason", "answers.keep_phrase"

VERBS = [
    Verb.by(ANSWER, ANSWERERS, _("Answered what somebody said: {said}.")),
    Verb.by(FORWARD, ANSWERERS, _("Passed a question on to “{to}”; the promised day stays.")),
    Verb.by(MERGE, ANSWERERS, _("Took two contributions together that say the same.")),
    Verb.by(UNMERGE, ANSWERERS, _("Took two contributions apart again.")),
    Verb.by(BECAME, ANSWERERS, _("Noted what came of a contribution.")),
    Verb.by(REOPEN, [], _("An author asked again, after an answer."), "none"),
    Verb.by(ESCALATE, [], _("The promised day of an answer passed ({due}); the managers were told."), "none"),
    Verb.by(KEEP_SERVICE, KEEPERS, _("Set the service “{title}”: an answer within {days} days.")),
    Verb.by(END_SERVICE, KEEPERS, _("Put the service “{title}” out of use.")),
    Verb.by(KEEP_ROUTE, KEEPERS, _("Set what goes to “{title}”.")),
    Verb.by(END_ROUTE, KEEPERS, _("Took out a route to “{title}”.")),
    Verb.by(IMPORT, KEEPERS, _("Took in services and routes from a file: {services} and {routes}.")),
    Verb.by(KEEP_REASON, KEEPERS, _("Set a reason for which something is refused: “{why}”.")),
    Verb.by(KEEP_PHRASE, [*KEEPERS, "service", "facilitator"], _("Set words that help to answer: “{title}”.")),
]
_SALT = "wijk.answers.author"
Row = TypeVar("Row")


def may(viewer: Viewer, verb: str, request: Request) -> bool:
    """May this viewer do it with this request: by a role where it lies, or as a member of the service?"""
    return viewer.may(verb, ground(request.area)) or is_member(viewer, request.service)


def is_member(viewer: Viewer, service: Service | None) -> bool:
    """Is this person one of the service?"""
    if service is None or not service.active or not isinstance(viewer, PersonViewer) or not viewer.person.is_active:
        return False
    return service.members.filter(pk=viewer.person.pk).exists()


def check(viewer: Viewer, verb: str, request: Request) -> None:
    """NotAllowed for whoever may not."""
    if not may(viewer, verb, request):
        raise NotAllowed(verb)


def places(viewer: Viewer) -> frozenset[str]:
    """Where somebody answers by a role; "" is the whole city."""
    if viewer.may(ANSWER):
        return frozenset({""})
    return viewer.places(ANSWER) if isinstance(viewer, PersonViewer) else frozenset()


def services_of(viewer: Viewer) -> list[int]:
    """The services of which somebody is a member."""
    if not isinstance(viewer, PersonViewer):
        return []
    return list(Service.objects.filter(members=viewer.person, active=True).values_list("pk", flat=True))


def enter_desk(viewer: Viewer) -> "QuerySet[Request]":
    """What somebody may answer. Absent for who answers nothing anywhere."""
    mine, services = places(viewer), services_of(viewer)
    if not mine and not services:
        raise Absent("answers")
    rows = Request.objects.exclude(state=GONE).exclude(state=MERGED)
    if "" in mine:
        return rows
    inside = ContributionArea.objects.filter(area__in=mine).values("contribution")
    return rows.filter(Q(service__in=services) | Q(area__in=mine) | Q(contribution__in=inside))


def open_request(viewer: Viewer, key: str) -> Request:
    """The request about the contribution with this key, for who may answer it. Absent otherwise."""
    rows = Request.objects.select_related("contribution__kind", "contribution__category", "service", "again")
    row = rows.filter(contribution__key=key).first()
    if row is None or not may(viewer, ANSWER, row):
        raise Absent("request")
    return row


def open_other(viewer: Viewer, request: Request, key: str) -> Request:
    """Another request that everybody can read, to take one together with it. Absent otherwise."""
    row = Request.objects.select_related("contribution", "service").filter(contribution__key=key.strip()).first()
    if row is None or not row.contribution.is_shown:
        raise Absent("request")
    return row


def token_of(contribution: Contribution) -> str:
    """The link by which the author of this asks again; it stands in letters to them alone."""
    return signing.dumps(contribution.key, salt=_SALT)


def open_again(viewer: Viewer, *, token: str = "", key: str = "") -> Request:
    """The request behind the link of an author, or behind their account. Absent for anybody else."""
    if token:
        try:
            key = str(signing.loads(token[:500], salt=_SALT))
        except signing.BadSignature:
            raise Absent("request") from None
    rows = Request.objects.select_related("contribution__author", "contribution__kind", "service")
    row = rows.filter(contribution__key=key).first()
    if row is None or row.state in (GONE, MERGED) or not (token or is_author(viewer, row.contribution)):
        raise Absent("request")
    return row


def enter_office(viewer: Viewer, verb: str = KEEP_SERVICE) -> None:
    """The door of the office of services, routes and reasons; Absent for who does not keep them."""
    if not viewer.may(verb):
        raise Absent("answers")


def open_service(viewer: Viewer, key: str) -> Service:
    """A service, for who keeps them."""
    enter_office(viewer)
    return _found(Service.objects.filter(key=key).first())


def open_route(viewer: Viewer, number: int) -> Route:
    """A route, for who keeps them."""
    enter_office(viewer, KEEP_ROUTE)
    return _found(Route.objects.select_related("service").filter(pk=number).first())


def open_reason(viewer: Viewer, code: str) -> Reason:
    """A reason, for who keeps them."""
    enter_office(viewer, KEEP_REASON)
    return _found(Reason.objects.filter(code=code).first())


def open_phrase(viewer: Viewer, code: str) -> Phrase:
    """Words that help, for who keeps them."""
    enter_office(viewer, KEEP_PHRASE)
    return _found(Phrase.objects.filter(code=code).first())


def _found(row: Row | None) -> Row:
    if row is None:
        raise Absent("answers")
    return row


def ground(area: str) -> str:
    """Rights are given in areas: what lies in a perimeter is for the whole city."""
    return "" if area.startswith("perimeter/") else area
