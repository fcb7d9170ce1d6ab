"""What do the office pages of processes share? Something is done or refused; what is refused stands by the box that it is about."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.actors.queries import options
from wijk.core.errors import Absent, Faulty, NotAllowed, Refused
from wijk.organs.models import Organ
from wijk.organs.queries import decisions
from wijk.processes.models import Process

WRITE = "processes.write_framework"
GET_POST = ["GET", "HEAD", "POST"]
#: So many of the latest decisions are offered.
MOST_DECISIONS = 60
#: By which box a refusal stands, where a form has it; every other one stands above the form.
BOXES = {
    "backwards": "ends", "phases": "start", "link": "link", "no-title": "title_nl", "title-long": "title_nl",
    "no-open-phase": "phase", "promise-kind": "kind", "promise-early": "due", "done-later": "on", "nothing-said": "done_nl",
    "endorsed-later": "on", "endorsed-early": "on", "no-decision": "decision", "endorsed": "about", "unknown": "about",
    "no-why": "why_nl", "warnings": "warnings_read", "living": "living_there",
}  # fmt: skip


def tried(request: HttpRequest, form: forms.Form | None, act: Callable[[], object], done: str) -> bool:
    """Do it; what is wrong stands by its box or above the form, or on the next page where there is none."""
    try:
        act()
    except (NotAllowed, Absent):
        raise
    except Refused as fault:
        sentences = [str(p) for p in fault.problems] if isinstance(fault, Faulty) else [str(fault)]
        for sentence in sentences:
            if form is not None:
                box = BOXES.get(fault.code)
                form.add_error(box if box in form.fields else None, sentence)
            else:
                messages.error(request, sentence)
        return False
    messages.success(request, done)
    return True


def bodies() -> list[tuple[str, str]]:
    """Organs and organisations to choose from, as subjects."""
    organs = [(f"organs.organ:{o.key}", str(o.title)) for o in Organ.objects.filter(public=True).order_by("key")[:400]]
    return organs + [(f"actors.organisation:{key}", str(label)) for key, label in options()]


def taken() -> list[tuple[str, str]]:
    """The latest public decisions to choose from: which organ, what, and when."""
    rows = decisions()[:MOST_DECISIONS]
    return [(d.key, f"{d.organ.title} · {d.title} ({date_format(d.on)})") for d in rows]


def form_page(request: HttpRequest, row: Process | None, form: forms.Form, heading: str, **more: Any) -> HttpResponse:
    """A page with one form."""
    told = {"process": row, "form": form, "heading": heading, "lede": "", "send": _("Keep it"), **more}
    return render(request, "processes/form.html", told)
