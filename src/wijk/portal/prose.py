"""Pages of plain prose: about this site, privacy, accessibility. Each language has its own text, written and not translated."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from wijk.ui.open_pages import open_page

TITLES = {"about": _("About this site"), "privacy": _("Privacy"), "accessibility": _("Accessibility")}


@open_page
def prose(request: HttpRequest, page: str) -> HttpResponse:
    """One page of prose in the language of the reader."""
    if page not in TITLES:
        raise Http404
    text = f"portal/words/{page}.{get_language() or 'nl'}.html"
    return render(request, "portal/prose.html", {"heading": gettext(TITLES[page]), "text": text})
