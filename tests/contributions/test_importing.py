"""What was said elsewhere comes in whole or not at all, with its doubts by line and column; the same again changes nothing."""

import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.answers.actions import keep_route, keep_service
from wijk.cli import voices
from wijk.contributions import actions
from wijk.contributions.actions import Load, Loaded, parts
from wijk.contributions.importers import template
from wijk.contributions.models import Contribution
from wijk.contributions.queries import Filter, listed
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.trail.models import Entry

LOAD = Load("Ideeënbus")
HEADS = (
    "id",
    "category/name/nl",
    "title/fr",
    "title/nl",
    "body/fr",
    "body/nl",
    "address",
    "latitude",
    "longitude",
    "state",
    "published_at",
    "answer/fr",
)
DECIDIM: list[tuple[Any, ...]] = [
    (7, "Mobiliteit", "Un banc", "", "<p>Sous le <strong>tilleul</strong> &amp; à l’ombre.</p><p>Merci</p>", "", "Place 1", 50.857, 4.345,
     "accepted", "2025-03-14 10:22:11 UTC", "<p>Oui</p>"),
    (8, "Weer", "Une fontaine", "Een fontein", "", "Met drinkwater", "", "", "", "rejected", "2025-03-15T10:22:11+01:00", ""),
    (9, "", "", "Niet meer", "", "", "", "", "", "withdrawn", "", ""),
]  # fmt: skip


def decidim_csv() -> bytes:
    """As Decidim writes it: semicolons, and quotes."""
    rows = [HEADS, *DECIDIM]
    return "\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode()


def decidim_json() -> bytes:
    """The same, nested."""
    found: list[dict[str, Any]] = []
    for row in DECIDIM:
        nested: dict[str, Any] = {"followers": 3, "taxonomies": {"id": [], "name": []}}
        for head, cell in zip(HEADS, row, strict=True):
            at = nested
            *steps, last = head.split("/")
            for step in steps:
                at = at.setdefault(step, {})
            at[last] = cell if cell != "" else None
        found.append(nested)
    return json.dumps(found).encode()


