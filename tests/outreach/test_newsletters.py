"""A newsletter holds what happened there, is edited by a person, goes out once, and never changes after that."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.support.stage import ELSEWHERE, HERE, Stage
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.providers import Done
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.notices.models import Item, ItemTag
from wijk.outreach import actions, providing, queries
from wijk.outreach.models import Newsletter, Piece
from wijk.trail.models import Entry

DAY = datetime(2026, 3, 10, 12, tzinfo=UTC)
MARCH: dict[str, Any] = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}


def happened(index: int, title: str, *tags: str, kind: str = "decision", at: datetime = DAY) -> None:
    item = Item.objects.create(index=90_000 + index, at=at, title=Text.of(title), kind=kind, path="organs/x/")
    ItemTag.objects.bulk_create(ItemTag(item=item, tag=tag) for tag in tags)


def titles(letter: Newsletter) -> list[str]:
    return [piece.title.to("nl") for piece in letter.pieces.all()]


@pytest.fixture
def month(stage: Stage) -> Newsletter:
    """A draft of March here, with two decisions and a meeting in it, and nothing of elsewhere or of another month."""
    Item.objects.all().delete()
    happened(1, "Een vergadering", f"area:{HERE}", kind="meeting")
    happened(2, "Eerste besluit", f"area:{HERE}", "subject:organs.organ:x")
    happened(3, "Tweede besluit", "area:")
    happened(4, "Elders", f"area:{ELSEWHERE}")
    happened(
        5, "In april", f"area:{HERE}", at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    )  # half past midnight in Brussels
    happened(6, "Op de laatste dag", f"area:{HERE}", at=datetime(2026, 3, 31, 21, 30, tzinfo=UTC), kind="organ")
    happened(7, "Een andere nieuwsbrief", f"area:{HERE}", kind="newsletter")
    return actions.compose_newsletter(stage.cast.fay.viewer, place=HERE, **MARCH)


def test_it_begins_with_what_happened_there_kind_by_kind(month: Newsletter) -> None:
    assert titles(month) == ["Tweede besluit", "Eerste besluit", "Een vergadering", "Op de laatste dag"]
    assert month.title.to("nl")
    with translation.override("en"):
        assert [str(group.heading) for group in queries.grouped(month.pieces.all())] == [
            "Decided",
            "Meetings",
            "Who decides",
        ]


def test_of_the_whole_city_it_holds_everything(stage: Stage, month: Newsletter) -> None:
    clerk = stage.everywhere["clerk"].viewer
    assert "Elders" in titles(actions.compose_newsletter(clerk, place="", **MARCH))


def test_a_person_chooses_orders_and_drops(stage: Stage, month: Newsletter) -> None:
    title, hello = Text({"fr": "Nouvelles"}), Text({"nl": "Dag"})
    told = {"title": title, "introduction": hello, "chosen": [90_001, 90_003]}
    actions.edit_newsletter(stage.cast.fay.viewer, key=month.key, **told)  # type: ignore[arg-type]
    fresh = Newsletter.objects.get(pk=month.pk)
    assert [piece.title.to() for piece in fresh.pieces.all() if piece.chosen] == ["Een vergadering", "Tweede besluit"]
    assert fresh.title.to("nl") == "Nouvelles"
    with pytest.raises(Refused, match="404"):
        actions.edit_newsletter(stage.cast.fay.viewer, key=month.key, title=title, introduction=hello, chosen=[404])


def test_once_sent_it_never_changes(stage: Stage, month: Newsletter) -> None:
    fay = stage.cast.fay.viewer
    actions.send_newsletter(fay, key=month.key)
    before = (titles(month), Newsletter.objects.get(pk=month.pk).title)
    Item.objects.filter(index=90_001).update(title=Text.of("Anders"))
    for change in (
        lambda: actions.send_newsletter(fay, key=month.key),
        lambda: actions.drop_newsletter(fay, key=month.key),
        lambda: actions.edit_newsletter(fay, key=month.key, title=Text.of("x"), introduction=Text(), chosen=()),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.code == "newsletter-sent"
    assert (titles(month), Newsletter.objects.get(pk=month.pk).title) == before
    assert Entry.objects.filter(verb="outreach.send_newsletter", subject=month.key).count() == 1


def test_who_loses_the_race_to_send_is_told(stage: Stage, month: Newsletter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else sends it between our look and our writing."""
    stale = Newsletter.objects.get(pk=month.pk)
    monkeypatch.setattr("wijk.outreach.actions.newsletters._draft", lambda *_told: stale)
    Newsletter.objects.filter(pk=month.pk).update(sent_at=DAY)
    with pytest.raises(Refused) as refused:
        actions.send_newsletter(stage.cast.fay.viewer, key=month.key)
    assert refused.value.code == "newsletter-sent"
    assert not Entry.objects.filter(verb="outreach.send_newsletter", subject=month.key).exists()


def test_an_empty_one_is_not_sent(stage: Stage) -> None:
    empty = actions.compose_newsletter(
        stage.cast.fay.viewer, place=HERE, since=date(2001, 1, 1), until=date(2001, 1, 2)
    )
    with pytest.raises(Refused) as refused:
        actions.send_newsletter(stage.cast.fay.viewer, key=empty.key)
    assert refused.value.code == "newsletter-empty"


