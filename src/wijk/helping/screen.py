"""A browser that stands at a stand: which pages does it open, and what does each of them forget?

Nothing of this happens in any other browser: without the cookie of a screen the request goes on at once. A screen opens the pages at
`/counter/`, those by which one says where one lives, and the one on which who works here signs in, which ends it. Everything else leads
back to the beginning.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import override

from wijk.core.viewer import viewer_of
from wijk.helping import access, queries, visits
from wijk.ui.screen import Screen

#: What a screen opens besides the pages at `/counter/`.
OPENS = frozenset(
    {
        *(f"residence:{page}" for page in ("asked", "declare", "letter", "code", "line", "at_counter", "about", "kept", "forget")),
        *("account_login", "account_logout", "account_reauthenticate", "mfa_authenticate"),
        *("openid_connect_login", "openid_connect_callback"),
    }
)  # fmt: skip
#: Pages of other rooms for which a screen has one of its own.
INSTEAD = {"conversations:conversation": "helping:counter_talk", "contributions:say_at": "helping:counter_say_at"}


class CounterScreen:
    """Makes a browser with the cookie of a screen a screen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        counter = visits.counter_of(request) if visits.SCREEN in request.COOKIES else None
        if counter is None:
            return self.get_response(request)
        if access.ends_counter(viewer_of(request), counter.stop):
            answer = self.get_response(request)
            visits.end(answer)
            return answer
        with override(visits.language_of(counter)):
            home = reverse("helping:counter")
        staff = f"{reverse('account_login')}?next={reverse('helping:open_counter')}"
        where = queries.name_of(counter.area, counter.stop)
        request.counter = counter  # type: ignore[attr-defined]
        request.screen = Screen(home, where, staff, in_use=True)  # type: ignore[attr-defined]
        answer = self.get_response(request)
        answer["Cache-Control"] = "no-store, private"
        return answer

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """Lead back what a screen does not open."""
        match = request.resolver_match
        if not hasattr(request, "counter") or match is None:
            return None
        name = match.view_name
        if name in OPENS or name.startswith("helping:counter"):
            return None
        return redirect(INSTEAD[name], **kwargs) if name in INSTEAD else redirect("helping:counter")
