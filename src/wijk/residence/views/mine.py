"""For who has an account, or a proof in this browser: by a provider of identities, and forgetting it all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijk.core.viewer import viewer_of
from wijk.residence import actions, cookies, queries
from wijk.residence.adapters import ASKED
from wijk.residence.views.showing import back_to, scope_page
from wijk.residence.words import HOW, LEAVES, WAY_WORDS


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def provider(request: HttpRequest) -> HttpResponse:
    """Choose the provider; what comes back is read once, in `adapters`."""
    there = queries.provided()
    chosen = request.POST.get("provider", "")
    if request.method == "POST" and chosen in there:
        request.session[ASKED] = chosen
        return render(
            request,
            "residence/to_provider.html",
            {"provider": chosen, "called": there[chosen], "back": scope_page(request)},
        )
    told = {
        "providers": there.items(), "scope": back_to(request), "back": scope_page(request), "title": WAY_WORDS["openid"],
        "how": HOW["openid"], "leaves": LEAVES["openid"],
    }  # fmt: skip
    return render(request, "residence/way_openid.html", told)


@login_required
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget where I live, with everything by which that is known."""
    actions.forget_own(viewer_of(request))
    messages.success(request, _("Forgotten. What you said and voted so far stays as it is."))
    return redirect("residence:about")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Take the proof out of this browser."""
    answer = redirect("residence:about")
    messages.success(request, _("This browser knows nothing of you any more."))
    cookies.forget(answer)
    return answer
