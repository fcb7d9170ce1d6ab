"""The days of a legal period, against somebody who counts on their fingers and knows nothing of the program."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.inquiries.counting import How, Listed, NeverEnds, Terms, holiday, period

DAY = timedelta(days=1)
SEASONS = [
    ("07-15", "08-15"), ("12-24", "01-01"), ("02-28", "02-29"), ("02-29", "03-02"), ("12-31", "12-31"), ("2027-04-05", "2027-04-18"),
]  # fmt: skip
HOWS: list[How] = ["skipped", "suspended"]
one_listed = st.builds(lambda ends, how: Listed(ends[0], ends[1], how), st.sampled_from(SEASONS), st.sampled_from(HOWS))
listed = st.lists(one_listed, max_size=3).map(tuple)
rules = st.builds(Terms, st.integers(1, 70), st.booleans(), st.booleans(), st.booleans(), listed)
notices = st.dates(date(2023, 1, 1), date(2033, 12, 31))


def easter(year: int) -> date:
    """Gauss's way, as Meeus and Butcher wrote it down."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nobody_works(on: date) -> bool:
    """A Saturday, a Sunday, or a public holiday of Belgium, from the law of 1974 by hand."""
    sunday = easter(on.year)
    moving = {sunday + n * DAY for n in (0, 1, 39, 49, 50)}
    fixed = {(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)}
    return on.isoweekday() > 5 or on in moving or (on.month, on.day) in fixed


def apart(on: date, rule: Terms, how: tuple[How, ...]) -> bool:
    """Does the rule set this day apart? Told by walking through the days that it names."""
    for one in rule.listed:
        if one.how not in how:
            continue
        if len(one.begins) == 10:
            if date.fromisoformat(one.begins) <= on <= date.fromisoformat(one.ends):
                return True
            continue
        said = on.isoformat()[5:]
        inside = one.begins <= said <= one.ends if one.begins <= one.ends else not one.ends < said < one.begins
        if inside:
            return True
    return False


def by_hand(rule: Terms, notice: date, extensions: list[int]) -> tuple[date, date]:
    """The first and the last day: all days that count, in a list; the last of them; then on to a day that can be the last."""
    begins = notice + DAY if rule.after else notice
    days = [begins + n * DAY for n in range(1500)]
    good = [
        on for on in days if not apart(on, rule, ("skipped", "suspended")) and not (rule.working and nobody_works(on))
    ]
    last = good[rule.days + sum(extensions) - 1]
    ends = [
        on
        for on in days
        if on >= last and not apart(on, rule, ("suspended",)) and not (rule.moves and nobody_works(on))
    ]
    return good[0], ends[0]


@settings(max_examples=400, deadline=None)
@given(rules, notices, st.lists(st.integers(1, 40), max_size=3))
def test_it_counts_as_one_counts_by_hand(rule: Terms, notice: date, extensions: list[int]) -> None:
    found = period(rule, notice, extensions)
    assert (found.first, found.last) == by_hand(rule, notice, extensions)


@settings(max_examples=200, deadline=None)
@given(rules, notices, st.lists(st.integers(1, 40), max_size=3))
def test_every_day_is_told_once_and_anybody_can_count_again(rule: Terms, notice: date, extensions: list[int]) -> None:
    found = period(rule, notice, extensions)
    assert [day.on for day in found.days] == [notice + n * DAY for n in range(len(found.days))]
    assert found.days[-1].on == found.last
    assert [day.number for day in found.days if day.number] == list(range(1, rule.days + sum(extensions) + 1))
    assert all(bool(day.number) != bool(day.why) for day in found.days)
    assert all((day.listed >= 0) == (day.why == "listed") for day in found.days)


@settings(max_examples=200, deadline=None)
@given(rules, notices, st.lists(st.integers(1, 20), max_size=3), st.integers(1, 40))
def test_an_extension_never_shortens_and_never_moves_the_beginning(
    rule: Terms, notice: date, before: list[int], more: int
) -> None:
    short, long = period(rule, notice, before), period(rule, notice, [*before, more])
    assert long.last >= short.last
    assert long.first == short.first
    counted = [day for day in short.days if day.number]
    assert [day for day in long.days if day.number][: len(counted)] == counted


