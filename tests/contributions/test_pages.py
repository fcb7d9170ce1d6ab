"""Whole errands through the pages: somebody without an account and without a script says something, and lives with it."""

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client

from tests.support.pictures import photograph
from tests.support.stage import HERE, Stage
from wijk.contributions.judged import VOICE, moderates
from wijk.contributions.models import Contribution, Opening, Support
from wijk.core.models import Letter
from wijk.core.subject import Subject
from wijk.moderation.access import Guard
from wijk.territory.models import Area

pytestmark = pytest.mark.django_db
SAY = "/nl/say/"
HOSTILE = "<script>alert(1)</script>\u202e\u200b\x00 {{ 7|add:7 }} https://evil.example/?a=1&b=2"


def visitor() -> Client:
    return Client(headers={"host": "localhost"})


def member(stage: Stage) -> Client:
    client = visitor()
    client.force_login(stage.stranger.person)
    return client


def said(**more: object) -> dict[str, object]:
    told = {
        "kind": "idea",
        "title": "Een fontein",
        "language": "nl",
        "email": "an@voorbeeld.be",
        "wants_news": "on",
        "seen": "1",
    }
    return {**told, **Guard.passed("contributions.submit"), **more}


def link_of(path: str) -> str:
    """The last link of this sort that a letter held, without its host."""
    words = Letter.objects.latest("pk").body.split()
    return "/" + next(word for word in words if path in word).split("/", 3)[3]


