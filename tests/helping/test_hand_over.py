"""A colleague leaves: what goes to whom, the file of it, and who can make it."""

import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.support.cast import Member
from tests.support.house import ROOT
from tests.support.scenes.caseload import Scene, begun
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.helping import actions
from wijk.helping.exporters import case_paper, hand_over_json, hand_over_pdf
from wijk.helping.models import Case, HandOver, Opened
from wijk.helping.queries import cases as questions
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db
DOCUMENT = Path("docs/reference/hand-over.md")


@pytest.fixture
def scene(stage: Stage) -> Scene:
    """The team of Oude Markt."""
    told: Scene = stage.scenes["helping"].team
    return told


def signed(member: Member) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(member.person)
    return client


def words_in(paper: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())


def paths(told: Any, at: str = "") -> set[str]:
    """Every field of a file as its documentation writes it."""
    if isinstance(told, dict):
        return {path for key, value in told.items() for path in paths(value, f"{at}.{key}" if at else key)}
    if isinstance(told, list):
        return {path for one in told for path in paths(one, f"{at}[]")} or {f"{at}[]"}
    return {at}


def test_all_open_cases_go_at_once_and_closed_ones_stay(scene: Scene) -> None:
    other = begun(scene.keeper, scene.team, "Een feest")
    closed = begun(scene.keeper, scene.team, "Klaar")
    actions.change_case(
        scene.keeper.viewer, case=closed, terms=actions.CaseTerms("Klaar", stage="closed"), revision=closed.revision
    )
    before = Entry.objects.count()
    made = actions.hand_over(scene.mate.viewer, team=scene.team, giver=scene.keeper.person, taker=scene.mate.person)
    assert set(made.cases.all()) == {scene.case, other}
    assert set(Case.objects.filter(keeper=scene.mate.person)) == {scene.case, other}
    assert [e.data for e in Entry.objects.filter(index__gte=before)] == [{"count": 2}]
    with pytest.raises(Refused, match="nothing"):
        actions.hand_over(scene.mate.viewer, team=scene.team, giver=scene.keeper.person, taker=scene.mate.person)


def test_it_goes_to_members_alone_and_not_to_oneself(stage: Stage, scene: Scene) -> None:
    for taker in (stage.stranger.person, stage.everywhere["administrator"].person, scene.keeper.person):
        with pytest.raises(Refused):
            actions.hand_over(scene.mate.viewer, team=scene.team, giver=scene.keeper.person, taker=taker)


def test_the_file_has_the_shape_that_is_documented(stage: Stage, scene: Scene) -> None:
    viewer = scene.mate.viewer
    actions.link_case(
        viewer, case=scene.case, about=Subject("contributions.contribution", stage.scenes["helping"].said.key)
    )
    told = json.loads(hand_over_json(scene.handover, actions.open_file(viewer, handover=scene.handover), viewer))
    documented = {
        name for row in (ROOT / DOCUMENT).read_text().splitlines() if row.startswith("| `")
        for name in re.findall(r"`([^`]+)`", row.split("|")[1])
    }  # fmt: skip
    assert paths(told) == documented
    assert told["format"] == "wijk.helping.hand-over/1"
    (case,) = told["cases"]
    assert (case["number"], case["minutes"], case["log"][0]["by"]) == (scene.case.number, 45, "Fay")
    assert case["links"][0]["title"] == stage.scenes["helping"].said.title


def test_making_the_file_is_noted_with_each_case(scene: Scene) -> None:
    client = signed(scene.mate)
    for kind in ("pdf", "json"):
        answer = client.get(f"/nl/office/cases/hand-over/{scene.handover.key}/file.{kind}")
        assert answer.status_code == 200
        assert "attachment" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
    assert Opened.objects.filter(case=scene.case, by=scene.mate.person, what="file").count() == 2


def test_after_a_month_the_file_is_gone_and_the_cases_are_not(scene: Scene) -> None:
    with clock.at(clock.now() + questions.FILE_KEPT + timedelta(minutes=1)):
        assert signed(scene.mate).get(f"/nl/office/cases/hand-over/{scene.handover.key}/").status_code == 404
        with pytest.raises(Refused) as refused:
            actions.open_file(scene.mate.viewer, handover=scene.handover)
        assert refused.value.code == "too-late"
        actions.forget_by_term(clock.now())
    assert not HandOver.objects.exists()
    assert Case.objects.filter(pk=scene.case.pk).exists()


@pytest.mark.parametrize("about", ["#strong[x] $ \\ */ @a <b>", "حديقة صغيرة", "x" * 190, "Één tuin 🌳 für Αθήνα"])
def test_paper_takes_whatever_people_type(scene: Scene, about: str) -> None:
    row = begun(scene.mate, scene.team, about, who=about, next_what=about)
    actions.write_log(scene.mate.viewer, case=row, text=f"{about}\n\n{about}, 5 min")
    made = actions.hand_over(scene.mate.viewer, team=scene.team, giver=scene.mate.person, taker=scene.keeper.person)
    assert hand_over_pdf(made, actions.open_file(scene.mate.viewer, handover=made), scene.mate.viewer).startswith(
        b"%PDF"
    )
    assert case_paper(row, scene.mate.viewer).startswith(b"%PDF")


def test_what_goes_home_holds_the_plan_and_neither_the_log_nor_how_they_are_found(scene: Scene) -> None:
    row = begun(scene.mate, scene.team, "Een tuin", who="Aan de tafel op dinsdag")
    actions.write_log(scene.mate.viewer, case=row, text="Geheim van het team")
    said = words_in(case_paper(row, scene.mate.viewer))
    for words in ("Een tuin", "Een schets", "Twee buren", "Bellen"):
        assert words in said
    for words in ("tafel", "Geheim", row.number):
        assert words not in said
