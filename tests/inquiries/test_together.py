"""Several at the same moment, each with their own connection: numbers without a gap, one reply that stands, one extension at a time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.support.moments import at_once, one_life
from tests.support.scenes.inquiries import paper, today
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.inquiries import actions
from wijk.inquiries.actions import Told
from wijk.inquiries.models import Inquiry, Remark, Rule
from wijk.organs import actions as organs
from wijk.trail.models import Entry

pytestmark = pytest.mark.usefixtures("committing")
SAID = Text.of("De bomen blijven staan.")
OFFICE = Operator()
LETTERS, LIVES = 16, 5


def running() -> Inquiry:
    """An inquiry of the whole city that is open."""
    organ = organs.found_organ(
        OFFICE, title=Text.of("College"), kind="steering-committee", place="", since=today() - timedelta(days=99)
    )
    told = Told(
        title=Text.of("Het plein"), authority=organ, rule=Rule.objects.get(code="brussels-30"), fixed=SAID, fixed_by=SAID, fixed_why=SAID,
        look_where=SAID, look_hours=SAID,
    )  # fmt: skip
    row = actions.draft(OFFICE, told=told, key="plein")
    actions.add_document(OFFICE, inquiry=row, upload=paper(), title=SAID)
    return actions.announce(OFFICE, inquiry=row, on=today() - timedelta(days=5))


def letter(row: Inquiry, n: int) -> Remark:
    words: dict[str, Any] = {
        "title": f"Brief {n}",
        "body": f"Zo staat het in de brief met nummer {n * 7919}.",
        "language": "nl",
    }
    return actions.note_remark(OFFICE, inquiry=row, how="letter", once=f"letter-{n}", **words)


def numbers(row: Inquiry) -> list[int]:
    return list(Remark.objects.filter(inquiry=row).order_by("number").values_list("number", flat=True))


def test_letters_typed_at_once_are_numbered_without_a_gap() -> None:
    row = running()
    calls = [lambda n=n: letter(row, n) for n in (1, 2, 3, 4, 1, 2)]
    assert at_once(*calls) == ["done"] * 6
    assert numbers(row) == [1, 2, 3, 4]
    assert Inquiry.objects.get(pk=row.pk).numbers == 4
    assert Entry.objects.filter(verb="inquiries.note_remark").count() == 4


def test_of_two_replies_at_once_one_stands_and_the_other_is_told() -> None:
    remark = Remark.objects.select_related("inquiry").get(pk=letter(running(), 1).pk)
    replies = [Text.of("De linde blijft staan."), Text.of("De linde wordt verplaatst.")]
    calls = [
        lambda reply=reply: actions.reply_remark(OFFICE, remark=remark, reply=reply, version=0) for reply in replies
    ]
    assert at_once(*calls) == ["changed", "done"]
    remark.refresh_from_db()
    assert remark.reply in replies
    assert remark.version == 1


def test_two_extensions_at_once_are_told_of_each_other() -> None:
    row = running()
    calls = [
        lambda days=days: actions.extend(OFFICE, inquiry=row, days=days, why=SAID, revision=row.revision)
        for days in (5, 9)
    ]
    assert at_once(*calls) == ["changed", "done"]
    assert Inquiry.objects.get(pk=row.pk).extensions.count() == 1


def test_however_often_it_dies_each_letter_of_a_batch_counts_once() -> None:
    row = running()

    def batch(say: Callable[[], None]) -> None:
        for n in range(LETTERS):
            remark = Remark.objects.select_related("inquiry").get(pk=letter(row, n).pk)
            actions.reply_remark(OFFICE, remark=remark, reply=Text.of(f"Antwoord op brief {n}."), version=0)
            say()

    killed = 0
    for life in range(LIVES):
        _steps, died = one_life(batch, after=0.03 + 0.07 * life)
        killed += died
        assert numbers(row) == list(range(1, len(numbers(row)) + 1)), "a number was lost"
    assert killed, "it was never killed in the middle"
    batch(lambda: None)
    assert numbers(row) == list(range(1, LETTERS + 1))
    assert Inquiry.objects.get(pk=row.pk).numbers == LETTERS
    assert not Remark.objects.owed().exists()
    assert set(Remark.objects.values_list("version", flat=True)) == {1}
    for verb in ("note_remark", "reply_remark"):
        assert Entry.objects.filter(verb=f"inquiries.{verb}").count() == LETTERS
