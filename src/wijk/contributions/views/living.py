"""What one does with a contribution: comment on it, support it; and, as its author, confirm it, say it otherwise, take it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.contributions import access, actions
from wijk.contributions.forms.living import CommentForm, EditForm, SupportForm
from wijk.contributions.models import Comment, Contribution
from wijk.contributions.views.saying import said
from wijk.contributions.views.voice import head
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer, viewer_of
from wijk.moderation.access import Guard, hand_of
from wijk.moderation.queries import appeal_path_of, removed
from wijk.residence.access import proof
from wijk.ui import beside
from wijk.ui.open_pages import asked

COMMENTING, SUPPORTING = "contributions.comment", "contributions.support"
METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def comment(request: HttpRequest, key: str) -> HttpResponse:
    """Say something to it, or answer a comment (`?to=`)."""
    viewer = viewer_of(request)
    row = access.open_shown(viewer, key)
    to = _comment_of(row, request.POST.get("to", "") or asked(request, "to"))
    start = {
        "language": get_language(),
        "section": to.section if to else asked(request, "section"),
        "to": to.key if to else "",
    }
    form = CommentForm(request.POST or None, initial=start, opening=row.opening, signed_in=bool(viewer.key))
    if request.method == "POST" and form.is_valid() and (answer := _comment(request, viewer, row, to, form)):
        return answer
    told = {
        "row": row,
        "form": form,
        "to": to,
        "guard": Guard.issue(COMMENTING, slow=True),
        "needs_account": _needs_account(viewer, row),
    }
    return render(request, "contributions/comment.html", told)


def _comment_of(row: Contribution, key: str) -> Comment | None:
    return row.all_comments.filter(key=key, visibility="shown").first() if key else None


def _needs_account(viewer: Viewer, row: Contribution) -> bool:
    return row.opening.who == "account" and not viewer.key


def _comment(
    request: HttpRequest, viewer: Viewer, row: Contribution, to: Comment | None, form: CommentForm
) -> HttpResponse | None:
    told, sent = form.cleaned_data, request.POST.dict()
    try:
        slow = bool(not viewer.key) and _slow(request, COMMENTING)
        made = actions.comment(
            viewer, contribution=row, section=told["section"], body=told["body"], language=told["language"], parent=to,
            shown_as=told["shown_as"], email=told.get("email", ""), once=Guard.once(sent), slow=slow,
            session=proof(request),
        )  # fmt: skip
    except Refused as fault:
        form.add_error(
            {"no-comment": "body", "name-address": "shown_as", "no-address": "email"}.get(fault.code), str(fault)
        )
        return None
    words = {
        "shown": _("Thank you. Everybody can read it now."),
        "unconfirmed": _("Look into your mailbox: we sent a letter with a link. Everybody can read your comment once you open it."),
    }  # fmt: skip
    messages.success(request, words.get(made.visibility, _("Thank you. One of us looks at it before it is shown.")))
    return redirect("contributions:voice", key=row.key)


def _slow(request: HttpRequest, purpose: str) -> bool:
    return Guard.check(request.POST.dict(), purpose, hand=hand_of(request), slow=True, repeats=True).way == "slow"


@never_cache
@require_http_methods(METHODS)
def confirm_comment(request: HttpRequest, token: str) -> HttpResponse:
    """From the letter: it was me who commented."""
    if request.method == "POST":
        made = actions.confirm_comment(viewer_of(request), token=token)
        messages.success(request, said(made.visibility == "shown"))
        return redirect("contributions:voice", key=made.contribution.key)
    return _quiet(render(request, "contributions/confirm.html", {"what": _("Was it you who wrote this comment?")}))


@never_cache
@require_http_methods(METHODS)
def support(request: HttpRequest, key: str) -> HttpResponse:
    """Support it, or no longer: in one step with an account, by a link in a letter without."""
    viewer = viewer_of(request)
    row = access.open_shown(viewer, key)
    form = SupportForm(request.POST or None)
    home = access.asked_home(row.opening).level != "none"
    if request.method == "POST" and (viewer.key or home):
        return _support_now(request, viewer, row)
    if request.method == "POST" and form.is_valid():
        try:
            Guard.check(request.POST.dict(), SUPPORTING, hand=hand_of(request), repeats=True)
            actions.ask_to_support(
                viewer,
                contribution=row,
                email=form.cleaned_data["email"],
                language=get_language() or "nl",
                session=proof(request),
                once=Guard.once(request.POST.dict()),
            )
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(
                request,
                _("Look into your mailbox: we sent a letter with a link. Your support counts once you open it."),
            )
            return redirect("contributions:voice", key=row.key)
    told = {
        "row": row,
        "form": form,
        "guard": Guard.issue(SUPPORTING),
        "signed_in": bool(viewer.key),
        "opening": row.opening,
        "scope": access.lives_scope(row.opening) if home else "",
        "lack": _lack(viewer, row, proof(request)) if home else "",
        "on": actions.supported(viewer, row, session=proof(request)),
    }
    return render(request, "contributions/support.html", told)


def _lack(viewer: Viewer, row: Contribution, session: str) -> str:
    """What must be known first of where this viewer lives; "" where it is."""
    try:
        access.check_lives(viewer, row.opening, session)
    except Refused as lack:
        return str(lack)
    return ""


def _support_now(request: HttpRequest, viewer: Viewer, row: Contribution) -> HttpResponse:
    try:
        done = actions.support(viewer, contribution=row, on=request.POST.get("on") != "no", session=proof(request))
        messages.success(request, _("Your support is counted.") if done.on else _("Your support is no longer counted."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("contributions:voice", key=row.key)


@never_cache
@require_http_methods(METHODS)
def support_link(request: HttpRequest, token: str) -> HttpResponse:
    """From the letter: support it, or no longer."""
    row, mark, known = actions.by_link(token)
    if not row.is_shown:
        raise Absent("contribution")
    viewer = viewer_of(request)
    if request.method == "POST":
        try:
            done = actions.support(viewer, contribution=row, on=request.POST.get("on") != "no", mark=mark, known=known)
            messages.success(
                request, _("Your support is counted.") if done.on else _("Your support is no longer counted.")
            )
        except Refused as fault:
            messages.error(request, str(fault))
        return redirect("contributions:voice", key=row.key)
    told = {"row": row, "on": actions.supported(viewer, row, mark), "link": True}
    return _quiet(render(request, "contributions/support.html", told))


@login_required
def change(request: HttpRequest, key: str) -> HttpResponse:
    """For its author, by their account."""
    return own(request, key)


@never_cache
@require_http_methods(METHODS)
def own(request: HttpRequest, key: str, token: str = "") -> HttpResponse:
    """For its author, by their account or by the link in their letter: confirm it, say it otherwise, take it back."""
    viewer = viewer_of(request)
    row = access.open_own(viewer, key, token)
    form = EditForm(initial={"title": row.title, "body": row.body, "revision": row.revision})
    if request.method == "POST":
        if request.POST.get("do") == "edit":
            form = EditForm(request.POST)
        answer = _do(request, viewer, row, token, form)
        if answer is not None:
            return answer
    subject = Subject("contributions.contribution", row.key)
    taken = row.visibility in ("hidden", "removed")
    told: dict[str, Any] = {
        **head(row), "form": form, "token": token, "pictures": list(row.pictures.all()), "about": str(subject),
        "why": removed(subject) if taken else None, "appeal": appeal_path_of(subject) if taken else "",
        "blocks": beside.blocks(subject, viewer, request),
    }  # fmt: skip
    return _quiet(render(request, "contributions/own.html", told))


def _do(request: HttpRequest, viewer: Viewer, row: Contribution, token: str, form: EditForm) -> HttpResponse | None:
    """One of the three; None where the form says what is not right."""
    what = request.POST.get("do", "")
    try:
        if what == "confirm":
            done = actions.confirm(viewer, key=row.key, token=token)
            messages.success(request, said(done.is_shown))
        elif what == "withdraw":
            actions.withdraw(viewer, contribution=row, token=token)
            messages.success(request, _("You took it back. Its words are forgotten."))
        elif what == "edit":
            if not form.is_valid():
                return None
            actions.edit(viewer, contribution=row, token=token, **form.cleaned_data)
            messages.success(request, _("It is said otherwise now. How it was before can still be read."))
    except Refused as fault:
        if fault.code == "absent":
            raise
        form.add_error(None, str(fault)) if form.is_bound else messages.error(request, str(fault))
        return None if form.is_bound else _back(row, token)
    return _back(row, token)


def _back(row: Contribution, token: str) -> HttpResponse:
    if token:
        return redirect("contributions:own", key=row.key, token=token)
    return redirect("contributions:change", key=row.key)


def _quiet(answer: HttpResponse) -> HttpResponse:
    """No other site that one goes to from here learns this address. (With "no-referrer" a browser could not send the form either.)"""
    answer["Referrer-Policy"] = "same-origin"
    return answer
