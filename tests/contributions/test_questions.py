"""A kind's own questions: asked, changed, put in order, asked no more; what was answered is never lost."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.contributions import actions
from wijk.contributions.models import Contribution, Kind, Opening
from wijk.contributions.queries import Where
from wijk.contributions.questions import Choice, Question, asked_now, moved, placed, read, retired, written
from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import Text
from wijk.trail.models import Entry

PATH = "/nl/office/openings/kinds/repair/questions/"


def signed_in(stage: Stage) -> Client:
    """The browser of the clerk."""
    client = Client()
    client.force_login(stage.everywhere["clerk"].person)
    return client


def keep(stage: Stage, questions: Sequence[Question], revision: int | None = None) -> Kind:
    """The clerk keeps these for repairs."""
    kind = Kind.objects.get(code="repair")
    return actions.keep_questions(
        stage.everywhere["clerk"].viewer, kind=kind, questions=questions, revision=kind.revision if revision is None else revision
    )  # fmt: skip


def of_repairs() -> list[Question]:
    """What a repair asks."""
    return read(Kind.objects.get(code="repair").fields)


def report(stage: Stage, **extra: str) -> Contribution:
    """Somebody reports a repair."""
    return actions.submit(
        stage.cast.charlie.viewer, opening=Opening.objects.get(key="city"), kind="repair", title="De lamp is stuk", body="",
        language="nl", where=Where(lon=4.345, lat=50.857), extra=extra,
    ).contribution  # fmt: skip


def said(nl: str, fr: str = "") -> Text:
    """Words in two languages."""
    return Text({"nl": nl, "fr": fr} if fr else {"nl": nl})


SORTS = Question(
    said("Wat is het?", "Qu’est-ce ?"), "choice", choices=(Choice(said("Lamp", "Lampe")), Choice(said("Put", "Trou")))
)


def test_a_question_is_asked_on_the_form_and_by_programs(stage: Stage) -> None:
    keep(stage, [*of_repairs(), SORTS])
    page = Client().get("/fr/say/?kind=repair").content.decode()
    assert "Qu’est-ce" in page
    assert "Trou" in page
    told = Client().get("/open311/v2/services/repair.json").json()["attributes"]
    assert [(one["code"], one["datatype"]) for one in told] == [
        ("danger", "singlevaluelist"),
        ("wat-is-het", "singlevaluelist"),
    ]
    assert [one["key"] for one in told[1]["values"]] == ["lamp", "put"]
    row = report(stage, **{"wat-is-het": "put", "danger": "yes"})
    assert row.extra == {"wat-is-het": "put", "danger": "yes"}


def test_what_was_answered_is_read_after_its_question_was_renamed_and_retired(stage: Stage) -> None:
    keep(stage, [*of_repairs(), SORTS])
    row = report(stage, **{"wat-is-het": "put"})
    danger, sorts = of_repairs()
    lamp, hole = sorts.choices
    renamed = Question(
        said("Wat is er stuk?"), "choice", sorts.code, choices=(lamp, Choice(said("Een gat"), hole.code, retired=True), Choice(said("Bank")))
    )  # fmt: skip
    keep(stage, [renamed, danger])
    page = Client().get(f"/nl/voices/{row.key}/").content.decode()
    assert "Wat is er stuk?" in page
    assert "Een gat" in page
    with pytest.raises(Refused) as caught:
        report(stage, **{"wat-is-het": "put"})
    assert caught.value.code == "no-choice"
    keep(stage, retired(of_repairs(), sorts.code, gone=True))
    assert "Wat is er stuk?" not in Client().get("/nl/say/?kind=repair").content.decode()
    assert "Een gat" in Client().get(f"/nl/voices/{row.key}/").content.decode()
    assert report(stage, **{"wat-is-het": "lamp"}).extra == {}


def test_a_question_that_must_be_answered_must(stage: Stage) -> None:
    keep(stage, [*of_repairs(), Question(said("Sinds wanneer?"), required=True)])
    with pytest.raises(Refused) as caught:
        report(stage)
    assert caught.value.code == "no-answer"
    assert report(stage, **{"sinds-wanneer": "gisteren"}).extra == {"sinds-wanneer": "gisteren"}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ([], "thrown-away"),
        ([Question(said("Gevaar?"), "line", "danger")], "other-sort"),
        ([Question(said("Gevaar?"), "tick", "danger"), Question(said("Iets?"), "line", "made-up")], "thrown-away"),
        ([Question(Text(), "tick", "danger")], "no-words"),
        ([Question(said("Gevaar?"), "tick", "danger"), Question(said("Wat?"), "choice")], "few-choices"),
        ([Question(said("Gevaar?"), "tick", "danger"), Question(said("Wat?"), "magic")], "no-sort"),
        ([Question(said("Gevaar?"), "tick", "danger")] * 2, "twice"),
        ([Question(said("Gevaar?"), "tick", "danger"), *[Question(said(f"Vraag {n}")) for n in range(12)]], "many-questions"),
    ],
)  # fmt: skip
def test_what_would_lose_answers_or_cannot_be_answered_is_refused(
    stage: Stage, wrong: list[Question], code: str
) -> None:
    before = Kind.objects.get(code="repair").fields
    with pytest.raises(Refused) as caught:
        keep(stage, wrong)
    assert caught.value.code == code
    assert Kind.objects.get(code="repair").fields == before


def test_a_choice_that_some_chose_is_never_thrown_away(stage: Stage) -> None:
    keep(stage, [*of_repairs(), SORTS])
    danger, sorts = of_repairs()
    fewer = Question(sorts.label, "choice", sorts.code, choices=(sorts.choices[0], Choice(said("Bank"))))
    with pytest.raises(Refused) as caught:
        keep(stage, [danger, fewer])
    assert caught.value.code == "thrown-away"


def test_the_second_of_two_is_told_and_the_trail_knows_the_first(stage: Stage) -> None:
    kind = Kind.objects.get(code="repair")
    lines = Entry.objects.filter(verb="contributions.keep_questions").count()
    keep(stage, [*of_repairs(), SORTS], kind.revision)
    with pytest.raises(Refused) as caught:
        keep(stage, [*read(kind.fields), Question(said("Iets anders?"))], kind.revision)
    assert caught.value.code == "changed"
    assert Entry.objects.filter(verb="contributions.keep_questions").count() == lines + 1
    assert [one.code for one in of_repairs()] == ["danger", "wat-is-het"]


def test_nobody_else_may(stage: Stage) -> None:
    kind = Kind.objects.get(code="repair")
    with pytest.raises(NotAllowed):
        actions.keep_questions(
            stage.everywhere["facilitator"].viewer, kind=kind, questions=of_repairs(), revision=kind.revision
        )


def test_the_errand_in_the_office(stage: Stage) -> None:
    client = signed_in(stage)
    form: dict[str, Any] = {
        "label_nl": "Wat is het?",
        "label_en": "What is it?",
        "sort": "choice",
        "revision": "1",
        "fresh_1_nl": "Lamp",
        "fresh_2_nl": "Put",
    }
    form["revision"] = str(Kind.objects.get(code="repair").revision)
    assert client.post(f"{PATH}new/", form).status_code == 302
    page = client.get(PATH).content.decode()
    assert "Wat is het?" in page
    revision = str(Kind.objects.get(code="repair").revision)
    again = {
        "label_nl": "Wat is stuk?",
        "revision": revision,
        "choice_lamp_nl": "Een lamp",
        "choice_lamp_used": "on",
        "choice_put_nl": "Put",
    }
    short = client.post(f"{PATH}wat-is-het/", again)
    assert short.status_code == 200, "one answer in use is none to choose from"
    again["fresh_1_nl"] = "Een bank"
    assert client.post(f"{PATH}wat-is-het/", again).status_code == 302
    one = of_repairs()[1]
    assert (one.label.to("nl"), one.label.get("en", "")) == ("Wat is stuk?", "")
    assert [(c.code, c.label.to("nl"), c.retired) for c in one.choices] == [
        ("lamp", "Een lamp", False), ("put", "Put", True), ("een-bank", "Een bank", False),
    ]  # fmt: skip
    assert client.post(f"{PATH}wat-is-het/", again).status_code == 200, "an old form is told so"
    for do, codes in (("up", ["wat-is-het", "danger"]), ("down", ["danger", "wat-is-het"])):
        revision = str(Kind.objects.get(code="repair").revision)
        assert client.post(PATH, {"question": "wat-is-het", "do": do, "revision": revision}).status_code == 302
        assert [question.code for question in of_repairs()] == codes
    client.post(PATH, {"question": "danger", "do": "retire", "revision": "1"})
    assert not of_repairs()[0].retired, "somebody else changed it in the meantime"


def test_two_who_add_the_same_kind_do_not_write_over_each_other(stage: Stage) -> None:
    client = signed_in(stage)
    sent = {"code": "wish", "title_nl": "Een wens", "order": "50", "active": "on"}
    assert client.post("/nl/office/openings/kinds/new/", sent).status_code == 302
    assert client.post("/nl/office/openings/kinds/new/", sent | {"title_nl": "Een droom"}).status_code == 200
    assert Kind.objects.get(code="wish").title.to("nl") == "Een wens"
    assert (
        client.post("/nl/office/openings/kinds/wish/", sent | {"title_nl": "Een droom", "revision": "1"}).status_code
        == 302
    )
    assert (
        client.post("/nl/office/openings/kinds/wish/", sent | {"title_nl": "Een vraag", "revision": "1"}).status_code
        == 200
    )
    assert Kind.objects.get(code="wish").title.to("nl") == "Een droom"


WORDS = st.text("abc éß-", min_size=1, max_size=12).map(said)
QUESTIONS = st.lists(
    st.builds(
        Question, WORDS, st.sampled_from(["line", "tick", "choice"]), st.just(""), st.just(False),
        st.lists(st.builds(Choice, WORDS), min_size=2, max_size=4).map(tuple), st.booleans(),
    ),
    max_size=6,
)  # fmt: skip


@given(QUESTIONS, st.integers(0, 5), st.booleans())
def test_codes_are_each_other_s_strangers_and_nothing_is_lost_by_moving(
    questions: list[Question], at: int, up: bool
) -> None:
    kept = written(questions)
    codes = [one["code"] for one in kept]
    assert len(set(codes)) == len(questions)
    again = read(kept)
    assert written(again) == kept
    code = codes[at % len(codes)] if codes else "none"
    assert sorted(one.code for one in moved(again, code, up=up)) == sorted(codes)
    assert len(placed(again, Question(said("Nog iets")))) == len(questions) + 1
    assert [one["code"] for one in asked_now(kept)] == [one.code for one in again if not one.retired]