@pytest.mark.parametrize("title", ["Nieuws\r\nBcc: x", "Nieuws\nvan hier", "a\u2028b", "x" * 151, "\x07"])
def test_a_title_that_fits_no_subject_line_is_refused(stage: Stage, title: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.compose_newsletter(stage.cast.fay.viewer, place=HERE, title=Text.of(title), **MARCH)
    assert str(refused.value).endswith(".")


def test_a_period_runs_forwards_and_ends(stage: Stage) -> None:
    fay, today = stage.cast.fay.viewer, clock.today()
    with pytest.raises(Refused, match="before"):
        actions.compose_newsletter(fay, place=HERE, since=today, until=today - timedelta(days=1))
    with pytest.raises(Refused, match="two years"):
        actions.compose_newsletter(fay, place=HERE, since=today - timedelta(days=900), until=today)


def test_only_who_works_there_writes_there(stage: Stage, month: Newsletter) -> None:
    for viewer in (stage.elsewhere["facilitator"].viewer, stage.cast.charlie.viewer, stage.cast.nobody):
        with pytest.raises(NotAllowed):
            actions.compose_newsletter(viewer, place=HERE, **MARCH)
        with pytest.raises(NotAllowed):
            actions.send_newsletter(viewer, key=month.key)
    with pytest.raises(Absent):
        actions.compose_newsletter(stage.everywhere["clerk"].viewer, place="neighbourhood/nowhere", **MARCH)


def test_followers_hear_of_it_once_it_is_sent(stage: Stage, month: Newsletter) -> None:
    actions.edit_newsletter(
        stage.cast.fay.viewer, key=month.key, title=Text.of("Maart"), introduction=Text.of("Woord " * 100), chosen=[90_001]
    )  # fmt: skip
    actions.send_newsletter(stage.cast.fay.viewer, key=month.key)
    entries = Entry.objects.filter(kind="outreach.newsletter", subject=month.key).order_by("index")
    lines = [Done(e.index, e.at, e.verb, Subject(e.kind, e.subject), e.area, e.data) for e in entries]
    news = providing.tells.news(lines)
    assert [one is not None for one in news] == [False, False, True]
    told = news[-1]
    assert told is not None
    assert told.kind == "newsletter"
    assert HERE in told.areas
    assert told.path == f"newsletters/{month.key}/"
    assert len(told.text.to()) <= 310


def test_everybody_reads_what_was_sent_and_nobody_a_draft(stage: Stage, month: Newsletter) -> None:
    client = Client(headers={"host": "localhost"})
    scene = stage.scenes["outreach"]
    assert client.get(f"/nl/newsletters/{month.key}/").status_code == 404
    assert client.get(f"/nl/newsletters/{month.key}/newsletter.pdf").status_code == 404
    page = client.get(f"/fr/newsletters/{scene.sent}/")
    assert "Bonjour voisins" in page.content.decode()
    listed = client.get("/nl/newsletters/in/neighbourhood/1/").content.decode()
    assert scene.sent in listed
    assert month.key not in listed
    assert scene.sent not in client.get("/nl/newsletters/in/neighbourhood/3/").content.decode()
    assert client.get("/nl/newsletters/in/neighbourhood/zzz/").status_code == 404


def test_the_whole_errand_in_the_office(stage: Stage, month: Newsletter) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.cast.fay.person)
    page = client.get("/en/office/newsletters/new/")
    assert f'value="{HERE}"' in page.content.decode()
    answer = client.post(
        "/en/office/newsletters/new/", {"place": ELSEWHERE, "since": "2026-03-01", "until": "2026-03-31"}
    )
    assert "You do not work in this place" in answer.content.decode()
    answer = client.post("/en/office/newsletters/new/", {"place": HERE, "since": "2026-03-01", "until": "2026-03-31"})
    where = answer["Location"]
    answer = client.post(
        where,
        {
            "title_nl": "Maart <b>",
            "introduction_fr": "Bonjour",
            "keep-90001": "1",
            "order-90001": "2",
            "keep-90002": "1",
            "order-90002": "1",
        },
    )
    assert answer.status_code == 302
    key = where.rstrip("/").rpartition("/")[2]
    preview = client.get(f"/en/newsletters/{key}/").content.decode()
    assert preview.index("Eerste besluit") < preview.index("Een vergadering")
    assert "Tweede besluit" not in preview
    assert "Maart &lt;b&gt;" in preview
    answer = client.post(f"/en/office/newsletters/{key}/send/")
    assert answer["Location"] == f"/en/newsletters/{key}/"
    assert Client(headers={"host": "localhost"}).get(answer["Location"]).status_code == 200
    assert Piece.objects.filter(newsletter__key=key).count() == 2


@pytest.mark.parametrize(
    "title", ["Nieuws\nBcc: iedereen@voorbeeld.be", "Nieuws\r\nen meer", "Nieuws\u2028en meer", "Een\x00twee"]
)
def test_a_title_with_line_breaks_is_refused_on_the_page_in_words(stage: Stage, title: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.cast.fay.person)
    key = stage.scenes["outreach"].draft
    page = client.post(f"/en/office/newsletters/{key}/", {"title_en": title, "introduction_en": "Hello"})
    words = page.content.decode()
    assert "The title has more than one line. Write it on one line." in words or "Null characters" in words
    assert "error-summary" in words
    assert title not in [row.title.to("en") for row in Newsletter.objects.all()]
