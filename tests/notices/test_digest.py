"""A letter tells what is new, once, in one's language, not in one's quiet hours, and never more than one can read."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail

from tests.notices.conftest import Town
from tests.support.news import happens
from wijk.accounts.models import Person
from wijk.core import clock, outbox
from wijk.core.models import Letter
from wijk.core.viewer import Operator
from wijk.notices import actions
from wijk.notices.access import Holder
from wijk.notices.models import Item, Parcel, Reader, Telling
from wijk.notices.providing import working
from wijk.notices.queries import reached

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOOD = "area:neighbourhood/1"


def reader(
    tag: str = HOOD, *, address: str = "els@voorbeeld.be", language: str = "nl", rhythm: str = "daily", home: str = "",
    large: bool = False,
) -> Reader:  # fmt: skip
    with clock.at(MONDAY):
        told = {"tags": [tag], "rhythm": rhythm, "home": home, "agreed_large": large}
        actions.enrol_readers(Operator(), addresses=[(address, language)], sure=True, **told)  # type: ignore[arg-type]
    return Reader.objects.get(email=address)


def work(at: datetime) -> list[Letter]:
    """One round of the worker; the digests in the outbox."""
    with clock.at(at):
        working.work(at)
    return list(Letter.objects.filter(key__startswith="digest-").order_by("pk"))


TOMORROW = MONDAY + timedelta(days=1)


def test_what_is_followed_is_told_the_next_morning(town: Town) -> None:
    who = reader(language="fr")
    happens("Nieuw plein", at=MONDAY + timedelta(hours=1), text={"fr": "Venez voir."})
    assert work(MONDAY + timedelta(hours=2)) == []
    (letter,) = work(TOMORROW)
    assert (letter.to, letter.language, letter.subject) == (who.email, "fr", "Nieuw plein (fr)")
    assert "Venez voir." in letter.body
    assert "https://wijk.example/fr/perimeters/plein/" in letter.body
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.headers["List-Unsubscribe"].startswith("<https://wijk.example/fr/hear/stop/")
    who.refresh_from_db()
    assert who.due_at == datetime(2026, 3, 4, 7, tzinfo=UTC)


def test_nothing_is_told_twice(town: Town) -> None:
    reader()
    happens(at=MONDAY)
    assert len(work(TOMORROW)) == 1
    for days in range(2, 9):
        assert len(work(MONDAY + timedelta(days=days))) == 1


def test_who_hears_of_it_by_two_ways_reads_it_once(town: Town) -> None:
    who = reader()
    actions.ask_to_follow(Operator(), email=who.email, tag="theme:mobility", language="nl")
    actions.confirm(Operator(), pending=who.follows.get(tag="theme:mobility"))
    happens("Fietspad", at=MONDAY + timedelta(hours=1), themes=["mobility"])
    (letter,) = work(TOMORROW)
    assert letter.body.count("Fietspad") == 1


@pytest.mark.parametrize(
    ("tag", "told", "hears"),
    [
        (HOOD, {"areas": ["neighbourhood/1", "municipality/1"]}, True),
        (HOOD, {"areas": ["neighbourhood/2"]}, False),
        (HOOD, {"areas": [""]}, True),
        ("area:", {"areas": ["neighbourhood/2"]}, False),
        ("theme:housing", {"areas": [], "themes": ["housing"]}, True),
        ("theme:housing", {"areas": [], "themes": ["mobility"]}, False),
        ("subject:territory.perimeter:plein", {"areas": []}, True),
        ("subject:territory.perimeter:ander", {"areas": []}, False),
        ("circle:4.34500,50.85800,500", {"areas": [], "points": [[4.3460, 50.8581]]}, True),
        ("circle:4.34500,50.85800,50", {"areas": [], "points": [[4.3460, 50.8581]]}, False),
    ],
)
@pytest.mark.parametrize("rhythm", ["immediate", "daily"])
def test_one_hears_of_what_one_follows_and_of_nothing_else(
    town: Town, tag: str, told: dict[str, Any], hears: bool, rhythm: str
) -> None:
    reader(tag, rhythm=rhythm)
    happens(at=MONDAY + timedelta(hours=1), **told)
    assert len(work(TOMORROW)) == int(hears)


def test_large_projects_reach_who_agreed_and_lives_there(town: Town) -> None:
    reader("theme:health", address="hier@voorbeeld.be", home="neighbourhood/1", large=True)
    reader("theme:health", address="daar@voorbeeld.be", home="neighbourhood/2", large=True)
    reader("theme:health", address="nee@voorbeeld.be", home="neighbourhood/1", large=False)
    happens("Wijkcontract", at=MONDAY + timedelta(hours=1), large=True)
    happens("Bankje", at=MONDAY + timedelta(hours=1), large=False)
    letters = work(TOMORROW)
    assert [letter.to for letter in letters] == ["hier@voorbeeld.be"]
    assert "Bankje" not in letters[0].body


def test_a_flood_is_a_letter_with_ten_and_how_many_more(town: Town) -> None:
    reader()
    for n in range(22):
        happens(f"Ding {n:02}", at=MONDAY + timedelta(hours=1))
    (letter,) = work(TOMORROW)
    assert letter.body.count("Ding ") == 10
    assert "Ding 21" in letter.body
    assert "Ding 11" not in letter.body
    assert "12" in letter.subject + letter.body
    assert len(work(TOMORROW + timedelta(days=1))) == 1


def test_at_once_is_at_once_and_then_a_quarter_of_an_hour_of_peace(town: Town) -> None:
    reader(rhythm="immediate")
    happens(at=MONDAY + timedelta(minutes=1))
    assert len(work(MONDAY + timedelta(minutes=1))) == 1
    happens(at=MONDAY + timedelta(minutes=2))
    assert len(work(MONDAY + timedelta(minutes=3))) == 1
    assert len(work(MONDAY + timedelta(minutes=17))) == 2


def test_quiet_hours_are_quiet_and_lose_nothing(town: Town) -> None:
    who = reader(rhythm="immediate")
    told = {"rhythm": "immediate", "quiet_from": time(22), "quiet_to": time(7, 30)}
    actions.change_rhythm(Holder(who.key), reader=who, **told)  # type: ignore[arg-type]
    night = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)
    happens(at=night)
    assert work(night) == []
    assert work(datetime(2026, 3, 4, 6, 29, tzinfo=UTC)) == []
    assert len(work(datetime(2026, 3, 4, 6, 31, tzinfo=UTC))) == 1


def test_a_title_with_a_line_break_becomes_one_subject(town: Town) -> None:
    reader()
    happens("Een\r\nBcc: iedereen\u2028twee\u202e", at=MONDAY + timedelta(hours=1))
    (letter,) = work(TOMORROW)
    assert letter.subject == "Een Bcc: iedereen twee"
    outbox.deliver(TOMORROW)
    assert mail.outbox[0].bcc == []


def test_a_room_that_stumbles_loses_one_line_alone(town: Town) -> None:
    reader()
    happens("Voor", at=MONDAY + timedelta(hours=1))
    happens(telling="broken", at=MONDAY + timedelta(hours=1))
    happens("Na", at=MONDAY + timedelta(hours=1))
    (letter,) = work(TOMORROW)
    assert "Voor" in letter.body
    assert "Na" in letter.body


def test_what_happened_before_one_began_is_no_news(town: Town) -> None:
    happens("Oud", at=MONDAY - timedelta(days=1))
    work(MONDAY - timedelta(hours=1))
    reader()
    assert work(TOMORROW) == []


def test_an_account_reads_in_its_own_language_at_its_own_address(town: Town) -> None:
    charlie = town.cast.charlie
    Person.objects.filter(pk=charlie.person.pk).update(language="fr")
    with clock.at(MONDAY):
        actions.follow(charlie.viewer, person=charlie.person, tag=HOOD)
    happens(at=MONDAY + timedelta(hours=1))
    (letter,) = work(MONDAY + timedelta(days=8))
    assert (letter.to, letter.language) == ("charlie@voorbeeld.be", "fr")


def test_the_office_sees_how_many_were_reached_and_nobody(town: Town) -> None:
    reader(home="neighbourhood/2")
    reader(address="an@voorbeeld.be")
    entry = happens(at=MONDAY + timedelta(hours=1))
    work(TOMORROW)
    assert {(r.home, r.channel, r.readers) for r in reached(entry.index)} == {
        ("neighbourhood/2", "mail", 1),
        ("", "mail", 1),
    }
    assert "@" not in str(Telling.objects.get().told)


def test_a_stopped_reader_hears_nothing_more(town: Town) -> None:
    who = reader()
    happens(at=MONDAY + timedelta(hours=1))
    assert len(work(TOMORROW)) == 1
    actions.stop(Holder(who.key), reader=who)
    assert Letter.objects.filter(key__startswith="digest-").count() == 0
    assert not Reader.objects.filter(pk=who.pk).exists()


def test_who_never_answered_is_forgotten(town: Town) -> None:
    with clock.at(MONDAY):
        actions.ask_to_follow(Operator(), email="stil@voorbeeld.be", tag=HOOD, language="nl")
    work(MONDAY + timedelta(days=7))
    assert Reader.objects.filter(email="stil@voorbeeld.be").exists()
    work(MONDAY + timedelta(days=9))
    assert not Reader.objects.filter(email="stil@voorbeeld.be").exists()


def test_two_rounds_over_the_same_trail_make_the_same_items(town: Town) -> None:
    happens(at=MONDAY)
    work(MONDAY)
    before = list(Item.objects.values_list("index", flat=True))
    work(MONDAY)
    assert list(Item.objects.values_list("index", flat=True)) == before
    assert Parcel.objects.count() == 0
