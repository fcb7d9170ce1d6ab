"""Two at the same moment, each with their own connection; and a process that dies in the middle of a pile."""

import os
import signal
import time
from collections.abc import Callable

import pytest

from tests.sheets.hands import ANN, BEN, CAN, FIRST, code_of, pile, printed, typed
from tests.support import moments
from tests.support.leaves import COUNTS, WALL, taken
from tests.support.moments import at_once
from wijk.core.errors import Refused
from wijk.sheets import actions, codes, queries
from wijk.sheets.models import Batch, Sheet, State, Typing
from wijk.trail.models import Entry

pytestmark = pytest.mark.usefixtures("committing")
SHEETS = 60


def test_two_take_up_the_same_sheet() -> None:
    row, batch = printed(WALL), pile()
    code = code_of(row, 1)
    found = at_once(*(lambda who=who: actions.take_up(who, batch=batch, code=code) for who in (ANN, BEN, CAN)))
    assert found == ["done", "sheet-busy", "sheet-busy"]
    assert Typing.objects.count() == 1


def test_the_same_form_is_sent_four_times_at_once() -> None:
    row, batch = printed(WALL), pile()
    sheet = actions.take_up(ANN, batch=batch, code=code_of(row, 1))
    at_once(*[lambda: actions.finish(ANN, batch=batch, sheet=sheet, values=FIRST)] * 4)
    assert len(taken()) == 1
    batch.refresh_from_db()
    assert batch.typings == 1


def test_both_finish_at_the_same_moment() -> None:
    row, batch = printed(COUNTS), pile()
    sheet = actions.take_up(ANN, batch=batch, code=code_of(row, 1))
    actions.take_up(BEN, batch=batch, code=code_of(row, 1))
    calls = [lambda who=who: actions.finish(who, batch=batch, sheet=sheet, values=FIRST) for who in (ANN, BEN)]
    assert at_once(*calls) == ["done", "done"]
    assert len(taken()) == 1
    batch.refresh_from_db()
    assert (batch.typings, batch.compared) == (2, 6)


def test_two_settle_at_the_same_moment() -> None:
    row, batch = printed(COUNTS), pile()
    typed(ANN, batch, code_of(row, 1))
    sheet = typed(BEN, batch, code_of(row, 1), title="Een bang")
    found = at_once(*[lambda: actions.settle(CAN, batch=batch, sheet=sheet, values=FIRST)] * 3)
    assert found == ["done", "sheet-settled", "sheet-settled"]
    assert len(taken()) == 1
    assert Entry.objects.filter(verb="sheets.settle").count() == 1


def test_one_settles_while_another_declares_it_void() -> None:
    row, batch = printed(COUNTS), pile()
    typed(ANN, batch, code_of(row, 1))
    sheet = typed(BEN, batch, code_of(row, 1), title="Een bang")
    at_once(
        lambda: actions.settle(CAN, batch=batch, sheet=sheet, values=FIRST),
        lambda: actions.void_sheets(ANN, printing=row, sheets=[sheet], reason="blank"),
    )
    sheet.refresh_from_db()
    assert (sheet.state == State.TAKEN) == (len(taken()) == 1)


def test_a_pile_that_is_closed_at_this_very_moment_takes_no_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    row, batch = printed(WALL), pile()
    read = codes.read

    def closed_meanwhile(typed: str) -> str | None:
        actions.close_batch(BEN, batch=batch)
        return read(typed)

    monkeypatch.setattr(codes, "read", closed_meanwhile)
    with pytest.raises(Refused) as fault:
        actions.take_up(ANN, batch=batch, code=code_of(row, 1))
    assert fault.value.code == "batch-closed"
    assert not Sheet.objects.exclude(batch=None).exists()


@pytest.mark.parametrize("_time", range(4))
def test_what_is_typed_while_another_declares_the_numbers_void_is_not_thrown_away(_time: int) -> None:
    row, batch = printed(WALL, 6), pile()
    known = [code_of(row, number) for number in range(1, 7)]
    done = []

    def types(code: str) -> None:
        sheet = actions.take_up(ANN, batch=batch, code=code)
        done.append(sheet.pk)

    at_once(
        *(lambda code=code: types(code) for code in known),
        lambda: actions.void_numbers(BEN, printing=row, first=1, last=6, reason="unreadable"),
    )
    states = dict(row.sheets.values_list("pk", "state"))
    assert all(states[pk] == State.BACK for pk in done)
    assert {states[pk] for pk in set(states) - set(done)} <= {State.VOID}
    assert Typing.objects.count() == len(done)


def test_a_pile_whose_typist_dies_again_and_again_loses_nothing_and_counts_nothing_twice() -> None:
    """A child types a pile and is killed without warning at moments of chance; the next one goes on. Then everything is there, once."""
    row, batch = printed(WALL, SHEETS), pile()
    known = {number: code_of(row, number) for number in range(1, SHEETS + 1)}
    kills, confirmed = 0, set[int]()
    while len(confirmed) < SHEETS and kills < 60:
        said, died = one_life(batch, known, after=0.02 + 0.04 * kills)
        confirmed |= said
        kills += died
        now = taken()
        assert {known[number] for number in said} <= set(now), "what was confirmed is there"
    reach = queries.reach_of([row])[row.pk]
    came = taken()
    assert (len(confirmed), len(came), reach.taken, reach.printed) == (SHEETS, SHEETS, SHEETS, SHEETS)
    assert {code: value["title"] for code, value in came.items()} == {code: f"Bank {n}" for n, code in known.items()}
    assert kills >= 3
    batch.refresh_from_db()
    assert batch.typings == SHEETS
    actions.close_batch(ANN, batch=batch)


def one_life(batch: Batch, known: dict[int, str], *, after: float) -> tuple[set[int], bool]:
    """One child, killed so long after its first sheet; the numbers that it said were done, and whether it was killed."""

    def work(say: Callable[[bytes], None]) -> None:
        actions.hand_over_all(ANN, batch=batch)
        for number, code in known.items():
            if _state(number) != State.TAKEN:
                typed(ANN, batch, code, title=f"Bank {number}")
            say(f"{number}\n".encode())

    child, reading = moments.child_of(work)
    said = os.read(reading, 1)  # the first one is done
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    said += moments.rest_of(reading)
    killed = moments.ended(child, said)
    lines = said.decode().split("\n")[:-1]
    return {int(line) for line in lines}, killed


def _state(number: int) -> str:
    return str(Sheet.objects.values_list("state", flat=True).get(number=number))
