"""Whoever speaks for an organisation or leads an organ endorses by themselves; nobody endorses for others."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.support.cast import Member
from tests.support.scenes.processes import ProcessScene, said
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.viewer import Operator
from wijk.organs.actions import give_mandate
from wijk.processes import actions, queries
from wijk.processes.models import Endorsement

DOOR = "/en/processes/het-plein-opnieuw/framework/endorse/"


def at_home(member: Member) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(member.person)
    return client


def given(about: str) -> Endorsement | None:
    return Endorsement.objects.filter(about=about, framework__number=1).first()


def test_the_page_of_the_framework_leads_there(stage: Stage) -> None:
    page = Client(headers={"host": "localhost"}).get("/en/processes/het-plein-opnieuw/framework/").content.decode()
    assert "Your organisation can endorse this" in page
    assert DOOR in page
    answer = Client(headers={"host": "localhost"}).get(DOOR)
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_who_speaks_for_an_organisation_endorses_with_date_and_remarks(stage: Stage) -> None:
    house, client = stage.scenes["actors"].house, at_home(stage.cast.charlie)
    about = f"actors.organisation:{house.key}"
    page = client.get(DOOR).content.decode()
    assert str(house.title) in page
    assert f'value="{about}"' in page
    sent = {
        "about": about,
        "on": clock.today(),
        "remarks_en": "Also in the evening, please.",
        "by_en": "general meeting",
    }
    answer = client.post(DOOR, sent)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    found = given(about)
    assert found is not None
    assert found.remarks["en"] == "Also in the evening, please."
    shown = client.get(answer["Location"]).content.decode()
    assert "Also in the evening, please." in shown
    assert (
        stage.cast.charlie.person.name
        not in shown.partition("Who stands behind this version")[2].partition("All versions")[0]
    )
    assert "has stood behind this version since" in client.get(DOOR).content.decode()
    client.post(DOOR, sent)
    assert Endorsement.objects.filter(about=about).count() == 1


def test_who_leads_an_organ_endorses_for_it(stage: Stage, scene: ProcessScene) -> None:
    organ, chair = stage.scenes["organs"].council, stage.everywhere["association"]
    mandate = {"organ": organ, "person": chair.person, "role": "chair", "since": clock.today()}
    give_mandate(Operator(), **mandate)
    answer = at_home(chair).post(DOOR, {"about": f"organs.organ:{organ.key}", "on": clock.today()})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert given(f"organs.organ:{organ.key}") is not None


@pytest.mark.parametrize("role", ["resident", "association", "service"])
def test_nobody_endorses_for_others(stage: Stage, role: str) -> None:
    client = at_home(stage.everywhere[role])  # type: ignore[index]
    page = client.get(DOOR).content.decode()
    assert "You do not speak for an organisation here yet." in page
    about = f"actors.organisation:{stage.scenes['actors'].house.key}"
    answer = client.post(DOOR, {"about": about, "on": clock.today()})
    assert answer.status_code == 200
    assert given(about) is None


def test_a_day_that_cannot_be_stands_by_its_box_and_nothing_typed_is_lost(stage: Stage) -> None:
    house, client = stage.scenes["actors"].house, at_home(stage.cast.charlie)
    day = clock.today() + timedelta(days=9)
    sent = {"about": f"actors.organisation:{house.key}", "on": day, "remarks_en": "We agree."}
    page = client.post(DOOR, sent).content.decode()
    box = page.partition('id="id_on_error"')[2].partition("</ul>")[0]
    assert "That day is still to come" in box
    assert "We agree." in page
    assert f'value="{day.isoformat()}"' in page


def test_nobody_endorses_what_is_not_there_or_over(stage: Stage, scene: ProcessScene) -> None:
    client = at_home(stage.cast.charlie)
    assert client.get(f"/en/processes/{scene.draft.key}/framework/endorse/").status_code == 404
    actions.stop_process(Operator(), process=scene.square, reason=said("Op", "Fini", "Over"))
    page = client.get(DOOR).content.decode()
    assert "This process is over." in page
    assert "Endorse this version" not in page
    assert (
        "Your organisation can endorse this"
        not in client.get("/en/processes/het-plein-opnieuw/framework/").content.decode()
    )


def test_the_city_and_its_bodies_are_offered_to_the_office(stage: Stage, scene: ProcessScene) -> None:
    page = (
        at_home(stage.everywhere["facilitator"])
        .get(f"/en/office/processes/{scene.square.key}/endorse/")
        .content.decode()
    )
    assert f"organs.organ:{stage.scenes['organs'].council.key}" in page
    assert f"organs.organ:{scene.committee.key}" not in page  # they stand behind it already
    assert (
        queries.version(scene.square, 1)
        .endorsements.filter(about=str(Subject("organs.organ", scene.committee.key)))
        .exists()
    )
