"""A Pabulib file is understood whole, or every fault is named with its line and column."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.formats.pabulib import Pabulib, read_pabulib
from wijk.methods.formats.pabulib_writer import anonymised
from wijk.methods.formats.problems import Problem, Unreadable

STREET = """META
key;value
description;Our street
budget;1000
vote_type;approval
num_votes;3
PROJECTS
project_id;cost;votes;name;category;neighborhood;selected
1;400;2;"Benches; two of them";green,play;north;1
2;250.50;1;Lamp;;south;0
VOTES
voter_id;vote;age
a;1,2;34
b;1;70
c;;18
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "street.pb"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def problems(folder: Path, text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(Unreadable) as fault:
        read_pabulib(written(folder, text))
    return fault.value.problems


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    file = read_pabulib(written(tmp_path, STREET))
    assert [(p.id, p.cost, p.name, p.themes, p.district, p.selected) for p in file.projects] == [
        ("1", 400_00, "Benches; two of them", ("green", "play"), "north", True),
        ("2", 250_50, "Lamp", (), "south", False),
    ]
    assert (file.budget, file.kind, file.selected) == (1000_00, "approval", ("1",))
    assert file.ballots.count.tolist() == [1, 1, 1]
    assert [note.code for note in file.notes] == ["ballots_empty"]


@pytest.mark.parametrize(
    "dressed",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("META\n", "META;;\n").replace("VOTES\n", '"votes";;\n'),
        lambda text: text.replace("\nPROJECTS", "\n\n\nPROJECTS") + "\n\n",
        lambda text: text.replace("a;1,2;34", "a;1, 2;34;;"),
        lambda text: text.replace("250.50", "250,50").replace("1000", "1 000"),
        lambda text: text.encode("utf-16"),
    ],
    ids=["CRLF", "CR", "BOM", "Excel's separators", "empty lines", "spaces and empty cells", "decimal comma", "UTF-16"],
)
def test_the_dress_does_not_matter(tmp_path: Path, dressed: object) -> None:
    plain, other = read_pabulib(written(tmp_path, STREET)), read_pabulib(written(tmp_path, dressed(STREET)))  # type: ignore[operator]
    assert other.projects[0].cells == plain.projects[0].cells
    assert [p.cost for p in other.projects] == [p.cost for p in plain.projects]
    assert other.ballots.project.tolist() == plain.ballots.project.tolist()


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column"),
    [
        ("a;1,2;34", "a;1,9;34", "ballots_unknown", 13, "vote"),
        ("a;1,2;34", "a;1,;34", "ballots_gap", 13, "vote"),
        ("a;1,2;34", "a;1,1;34", "ballots_repeated", 13, "vote"),
        ("b;1;70", "a;1;70", "ballots_voter_twice", 14, "voter_id"),
        ("b;1;70", "b;1;70;more", "ragged_row", 14, ""),
        ("b;1;70", 'b;"1;70', "ballots_quote", 14, ""),
        ("2;250.50", "1;250.50", "ballots_project_twice", 10, "project_id"),
        ("2;250.50", ";250.50", "cell_empty", 10, "project_id"),
        ("2;250.50", "2;-250", "ballots_amount", 10, "cost"),
        ("2;250.50", "2;0", "ballots_amount", 10, "cost"),
        ("2;250.50", "2;0.005", "ballots_amount", 10, "cost"),
        ("2;250.50", "2;1e5", "ballots_amount", 10, "cost"),
        ("2;250.50", "2;1,250", "ballots_amount", 10, "cost"),
        ("2;250.50", "2;nan", "ballots_amount", 10, "cost"),
        ("2;250.50", "2;inf", "ballots_amount", 10, "cost"),
        ("2;250.50", "2;99999999999999999", "ballots_amount", 10, "cost"),
        ("Lamp", "Lamp; new", "ragged_row", 10, ""),
        ('"Benches; two of them"', '"Benches; two of them', "ballots_quote", 9, ""),
        ("budget;1000", "budget;x", "ballots_amount", 4, "budget"),
        ("budget;1000", "purse;1000", "ballots_key_missing", None, ""),
        ("vote_type;approval", "vote_type;applause", "ballots_kind", 5, ""),
        ("vote_type;approval", "vote_type;choose-1", "ballots_one_only", 13, "vote"),
        ("vote_type;approval", "vote_type;cumulative", "ballots_points_missing", 12, ""),
        ("project_id;cost;votes", "project;cost;votes", "column_missing", 8, ""),
        ("voter_id;vote;age", "voter_id;choice;age", "column_missing", 12, ""),
        ("PROJECTS\n", "", "ballots_section", None, ""),
        ("VOTES\n", "VOTES\nVOTES\n", "ballots_section_twice", 12, ""),
        ("META\n", "hello\nMETA\n", "ballots_before", 1, ""),
        ("num_votes;3", "neighborhoods;north,south\nbudget_per_neighborhood;100", "ballots_shares", 7, ""),
    ],
)
def test_every_fault_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, code: str, line: int | None, column: str
) -> None:
    assert STREET.count(old) >= 1
    first = problems(tmp_path, STREET.replace(old, new, 1))[0]
    assert (first.code, first.line, first.column) == (code, line, column)
    assert str(first).startswith("street.pb")


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    text = STREET.replace("a;1,2", "a;7,8").replace("b;1;", "b;9;")
    assert [one.line for one in problems(tmp_path, text)] == [13, 13, 14]


