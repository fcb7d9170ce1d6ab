"""A working sample of each address of answers."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage


def _waiting(stage: Stage) -> Facts:
    return {"key": stage.scenes["answers"].waiting.contribution.key}


def _answered(stage: Stage) -> Facts:
    return {"key": stage.scenes["answers"].answered.contribution.key}


def _token(stage: Stage) -> Facts:
    return {"token": stage.scenes["answers"].token}


def _route(stage: Stage) -> Facts:
    return {"number": stage.scenes["answers"].route.pk}


def _file(_stage: Stage) -> Facts:
    return {"file": SimpleUploadedFile("routes.csv", b"service,kind,days\nroads,repair,6\n")}


def _answer(stage: Stage) -> Facts:
    """An answer; for who takes it together with another, the other."""
    return {
        "do": "answer", "outcome": "answered", "text": "Wij kijken er morgen naar, bij de linde.", "language": "nl", "version": "1",
        "into": stage.scenes["answers"].twin.contribution.key,
    }  # fmt: skip


SERVICE = given(key="roads", title_nl="Wegen", days="10", working="on", place="", members="", revision="1")
ROUTE = given(**{"route-service": "roads", "route-kind": "repair", "route-days": "4"})
REASON = given(
    code="cost", title_nl="a", title_fr="b", title_en="c", words_nl="d", words_fr="e", words_en="f", order="1"
)
PHRASE = given(code="repaired", title_nl="Hersteld", words_nl="Het is hersteld.")

SAMPLES: dict[str, Sample] = {
    "answers:clock": Sample(query="?since=2020-01-01&area=neighbourhood/1"),
    "answers:again": Sample(_token, sends=given(text="En de andere kant van de straat?")),
    "answers:again_own": Sample(
        _answered, sends=given(text="En de andere kant?"), answers=(200, 404)
    ),  # its author alone
    "answers:desk": Sample(),
    "answers:request": Sample(_waiting, sends=_answer),
    "answers:services": Sample(sends=_file),
    "answers:new_service": Sample(sends=SERVICE),
    "answers:service": Sample(given(key="roads"), sends=SERVICE),
    "answers:end_service": Sample(given(key="roads"), sends=given(to="parks"), answers=(405,)),
    "answers:routes": Sample(query="?kind=repair", sends=ROUTE),
    "answers:route": Sample(_route, sends=ROUTE),
    "answers:reasons": Sample(),
    "answers:new_reason": Sample(sends=REASON),
    "answers:reason": Sample(given(code="cost"), sends=REASON),
    "answers:phrases": Sample(),
    "answers:new_phrase": Sample(sends=PHRASE),
    "answers:phrase": Sample(given(code="repaired"), sends=PHRASE),
    "api:answer_dictionary": Sample(given(table="answer-clock", form="json")),
    "api:answer_clock": Sample(given(form="csv")),
    "api:answers_told": Sample(given(form="json")),
    "api:answer_reasons": Sample(given(form="json")),
}
