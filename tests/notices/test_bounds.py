"""Pages of the room ask few questions, and as many for who follows much."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.notices.conftest import Town
from tests.support.news import happens
from wijk.core.viewer import Operator
from wijk.notices import access, actions
from wijk.notices.models import Reader

HOOD = "area:neighbourhood/1"


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", [f"/nl/follow/?what={HOOD}", "/nl/follow/?q=kanaal", f"/fr/feeds/{HOOD}.atom"])
def test_a_public_page_asks_at_most_twelve_questions(town: Town, address: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.get(address)
    few = questions(client, address)
    for n in range(30):
        happens(f"Ding {n}")
    actions.gather()
    assert questions(client, address) <= max(few, 12)
    assert few <= 12


def test_ones_own_page_asks_as_much_for_one_thing_as_for_forty(town: Town) -> None:
    actions.enrol_readers(Operator(), addresses=[("els@voorbeeld.be", "nl")], tags=[HOOD], sure=True)
    subjects = [f"subject:territory.perimeter:p{n}" for n in range(20)]
    many = [HOOD, "street:none", *subjects, *(f"theme:t{n}" for n in range(20))]
    actions.enrol_readers(
        Operator(), addresses=[("an@voorbeeld.be", "nl")], tags=[tag for tag in many if tag != "street:none"], sure=True
    )
    client = Client(headers={"host": "localhost"})
    counts = []
    for address in ("els@voorbeeld.be", "an@voorbeeld.be"):
        page = f"/nl/hear/{access.own_token(Reader.objects.get(email=address).key)}/"
        client.get(page)
        counts.append(questions(client, page))
    assert counts[1] <= counts[0]
    assert counts[0] <= 12
    assert "Perimeter p7" in client.get(page).content.decode()


def test_a_batch_of_letters_asks_as_much_for_ten_readers_as_for_a_hundred(town: Town) -> None:
    counts = []
    for size in (10, 100):
        Reader.objects.all().delete()
        told = [(f"lezer{n}@voorbeeld.be", ("nl", "fr")[n % 2]) for n in range(size)]
        actions.enrol_readers(Operator(), addresses=told, tags=[HOOD], rhythm="immediate", sure=True)
        entry = happens(f"Voor {size}")
        actions.gather()
        with CaptureQueriesContext(connection) as asked:
            assert actions.tell(entry.at) == 0  # a moment before they woke
            assert actions.tell(entry.at.replace(year=2100)) == size
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1
