"""From cards to a plan: days that the city keeps free, doubts with a reason, and the plan as one's own."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import vobject
from django.test import Client
from django.utils import translation

from tests.support.scenes.toolbox import a_wish
from tests.support.stage import ELSEWHERE, HERE, Stage
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.text import Text
from wijk.toolbox import access, actions, compute, exporters, queries
from wijk.toolbox.models import SavedPlan
from wijk.toolbox.plans import Choice, Means, Plan, Wish, plan_of, told, wish_of
from wijk.toolbox.providing import own_plans

WALK = Choice("exploratory-walk", "consult", consulted="The neighbours")
MONDAY = date(2027, 1, 11)


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"), clock.at(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        yield


def planned(*choices: Choice, **more: Any) -> Plan:
    facts: dict[str, Any] = {"start": MONDAY, "means": Means(10_000, 10**9), "title": Text.of("Plan")}
    return compute.plan(Wish(choices=choices, **(facts | more)))


def codes(plan: Plan) -> set[str]:
    return {doubt.code for doubt in plan.warnings}


def test_a_sound_plan_raises_no_doubt(stage: Stage) -> None:
    answered = replace(
        a_wish(), choices=tuple(replace(c, consulted="Four neighbours", nobody_yet=False) for c in a_wish().choices)
    )
    assert codes(compute.plan(answered)) == set()


@pytest.mark.parametrize(
    ("choice", "more", "code"),
    [
        (replace(WALK, consulted=""), {}, "unasked"),
        (replace(WALK, consulted="", nobody_yet=True), {}, "nobody-asked"),
        (Choice("focus-group", "comanage", consulted="x"), {}, "beyond-card"),
        (Choice("coproduction-workshop", "coproduce", sessions=1, consulted="x"), {}, "thin"),
        (Choice("focus-group", "concert", consulted="x"), {"feedback": False}, "no-feedback"),
        (WALK, {"evaluation": False}, "no-evaluation"),
        (WALK, {"answer_days": 0}, "no-answer"),
        (WALK, {"answer_days": 60}, "slow-answer"),
        (WALK, {"means": Means(10, 10**9)}, "hours-short"),
        (WALK, {"means": Means(10_000, 1)}, "money-short"),
        (WALK, {"means": Means()}, "no-means"),
        (WALK, {"means": Means(0, 10**9)}, "no-means"),
        (Choice("focus-group", "consult", consulted="x"), {}, "only-meetings"),
        (Choice("focus-group", "consult", moment="evening", consulted="x"), {"beyond": True}, "only-evenings"),
        (replace(WALK, phase="decide"), {}, "odd-phase"),
        (WALK, {"place_kind": "city"}, "odd-place"),
        (replace(WALK, people=3), {}, "few-people"),
        (replace(WALK, people=90), {}, "many-people"),
        (WALK, {"start": date(2027, 5, 6)}, "closed-start"),
        (WALK, {"start": date(2026, 10, 1)}, "past-start"),
        (WALK, {"until": date(2027, 1, 20)}, "too-late"),
        (replace(WALK, not_before=date(2027, 7, 5)), {"summer": False}, "summer"),
        (Choice("coproduction-workshop", "comanage", phase="design", consulted="x"), {}, "no-upkeep"),
    ],
)
def test_a_doubt_is_raised_with_its_reason_and_what_to_do(
    stage: Stage, choice: Choice, more: dict[str, Any], code: str
) -> None:
    found = next(w for w in planned(choice, **more).warnings if w.code == code)
    assert str(found.why).endswith(".")
    assert str(found.do).endswith(".")
    assert "{" not in f"{found.why}{found.do}"
    assert set(found.why) == {"nl", "fr", "en"}


def test_how_much_is_short_is_said_exactly(stage: Stage) -> None:
    needed = planned(WALK)
    plan = planned(WALK, means=Means(needed.hours - 7, needed.cents - 12_300))
    whys = {w.code: str(w.why) for w in plan.warnings}
    assert "7 more than there are" in whys["hours-short"]
    assert "€ 123 more than there is" in whys["money-short"]
    assert not codes(planned(WALK, means=Means(needed.hours, needed.cents)))


def test_silence_between_meetings_is_noticed(stage: Stage) -> None:
    later = Choice("participatory-map", "consult", "envision", consulted="x", not_before=date(2027, 10, 4))
    assert "silence" in codes(planned(replace(WALK, phase="diagnose"), later))


def test_a_card_that_stands_after_a_later_phase_is_moved_and_that_is_said(stage: Stage) -> None:
    plan = planned(Choice("charter-workshop", "concert", "decide", "x"), replace(WALK, phase="diagnose"))
    assert "backward" in codes(plan)
    assert [p.code for p in plan.phases] == ["diagnose", "decide"]


def test_a_phase_takes_the_heaviest_level_promised_in_it(stage: Stage) -> None:
    plan = planned(replace(WALK, phase="diagnose"), Choice("neighbourhood-scan", "concert", "diagnose", "x"))
    assert [(p.code, p.level) for p in plan.phases] == [("diagnose", "concert")]


def test_no_meeting_falls_on_a_holiday_a_closure_in_the_feasts_or_in_summer(stage: Stage) -> None:
    manager = stage.everywhere["manager"].viewer
    free = planned(WALK).meetings[0].day
    actions.keep_closure(manager, title=Text.of("Strike"), kind="school", start=free, end=free)
    assert planned(WALK).meetings[0].day > free
    busy = planned(WALK, start=date(2027, 6, 1), answer_days=10)
    assert all(m.day.month not in (7, 8) for m in busy.meetings)
    feasts = planned(WALK, start=date(2026, 12, 1))
    assert not [
        m for m in feasts.meetings if (m.day.month, m.day.day) >= (12, 24) or (m.day.month, m.day.day) <= (1, 2)
    ]
    ascension = planned(replace(WALK, not_before=date(2027, 5, 6), moment="evening"))
    assert ascension.meetings[0].day > date(2027, 5, 6)


def test_people_hear_back_unless_the_card_lets_them(stage: Stage) -> None:
    assert planned(WALK).meetings[-1].card == ""
    assert all(m.card for m in planned(Choice("coproduction-workshop", "coproduce", consulted="x")).meetings)
    assert all(m.card for m in planned(WALK, feedback=False).meetings)


def test_help_is_arranged_and_paid_for(stage: Stage) -> None:
    plain, helped = planned(WALK), planned(WALK, languages=True, child_care=True)
    assert helped.cents - plain.cents == len(helped.meetings) * 60_000
    said = [t.title.said("en") for t in helped.tasks]
    assert sum("interpreters" in s for s in said) == sum("child care" in s for s in said) == len(helped.meetings)


@pytest.mark.parametrize(
    ("choices", "code"), [((), "plan-empty"), ((WALK,) * 21, "plan-long"), ((replace(WALK, level="power"),), "plan-level")]
)  # fmt: skip
def test_a_plan_that_cannot_be_is_refused(stage: Stage, choices: tuple[Choice, ...], code: str) -> None:
    with pytest.raises(Refused) as fault:
        planned(*choices)
    assert fault.value.code == code


def test_a_plan_too_far_away_or_with_an_unknown_card_is_refused(stage: Stage) -> None:
    for start in (date(1, 1, 1), date(9999, 12, 31)):
        with pytest.raises(Refused, match="first day"):
            planned(WALK, start=start)
    with pytest.raises(Absent):
        planned(replace(WALK, card="nothing"))


def test_a_plan_and_its_wish_come_back_from_what_is_kept(stage: Stage) -> None:
    wish = a_wish(until=date(2027, 12, 1))
    made = compute.plan(wish, key="abc")
    assert plan_of(json.loads(json.dumps(told(made)))) == made
    assert wish_of(json.loads(json.dumps(told(wish)))) == wish


def test_a_kept_plan_is_what_other_rooms_read(stage: Stage) -> None:
    plan = queries.plan(stage.scenes["toolbox"]["plan"])
    assert [p.code for p in plan.phases] == ["diagnose", "design"]
    assert plan.meetings[0].start == time(14, 0)
    assert plan.choices[1].nobody_yet
    with pytest.raises(Absent):
        queries.plan("nothing")


def test_only_its_maker_sees_changes_or_drops_a_plan(stage: Stage) -> None:
    key, other = stage.scenes["toolbox"]["plan"], stage.everywhere["administrator"].viewer
    for tried in (lambda: access.open_plan(other, key), lambda: actions.drop_plan(other, key=key)):
        with pytest.raises(Absent):
            tried()
    with pytest.raises(Absent):
        actions.keep_plan(other, wish=a_wish(), key=key)
    with pytest.raises(Absent):
        access.open_plan(stage.cast.nobody, key)
    actions.drop_plan(stage.everywhere["facilitator"].viewer, key=key)
    assert not SavedPlan.objects.filter(key=key).exists()


def test_a_plan_is_kept_only_where_one_may(stage: Stage) -> None:
    helper = stage.elsewhere["facilitator"].viewer
    assert actions.keep_plan(helper, wish=a_wish(ELSEWHERE)).place == ELSEWHERE
    for place in ("", HERE):
        with pytest.raises(NotAllowed):
            actions.keep_plan(helper, wish=a_wish(place))
    with pytest.raises(NotAllowed):
        actions.keep_plan(stage.everywhere["resident"].viewer, wish=a_wish())
    with pytest.raises(Refused, match="title"):
        actions.keep_plan(helper, wish=a_wish(ELSEWHERE, title=Text()))


def test_what_is_kept_of_a_person_is_given_and_erased(stage: Stage) -> None:
    person = stage.everywhere["facilitator"].key
    assert own_plans.export(person)["plans"][0]["wish"]["choices"][0]["consulted"] == "The association of the street"
    assert own_plans.erase(person) == 1
    assert own_plans.export(person) == {"plans": []}


def test_the_calendar_is_read_by_a_second_program_in_the_citys_own_time(stage: Stage) -> None:
    plan = queries.plan(stage.scenes["toolbox"]["plan"])
    text = exporters.calendar(plan, datetime(2026, 12, 1, tzinfo=UTC)).decode()
    read = vobject.readOne(text)
    meetings = [e for e in read.vevent_list if "meeting" in e.uid.value]
    assert len(meetings) == len(plan.meetings)
    first = meetings[0].dtstart.value
    assert (first.date(), first.time().replace(tzinfo=None)) == (plan.meetings[0].day, plan.meetings[0].start)
    assert first.utcoffset().total_seconds() in (3600, 7200)
    assert len(read.vtodo_list) == len(plan.tasks)
    assert len({e.uid.value for e in (*read.vevent_list, *read.vtodo_list)}) == len(read.vevent_list) + len(
        read.vtodo_list
    )
    assert "association" not in text


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"end": date(2027, 2, 1)}, "closure-backwards"),
        ({"end": date(2028, 2, 1)}, "closure-long"),
        ({"kind": "whim"}, "closure-kind"),
        ({"title": Text()}, "closure-untitled"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(stage: Stage, facts: dict[str, Any], code: str) -> None:
    plain: dict[str, Any] = {
        "title": Text.of("x"),
        "kind": "school",
        "start": date(2027, 3, 1),
        "end": date(2027, 3, 5),
    }
    with pytest.raises(Refused) as fault:
        actions.keep_closure(stage.everywhere["clerk"].viewer, **(plain | facts))
    assert fault.value.code == code


def form_of(*rows: dict[str, str], **more: str) -> dict[str, str]:
    sent = {
        "row-TOTAL_FORMS": str(len(rows)),
        "row-INITIAL_FORMS": "0",
        "title_en": "The square",
        "start": "2027-01-11",
        "answer_days": "20",
    }
    for number, row in enumerate(rows):
        sent |= {f"row-{number}-{name}": value for name, value in row.items()}
    return sent | {"feedback": "on", "evaluation": "on", "summer": "on"} | more


def test_from_card_to_kept_plan_in_the_browser(stage: Stage) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.elsewhere["facilitator"].person)
    page = client.get("/en/toolbox/plan/?card=exploratory-walk").content.decode()
    assert "Which of the people who use these streets every day" in page
    assert f'value="{ELSEWHERE}"' in page
    row = {"card": "exploratory-walk", "level": "concert", "consulted": "The <b>neighbours</b>", "moment": "saturday"}
    shown = client.post("/en/toolbox/plan/", form_of(row, place=ELSEWHERE, do="show")).content.decode()
    assert "nobody said with which means" in shown
    assert "<b>neighbours" not in shown
    assert not SavedPlan.objects.filter(place=ELSEWHERE).exists()
    kept = client.post("/en/toolbox/plan/", form_of(row, place=ELSEWHERE, do="keep"), follow=True)
    assert "The plan is kept" in kept.content.decode()
    plan = SavedPlan.objects.get(place=ELSEWHERE)
    again = client.get(f"/en/toolbox/plans/{plan.key}/change/")
    assert again.context["rows"][0]["consulted"].value() == "The <b>neighbours</b>"
    plain = client.get(f"/en/toolbox/plans/{plan.key}.json").json()
    assert plain["choices"][0]["answered"] is True
    assert "consulted" not in plain["choices"][0]
    refused = client.post("/en/toolbox/plan/", form_of(row, place="", do="keep"))
    assert "Choose one where you work" in refused.content.decode()
    assert SavedPlan.objects.filter(place="").count() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        {"start": "soon"}, {"row-TOTAL_FORMS": "999"}, {"row-TOTAL_FORMS": "x"}, {"row-0-sessions": "-4"}, {"row-0-card": "nothing"},
        {"row-0-card": ""}, {"place": "moon/1"}, {"start": "9999-12-31"}, {"hours": "1e9"}, {"row-0-consulted": "x" * 5000},
    ],
)  # fmt: skip
def test_nonsense_in_the_form_is_answered_with_a_page(stage: Stage, spoil: dict[str, str]) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere["facilitator"].person)
    before = SavedPlan.objects.count()
    answer = client.post("/en/toolbox/plan/", form_of({"card": "focus-group", "level": "consult"}, do="keep") | spoil)
    assert answer.status_code == 200
    assert SavedPlan.objects.count() == before


@pytest.mark.parametrize("query", ["?people=x", "?level=power&purpose=x", "?euro=-5", "?page=99&hours=999999999999"])
def test_nonsense_in_the_filters_shows_the_cards(stage: Stage, query: str) -> None:
    assert Client(headers={"host": "localhost"}).get(f"/nl/toolbox/{query}").status_code == 200


def test_the_page_of_cards_asks_few_questions_of_the_database(stage: Stage, django_assert_max_num_queries: Any) -> None:
    client = Client(headers={"host": "localhost"})
    for path in (
        "/en/toolbox/",
        "/en/toolbox/cards/world-cafe/",
        "/en/toolbox/compare/?card=world-cafe&card=focus-group",
    ):
        with django_assert_max_num_queries(6):
            assert client.get(path).status_code == 200
