"""The demo's post box: the letters that a real installation would have sent."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wijk.core import mailbox
from wijk.core.errors import Absent
from wijk.demo.access import only_in_a_demo
from wijk.ui.tables import query_with

#: Letters on one page.
PAGE = 25
#: What a letter may do in a browser: show itself in its own styles, and lead elsewhere.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-top-navigation-by-user-activation; frame-ancestors 'none'"


@require_safe
@never_cache
def box(request: HttpRequest) -> HttpResponse:
    """The letters, newest first."""
    _door()
    page = _page(request)
    total = mailbox.count()
    letters = mailbox.letters(start=(page - 1) * PAGE, limit=PAGE)
    told = {
        "letters": [(found, datetime.fromisoformat(found.at)) for found in letters],
        "total": total,
        "newer": query_with(request, page=str(page - 1)) if page > 1 else "",
        "older": query_with(request, page=str(page + 1)) if page * PAGE < total else "",
    }
    return render(request, "demo/box.html", told)


@require_safe
@never_cache
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """One letter."""
    _door()
    found = mailbox.read(key)
    if found is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": found, "at": datetime.fromisoformat(found.at)})


@require_safe
@never_cache
def dressed(request: HttpRequest, key: str) -> HttpResponse:
    """One letter as a mail program shows it: a page of its own, which may do and fetch nothing."""
    _door()
    found = mailbox.read(key)
    if found is None or not found.html:
        raise Http404
    answer = HttpResponse(found.html)
    answer["Content-Security-Policy"] = ALONE
    return answer


def _door() -> None:
    try:
        only_in_a_demo()
    except Absent as absent:
        raise Http404 from absent


def _page(request: HttpRequest) -> int:
    told = request.GET.get("page", "")
    return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) < 6 else 1
