"""The queue: what one keeps of it, where one stands in it, and who wanders through it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.support.leaflets import leaflet
from tests.support.scenes.moderation import entered
from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.core import clock
from wijk.moderation import queries
from wijk.moderation.models import Item
from wijk.processes.models import Process

QUEUE = "/en/office/moderation/"


@pytest.fixture
def moderator(stage: Stage) -> Client:
    """The browser of a clerk, with three things that wait and nothing else: the oldest first."""
    Item.objects.exclude(need="").update(need="", since=None)
    process = Process.objects.order_by("key").first()
    assert process is not None
    for n, (key, area) in enumerate(
        (("old", "neighbourhood/1"), ("new", "neighbourhood/2"), ("newest", "neighbourhood/1"))
    ):
        row = entered(key, f"Leaflet {key}", before=True, area=area)
        row.since = clock.now() - timedelta(days=(40, 4, 0)[n], minutes=1)
        row.process, row.kind = (process.key, "test.leaflet") if key == "new" else ("", row.kind)
        row.save()
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere["clerk"].person)
    return client


def seen(client: Client, **filters: str) -> set[str]:
    """Which of the three are in the queue."""
    body = client.get(QUEUE, filters).content.decode()
    return {key for key in ("old", "new", "newest") if f"Leaflet {key}<" in body or f"Leaflet {key} " in body}


def key_of(name: str) -> str:
    """The key of the item about a leaflet."""
    return Item.objects.get(subject=str(leaflet(name))).key


def test_it_is_narrowed_down_by_what_where_why_and_since_when(moderator: Client) -> None:
    process = Item.objects.get(subject=str(leaflet("new"))).process
    assert seen(moderator) == {"old", "new", "newest"}
    assert seen(moderator, area="neighbourhood/2") == {"new"}
    assert seen(moderator, process=process) == {"new"}
    assert seen(moderator, kind="test.leaflet") == {"old", "new", "newest"}
    assert seen(moderator, kind="contributions.comment") == set()
    assert seen(moderator, age="3") == {"old", "new"}
    assert seen(moderator, age="30", area="neighbourhood/1") == {"old"}
    assert seen(moderator, age="soon", need="") == {"old", "new", "newest"}, "nonsense keeps everything"
    assert seen(moderator, kind="x" * 200) == {"old", "new", "newest"}


def test_its_choices_are_called_in_words_and_lead_to_something(moderator: Client, stage: Stage) -> None:
    body = moderator.get(QUEUE).content.decode()
    process = Process.objects.get(key=Item.objects.get(subject=str(leaflet("new"))).process)
    assert process.title.to("en") in body
    assert "contributions.comment" not in body
    assert queries.kind_names()["contributions.comment"]


def test_one_walks_to_the_previous_and_the_next_of_what_one_kept(moderator: Client) -> None:
    item: Any = f"{QUEUE}items/{key_of('new')}/"
    body = moderator.get(item).content.decode()
    assert f'rel="prev" href="{QUEUE}items/{key_of("old")}/#said"' in body
    assert f'rel="next" href="{QUEUE}items/{key_of("newest")}/#said"' in body
    first = moderator.get(f"{QUEUE}items/{key_of('old')}/", {"area": "neighbourhood/1"}).content.decode()
    assert 'rel="prev"' not in first
    assert f"{QUEUE}items/{key_of('newest')}/?area=neighbourhood%2F1#said" in first


def test_those_that_began_to_wait_in_the_same_moment_are_all_met_once(moderator: Client, stage: Stage) -> None:
    Item.objects.exclude(need="").update(since=clock.now())
    rows = queries.waiting(Item.objects.all())
    order = [row.key for row in rows]
    assert [queries.beside(rows, row) for row in rows] == [
        (order[n - 1] if n else "", order[n + 1] if n + 1 < len(order) else "") for n in range(len(order))
    ]


def test_a_reason_has_a_number_for_the_keyboard(moderator: Client) -> None:
    body = moderator.get(f"{QUEUE}items/{key_of('old')}/").content.decode()
    assert f"1. {queries.reasons()[0].title.to('en')}" in body
    assert "moderation/keys.js" in body
