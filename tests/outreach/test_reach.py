"""The office sees who could hear of it and who could not; nobody can be picked out of it."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from tests.support.stage import HERE, Stage
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.providers import Known
from wijk.core.subject import Subject
from wijk.indicators.homes import homes
from wijk.notices.models import Follow, Item, Push, Reader, Telling
from wijk.outreach import access, actions, queries
from wijk.outreach.models import Channel, Distribution
from wijk.territory.models import Area


@pytest.fixture
def subject(stage: Stage) -> Subject:
    return Subject("outreach.call", stage.scenes["outreach"].call)


def follow(tag: str, number: int, *, push: bool = False, stopped: bool = False, confirmed: bool = True) -> None:
    for n in range(number):
        now = clock.now()
        made = {"confirmed_at": now, "stopped_at": now if stopped else None, "by_mail": not push}
        reader = Reader.objects.create(
            email=f"{tag.replace('/', '-').replace(':', '-')}-{push}{stopped}{confirmed}{n}@voorbeeld.be", **made
        )
        Follow.objects.create(reader=reader, tag=tag, confirmed_at=now if confirmed else None)
        if push:
            Push.objects.create(reader=reader, endpoint=f"https://push.example/{reader.pk}", p256dh="x", auth="x")


def rows(stage: Stage, subject: Subject) -> dict[str, queries.ReachRow]:
    found = queries.reach(access.open_reach(stage.everywhere["clerk"].viewer, subject))
    return {row.area: row for row in found.rows}


def test_it_counts_who_follows_by_mail_and_by_browser(stage: Stage, subject: Subject) -> None:
    Follow.objects.all().delete()
    follow(f"area:{HERE}", 6)
    follow(f"area:{HERE}", 2, push=True)
    follow(f"area:{HERE}", 3, stopped=True)
    follow(f"area:{HERE}", 3, confirmed=False)
    follow("area:neighbourhood/3", 9)
    found = rows(stage, subject)
    assert set(found) == {HERE}
    assert (found[HERE].mail, found[HERE].push) == (6, 2)
    assert not found[HERE].silent


def test_it_says_whom_nothing_reached(stage: Stage, subject: Subject) -> None:
    Follow.objects.all().delete()
    assert rows(stage, subject)[HERE].silent
    actions.note_distribution(stage.cast.fay.viewer, about=subject, area=HERE, way="poster", copies=3, on=clock.today())
    assert not rows(stage, subject)[HERE].silent


def test_letters_are_measured_against_letterboxes(stage: Stage, subject: Subject) -> None:
    fay = stage.cast.fay.viewer
    for way, copies in (("letter", 100), ("leaflet", 50), ("poster", 400)):
        actions.note_distribution(fay, about=subject, area=HERE, way=way, copies=copies, on=clock.today())
    with override_settings(WIJK_PROVIDERS={}):
        assert rows(stage, subject)[HERE].share is None
    row = rows(stage, subject)[HERE]
    assert (row.of, row.homes) == ("residents", homes.counted([HERE])[HERE].count)  # of the monitor of Kleinstad
    actions.note_homes(fay, area=HERE, count=600)
    assert rows(stage, subject)[HERE].share == 25.0
    actions.note_homes(fay, area=HERE, count=100)
    assert rows(stage, subject)[HERE].share == 100.0


def test_it_counts_whom_a_letter_told(stage: Stage, subject: Subject) -> None:
    code = queries.short_path(access.open_call(stage.cast.fay.viewer, subject.id), Channel.SITE)
    Item.objects.filter(path=code).delete()
    Item.objects.create(index=80_001, at=clock.now() - timedelta(hours=2), path=code, kind="call")
    Telling.objects.create(at=clock.now(), told={"80001": {HERE: {"mail": 7, "push": 1}, "": {"mail": 9}}})
    assert rows(stage, subject)[HERE].told == 8


def test_few_readers_are_hidden_on_the_page_and_in_the_table(stage: Stage, subject: Subject) -> None:
    Follow.objects.all().delete()
    follow(f"area:{HERE}", 3)
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.cast.fay.person)
    address = f"/en/office/reach/{subject.kind}/{subject.id}/"
    page = client.get(address).content.decode()
    assert "&lt; 5" in page
    table = list(csv.DictReader(io.StringIO(client.get(f"{address}reach.csv").content.decode())))
    assert table[0]["mail"] == "< 5"
    assert table[0]["reached"] == "yes"


def test_a_name_in_the_table_is_no_formula(stage: Stage, subject: Subject) -> None:
    Area.objects.filter(code="1", area_set__level="neighbourhood").update(name={"nl": "=HYPERLINK(1)"})
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.cast.fay.person)
    table = client.get(f"/nl/office/reach/{subject.kind}/{subject.id}/reach.csv").content.decode()
    assert "'=HYPERLINK" in table


def test_paper_is_noted_afterwards_and_in_places_that_are_there(stage: Stage, subject: Subject) -> None:
    fay, today = stage.cast.fay.viewer, clock.today()
    with pytest.raises(Refused):
        actions.note_distribution(fay, about=subject, area=HERE, way="letter", copies=1, on=today + timedelta(days=2))
    for copies in (0, -1, 10**7):
        with pytest.raises(Refused):
            actions.note_distribution(fay, about=subject, area=HERE, way="letter", copies=copies, on=today)
    with pytest.raises(Refused):
        actions.note_distribution(fay, about=subject, area=HERE, way="pigeon", copies=1, on=today)
    with pytest.raises(Absent):
        actions.note_distribution(
            stage.everywhere["clerk"].viewer, about=subject, area="neighbourhood/x", way="letter", copies=1, on=today
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.note_distribution(fay, about=subject, area="neighbourhood/3", way="letter", copies=1, on=today)
    assert not Distribution.objects.exists()


def test_the_report_opens_for_who_works_there_alone(stage: Stage, subject: Subject) -> None:
    for viewer in (stage.elsewhere["clerk"].viewer, stage.cast.charlie.viewer, stage.cast.nobody):
        with pytest.raises(Absent):
            access.open_reach(viewer, subject)
    with pytest.raises(Absent):
        access.open_reach(stage.everywhere["clerk"].viewer, Subject("nothing.known", "x"))


def test_a_list_with_a_bad_address_makes_no_letter_and_leaves_nothing(stage: Stage, subject: Subject) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.cast.fay.person)
    address = f"/en/office/calls/{subject.id}/letters/"
    head = "naam;straat;postcode;gemeente\n"
    told = {"language": "nl", "window": "right"}
    bad = SimpleUploadedFile("lijst.csv", f"{head}An Unieknaam;Hoogstraat 1;99;Brussel\n".encode())
    page = client.post(address, told | {"file": bad})
    assert page["Content-Type"].startswith("text/html")
    assert "Line 2, column “postcode”" in page.content.decode()
    good = SimpleUploadedFile("lijst.csv", f"{head}An Unieknaam;Hoogstraat 1;1000;Brussel\n".encode())
    made = client.post(address, told | {"file": good})
    assert made["Content-Type"] == "application/pdf"


def test_noting_paper_in_the_browser(stage: Stage, subject: Subject) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.cast.fay.person)
    address = f"/en/office/reach/{subject.kind}/{subject.id}/"
    client.post(address, {"area": HERE, "way": "letter", "copies": "250", "on": clock.today().isoformat()})
    client.post(f"{address}letterboxes/", {"area": HERE, "count": "1000"})
    page = client.get(address).content.decode()
    assert "250 letters" in page
    assert "25" in page
    refused = client.post(address, {"area": "neighbourhood/3", "way": "letter", "copies": "5", "on": "2026-01-01"})
    assert "You do not work in this place" in refused.content.decode()


def test_where_nobody_counted_letterboxes_the_monitor_says_how_many_households(stage: Stage, subject: Subject) -> None:
    fay = stage.cast.fay.viewer
    actions.note_distribution(fay, about=subject, area=HERE, way="letter", copies=100, on=clock.today())
    with providing("tests.outreach.test_reach.monitor"):
        row = rows(stage, subject)[HERE]
        assert (row.homes, row.of, row.period, row.share) == (400, "households", "2025", 25.0)
        client = Client(headers={"host": "localhost"})
        client.force_login(stage.everywhere["clerk"].person)
        page = client.get(f"/en/office/reach/{subject.kind}/{subject.id}/").content.decode()
        assert "of 400 households (2025)" in " ".join(page.split())
        actions.note_homes(fay, area=HERE, count=200)
        row = rows(stage, subject)[HERE]
        assert (row.homes, row.of, row.period, row.share) == (200, "letterboxes", "", 50.0)


def test_the_monitor_counts_households_and_else_residents(stage: Stage) -> None:
    known = homes.counted([HERE, "neighbourhood/2", "neighbourhood/nowhere"])
    assert set(known) <= {HERE, "neighbourhood/2"}
    assert all(one.count >= 1 and one.what in ("households", "residents") and one.period for one in known.values())


class Monitor:
    """A monitor that knows one figure."""

    def counted(self, areas: Collection[str]) -> Mapping[str, Known]:
        """Of the neighbourhood of the tests."""
        return {HERE: Known(400, "households", "2025")} if HERE in areas else {}


monitor = Monitor()


@contextmanager
def providing(path: str) -> Iterator[None]:
    """Another room that knows counts."""
    with override_settings(WIJK_PROVIDERS=settings.WIJK_PROVIDERS | {"counts": [path]}):
        yield
