"""Who is looking at this page? Sets `request.viewer` without asking the database before somebody needs to know."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import get_resolver
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.core.errors import Absent, NotAllowed
from wijk.core.viewer import Passerby, Viewer, viewer_of


class ViewerMiddleware:
    """Gives each request its viewer, and stands at the door of the office.

    A visitor without a session cookie is a passer-by at once: no query, no look into the session, so that the page
    can be kept by any cache. What a viewer may not see answers as if it were not there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        request.viewer = SimpleLazyObject(lambda: _viewer(request)) if known else Passerby()  # type: ignore[attr-defined]
        turned = _office_door(request) if _is_office(request.path) else None
        return turned or self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Forbidden and absent are one page."""
        if not isinstance(fault, NotAllowed | Absent):
            return None
        absent: Any = get_resolver().resolve_error_handler(404)
        answer: HttpResponse = absent(request, exception=Http404())
        return answer


def _viewer(request: HttpRequest) -> Viewer:
    person = request.user if hasattr(request, "user") else get_user(request)
    return PersonViewer(person) if isinstance(person, Person) else Passerby()


def _is_office(path: str) -> bool:
    """Does this address lie under /<language>/office/?"""
    parts = path.split("/", 3)
    return len(parts) > 3 and parts[2] == "office"


def _office_door(request: HttpRequest) -> HttpResponse | None:
    """Where to go first: to sign in, or to set up the second factor that the role asks for. None: come in."""
    viewer = viewer_of(request)
    if not viewer.key:
        messages.info(request, _("Sign in first. If you work here, you can then open this page."))
        return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
    if isinstance(viewer, PersonViewer) and viewer.needs_second_factor:
        messages.warning(request, _("Your role reaches far. Set up a second factor first; then the office opens."))
        return redirect("mfa_index")
    return None
