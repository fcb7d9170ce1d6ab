"""Actors place points themselves: with a reason, moved but never lost, for nobody else, also without any vote."""

import pytest
from django.test import Client

from tests.support.stage import Stage
from wijk.conversations import access, actions, queries
from wijk.conversations.compute import actors
from wijk.conversations.models import Conversation, Placing, Point
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Passerby
from wijk.trail.models import Entry

WHY = Text({"nl": "Omdat de markt er staat."})
GROUP = {"who": "group:", "label": "Tafel 7"}


@pytest.fixture
def talk(stage: Stage) -> Conversation:
    """A closed conversation."""
    return Conversation.objects.get(key=stage.scenes["conversations"].told)


def test_a_point_is_moved_and_what_was_said_before_stays_readable(
    stage: Stage, talk: Conversation, client: Client
) -> None:
    fay = stage.cast.fay.viewer
    first = actions.place_points(fay, key=talk.key, words=[actions.Word(statement=3, basin=1, reason=WHY)], **GROUP)[0]
    later = Text({"nl": "Na het gesprek denken we anders."})
    actions.place_points(fay, key=talk.key, words=[actions.Word(statement=3, basin=3, reason=later)], **GROUP)
    first.refresh_from_db()
    assert first.until is not None
    page = client.get(f"/nl/conversations/{talk.key}/points/{first.point.key}/").content.decode()
    assert "Omdat de markt er staat." in page
    assert "Na het gesprek denken we anders." in page
    now = [one for one in queries.placed(talk) if one.point == first.point]
    assert [one.kind for one in now] == ["diverge"]


def test_the_same_word_twice_counts_once(stage: Stage, talk: Conversation) -> None:
    word = [actions.Word(statement=3, basin=1, stance=2, reason=WHY)]
    assert len(actions.place_points(stage.cast.fay.viewer, key=talk.key, words=word, **GROUP)) == 1
    lines = Entry.objects.filter(verb=access.PLACE).count()
    assert actions.place_points(stage.cast.fay.viewer, key=talk.key, words=word, **GROUP) == []
    assert Entry.objects.filter(verb=access.PLACE).count() == lines


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (actions.Word(statement=3, basin=1), "no-reason"),
        (actions.Word(statement=3, reason=WHY), "nothing-placed"),
        (actions.Word(statement=3, basin=4, reason=WHY), "basin-unknown"),
        (actions.Word(statement=3, stance=3, reason=WHY), "stance-unknown"),
        (actions.Word(statement=99, basin=1, reason=WHY), "statement-gone"),
        (actions.Word(point="nosuchpoin", basin=1, reason=WHY), "point-gone"),
        (actions.Word(basin=1, reason=WHY), "no-point"),
        (actions.Word(statement=3, basin=1, reason=Text({"nl": "x" * 2000})), "too-long"),
    ],
)  # fmt: skip
def test_a_word_that_says_nothing_is_refused_and_leaves_nothing(
    stage: Stage, talk: Conversation, word: actions.Word, code: str
) -> None:
    before = Placing.objects.count()
    good = actions.Word(statement=2, basin=1, reason=WHY)
    with pytest.raises(Refused) as fault:
        actions.place_points(stage.cast.fay.viewer, key=talk.key, words=[good, word], **GROUP)
    assert fault.value.code == code
    assert Placing.objects.count() == before


def test_nobody_places_points_for_another(stage: Stage, talk: Conversation) -> None:
    word = [actions.Word(statement=3, basin=1, reason=WHY)]
    for viewer in (stage.stranger.viewer, Passerby()):
        with pytest.raises(NotAllowed):
            actions.place_points(viewer, key=talk.key, words=word, **GROUP)
    with pytest.raises(Absent):
        access.open_placing(Passerby(), talk.key)
    with pytest.raises(Refused):
        actions.place_points(stage.cast.fay.viewer, key=talk.key, who="organs.organ:nowhere", words=word)


def test_a_point_without_votes_is_placed_too_and_is_one_point_for_all(stage: Stage, talk: Conversation) -> None:
    fay = stage.cast.fay.viewer
    title = Text({"nl": "Het beheer van de gedeelde tuin"})
    for label, basin in (("Tafel 1", 1), ("Tafel 2", 2)):
        words = [actions.Word(title=title, basin=basin, reason=WHY)]
        actions.place_points(fay, key=talk.key, who="group:", label=label, words=words)
    assert Point.objects.filter(conversation=talk, statement=None).count() == 1


def test_positions_of_actors_give_a_basin_without_any_vote() -> None:
    stances = {"city": {"a": 2, "b": 1}, "residents": {"a": -2, "b": 2}, "shops": {"b": 1, "c": 2}}
    found = actors.lie(stances, ["a", "b", "c"])
    assert {key: one.basin for key, one in found.items()} == {"a": "diverge", "b": "converge"}


def test_by_keyboard_on_a_page_and_read_by_everybody(stage: Stage, talk: Conversation, client: Client) -> None:
    client.force_login(stage.cast.fay.person)
    address = f"/nl/conversations/{talk.key}/placing/place/"
    assert client.get(address).status_code == 200
    typed = {
        "who": "group:",
        "label": "Tafel 9",
        "language": "nl",
        "basin-s2": "3",
        "reason-s2": "Hier <b>botst</b> het.",
    }
    assert client.post(address, typed).status_code == 302
    page = Client().get(f"/nl/conversations/{talk.key}/placing/").content.decode()
    assert "Hier &lt;b&gt;botst&lt;/b&gt; het." in page
    assert "Tafel 9" in page
    assert client.post(address, typed | {"basin-s2": "", "reason-s2": "Zomaar"}).status_code == 400


def test_a_sheet_to_do_it_on_paper(talk: Conversation, client: Client) -> None:
    assert client.get(f"/fr/conversations/{talk.key}/placing/sheet.pdf").content[:5] == b"%PDF-"
