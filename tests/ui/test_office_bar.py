"""The bar of the office: few entries in one row, many by the work they are for; nothing is lost, and one sees where one is."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.core.viewer import Operator
from wijk.ui.context_processors import IN_ONE_ROW, office, work


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_entry_stands_in_one_sort_of_work(language: str) -> None:
    with translation.override(language):
        entries = office(Operator(), f"/{language}/office/moderation/")
        sorts = work(entries)
    assert len(entries) > 20
    assert sorted(link.url for one in sorts for link in one.links) == sorted(link.url for link in entries)
    assert [one.current.url for one in sorts if one.current] == [f"/{language}/office/moderation/"]
    assert len({one.label for one in sorts}) == len(sorts) == 4
    assert max(len(one.links) for one in sorts) <= 10


def test_every_room_of_the_office_has_its_work() -> None:
    rooms = {name.partition(":")[0] for _label, name, _verb, _anywhere in settings.WIJK_OFFICE}
    placed = [room for _label, some in settings.WIJK_WORK for room in some]
    assert rooms <= set(placed)
    assert len(placed) == len(set(placed))


def test_few_entries_stand_in_one_row() -> None:
    with translation.override("nl"):
        entries = office(Operator(), "/nl/")
        assert work(entries[:IN_ONE_ROW]) == []
        assert work(entries[: IN_ONE_ROW + 1]) != []


def test_the_bar_on_a_page(stage: Stage) -> None:
    client = Client()
    client.force_login(stage.everywhere["clerk"].person)
    body = client.get("/en/office/moderation/").content.decode()
    bar = body[body.index('class="office-bar"') : body.index("</nav>", body.index('class="office-bar"'))]
    assert bar.count("<details") == bar.count("<summary>") >= 3
    assert 'href="/en/office/moderation/" aria-current="page"' in bar
    assert " · Moderation</span></summary>" in bar
