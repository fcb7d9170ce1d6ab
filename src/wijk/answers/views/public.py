"""For everybody: the clock of every service and neighbourhood with the reasons of refusals, and asking again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.answers import access, actions, block, queries
from wijk.answers.forms import AgainForm
from wijk.answers.letters import DESK
from wijk.answers.models import Request, Service
from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of
from wijk.outreach.queries import places_named
from wijk.ui.open_pages import asked, open_page

YEAR = timedelta(days=365)
#: Below so many answers a share says less than the numbers themselves.
FEW = 10
#: As long as a passer-by’s copy of the page may be kept.
KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the clock: a service or a neighbourhood, its numbers, and what they say in words."""

    label: str
    href: str
    tally: queries.Tally
    share: str  #: in time: "92 %", or in words where there are few
    median: str


@open_page
def clock(request: HttpRequest) -> HttpResponse:
    """Asked, answered, in time, median days, refused with reasons, overdue, asked again; per service or neighbourhood."""
    since, until = period(asked(request, "since"), asked(request, "until"))
    services = queries.services(everything=True)
    chosen = next((row for row in services if row.key == asked(request, "service")), None)
    area, by = asked(request, "area"), asked(request, "by")
    by_area = by == "area" or bool(chosen)
    rows = _rows(chosen, area, since, until, by_area=by_area)
    refs = {str(ref) for ref in rows if ref} if by_area else set()  # by service the rows are known by number
    names = places_named(refs | {area}) if by_area or area else {}
    lines = _areas(rows, names) if by_area else _services(rows, services)
    everything = queries.total(rows.values())
    told = {
        "lines": lines, "total": _line("", "", everything), "reasons": _reasons(everything), "since": since, "until": until, "services": services,
        "service": chosen, "area": area, "area_name": names[area].to() if area in names and area else "", "by_area": by_area,
        "few": 0 < everything.answered < FEW,
    }  # fmt: skip
    return render(request, "answers/clock.html", told)


def _rows(
    service: Service | None, area: str, since: date, until: date, *, by_area: bool
) -> Mapping[Any, queries.Tally]:
    """The figures, kept for a minute: with a hundred thousand questions, counting them takes longer than the rest of the page."""
    asked_for = "|".join((service.key if service else "", area, since.isoformat(), until.isoformat(), str(by_area)))
    key = f"answers-clock-{blake2b(asked_for.encode(), digest_size=12).hexdigest()}"
    found: Mapping[Any, queries.Tally] | None = cache.get(key)
    if found is None:
        found = queries.by_area(service, since, until) if by_area else queries.by_service(area, since, until)
        cache.set(key, found, KEPT_SECONDS)
    return found


def period(since: str, until: str) -> tuple[date, date]:
    """The days that were asked for; the last year where they are no days or run backwards."""
    today = queries.today()
    end = _day(until) or today
    start = _day(since) or end - YEAR
    return (start, end) if start <= end else (end, start)


def _day(words: str) -> date | None:
    try:
        found = date.fromisoformat(words)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


def _services(rows: Mapping[int | None, queries.Tally], services: Sequence[Service]) -> list[Line]:
    found = [_line(row.title.to(), f"?service={row.key}", rows[row.pk]) for row in services if row.pk in rows]
    return [*found, _line(str(DESK).capitalize(), "", rows[None])] if None in rows else found


def _areas(rows: Mapping[str, queries.Tally], names: Mapping[str, Any]) -> list[Line]:
    found = [
        _line(names[ref].to() if ref else _("no place, or the whole city"), f"?area={ref}" if ref else "", tally)
        for ref, tally in rows.items()
    ]
    return sorted(found, key=lambda one: one.label.casefold())


def _line(label: str, href: str, tally: queries.Tally) -> Line:
    return Line(label, href, tally, _share(tally), _median(tally))


def _share(tally: queries.Tally) -> str:
    if not tally.answered:
        return ""
    if tally.answered < FEW:
        return _("{in_time} of {answered}").format(in_time=tally.in_time, answered=tally.answered)
    return _("{share} of 100").format(share=round(100 * tally.in_time / tally.answered))


def _median(tally: queries.Tally) -> str:
    middle = tally.median_days
    return "" if middle is None else f"{middle:g}".replace(".", "," if get_language() != "en" else ".")


def _reasons(tally: queries.Tally) -> list[dict[str, Any]]:
    return [
        {"row": row, "count": tally.reasons.get(row.code, 0)}
        for row in queries.reasons(everything=True)
        if row.active or tally.reasons.get(row.code)
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, token: str = "", key: str = "") -> HttpResponse:
    """Its author asks again: by the link in the letter, or by their account."""
    viewer = viewer_of(request)
    row: Request = access.open_again(viewer, token=token, key=key)
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            actions.reopen(viewer, request=row, text=text, token=token, language=get_language() or "nl")
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("You asked again. The new day by which an answer comes stands on this page."))
            return redirect("contributions:voice", key=row.contribution.key)
    told = {"form": form, "row": row, "voice": row.contribution, "answers": block.told(queries.answers_of(row), viewer)}
    answer = render(request, "answers/again.html", told)
    answer["Referrer-Policy"] = "same-origin"
    return answer


@login_required
def again_own(request: HttpRequest, key: str) -> HttpResponse:
    """For its author, by their account."""
    return again(request, key=key)
