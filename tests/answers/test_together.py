"""Two at the same moment, each with their own connection: one is first, the other is told, and no voice is lost."""

from collections.abc import Callable

import pytest

from tests.answers.together import ANN, BEN, CAN, WORDS, again, asked, person, service
from tests.support.moments import at_once
from wijk.answers import access, actions
from wijk.answers.models import ANSWERED, MERGED, OPEN, Again, Answer, Merge, Reason, Request, Service
from wijk.contributions import actions as contributions
from wijk.contributions.models import Contribution, Support
from wijk.core.errors import Refused
from wijk.core.models import Letter
from wijk.core.viewer import Passerby, Viewer
from wijk.trail.models import Entry

pytestmark = pytest.mark.usefixtures("committing")


@pytest.fixture(autouse=True)
def _service(committing: None) -> None:
    service()


def saying(row: Request, who: Viewer, text: str = WORDS, outcome: str = "answered") -> Callable[[], object]:
    """An answer by somebody who had the page before them as it stood."""
    seen = again(row)
    return lambda: actions.answer(who, request=seen, outcome=outcome, text=text, version=row.version)


def taking(row: Request, into: Request, who: Viewer = CAN) -> Callable[[], object]:
    own, other = again(row), again(into)
    return lambda: actions.merge(who, request=own, into=other, version=row.version)


def lines(verb: str) -> int:
    return Entry.objects.filter(verb=verb).count()


def test_two_clerks_answer_the_same() -> None:
    row = asked(person("an"), "Een put")
    letters = Letter.objects.count()
    found = at_once(saying(row, ANN), saying(row, BEN, "Deze put hoort bij de werf van de buren, die hem vullen."))
    assert found == ["changed", "done"]
    assert Answer.objects.filter(request=row).count() == lines("answers.answer") == 1
    assert Letter.objects.count() == letters + 1
    assert again(row).state == ANSWERED


def test_the_same_answer_from_four_tabs_is_one() -> None:
    row = asked(person("an"), "Een put")
    assert at_once(*(saying(row, ANN) for _tab in range(4))) == ["done"] * 4
    assert Answer.objects.filter(request=row).count() == lines("answers.answer") == 1


def test_what_is_answered_while_another_takes_it_together_is_either_and_never_half() -> None:
    me = person("an")
    one, other = asked(me, "Een put"), asked(me, "Nog een put")
    found = at_once(saying(one, ANN), taking(one, other))
    assert found == ["changed", "done"]
    row, answers = again(one), Answer.objects.filter(request=one).count()
    assert (row.state, answers) in ((ANSWERED, 1), (MERGED, 0))
    assert Merge.objects.count() == (row.state == MERGED)


def test_what_another_goes_into_can_be_answered_at_the_same_moment() -> None:
    me = person("an")
    one, other = asked(me, "Een put"), asked(me, "Nog een put")
    found = at_once(saying(other, ANN), taking(one, other))
    assert found in (["done", "done"], ["changed", "done"])
    assert again(one).state == MERGED or Answer.objects.filter(request=other).count() == 1
    assert Answer.objects.filter(request=other).count() == (again(other).state == ANSWERED)
    assert Contribution.objects.filter(merged_into=other.contribution).count() == Merge.objects.count()


def test_two_that_take_each_other_in_do_not_both_vanish() -> None:
    me = person("an")
    for _again in range(5):
        one, other = asked(me, "Een put"), asked(me, "Nog een put")
        found = at_once(taking(one, other), taking(other, one, BEN))
        assert found in (["changed", "done"], ["done", "merged"]), found
        assert sorted(again(row).state for row in (one, other)) == [MERGED, OPEN]


def test_three_that_go_round_leave_one_with_every_voice() -> None:
    rows = [asked(person(name), f"Een put {name}") for name in ("an", "bo", "ci")]
    found = at_once(*(taking(rows[n], rows[(n + 1) % 3]) for n in range(3)))
    assert set(found) <= {"done", "changed", "merged"}, found
    left = [row for row in map(again, rows) if row.state != MERGED]
    assert len(left) >= 1
    voices = Support.objects.filter(contribution__in=[row.contribution for row in left]).values("mark").distinct()
    assert voices.count() == 3 - len(left)


