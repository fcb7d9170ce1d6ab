"""For everybody: which inquiries there are, what one is about, its days as a sum, its remarks, its themes with their replies."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent
from wijk.inquiries import drawing, sums
from wijk.inquiries.models import Inquiry, Remark
from wijk.inquiries.public_words import HOW_WORDS, LATE_WORDS, STATE_LOOKS, STATE_WORDS, VERDICT_WORDS
from wijk.inquiries.queries import reading
from wijk.territory.queries import place_link, place_names
from wijk.ui.open_pages import asked, open_page
from wijk.ui.tables import paginate

NEWEST = 5


@open_page
def index(request: HttpRequest) -> HttpResponse:
    """The inquiries on a list and on a map: one can speak now, announced, over; near an area or everywhere."""
    when = asked(request, "when")
    area = _area(asked(request, "area"))
    page = paginate(reading.listed(when, area), request, 25)
    names = place_names([row.place for row in page.items] + ([area] if area else []))
    shown = list(reading.listed()[:200]) if area or when or page.pages > 1 else page.items
    told = {
        "page": page, "when": when if when in reading.WHEN else "", "area": area,
        "area_name": names[area].to() if area else "",
        "items": [_item(row, names) for row in page.items],
        "map": drawing.overview([(row, row.stands()) for row in shown]), "legend": drawing.legend(),
    }  # fmt: skip
    return render(request, "inquiries/public/index.html", told)


@open_page
def inquiry(request: HttpRequest, key: str) -> HttpResponse:
    """One inquiry: what it is about, what cannot change, its days, its file, how to speak, what was said and replied."""
    row = reading.shown(key)
    extensions = reading.extensions(row)
    stands = row.stands()
    told = {
        **head(row), "sum": sums.reckoned(row, extensions), "extensions": extensions, "documents": reading.file_of(row),
        "counts": reading.counts(row), "themes": reading.themes(row) if row.state in reading.REPLIED else [],
        "map": drawing.one(row), "moments": _moments(row, stands),
        "newest": [shown_remark(one, row) for one in reading.remarks(row).order_by("-number")[:NEWEST]],
        "say": reverse("contributions:say_at", args=[row.opening.key]) if row.opening and stands in ("open", "closed") else "",
        "left": (row.last - clock.today()).days if row.last else 0,
        "hearing": row.hearing if row.hearing and row.hearing.public else None, "heard": reading.heard(row) if row.hearing else [],
        "hearing_at": sums.spoken(timezone.localtime(row.hearing.starts_at), "l j F Y, H:i") if row.hearing and row.hearing.starts_at else "",
        "opinion": row.opinion if row.opinion and row.opinion.public else None,
        "decision": row.decision if row.decision and row.decision.public else None,
        "verdict": VERDICT_WORDS.get(row.opinion.verdict, "") if row.opinion else "", "tag": f"subject:{row.subject}",
        "parts": range(1, 1 + -(-row.numbers // reading.IN_A_PART)) if row.numbers > reading.IN_A_PART else (),
    }  # fmt: skip
    return render(request, "inquiries/public/inquiry.html", told)


@open_page
def days(request: HttpRequest, key: str) -> HttpResponse:
    """The period day by day, so that anybody can count it again."""
    row = reading.shown(key)
    told = {**head(row), "sum": sums.reckoned(row, reading.extensions(row))}
    return render(request, "inquiries/public/days.html", told)


@open_page
def remarks(request: HttpRequest, key: str) -> HttpResponse:
    """Every remark by its number; those of one way, late ones, those without a reply."""
    row = reading.shown(key)
    which = asked(request, "which") if asked(request, "which") in reading.WHICH else "all"
    how = asked(request, "how") if asked(request, "how") in HOW_WORDS else ""
    page = paginate(reading.remarks(row, which, how=how), request, 50)
    counts = reading.counts(row)
    machines = f"/api/v1/inquiries/{row.key}/remarks"
    told = {
        **head(row), "page": page, "items": [shown_remark(one, row) for one in page.items], "counts": counts, "which": which, "how": how,
        "csv": f"{machines}.csv", "json": f"{machines}.json",
        "hows": [(code, word) for code, word in HOW_WORDS.items() if code in counts.by_how],
    }  # fmt: skip
    return render(request, "inquiries/public/remarks.html", told)


@open_page
def theme(request: HttpRequest, key: str, theme: str) -> HttpResponse:
    """One theme: the reply, and the remarks that it answers."""
    row = reading.shown(key)
    if row.state not in reading.REPLIED:
        raise Absent("theme")
    one = reading.theme(row, theme)
    page = paginate(reading.remarks(row, theme=one.key), request, 50)
    told = {**head(row), "theme": one, "page": page, "items": [shown_remark(each, row) for each in page.items]}
    return render(request, "inquiries/public/theme.html", told)


def head(row: Inquiry) -> dict[str, Any]:
    """What stands at the top of every page of an inquiry; one query."""
    stands = row.stands()
    return {
        "inquiry": row, "stands": stands, "state": STATE_WORDS[stands], "look": STATE_LOOKS[stands],
        "place": place_names([row.place])[row.place], "place_url": place_link(row.place), "replied": row.state in reading.REPLIED,
        "first": sums.spoken(row.first, "l j F Y"), "last": sums.spoken(row.last, "l j F Y"),
    }  # fmt: skip


def shown_remark(one: Remark, inquiry: Inquiry) -> dict[str, Any]:
    """A remark in a list: its number, its words where they are shown, how it came, whether it is late, and its replies once they are
    everybody's."""
    replied = inquiry.state in reading.REPLIED
    return {
        "row": one, "voice": one.contribution, "how": HOW_WORDS[one.how], "late": LATE_WORDS[one.late_why], "on": one.received_on,
        "themes": list(one.themes.all()) if replied else [], "answered": replied and reading.is_answered(one),
    }  # fmt: skip


