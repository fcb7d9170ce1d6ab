"""A working sample of each address by which inquiries are read."""

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage
from wijk.core.text import Text
from wijk.inquiries import actions
from wijk.inquiries.models import Inquiry, Theme


def running(stage: Stage) -> Facts:
    """One in which everybody can speak."""
    return {"key": stage.scenes["inquiries"].inquiry.key}


def replied(stage: Stage) -> Facts:
    """One whose replies everybody reads."""
    return {"key": _replied(stage).key}


def themed(stage: Stage) -> Facts:
    """A theme of it."""
    row = _replied(stage)
    return {"key": row.key, "theme": Theme.objects.get(inquiry=row).key}


def version(stage: Stage) -> Facts:
    """A document of the one in which everybody can speak."""
    return {**running(stage), "document": 1, "number": 1}


def told(form: str) -> dict[str, str]:
    """As a file of this form."""
    return {"form": form}


def _replied(stage: Stage) -> Inquiry:
    scene = stage.scenes["inquiries"]
    row: Inquiry = scene.ended
    if row.state != "replied":
        actions.keep_theme(scene.clerk, inquiry=row, title=Text.of("Bomen"))
        row = actions.close_replies(scene.clerk, inquiry=row)
    return row


SAMPLES: dict[str, Sample] = {
    "inquiries:index": Sample(query="?when=open"),
    "inquiries:inquiry": Sample(running),
    "inquiries:days": Sample(running),
    "inquiries:days_csv": Sample(running),
    "inquiries:remarks": Sample(running, query="?which=all"),
    "inquiries:theme": Sample(themed),
    "inquiries:file": Sample(version),
    "inquiries:calendar": Sample(running),
    "inquiries:poster": Sample(running, query="?in=nl"),
    "inquiries:letter": Sample(running),
    "inquiries:report": Sample(replied),
    "api:inquiries_dictionary": Sample(given(table="inquiry-remarks", form="json")),
    "api:inquiries_listed": Sample(given(form="csv")),
    "api:inquiry_told": Sample(running),
    "api:inquiry_remarks": Sample(lambda stage: {**running(stage), **told("csv")}),
    "api:inquiry_themes": Sample(lambda stage: {**replied(stage), **told("json")}),
}
