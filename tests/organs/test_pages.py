"""Whole errands in the browser's place: an organ founded, its mandates given, a decision noted, an opinion answered."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support.cast import Member
from tests.support.scenes.organs import HERE, OrganScene
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.organs import actions, queries
from wijk.organs.models import Decision, Mandate, Opinion, Organ


def client_of(member: Member | None = None) -> Client:
    client = Client(headers={"host": "localhost"})
    if member:
        client.force_login(member.person)
    return client


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_facilitator_founds_an_organ_gives_a_mandate_and_notes_a_decision(stage: Stage, scene: OrganScene) -> None:
    client = client_of(stage.helper)
    told = {"kind": "workshop", "title_nl": "Atelier Plein", "title_en": "Square workshop", "place": HERE}
    answer = client.post(reverse("organs:found"), told, follow=True)
    assert "The organ is there" in said(answer)
    row = Organ.objects.get(key="atelier-plein")
    assert (row.rule, row.place) == ("consent", HERE)
    keep = reverse("organs:keep", args=[row.key])
    assert "Nobody holds the chair" in said(answer)
    seat = {"role": "chair", "account": stage.stranger.person.email, "since": "2026-01-01"}
    assert "The mandate is given" in said(client.post(reverse("organs:mandates", args=[row.key]), seat, follow=True))
    assert "no account with this address" in said(
        client.post(reverse("organs:mandates", args=[row.key]), seat | {"account": "niemand@voorbeeld.be"}, follow=True)
    )
    assert "Nobody holds the chair" not in said(client.get(keep))
    chair = client_of(stage.stranger)
    assert chair.get(keep).status_code == 200, "the chair keeps it from now on"
    mandate = Mandate.objects.get(organ=row)
    noted = {
        "on": queries.today().isoformat(), "title_en": "Benches", "motion_en": "Ten benches.", "rule": "consent",
        f"seat_{mandate.pk}": "there", "objections": "",
    }  # fmt: skip
    answer = chair.post(reverse("organs:decide", args=[row.key]), noted, follow=True)
    assert "The decision is noted" in said(answer)
    assert Decision.objects.get(organ=row).outcome == "adopted"
    page = said(client_of().get(reverse("organs:organ", args=[row.key])))
    assert "Benches" in page
    assert "1 person who is not named here: chair" in page


def test_a_fault_stands_above_the_form_in_its_own_words(stage: Stage, scene: OrganScene) -> None:
    client = client_of(stage.helper)
    told = {"kind": "jury", "title_nl": "Jury", "place": HERE, "quorum": "9", "seats": "3"}
    assert "can never be met" in said(client.post(reverse("organs:found"), told))
    assert "Choose a place where you work" in said(
        client.post(reverse("organs:found"), told | {"place": "neighbourhood/3"})
    )
    noted = {"on": queries.today().isoformat(), "title_nl": "A", "motion_nl": "B", "rule": "majority"}
    assert "had no valid" not in said(client.get(reverse("organs:decide", args=[scene.committee.key])))
    answer = client.post(reverse("organs:decide", args=[scene.committee.key]), noted)
    assert "0 of the 3 who must be there were there" in said(answer)


@pytest.mark.parametrize(
    "facts", [{}, {"on": "gisteren"}, {"title_nl": "x" * 400}, {"rule": "whim"}, {"total_for": "-1"}]
)
def test_odd_input_is_answered_calmly(stage: Stage, scene: OrganScene, facts: dict[str, str]) -> None:
    client = client_of(stage.helper)
    before = Decision.objects.count()
    for name in ("decide", "keep", "group"):
        assert client.post(reverse(f"organs:{name}", args=[scene.committee.key]), facts).status_code == 200
    for name in ("mandates", "end", "prolong"):
        answer = client.post(reverse(f"organs:{name}", args=[scene.group.key]), facts, follow=True)
        assert answer.status_code == 200
    assert Decision.objects.count() == before


def test_a_group_is_set_up_by_a_decision_and_prolonged(stage: Stage, scene: OrganScene) -> None:
    client, until = client_of(stage.stranger), queries.today() + timedelta(days=30)
    told = {
        "kind": "thematic-group", "title_nl": "Water", "mandate_nl": "Zoek water.", "agenda_nl": "Regen.", "until": until.isoformat(),
        "decision": scene.decision.key,
    }  # fmt: skip
    answer = client.post(reverse("organs:group", args=[scene.committee.key]), told, follow=True)
    assert "The working group is there" in said(answer)
    page = said(client_of().get(reverse("organs:organ", args=[scene.committee.key])))
    assert "Water" in page
    assert '<svg class="organigram"' in page
    later = {"until": (until + timedelta(days=9)).isoformat(), "decision": scene.decision.key}
    answer = client.post(reverse("organs:prolong", args=["water"]), later, follow=True)
    assert "The group goes on" in said(answer), "the chair of the organ above it keeps the group"


def test_an_opinion_goes_from_question_to_reply(stage: Stage, scene: OrganScene) -> None:
    chair, clerk = client_of(stage.stranger), client_of(stage.everywhere["clerk"])
    due = (queries.today() + timedelta(days=20)).isoformat()
    told = {"by": scene.committee.key, "question_en": "How high?", "due": due}
    answer = chair.post(reverse("organs:ask", args=[scene.council.key]), told, follow=True)
    assert "Everybody can see by when it is due" in said(answer)
    row = Opinion.objects.get(question__en="How high?")
    given = {"verdict": "conditional", "majority_en": "Low.", "dissent_en": "Higher."}
    assert chair.post(reverse("organs:give_opinion", args=[row.key]), given).status_code == 404, (
        "the council speaks for itself"
    )
    assert "The opinion is noted" in said(
        clerk.post(reverse("organs:give_opinion", args=[row.key]), given, follow=True)
    )
    refused = {"reply": "refused", "reasons_en": ""}
    assert "Without a reason" in said(chair.post(reverse("organs:reply", args=[row.key]), refused))
    answer = chair.post(reverse("organs:reply", args=[row.key]), refused | {"reasons_en": "Too dear."}, follow=True)
    assert "The reply is public" in said(answer)
    page = said(client_of().get(reverse("organs:opinion", args=[row.key])))
    assert all(words in page for words in ("Low.", "Higher.", "Too dear.", "not followed", "In time."))


def test_pages_speak_three_languages_and_hold_no_style(scene: OrganScene) -> None:
    titles = {
        "nl": "Stuurcomité Oude Markt",
        "fr": "Comité de pilotage Vieux Marché",
        "en": "Steering committee Old Market",
    }
    for language, title in titles.items():
        page = said(client_of().get(f"/{language}/organs/{scene.committee.key}/"))
        assert title in page
        assert not re.search(r"style=|<script>", page)


def test_a_page_costs_as_much_with_fifty_decisions_as_with_one(scene: OrganScene) -> None:
    def cost() -> int:
        client = client_of()
        client.get(reverse("organs:organ", args=[scene.committee.key]))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("organs:organ", args=[scene.committee.key]))
        return len([q for q in asked if "SAVEPOINT" not in q["sql"]])

    before = cost()
    seats = [scene.chair.pk, *(m.pk for m in scene.members)]
    for n in range(50):
        actions.decide(
            Operator(),
            organ=scene.committee,
            on=scene.day,
            title=Text.of(f"Punt {n}"),
            motion=Text.of("Iets"),
            present=seats,
            rule="consent",
        )
    assert cost() == before <= 12


def test_the_organs_of_a_neighbourhood_are_found_by_its_name_a_slip_of_the_pen_or_its_code(scene: OrganScene) -> None:
    for words in ("Nieuwbouw", "nieuwbow", "neighbourhood/3"):
        shown = Client().get(reverse("organs:index"), {"area": words}).content.decode()
        assert "Seniors’ council" in shown, "an organ of the whole city decides there too"
        assert scene.committee.title.to("en") not in shown
        assert 'value="Nieuwbouw"' in shown
    here = Client().get(reverse("organs:index"), {"area": "oude mrakt"}).content.decode()
    assert scene.committee.title.to("en") in here


@pytest.mark.parametrize("words", ["zzzzqqq", "x", "neighbourhood/99999", "'\"><script>", "a" * 400])
def test_a_name_that_nothing_has_is_said_so_and_shows_all(scene: OrganScene, words: str) -> None:
    shown = Client().get(reverse("organs:index"), {"area": words}).content.decode()
    assert scene.committee.title.to("en") in shown
    assert "<script>" not in shown.partition("<main")[2]


def test_groups_that_have_ended_stay_on_the_page_of_their_organ(scene: OrganScene) -> None:
    path = reverse("organs:organ", args=[scene.committee.key])
    with clock.at(clock.now() + timedelta(days=100)):
        shown = Client().get(path).content.decode()
    assert "<details><summary>1 " in shown
    assert reverse("organs:organ", args=[scene.group.key]) in shown.partition("<details><summary>1 ")[2]
    assert "<details><summary>1 " not in Client().get(path).content.decode(), "it still meets"
