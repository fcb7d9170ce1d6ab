"""The guard lets people in, with a new telephone or an old one, and holds machines; nothing of anybody is kept beyond the day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.moderation import guarding, limits
from wijk.moderation.access import Guard, Issued, Passed, hand_of
from wijk.moderation.models import Pace, Salt, Spent

pytestmark = pytest.mark.django_db
FOR = "test.form"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def refused(sent: dict[str, str], purpose: str = FOR, hand: str = "", **more: bool) -> str:
    with pytest.raises(Refused) as fault:
        Guard.check(sent, purpose, hand=hand, **more)
    assert str(fault.value)
    return fault.value.code


def typed(issued: Issued, answer: str = "", **more: str) -> dict[str, str]:
    """What somebody without a script sends."""
    return {"guard": issued.token, "guard_work": "", "guard_answer": answer, "subject_line": "", **more}


def right(issued: Issued) -> str:
    return str(sum(guarding._sum(issued.token)))


def test_an_honest_form_passes_once() -> None:
    sent = Guard.passed(FOR)
    assert Guard.check(sent, FOR, hand="") == Passed("work")
    assert refused(sent) == "guard-used"


def test_the_very_same_form_may_come_again_where_the_caller_counts_once() -> None:
    sent = Guard.passed(FOR) | {"body": "Hello"}
    assert not Guard.check(sent, FOR, hand="", repeats=True).repeated
    assert Guard.check(sent, FOR, hand="", repeats=True).repeated
    assert refused(sent | {"body": "Other words"}, repeats=True) == "guard-used"
    assert Guard.once(sent)
    assert Guard.once(sent) == Guard.once(sent | {"body": "Other words"})


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("figures", [True, False])
def test_without_a_script_a_plain_question_is_enough(language: str, figures: bool) -> None:
    with clock.at(NOON), translation.override(language):
        issued = Guard.issue(FOR)
    answer = right(issued) if figures else f" {guarding.NUMBERS[language][int(right(issued))].upper()}. "
    assert not any(char.isdigit() for char in issued.question)
    with clock.at(NOON + timedelta(seconds=20)):
        assert Guard.check(typed(issued, answer), FOR, hand="").way == "question"


def test_a_wrong_answer_is_told_and_spends_nothing() -> None:
    with clock.at(NOON):
        issued = Guard.issue(FOR)
    with clock.at(NOON + timedelta(seconds=20)):
        assert refused(typed(issued, "25")) == "guard-answer"
        assert refused(typed(issued)) == "guard-answer"
        assert Guard.check(typed(issued, right(issued)), FOR, hand="").way == "question"


def test_who_answers_nothing_takes_the_slower_path_where_there_is_one() -> None:
    with clock.at(NOON):
        issued = Guard.issue(FOR, slow=True)
    with clock.at(NOON + timedelta(seconds=20)):
        assert Guard.check(typed(issued), FOR, hand="", slow=True).way == "slow"


def test_the_box_that_stays_empty() -> None:
    assert refused(Guard.passed(FOR) | {"subject_line": "Buy now"}) == "guard-box"


def test_a_form_belongs_to_its_purpose() -> None:
    assert refused(Guard.passed("test.other")) == "guard-other"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(0, "guard-quick"), (3, "guard-quick"), (-60, "guard-quick"), (-3600, "guard-old"), (90_000, "guard-old")],
)
def test_the_clock_is_looked_at(seconds: int, code: str) -> None:
    with clock.at(NOON):
        issued = Guard.issue(FOR)
    with clock.at(NOON + timedelta(seconds=seconds)):
        assert refused(typed(issued, right(issued))) == code


def test_a_token_that_was_spent_stays_spent_as_long_as_it_would_hold() -> None:
    with clock.at(NOON):
        issued = Guard.issue(FOR)
    sent = typed(issued, right(issued))
    with clock.at(NOON + timedelta(seconds=30)):
        Guard.check(sent, FOR, hand="")
    with clock.at(NOON + guarding.LONGEST - timedelta(seconds=1)):
        guarding.forget()
        assert refused(sent) == "guard-used"
    with clock.at(NOON + 3 * guarding.LONGEST):
        guarding.forget()
        assert not Spent.objects.exists()
        assert refused(sent) == "guard-old"


@given(
    token=st.one_of(st.text(max_size=60), st.from_regex(r"\A[0-9a-f]{1,9}\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{12}\Z")),
    tried=st.text(max_size=14),
)
def test_nothing_that_was_made_up_passes(token: str, tried: str) -> None:
    sent = {"guard": token, "guard_work": tried, "guard_answer": "7"}
    with pytest.raises(Refused):
        Guard.check(sent, FOR, hand="", slow=True)


@given(at=st.integers(0, 41), letter=st.sampled_from("aZ09-_."))
def test_a_changed_letter_breaks_the_seal(at: int, letter: str) -> None:
    sent = Guard.passed(FOR)
    token = sent["guard"]
    changed = token[:at] + letter + token[at + 1 :]
    if changed != token:
        with pytest.raises(Refused):
            Guard.check(sent | {"guard": changed, "guard_work": guarding.work(changed)}, FOR, hand="")


def test_the_work_must_have_been_done() -> None:
    sent = Guard.passed(FOR)
    wrong = next(str(n) for n in range(9) if not guarding._worked(sent["guard"], str(n), limits.of("work_bits")))
    assert refused(sent | {"guard_work": wrong}) == "guard-answer"


def test_one_hand_sends_so_much_an_hour_and_others_go_on() -> None:
    with clock.at(NOON):
        one, other = (hand_of(RequestFactory().get("/", REMOTE_ADDR=address)) for address in ("192.0.2.7", "192.0.2.8"))
        for _each in range(3):
            Guard.check(Guard.passed(FOR), FOR, hand=one, most=3)
        assert refused_pace(one, 3) == "guard-pace"
        Guard.check(Guard.passed(FOR), FOR, hand=other, most=3)
    with clock.at(NOON + timedelta(hours=1)):
        Guard.check(Guard.passed(FOR), FOR, hand=one, most=3)


def refused_pace(hand: str, most: int) -> str:
    with pytest.raises(Refused) as fault:
        Guard.check(Guard.passed(FOR), FOR, hand=hand, most=most)
    return fault.value.code


def test_a_hand_is_known_for_a_day_and_no_longer() -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    with clock.at(NOON):
        first = hand_of(request)
        assert first == hand_of(request)
        Guard.check(Guard.passed(FOR), FOR, hand=first)
    assert "192.0.2" not in first
    assert len(first) == 64
    with clock.at(NOON + timedelta(days=1)):
        assert hand_of(request) != first
        assert Salt.objects.count() == 1
        assert not Pace.objects.exists()
    with clock.at(NOON):
        assert hand_of(request) != first, "the salt of a day that is over never comes back"


def test_the_addresses_of_one_household_are_one_hand() -> None:
    def hand(address: str) -> str:
        return hand_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert hand("2001:db8:1:2::9") == hand("2001:db8:1:2:ffff::1") != hand("2001:db8:1:3::9")
    assert hand("::ffff:192.0.2.7") == hand("192.0.2.7")
    assert hand("") == hand("no address") == ""
