"""What every open page does: read its parameters without fear, answer an absence kindly, and let others keep a copy."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from wijk.core.errors import Absent

View = Callable[..., HttpResponse]
#: Longer than any code, period or name of an area set.
LONGEST = 120


def open_page(view: View) -> View:
    """A page without anything personal: an absence becomes "not found", and a passer-by's copy may be kept for a minute."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        if any("\0" in str(value) for value in named.values()):
            raise Http404
        try:
            answer = view(request, **named)
        except Absent as absent:
            raise Http404(str(absent)) from absent
        return _keepable(request, answer)

    return answered


def _keepable(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Mark what a passer-by gets: fresh for a minute, after that asked for by its print."""
    patch_vary_headers(answer, ["Cookie"])
    if answer.status_code != 200 or _personal(request):
        patch_cache_control(answer, private=True, no_cache=True)
        return answer
    patch_cache_control(answer, public=True, max_age=60)
    answer["ETag"] = f'"{blake2b(answer.content, digest_size=12).hexdigest()}"'
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


def _personal(request: HttpRequest) -> bool:
    """Does this answer hold something of one reader: who they are, a token of theirs, a message to them?"""
    viewer = getattr(request, "viewer", None)
    told = getattr(request, "_messages", None)
    token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return bool((viewer is not None and viewer.key) or token or (told is not None and told.used))


def asked(request: HttpRequest, name: str) -> str:
    """One parameter of the address, the last where it stands more than once; "" where it is missing, too long or no text."""
    value = request.GET.get(name, "").strip()
    return "" if len(value) > LONGEST or "\0" in value else value


def all_asked(request: HttpRequest, name: str, most: int) -> list[str]:
    """Every value of a repeated parameter, each once, at most `most` of them."""
    values = (v.strip() for v in request.GET.getlist(name)[: 4 * most])
    return list(dict.fromkeys(v for v in values if v and len(v) <= LONGEST and "\0" not in v))[:most]
