"""A page asks the database little, whatever stands on it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.stage import Stage

MOST = 12


@pytest.mark.parametrize("page", ["", "KEY/", "KEY/framework/1/", "KEY/promised/"])
def test_a_visitor_costs_few_questions(stage: Stage, page: str) -> None:
    client, path = Client(headers={"host": "localhost"}), "/en/processes/"
    path += page.replace("KEY", stage.scenes["processes"].square.key)
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= MOST, "\n".join(query["sql"][:120] for query in asked.captured_queries)
