"""The pages of who accompanies people: few boxes, one line for the log, what is wrong in a sentence, and little asked of the database."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.cast import Member
from tests.support.scenes.caseload import Scene, account_of, begun
from tests.support.stage import Stage
from wijk.helping import actions, consent
from wijk.helping.accompanying import AGREEMENT, STARTS, agreement
from wijk.helping.forms.cases import MOST_FIELDS, NewCaseForm
from wijk.helping.models import Case, HandOver, Membership, Need, Note, Opened
from wijk.helping.queries import cases as questions
from wijk.helping.views.writing import HELD
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db
DAY, NEW, TEAMS = "/en/office/cases/", "/en/office/cases/new/", "/en/office/teams/"


@pytest.fixture
def scene(stage: Stage) -> Scene:
    """The team of Oude Markt."""
    told: Scene = stage.scenes["helping"].team
    return told


def signed(member: Member) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(member.person)
    return client


def page(client: Client, path: str, **sent: Any) -> str:
    answer = client.post(path, sent, follow=True) if sent else client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_new_case_asks_eight_boxes_at_most_and_needs_two(scene: Scene) -> None:
    form = NewCaseForm(teams=[scene.team, scene.team.__class__(key="x", title="X")])
    boxes = form.visible_fields()
    assert len(boxes) <= MOST_FIELDS == 8
    assert [box.name for box in boxes if box.field.required] == ["team", "about", "agreed"]
    assert "team" not in [box.name for box in NewCaseForm(teams=[scene.team]).visible_fields()]


def test_the_text_and_who_reads_it_are_said_before_anything_is_asked(scene: Scene) -> None:
    text = page(signed(scene.mate), NEW)
    for line in agreement():
        assert str(line) in text
    assert text.index("Mate") < text.index('<form method="post" novalidate')
    assert "nothing that you get from the city depends on it" in text
    assert max(AGREEMENT) == 1
    assert len(agreement(99)) == 0
    assert consent.CURRENT


def test_from_a_receipt_to_a_case_that_knows_what_was_said(stage: Stage, scene: Scene) -> None:
    client, said = signed(scene.keeper), stage.scenes["helping"].said
    text = page(client, f"{NEW}?from={said.key}")
    assert f'value="{said.title}"' in text
    page(
        client,
        f"{NEW}?from={said.key}",
        about=said.title,
        agreed="written",
        start="place",
        language="fr",
        team=scene.team.key,
    )
    row = Case.objects.latest("pk")
    assert row.links.get().subject == f"contributions.contribution:{said.key}"
    assert row.needs.count() == len(STARTS["place"][1])
    assert (row.keeper, row.agreed, row.words, row.languages) == (scene.keeper.person, "written", 1, ["fr"])


def test_what_is_not_shown_is_prefilled_for_who_wrote_it_down_alone(stage: Stage, scene: Scene) -> None:
    said = stage.scenes["helping"].said
    said.__class__.objects.filter(pk=said.pk).update(visibility="waiting")
    assert said.title not in page(signed(scene.mate), f"{NEW}?from={said.key}")
    client = signed(scene.mate)
    session = client.session
    session[HELD] = {said.key: "2026-11-21T09:00:00+00:00"}
    session.save()
    assert said.title in page(client, f"{NEW}?from={said.key}")


def test_one_box_adds_a_line_and_a_double_click_adds_one(scene: Scene) -> None:
    client, path = signed(scene.mate), f"/en/office/cases/{scene.case.number}/"
    once = re.search(r'name="once" value="([^"]+)"', page(client, path))
    assert once
    for _click in range(2):
        text = page(client, path, do="log", text="Formulier samen ingevuld, 25 min", once=once.group(1))
    assert Note.objects.filter(minutes=25).count() == 1
    assert "70 minutes in all" in text
    assert "Write a line" in page(client, path, do="log", text=" \u200b ", once="x") or "required" in page(
        client, path, do="log", text=" "
    )


def test_the_small_buttons_do_what_they_say(stage: Stage, scene: Scene) -> None:
    client, path = signed(scene.mate), f"/en/office/cases/{scene.case.number}/"
    need = scene.case.needs.get(what="Een schets")
    page(client, path, do="tick", which=str(need.pk))
    assert Need.objects.get(pk=need.pk).done_on
    page(client, path, do="untick", which=str(need.pk))
    assert Need.objects.get(pk=need.pk).done_on is None
    page(client, path, **{"do": "need", "need-words": "Een sleutel"})
    assert scene.case.needs.filter(what="Een sleutel").exists()
    page(client, path, do="drop", which=str(need.pk))
    assert not Need.objects.filter(pk=need.pk).exists()
    text = page(client, path, **{"do": "link", "link-words": stage.scenes["helping"].code})
    assert stage.scenes["helping"].said.title in text
    page(client, path, do="unlink", which=str(scene.case.links.get().pk))
    assert not scene.case.links.exists()
    assert "nothing that can be linked" in page(
        client, path, **{"do": "link", "link-words": "https://elsewhere.example/"}
    )
    page(client, path, do="take")
    assert Case.objects.get(pk=scene.case.pk).keeper == scene.mate.person
    assert "Nobody has an account" in page(client, path, **{"do": "account", "account-email": "niemand@voorbeeld.be"})
    for which in ("", "0", "9" * 30, "-1", "x"):
        assert page(client, path, do="strike", which=which)
    page(client, path, do="strike", which=str(scene.case.notes.get().pk))
    assert not scene.case.notes.exists()
    page(client, path, do="nonsense")


def test_the_next_step_is_changed_in_place_and_an_old_form_is_told(scene: Scene) -> None:
    client, path = signed(scene.mate), f"/en/office/cases/{scene.case.number}/"
    row = Case.objects.get(pk=scene.case.pk)
    told = {
        "do": "step",
        "next_what": "Samen naar de dienst",
        "next_on": "",
        "stage": "waiting",
        "revision": str(row.revision),
    }
    page(client, path, **told)
    row.refresh_from_db()
    assert (row.stage, row.next_what, row.next_on, row.about) == (
        "waiting",
        "Samen naar de dienst",
        None,
        scene.case.about,
    )
    assert "A colleague changed this" in page(client, path, **told)
    assert "A colleague changed this" in page(client, f"{path}change/", about="Anders", stage="met", revision="1")
    page(
        client, f"{path}change/", about="Anders", stage="closed", language="ar", second="fr", revision=str(row.revision)
    )
    row.refresh_from_db()
    assert (row.about, row.stage, row.languages) == ("Anders", "closed", ["ar", "fr"])
    assert "it is forgotten" in page(client, path)


def test_forgetting_asks_once_and_leads_home(scene: Scene) -> None:
    client, path = signed(scene.mate), f"/en/office/cases/{scene.case.number}/"
    assert "nothing of it is left" in page(client, path, do="forget")
    assert client.get(path).status_code == 404


def test_looking_is_noted_and_the_team_reads_who_looked(scene: Scene) -> None:
    path = f"/en/office/cases/{scene.case.number}/"
    Opened.objects.all().delete()
    page(signed(scene.keeper), path)
    text = page(signed(scene.mate), path)
    assert [one.by for one in questions.openings_of(scene.case)] == [scene.mate.person, scene.keeper.person]
    assert text.index("Who opened it last") < text.rindex("Fay")
    signed(scene.mate).get(f"{path}paper.pdf")
    assert Opened.objects.filter(what="paper").count() == 1


def test_who_came_later_is_marked_on_every_older_case(stage: Stage, scene: Scene) -> None:
    assert "came later" not in page(signed(scene.mate), f"/en/office/cases/{scene.case.number}/")
    actions.add_member(stage.everywhere["manager"].viewer, team=scene.team, person=stage.stranger.person)
    text = page(signed(scene.mate), f"/en/office/cases/{scene.case.number}/")
    assert "came later" in text
    assert "Charlie reads the cases of" in page(signed(scene.mate), DAY)


def test_filters_narrow_the_list(scene: Scene) -> None:
    begun(scene.mate, scene.team, "Een feest", languages=["ar"])
    client = signed(scene.mate)
    found = {
        query: [about for about in (scene.case.about, "Een feest") if about in page(client, f"{DAY}all/?{query}")]
        for query in ("", "keeper=mine", "language=ar", "stage=waiting", "late=on", "keeper=loose", "team=zzz")
    }
    both = [scene.case.about, "Een feest"]
    assert found == {
        "": both, "keeper=mine": ["Een feest"], "language=ar": ["Een feest"], "stage=waiting": [], "late=on": [], "keeper=loose": [],
        "team=zzz": both,
    }  # fmt: skip


def test_handing_over_by_the_page(scene: Scene) -> None:
    client = signed(scene.mate)
    assert "Fay (1)" in page(client, f"{DAY}hand-over/")
    text = page(client, f"{DAY}hand-over/", giver=scene.keeper.key, taker=scene.mate.key)
    assert "1 case" in text
    assert HandOver.objects.count() == 2
    assert "Choose another colleague" in page(client, f"{DAY}hand-over/", giver=scene.mate.key, taker=scene.mate.key)
    assert client.get(f"{DAY}hand-over/?team=zzz").status_code == 404


def test_setting_a_team_shows_members_and_no_case(stage: Stage, scene: Scene) -> None:
    client = signed(stage.everywhere["manager"])
    path = f"{TEAMS}{scene.team.key}/"
    text = page(client, path)
    assert "Mate" in text
    assert scene.case.about not in text
    page(client, path, **{"do": "add", "member-email": "charlie@voorbeeld.be"})
    row = Membership.objects.get(team=scene.team, person=stage.stranger.person)
    assert "Nobody has an account" in page(client, path, **{"do": "add", "member-email": "niemand@voorbeeld.be"})
    assert "themselves" in page(client, path, **{"do": "add", "member-email": "city-manager@voorbeeld.be"})
    page(client, path, do="remove", which=str(row.pk))
    assert Membership.objects.get(pk=row.pk).ended_at
    page(client, path, do="keep", title="Nieuwe naam", revision=str(scene.team.revision))
    assert "changed in the meantime" in page(client, path, do="keep", title="Nog een", revision="1")
    page(client, f"{TEAMS}new/", title="Team Zuid", area="neighbourhood/3")
    assert "You set no teams there" in page(
        signed(stage.elsewhere["manager"]), f"{TEAMS}new/", title="Team", area="neighbourhood/1"
    )


def test_the_accompanied_say_so_themselves_and_can_have_it_forgotten(stage: Stage, scene: Scene) -> None:
    account_of(scene.case, scene.mate, stage.stranger.person)
    client, path = signed(stage.stranger), "/en/me/asked/"
    assert scene.case.about not in page(client, path)
    assert scene.case.about in page(client, path, do="yes", which=scene.case.number)
    assert signed(stage.helper).post(path, {"do": "forget", "which": scene.case.number}).status_code == 404
    before = Entry.objects.count()
    assert "nothing of it is left" in page(client, path, do="forget", which=scene.case.number)
    assert not Case.objects.exists()
    assert Entry.objects.count() == before + 1


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as told:
        assert client.get(path).status_code == 200
    return len([one for one in told if "SAVEPOINT" not in one["sql"]])


def test_pages_cost_as_much_with_many_cases_lines_and_needs(scene: Scene) -> None:
    client, own = signed(scene.keeper), f"{DAY}{scene.case.number}/"
    paths = (DAY, f"{DAY}all/", own, f"{DAY}hand-over/", NEW)
    before = {path: queries(client, path) for path in paths}
    for n in range(12):
        row = begun(scene.keeper, scene.team, f"Zaak {n}")
        actions.write_log(scene.mate.viewer, case=row, text="Gebeld")
        actions.write_log(scene.mate.viewer, case=scene.case, text=f"Regel {n}")
        actions.add_need(scene.mate.viewer, case=scene.case, what=f"Ding {n}")
    assert {path: queries(client, path) for path in paths} == before
    assert max(before.values()) <= 12 + 5, before
