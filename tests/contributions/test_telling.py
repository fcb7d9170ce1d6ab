"""What do other rooms hear: followers, the timeline of an area, the search, the sheet of paper?"""

import pytest
from django.test import RequestFactory

from tests.support.stage import ELSEWHERE, HERE, Stage
from wijk.contributions import access, actions, judged, paper, providing
from wijk.contributions.models import Contribution
from wijk.core.errors import Absent, Refused
from wijk.core.providers import Done, providers
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby
from wijk.trail.models import Entry
from wijk.ui.beside import blocks

pytestmark = pytest.mark.django_db


def lines() -> list[Done]:
    rows = Entry.objects.order_by("index")
    return [Done(e.index, e.at, e.verb, Subject(e.kind, e.subject), e.area, e.data) for e in rows]


def test_followers_of_the_place_hear_of_it_once_it_is_shown(stage: Stage) -> None:
    scene = stage.scenes["contributions"]
    told = [news for news in providing.tells.news(lines()) if news is not None]
    assert [news.path for news in told].count(f"voices/{scene.idea.key}/") == 1
    one = next(news for news in told if news.path == f"voices/{scene.idea.key}/")
    assert scene.idea.area in one.areas
    assert one.points == ((4.345, 50.857),)
    assert not [news for news in told if scene.pending.key in news.path]
    actions.confirm(Passerby(), key=scene.pending.key, token=scene.token)
    last = providing.tells.news(lines()[-1:])[0]
    assert last is not None
    assert scene.pending.key in last.path
    assert any(news.path == f"say/{scene.opening.key}/" and HERE in news.areas for news in told)


def test_what_a_moderator_took_away_is_no_news(stage: Stage) -> None:
    scene = stage.scenes["contributions"]
    judged.moderates.apply(Subject(providing.VOICE, scene.idea.key), "hidden", "insult")
    assert not [n for n in providing.tells.news(lines()) if n is not None and scene.idea.key in n.path]
    assert not [card for card in providing.finds.found("bank", 5) if scene.idea.key in card.url]


def test_an_opening_with_an_end_stands_on_the_pages_of_its_place_alone(stage: Stage) -> None:
    scene = stage.scenes["contributions"]
    assert not providing.goes_on.happenings(HERE, Passerby(), 5)
    actions.close_opening(stage.everywhere["clerk"].viewer, opening=scene.opening)
    assert not providing.goes_on.happenings(HERE, Passerby(), 5)
    type(scene.opening).objects.filter(pk=scene.opening.pk).update(closes_at="2999-01-01T00:00Z")
    assert [h.subject.id for h in providing.goes_on.happenings(HERE, Passerby(), 5)] == [scene.opening.key]
    assert not providing.goes_on.happenings(ELSEWHERE, Passerby(), 5)


def test_it_is_found_by_its_words(stage: Stage) -> None:
    key = stage.scenes["contributions"].idea.key
    assert any(key in card.url for card in providing.finds.found("bank plein", 5))


def test_a_sheet_is_taken_in_once_and_only_by_who_may(stage: Stage) -> None:
    subject, clerk = Subject("contributions.opening", "city"), stage.everywhere["clerk"].viewer
    with pytest.raises(Absent):
        paper.on_paper.forms(subject, stage.stranger.viewer, "nl")
    (form,) = paper.on_paper.forms(subject, clerk, "fr")
    asked = {"kind", "title", "text", "category", "place", "shown", "contact"}
    assert {field.code for field in form.fields} == asked | {"extra.repair.danger"}
    assert "permis" in form.intro
    values = {"kind": "idea", "title": "Een fontein", "place": "bij de kerk", "contact": ""}

    def taken(once: str, **other: str) -> Subject:
        return paper.on_paper.take(clerk, subject, form.code, values | other, once=once, language="nl")

    first = taken("SHEET-1")
    assert taken("SHEET-1", title="Anders") == first
    row = Contribution.objects.get(key=first.id)
    assert (row.channel, row.spot, row.title) == ("paper", "bij de kerk", "Een fontein")
    with pytest.raises(Refused):
        taken("SHEET-2", title="")


def test_each_room_may_put_its_block_beside_it(stage: Stage) -> None:
    idea = access.open_contribution(Passerby(), stage.scenes["contributions"].idea.key)
    found = blocks(Subject(providing.VOICE, idea.key), Passerby(), RequestFactory().get("/"))
    assert [block.order for block in found] == sorted(block.order for block in found)
    assert len(found) <= 3 * len(providers("beside"))
