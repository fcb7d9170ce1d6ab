"""No face of the house tells a word of a case to anybody outside its team: every page in every language, every file, feed and letter."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.support.cast import Member
from tests.support.routes import SAMPLES, routes
from tests.support.scenes.caseload import Scene, account_of, begun
from tests.support.stage import Stage
from wijk.accounts.actions import export_own_data
from wijk.config.doors import DOORS
from wijk.core.models import Letter
from wijk.core.providers import providers
from wijk.core.subject import Subject
from wijk.core.verbs import Role
from wijk.core.viewer import Operator, Passerby
from wijk.helping import actions
from wijk.helping.models import Case
from wijk.trail.models import Entry
from wijk.trail.sentences import sentence

pytestmark = pytest.mark.django_db

MARK = "zwaluwstaart"
#: Words of the team, in every box that a case has.
MARKED = {name: f"{MARK}-{name}" for name in ("about", "who", "next", "need", "note")}
NAMES = [route.name for route in routes() if route.name in SAMPLES]
#: Pages that are asked for words, by which the house finds things; what stands at fixed addresses is among the samples.
ASKED = (
    "/nl/find/?q={q}", "/nl/find/suggest/?q={q}", "/nl/voices/?q={q}", "/nl/organisations/?q={q}", "/nl/toolbox/?q={q}",
    "/nl/trail/?kind=helping.caseload", "/nl/trail/?kind=helping.team", "/api/v1/contributions?q={q}",
)  # fmt: skip


@pytest.fixture
def marked(stage: Stage) -> Case:
    """A case in which every box holds marked words, worked on by every verb that a team has."""
    scene: Scene = stage.scenes["helping"].team
    row = begun(scene.mate, scene.team, MARKED["about"], who=MARKED["who"], next_what=MARKED["next"])
    viewer = scene.mate.viewer
    actions.add_need(viewer, case=row, what=MARKED["need"])
    actions.write_log(viewer, case=row, text=MARKED["note"])
    actions.link_case(viewer, case=row, about=Subject("contributions.contribution", stage.scenes["helping"].said.key))
    account_of(row, scene.mate, stage.stranger.person)
    actions.hand_over(viewer, team=scene.team, giver=scene.mate.person, taker=scene.keeper.person)
    actions.note_opening(viewer, case=row)
    return Case.objects.get(pk=row.pk)


def client_of(member: Member | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if member is not None:
        client.force_login(member.person)
    return client


def told(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
    return str(content.decode("utf-8", "replace")) + repr(sorted(answer.headers.items()))


def marks(words: str, row: Case) -> bool:
    return MARK in words.lower()


def leaks(words: str, row: Case) -> bool:
    return marks(words, row) or row.number.lower() in words.lower()


def test_the_marks_would_be_seen(stage: Stage, marked: Case) -> None:
    """What the tests below look for stands on the page of the team, so that they can fail."""
    page = told(client_of(stage.scenes["helping"].team.mate).get(f"/nl/office/cases/{marked.number}/"))
    assert all(words in page for words in MARKED.values())


def member_of(stage: Stage, who: str) -> Member | None:
    """A visitor has no account; the stranger is the account that the team asked, and that has not answered."""
    roles: dict[str, Role] = {"administrator": "administrator", "manager": "manager", "facilitator": "facilitator"}
    return {
        "visitor": None,
        "stranger": stage.stranger,
        **{name: stage.everywhere[role] for name, role in roles.items()},
    }[who]


@pytest.mark.parametrize("who", ["visitor", "administrator", "manager", "facilitator", "stranger"])
def test_no_page_of_the_house_tells_of_a_case(stage: Stage, marked: Case, who: str) -> None:
    """A visitor and an administrator ask every route, the others what asks for an account. The routes of a case are asked for this
    very case."""
    client, found = client_of(member_of(stage, who)), []
    everything = who in ("visitor", "administrator")
    for name in NAMES if everything else [name for name in NAMES if DOORS[name].kind in ("own", "verb")]:
        path = SAMPLES[name].address(name, stage).replace(stage.scenes["helping"].team.case.number, marked.number)
        answer = client.get(path)
        # links to the same page in another language say its address again; who is asked sends the number back
        knows = marked.number in path or name == "helping:accompanied"
        if (marks if knows else leaks)(told(answer), marked):
            found.append(f"{name}: {answer.status_code}")
    for address in ASKED if everything else ():
        answer = client.get(address.format(q=MARK))
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        if any(words in told(answer).lower() for words in (*MARKED.values(), marked.number.lower())):
            found.append(f"{address}: {answer.status_code}")
    assert not found, "\n".join(found)


def test_the_trail_tells_no_case_apart(stage: Stage, marked: Case) -> None:
    entries = Entry.objects.filter(kind__in=("helping.caseload", "helping.team"))
    assert entries.count() > 8
    for entry in entries:
        line = json.dumps([entry.data, entry.subject, entry.area, entry.actor]) + sentence(entry)
        assert not leaks(line, marked)
        assert set(entry.data) <= {"count", "members"}
    cases = entries.filter(kind="helping.caseload")
    assert set(cases.values_list("subject", "actor", "area")) == {("", "", "neighbourhood/1")}


def test_no_provider_of_the_house_knows_a_case(stage: Stage, marked: Case) -> None:
    viewer = stage.everywhere["administrator"].viewer
    for subject in (Subject("helping.caseload", ""), Subject("helping.case", marked.number)):
        for viewing in (viewer, Operator(), Passerby(), stage.scenes["helping"].team.mate.viewer):
            assert not [room.card(subject, viewing) for room in providers("describes") if subject.kind in room.kinds]
    for room in providers("finds"):
        assert not leaks(repr(room.found(MARK, 20)), marked)
    for room in providers("goes_on"):
        assert not leaks(repr(room.happenings("neighbourhood/1", viewer, 50)), marked)


def test_copies_of_others_and_letters_hold_no_word_of_it(stage: Stage, marked: Case) -> None:
    scene = stage.scenes["helping"].team
    for member in (*stage.everywhere.values(), stage.stranger, scene.mate, scene.keeper):
        copy = export_own_data(member.viewer, person=member.person)
        assert not leaks(json.dumps(copy, default=str), marked), member.person.email
    for letter in Letter.objects.all():
        assert not leaks(f"{letter.subject} {letter.body} {letter.key}", marked)
    asked = [
        f"{one.subject} {one.body}"
        for one in Letter.objects.filter(to=stage.stranger.person.email)
        if "/me/asked/" in one.body
    ]
    assert len(asked) == 1
    assert scene.team.title not in asked[0]
    assert not re.search("begeleid|accompa|team|équipe", asked[0], re.IGNORECASE)
