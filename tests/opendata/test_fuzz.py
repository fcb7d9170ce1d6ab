"""Any question that the OpenAPI document allows, and many that it does not, gets an answer that the document promises."""

from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core.result import Ok

from tests.support.smalltown import build_smalltown

MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)


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