def test_a_voice_that_comes_while_it_is_taken_together_counts_once() -> None:
    one, other = asked(person("an"), "Een put"), asked(person("bo"), "Nog een put")
    hands = [f"{n:064d}" for n in range(6)]
    held = again(one).contribution

    def support(hand: str) -> Callable[[], object]:
        return lambda: contributions.support(Passerby(), contribution=held, mark=hand)

    found = at_once(*map(support, hands), taking(one, other))
    assert set(found) <= {"done", "not-shown"}, found
    assert again(one).state == MERGED
    told = found.count("done") - 1  # those whose voice was taken; the others read that it went over into another
    marks = set(Support.objects.filter(contribution=other.contribution).values_list("mark", flat=True))
    assert len(marks & set(hands)) == told
    assert again(other).contribution.supports == len(marks) == told + 1


def test_an_author_asks_again_once_however_often_it_is_sent() -> None:
    me = person("an")
    row = asked(me, "Een put")
    actions.answer(ANN, request=row, outcome="answered", text=WORDS)
    token = access.token_of(row.contribution)
    words = "En de andere kant van de straat, wie doet die?"
    calls = [
        lambda: actions.reopen(me, request=again(row), text=words),
        lambda: actions.reopen(Passerby(), request=again(row), text=words, token=token),
        lambda: actions.reopen(Passerby(), request=again(row), text=words, token=token),
    ]
    assert at_once(*calls) == ["done", "reopened", "reopened"]
    assert Again.objects.count() == lines("answers.reopen") == again(row).reopened == 1
    assert again(row).state == OPEN


def test_one_asks_again_while_a_second_answer_is_given() -> None:
    me = person("an")
    row = asked(me, "Een put")
    actions.answer(ANN, request=row, outcome="answered", text=WORDS)
    row = again(row)
    words = "En de andere kant van de straat, wie doet die?"
    seen = again(row)
    found = at_once(
        lambda: actions.reopen(me, request=seen, text=words), saying(row, BEN, "De put is gevuld, met dank.", "done")
    )
    assert found in (["changed", "done"], ["done", "done"]), found
    last = again(row)
    assert last.reopened == 1
    assert Answer.objects.filter(request=row).count() == lines("answers.answer")


def test_two_pass_it_on_to_different_services() -> None:
    row = asked(person("an"), "Een put")
    roads = Service.objects.get(key="roads")
    parks = Service.objects.create(key="parks", title=roads.title)
    calls = [
        lambda who=who, to=to: actions.forward(who, request=again(row), to=to, text=WORDS, version=row.version)
        for who, to in ((ANN, roads), (BEN, parks))
    ]
    assert at_once(*calls) == ["changed", "done"]
    assert Answer.objects.filter(request=row, outcome="forwarded").count() == lines("answers.forward") == 1


def test_two_refuse_in_the_same_words_for_another_reason() -> None:
    row = asked(person("an"), "Een put")
    cost, other = Reason.objects.order_by("pk").values_list("code", flat=True)[:2]
    told = [(ANN, cost), (BEN, other)]
    calls = [
        lambda who=who, why=why: actions.answer(who, request=again(row), outcome="refused", reason=why, text=WORDS, version=row.version)
        for who, why in told
    ]  # fmt: skip
    assert at_once(*calls) == ["changed", "done"]
    assert Answer.objects.filter(request=row).count() == 1


def test_two_take_them_apart() -> None:
    me = person("an")
    one, other = asked(me, "Een put"), asked(me, "Nog een put")
    taking(one, other)()
    row = Merge.objects.get()
    found = at_once(*(lambda: actions.unmerge(ANN, merge=Merge.objects.get(pk=row.pk)) for _time in range(3)))
    assert found == ["done", "not-merged", "not-merged"]
    assert again(one).state == again(other).state == OPEN
    assert again(other).contribution.supports == 0
    with pytest.raises(Refused):
        actions.unmerge(ANN, merge=Merge.objects.get(pk=row.pk))
