"""What goes on paper for people who are accompanied, and the file by which one colleague hands over to another.

The shape of the JSON stands in docs/reference/hand-over.md; a test reads both.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.accounts.models import Person
from wijk.actors.queries import language_labels
from wijk.core import clock
from wijk.core.site import absolute
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Viewer
from wijk.helping.accompanying import STAGE_WORDS
from wijk.helping.exporters.filling import PAPER
from wijk.helping.models import Case, HandOver
from wijk.helping.queries.linked import Linked, shown
from wijk.helping.words import AGREED
from wijk.ui.paper import lines, printable, sheet

FORMAT = "wijk.helping.hand-over/1"


def hand_over_json(row: HandOver, cases: Sequence[Case], viewer: Viewer) -> bytes:
    """The file for a program."""
    told = {
        "format": FORMAT, "team": {"key": row.team.key, "title": row.team.title, "area": row.team.area}, "from": _called(row.giver),
        "to": _called(row.taker), "handed_over_at": row.at.isoformat(), "made_at": clock.now().isoformat(),
        "cases": [_case(one, viewer) for one in cases],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def hand_over_pdf(row: HandOver, cases: Sequence[Case], viewer: Viewer) -> bytes:
    """The file to read and to print: one case after the other, each on its own sheet."""
    told = {
        "title": _("Handed over: {team}").format(team=printable(row.team.title)),
        "lede": _("From {giver} to {taker}, on {day}").format(
            giver=printable(_called(row.giver) or _("nobody")), taker=printable(_called(row.taker) or _("nobody")), day=_said(row.at.date())
        ),
        "private": _("Only for the people of the team. Destroy it when you have read it."),
        "words": _words(), "cases": [_sheet(one, shown(list(one.links.all()), viewer)) for one in cases],
    }  # fmt: skip
    return sheet(PAPER / "hand_over.typ", told, strict=False)


def case_paper(row: Case, viewer: Viewer) -> bytes:
    """A sheet to take home, in the language of whom it is for where it is one of the house's: no log, and no way to find them."""
    tongue = next((code for code in row.languages if code in LANGUAGES), "")
    if not tongue:
        return _paper(row, viewer)
    with override(tongue):
        return _paper(row, viewer)


def _paper(row: Case, viewer: Viewer) -> bytes:
    told = _sheet(row, shown(list(row.links.all()), viewer)) | {
        "title": printable(row.about), "lede": printable(row.team.title), "words": _words(), "log": [], "who": "", "number": "",
        "made": _("As it stands on {day}. Something is not right? Say so: it is yours.").format(day=_said(timezone.localdate(clock.now()))),
    }  # fmt: skip
    return sheet(PAPER / "take_home.typ", told, strict=False)


def _case(row: Case, viewer: Viewer) -> dict[str, Any]:
    notes = list(row.notes.all())
    return {
        "number": row.number, "about": row.about, "who": row.who, "languages": row.languages, "stage": row.stage,
        "next_on": _iso(row.next_on), "next_what": row.next_what, "begun_on": timezone.localdate(row.begun_at).isoformat(),
        "closed_on": _iso(timezone.localdate(row.closed_at)) if row.closed_at else None,
        "agreed": {"how": row.agreed, "words": row.words, "on": row.agreed_on.isoformat()},
        "needs": [{"what": one.what, "done_on": _iso(one.done_on)} for one in row.needs.all()],
        "links": [
            {"subject": one.subject, "title": one.title, "url": absolute(one.url) if one.url else None, "state": one.state or None,
             "promised": _iso(one.promised)}
            for one in shown(list(row.links.all()), viewer)
        ],
        "log": [{"on": one.on.isoformat(), "text": one.text, "minutes": one.minutes, "by": _called(one.by)} for one in notes],
        "minutes": sum(one.minutes or 0 for one in notes),
    }  # fmt: skip


def _sheet(row: Case, links: Sequence[Linked]) -> dict[str, Any]:
    """A case as our paper takes it."""
    step = " · ".join(part for part in (_said(row.next_on), row.next_what) if part)
    return {
        "about": printable(row.about), "number": row.number, "stage": str(STAGE_WORDS[row.stage]), "who": printable(row.who),
        "languages": ", ".join(language_labels(row.languages)), "agreed": f"{AGREED[row.agreed]} {_said(row.agreed_on)}", "step": printable(step),
        "needs": [{"what": printable(one.what), "done": one.done_on is not None} for one in row.needs.all()],
        "links": [
            {"title": printable(one.title), "state": one.state,
             "promised": _("An answer comes by {day}.").format(day=_said(one.promised)) if one.promised else "",
             "url": printable(absolute(one.url).partition("://")[2]) if one.url else ""}
            for one in links
        ],
        "log": [{"on": _said(one.on), "by": printable(_called(one.by) or ""), "lines": lines(one.text)} for one in row.notes.all()],
    }  # fmt: skip


def _words() -> dict[str, str]:
    return {
        "who": _("How you find them again"), "languages": _("They speak"), "step": _("Next step"), "needs": _("What is needed"),
        "links": _("What it is about"), "log": _("What was done"), "stage": _("How far it is"), "none": _("nothing yet"),
        "there": _("there"), "lacking": _("not there yet"),
    }  # fmt: skip


def _called(person: Person | None) -> str | None:
    return str(person) if person is not None and person.erased_at is None else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _said(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
