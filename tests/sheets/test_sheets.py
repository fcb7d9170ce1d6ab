"""What happens to a sheet: it is typed once or twice, settled, refused, void; and it counts once whatever people do."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sheets.hands import ANN, BEN, CAN, FIRST, HERE, code_of, pile, printed, typed
from tests.support.leaves import COUNTS, WALL, taken
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import Passerby
from wijk.sheets import actions, codes, queries
from wijk.sheets.models import Sheet, State, Typing
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda fault: fault.code == code)


def test_one_person_types_a_sheet_and_it_arrives_at_once() -> None:
    row, batch = printed(WALL), pile()
    code = code_of(row, 1)
    sheet = typed(ANN, batch, codes.shown(code).lower())
    assert sheet.state == State.TAKEN
    assert taken() == {code: FIRST}


def test_nothing_of_it_stays_but_that_it_was_there() -> None:
    row, batch = printed(WALL), pile()
    code = code_of(row, 1)
    typed(ANN, batch, code)
    kept = Sheet.objects.filter(mark=codes.mark(code)).values().get()
    assert kept["code"] is None
    assert kept["values"] == kept["fault"] == {}
    assert not Typing.objects.exists()
    assert "bank" not in str(kept).lower()
    assert kept["on"] == clock.today()


def test_a_sheet_counts_once() -> None:
    row, batch = printed(WALL), pile()
    code = code_of(row, 1)
    typed(ANN, batch, code)
    for viewer in (ANN, BEN):
        with refused("sheet-taken"):
            typed(viewer, batch, code, title="Iets anders")
    assert taken() == {code: FIRST}


@pytest.mark.parametrize(
    ("code", "fault"), [("", "code-misread"), ("3333 3334", "code-misread"), ("\0" * 9, "code-misread"), ("3333 3333", "code-unknown")]
)  # fmt: skip
def test_a_code_that_is_none_gets_a_sentence(code: str, fault: str) -> None:
    with refused(fault):
        actions.take_up(ANN, batch=pile(), code=code)


def test_two_people_who_type_the_same_need_no_third() -> None:
    row, batch = printed(COUNTS), pile()
    code = code_of(row, 1)
    assert typed(ANN, batch, code).state == State.SECOND
    assert not taken()
    assert typed(BEN, batch, code, title="een  BANK").state == State.TAKEN
    assert taken()[code]["title"] == "Een bank"
    batch.refresh_from_db()
    assert (batch.typings, batch.compared, batch.differing) == (2, 6, 0)


def test_the_second_person_is_somebody_else() -> None:
    row, batch = printed(COUNTS), pile()
    typed(ANN, batch, code_of(row, 1))
    with refused("second-person"):
        actions.take_up(ANN, batch=batch, code=code_of(row, 1))


def test_the_second_person_sees_nothing_of_the_first() -> None:
    row, batch = printed(COUNTS), pile()
    sheet = actions.take_up(ANN, batch=batch, code=code_of(row, 1))
    actions.keep(ANN, batch=batch, sheet=sheet, values=FIRST)
    sheet = actions.take_up(BEN, batch=batch, code=code_of(row, 1))
    own = queries.own_typing(sheet, codes.hand(BEN))
    assert own is not None
    assert own.values == {}
    assert own.round == 2


def test_a_third_person_settles_and_nobody_else() -> None:
    row, batch = printed(COUNTS), pile()
    code = code_of(row, 1)
    typed(ANN, batch, code)
    sheet = typed(BEN, batch, code, title="Een bang", s1="disagree")
    assert sheet.state == State.DIFFERS
    for viewer in (ANN, BEN):
        with refused("third-person"):
            actions.settle(viewer, batch=batch, sheet=sheet, values=FIRST)
        with refused("third-person"):
            actions.take_up(viewer, batch=batch, code=code)
    assert not taken()
    assert actions.settle(CAN, batch=batch, sheet=sheet, values={**FIRST, "s1": "disagree"}).state == State.TAKEN
    assert taken() == {code: {**FIRST, "s1": "disagree"}}
    with refused("sheet-settled"):
        actions.settle(CAN, batch=batch, sheet=sheet, values=FIRST)
    batch.refresh_from_db()
    assert (batch.compared, batch.differing, batch.settled) == (6, 2, 1)
    entry = Entry.objects.get(verb="sheets.settle")
    assert entry.data["differing"] == 2
    assert "bank" not in str(entry.data).lower()


def test_what_the_room_refuses_comes_back_to_its_field() -> None:
    row, batch = printed(WALL), pile()
    code = code_of(row, 1)
    sheet = typed(ANN, batch, code, title="")
    assert sheet.state == State.WRONG
    assert sheet.fault == {"code": "no-title", "field": "title", "sentence": "Say in a few words what it is."}
    assert not taken()
    assert actions.finish(ANN, batch=batch, sheet=sheet, values=FIRST).state == State.TAKEN
    assert taken() == {code: FIRST}


def test_a_colleague_corrects_what_was_refused_yesterday() -> None:
    row, batch = printed(WALL), pile()
    sheet = typed(ANN, batch, code_of(row, 1), title="forbidden")
    with clock.at(clock.now() + timedelta(days=1)):
        actions.take_up(BEN, batch=batch, code=code_of(row, 1))
        assert actions.finish(BEN, batch=batch, sheet=sheet, values=FIRST).state == State.TAKEN


def test_what_counts_and_was_refused_goes_to_a_third_person() -> None:
    row, batch = printed(COUNTS), pile()
    typed(ANN, batch, code_of(row, 1), title="")
    sheet = typed(BEN, batch, code_of(row, 1), title="")
    assert sheet.state == State.WRONG
    assert actions.finish(ANN, batch=batch, sheet=sheet, values=FIRST).state == State.WRONG, "who typed does not settle"
    assert actions.settle(CAN, batch=batch, sheet=sheet, values=FIRST).state == State.TAKEN


def test_a_colleague_goes_on_where_somebody_left_it() -> None:
    row, batch = printed(WALL), pile()
    sheet = actions.take_up(ANN, batch=batch, code=code_of(row, 1))
    actions.keep(ANN, batch=batch, sheet=sheet, values={"title": "Half"})
    with refused("sheet-busy"):
        actions.take_up(BEN, batch=batch, code=code_of(row, 1))
    with clock.at(clock.now() + timedelta(minutes=11)):
        actions.take_up(BEN, batch=batch, code=code_of(row, 1))
        own = queries.own_typing(sheet, codes.hand(BEN))
    assert own is not None
    assert own.values["title"] == "Half"
    assert not actions.keep(ANN, batch=batch, sheet=sheet, values={"title": "Mine"}), "it is a colleague's now"


def test_nobody_goes_on_with_what_another_read_where_it_counts() -> None:
    row, batch = printed(COUNTS), pile()
    for viewer in (ANN, BEN):
        sheet = actions.take_up(viewer, batch=batch, code=code_of(row, 1))
        actions.keep(viewer, batch=batch, sheet=sheet, values={"title": "Half"})
    with clock.at(clock.now() + timedelta(minutes=11)):
        actions.take_up(CAN, batch=batch, code=code_of(row, 1))
    own = queries.own_typing(sheet, codes.hand(CAN))
    assert own is not None
    assert own.values == {}


def test_an_empty_sheet_is_not_taken_for_a_voice() -> None:
    row, batch = printed(WALL), pile()
    code = code_of(row, 1)
    sheet = actions.take_up(ANN, batch=batch, code=code)
    with refused("sheet-empty"):
        actions.finish(ANN, batch=batch, sheet=sheet, values={"title": " \u200b ", "what": "castle", "s1": "perhaps"})
    actions.void_sheets(ANN, printing=row, sheets=[sheet], reason="blank")
    with refused("sheet-void"):
        actions.take_up(ANN, batch=batch, code=code)


def test_a_sheet_that_was_lost_may_turn_up() -> None:
    row, batch = printed(WALL), pile()
    code = code_of(row, 2)
    actions.void_numbers(ANN, printing=row, first=1, last=3, reason="lost")
    assert typed(ANN, batch, code).state == State.TAKEN
    assert queries.reach_of([row])[row.pk].void == 2


def test_a_taken_sheet_cannot_be_declared_void() -> None:
    row, batch = printed(WALL), pile()
    sheet = typed(ANN, batch, code_of(row, 1))
    with refused("void-done"):
        actions.void_sheets(ANN, printing=row, sheets=[sheet], reason="blank")


def test_a_wrong_code_goes_out_of_the_pile_again() -> None:
    row, batch, other = printed(WALL), pile(), pile()
    sheet = actions.take_up(ANN, batch=batch, code=code_of(row, 1))
    with refused("sheet-elsewhere"):
        actions.take_up(BEN, batch=other, code=code_of(row, 1))
    actions.put_back(ANN, batch=batch, sheet=sheet)
    assert typed(BEN, other, code_of(row, 1)).state == State.TAKEN


def test_a_pile_is_closed_when_all_is_done_and_the_trail_has_its_counts() -> None:
    row, batch = printed(WALL), pile()
    sheet = actions.take_up(ANN, batch=batch, code=code_of(row, 1))
    with refused("batch-open"):
        actions.close_batch(ANN, batch=batch)
    actions.finish(ANN, batch=batch, sheet=sheet, values=FIRST)
    blank = actions.take_up(ANN, batch=batch, code=code_of(row, 2))
    actions.void_sheets(ANN, printing=row, sheets=[blank], reason="blank")
    actions.close_batch(ANN, batch=batch)
    entry = Entry.objects.get(verb="sheets.close_batch")
    assert {name: entry.data[name] for name in ("sheets", "taken", "void")} == {"sheets": 2, "taken": 1, "void": 1}
    with refused("batch-closed"):
        typed(ANN, batch, code_of(row, 3))
    with refused("batch-closed"):
        actions.close_batch(ANN, batch=batch)


def test_a_sheet_leaves_no_line_in_the_trail() -> None:
    row, batch = printed(COUNTS, 4), pile()
    before = Entry.objects.count()
    for number in (1, 2, 3):
        typed(ANN, batch, code_of(row, number))
        typed(BEN, batch, code_of(row, number))
    assert Entry.objects.count() == before


def test_work_is_counted_for_the_pile_and_a_pause_is_no_work() -> None:
    row, batch = printed(WALL), pile()
    start = clock.now()
    with clock.at(start):
        sheet = actions.take_up(ANN, batch=batch, code=code_of(row, 1))
    with clock.at(start + timedelta(seconds=30)):
        actions.keep(ANN, batch=batch, sheet=sheet, values=FIRST)
    with clock.at(start + timedelta(hours=2)):
        actions.finish(ANN, batch=batch, sheet=sheet, values=FIRST)
    batch.refresh_from_db()
    assert batch.seconds == 30 + 120
    assert queries.cost_of(batch, 1).minutes == 2.5


def test_who_may_not_type_changes_nothing(stage: Stage) -> None:
    scene = stage.scenes["sheets"]
    strangers = [
        Passerby(),
        stage.stranger.viewer,
        stage.everywhere["resident"].viewer,
        stage.elsewhere["clerk"].viewer,
    ]
    for viewer in strangers:
        for act in (
            lambda v: actions.print_sheets(v, subject=WALL, form="leaf", language="nl", count=1, area=HERE),
            lambda v: actions.open_batch(v, area=HERE, on=clock.today()),
            lambda v: actions.take_up(v, batch=scene.pile, code=scene.free),
            lambda v: actions.keep(v, batch=scene.pile, sheet=scene.begun, values=FIRST),
            lambda v: actions.finish(v, batch=scene.pile, sheet=scene.begun, values=FIRST),
            lambda v: actions.settle(v, batch=scene.pile, sheet=scene.differs, values=FIRST),
            lambda v: actions.close_batch(v, batch=scene.empty),
            lambda v: actions.give_out(v, printing=scene.simple, first=1, last=2),
            lambda v: actions.void_numbers(v, printing=scene.simple, first=1, last=2, reason="lost"),
            lambda v: actions.void_sheets(v, printing=scene.simple, sheets=[scene.begun], reason="blank"),
            lambda v: actions.put_back(v, batch=scene.pile, sheet=scene.begun),
            lambda v: actions.drop_scan(v, batch=scene.pile, scan=scene.scan),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                act(viewer)


def test_the_room_may_refuse_who_types_and_the_sheet_waits_for_a_colleague(stage: Stage) -> None:
    row, batch = printed(WALL), actions.open_batch(ANN, area="neighbourhood/3", on=clock.today())
    elsewhere = stage.elsewhere["clerk"].viewer
    with refused("sheet-not-yours"):
        typed(elsewhere, batch, code_of(row, 1))
    assert not taken()
    assert actions.hand_over_all(ANN, batch=batch) == 1
    assert len(taken()) == 1


def test_forms_that_are_not_there_are_not_printed() -> None:
    with pytest.raises(Absent):
        actions.print_sheets(ANN, subject=WALL, form="other", language="nl", count=1)
    for count, spare in ((0, 0), (1001, 0), (1, 201), (-1, 0)):
        with refused("sheets-many"):
            actions.print_sheets(ANN, subject=WALL, form="leaf", language="nl", count=count, spare=spare)


ACTS = st.sampled_from(
    ["ann", "ben", "can", "keep", "again", "void", "lost", "settle", "give", "back", "wrong", "over"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ACTS, st.integers(1, 4), st.sampled_from(["Een bank", "Een bang", ""])), max_size=40))
def test_whatever_people_do_all_states_add_up_and_nothing_counts_twice(acts: list[tuple[str, int, str]]) -> None:
    with transaction.atomic():
        rows = {True: printed(COUNTS, 3, spare=1), False: printed(WALL, 3, spare=1)}
        known = {(double, n): code_of(row, n) for double, row in rows.items() for n in (1, 2, 3, 4)}
        batch, people = pile(), {"ann": ANN, "ben": BEN, "can": CAN}
        before: dict[str, dict[str, str]] = {}
        for at, (act, number, title) in enumerate(acts):
            double = at % 2 == 0
            row = rows[double]
            sheet = row.sheets.get(number=number)
            try:
                if act in people:
                    typed(people[act], batch, known[double, number], title=title)
                elif act == "keep":
                    actions.take_up(BEN, batch=batch, code=known[double, number])
                elif act == "again":
                    actions.finish(ANN, batch=batch, sheet=sheet, values={**FIRST, "title": title})
                elif act in ("void", "wrong"):
                    actions.void_sheets(ANN, printing=row, sheets=[sheet], reason="blank" if act == "void" else "late")
                elif act == "lost":
                    actions.void_numbers(ANN, printing=row, first=number, last=number, reason="lost")
                elif act == "settle":
                    actions.settle(CAN, batch=batch, sheet=sheet, values={**FIRST, "title": title})
                elif act == "give":
                    actions.give_out(ANN, printing=row, first=number, last=4)
                elif act == "back":
                    actions.put_back(ANN, batch=batch, sheet=sheet)
                else:
                    actions.hand_over_all(BEN, batch=batch)
            except Refused:
                pass
            reach = queries.reach_of(list(rows.values()))
            now = taken()
            assert [reach[one.pk].printed for one in rows.values()] == [4, 4]
            assert sum(one.taken for one in reach.values()) == len(now)
            assert all(one.missing >= 0 and one.back + one.missing <= one.printed for one in reach.values())
            assert {code: now[code] for code in before} == before, "what was taken stays as it was taken"
            before = now
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None)
@given(st.permutations([(who, number) for who in ("ann", "ben") for number in (1, 2, 3)]))
def test_the_order_of_typing_does_not_matter(order: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        row, batch, people = printed(COUNTS), pile(), {"ann": ANN, "ben": BEN}
        for who, number in order:
            typed(people[who], batch, code_of(row, number), title=f"Bank {number}")
        assert {value["title"] for value in taken().values()} == {"Bank 1", "Bank 2", "Bank 3"}
        batch.refresh_from_db()
        assert (batch.typings, batch.compared, batch.differing) == (6, 18, 0)
        transaction.set_rollback(True)
