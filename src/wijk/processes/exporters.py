"""How does a framework come out on paper?"""

from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core.site import absolute
from wijk.processes import queries
from wijk.processes.models import Framework, Process
from wijk.ui.paper import pdf, square_code

PAPER = Path(__file__).resolve().parent / "paper"


def framework_pdf(process: Process, version: Framework) -> bytes:
    """One version of a framework as a PDF in the language of the page, with a square code to its page."""
    return pdf(PAPER / "framework.typ", paper_of(process, version))


def paper_of(process: Process, version: Framework) -> dict[str, Any]:
    """The plain data of that paper: sections with a heading and lines."""
    address = absolute(reverse("processes:version", args=[process.key, version.number]))
    content = queries.content_of(version)
    blocks = []
    for section in queries.changes(content, content):
        lines = [line for line in section.new.split("\n") if line]
        if lines:
            blocks.append({"heading": str(section.section.title), "lines": lines})
    endorsed = [f"{e.title} · {date_format(e.on)}" for e in version.endorsements.all()]
    if endorsed:
        blocks.append({"heading": _("Who stands behind this version"), "lines": endorsed})
    day = date_format(version.published_at.date()) if version.published_at else ""
    return {
        "title": _("How we do it together: {title}").format(title=process.title.to()),
        "lede": _("Version {number}, {day}").format(number=version.number, day=day),
        "summary": process.summary.to(),
        "blocks": blocks,
        "address": address,
        "code": square_code(address),
        "alt": _("Square code that opens this page"),
    }