def body(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def test_somebody_without_an_account_says_something_and_confirms_it(stage: Stage) -> None:
    client = visitor()
    assert "kind=idea" in body(client.get(SAY))
    page = body(client.get(f"{SAY}?kind=idea&area={HERE}"))
    city = Opening.objects.get(key="city")
    assert city.fixed["nl"] in page
    assert city.fixed_by["nl"] in page
    assert city.fixed_why["nl"] in page
    answer = client.post(SAY, said(place=f"area:{HERE}", picture_1=photograph(), alt_1="Een plein"))
    row = Contribution.objects.latest("pk")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/voices/{row.key}/sent/")
    assert client.get(f"/nl/voices/{row.key}/").status_code == 404
    own = link_of("/mine/")
    assert "Een fontein" in body(client.get(own))
    assert Contribution.objects.get(pk=row.pk).visibility == "unconfirmed"
    client.post(own, {"do": "confirm"})
    page = body(client.get(f"/nl/voices/{row.key}/"))
    assert "Een fontein" in page
    assert "Een plein" in page
    assert "an@voorbeeld.be" not in page
    client.post(own, {"do": "edit", "title": "Een grote fontein", "body": "", "revision": "1"})
    assert "Een grote fontein" in body(client.get(f"/nl/voices/{row.key}/"))
    client.post(own, {"do": "withdraw"})
    gone = client.get(f"/nl/voices/{row.key}/")
    assert gone.status_code == 410
    assert "fontein" not in body(gone)


def test_a_double_click_and_a_restored_tab_count_once(stage: Stage) -> None:
    client, told = visitor(), said()
    before = Contribution.objects.count()
    places = {client.post(SAY, told)["Location"] for _time in range(3)}
    assert len(places) == 1
    assert Contribution.objects.count() == before + 1
    assert Letter.objects.filter(key__startswith="contribution-", to="an@voorbeeld.be").count() == 2  # one of the scene


def test_without_a_script_what_is_there_already_comes_first_and_is_passed_at_once(stage: Stage) -> None:
    client = visitor()
    told = said(title="Een bank op het plein")
    del told["seen"]
    before = Contribution.objects.count()
    page = body(client.post(SAY, told))
    idea = stage.scenes["contributions"].idea
    assert f"/voices/{idea.key}/" in page
    assert 'name="seen"' in page
    assert Contribution.objects.count() == before
    assert client.post(SAY, said(title="Een bank op het plein")).status_code == 302
    part = body(client.get("/nl/say/alike/?words=een bank op het plein&lon=4.345&lat=50.857"))
    assert f"/voices/{idea.key}/" in part
    assert "<html" not in part
    assert client.get("/nl/say/alike/?words=\x00&lon=nan&lat=1e999&place=area:x").status_code == 200


def test_a_place_that_is_not_clear_is_asked_for_and_none_is_lost(stage: Stage) -> None:
    client = visitor()
    assert "Een fontein" in body(client.post(SAY, said(place_words="zzzzqqq")))
    hood = Area.objects.current().at("neighbourhood").get(code="1")
    words = hood.name["nl"]
    page = body(client.post(SAY, said(place_words=words[:-1])))
    assert 'name="place" value="area:neighbourhood/1"' in page
    assert not Contribution.objects.filter(title="Een fontein").exists()
    assert "neighbourhood/1" in body(client.get(f"/nl/say/places/?q={words[:3]}"))
    client.post(SAY, said(place_words=words[:-1], place="area:neighbourhood/1"))
    client.post(SAY, said(place_words=words))
    assert [row.area for row in Contribution.objects.filter(title="Een fontein")] == [HERE, HERE]


@pytest.mark.parametrize(
    "field", ["title", "body", "shown_as", "spot", "place_words", "alt_1", "kind", "category", "language", "place"]
)
def test_hostile_words_are_clean_or_refused_and_never_run(stage: Stage, field: str) -> None:
    client = visitor()
    answer = client.post(SAY, said(**{field: HOSTILE}))
    assert answer.status_code in (200, 302)
    assert "<script>alert" not in body(answer)
    row = Contribution.objects.filter(title__contains="alert").first()
    if row is not None:
        client.post(link_of("/mine/"), {"do": "confirm"})
        page = body(member(stage).get(link_of("/mine/")))
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
        assert not {"\u202e", "\u200b", "\x00"} & set(row.title + row.body)
        assert " 14 " not in page


@pytest.mark.parametrize("name", ["lon", "lat"])
@pytest.mark.parametrize("value", ["nan", "inf", "1e400", "-181", "x", "4.3\x00"])
def test_a_point_that_is_none_is_said_so(stage: Stage, name: str, value: str) -> None:
    before = Contribution.objects.count()
    assert visitor().post(SAY, said(**{"lon": "4.345", "lat": "50.857", name: value})).status_code == 200
    assert Contribution.objects.count() == before


def test_a_machine_is_not_taken(stage: Stage) -> None:
    before = Contribution.objects.count()
    told = said(subject_line="cheap pills")
    assert visitor().post(SAY, told).status_code == 200
    assert visitor().post(SAY, said(guard="")).status_code == 200
    assert Contribution.objects.count() == before


def test_a_member_supports_and_comments_in_one_step(stage: Stage) -> None:
    client, idea = member(stage), stage.scenes["contributions"].idea
    path = f"/nl/voices/{idea.key}/"
    for on, count in (("yes", 1), ("yes", 1), ("no", 0), ("yes", 1)):
        client.post(f"{path}support/", {"on": on})
        assert Contribution.objects.get(pk=idea.pk).supports == count
    client.post(
        f"{path}comment/",
        {"section": "question", "body": "Hoeveel banken?", "language": "nl", **Guard.passed("contributions.comment")},
    )
    assert "Hoeveel banken?" in body(visitor().get(path))


def test_a_passer_by_supports_by_a_letter(stage: Stage) -> None:
    client, idea = visitor(), stage.scenes["contributions"].idea
    told = {"email": "bo@voorbeeld.be", **Guard.passed("contributions.support")}
    client.post(f"/nl/voices/{idea.key}/support/", told)
    assert not Support.objects.exists()
    link = link_of("/voices/support/")
    client.get(link)
    assert not Support.objects.exists()
    client.post(link, {"on": "yes"})
    client.post(link, {"on": "yes"})
    assert Contribution.objects.get(pk=idea.pk).supports == 1
    assert visitor().post(link[:-3] + "zz/", {"on": "yes"}).status_code == 404


def test_what_was_removed_leaves_its_place_and_no_word(stage: Stage) -> None:
    idea = stage.scenes["contributions"].idea
    picture = idea.pictures.get()
    moderates.apply(Subject(VOICE, idea.key), "removed", "insult")
    client = visitor()
    gone = client.get(f"/nl/voices/{idea.key}/")
    assert gone.status_code == 410
    assert "bank" not in body(gone)
    assert client.get(f"/nl/voices/{idea.key}/pictures/{picture.pk}/large.jpg").status_code == 404
    assert client.get(f"/nl/voices/{idea.key}/point.geojson").status_code == 404
    assert client.get(f"/nl/voices/{idea.key}/comment/").status_code == 404


def test_the_office_opens_changes_and_closes(stage: Stage) -> None:
    client = visitor()
    client.force_login(stage.everywhere["clerk"].person)
    words = {f"{name}_nl": "De bomen blijven" for name in ("title", "fixed", "fixed_by", "fixed_why")}
    client.post("/nl/office/openings/new/", {**words, "who": "anybody", "place": HERE, "kinds": ["idea"]})
    row = Opening.objects.latest("pk")
    assert row.place == HERE
    assert row.areas.count() > 1
    path = f"/nl/office/openings/{row.key}/"
    client.post(path, {**words, "title_nl": "Het park", "who": "anybody", "place": HERE, "revision": "1"})
    late = body(client.post(path, {**words, "title_nl": "Te laat", "who": "anybody", "place": HERE, "revision": "1"}))
    row.refresh_from_db()
    assert row.title["nl"] == "Het park"
    assert "Te laat" in late
    assert "Het park" in body(visitor().get(f"/nl/say/{row.key}/"))
    client.post(f"{path}close/")
    before = Contribution.objects.count()
    visitor().post(f"/nl/say/{row.key}/", said())
    assert Contribution.objects.count() == before
    client.post("/nl/office/openings/city/close/")
    row = Opening.objects.get(key="city")
    assert row.closes_at is None


def test_a_place_that_is_needed_is_not_called_optional(stage: Stage) -> None:
    idea, repair = (Client().get(f"/en/say/?kind={kind}").content.decode() for kind in ("idea", "repair"))
    label = 'for="id_place_words">Street, place or neighbourhood'
    assert f'{label} <span class="optional">' in idea
    assert f"{label}</label>" in repair
