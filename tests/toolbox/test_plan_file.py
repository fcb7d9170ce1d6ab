"""A plan out of a file: the same plan as on the page, in three forms; and every fault of the file in one go."""

import json
from argparse import ArgumentParser
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.stage import Stage
from wijk.cli import plan as command
from wijk.core import clock
from wijk.core.errors import Faulty, Refused
from wijk.core.text import Text
from wijk.toolbox import actions, compute
from wijk.toolbox.importers import wish_of_toml
from wijk.toolbox.models import SavedPlan
from wijk.toolbox.plans import Choice, Means, Wish
from wijk.trail.models import Entry

FILE = """\
title = { nl = "Het plein", en = "The square" }
start = 2027-01-11
hours = 500
euro = 20000
child_care = true

[[cards]]
card = "exploratory-walk"
level = "consult"
phase = "diagnose"
consulted = "The association of the street"

[[cards]]
card = "coproduction-workshop"
level = "coproduce"
nobody_yet = true
sessions = 3
not_before = 2027-05-01
"""


@pytest.fixture(autouse=True)
def december() -> Any:
    with clock.at(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        yield


def wished() -> Wish:
    return Wish(
        choices=(
            Choice("exploratory-walk", "consult", "diagnose", consulted="The association of the street"),
            Choice("coproduction-workshop", "coproduce", nobody_yet=True, sessions=3, not_before=date(2027, 5, 1)),
        ),
        start=date(2027, 1, 11), means=Means(500, 2_000_000), title=Text({"nl": "Het plein", "en": "The square"}), child_care=True,
    )  # fmt: skip


def test_a_file_asks_what_the_page_asks(stage: Stage) -> None:
    assert wish_of_toml(FILE.encode()) == wished()


def test_nothing_is_kept_and_nothing_told(stage: Stage) -> None:
    before = (SavedPlan.objects.count(), Entry.objects.count())
    actions.reckon_file(written=FILE.encode())
    assert (SavedPlan.objects.count(), Entry.objects.count()) == before


def test_the_three_forms_hold_the_same_days(stage: Stage) -> None:
    plan = compute.plan(wished())
    told = json.loads(actions.reckon_file(written=FILE.encode(), form="json"))
    assert [m["day"] for m in told["meetings"]] == [m.day.isoformat() for m in plan.meetings]
    assert "The association of the street" not in json.dumps(told)  # who was consulted stays with who asked
    words = actions.reckon_file(written=FILE.encode()).decode()
    for meeting in plan.meetings:
        assert f"{meeting.day} {meeting.start:%H:%M}" in words
    for phase in plan.phases:
        assert f"{phase.start} – {phase.end}" in words
    read = vobject.readOne(actions.reckon_file(written=FILE.encode(), form="ics").decode())
    days = sorted(e.dtstart.value.date() for e in read.vevent_list if isinstance(e.dtstart.value, datetime))
    assert days == sorted(m.day for m in plan.meetings)
    assert len(read.vtodo_list) == len(plan.tasks)


def test_every_fault_is_told_at_once_with_its_place(stage: Stage) -> None:
    wrong = FILE.replace("start = 2027-01-11", 'start = "monday"\ncolour = "red"').replace("euro = 20000", "euro = -1")
    wrong = wrong.replace('"coproduction-workshop"', '"shouting"').replace('"consult"', '"obey"')
    with pytest.raises(Faulty) as fault:
        wish_of_toml(wrong.encode())
    told = "\n".join(map(str, fault.value.problems))
    for words in ("“start”: give a day", "“colour” says nothing here", "“euro”: give a whole number", "Card 1: “level”: choose among",
                  "Card 2: there is no card “shouting”"):  # fmt: skip
        assert words in told, told
    assert len(fault.value.problems) == 5


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (b"", "Choose at least one card"),
        (b"start = 2027-01-11", "Choose at least one card"),
        (b"cards = 3", "“start” is missing"),
        (b"start = 2027-01-11\ncards = [1]", "Card 1: write it as [[cards]]"),
        (b"start = 2027-01-11\n[[cards]]\nlevel = []", "“card” is missing"),
        (b"\xff\xfe", "This is no TOML in UTF-8"),
        (b"title = ", "This is no TOML in UTF-8"),
    ],
)
def test_what_is_no_plan_is_answered_in_a_sentence(stage: Stage, written: bytes, words: str) -> None:
    with pytest.raises(Faulty) as fault:
        wish_of_toml(written)
    assert words in "\n".join(map(str, fault.value.problems))


VALUES = st.sampled_from(
    ["1", "-3", "true", '"consult"', '"x"', "[]", "{ nl = 1 }", "2027-01-11", "2027-01-11T10:00:00", "1.5", '"""\na"""']
)
NAMES = st.sampled_from(
    ["card", "level", "phase", "sessions", "moment", "people", "not_before", "consulted", "nobody_yet", "zot"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(top=st.dictionaries(st.sampled_from(["title", "start", "hours", "place", "summer", "place_kind"]), VALUES),
       rows=st.lists(st.dictionaries(NAMES, VALUES), max_size=3))  # fmt: skip
def test_whatever_a_file_holds_it_is_a_plan_or_a_sentence(
    stage: Stage, top: dict[str, str], rows: list[dict[str, str]]
) -> None:
    lines = [f"{name} = {value}" for name, value in top.items()]
    for row in rows:
        lines += ["[[cards]]", *(f"{name} = {value}" for name, value in row.items())]
    try:
        said = actions.reckon_file(written="\n".join(lines).encode()).decode()
    except Refused as fault:
        said = str(fault)
    assert said.strip()


def ordered(*words: str) -> int:
    top = ArgumentParser()
    command.register(top.add_subparsers())
    options = top.parse_args(["plan", *words])
    return int(options.run(options))


def test_the_command_prints_or_writes_and_speaks_the_language(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "plan.toml", tmp_path / "plan.ics"
    file.write_text(FILE)
    assert ordered(str(file), "--language", "nl") == 0
    assert "Het plein" in capsys.readouterr().out
    assert ordered(str(file), "--form", "ics", "--out", str(out)) == 0
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert capsys.readouterr().out == ""
    file.write_text("start = 3")
    assert ordered(str(file)) == 1
    assert "“start”: give a day" in capsys.readouterr().err
