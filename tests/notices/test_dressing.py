"""A letter says the same in both of its parts, asks nothing of anybody when it is opened, and takes markup for the signs that it is."""

import email
import email.policy
import re
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.notices.conftest import Town
from tests.notices.test_digest import MONDAY, TOMORROW, reader, work
from tests.support.news import happens
from wijk.core import outbox
from wijk.core.models import Letter
from wijk.core.viewer import Passerby
from wijk.notices import actions
from wijk.notices.dressing import Block, Shown, dress

FETCHED = re.compile(
    r"<(?:img|link|script|iframe|video|audio|object|embed|source|picture)\b|url\(|@import|\bsrc\s*=", re.I
)


class Page(HTMLParser):
    """The words and the addresses of a letter."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def digest(at: datetime = TOMORROW) -> Letter:
    """The one digest of a round."""
    (letter,) = work(at)
    return letter


def test_both_parts_tell_the_same_news_and_the_same_ways_out(town: Town) -> None:
    reader(language="fr")
    for n in range(13):
        happens(f"Plein {n:02}", at=MONDAY + timedelta(hours=1), text={"fr": f"Venez voir {n:02}."})
    letter = digest()
    page = Page(letter.html)
    said = " ".join(page.words)
    titles = re.findall(r"^Plein \d\d \(fr\)$", letter.body, re.M)
    assert len(titles) == 10
    assert all(title in said for title in titles)
    assert re.findall(r"Venez voir \d\d", letter.body) == re.findall(r"Venez voir \d\d", said)
    addresses = set(re.findall(r"https?://\S+", letter.body))
    assert addresses == set(page.links)
    stop = letter.headers["List-Unsubscribe"].strip("<>")
    assert stop in page.links
    assert '<html lang="fr">' in letter.html


def test_opening_a_letter_asks_nothing_of_anybody(town: Town) -> None:
    reader()
    happens(at=MONDAY + timedelta(hours=1))
    actions.ask_to_follow(Passerby(), email="nieuw@voorbeeld.be", tag="theme:mobility", language="nl")
    actions.write_to(
        people=[town.cast.charlie.person], key="k", title="Kom", body="Eén.\n\nTwee.", language="nl", path="meetings/x/"
    )
    work(TOMORROW)
    letters = list(Letter.objects.all())
    assert {letter.key.split("-")[0] for letter in letters} == {"digest", "confirm", "direct"}
    for letter in letters:
        assert letter.html
        assert not FETCHED.search(letter.html)


def test_a_mail_carries_words_and_page(town: Town, box: Path) -> None:
    reader()
    happens(at=MONDAY + timedelta(hours=1))
    digest()
    assert outbox.deliver(TOMORROW).sent == 1
    (file,) = box.glob("*.eml")
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@given(st.text(max_size=60), st.text(max_size=200))
def test_markup_in_news_stays_the_signs_that_it_is(title: str, text: str) -> None:
    hostile = f"<script>alert(1)</script>{title}"
    page = dress("nl", hostile, opening=[f"<b>{text}</b>"], groups=[Block(hostile, [Shown(hostile, text)])], foot=[])
    read = Page(page)
    assert not {"script", "b"} & read.tags
    assert "alert(1)" in "".join(read.words)
