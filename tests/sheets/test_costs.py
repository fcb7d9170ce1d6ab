"""A page of paper costs a handful of questions to the database, and as many for a full pile as for an empty one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.leaves import WALL
from tests.support.samples.sheets import SAMPLES
from tests.support.scenes.sheets import FIRST, HERE, code_of
from tests.support.stage import Stage
from wijk.sheets import actions

pytestmark = pytest.mark.django_db
#: Twelve for the page, five to know who is looking.
MOST = 17
PAGES = [
    name for name, sample in SAMPLES.items() if 200 in sample.answers and name not in ("sheets:where", "sheets:sheet")
]


def asked(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
        return len([one for one in queries.captured_queries if "SAVEPOINT" not in one["sql"]])


def test_more_sheets_ask_no_more_questions(stage: Stage) -> None:
    client, clerk = Client(headers={"host": "localhost"}), stage.everywhere["clerk"]
    client.force_login(clerk.person)
    paths = {name: SAMPLES[name].address(name, stage) for name in PAGES}
    paths["sheets:choose"] = "/nl/office/sheets/print/"
    before = {name: asked(client, path) for name, path in paths.items()}
    assert {name: count for name, count in before.items() if count > MOST} == {}
    for _each in range(3):
        row = actions.print_sheets(clerk.viewer, subject=WALL, form="leaf", language="nl", count=12, area=HERE)
        other = actions.open_batch(clerk.viewer, area=HERE, on=row.made_at.date())
        for batch, numbers in ((stage.scenes["sheets"].pile, range(1, 7)), (other, range(7, 13))):
            for number in numbers:
                sheet = actions.take_up(clerk.viewer, batch=batch, code=code_of(row, number))
                if number % 2:
                    actions.finish(clerk.viewer, batch=batch, sheet=sheet, values=FIRST)
    after = {name: asked(client, path) for name, path in paths.items()}
    assert {name: (before[name], count) for name, count in after.items() if count > before[name]} == {}
