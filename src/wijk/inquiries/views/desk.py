"""The desk: the remarks of an inquiry by what they lack, one remark with its reply, a letter that is typed, what is blackened."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.viewer import Viewer, viewer_of
from wijk.inquiries import access, actions, queries
from wijk.inquiries.forms.replying import BlackenForm, GroupForm, LetterForm, ReplyForm, TableForm
from wijk.inquiries.models import Inquiry, Remark, Theme
from wijk.inquiries.public_words import HOW_WORDS, LATE_WORDS
from wijk.inquiries.queries import Wanted
from wijk.inquiries.views.office import form_page, refuse
from wijk.ui.open_pages import asked
from wijk.ui.tables import paginate

FILTERS = ("stands", "how", "theme", "words")
#: Under which box the sentence of a refusal stands.
BOXES = {
    "no-way": "how", "to-come": "received_on", "no-stamp": "posted_on", "stamp-after": "posted_on", "too-early": "posted_on",
    "no-title": "title", "no-language": "language", "name-address": "shown_as", "no-address": "email", "no-reply": "reply_nl",
    "nothing": "body", "other-words": "body",
}  # fmt: skip


@never_cache
@form_page
def remarks(request: HttpRequest, key: str) -> HttpResponse:
    """The remarks, by what they lack, how they came, their theme or words; several at once into a theme."""
    viewer = viewer_of(request)
    inquiry = access.keep(viewer, key)
    themes = list(queries.themes_counted(inquiry))
    if request.method == "POST":
        _group(request, viewer, inquiry, themes)
        return redirect(request.get_full_path())
    wanted = Wanted(**{name: asked(request, name) for name in FILTERS})
    page = paginate(queries.table(inquiry, wanted), request, 50)
    told = {
        "inquiry": inquiry, "page": page, "rows": [_row(one) for one in page.items], "form": TableForm(request.GET, themes=themes),
        "themes": themes, "may_group": access.may(viewer, access.GROUP, inquiry) and inquiry.state not in ("replied", "decided"),
    }  # fmt: skip
    return render(request, "inquiries/office/remarks.html", told)


@never_cache
@form_page
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """Type what came by letter, at the counter or in the hearing; the next one stands ready at once."""
    viewer = viewer_of(request)
    inquiry = access.keep(viewer, key)
    start = {
        "received_on": timezone.localdate(clock.now()), "language": get_language(), "once": secrets.token_hex(12),
        "how": asked(request, "how") or "letter",
    }  # fmt: skip
    form = LetterForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.note_remark(viewer, inquiry=inquiry, **form.cleaned_data)
            said = _("Kept as remark {number}.").format(number=made.number)
            messages.success(request, f"{said} {_late(made)}".strip())
            return redirect(f"{request.path}?how={made.how}")
        except Refused as fault:
            refuse(form, fault, BOXES.get(fault.code, ""))
    return render(request, "inquiries/office/letter.html", {"inquiry": inquiry, "form": form})


@never_cache
@form_page
def remark(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One remark: its words, its themes, its reply, what is blackened; on to the next that has no reply."""
    viewer = viewer_of(request)
    inquiry = access.keep(viewer, key)
    row = access.keep_remark(viewer, inquiry, number)
    themes = list(queries.themes_counted(inquiry))
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(request, row, themes, do)
    theirs = None
    if do in _DO and (do not in forms or forms[do].is_valid()):
        try:
            messages.success(request, _DO[do](viewer, row, forms.get(do), themes))
            return redirect("inquiries:remark", key=key, number=number)
        except Refused as fault:
            row = access.keep_remark(viewer, inquiry, number)
            theirs = _second(request, forms, do, row, fault)
    before, after = queries.neighbours(inquiry, number)
    chosen = _chosen(row)
    blackened, reads = queries.redactions(row), access.may_read_original(viewer, inquiry)
    told = {
        "inquiry": inquiry, "remark": row, "voice": row.contribution, "how": HOW_WORDS[row.how], "late": LATE_WORDS[row.late_why],
        "forms": forms, "theirs": theirs, "themes": [one for one in themes if one.key in chosen], "before": before,
        "after": after, "asked": next((one for one in blackened if one.state == "asked"), None),
        "sealed": [one for one in blackened if one.state != "asked" and one.title_before] if reads else [], "reads": reads,
        "confirms": access.may(viewer, access.CONFIRM, inquiry), "mark": actions.MARK,
        "over": inquiry.state in ("replied", "decided"),
    }  # fmt: skip
    return render(request, "inquiries/office/remark.html", told)


