"""Two that say the same are taken together: who supported both counts once, and when they are taken apart each has its own again."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.stage import Stage
from tests.support.undone import undone
from wijk.contributions import actions, persons
from wijk.contributions.models import Contribution, Opening, Support
from wijk.core.models import Letter
from wijk.core.viewer import Operator, Passerby, Viewer

pytestmark = pytest.mark.django_db
quick = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def voice(title: str) -> Contribution:
    city = Opening.objects.prefetch_related("areas").get(key="city")
    told: dict[str, Any] = {"kind": "idea", "body": "", "language": "nl", "channel": "import"}
    made = actions.submit(Operator(), opening=city, title=title, **told).contribution
    actions.set_visibility(made, visibility="shown")
    return made


def by_mail(row: Contribution, address: str, *, on: bool = True) -> None:
    actions.ask_to_support(Passerby(), contribution=row, email=address, language="nl")
    body = Letter.objects.latest("pk").body
    link = next(word for word in body.split() if "/voices/support/" in word)
    _row, mark, known = actions.by_link(link.rstrip("/").rpartition("/")[2])
    actions.support(Passerby(), contribution=row, mark=mark, known=known, on=on)


def people(stage: Stage) -> list[Viewer]:
    return [stage.stranger.viewer, stage.everywhere["resident"].viewer, stage.everywhere["expert"].viewer]


def support(stage: Stage, row: Contribution, who: int, *, on: bool = True) -> None:
    """The first three have an account; the others an address."""
    if who < 3:
        actions.support(people(stage)[who], contribution=row, on=on)
    else:
        by_mail(row, f"{who}@voorbeeld.be", on=on)


def joined(one: Contribution, other: Contribution) -> set[str]:
    """What a merge brings along; as the room of answers notes it."""
    before = set(Support.objects.filter(contribution=other).values_list("mark", flat=True))
    actions.merge(one, into=other)
    return set(Support.objects.filter(contribution=other).values_list("mark", flat=True)) - before


def count(row: Contribution) -> int:
    row.refresh_from_db()
    assert row.supports == Support.objects.filter(contribution=row).count()
    return row.supports


hands = st.sets(st.integers(0, 4), max_size=5)


@quick
@given(hands, hands, hands)
def test_distinct_people_are_counted_and_taking_apart_gives_each_its_own(
    stage: Stage, ours: set[int], theirs: set[int], later: set[int]
) -> None:
    with undone():
        one, other = voice("Een bank"), voice("Een zitbank")
        for who in ours:
            support(stage, one, who)
        for who in theirs:
            support(stage, other, who)
        came = joined(one, other)
        assert count(other) == len(ours | theirs) + 1  # and the author of the one that went over
        for who in later:
            support(stage, other, who)
        assert count(other) == len(ours | theirs | later) + 1
        actions.part(one, marks=came)
        assert count(one) == len(ours)
        assert count(other) == len(theirs | later)


@quick
@given(hands, hands, st.integers(0, 4))
def test_who_takes_it_back_takes_it_back_from_both(stage: Stage, ours: set[int], theirs: set[int], who: int) -> None:
    with undone():
        one, other = voice("Een bank"), voice("Een zitbank")
        for each in ours:
            support(stage, one, each)
        for each in theirs:
            support(stage, other, each)
        came = joined(one, other)
        support(stage, other, who, on=False)
        assert count(other) == len((ours | theirs) - {who}) + 1
        actions.part(one, marks=came)
        assert Support.objects.filter(contribution=one).count() == len(ours - {who})
        assert count(other) == len(theirs - {who})


def test_three_in_a_row_count_each_person_once(stage: Stage) -> None:
    first, second, third = voice("Een bank"), voice("Een zitbank"), voice("Iets om op te zitten")
    for row in (first, second, third):
        support(stage, row, 0)
        support(stage, row, 4)
    actions.merge(first, into=second)
    actions.merge(second, into=third)
    assert count(third) == 2 + 2


def test_an_author_counts_once_with_what_they_supported(stage: Stage) -> None:
    city = Opening.objects.prefetch_related("areas").get(key="city")
    told: dict[str, Any] = {"kind": "idea", "body": "", "language": "nl"}
    one = actions.submit(stage.stranger.viewer, opening=city, title="Een bank", **told).contribution
    actions.set_visibility(one, visibility="shown")
    other = voice("Een zitbank")
    support(stage, other, 0)
    actions.merge(one, into=other)
    assert count(other) == 1


def test_it_is_seen_as_supported_where_the_voice_came_along(stage: Stage) -> None:
    one, other = voice("Een bank"), voice("Een zitbank")
    support(stage, one, 1)
    assert not actions.supported(people(stage)[1], other)
    actions.merge(one, into=other)
    assert actions.supported(people(stage)[1], other)


def test_nothing_in_the_database_tells_that_two_supports_are_of_one_person(stage: Stage) -> None:
    one, other = voice("Een bank"), voice("Een zitbank")
    for row in (one, other):
        support(stage, row, 0)
        support(stage, row, 4)
    rows = Support.objects.filter(contribution__in=[one, other])
    assert len({row.mark for row in rows}) == len({row.known for row in rows}) == 4
    assert len({len(row.known) for row in rows}) == 1
    assert len({persons.opened(row.known) for row in rows}) == 2
    assert not any("@" in row.known or str(people(stage)[0].key) in row.known for row in rows)


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_what_is_no_seal_of_ours_tells_nothing(words: str) -> None:
    assert persons.opened(words) == ()