@given(rules, notices)
def test_a_later_notice_never_ends_earlier(rule: Terms, notice: date) -> None:
    assert period(rule, notice + DAY).last >= period(rule, notice).last


def test_fifteen_days_across_the_end_of_a_year() -> None:
    found = period(Terms(15), date(2026, 12, 16))
    assert (found.first, found.last) == (date(2026, 12, 17), date(2026, 12, 31))
    moved = period(Terms(15), date(2026, 12, 17))
    assert moved.last == date(2027, 1, 4), "1 January is a holiday, 2 and 3 are a weekend"
    assert [day.why for day in moved.days[-4:]] == ["", "moved", "moved", "end"]


def test_a_leap_day_is_a_day() -> None:
    assert period(Terms(30, moves=False), date(2028, 2, 10)).last == date(2028, 3, 11)
    assert period(Terms(30, moves=False), date(2027, 2, 10)).last == date(2027, 3, 12)
    only_then = Terms(5, moves=False, listed=(Listed("02-29", "02-29"),))
    assert period(only_then, date(2028, 2, 27)).last == date(2028, 3, 4)
    assert period(only_then, date(2027, 2, 27)).last == date(2027, 3, 4)


def test_the_hour_that_goes_lost_in_march_changes_no_day() -> None:
    brussels = ZoneInfo("Europe/Brussels")
    found = period(Terms(30, moves=False), date(2027, 3, 15))
    begins = datetime.combine(found.first, datetime.min.time(), brussels)
    ends = datetime.combine(found.last + DAY, datetime.min.time(), brussels)
    assert (ends.astimezone(ZoneInfo("UTC")) - begins.astimezone(ZoneInfo("UTC"))) == timedelta(days=30) - timedelta(
        hours=1
    )
    assert found.counted == 30
    assert found.last == date(2027, 4, 14)


def test_what_is_suspended_has_no_last_day_in_it_and_what_is_skipped_may() -> None:
    # The thirtieth day is Friday 14 July; with one day more the first one after the summer counts.
    summer = ("07-15", "08-15")
    suspended = Terms(30, listed=(Listed(*summer, "suspended"),))
    assert period(suspended, date(2028, 6, 14)).last == date(2028, 7, 14)
    assert period(suspended, date(2028, 6, 15)).last == date(2028, 8, 16)
    # A last day on a Sunday moves into what is skipped, and over what is suspended.
    last_days: dict[How, date] = {"skipped": date(2028, 7, 17), "suspended": date(2028, 8, 17)}
    for how, last in last_days.items():
        rule = Terms(10, listed=(Listed("07-17", "08-16", how),))
        assert period(rule, date(2028, 7, 6)).last == last


def test_holidays_are_called_in_the_language_of_the_page() -> None:
    assert holiday(date(2026, 7, 21), "fr") == "Fête nationale"
    assert holiday(date(2026, 7, 21), "nl") == "Nationale feestdag"
    assert holiday(date(2026, 7, 22), "nl") == ""


@pytest.mark.parametrize(
    "rule", [Terms(5, listed=(Listed("01-01", "12-31"),)), Terms(5, listed=(Listed("03-01", "02-29"),))]
)
def test_a_rule_without_days_is_refused_and_does_not_count_for_ever(rule: Terms) -> None:
    with pytest.raises(NeverEnds):
        period(rule, date(2026, 5, 5))


@pytest.mark.parametrize(("days", "extensions"), [(0, []), (401, []), (10, [0]), (10, [-3]), (300, [101])])
def test_a_number_of_days_that_is_none_is_refused(days: int, extensions: list[int]) -> None:
    with pytest.raises(ValueError, match="no number"):
        period(Terms(days), date(2026, 5, 5), extensions)
