"""For everybody, on paper and in files: the documents of the file, a poster, a letter, the days, the calendar, the report."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from wijk.core import documents
from wijk.core.errors import Absent
from wijk.core.kept import Kept
from wijk.core.text import LANGUAGES
from wijk.core.viewer import viewer_of
from wijk.inquiries import access, sums
from wijk.inquiries.exporters.calendars import calendar as in_calendar
from wijk.inquiries.exporters.notices import letter_pdf, poster_pdf
from wijk.inquiries.exporters.report import report_pdf
from wijk.inquiries.queries import reading
from wijk.ui.open_pages import all_asked, asked, open_page
from wijk.ui.paper import MEDIA_TYPE

ICS = "text/calendar; charset=utf-8"
#: Reports that were made and still hold: a long one takes seconds.
_reports: Kept[bytes] = Kept(12)


@open_page
def file(request: HttpRequest, key: str, document: int, number: int) -> HttpResponse:
    """One version of a document, to be saved; before the notice for its office alone."""
    row = access.open_shown(viewer_of(request), key)
    return documents.answer(reading.version(row, document, number).kept)


@open_page
def days_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The sum as a table: a line a day, from the notice until the end."""
    row = reading.shown(key)
    found = sums.reckoned(row, reading.extensions(row))
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(("day", "number", "why", "words"))
    for line in found.lines if found else ():
        writer.writerow((line.on.isoformat(), line.number or "", line.code, line.words))
    return _named(HttpResponse(table.getvalue(), content_type="text/csv; charset=utf-8"), f"{row.key}-days.csv")


@open_page
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """First day, last day and hearing, for a calendar."""
    return HttpResponse(in_calendar(reading.shown(key)), content_type=ICS)


@open_page
def poster(request: HttpRequest, key: str) -> HttpResponse:
    """The notice for the wall; `?in=nl&in=fr` chooses languages, `?paper=a3` the size."""
    row = reading.shown(key)
    made = poster_pdf(row, _languages(request), paper="a3" if asked(request, "paper") == "a3" else "a4")
    return _pdf(made, f"poster-{row.key}")


@open_page
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """The notice for letter boxes; `?in=nl&in=fr` chooses languages."""
    row = reading.shown(key)
    return _pdf(letter_pdf(row, _languages(request)), f"letter-{row.key}")


@open_page
def report(request: HttpRequest, key: str) -> HttpResponse:
    """The report in the language of the page; `?part=2` is a part of many remarks. For everybody once every remark has its reply, and
    before that, from the last day on, for those who write the replies."""
    row = reading.shown(key)
    if row.state not in reading.REPLIED and not (
        row.stands() == "closed" and access.may(viewer_of(request), access.REPLY, row)
    ):
        raise Absent("report")
    language, wanted = get_language() or LANGUAGES[0], asked(request, "part")
    part = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else 0
    made = _reports.get("held", (reading.stamp(row), language, part), lambda: report_pdf(row, language, part))
    return _pdf(made, f"report-{row.key}-{language}{f'-{part}' if part else ''}")


def _languages(request: HttpRequest) -> list[str]:
    """Those that were asked; the language of the page where none was."""
    chosen = [one for one in all_asked(request, "in", len(LANGUAGES)) if one in LANGUAGES]
    return chosen or [get_language() or LANGUAGES[0]]


def _pdf(made: bytes, name: str) -> HttpResponse:
    return _named(HttpResponse(made, content_type=MEDIA_TYPE), f"{name}.pdf", show=True)


def _named(answer: HttpResponse, name: str, *, show: bool = False) -> HttpResponse:
    answer["Content-Disposition"] = f'{"inline" if show else "attachment"}; filename="{name}"'
    return answer
