"""Any question that the OpenAPI document allows, and many that it does not, gets an answer that the document promises."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core.result import Ok

from tests.support.smalltown import build_smalltown

MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The transaction of the test stays open between two requests, as Django's own client keeps it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_no_question_breaks_it(mode: schemathesis.GenerationMode) -> None:
    build_smalltown()
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", WSGIHandler())
    asked = []
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        strategy = operation.as_strategy(generation_mode=mode)

        @given(case=strategy)
        @settings(
            max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
        )
        def ask(case: Any) -> None:
            answer = case.call()
            assert answer.status_code < 500, (case.as_curl_command(), answer.text[:500])

        try:
            ask()
        except Unsatisfiable:
            continue  # nothing wrong can be asked where nothing is asked
        asked.append(operation.path)
    assert len(asked) >= 8
