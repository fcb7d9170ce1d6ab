"""Any question that the OpenAPI document allows, and many that it does not, gets an answer that the document promises."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
import schemathesis
from django.conf import settings as house
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import checks
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks as promised

from tests.support.routes import SAMPLES, routes
from tests.support.stage import Stage
from wijk.contributions.models import Contribution

MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
#: What every answer is held against.
CHECKS = [
    checks.not_a_server_error,
    promised.status_code_conformance,
    promised.content_type_conformance,
    promised.response_headers_conformance,
    promised.response_schema_conformance,
]
NAMES = {"/" + route.pattern.replace("<", "{").replace(">", "}"): route.name for route in routes()}
#: Answers are read as they are, not packed.
PLAIN = {"Accept-Encoding": "identity"}
#: Questions to each operation.
EXAMPLES = 12
#: Words of these are chosen from a list; every one of them is asked.
CHOSEN = ("form", "face", "level", "table")


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The transaction of the test stays open between two requests, as Django's own client keeps it; and nobody is asked to wait."""
    monkeypatch.setattr(house, "WIJK_MODERATION", house.WIJK_MODERATION | {"programs_per_hour": 1_000_000})
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def real(path: str, stage: Stage) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the sample of this address names in its path and asks: something that is there."""
    sample = SAMPLES[NAMES[path]]
    named = sample.arguments(stage)
    return {name: value for name, value in named.items() if name not in CHOSEN}, dict(parse_qsl(sample.query[1:]))


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_no_question_breaks_it(stage: Stage, mode: schemathesis.GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", WSGIHandler())
    asked, wrong = Counter[str](), []
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        try:
            statuses = asking(operation, real(operation.path, stage), mode)
        except Unsatisfiable:
            continue  # nothing wrong can be asked where nothing is asked
        except (Exception, BaseExceptionGroup) as fault:
            wrong.append(f"{operation.method} {operation.path}: {said(fault)}")
            continue
        asked[operation.method] += 1
        if mode is schemathesis.GenerationMode.POSITIVE and operation.method == "get" and not statuses[200]:
            wrong.append(f"{operation.path}: nothing was found, whatever was asked: {statuses}")
    assert not wrong, "\n\n".join(wrong)
    assert asked["get"] >= 50
    assert asked["post"] >= 2


def said(fault: BaseException) -> str:
    """What was found, without the page of help around it."""
    if isinstance(fault, BaseExceptionGroup):
        return "; ".join(said(one) for one in fault.exceptions)
    return f"{type(fault).__name__} {fault}"[:1500]


def asking(
    operation: Any, there: tuple[dict[str, Any], dict[str, Any]], mode: schemathesis.GenerationMode
) -> "Counter[int]":
    """Ask one operation; half of the questions name what is there. The statuses that came back, each of them promised."""
    statuses = Counter[int]()

    @given(case=operation.as_strategy(generation_mode=mode), known=st.booleans())
    @settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
    )
    def ask(case: Any, known: bool) -> None:
        if known:
            case.path_parameters = {**case.path_parameters, **there[0]}
            case.query = {**case.query, **there[1]}
        answer = case.call(headers=PLAIN)
        statuses[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    ask()
    return statuses


def test_a_program_that_says_something_is_understood(stage: Stage) -> None:
    """What the description allows is not only refused: some of it is kept."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", WSGIHandler())
    before = Contribution.objects.count()
    operation = schema["/api/v1/contributions"]["POST"]
    body: Any = {"kind": "idea", "title": "Een fontein", "language": "nl", "email": "an@voorbeeld.be"}
    for key, expected in (("a", 201), ("a", 200), ("b", 201)):
        case = operation.Case(body=body, headers={"Idempotency-Key": key}, media_type="application/json")
        answer = case.call(headers=PLAIN)
        assert answer.status_code == expected, answer.text
        case.validate_response(answer, checks=CHECKS)
    assert Contribution.objects.count() == before + 2