def _forms(request: HttpRequest, row: Remark, themes: list[Theme], do: str) -> dict[str, Any]:
    sent = {name: request.POST if do == name else None for name in ("group", "reply", "blacken")}
    words = row.contribution
    return {
        "group": GroupForm(sent["group"], initial={"themes": sorted(_chosen(row))}, themes=themes, auto_id="group_%s"),
        "reply": ReplyForm(sent["reply"], initial={"reply": row.reply, "version": row.version}),
        "blacken": BlackenForm(
            sent["blacken"],
            initial={"title": words.title, "body": words.body, "reading": words.revision},
            auto_id="blacken_%s",
        ),
    }


def _chosen(row: Remark) -> set[str]:
    return set(row.themes.values_list("key", flat=True))


def _second(request: HttpRequest, forms: dict[str, Any], do: str, row: Remark, fault: Refused) -> Any:
    """It cannot be done: the sentence stands where it belongs. Where somebody else was first, what one typed stays, theirs is shown
    beside it, and sending again says that one has read it."""
    if do not in forms:
        messages.error(request, str(fault))
        return None
    first = fault.code == "changed" and do == "reply"
    if first:
        forms[do] = again(request, row.version)
    refuse(forms[do], fault, BOXES.get(fault.code, ""))
    return row.reply if first else None


def again(request: HttpRequest, version: int) -> ReplyForm:
    """The reply as it was typed, upon the version that stands there now."""
    sent = request.POST.copy()
    sent["version"] = str(version)
    form = ReplyForm(sent)
    form.is_valid()
    return form


def _reply(viewer: Viewer, row: Remark, form: Any, _themes: list[Theme]) -> str:
    actions.reply_remark(viewer, remark=row, reply=form.text("reply"), version=form.cleaned_data["version"])
    return _("The reply is kept. Everybody reads it when the replies are closed.")


def _into(viewer: Viewer, row: Remark, form: Any, themes: list[Theme]) -> str:
    chosen = set(form.cleaned_data["themes"])
    actions.group_remark(viewer, remark=row, themes=[one for one in themes if one.key in chosen])
    return _("Kept.")


def _blacken(viewer: Viewer, row: Remark, form: Any, _themes: list[Theme]) -> str:
    actions.redact(viewer, remark=row, **form.cleaned_data)
    return _("Hidden from now on. Another person confirms it or puts the words back.")


def _confirm(viewer: Viewer, row: Remark, _form: Any, _themes: list[Theme]) -> str:
    actions.confirm_redaction(viewer, redaction=_asked(row))
    return _("Blackened. What stood there is sealed.")


def _leave(viewer: Viewer, row: Remark, _form: Any, _themes: list[Theme]) -> str:
    actions.refuse_redaction(viewer, redaction=_asked(row))
    return _("Everybody reads the words again.")


def _asked(row: Remark) -> Any:
    found = row.redactions.filter(state="asked").first()
    if found is None:
        raise Refused("judged", _("Somebody else decided this in the meantime."))
    return found


_DO: dict[str, Callable[[Viewer, Remark, Any, list[Theme]], str]] = {
    "reply": _reply, "group": _into, "blacken": _blacken, "confirm": _confirm, "leave": _leave,
}  # fmt: skip


def _group(request: HttpRequest, viewer: Viewer, inquiry: Inquiry, themes: list[Theme]) -> None:
    """Lay several remarks in a theme, each by itself: what is interrupted goes on where it was."""
    theme = next((one for one in themes if one.key == request.POST.get("theme")), None)
    wanted = {int(said) for said in request.POST.getlist("number")[:200] if said.isdecimal() and len(said) < 9}
    if theme is None or not wanted:
        messages.error(request, _("Choose remarks and a theme."))
        return
    done = 0
    try:
        for row in Remark.objects.filter(inquiry=inquiry, number__in=wanted).select_related("inquiry"):
            others = list(row.themes.all())
            if theme not in others:
                actions.group_remark(viewer, remark=row, themes=[*others, theme])
                done += 1
    except Refused as fault:
        messages.error(request, str(fault))
        return
    messages.success(request, _("Laid in “{theme}”: {count}.").format(theme=theme.title.to(), count=done))


def _row(one: Any) -> dict[str, Any]:
    answered = one.replied_at is not None or one.by_theme
    return {
        "row": one, "voice": one.contribution, "how": HOW_WORDS[one.how], "late": LATE_WORDS[one.late_why], "answered": answered,
        "gone": one.contribution.visibility in ("withdrawn", "removed"), "themes": list(one.themes.all()),
    }  # fmt: skip


def _late(made: Remark) -> str:
    return _("It is late: {why}. It is kept all the same.").format(why=LATE_WORDS[made.late_why]) if made.late else ""
