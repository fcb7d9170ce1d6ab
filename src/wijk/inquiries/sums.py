"""How is the period told, so that anybody can count it again? In sentences, and day by day with the reason for each that does not count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wijk.core.text import Text
from wijk.inquiries.counting import Day, Listed, Period, holiday, period
from wijk.inquiries.models import Extension, Inquiry

LONG = "l j F Y"


@dataclass(frozen=True, slots=True)
class Line:
    """One day of the sum: the how manieth (0: it does not count), and why not, in words."""

    on: date
    number: int
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The whole sum: sentences that explain it, its lines, and the bare rule for programs."""

    period: Period
    sentences: Sequence[str]
    lines: Sequence[Line]


def reckoned(inquiry: Inquiry, extensions: Sequence[Extension]) -> Sum | None:
    """The sum of an announced inquiry; None before it is announced."""
    if inquiry.announced_on is None:
        return None
    found = period(inquiry.kept_terms, inquiry.announced_on, [one.days for one in extensions])
    listed = titles(inquiry)
    lines = [Line(day.on, day.number, day.why, words_of(day, listed)) for day in found.days]
    return Sum(found, _sentences(inquiry, extensions, found, listed), lines)


def spoken(on: date | None, form: str = "DATE_FORMAT") -> str:
    """A day as it stands inside a sentence; "" for none. Dutch and French write days and months small."""
    said = date_format(on, form) if on is not None else ""
    return said if get_language() == "en" else said.lower()


def titles(inquiry: Inquiry) -> list[str]:
    """How the days are called that the rule sets apart, in their order."""
    frozen = inquiry.terms or inquiry.rule.frozen()
    return [Text(one.get("title")).to() for one in frozen["listed"]]


def words_of(day: Day, listed: Sequence[str]) -> str:
    """Why a day does not count; "" for one that does."""
    named = holiday(day.on, get_language() or "nl")
    said = {
        "": "",
        "notice": _("the day of the notice does not count"),
        "weekend": _("only working days count: a Saturday or a Sunday"),
        "holiday": _("only working days count: {holiday}").format(holiday=named),
        "listed": _("set apart by the rule: {title}").format(title=listed[day.listed] if 0 <= day.listed < len(listed) else ""),
        "moved": _("nobody works on this day, so that it does not end on it"),
        "end": _("the period ends here: the next day on which people work"),
    }  # fmt: skip
    return f"{said[day.why]} ({named})" if day.why == "moved" and named else said[day.why]


def _sentences(inquiry: Inquiry, extensions: Sequence[Extension], found: Period, listed: Sequence[str]) -> list[str]:
    terms = inquiry.kept_terms
    notice = inquiry.announced_on or found.first
    told = [_("It was announced on {day}.").format(day=spoken(notice, LONG))]
    if terms.after:
        told.append(_("Days are counted from the day after the notice."))
    said = (
        ngettext("{n} working day counts.", "{n} working days count.", terms.days)
        if terms.working
        else ngettext("{n} day counts, weekends included.", "{n} days count, weekends included.", terms.days)
    )
    told.append(said.format(n=terms.days))
    told += [_listed(one, title) for one, title in zip(terms.listed, listed, strict=False)]
    if terms.moves:
        told.append(
            _(
                "If the last day is a Saturday, a Sunday or a public holiday, it moves to the next day on which people work."
            )
        )
    for one in extensions:
        words = ngettext("{n} day was added: {why}", "{n} days were added: {why}", one.days)
        told.append(words.format(n=one.days, why=one.why.to()))
    last = _("So it runs from {first} until {last}, both days included.")
    return [*told, last.format(first=spoken(found.first, LONG), last=spoken(found.last, LONG))]


def _listed(one: Listed, title: str) -> str:
    if one.how == "suspended":
        words = _("Days that do not count, and on which it does not end: {title} ({begins} until {ends}).")
    else:
        words = _("Days that do not count: {title} ({begins} until {ends}).")
    return words.format(title=title, begins=_day(one.begins), ends=_day(one.ends))


def _day(said: str) -> str:
    """A day of each year or of one, as the language writes it."""
    once = len(said) == len("2027-04-05")
    return date_format(date.fromisoformat(said if once else f"2028-{said}"), "j F Y" if once else "j F")
