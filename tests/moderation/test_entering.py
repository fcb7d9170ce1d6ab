"""Something is said: shown at once or after somebody looked; reports add up, and nothing is hidden by itself."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.support.leaflets import KIND, leaflet, read, stick, tear_off
from tests.support.scenes.moderation import entered
from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Operator, Passerby
from wijk.moderation import actions, queries
from wijk.moderation.models import BlockedWord, Item, Report
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db
PLAIN = "We would like a bench under the lime tree."


def state_of(key: str) -> tuple[str, str]:
    row = Item.objects.get(subject=f"{KIND}:{key}")
    return row.visibility, row.need


def test_plain_words_are_shown_at_once_and_wait_for_nobody() -> None:
    entered("one", PLAIN)
    assert state_of("one") == ("shown", "")


def test_a_phase_may_look_first() -> None:
    entered("one", PLAIN, before=True)
    assert state_of("one") == ("waiting", "look")
    assert read(leaflet("one")) == ""


def test_signs_make_it_wait_and_are_kept_as_codes() -> None:
    BlockedWord.objects.create(word="casino")
    row = entered("one", "The best casino of the town")
    assert (row.visibility, row.need) == ("waiting", "look")
    assert [sign["code"] for sign in row.signs] == ["blocked"]


def test_entering_leaves_no_line_in_the_trail_of_its_own() -> None:
    before = Entry.objects.count()
    entered("one", PLAIN)
    assert Entry.objects.count() == before


def test_the_slower_path_is_looked_at_first() -> None:
    assert (
        actions.enter(
            leaflet("one"), area="", process="", before=False, author="", text=PLAIN, language="en", slow=True
        )
        == "waiting"
    )


def test_the_same_words_elsewhere_make_somebody_look() -> None:
    for n in range(2):
        entered(f"n{n}", PLAIN)
    row = entered("n2", PLAIN.upper().replace(" ", "  "))
    assert row.visibility == "waiting"
    assert row.signs[-1]["code"] == "same"
    with clock.at(clock.now() + timedelta(days=40)):
        assert entered("n3", PLAIN).visibility == "shown"


def test_many_from_one_hand_make_somebody_look() -> None:
    for n in range(10):
        assert entered(f"n{n}", f"Idea {n}", author="mark").visibility == "shown"
    assert entered("n10", "Idea 10", author="mark").visibility == "waiting"
    assert entered("n11", "Idea 11", author="another").visibility == "shown"


def test_words_that_change_are_looked_at_again() -> None:
    entered("one", PLAIN)
    entered("one", "Buy at www.a.be www.b.be www.c.be www.d.be")
    assert state_of("one") == ("waiting", "look")
    assert Item.objects.count() == 1


def test_nobody_shows_again_by_changing_words_what_was_hidden() -> None:
    row = entered("one", "You are all idiots and should be ashamed of it.")
    actions.hide(Operator(), item=row, reason="insult")
    assert (
        actions.enter(leaflet("one"), area="", process="", before=False, author="", text=PLAIN, language="en")
        == "hidden"
    )
    assert state_of("one") == ("hidden", "look")


def test_a_rollback_takes_the_item_with_it() -> None:
    def broken() -> None:
        with transaction.atomic():
            entered("one", PLAIN)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert not Item.objects.exists()


@pytest.mark.parametrize("text", ["x" * 1_000_000, "\u202e\u200b" * 1000, "\x00", "😀" * 50_000, ""])
def test_hostile_words_are_weighed_and_not_kept(text: str) -> None:
    actions.enter(
        leaflet("one"), area="a" * 200, process="p" * 300, before=False, author="m" * 300, text=text, language="xx"
    )
    row = Item.objects.get()
    assert len(str(row.signs)) < 2000
    assert row.language == ""


def test_reports_add_up_on_one_item_and_it_stays_shown() -> None:
    entered("one", PLAIN)
    for n in range(30):
        actions.report(Passerby(), subject=leaflet("one"), reason="elsewhere", once=f"reader-{n}")
    row = Item.objects.get()
    assert (row.reports, row.need, row.visibility) == (30, "reports", "shown")
    assert read(leaflet("one")) == PLAIN


def test_a_reader_reports_once() -> None:
    entered("one", PLAIN)
    first = actions.report(Passerby(), subject=leaflet("one"), reason="elsewhere", once="reader")
    again = actions.report(Passerby(), subject=leaflet("one"), reason="insult", once="reader")
    assert first.pk == again.pk
    assert Item.objects.get().reports == 1
    assert Entry.objects.filter(verb="moderation.report").count() == 1


def test_what_was_shown_before_it_was_ever_looked_at_can_be_reported() -> None:
    stick("old", PLAIN)
    actions.report(Passerby(), subject=leaflet("old"), reason="insult", once="reader")
    row = Item.objects.get()
    assert (row.area, row.need) == ("neighbourhood/1", "reports")


def test_reporting_needs_a_reason_of_the_list_that_readers_may_give() -> None:
    entered("one", PLAIN)
    for code in ("", "nothing", "twice"):
        with pytest.raises(Refused) as fault:
            actions.report(Passerby(), subject=leaflet("one"), reason=code)
        assert fault.value.code == "no-reason"


@pytest.mark.parametrize("about", ["hidden", "nothing", "strange"])
def test_what_is_not_read_by_everybody_cannot_be_reported(about: str) -> None:
    row = entered("hidden", PLAIN)
    actions.hide(Operator(), item=row, reason="insult")
    subject = Subject("test.unknown", "x") if about == "strange" else leaflet(about)
    with pytest.raises(Absent):
        actions.report(Passerby(), subject=subject, reason="insult")


def test_a_report_says_nothing_of_the_reader_in_the_trail() -> None:
    entered("one", PLAIN)
    actions.report(
        Operator("reader-key"), subject=leaflet("one"), reason="insult", text="My neighbour wrote it", once="m"
    )
    entry = Entry.objects.get(verb="moderation.report")
    assert entry.actor == ""
    assert "neighbour wrote" not in str(entry.data)


def test_what_its_author_took_back_waits_for_nobody() -> None:
    entered("one", PLAIN, before=True)
    entered("two", PLAIN, before=True)
    actions.leave(leaflet("one"))
    assert state_of("one")[1] == ""
    tear_off(leaflet("two"))
    assert actions.settle_gone() == 1
    assert state_of("two")[1] == ""
    assert actions.settle_gone() == 0


def test_reports_and_marks_are_forgotten_when_their_time_is_over() -> None:
    row = entered("one", PLAIN)
    actions.report(Passerby(), subject=leaflet("one"), reason="insult", text="Words", once="reader")
    later = clock.now() + timedelta(days=91)
    actions.tidy(later)
    assert Report.objects.get().words == "Words", "it still waits"
    actions.show(Operator(), item=row)
    actions.tidy(later)
    assert (Report.objects.get().words, Report.objects.get().mark) == ("", "")


def test_what_stands_at_the_place_of_what_is_gone() -> None:
    row = entered("one", PLAIN)
    assert queries.removed(leaflet("one")) is None
    actions.hide(Operator(), item=row, reason="insult")
    found = queries.removed(leaflet("one"))
    assert found is not None
    assert (found.code, found.final, found.appealed) == ("insult", False, False)
    assert not found.reason.missing()
    assert str(leaflet("one")) in queries.removed_many([leaflet("one"), leaflet("two")])
