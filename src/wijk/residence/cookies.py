"""What does the browser of somebody without an account hold? A sealed proof, set when they showed where they live and never before."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wijk.core import clock
from wijk.residence import keys
from wijk.residence.access import COOKIE


def remember(response: HttpResponse, proof: str) -> None:
    """Give the proof; it goes with the window, and holds for two hours at most. Nothing for who has an account."""
    if proof:
        response.set_cookie(COOKIE, proof, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def forget(response: HttpResponse) -> None:
    """Take it away."""
    response.delete_cookie(COOKIE, samesite="Lax")


def hand_of(request: HttpRequest) -> str:
    """A mark of where this comes from, of one day; never the address itself."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:  # a proxy of ours stands in front
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", seen)).rpartition(",")[2].strip()
    network = ":".join(seen.split(":")[:4]) if seen.count(":") > 1 and "." not in seen else seen
    return keys.hand(network, clock.today().isoformat()) if seen else ""