def test_wrong_tallies_are_worth_knowing_and_stop_nothing(tmp_path: Path) -> None:
    file = read_pabulib(written(tmp_path, STREET.replace("num_votes;3", "num_votes;7").replace("400;2", "400;5")))
    assert [note.code for note in file.notes] == ["ballots_empty", "ballots_declared", "ballots_tally"]


def points(kind: str, rows: str, more: str = "") -> str:
    head = STREET[: STREET.index("VOTES")].replace("approval", kind).replace("num_votes;3\n", more)
    return f"{head}VOTES\nvoter_id;vote;points\n{rows}"


def test_points_with_decimals_stay_exact(tmp_path: Path) -> None:
    file = read_pabulib(written(tmp_path, points("scoring", "a;1,2;0.1,2\nb;2;0.25\n")))
    assert (file.ballots.scale, file.ballots.points.tolist()) == (20, [2, 40, 5])


@pytest.mark.parametrize(
    ("rows", "code"),
    [("a;1,2;1\n", "ballots_points_count"), ("a;1;-1\n", "ballots_points"), ("a;1;many\n", "ballots_points")],
)
def test_points_that_are_none_are_named(tmp_path: Path, rows: str, code: str) -> None:
    assert problems(tmp_path, points("cumulative", rows))[0].code == code


def test_an_order_without_points_gives_points_by_position(tmp_path: Path) -> None:
    text = points("ordinal", "a;2,1;\nb;1;\n", "max_length;3\n").replace(";points", ";paper")
    file = read_pabulib(written(tmp_path, text))
    assert [file.projects[p].id for p in file.ballots.project.tolist()] == ["2", "1", "1"]
    assert file.ballots.points.tolist() == [3, 2, 3]


@pytest.mark.real_data
def test_points_by_position_are_those_of_krakow(real_data: Path, tmp_path: Path) -> None:
    path = real_data / "methods" / "pabulib" / "Poland_Krakow_2022.pb"
    if not path.exists():
        pytest.skip(f"{path.name} is not there")
    whole = read_pabulib(path)
    text = path.read_text("utf-8").replace("voter_id;vote;points;", "voter_id;vote;paper;")
    without = read_pabulib(written(tmp_path, text))
    assert without.notes == ()
    assert without.ballots.points.sum() > 0
    assert anonymised(without) == anonymised(whole)


def test_what_is_published_holds_choices_only(tmp_path: Path) -> None:
    text = anonymised(read_pabulib(written(tmp_path, STREET)))
    votes = text[text.index("VOTES") :]
    assert votes == "VOTES\nvoter_id;vote\n1;\n2;1\n3;1,2\n"
    other = STREET.replace("a;1,2;34\nb;1;70\n", "q;1;12\nz;2,1;99\n")
    assert anonymised(read_pabulib(written(tmp_path, other))) == text


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.sampled_from("12"), unique=True), max_size=6))
def test_what_is_published_reads_back(tmp_path_factory: pytest.TempPathFactory, ballots: list[list[str]]) -> None:
    rows = "".join(f"{k};{','.join(ballot)};{k}\n" for k, ballot in enumerate(ballots))
    folder = tmp_path_factory.mktemp("published")
    file: Pabulib = read_pabulib(written(folder, STREET[: STREET.index("a;1,2")] + rows))
    again = read_pabulib(written(folder, anonymised(file)))
    assert anonymised(again) == anonymised(file)
    assert int(again.ballots.count.sum()) == len(ballots)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_damaged_file_never_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(STREET)))
    length = data.draw(st.integers(0, 30))
    junk = data.draw(st.one_of(st.binary(max_size=12), st.sampled_from([b'"', b";", b"\n", b",", b"VOTES", b"\xff"])))
    text = STREET.encode()
    path = written(tmp_path_factory.mktemp("damaged"), text[:place] + junk + text[place + length :])
    said: tuple[Problem, ...] = ()
    try:
        read_pabulib(path)
    except Unreadable as fault:
        said = fault.problems
    assert all(str(one).startswith("street.pb") for one in said)
