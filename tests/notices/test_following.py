"""One follows in one step with an account, by a confirmed address without; and stops in one click."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.translation import override

from tests.notices.conftest import Town
from tests.support.news import happens
from wijk.accounts import actions as accounts
from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.core import bounces, outbox
from wijk.core.errors import Absent, Faulty, NotAllowed, Refused
from wijk.core.models import Bounce, Letter
from wijk.core.viewer import Operator, Passerby
from wijk.notices import access, actions
from wijk.notices.models import Follow, Reader
from wijk.notices.providing import own_notices
from wijk.notices.queries import follow_link
from wijk.trail.models import Entry

HOOD = "area:neighbourhood/1"
PAGE = f"/nl/follow/?what={HOOD}"


def browser(town: Town, who: str = "") -> Client:
    client = Client(headers={"host": "localhost"})
    if who:
        client.force_login(getattr(town.cast, who).person)
    return client


def link_in(letter: Letter, part: str) -> str:
    word = next(word for word in letter.body.split() if part in word)
    return word.removeprefix("https://wijk.example")


def test_a_passer_by_follows_by_a_letter_and_a_button(town: Town) -> None:
    client = browser(town)
    assert "Oude Markt" in client.get(PAGE).content.decode()
    answer = client.post(PAGE, {"email": "Els@Voorbeeld.be", "language": "fr"})
    assert answer.status_code == 302
    letter = Letter.objects.get(to="els@voorbeeld.be")
    assert letter.language == "fr"
    link = link_in(letter, "/follow/confirm/")
    assert link.startswith("/fr/")
    client.get(link)
    assert not Reader.objects.live().exists(), "looking is not confirming"
    answer = client.post(link)
    assert answer.status_code == 302
    reader = Reader.objects.live().get()
    assert [row.tag for row in reader.follows.exclude(confirmed_at=None)] == [HOOD]
    assert "Oude Markt" in client.get(answer["Location"]).content.decode() or reader.language == "fr"


def test_the_answer_is_the_same_for_a_known_address(town: Town) -> None:
    pages = []
    for address in ("nieuw@voorbeeld.be", "charlie@voorbeeld.be"):
        client = browser(town)
        answer = client.post(PAGE, {"email": address, "language": "nl"}, follow=True)
        pages.append(answer.content.decode().split("<main", 1)[1].split("csrfmiddlewaretoken")[0])
    assert pages[0] == pages[1]
    assert Letter.objects.filter(key__startswith="confirm-").count() == 2


def test_nobody_is_asked_twice_a_day(town: Town) -> None:
    for _ in range(3):
        actions.ask_to_follow(Passerby(), email="els@voorbeeld.be", tag=HOOD, language="nl")
    assert Letter.objects.filter(to="els@voorbeeld.be").count() == 1


def test_nobody_is_flooded_with_questions(town: Town) -> None:
    for code in ["work", "income", "housing", "health", "mobility", *(f"thema-{n}" for n in range(20))]:
        actions.ask_to_follow(Passerby(), email="els@voorbeeld.be", tag=f"theme:{code}", language="nl")
    assert Letter.objects.filter(to="els@voorbeeld.be").count() == 10


def test_one_network_asks_a_few_times_an_hour(town: Town) -> None:
    client = browser(town)
    answers = [client.post(PAGE, {"email": f"lezer{n}@voorbeeld.be", "language": "nl"}).status_code for n in range(22)]
    assert answers == [302] * 20 + [200] * 2
    cache.clear()


@pytest.mark.parametrize("address", ["geen", "a@b", "els@voorbeeld.be\nBcc: x@y.be", "", "a" * 300 + "@b.be"])
def test_what_is_no_address_is_refused_with_a_sentence(town: Town, address: str) -> None:
    answer = browser(town).post(PAGE, {"email": address, "language": "nl"})
    assert answer.status_code == 200
    assert not Reader.objects.exists()
    with pytest.raises(Refused):
        actions.ask_to_follow(Passerby(), email=address, tag=HOOD, language="nl")


@pytest.mark.parametrize(
    "what",
    ["zzz", "area:neighbourhood/999", "area:../x", "circle:4.3,50.8,999999", "circle:999,50,500", "street:none", "subject:x.y:z",
     "subject:territory.perimeter:hidden", "theme:<script>"],
)  # fmt: skip
def test_what_is_not_there_cannot_be_followed(town: Town, what: str) -> None:
    client = browser(town, "charlie")
    assert client.get("/nl/follow/", {"what": what}).status_code == 404
    assert client.post(f"/nl/follow/?what={what}").status_code == 404
    with pytest.raises(Absent):
        actions.follow(town.cast.charlie.viewer, person=town.cast.charlie.person, tag=what)
    assert client.get(f"/nl/feeds/{what}.atom").status_code == 404


def test_an_account_follows_in_one_step(town: Town) -> None:
    client = browser(town, "charlie")
    assert client.post(PAGE).status_code == 302
    assert Follow.objects.get().confirmed_at
    client.post(PAGE)
    assert Follow.objects.count() == 1
    assert "Oude Markt" in client.get("/nl/hear/").content.decode()
    client.post("/nl/hear/", {"do": "unfollow", "tag": HOOD})
    assert not Follow.objects.exists()


def test_nobody_follows_for_another(town: Town) -> None:
    charlie, fay = town.cast.charlie, town.cast.fay
    with pytest.raises(NotAllowed):
        actions.follow(fay.viewer, person=charlie.person, tag=HOOD)
    actions.follow(charlie.viewer, person=charlie.person, tag=HOOD)
    reader = Reader.objects.get()
    for viewer in (fay.viewer, Passerby(), access.Holder("other"), Operator()):
        with pytest.raises(NotAllowed):
            actions.stop(viewer, reader=reader)
        with pytest.raises(NotAllowed):
            actions.change_rhythm(viewer, reader=reader, rhythm="daily")
        with pytest.raises(NotAllowed):
            actions.stop_following(viewer, reader=reader, tag=HOOD)


def test_the_trail_tells_neither_who_nor_what(town: Town) -> None:
    charlie = town.cast.charlie
    before = Entry.objects.count()
    actions.follow(charlie.viewer, person=charlie.person, tag=HOOD)
    reader = Reader.objects.get()
    actions.change_rhythm(charlie.viewer, reader=reader, rhythm="daily", home="neighbourhood/1")
    actions.agree_to_large(charlie.viewer, reader=reader)
    actions.stop(charlie.viewer, reader=reader)
    made = Entry.objects.filter(index__gte=before)
    assert made.count() == 4
    for entry in made:
        assert (entry.actor, entry.subject, entry.area, entry.data) == ("", "", "", {})


def enrolled(address: str = "els@voorbeeld.be") -> Reader:
    actions.enrol_readers(Operator(), addresses=[(address, "nl")], tags=[HOOD], sure=True)
    return Reader.objects.get(email=address)


def test_a_mail_program_stops_the_letters_by_itself(town: Town) -> None:
    link = f"/nl/hear/stop/{access.own_token(enrolled().key)}/"
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    assert client.get(link).status_code == 200
    assert Reader.objects.exists(), "looking is not stopping"
    assert client.post(link, {"what": "else"}).status_code == 403
    answer = client.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Reader.objects.exists()
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("token", ["x", "abc:def", "..:", "a" * 300])
def test_a_wrong_token_opens_nothing(town: Town, token: str) -> None:
    enrolled()
    client = browser(town)
    assert client.get(f"/nl/hear/{token}/").status_code == 404
    assert client.get(f"/nl/follow/confirm/{token}/").status_code == 404
    client.post(f"/nl/hear/stop/{token}/", {"List-Unsubscribe": "One-Click"})
    assert Reader.objects.count() == 1


def test_the_token_of_a_stop_is_no_confirmation(town: Town) -> None:
    actions.ask_to_follow(Passerby(), email="els@voorbeeld.be", tag=HOOD, language="nl")
    own = access.own_token(Reader.objects.get().key)
    assert browser(town).post(f"/nl/follow/confirm/{own}/").status_code == 404


def test_one_changes_what_one_hears_by_the_link_in_a_letter(town: Town) -> None:
    page = f"/nl/hear/{access.own_token(enrolled().key)}/"
    client = browser(town)
    told = {
        "do": "wishes",
        "rhythm": "immediate",
        "weekday": "2",
        "quiet_from": "22:00",
        "quiet_to": "07:00",
        "by_mail": "on",
    }
    assert client.post(page, told | {"home": "neighbourhood/1", "language": "fr"}).status_code == 302
    reader = Reader.objects.get()
    assert (reader.rhythm, reader.home, reader.language, reader.due_at) == ("immediate", "neighbourhood/1", "fr", None)
    client.post(page, {"do": "large"})
    assert Reader.objects.get().agreed_large
    client.post(page, {"do": "not_large"})
    assert not Reader.objects.get().agreed_large
    assert client.post(page, {"do": "wishes", "rhythm": "hourly"}).status_code == 200
    client.post(page, {"do": "stop"})
    assert not Reader.objects.exists()


def test_half_quiet_hours_are_refused(town: Town) -> None:
    page = f"/nl/hear/{access.own_token(enrolled().key)}/"
    with override("en"):
        answer = browser(town).post(
            page.replace("/nl/", "/en/"),
            {"do": "wishes", "rhythm": "daily", "weekday": "1", "quiet_from": "22:00", "language": "en"},
            follow=True,
        )
    assert "Quiet hours need a beginning and an end." in answer.content.decode()


def test_who_made_an_account_later_keeps_what_they_followed(town: Town) -> None:
    before = enrolled("charlie2@voorbeeld.be")
    person = accounts.enrol(Operator(), email="charlie2@voorbeeld.be", name="", password=None, language="fr")
    actions.follow(PersonViewer(person), person=person, tag="theme:work")
    reader = Reader.objects.get(person=person)
    assert reader.pk == before.pk
    assert reader.email == ""
    assert {row.tag for row in reader.follows.all()} == {HOOD, "theme:work"}


def test_erasing_forgets_what_was_followed(town: Town) -> None:
    charlie = town.cast.charlie
    actions.follow(charlie.viewer, person=charlie.person, tag=HOOD)
    bounces.mark("charlie@voorbeeld.be", "5.1.1")
    outbox.write(to="charlie@voorbeeld.be", subject="x", body="x", language="nl", key="kept")
    Letter.objects.update(sent_at="2026-01-01T00:00Z")
    assert own_notices.export(charlie.key)["follows"][0]["tag"] == HOOD
    accounts.erase_person(charlie.viewer, person=Person.objects.get(pk=charlie.person.pk))
    assert not Reader.objects.exists()
    assert not Bounce.objects.exists()
    assert not Letter.objects.exclude(address="").filter(key="kept").exists()


def test_a_list_with_bad_addresses_says_which_lines_and_takes_nobody_in(town: Town) -> None:
    lines = [("els@voorbeeld.be", "nl"), ("geen adres", "nl"), ("an@voorbeeld.be", "fr"), ("@", "nl")]
    with pytest.raises(Faulty) as told, override("en"):
        actions.enrol_readers(town.cast.dora.viewer, addresses=lines, tags=[HOOD])
    assert [str(problem).split(":")[0] for problem in told.value.problems] == ["Line 2", "Line 4"]
    assert not Reader.objects.exists()


def test_a_list_asks_each_once_and_leaves_accounts_alone(town: Town) -> None:
    lines = [("els@voorbeeld.be", "nl"), ("ELS@voorbeeld.be", "fr"), ("charlie@voorbeeld.be", "nl")]
    assert actions.enrol_readers(town.cast.dora.viewer, addresses=lines, tags=[HOOD]) == 1
    assert not Reader.objects.live().exists()
    assert Letter.objects.filter(key__startswith="confirm-").count() == 1
    with pytest.raises(NotAllowed):
        actions.enrol_readers(town.cast.dora.viewer, addresses=lines, tags=[HOOD], sure=True)
    with pytest.raises(NotAllowed):
        actions.enrol_readers(town.cast.alice.viewer, addresses=lines, tags=[HOOD])


def test_a_place_is_found_by_its_name_and_followed_with_what_lies_around_it(town: Town) -> None:
    client = browser(town)
    page = client.get("/nl/follow/", {"q": "kanaal", "metres": "250"}).content.decode()
    assert follow_link("area:neighbourhood/2").replace("/en/", "/nl/").split("?")[1] in page
    assert client.get("/nl/follow/", {"q": "zzzzzz", "metres": "x"}).status_code == 200
    assert client.get("/nl/follow/", {"q": "straat"}).status_code == 200


def test_a_letter_to_somebody_is_written_once(town: Town) -> None:
    people = [town.cast.charlie.person, town.cast.fay.person]
    told: dict[str, Any] = {"key": "meetings.invite:m1", "title": "Uitnodiging", "body": "Kom.", "path": "meetings/m1/"}
    assert actions.write_to(people=people, **told) == 2
    actions.write_to(people=people, **told, to_addresses=[("gast@voorbeeld.be", "fr")])
    letters = Letter.objects.filter(key__startswith="direct-")
    assert letters.count() == 3
    assert "https://wijk.example/fr/meetings/m1/" in letters.get(to="gast@voorbeeld.be").body


def test_the_office_sees_letters_and_tries_again(town: Town) -> None:
    client = browser(town, "dora")
    letter = outbox.write(to="els.peeters@voorbeeld.be", subject="x", body="x", language="nl")
    Letter.objects.filter(pk=letter.pk).update(tries=3, fault="SMTPServerDisconnected", try_after="2100-01-01T00:00Z")
    bounces.mark("jan@voorbeeld.be", "5.1.1")
    page = client.get("/en/office/letters/").content.decode()
    assert "e…@voorbeeld.be" in page
    assert "j…@voorbeeld.be" in page
    assert "els.peeters" not in page
    client.post("/en/office/letters/", {"again": "1"})
    letter.refresh_from_db()
    assert letter.try_after.year < 2100
    happens()
    bad = client.post("/en/office/letters/", {"tag": HOOD, "language": "nl", "addresses": "els\nan@voorbeeld.be, fr"})
    assert "Line 1" in bad.content.decode()
    client.post("/en/office/letters/", {"tag": HOOD, "language": "nl", "addresses": "an@voorbeeld.be, fr\n\n"})
    assert Reader.objects.get(email="an@voorbeeld.be").language == "fr"


def test_a_bouncing_reader_hears_again_once_they_confirm(town: Town) -> None:
    bounces.mark("els@voorbeeld.be", "5.1.1")
    actions.ask_to_follow(Passerby(), email="els@voorbeeld.be", tag=HOOD, language="nl")
    letter = Letter.objects.get(to="els@voorbeeld.be")
    outbox.deliver()
    letter.refresh_from_db()
    assert letter.sent_at, "a question that somebody asked for goes out"
    actions.confirm(Passerby(), pending=Follow.objects.get())
    assert not bounces.bounces("els@voorbeeld.be")


@pytest.mark.parametrize(
    ("tag", "calendar"),
    [
        ("area:neighbourhood/1", "/fr/calendars/area/neighbourhood/1.ics"),
        ("area:", "/fr/calendars/city/all.ics"),
        ("theme:mobility", ""),
    ],
)
def test_the_page_offers_the_calendar_where_there_is_one(town: Town, tag: str, calendar: str) -> None:
    client = Client(headers={"host": "localhost"})
    page = client.get(f"/fr/follow/?what={tag}").content.decode()
    assert (".ics" in page) == bool(calendar)
    if calendar:
        assert f'href="{calendar}"' in page
        assert client.get(calendar).status_code == 200


def test_a_circle_is_drawn_in_a_neighbourhood_and_followed(town: Town) -> None:
    client = Client(headers={"host": "localhost"})
    page = "/nl/follow/circle/?in=neighbourhood/1"
    assert 'data-circle="circle-map"' in client.get(page).content.decode()
    assert "follow/circle/?in=neighbourhood/1" in client.get(f"/nl/follow/?what={HOOD}").content.decode()
    area = town.town.neighbourhoods["1"]
    west, east, south, north = (float(side or 0) for side in (area.west, area.east, area.south, area.north))
    lon, lat = (west + east) / 2, (south + north) / 2
    answer = client.get(f"{page}&lon={lon:.5f}&lat={lat:.5f}&metres=250")
    assert answer.status_code == 302
    assert answer["Location"] == f"/nl/follow/?what=circle:{lon:.5f},{lat:.5f},250"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "told",
    [
        "lon=0&lat=0&metres=250",
        "lon=x&lat=y",
        "lon=nan&lat=nan&metres=250",
        "lon=4.3&lat=inf",
        "lon=4.3&lat=50.8&metres=7",
    ],
)
def test_a_circle_elsewhere_is_refused_in_words(town: Town, told: str) -> None:
    answer = Client(headers={"host": "localhost"}).get(f"/nl/follow/circle/?in=neighbourhood/1&{told}")
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


@pytest.mark.parametrize("ref", ["", "neighbourhood/nowhere", "municipality/21001", "x"])
def test_there_is_no_map_of_what_is_no_neighbourhood(town: Town, ref: str) -> None:
    assert Client(headers={"host": "localhost"}).get(f"/nl/follow/circle/?in={ref}").status_code == 404


def test_a_wrong_line_of_a_list_is_named_by_the_line_that_one_sees(town: Town) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(town.cast.dora.person)
    lines = ["goed@voorbeeld.be", "", "geen adres", *(f"fout{n}" for n in range(12))]
    told = {"tag": HOOD, "language": "nl", "addresses": "\n".join(lines)}
    page = client.post("/en/office/letters/", told).content.decode()
    assert "Line 3: “geen adres” is not an e-mail address. Correct it, or leave the line out." in page
    assert "And 3 more lines are wrong." in page
    assert not Reader.objects.filter(email="goed@voorbeeld.be").exists()
    page = client.post("/en/office/letters/", told | {"tag": "area:neighbourhood/nowhere"}).content.decode()
    assert "There is nothing like that to follow." in page
    client.post("/en/office/letters/", told | {"addresses": "goed@voorbeeld.be, fr\n\n"})
    assert Reader.objects.get(email="goed@voorbeeld.be").language == "fr"
