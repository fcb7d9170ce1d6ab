"""Who is looking at this page? Sets `request.viewer` without asking the database before somebody needs to know."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.core.viewer import Passerby, Viewer


class ViewerMiddleware:
    """Gives each request its viewer.

    A visitor without a session cookie is a passer-by at once: no query, no look into the session, so that the page
    can be kept by any cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        request.viewer = SimpleLazyObject(lambda: _viewer(request)) if known else Passerby()  # type: ignore[attr-defined]
        return self.get_response(request)


def _viewer(request: HttpRequest) -> Viewer:
    person = request.user if hasattr(request, "user") else get_user(request)
    return PersonViewer(person) if isinstance(person, Person) else Passerby()
