"""Saying something in a review: a remark in one step, a proposal, support; and one's own words with what became of them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.charters import access, actions, queries
from wijk.charters.forms import ProposalForm
from wijk.charters.models import WHOLE
from wijk.charters.views.passing import say_by_letter
from wijk.charters.views.review import about, remark_form, voice_names
from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of
from wijk.ui.tables import paginate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Take one remark, and lead back to where it was written; who has no account confirms it by letter."""
    found = queries.round_with(key)
    article = queries.article_or_whole(found, slug)
    if not viewer_of(request).key:
        return say_by_letter(request, found, slug, article)
    person = access.speaker(viewer_of(request))
    form = remark_form(request, found, slug, request.POST or None)
    assert form is not None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.say(
                person, round=found, slug=slug, wish=told["wish"], body=told["body"], voice=form.spoken(),
                language=get_language() or "", about_me=told["about_me"],
            )  # fmt: skip
            messages.success(request, _("Thank you. What you said stands below, and will be answered."))
            return redirect(f"{reverse('charters:round_article', args=[key, slug])}#said")
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(
        request,
        "charters/say.html",
        about(request, found) | {"form": form, "article": article, "slug": slug},
        status=422 if form.errors else 200,
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Write another text for an article, starting from the present one; or a new article."""
    person = access.speaker(viewer_of(request))
    found = queries.round_with(key)
    article = queries.article_or_whole(found, slug)
    language = get_language() or "nl"
    initial = {"title": article.title.to(language), "body": article.body.to(language)} if article else {}
    voices = access.voices(person, found.document)
    names = voice_names(person, voices)
    form = ProposalForm(request.POST or None, initial=initial, voices=voices, names=names)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.propose(
                person, round=found, slug=slug, title=told["title"], body=told["body"], why=told["why"], voice=form.spoken(),
                language=language, about_me=told["about_me"],
            )  # fmt: skip
            messages.success(request, _("Thank you. Your proposal stands below; others can support it."))
            return redirect(f"{reverse('charters:round_article', args=[key, slug])}#proposals")
        except Refused as fault:
            form.add_error(None, str(fault))
    told = about(request, found) | {"form": form, "article": article, "slug": slug}
    return render(request, "charters/propose.html", told)


@login_required
@require_POST
def support(request: HttpRequest, key: str) -> HttpResponse:
    """Stand behind a proposal, or no longer."""
    person = access.speaker(viewer_of(request))
    proposal = access.open_proposal(key)
    try:
        if request.POST.get("stop"):
            actions.stop_supporting(person, proposal=proposal)
            messages.success(request, _("You no longer support this proposal."))
        else:
            actions.support(person, proposal=proposal)
            messages.success(request, _("You support this proposal. Only the number of supporters is shown."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect(f"{reverse('charters:round_article', args=[proposal.round.key, proposal.slug])}#proposals")


@never_cache
@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I said in reviews, what became of it, and why something of it is hidden."""
    person = access.speaker(viewer_of(request))
    remarks, proposals = queries.said_by(person.key)
    told = {
        "page": paginate(remarks, request), "proposals": paginate(proposals, request), "whole_slug": WHOLE,
    }  # fmt: skip
    return render(request, "charters/mine.html", told)


@login_required
@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take back my own words."""
    viewer = viewer_of(request)
    said = access.own_said(viewer, key)
    try:
        actions.withdraw(viewer, said=said)
        messages.success(request, _("Your words are taken back."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("charters:mine")
