"""A feed is Atom, says the same thing under the same id in each language, and need not be fetched again unchanged."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from tests.notices.conftest import Town
from tests.support.news import happens
from wijk.notices import actions
from wijk.notices.queries import feed_link, items

ATOM = "{http://www.w3.org/2005/Atom}"
HOOD = "area:neighbourhood/1"


def feed(language: str, tag: str = HOOD) -> Element:
    answer = Client(headers={"host": "localhost"}).get(f"/{language}/feeds/{tag}.atom")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root: Element = fromstring(answer.content)
    return root


def words(element: Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None, f"a feed needs {name}"
    return found.text or ""


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_feed_has_all_that_atom_asks(town: Town, language: str) -> None:
    happens("Plein & \x0b<b>straat</b>")
    actions.gather()
    root = feed(language)
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert words(element, name)
    assert len([link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]) == 1
    (entry,) = root.findall(f"{ATOM}entry")
    assert words(entry, "title").startswith("Plein &  <b>straat</b>")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"https://wijk.example/{language}/perimeters/plein/"


def test_ids_are_the_same_in_each_language_and_at_each_visit(town: Town) -> None:
    happens("Een")
    happens("Twee")
    actions.gather()
    ids = [[words(entry, "id") for entry in feed(language).findall(f"{ATOM}entry")] for language in ("nl", "fr", "nl")]
    assert ids[0] == ids[1] == ids[2]
    assert len(set(ids[0])) == 2


def test_an_unchanged_feed_is_not_sent_again(town: Town) -> None:
    client = Client(headers={"host": "localhost"})
    address = f"/nl/feeds/{HOOD}.atom"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    happens()
    actions.gather()
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    "tag", ["theme:mobility", "area:", "subject:territory.perimeter:plein", "circle:4.34500,50.85800,500"]
)
def test_anything_that_one_follows_has_a_feed(town: Town, tag: str) -> None:
    happens(themes=["mobility"], areas=[""], points=[[4.345, 50.858]])
    actions.gather()
    assert len(feed("fr", tag).findall(f"{ATOM}entry")) == 1
    assert feed_link(tag).endswith(".atom")


def test_news_are_listed_newest_first_and_by_kind(town: Town) -> None:
    made = [happens(f"Ding {n}").index for n in range(5)]
    actions.gather()
    assert [item.index for item in items([HOOD], limit=3)] == made[::-1][:3]
    assert [item.index for item in items([HOOD], before=made[2])] == [made[1], made[0]]
    assert items([HOOD], kinds=["meeting"]) == []
    assert len(items([])) == 5


def test_the_script_of_the_browser_stands_at_the_root(town: Town) -> None:
    answer = Client(headers={"host": "localhost"}).get("/push.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answer.content
