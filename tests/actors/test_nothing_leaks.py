"""No public face tells who keeps an entry: pages, feeds of the API, files, the catalogue, the trail."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.support.stage import Stage
from tests.support.verbs.actors import DONE
from wijk.accounts.models import Person
from wijk.actors.providing import organisations
from wijk.core.providers import Done
from wijk.core.subject import Subject
from wijk.trail.models import Entry
from wijk.trail.sentences import sentence

FACES = (
    "/{language}/organisations/", "/{language}/organisations/?q=buurthuis", "/{language}/organisations/{key}/",
    "/{language}/organisations/{key}/wrong/", "/{language}/trail/", "/api/v1/organisations", "/api/v1/organisations/{key}",
    "/api/v1/organisations.csv", "/api/v1/organisations.geojson", "/api/v1/organisations/dictionary.csv",
    "/api/v1/organisations/dictionary.json", "/api/openapi.json", "/catalog.jsonld", "/catalog.ttl",
)  # fmt: skip


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
    return str(content.decode("utf-8", "replace"))


@pytest.fixture
def secret() -> list[str]:
    """Names, addresses and keys of everybody with an account."""
    people = Person.objects.exclude(email=None)
    return [word for person in people for word in (person.email, person.name, person.key) if word and len(word) > 3]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_public_face_names_no_person(
    stage: Stage, scene: Any, secret: list[str], face: str, language: str, tmp_path: Path
) -> None:
    for name in ("actors.ask_to_keep", "actors.offer_handover", "actors.confirm_keeper", "actors.report_fault"):
        DONE[name](stage, tmp_path)
    client = Client(headers={"host": "localhost"})
    answer = client.get(face.format(language=language, key=scene.house.key))
    assert answer.status_code in (200, 404 if "trail" in face else 200)
    told = body(answer).lower()
    named = [
        word
        for word in secret
        if f">{word.lower()}<" in told or (("@" in word or len(word) > 20) and word.lower() in told)
    ]
    assert not [word for word in named if not ("trail" in face and len(word) == 32)]
    assert "charlie" not in told


def test_the_trail_names_no_person_and_no_address(stage: Stage, scene: Any, secret: list[str], tmp_path: Path) -> None:
    for name in sorted(set(DONE) - {"actors.close_organisation", "actors.reopen_organisation", "actors.refuse_keeper",
                                    "actors.end_keeping", "actors.take_over", "actors.change_organisation"}):  # fmt: skip
        DONE[name](stage, tmp_path)
    entries = Entry.objects.filter(verb__startswith="actors.")
    assert len(entries) > 8
    for entry in entries:
        told = f"{entry.data} {entry.subject} {entry.area} {sentence(entry)}"
        assert not [word for word in secret if word.lower() in told.lower()]
        assert "@" not in told


def test_news_are_told_of_the_organisation_alone(stage: Stage, scene: Any, secret: list[str]) -> None:
    lines = [
        Done(e.index, e.at, e.verb, scene_subject(e), e.area, e.data)
        for e in Entry.objects.filter(verb__startswith="actors.")
    ]
    told = [news for news in organisations.news(lines) if news]
    assert {news.title.to("en") for news in told} == {
        "New in the directory: Buurthuis Oude Markt", "New in the directory: Bewoners van het Kanaal",
    }  # fmt: skip
    assert all(news.areas and news.path.startswith("organisations/") for news in told)
    assert not [word for word in secret if word in repr(told)]


def scene_subject(entry: Entry) -> Subject:

    return Subject(entry.kind, entry.subject)
