"""A working sample of each address by which contributions are read."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage
from wijk.contributions.importers import template
from wijk.contributions.models import Contribution


def one(_stage: Stage) -> Facts:
    """Something that everybody may read."""
    return {"key": Contribution.objects.shown().order_by("pk").values_list("key", flat=True)[0]}


def repair(_stage: Stage) -> Facts:
    """A repair that everybody may read."""
    rows = Contribution.objects.shown().filter(kind="repair").order_by("pk")
    return {"key": rows.values_list("key", flat=True)[0], "form": "xml"}


def token(stage: Stage) -> Facts:
    """The same number where a token is asked for."""
    told = repair(stage)
    return {"token": told["key"], "form": told["form"]}


def _file(_stage: Stage) -> Facts:
    return {"source": "Een lijst", "file": SimpleUploadedFile("voices.csv", template().encode())}


SAMPLES: dict[str, Sample] = {
    "contributions:voices": Sample(query="?q=straat&order=supported"),
    "contributions:load": Sample(sends=_file),
    "contributions:load_template": Sample(),
    "voices-tile": Sample(given(z=11, x=1048, y=686)),
    "voices-csv": Sample(),
    "voices-geojson": Sample(query="?kind=idea"),
    "api:contributions_dictionary": Sample(given(form="csv")),
    "api:contributions": Sample(query="?limit=5"),
    "api:contributions_file": Sample(given(form="csv")),
    "api:contribution": Sample(one),
    "api:open311_discovery": Sample(given(form="xml")),
    "api:open311_services": Sample(given(form="xml")),
    "api:open311_service": Sample(given(code="repair.mobility", form="json")),
    "api:open311_requests": Sample(given(form="xml")),
    "api:say_something": Sample(query="?kind=repair"),
    "api:open311_report": Sample(given(form="json")),
    "api:open311_request": Sample(repair),
    "api:open311_token": Sample(token),
}