def _item(row: Inquiry, names: Any) -> dict[str, Any]:
    stands = row.stands()
    return {
        "row": row,
        "state": STATE_WORDS[stands],
        "look": STATE_LOOKS[stands],
        "stands": stands,
        "place": names[row.place],
        "last": sums.spoken(row.last, "l j F"),
    }


def _area(wanted: str) -> str:
    """An area that there is, or none."""
    level, _slash, code = wanted.partition("/")
    return wanted if code and level in ("neighbourhood", "municipality") and wanted.count("/") == 1 else ""


def _moments(row: Inquiry, stands: str) -> Sequence[dict[str, Any]]:
    """Its history and what comes, as moments of a timeline."""
    found: list[tuple[date, str, str, str]] = []
    if row.announced_on and row.first and row.last:
        found += [(row.announced_on, _("It was announced"), "", ""), (row.first, _("The first day to speak"), "", "")]
        found.append((row.last, _("The last day to speak"), "", ""))
    if row.hearing and row.hearing.public and row.hearing.starts_at:
        at = timezone.localtime(row.hearing.starts_at)
        url = reverse("meetings:meeting", args=[row.hearing.key])
        found.append((at.date(), _("The hearing"), f"{at:%H:%M}", url))
    if row.replied_at:
        found.append((timezone.localdate(row.replied_at), _("Every remark has a reply"), "", ""))
    if row.decision and row.decision.public:
        url = reverse("organs:decision", args=[row.decision.key])
        found.append((row.decision.on, _("It was decided"), row.decision.title.to(), url))
    today = clock.today()
    return [
        {"when": date_format(on, "DATE_FORMAT"), "title": title, "text": text, "url": url, "state": _time(on, today)}
        for on, title, text, url in sorted(found)
    ]


def _time(on: date, today: date) -> str:
    return "now" if on == today else "done" if on < today else "next"
