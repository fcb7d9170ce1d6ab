"""What is reserved shows nowhere to passers-by: not on pages, lists, feeds, search, API, linked data or in the trail."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.support.scenes.organs import HERE, OrganScene
from tests.support.stage import Stage
from wijk.core.providers import Done
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.organs import actions, queries
from wijk.organs.models import Mandate
from wijk.organs.providing import describes, finds, goes_on, tells
from wijk.trail.models import Entry

#: Words of the reserved decision and the organ that is not public; names of members who did not agree to be named.
SECRETS = ("Geheimschrift", "Verborgenheid", "Stiltekamer", "Bram Berk", "Cleo Citroen", "Daan Dadel")


def pages(scene: OrganScene) -> list[str]:
    open_pages = [
        reverse("organs:index"), reverse("organs:index") + "?ended=1", reverse("organs:index") + f"?area={HERE}",
        *(reverse("organs:organ", args=[o.key]) for o in (scene.committee, scene.council, scene.group)),
        reverse("organs:decision", args=[scene.decision.key]), reverse("organs:opinion", args=[scene.opinion.key]),
    ]  # fmt: skip
    lists = [
        f"/api/v1/{name}.{form}" for name in ("organs", "mandates", "decisions", "opinions") for form in ("json", "csv")
    ]
    told = [f"/api/v1/organs/{scene.committee.key}.{form}" for form in ("json", "jsonld", "ttl")]
    return [*open_pages, *lists, *told, f"/api/v1/decisions/{scene.decision.key}.ttl"]


def body(path: str, client: Client) -> str:
    answer: Any = client.get(path)  # a page, or a stream of parts
    assert answer.status_code == 200, path
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode())


def test_no_face_tells_a_passer_by_what_is_reserved(scene: OrganScene) -> None:
    client = Client(headers={"host": "localhost"})
    for path in pages(scene):
        said = body(path, client)
        assert not [word for word in SECRETS if word in said], path
        assert scene.reserved.key not in said, path
        assert scene.hidden.key not in said, path


def test_reserved_things_are_absent_by_their_address(scene: OrganScene, stage: Stage) -> None:
    paths = [
        reverse("organs:decision", args=[scene.reserved.key]), reverse("organs:organ", args=[scene.hidden.key]),
        f"/api/v1/decisions/{scene.reserved.key}.json", f"/api/v1/decisions/{scene.reserved.key}.ttl",
        f"/api/v1/organs/{scene.hidden.key}.jsonld",
    ]  # fmt: skip
    client = Client(headers={"host": "localhost"})
    assert [client.get(path).status_code for path in paths] == [404] * 5
    client.force_login(stage.cast.alice.person)
    assert [client.get(path).status_code for path in paths] == [404] * 5
    client.force_login(stage.stranger.person)
    assert client.get(paths[0]).status_code == 200, "who sits on the committee reads its reserved decision"


def test_the_key_and_the_trail_of_what_is_reserved_say_nothing(scene: OrganScene) -> None:
    assert "geheim" not in scene.reserved.key
    assert "stilte" not in scene.hidden.key
    told = json.dumps(
        list(Entry.objects.filter(verb__startswith="organs.").values("data", "subject")), ensure_ascii=False
    )
    assert not [word for word in (*SECRETS, "Anna Appel") if word in told]
    entry = Entry.objects.get(subject=scene.reserved.key)
    assert set(entry.data) == {"organ", "on", "public"}


def test_other_rooms_hear_nothing_of_what_is_reserved(scene: OrganScene) -> None:
    nobody = Passerby()
    assert describes.card(Subject("organs.decision", scene.reserved.key), nobody) is None
    assert describes.card(Subject("organs.organ", scene.hidden.key), nobody) is None
    assert describes.card(Subject("organs.organ", "zzz-nothing"), nobody) is None
    told = {h.subject.id for h in goes_on.happenings(HERE, nobody, 50)}
    assert scene.decision.key in told
    assert scene.reserved.key not in told
    assert finds.found("Geheimschrift", 5) == finds.found("Stiltekamer", 5) == []
    assert [card.title for card in finds.found("CAR-free", 5)] == ["The square becomes car-free"]
    assert finds.found("nl", 5) == [], "a code of a language is no word of a title"
    assert scene.reserved not in queries.decisions(scene.committee)
    assert scene.hidden not in queries.organs_at(HERE)


def test_news_is_told_of_what_is_public_alone(scene: OrganScene) -> None:
    rows = Entry.objects.filter(verb__startswith="organs.").order_by("index")
    done = [Done(e.index, e.at, e.verb, Subject(e.kind, e.subject), e.area, e.data) for e in rows]
    told = tells.news(done)
    assert len(told) == len(done)
    by_verb = {(d.verb, d.subject.id): n for d, n in zip(done, told, strict=True)}
    assert by_verb["organs.decide", scene.reserved.key] is None
    assert by_verb["organs.found_organ", scene.hidden.key] is None
    assert by_verb["organs.give_mandate", scene.committee.key] is None
    news = by_verb["organs.decide", scene.decision.key]
    assert news is not None
    assert (news.kind, news.path) == ("decision", f"organs/decisions/{scene.decision.key}/")
    assert news.text.to("nl") != news.text.to("fr")
    assert HERE in news.areas
    assert {str(s) for s in news.about} >= {f"organs.organ:{scene.committee.key}", f"territory.area:{HERE}"}
    asked = by_verb["organs.ask_opinion", scene.opinion.key]
    assert asked is not None
    assert asked.title.to("en") == "Can everybody sit down?"


@pytest.mark.parametrize("public", [True, False])
def test_a_decision_of_an_organ_that_is_not_public_is_reserved_whatever_it_says(
    scene: OrganScene, *, public: bool
) -> None:
    seat = actions.give_mandate(Operator(), organ=scene.hidden, name="Eva Eik", role="member", since=scene.day)
    assert not Mandate.objects.get(pk=seat.pk).public
    row = actions.decide(
        Operator(),
        organ=scene.hidden,
        on=scene.day,
        title=Text.of("Stiltevraag"),
        motion=Text.of("Sst."),
        present=[seat.pk],
        public=public,
    )
    assert "stilte" not in row.key
    assert row not in queries.decisions()
    assert Client(headers={"host": "localhost"}).get(reverse("organs:decision", args=[row.key])).status_code == 404
