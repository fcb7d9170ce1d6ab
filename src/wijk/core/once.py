"""When is a form of the office the same form sent again? A double click, a retry, a tab restored: it counts once.

Each page masks its token against forged requests anew, so that a form that was loaded once carries a token that no other has. The same
token with the same words at the same address is the same form, and leads where the first one led. Whoever loads the page afresh and says
the same again means it. Forms for everybody have the guard of `moderation` instead; votes count by voice.
"""

import json
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import salted_hmac

from wijk.core import clock
from wijk.core.models import Sent

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a box
#: A tab that is restored later than this is a new form.
KEPT = timedelta(days=7)
#: The second of a double click waits so long for the first; a process that died is waited for no longer.
PATIENCE, STEP = 10.0, 0.05


class Once:
    """The middleware. It stands behind those that know who comes and that refuse forged requests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note where a form led, or that it is not done."""
        answer = self.get_response(request)
        if key := getattr(request, "sent_key", ""):
            if answer.status_code == 302:
                Sent.objects.filter(key=key).update(led_to=answer["Location"][:500])
            else:
                Sent.objects.filter(key=key).delete()
        return answer

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Lead the same form to where the first one led."""
        key = _key(request)
        if not key:
            return None
        led_to = _led_to(key)
        if led_to:
            return HttpResponseRedirect(led_to)
        request.sent_key = key  # type: ignore[attr-defined]
        return None


def _key(request: HttpRequest) -> str:
    """What makes this form this form; "" for all that is no form of the office."""
    if request.method != "POST" or request.path_info[3:11] != "/office/" or not request.user.is_authenticated:
        return ""
    if not request.POST.get(TOKEN):
        return ""
    files = sorted((box, one.name, one.size) for box, many in request.FILES.lists() for one in many)
    told = [request.user.pk, request.path_info, sorted(request.POST.lists()), files]
    return salted_hmac("wijk.core.once", json.dumps(told), algorithm="sha256").hexdigest()


def _led_to(key: str) -> str:
    """Where it led before; "" for the first, which is noted, and where the first never came to an end."""
    Sent.objects.filter(at__lt=clock.now() - KEPT).delete()
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with transaction.atomic():
                Sent.objects.create(key=key)
            return ""
        except IntegrityError:
            found = Sent.objects.filter(key=key).values_list("led_to", flat=True).first()
        if found or (found == "" and time.monotonic() > until):
            return found or ""
        if found == "":
            time.sleep(STEP)
