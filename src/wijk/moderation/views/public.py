"""For everybody: the rules of speaking with their figures, reporting something, appealing, one's own hidden words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of
from wijk.moderation import access, actions, limits, queries
from wijk.moderation.access import Guard
from wijk.moderation.forms import AppealForm, ReportForm
from wijk.ui.open_pages import asked, open_page
from wijk.ui.tables import paginate

form_page = require_http_methods(["GET", "HEAD", "POST"])
#: What the guard knows a report by.
REPORT = "moderation.report"


@open_page
def rules(request: HttpRequest) -> HttpResponse:
    """What may be said, for which reasons something is not shown, who looks, how one appeals; and how often that happened."""
    told = {
        "reasons": queries.reasons(), "total": queries.total(), "months": queries.by_month(queries.first_month()),
        "signed_in": bool(viewer_of(request).key), "appeal_days": limits.of("appeal_days"),
    }  # fmt: skip
    return render(request, "moderation/rules.html", told)


@never_cache
@form_page
def report(request: HttpRequest) -> HttpResponse:
    """Report something that everybody reads; `?about=KIND:ID`."""
    viewer = viewer_of(request)
    subject, look = access.open_shown(asked(request, "about"))
    form = ReportForm(request.POST or None, reasons=queries.reasons(reported=True))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        hand = access.hand_of(request)
        once = access.reader_mark(viewer.key) or access.marked(f"{hand}|{subject}")
        try:
            Guard.check(request.POST, REPORT, hand=hand, slow=True, repeats=True, most=limits.of("reports_per_hour"))
            actions.report(viewer, subject=subject, reason=told["reason"], text=told["words"], once=once)
            messages.success(request, _("Thank you. A moderator looks at it; until then it stays as it is."))
            return redirect(look.url)
        except Refused as fault:
            form.add_error(None, str(fault))
    told = {"form": form, "look": look, "about": str(subject), "guard": Guard.issue(REPORT, slow=True)}
    return render(request, "moderation/report.html", told)


@never_cache
@form_page
def appeal(request: HttpRequest, key: str, seal: str) -> HttpResponse:
    """Appeal against a decision, by the link in the letter."""
    viewer = viewer_of(request)
    item, verdict = access.open_appeal(key, seal)
    made = queries.appeal_against(verdict)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data["words"]
            actions.appeal(viewer, item=item, verdict=verdict, words=words, language=get_language() or "")
            messages.success(
                request, _("Your appeal arrived. Another moderator looks at it; you hear of it in the same way.")
            )
            return redirect("moderation:appeal", key=key, seal=seal)
        except Refused as fault:
            form.add_error(None, str(fault))
            if made is not None:  # the form is no longer on the page
                messages.error(request, str(fault))
    told = {
        "form": form, "item": item, "verdict": verdict, "appeal": made, "look": queries.look_of(item),
        "holds": queries.against(item) == verdict, "until": verdict.at + limits.days("appeal_days"),
        "late": clock.now() - verdict.at > limits.days("appeal_days"),
    }  # fmt: skip
    answer = render(request, "moderation/appeal.html", told)
    answer["Referrer-Policy"] = "same-origin"
    return answer


@never_cache
@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I said that is not shown, why, and how I appeal."""
    page = paginate(queries.not_shown_of(access.author_mark(viewer_of(request).key)), request, size=50)
    looks = queries.looks_of(page.items)
    seals = queries.appeal_seals(page.items)
    rows = [(row, looks.get(row.subject), seals.get(row.pk, "")) for row in page.items]
    return render(request, "moderation/mine.html", {"page": page, "rows": rows})
