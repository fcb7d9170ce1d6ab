"""The report of who was reached, as a table that other programs read."""

import csv
import io

from django.utils.translation import gettext as _

from wijk.outreach.models import Way
from wijk.outreach.queries import Reach, few


def reach_csv(report: Reach) -> str:
    """One line for each neighbourhood; counts of readers below five are hidden here too."""
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(
        [
            "area",
            _("Neighbourhood"),
            "mail",
            "push",
            "told",
            *(way.value for way in Way),
            "homes",
            "of",
            "period",
            "percent",
            "reached",
        ]
    )
    for row in report.rows:
        share = "" if row.share is None else f"{row.share:.1f}"
        paper = [row.paper.get(way.value, 0) for way in Way]
        homes = "" if row.homes is None else row.homes
        readers = [few(row.mail), few(row.push), few(row.told)]
        sheet.writerow(
            [
                row.area,
                _calm(row.name.to()),
                *readers,
                *paper,
                homes,
                row.of,
                row.period,
                share,
                "no" if row.silent else "yes",
            ]
        )
    return out.getvalue()


def _calm(words: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words