def decidim_xlsx() -> bytes:
    """The same as a workbook."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (HEADS, *DECIDIM):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take(content: bytes | str, name: str = "ideas.csv", load: Load = LOAD) -> Loaded:
    """Take a file in."""
    return actions.load_voices(
        Operator(), content=content.encode() if isinstance(content, str) else content, name=name, load=load
    )


@pytest.mark.parametrize(("make", "name"), [(decidim_csv, "p.csv"), (decidim_json, "p.json"), (decidim_xlsx, "p.xlsx")])
def test_proposals_of_decidim_come_in_whatever_the_form(stage: Stage, make: Any, name: str) -> None:
    done = take(make(), name, Load("Decidim", language="nl"))
    assert (done.added, done.same) == (2, 0)
    bench = Contribution.objects.get(title="Un banc")
    assert (bench.language, bench.kind_id, bench.category_id, bench.state) == ("fr", "idea", "mobility", "accepted")
    assert bench.body == "Sous le tilleul & à l’ombre.\nMerci"
    assert (bench.lon, bench.lat, bench.spot, bench.area) == (4.345, 50.857, "Place 1", "neighbourhood/1")
    assert bench.given_at.date().isoformat() == "2025-03-14"
    fountain = Contribution.objects.get(title="Een fontein")
    assert (fountain.language, fountain.state, fountain.category, fountain.channel) == ("nl", "refused", None, "import")
    assert not Contribution.objects.filter(title="Niet meer").exists()
    assert len(done.notes) == 2
    assert {row.title for row in listed(Filter(words="fontein")).rows} == {"Een fontein"}


def test_the_same_file_again_changes_nothing_and_a_longer_one_adds_the_rest(stage: Stage) -> None:
    take("id,title\n1,Een bank\n2,Een boom\n")
    before = list(Contribution.objects.order_by("pk").values_list("key", "title", "changed_at"))
    done = take("id,title\n1,Een bank anders\n2,Een boom\n3,Een lamp\n")
    assert (done.added, done.same) == (1, 2)
    assert list(Contribution.objects.order_by("pk").values_list("key", "title", "changed_at"))[: len(before)] == before
    assert take("id,title\n1,Een bank\n", load=Load("Een andere lijst")).added == 1
    assert take("title\nZonder nummer\n").added == 1
    assert take("title\nZonder nummer\n").same == 1


def table(count: int, first: int = 0) -> str:
    """So many rows with numbers of their own, of two kinds and three states."""
    rows = ["id,kind,title,body,state,latitude,longitude"]
    rows += [
        f"{n},{('repair', 'idea')[n % 2]},Voorstel {n},Over bank {n},{('open', 'done', 'open')[n % 3]},50.857,4.345"
        for n in range(first, first + count)
    ]
    return "\n".join(rows)


def test_a_long_list_costs_no_more_questions_than_a_short_one(stage: Stage) -> None:
    with CaptureQueriesContext(connection) as few:
        assert take(table(6)).added == 6
    with CaptureQueriesContext(connection) as many:
        assert take(table(60, 1000)).added == 60
    assert len(many) <= len(few) + 12, [q["sql"][:200] for q in many.captured_queries]


def test_what_comes_in_by_the_list_is_promised_as_what_comes_one_by_one(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = keep_service(Operator(), key="benches", title=Text.of("Banken"), days=9, working=True, members=[])
    keep_route(Operator(), service=service, kind="repair")
    take(table(12))
    together = told()
    Contribution.objects.filter(channel="import").delete()
    monkeypatch.setattr(parts, "ReceivesMany", type("Nobody", (), {}))
    take(table(12))
    assert together == told()
    assert {state for _title, state, *_more in together} >= {"assigned", "done"}


def told() -> list[tuple[Any, ...]]:
    """What became of each row of a list: its state, its steps, its promise, and by which words it is found."""
    rows = Contribution.objects.filter(channel="import").select_related("request").order_by("title")
    return [
        (row.title, row.state, [step.what for step in row.steps.order_by("pk")], row.request.service_id, row.request.area,
         row.request.due, row.request.first_due, row.request.next_on, row.request.state, row.areas.count(),
         row.listed.state, sorted(tag.tag for tag in row.listed.tags.all()))
        for row in rows
    ]  # fmt: skip


def test_a_look_writes_nothing_and_says_what_would_come(stage: Stage) -> None:
    before = (Contribution.objects.count(), Entry.objects.count())
    seen = actions.look_at_voices(
        Operator(), content=b"id,title,longitude\n1,Een bank,x\n2,Ja,\n", name="i.csv", load=LOAD
    )
    assert (seen.added, seen.faults) == (0, (
        "i.csv, line 2, column longitude: This is no number of degrees, such as 4.35.",
        "i.csv, line 3, column title: Say in a few words what it is about.",
    ))  # fmt: skip
    assert (Contribution.objects.count(), Entry.objects.count()) == before


def test_one_fault_and_nothing_comes_in(stage: Stage) -> None:
    before = Contribution.objects.count()
    with pytest.raises(Faulty) as faulty:
        take(
            "id,title,kind,area\n1,Een bank,,\n2,Een boom,nonsense,\n3,Een lamp,,neighbourhood/999\n4,Een put,repair,\n"
        )
    said = [str(problem) for problem in faulty.value.problems]
    assert [one.split(":")[0] for one in said] == [
        "ideas.csv, line 3, column kind",
        "ideas.csv, line 4, column area",
        "ideas.csv, line 5",
    ]
    assert Contribution.objects.count() == before


def test_doubts_are_said_by_line_and_taken_in_all_the_same(stage: Stage) -> None:
    text = (
        "id,title,longitude,latitude,state,said_on,category\n1,Ver weg,9.1,48.1,bezig,ooit,weer\n1,Nog eens,,,,,\n2,"
        + "lang " * 40
        + ",,,,,\n"
    )
    done = take(text)
    assert done.added == 2
    assert len(done.notes) == 6
    far = Contribution.objects.get(title="Ver weg")
    assert (far.lon, far.area, far.state) == (None, "", "open")
    long = Contribution.objects.get(title__startswith="lang")
    assert len(long.title) <= 140
    assert long.body.count("lang") == 40


def test_the_template_can_be_filled_in(stage: Stage) -> None:
    done = take(template())
    assert (done.added, done.notes) == (1, ())
    assert Contribution.objects.get(title="Een bank onder de linde").category_id == "leisure"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"{", b"[1, 2", b"name;x\n1;2\n", b"PK\x03\x04broken", b"[" * 100_000, b"[]"]
)
def test_what_is_no_table_is_refused_with_a_sentence(stage: Stage, content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        take(content)
    assert str(refused.value)
    assert "{" not in str(refused.value)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[st.text(max_size=30)] * 4), max_size=4))
def test_any_cells_are_read_or_refused_and_never_break(stage: Stage, rows: list[tuple[str, ...]]) -> None:
    told = [dict(zip(("id", "title", "longitude", "said_on"), row, strict=True)) for row in rows]
    with suppress(Faulty):
        seen = actions.look_at_voices(Operator(), content=json.dumps(told).encode(), name="x.json", load=LOAD)
        assert seen.added + len(seen.faults) <= 2 * len(rows)


def test_hostile_words_come_in_clean(stage: Stage) -> None:
    take(
        json.dumps([{"id": 1, "title": "Bank \u202eom\u0000gekeerd", "body": "<script>alert(1)</script>Hallo"}]),
        "x.json",
    )
    row = Contribution.objects.get(title="Bank omgekeerd")
    assert row.body == "alert(1)Hallo"


def test_the_office_page_looks_first_and_then_takes_it_in(stage: Stage) -> None:
    client = Client()
    client.force_login(stage.everywhere["clerk"].person)
    file = io.BytesIO(b"id,title\n1,Een bank in de zon\n")
    file.name = "ideas.csv"
    given_ = {"file": file, "source": "Ideeënbus", "opening": "city", "kind": "idea", "language": "nl"}
    page = client.post("/en/office/voices/load/", given_).content.decode()
    assert "1 would be new" in page
    assert not Contribution.objects.filter(title="Een bank in de zon").exists()
    desk = page.split('name="desk" value="')[1].split('"')[0]
    assert client.post("/en/office/voices/load/", {"desk": desk}).status_code == 302
    assert Contribution.objects.filter(title="Een bank in de zon").count() == 1
    client.post("/en/office/voices/load/", {"desk": desk})
    assert Contribution.objects.filter(title="Een bank in de zon").count() == 1
    other = Client()
    other.force_login(stage.everywhere["facilitator"].person)
    other.post("/en/office/voices/load/", {"desk": desk})
    assert client.get("/en/office/voices/load/template.csv").content.decode().lstrip("\ufeff") == template()


def test_who_may_not_takes_nothing_in(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        actions.load_voices(stage.stranger.viewer, content=b"title\nEen bank\n", name="x.csv", load=LOAD)


def test_the_command_takes_a_file_in(stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "proposals.csv"
    file.write_bytes(decidim_csv())
    options: Any = type(
        "Options",
        (),
        {"file": file, "source": "Decidim", "opening": "city", "kind": "idea", "language": "fr", "look": True},
    )
    assert voices.run(options) == 0
    assert "2 would be new" in capsys.readouterr().out
    options.look = False
    assert voices.run(options) == 0
    assert voices.run(options) == 0
    assert "0 new, 2 here already" in capsys.readouterr().out
    file.write_text("id,title\n1,x\n")
    assert voices.run(options) == 1
