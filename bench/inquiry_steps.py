"""The steps of `bench.inquiry`, in a process of their own: `python -m bench.inquiry_steps FOLDER REMARKS`."""

import io
import json
import os
import re
import resource
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from wijk.core import installation

installation.change(Path(sys.argv[1]), secret_key="k" * 50, signing_key="0" * 64)
django.setup()

from wijk.core import clock  # noqa: E402 - Django first
from wijk.core.text import Text  # noqa: E402
from wijk.core.viewer import Operator  # noqa: E402
from wijk.inquiries import actions  # noqa: E402
from wijk.inquiries.exporters.report import MOST, report_pdf  # noqa: E402
from wijk.inquiries.models import Inquiry, Remark, Rule  # noqa: E402
from wijk.inquiries.queries import reading  # noqa: E402
from wijk.organs.actions import found_organ  # noqa: E402

CLERK = Operator("clerk")
THEMES = 10
#: What somebody writes: three sentences.
SAID = (
    "De bomen in de laan staan er al tachtig jaar en geven schaduw aan wie naar school of winkel wandelt. Op het plan zijn er twee weg. "
    "Verleg het pad en niet de bomen, en plant de nieuwe groot genoeg, zodat er de eerste zomer al schaduw is. Dit is opmerking {n}."
)


def inquiry(count: int) -> dict[str, Any]:
    """What each step took."""
    row = _announced()
    told: dict[str, Any] = {"remarks": count}
    told["remark_ms"] = 1000 * spent(lambda: _say(row, count)) / count
    told["sorting_ms"] = 1000 * spent(lambda: _reply(row)) / count
    row = actions.close_replies(CLERK, inquiry=_closed(row))
    told |= _page(f"/nl/inquiries/{row.key}/", "page") | _page(f"/nl/inquiries/{row.key}/remarks/?page=3", "remarks")
    told["report_s"] = spent(lambda: papers.append(report_pdf(row, "nl")))
    parts = -(-count // MOST) if count > MOST else 0
    told["part_s"] = spent(lambda: papers.append(report_pdf(row, "fr", 1))) if parts else 0.0
    told |= {
        "parts": parts,
        "server_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "report_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }
    told["report_kb"] = max(len(made) for made in papers) / 1024
    told |= {"numbered": Remark.objects.filter(inquiry=row).count(), "replied": reading.counts(row).answered}
    told["in_papers"] = len(set(re.findall(r"Dit is opmerking (\d+)\.", _words(row, parts))))
    return {name: round(value, 1) if isinstance(value, float) else value for name, value in told.items()}


papers: list[bytes] = []


def _words(row: Inquiry, parts: int) -> str:
    """What stands in all papers together: the report, or its parts."""
    made = papers[:1] + [report_pdf(row, "nl", part) for part in range(1, parts + 1)]
    read = (page.extract_text() for one in made for page in PdfReader(io.BytesIO(one)).pages)
    return " ".join(" ".join(read).replace("\u200b", "").split())


def _announced() -> Inquiry:
    words = Text.of("Het plan voor de laan")
    organ = found_organ(CLERK, title=words, kind="college", since=clock.today() - timedelta(days=400))
    row = actions.draft(
        CLERK, told=actions.Told(
            title=words, authority=organ, rule=Rule.objects.get(code="brussels-30"), fixed=words, fixed_by=words, fixed_why=words,
            look_where=words, look_hours=words,
        ),
    )  # fmt: skip
    actions.add_document(CLERK, inquiry=row, upload=SimpleUploadedFile("plan.txt", b"Het plan."), title=words)
    return actions.announce(CLERK, inquiry=row, on=clock.today() - timedelta(days=40))


def _say(row: Inquiry, count: int) -> None:
    stamp = clock.today() - timedelta(days=20)
    for n in range(1, count + 1):
        body, language = SAID.format(n=n), ("nl", "fr", "en")[n % 3]
        actions.note_remark(
            CLERK, inquiry=row, how="letter", title=f"Opmerking {n}", body=body, language=language, posted_on=stamp
        )


def _reply(row: Inquiry) -> None:
    themes = [actions.keep_theme(CLERK, inquiry=row, title=Text.of(f"Thema {n}")) for n in range(THEMES)]
    for remark in Remark.objects.filter(inquiry=row).select_related("inquiry"):
        actions.group_remark(CLERK, remark=remark, themes=[themes[remark.number % THEMES]])
    for theme in themes:
        actions.reply_theme(CLERK, theme=theme, reply=Text.of(SAID.format(n=theme.key)), version=0)


def _closed(row: Inquiry) -> Inquiry:
    actions.move_on(clock.now())
    row.refresh_from_db()
    return row


def _page(path: str, name: str) -> dict[str, Any]:
    client = Client(headers={"host": "localhost"})
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
        queries = len(asked)
    seconds = spent(lambda: [client.get(path) for _each in range(5)]) / 5
    return {f"{name}_queries": queries, f"{name}_ms": 1000 * seconds, f"{name}_kb": len(answer.content) / 1024}


def spent(act: Callable[[], object]) -> float:
    """Seconds of the processor, those of processes that it started included."""
    start = os.times()
    act()
    end = os.times()
    return sum(end[:4]) - sum(start[:4])


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    print(json.dumps(inquiry(int(sys.argv[2])), indent=1))
