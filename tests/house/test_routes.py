"""Every route has a door, and whoever knocks is answered as the table of doors says: in each role, here and elsewhere."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch

from tests.support.cast import Member
from tests.support.routes import SAMPLES, Route, Sample, routes
from tests.support.stage import HERE, Stage
from wijk.config.doors import DOORS, Door
from wijk.core.verbs import ROLES, Role, all_verbs
from wijk.trail.models import Entry

LANGUAGES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
ROUTES = routes()
NAMES = [route.name for route in ROUTES if route.name in SAMPLES]
#: A POST without token is taken here, because nothing changes and nobody is known.
WITHOUT_TOKEN = {"portal:where", *(name for name, door in DOORS.items() if door.speaks)}
#: The session of each person of the stage, by their key.
SESSIONS: dict[str, str] = {}


def test_every_route_has_a_door() -> None:
    names = {route.name for route in ROUTES}
    assert not names - set(DOORS), "write these routes into config/doors.py"
    assert not set(DOORS) - names, "these doors lead nowhere"


def test_every_route_has_a_sample() -> None:
    unnamed = {route.name for route in ROUTES if route.name == route.pattern and "/" in route.name}
    names = {route.name for route in ROUTES} - unnamed
    assert not names - set(SAMPLES), "write a sample of these routes into tests/support/routes.py"
    assert not set(SAMPLES) - names


def test_every_verb_of_a_door_is_known() -> None:
    assert not [name for name, door in DOORS.items() if door.verb and door.verb not in all_verbs()]


@pytest.fixture(scope="module", autouse=True)
def _come_in(standing: Stage) -> None:
    """Everybody signs in once. What a test does with a session is undone with the rest."""
    for member in [*standing.everywhere.values(), *standing.elsewhere.values()]:
        client = Client()
        client.force_login(member.person)
        SESSIONS[member.key] = client.cookies[settings.SESSION_COOKIE_NAME].value


def client_of(member: Member | None, **more: Any) -> Client:
    """A browser of theirs, in which they are signed in."""
    client = Client(headers={"host": "localhost"}, **more)
    if member:
        client.cookies[settings.SESSION_COOKIE_NAME] = SESSIONS[member.key]
    return client


def comes_in(door: Door, role: str, *, everywhere: bool) -> bool:
    """Does the table let this role in?"""
    if door.kind != "verb":
        return True
    return role in all_verbs()[door.verb].roles and (everywhere or door.anywhere)


def body_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
    return str(content.decode("utf-8", "replace"))


def asks_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and "/account/login/?next=" in answer["Location"]


def check_inside(name: str, sample: Sample, answer: Any, who: str) -> None:
    assert answer.status_code in sample.answers, f"{who} at {name}: {answer.status_code}"
    if answer.status_code == 302:
        assert answer["Location"].startswith(LANGUAGES), f"{who} at {name} is led to {answer['Location']}"


@pytest.mark.parametrize("name", NAMES)
def test_a_visitor_is_answered_as_the_door_says(stage: Stage, name: str) -> None:
    door, sample = DOORS[name], SAMPLES[name]
    answer = client_of(None).get(sample.address(name, stage))
    if door.kind in ("open", "entrance"):
        check_inside(name, sample, answer, "a visitor")
    elif door.sends and door.kind == "own":
        assert answer.status_code == 405 or asks_to_sign_in(answer)
    else:
        assert asks_to_sign_in(answer), f"a visitor at {name}: {answer.status_code}"


@pytest.mark.parametrize("name", NAMES)
def test_each_role_is_answered_as_the_door_says(stage: Stage, name: str) -> None:
    door, sample = DOORS[name], SAMPLES[name]
    path = sample.address(name, stage)
    for everywhere, people in ((True, stage.everywhere), (False, stage.elsewhere)):
        for role in ROLES:
            who = f"{role} {'in the whole city' if everywhere else 'of another neighbourhood'}"
            answer = client_of(people[role]).get(path)
            if comes_in(door, role, everywhere=everywhere):
                check_inside(name, sample, answer, who)
            else:
                assert answer.status_code in ((404, 405) if door.sends else (404,)), (
                    f"{who} at {name}: {answer.status_code}"
                )
                assert door.verb not in body_of(answer), f"{who} at {name} reads what is missing"


@pytest.mark.parametrize("name", [name for name in NAMES if DOORS[name].kind in ("own", "verb")])
def test_nobody_sends_anything_without_the_right(stage: Stage, name: str) -> None:
    door, sample = DOORS[name], SAMPLES[name]
    path, facts = sample.address(name, stage), dict(sample.sends(stage))
    before = Entry.objects.count()
    answer = client_of(None).post(path, facts)
    assert asks_to_sign_in(answer) or answer.status_code == 404, f"a visitor at {name}: {answer.status_code}"
    for everywhere, people in ((True, stage.everywhere), (False, stage.elsewhere)):
        for role in ROLES:
            if not comes_in(door, role, everywhere=everywhere):
                answer = client_of(people[role]).post(path, facts)
                assert answer.status_code in (404, 405), f"{role} at {name}: {answer.status_code}"
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", [name for name in NAMES if DOORS[name].kind == "verb"])
def test_a_right_elsewhere_changes_nothing_here(stage: Stage, name: str) -> None:
    door, sample = DOORS[name], SAMPLES[name]
    path, facts = sample.address(name, stage), dict(sample.sends(stage))
    before = Entry.objects.filter(area=HERE).count()
    for member in stage.elsewhere.values():
        answer = client_of(member).post(path, facts)
        assert answer.status_code != 500
    assert Entry.objects.filter(area=HERE).count() == before, f"{name} ({door.verb})"


@pytest.mark.parametrize("name", NAMES)
def test_nobody_sends_anything_without_a_token(stage: Stage, name: str) -> None:
    door, sample = DOORS[name], SAMPLES[name]
    path, facts = sample.address(name, stage), dict(sample.sends(stage))
    allowed: list[Role] = sorted(all_verbs()[door.verb].roles) if door.verb else ["administrator"]
    member = stage.everywhere[allowed[0]]
    before = Entry.objects.count()
    answer = client_of(member, enforce_csrf_checks=True).post(path, facts)
    if name not in WITHOUT_TOKEN:
        assert answer.status_code in (302, 403, 404, 405), f"{name}: {answer.status_code}"
        assert "Traceback" not in body_of(answer)
        if door.sends:
            assert answer.status_code == 403
    assert Entry.objects.count() == before


@pytest.mark.parametrize("route", [route for route in ROUTES if "<" in route.pattern], ids=lambda route: route.name)
def test_what_is_not_there_is_absent(stage: Stage, route: Route) -> None:
    """Every argument replaced by something that nobody has."""
    sample = SAMPLES[route.name]
    given = sample.arguments(stage)
    strange = {k: 987654321 if isinstance(v, int) else "zzz-nothing" if k != "level" else v for k, v in given.items()}
    try:
        path = Sample(lambda _stage: strange, sample.query).address(route.name, stage)
    except NoReverseMatch:
        return
    answer = client_of(stage.everywhere["administrator"]).get(path)
    assert answer.status_code in (302, 404, 405, 422, *sample.answers), f"{route.name}: {answer.status_code}"
    assert answer.status_code != 500
