"""For who accompanies people: their day, the cases of their teams, and one case with its log. Members of the team alone."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijk.accounts.access import PersonViewer, open_self
from wijk.actors.queries import language_labels
from wijk.contributions.models import Contribution
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer, viewer_of
from wijk.helping import accompanying, actions, teamwork
from wijk.helping.accompanying import STAGE_LOOKS, STAGE_WORDS
from wijk.helping.exporters import case_paper
from wijk.helping.forms.cases import AccountForm, ChangeCaseForm, FilterForm, LineForm, LogForm, NewCaseForm, StepForm
from wijk.helping.models import CLOSED, Case
from wijk.helping.queries import cases as questions
from wijk.helping.queries.linked import VOICE, card_of, meant, shown
from wijk.helping.views.writing import HELD
from wijk.helping.words import AGREED
from wijk.ui.open_pages import asked
from wijk.ui.paper import MEDIA_TYPE
from wijk.ui.tables import paginate

METHODS = ["GET", "HEAD", "POST"]
BOXES = {"no-title": "about", "no-consent": "agreed", "no-day": "next_on", "no-stage": "stage", "no-words": "text"}
LABEL_NEED = gettext_lazy("One more thing that is needed")
LABEL_LINK = gettext_lazy("Address of a page here, or the code of a receipt")


def dressed(row: Case) -> dict[str, Any]:
    """A case with the words of its stage, for a list."""
    late = row.next_on is not None and row.next_on < questions.today()
    return {"row": row, "stage": STAGE_WORDS[row.stage], "look": STAGE_LOOKS[row.stage], "late": late}


@never_cache
@login_required
@require_safe
def own_day(request: HttpRequest) -> HttpResponse:
    """What is next. Who is in no team reads what this is, and nothing of anybody."""
    viewer = viewer_of(request)
    day = questions.own_day(open_self(viewer))
    keeps = viewer.may(teamwork.KEEP) or (isinstance(viewer, PersonViewer) and bool(viewer.places(teamwork.KEEP)))
    told = {
        "day": day, "keeps": keeps,
        "groups": [
            (words, [dressed(row) for row in rows])
            for words, rows in (
                (_("Late"), day.late), (_("Today"), day.today), (_("This week"), day.soon), (_("Without a day"), day.undated),
                (_("Nobody keeps these now"), day.loose),
            )
            if rows
        ],
        "handovers": questions.handovers(open_self(viewer)) if day.teams else [],
    }  # fmt: skip
    return render(request, "helping/cases/day.html", told)


@never_cache
@login_required
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases of one's teams, narrowed down."""
    person = open_self(viewer_of(request))
    teams = questions.teams_of(person)
    if not teams:
        raise Absent("cases")
    form = FilterForm(request.GET, teams=teams)
    told = form.cleaned_data if form.is_valid() else {}
    page = paginate(questions.listed(person, questions.Filter(**told)), request, 30)
    rows = [dressed(row) for row in page.items]
    return render(request, "helping/cases/list.html", {"form": form, "page": page, "rows": rows})


