"""The stand travels: who sets its stops, who writes down there, who was met; and nothing of its hosts is for everybody."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from pypdf import PdfReader

from tests.support.scenes.helping import said, terms
from tests.support.stage import ELSEWHERE, HERE, Stage
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.verbs import ROLES
from wijk.core.viewer import Passerby, Viewer
from wijk.helping import access, actions, providing, queries
from wijk.helping.models import Stop
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db


def reread(row: Stop) -> Stop:
    return Stop.objects.select_related("tour").get(pk=row.pk)


@pytest.mark.parametrize("role", ROLES)
def test_who_keeps_a_tour_and_where(stage: Stage, role: Any) -> None:
    here, elsewhere = stage.everywhere[role].viewer, stage.elsewhere[role].viewer
    scene = stage.scenes["helping"]
    if role in access.KEEPERS:
        assert actions.keep_tour(here, title=Text.of("Rond"), intro=Text(), place=HERE).key
        assert actions.keep_tour(elsewhere, title=Text.of("Rond"), intro=Text(), place=ELSEWHERE).key
    people: list[Viewer] = [elsewhere, Passerby()] if role in access.KEEPERS else [here, elsewhere, Passerby()]
    for viewer in people:
        with pytest.raises(NotAllowed):
            actions.keep_tour(viewer, title=Text.of("Rond"), intro=Text(), place=HERE)
        with pytest.raises(NotAllowed):
            actions.keep_tour(viewer, tour=scene.tour, title=Text.of("Rond"), intro=Text(), place=ELSEWHERE, revision=1)
        with pytest.raises(NotAllowed):
            actions.set_stop(viewer, tour=scene.tour, terms=terms())
        with pytest.raises(NotAllowed):
            actions.cancel_stop(viewer, stop=scene.stop)
        with clock.at(clock.now() + timedelta(days=2)), pytest.raises(NotAllowed):
            actions.count_stop(viewer, stop=scene.stop, talked=1)


def test_what_cannot_be_is_refused(stage: Stage) -> None:
    viewer, scene = stage.everywhere["clerk"].viewer, stage.scenes["helping"]
    backwards = terms()
    odd = actions.StopTerms(backwards.words, backwards.ends_at, backwards.starts_at, backwards.where)
    calls: list[tuple[str, Any]] = [
        ("backwards", lambda: actions.set_stop(viewer, tour=scene.tour, terms=odd)),
        ("no-place", lambda: actions.set_stop(viewer, tour=scene.tour, terms=terms(words=" ", where=None))),
        ("changed", lambda: actions.set_stop(viewer, tour=scene.tour, stop=scene.stop, terms=terms(), revision=9)),
        ("changed", lambda: actions.keep_tour(viewer, tour=scene.tour, title=Text.of("x"), intro=Text(), revision=9)),
        ("no-title", lambda: actions.keep_tour(viewer, title=Text(), intro=Text())),
        ("not-yet", lambda: actions.count_stop(viewer, stop=scene.stop, talked=1)),
    ]
    before = Entry.objects.count()
    for code, call in calls:
        with pytest.raises(Refused) as fault:
            call()
        assert fault.value.code == code
        assert str(fault.value)
    assert Entry.objects.count() == before


def test_a_host_writes_down_while_the_stop_lasts_and_for_its_place(stage: Stage) -> None:
    clerk, host, scene = stage.everywhere["clerk"].viewer, stage.stranger.viewer, stage.scenes["helping"]
    row = actions.set_stop(clerk, tour=scene.tour, terms=terms(3, hosts=[stage.stranger.person]))
    told = said(channel="stand", stop=row)
    with pytest.raises(NotAllowed):
        actions.write_down(host, said=told)
    with pytest.raises(Absent):
        access.enter_desk(host)
    with clock.at(row.starts_at + timedelta(minutes=5)):
        assert access.enter_desk(host) == [row]
        given = actions.write_down(host, said=told)
        assert given.receipt.stop == row
        with pytest.raises(NotAllowed):
            actions.write_down(host, said=said(channel="stand", stop=scene.stop))
    with clock.at(row.ends_at + access.AFTER + timedelta(minutes=1)), pytest.raises(NotAllowed):
        actions.write_down(host, said=told)
    with clock.at(row.ends_at + timedelta(hours=1)):
        actions.count_stop(host, stop=row, talked=20, newcomers=5, sheets=7, notes="Regen")
        (shown, *_rest) = queries.past()
        assert (shown.pk, getattr(shown, "ideas", None), shown.talked) == (row.pk, 1, 20)
        assert queries.reach([shown]) == {"stops": 1, "talked": 20, "sheets": 7, "newcomers": 5, "ideas": 1}


def test_newcomers_are_people_one_talked_with(stage: Stage) -> None:
    row = stage.scenes["helping"].stop
    with clock.at(row.ends_at + timedelta(hours=1)), pytest.raises(Refused) as fault:
        actions.count_stop(stage.everywhere["clerk"].viewer, stop=row, talked=1, newcomers=2)
    assert fault.value.code == "more-newcomers"


def test_hosts_and_notes_stand_on_no_public_page(stage: Stage) -> None:
    clerk, scene = stage.everywhere["clerk"].viewer, stage.scenes["helping"]
    person = stage.stranger.person
    row = actions.set_stop(clerk, tour=scene.tour, terms=terms(0.01, hosts=[person]))
    with clock.at(row.ends_at + timedelta(minutes=1)):
        actions.count_stop(clerk, stop=row, talked=1, notes="GEHEIM-NOTITIE")
        client = Client(headers={"host": "localhost"})
        pages = ["/nl/stands/", "/nl/stands/market/", "/nl/stands/stops.ics", "/nl/trail/", "/nl/neighbourhood/1/"]
        for page in pages:
            text = client.get(page).content.decode()
            for secret in ("GEHEIM-NOTITIE", person.email or "-", person.name):
                assert secret not in text, page
    assert providing.own_part.export(person.key)["stops"][0]["key"] == row.key
    assert providing.own_part.erase(person.key) >= 1
    assert not row.hosts.exists()


def test_it_is_read_in_a_list_a_calendar_on_a_poster_and_on_the_page_of_the_area(stage: Stage) -> None:
    client = Client(headers={"host": "localhost"})
    assert "Bij de kerk" in client.get("/nl/stands/").content.decode()
    assert "Bij de kerk" in client.get(f"/nl/stands/?area={HERE}").content.decode()
    assert "Bij de kerk" not in client.get(f"/nl/stands/?area={ELSEWHERE}").content.decode()
    events = Calendar.from_ical(client.get("/nl/stands/stops.ics").content).walk("VEVENT")
    assert [str(event["location"]) for event in events] == ["Bij de kerk"]
    sheet = PdfReader(io.BytesIO(client.get("/nl/stands/market/poster.pdf").content))
    assert len(sheet.pages) == 1
    text = sheet.pages[0].extract_text()
    assert "Bij de kerk" in text
    assert "Au marché" in text
    cards = [one.card.title for one in providing.goes_on.happenings(HERE, Passerby(), 9)]
    assert "Samen zwerfvuil rapen" in cards
    assert len(cards) == 2


def test_called_off_it_is_no_longer_announced(stage: Stage) -> None:
    clerk, row = stage.everywhere["clerk"].viewer, stage.scenes["helping"].stop
    actions.cancel_stop(clerk, stop=row)
    actions.cancel_stop(clerk, stop=row)
    assert Entry.objects.filter(verb=access.CANCEL).count() == 1
    assert not queries.coming().exists()
    with clock.at(row.ends_at), pytest.raises(Refused):
        actions.count_stop(clerk, stop=reread(row), talked=1)


def test_the_whole_office_by_its_pages(stage: Stage) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere["facilitator"].person)
    made = client.post("/nl/office/stands/new/", {"title_nl": "Rond het park", "place": HERE, "active": "on"})
    page = made["Location"]
    facts = {"place_words": "Ergens onbekends", "day": "2031-05-01", "begins": "10:00", "ends": "12:00", "languages": ["nl", "fr"],
             "hosts": stage.stranger.person.email or "", "kit": "tafel\ntafel\nvlag"}  # fmt: skip
    assert client.post(f"{page}stops/new/", facts)["Location"] == page
    row = Stop.objects.get(tour__key="rond-het-park")
    assert (row.spot, row.languages, [one["what"] for one in row.kit]) == (
        "Ergens onbekends",
        ["nl", "fr"],
        ["tafel", "vlag"],
    )
    assert list(row.hosts.all()) == [stage.stranger.person]
    changed = facts | {"ready": ["vlag"], "revision": "1"}
    assert client.post(f"/nl/office/stands/stops/{row.key}/", changed).status_code == 302
    assert [one["ready"] for one in reread(row).kit] == [False, True]
    assert "error-summary" in client.post(f"/nl/office/stands/stops/{row.key}/", changed).content.decode()
    unknown = client.post(f"{page}stops/new/", facts | {"hosts": "nobody@voorbeeld.be"}).content.decode()
    assert "nobody@voorbeeld.be" in unknown
    assert client.post(f"/nl/office/stands/stops/{row.key}/cancel/").status_code == 302
    assert reread(row).cancelled
