"""What a calendar program reads: by our library and by another one, on days when the clock changes, and for every kind of change."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.support.samples.meetings import scene
from tests.support.scenes.meetings import local
from tests.support.stage import Stage
from wijk.core.errors import NotAllowed
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.meetings import actions, feeds, queries, times, zones
from wijk.meetings.models import Meeting
from wijk.organs.models import Organ

BRUSSELS = times.city_zone()


def a_meeting(**facts: Any) -> Meeting:
    told: dict[str, Any] = {
        "key": "raad", "uid": "abc@wijk", "organ": Organ(key="raad", title=Text.of("Raad")), "title": Text.of("Raad"),
        "starts_at": datetime(2026, 3, 12, 18, 30, tzinfo=UTC), "ends_at": datetime(2026, 3, 12, 20, 30, tzinfo=UTC), "pk": 1,
    }  # fmt: skip
    return Meeting(**told | facts)


def events(written: bytes) -> list[Any]:
    return list(Calendar.from_ical(written).walk("VEVENT"))


def other(written: bytes) -> Any:
    """The calendar as the second implementation reads it."""
    return vobject.readOne(written.decode())


def test_both_libraries_read_the_same_moment() -> None:
    written = feeds.calendar("Raad", [a_meeting()])
    (event,) = events(written)
    assert event.decoded("dtstart") == datetime(2026, 3, 12, 19, 30, tzinfo=BRUSSELS)
    second = other(written).vevent
    assert second.dtstart.value.astimezone(UTC) == datetime(2026, 3, 12, 18, 30, tzinfo=UTC)
    assert second.dtend.value.astimezone(UTC) == datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
    assert second.uid.value == "abc@wijk"


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), "20260329T013000"),  # an hour before the clock goes forward
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "20260329T033000"),  # half an hour after it did
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), "20261025T013000"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "20261025T033000"),  # after the clock went back
    ],
)
def test_the_days_when_the_clock_changes(moment: datetime, shown: str) -> None:
    written = feeds.calendar("Raad", [a_meeting(starts_at=moment, ends_at=moment + timedelta(hours=3))])
    assert f"DTSTART;TZID=Europe/Brussels:{shown}".encode() in written
    second = other(written).vevent
    assert second.dtstart.value.astimezone(UTC) == moment
    assert second.dtend.value.astimezone(UTC) == moment + timedelta(hours=3)


def test_the_zone_says_when_the_clock_changes_in_the_time_before_it() -> None:
    zone = zones.timezone_of(BRUSSELS, 2026, 2026).to_ical().decode()
    assert "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000" in zone
    assert "DTSTART:20261025T030000" in zone
    assert zone.count("BEGIN:STANDARD") == 2


def test_whole_days_are_days() -> None:
    moment = times.whole_days(date(2026, 10, 24), date(2026, 10, 25))  # the clock goes back in between
    written = feeds.calendar("Raad", [a_meeting(starts_at=moment.starts_at, ends_at=moment.ends_at, all_day=True)])
    assert b"DTSTART;VALUE=DATE:20261024" in written
    assert b"DTEND;VALUE=DATE:20261026" in written
    assert b"VTIMEZONE" not in written
    assert other(written).vevent.dtstart.value == date(2026, 10, 24)


HARD = "Plein; park, en \\ terug\nregel twee 🌳 «é» " + "heel lang " * 30


def test_signs_that_mean_something_and_long_lines_survive() -> None:
    written = feeds.calendar(
        "Raad, stad; land", [a_meeting(title=Text.of(HARD), about=Text.of(HARD), where=Text.of(HARD))]
    )
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert b"\n" not in written.replace(b"\r\n", b"")
    written.decode("utf-8")
    (event,) = events(written)
    assert str(event["summary"]) == " ".join(HARD.split())
    assert str(event["description"]) == HARD
    assert other(written).vevent.summary.value == " ".join(HARD.split())


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=200),
    st.integers(946_684_800, 2_208_988_800),
    st.integers(1, 3000),
)
def test_what_goes_in_comes_out(title: str, seconds: int, minutes: int) -> None:
    begin = datetime.fromtimestamp(seconds, UTC)
    meeting = a_meeting(title=Text.of(title), starts_at=begin, ends_at=begin + timedelta(minutes=minutes))
    (event,) = events(feeds.calendar("Raad", [meeting]))
    assert str(event["summary"]) == " ".join(title.split())
    local_begin = begin.astimezone(BRUSSELS)
    twice = local_begin.replace(fold=0).utcoffset() != local_begin.replace(fold=1).utcoffset()
    assert twice or event.decoded("dtstart").astimezone(UTC) == begin


def test_the_same_meetings_give_the_same_calendar() -> None:
    assert feeds.calendar("Raad", [a_meeting()]) == feeds.calendar("Raad", [a_meeting()])


# --- what happens to a meeting ----------------------------------------------------------------------------------------


def fed(stage: Stage, *, client: Client | None = None, path: str = "") -> dict[str, Any]:
    """The calendar of the committee as it is served, by UID."""
    url = path or reverse("meetings:calendar", args=["organ", stage.scenes["organs"].committee.key])
    answer = (client or Client()).get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    other(answer.content)
    return {str(event["uid"]): event for event in events(answer.content)}


def test_a_moved_meeting_keeps_its_uid_and_counts_up(stage: Stage) -> None:
    coming = scene(stage).coming
    before = fed(stage)[coming.uid]
    actions.move_meeting(Operator(), meeting=coming, starts_at=local(16, 18), ends_at=local(16, 20))
    after = fed(stage)[coming.uid]
    assert int(after["sequence"]) == int(before["sequence"]) + 1
    assert after.decoded("dtstart") == local(16, 18)
    assert after.decoded("last-modified") >= before.decoded("last-modified")
    assert coming.old_moments.get().starts_at == coming.starts_at


def test_a_cancelled_meeting_stays_marked(stage: Stage) -> None:
    coming = scene(stage).coming
    actions.cancel_meeting(Operator(), meeting=coming, why=Text.of("The hall is flooded."))
    event = fed(stage)[coming.uid]
    assert str(event["status"]) == "CANCELLED"
    assert "flooded" in str(event["description"])
    assert int(event["sequence"]) == coming.sequence + 1


def test_a_split_meeting_gives_a_second_event(stage: Stage) -> None:
    here = scene(stage)
    second = actions.split_meeting(
        Operator(), meeting=here.coming, items=[here.secret], starts_at=local(18, 9), ends_at=local(18, 10)
    )
    told = fed(stage)
    assert second.uid != here.coming.uid
    assert {second.uid, here.coming.uid} <= set(told)
    assert list(second.items.values_list("key", flat=True)) == [here.secret.key]
    assert list(here.coming.items.values_list("key", flat=True)) == [here.item.key]
    assert second.papers.get().pk == here.paper.pk


def test_public_calendars_hold_nothing_reserved(stage: Stage) -> None:
    here = scene(stage)
    written = Client().get(reverse("meetings:calendar", args=["city", "all"])).content.decode()
    assert here.coming.uid in written
    assert here.closed.uid not in written
    assert here.polling.uid not in written
    assert "zoom.example" not in written


def test_only_the_last_half_year_and_what_comes(stage: Stage) -> None:
    organ = stage.scenes["organs"].committee
    told: dict[str, Any] = {"organ": organ, "title": Text.of("Old")}
    old = actions.plan_meeting(Operator(), **told, starts_at=local(-200, 9), ends_at=local(-200, 10))
    recent = actions.plan_meeting(Operator(), **told, starts_at=local(-150, 9), ends_at=local(-150, 10))
    held = fed(stage)
    assert old.uid not in held
    assert recent.uid in held


def test_an_area_has_its_meetings_and_a_strange_one_none(stage: Stage) -> None:
    path = reverse("meetings:calendar", args=["area", "neighbourhood/1"])
    assert scene(stage).coming.uid in fed(stage, path=path)
    assert scene(stage).coming.uid not in fed(
        stage, path=reverse("meetings:calendar", args=["area", "neighbourhood/3"])
    )
    for what, key in (
        ("area", "neighbourhood/999"),
        ("process", "none"),
        ("nonsense", "x"),
        ("city", "x"),
        ("person", "x-y"),
    ):
        assert Client().get(reverse("meetings:calendar", args=[what, key])).status_code == 404


def test_a_calendar_that_did_not_change_is_not_sent_again(stage: Stage) -> None:
    path = reverse("meetings:calendar", args=["organ", stage.scenes["organs"].committee.key])
    first = Client().get(path)
    again = Client().get(path, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    actions.move_meeting(Operator(), meeting=scene(stage).coming, starts_at=local(16, 18), ends_at=local(16, 20))
    assert Client().get(path, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_ones_own_calendar_opens_by_its_secret_alone(stage: Stage) -> None:
    chair, here = stage.stranger, scene(stage)
    token = actions.renew_calendar(chair.viewer, person=chair.person)
    path = reverse("meetings:calendar", args=["person", token])
    told = fed(stage, path=path)
    assert {here.coming.uid, here.closed.uid} <= set(told)
    assert "zoom.example" in str(told[here.coming.uid]["description"])
    forged = f"{token[:-1]}{'0' if token[-1] != '0' else '1'}"
    assert Client().get(reverse("meetings:calendar", args=["person", forged])).status_code == 404
    actions.renew_calendar(chair.viewer, person=chair.person)
    assert Client().get(path).status_code == 404


def test_nobody_renews_the_calendar_of_another(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        actions.renew_calendar(stage.helper.viewer, person=stage.stranger.person)


def test_a_full_calendar_keeps_what_comes_and_says_that_it_is_full(
    stage: Stage, django_assert_num_queries: Any
) -> None:
    organ = stage.scenes["organs"].committee

    def rows(first: int, last: int) -> None:
        Meeting.objects.bulk_create(
            Meeting(key=f"m-{n}", uid=f"u-{n}", organ=organ, title=Text.of("M"), starts_at=local(n // 10, 9), ends_at=local(n // 10, 10))
            for n in range(first, last)
        )  # fmt: skip

    rows(-1500, 1500)
    with django_assert_num_queries(3):
        feed = queries.public_feed("organ", organ.key)
    keys = [m.key for m in feed.meetings]
    assert len(keys) == queries.MOST
    assert {f"m-{n}" for n in range(10, 1500)} <= set(keys), "nothing that comes is left out while there is room"
    assert "m--100" in keys
    assert "m--1000" not in keys, "the oldest go first"
    moments = [m.starts_at for m in feed.meetings if m.starts_at]
    assert moments == sorted(moments)
    rows(1500, 4000)
    full = queries.public_feed("organ", organ.key)
    assert len(full.meetings) == queries.MOST
    assert not [m for m in full.meetings if m.starts_at and m.starts_at < local(-1, 9)]
    assert str(queries.MOST) in full.about
    written = feeds.calendar(full.name, full.meetings[:3], about=full.about)
    assert str(queries.MOST) in str(Calendar.from_ical(written)["description"])
    assert str(queries.MOST) in other(written).x_wr_caldesc.value