@never_cache
@login_required
@require_http_methods(METHODS)
def new_case(request: HttpRequest) -> HttpResponse:
    """Begin to accompany somebody, perhaps from what was just written down for them."""
    viewer = viewer_of(request)
    teams = questions.teams_of(open_self(viewer))
    if not teams:
        raise Absent("cases")
    voice = _written_down(request, viewer)
    start: dict[str, Any] = {"once": secrets.token_urlsafe(16)}
    if voice is not None:
        start |= {"about": voice.title, "language": voice.language}
    form = NewCaseForm(request.POST or None, initial=start, teams=teams)
    if request.method == "POST" and form.is_valid():
        agreed = form.agreement()
        about = Subject(VOICE, voice.key) if voice is not None else None
        given = actions.Agreed(agreed.how, agreed.words, agreed.needs, about)
        try:
            row = actions.begin_case(
                viewer, team=form.teams[form.cleaned_data["team"]], terms=form.terms(), agreed=given, once=form.cleaned_data["once"]
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as fault:
            form.add_error(BOXES.get(fault.code) if BOXES.get(fault.code) in form.fields else None, str(fault))
        else:
            return redirect("helping:case", number=row.number)
    readers = [(team, questions.people_of(team)) for team in teams]
    told = {"form": form, "read_out": accompanying.agreement(), "voice": voice, "readers": readers}
    return render(request, "helping/cases/new.html", told)


def _written_down(request: HttpRequest, viewer: Viewer) -> Contribution | None:
    """What the case grows from: something that this person may see, or just wrote down."""
    key = asked(request, "from")
    row = Contribution.objects.filter(key=key).first() if key else None
    if row is None or not (key in request.session.get(HELD, {}) or card_of(Subject(VOICE, key), viewer)):
        return None
    return row


@never_cache
@login_required
@require_http_methods(METHODS)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: a line for the log first, then what is next, what is needed, what was done, and who reads it."""
    viewer = viewer_of(request)
    row = teamwork.open_case(viewer, number)
    form, step = LogForm(initial={"once": secrets.token_urlsafe(16)}), _step(row)
    if request.method == "POST":
        do = request.POST.get("do", "")
        form, step = (
            (LogForm(request.POST), step) if do == "log" else (form, StepForm(request.POST) if do == "step" else step)
        )
        try:
            answer = _done(request, viewer, row, do, form, step)
        except NotAllowed:
            raise
        except Refused as fault:
            if do in ("log", "step"):
                (form if do == "log" else step).add_error(
                    "text" if fault.code in ("no-words", "ahead") else None, str(fault)
                )
            else:
                messages.error(request, str(fault))
                return redirect("helping:case", number=row.number)
        else:
            if answer is not None:
                return answer
    else:
        actions.note_opening(viewer, case=row)
    return render(request, "helping/cases/case.html", {**_told(request, viewer, row), "form": form, "step": step})


def _step(row: Case) -> StepForm:
    return StepForm(
        initial={"next_what": row.next_what, "next_on": row.next_on, "stage": row.stage, "revision": row.revision}
    )


def _told(request: HttpRequest, viewer: Viewer, row: Case) -> dict[str, Any]:
    """What the page of a case says."""
    readers = questions.members(row.team)
    return {
        **dressed(row), "closed": row.stage == CLOSED, "forgotten_on": row.closed_at + questions.KEPT if row.closed_at else None,
        "tongues": language_labels(row.languages), "needs": list(row.needs.all()), "links": shown(list(row.links.all()), viewer),
        "log": paginate(questions.log_of(row), request, 20), "minutes": questions.minutes_of(row), "readers": readers,
        "openings": questions.openings_of(row), "mine": row.keeper is not None and row.keeper.key == viewer.key,
        "kept": row.keeper is not None and any(one.person == row.keeper for one in readers), "agreed": AGREED[row.agreed],
        "need_form": LineForm(label=LABEL_NEED, prefix="need"), "link_form": LineForm(label=LABEL_LINK, prefix="link"),
        "account_form": AccountForm(prefix="account"),
    }  # fmt: skip


def _done(
    request: HttpRequest, viewer: Viewer, row: Case, do: str, form: LogForm, step: StepForm
) -> HttpResponse | None:
    """Do what a button of the page says; None where the page is shown again with what is wrong."""
    if do == "log":
        if not form.is_valid():
            return None
        actions.write_log(viewer, case=row, text=form.cleaned_data["text"], once=form.cleaned_data["once"])
        return _back(row, "log")
    if do == "step":
        if not step.is_valid():
            return None
        actions.change_case(viewer, case=row, terms=step.terms(row), revision=step.cleaned_data["revision"])
        messages.success(request, _("Saved."))
        return _back(row)
    if do == "forget":
        actions.forget_case(viewer, case=row)
        messages.success(request, _("It is forgotten: nothing of it is left here."))
        return redirect("helping:cases")
    _small(request, viewer, row, do)
    return _back(row, {"account": "who"}.get(do, "links" if "link" in do else "log" if do == "strike" else "needs"))


def _small(request: HttpRequest, viewer: Viewer, row: Case, do: str) -> None:
    """The small buttons: a line more or less."""
    which = request.POST.get("which", "")
    pk = int(which) if which.isascii() and which.isdigit() and len(which) < 18 else 0
    deeds: dict[str, Callable[[], object]] = {
        "tick": lambda: actions.tick_need(viewer, case=row, need=pk, done=True),
        "untick": lambda: actions.tick_need(viewer, case=row, need=pk, done=False),
        "drop": lambda: actions.drop_need(viewer, case=row, need=pk),
        "need": lambda: actions.add_need(viewer, case=row, what=request.POST.get("need-words", "")),
        "link": lambda: actions.link_case(viewer, case=row, about=_meant(request.POST.get("link-words", ""))),
        "unlink": lambda: actions.unlink_case(viewer, case=row, link=pk),
        "strike": lambda: actions.strike_line(viewer, case=row, note=pk),
        "take": lambda: actions.take_case(viewer, case=row),
        "account": lambda: actions.ask_account(viewer, case=row, email=request.POST.get("account-email", "")),
    }
    if do in deeds:
        deeds[do]()


def _meant(words: str) -> Subject:
    return meant(words) or Subject("helping.nothing", "")


def _back(row: Case, anchor: str = "") -> HttpResponse:
    address = reverse("helping:case", args=[row.number])
    return redirect(f"{address}#{anchor}" if anchor else address)


@never_cache
@login_required
@require_http_methods(METHODS)
def change_case(request: HttpRequest, number: str) -> HttpResponse:
    """Change everything that is said of a case."""
    viewer = viewer_of(request)
    row = teamwork.open_case(viewer, number)
    if request.method != "POST":
        actions.note_opening(viewer, case=row)
    form = ChangeCaseForm(request.POST or None, initial=ChangeCaseForm.start(row))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_case(viewer, case=row, terms=form.terms(row), revision=form.cleaned_data["revision"])
        except NotAllowed:
            raise
        except Refused as fault:
            box = BOXES.get(fault.code)
            form.add_error(box if box in form.fields else None, str(fault))
        else:
            messages.success(request, _("Saved."))
            return redirect("helping:case", number=row.number)
    return render(request, "helping/cases/change.html", {"row": row, "form": form})


@never_cache
@login_required
@require_safe
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """A sheet to take home: where it stands, what is needed, what comes next. In the language of whom it is for, where we have it."""
    viewer = viewer_of(request)
    row = teamwork.open_case(viewer, number)
    actions.note_opening(viewer, case=row, what="paper")
    answer = HttpResponse(case_paper(row, viewer), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return answer
