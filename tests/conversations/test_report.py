"""What do the votes show? Planted groups come out, noise gives none, small counts stay hidden, and the pages say what was reckoned."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.stage import HERE, Stage
from wijk.conversations import actions, importers, queries, telling
from wijk.conversations.actions import reckoning
from wijk.conversations.compute import printing, report
from wijk.conversations.compute.protecting import LEAST, withheld
from wijk.conversations.importers import Held, Told
from wijk.conversations.models import Conversation, ReportRow, State, Statement
from wijk.conversations.queries.reports import CONVERGE, DIVERGE, KINDS
from wijk.conversations.working import reckoning as working
from wijk.core import clock
from wijk.core.text import Text

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "methods" / "polis"


def camps(people: int = 60, statements: int = 12, apart: float = 0.92, seed: int = 5) -> Held:
    """Two camps, of which two thirds are in the first; on the first three statements nearly all agree."""
    rng = np.random.default_rng(seed)
    camp = np.where(np.arange(people) % 3 == 0, -1, 1)
    lean = np.where(np.arange(statements) < 3, 1, camp[:, None] * np.where(np.arange(statements) % 2, 1, -1))
    vote = np.where(rng.random((people, statements)) < apart, lean, -lean).astype(np.int8)
    return _held(vote)


def noise(people: int = 60, statements: int = 12, seed: int = 5) -> Held:
    """Everybody tosses a coin."""
    return _held(np.random.default_rng(seed).choice([-1, 1], (people, statements)).astype(np.int8))


def _held(vote: np.ndarray[Any, np.dtype[np.int8]]) -> Held:
    people, statements = vote.shape
    row, column = np.divmod(np.arange(vote.size), statements)
    told = tuple(
        Told(str(n), f"Stelling nummer {n} over het plein.", translations={"fr": (f"Affirmation {n}.", "machine", "m")})
        for n in range(1, statements + 1)
    )
    return Held(told, people, row, column, vote.ravel(), "Het plein", "")


def brought(stage: Stage, held: Held) -> Conversation:
    """The conversation, taken in."""
    return actions.import_conversation(stage.cast.fay.viewer, held=held, origin=actions.Origin(place=HERE))


def test_planted_groups_come_out_with_what_unites_and_what_divides(stage: Stage) -> None:
    talk = brought(stage, camps())
    assert reckoning.reckon_report(talk) is not None
    found = queries.report(talk)
    assert found is not None
    assert [view.size for view in found.viewpoints] == [40, 20]
    assert {line.number for line in found.basin(CONVERGE)} == {1, 2, 3}
    opposite = {line.number for line in found.basin(DIVERGE)}
    assert len(opposite) >= 6
    assert opposite <= set(range(4, 13))
    said = found.viewpoints[1].says
    assert said
    assert all(tell.inside > 0.5 > tell.outside for tell in said)


def test_noise_gives_no_groups_and_the_page_says_so(stage: Stage, client: Client) -> None:
    talk = brought(stage, noise())
    reckoning.reckon_report(talk)
    found = queries.report(talk)
    assert found is not None
    assert found.viewpoints == ()
    assert not found.basin(DIVERGE)
    page = client.get(f"/en/conversations/{talk.key}/report/").content.decode()
    assert "There are no stable groups" in page
    assert 'id="b-diverge"' not in page
    assert "All voices together" in page


def test_the_report_is_the_same_whatever_the_order_of_people_and_is_not_reckoned_twice(stage: Stage) -> None:
    held = camps()
    turned = Held(
        held.statements, held.voices, held.voices - 1 - held.row[::-1], held.column[::-1], held.vote[::-1], held.title, held.intro
    )  # fmt: skip
    one, two = brought(stage, held), brought(stage, turned)
    first, second = reckoning.reckon_report(one), reckoning.reckon_report(two)
    assert first is not None
    assert second is not None
    assert first.input_hash == second.input_hash
    assert {k: v for k, v in first.result.items() if k != "took"} == {
        k: v for k, v in second.result.items() if k != "took"
    }
    again = reckoning.reckon_report(one)
    assert again is not None
    assert again.pk == first.pk


def test_nothing_is_shown_below_the_threshold(stage: Stage) -> None:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    assert reckoning.reckon_report(talk) is None
    assert queries.report(talk) is None


def test_one_more_voice_brings_no_new_report_and_five_do(stage: Stage) -> None:
    talk = brought(stage, camps())
    Conversation.objects.filter(pk=talk.pk).update(state=State.OPEN, closed_at=None)
    talk.refresh_from_db()
    row = reckoning.reckon_report(talk)
    assert row is not None
    ReportRow.objects.filter(pk=row.pk).update(made_at=clock.now() - reckoning.AFTER / 2)
    assert talk not in list(reckoning.due(clock.now()))
    row.refresh_from_db()
    row.result["voices"] -= reckoning.VOICES - 1
    row.result["votes"] -= 20
    row.save()
    assert talk not in list(reckoning.due(clock.now()))
    row.result["voices"] -= 1
    row.save()
    assert talk in list(reckoning.due(clock.now()))


def test_the_worker_makes_the_report_of_a_closed_conversation_once(stage: Stage) -> None:
    talk = brought(stage, camps(people=30))
    working.work(clock.now())
    assert talk.reports.count() == 1
    working.work(clock.now())
    assert talk.reports.count() == 1


def test_killed_in_the_middle_nothing_is_kept_and_the_next_round_begins_anew(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = brought(stage, camps(people=30))

    def dies(*_given: object, **_named: object) -> dict[str, object]:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(report, "reckon", dies)
        with pytest.raises(SystemExit):
            reckoning.reckon_report(talk)
    assert not talk.reports.exists()
    assert reckoning.reckon_report(talk) is not None


def test_two_workers_at_once_keep_one_report(stage: Stage) -> None:
    talk = brought(stage, camps(people=30))
    first = reckoning.reckon_report(talk)
    assert first is not None
    assert reckoning._keep(talk, dict(first.result), first.input_hash, first.seed).pk == first.pk
    assert talk.reports.count() == 1


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.integers(0, 30))
def test_whoever_takes_away_what_is_shown_finds_no_count_below_five(counts: list[int], rest: int) -> None:
    hidden = withheld(counts, rest)
    assert all(not 0 < count < LEAST for g, count in enumerate(counts) if g not in hidden)
    if any(0 < counts[g] < LEAST for g in hidden):
        left = [g for g, count in enumerate(counts) if count and g not in hidden]
        assert sum(counts[g] for g in hidden) + rest >= LEAST or not left


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_print_does_not_know_who_is_who(seed: int) -> None:
    rng = np.random.default_rng(seed)
    row, column = np.divmod(np.arange(60), 6)
    vote = rng.integers(-1, 2, 60).astype(np.int8)
    one, two = _matrix(row, column, vote), _matrix(rng.permutation(10)[row], column, vote)
    assert printing.printed(one) == printing.printed(two)
    assert printing.slips(one)[1] == printing.slips(two)[1]


def _matrix(row: Any, column: Any, vote: Any) -> queries.Matrix:
    statements = tuple(Statement(number=n) for n in range(1, 7))
    return queries.Matrix(np.arange(10), statements, row.astype(np.int32), column.astype(np.int32), vote)


@pytest.fixture
def told(stage: Stage) -> Conversation:
    """A conversation with two groups and a report."""
    talk = brought(stage, camps())
    reckoning.reckon_report(talk)
    return talk


def test_every_statement_of_the_picture_leads_to_its_votes(told: Conversation, client: Client) -> None:
    page = client.get(f"/en/conversations/{told.key}/report/").content.decode()
    for number in (1, 4):
        address = reverse("conversations:report_statement", args=[told.key, number]).split("/", 2)[2]
        assert address in page
        votes = client.get(f"/en/conversations/{told.key}/report/statement/{number}/").content.decode()
        report = queries.report(told)
        assert report is not None
        line = report.line(number)
        assert line is not None
        for cell in line.cells:
            assert cell is not None
            assert f">{cell.agree}</td>" in votes
        assert "translated by a machine (m)" in votes
        assert "BETA.INV(" in votes


def test_the_interval_on_the_page_is_the_one_of_the_formula(told: Conversation) -> None:
    found = queries.report(told)
    assert found is not None
    line = found.line(4)
    assert line is not None
    cell = line.cells[0]
    assert cell is not None
    tails = [_binomial(cell.agree, cell.sides, cell.low), 1 - _binomial(cell.agree + 1, cell.sides, cell.high)]
    assert tails == pytest.approx([found.error, found.error], rel=1e-6)


def _binomial(least: int, many: int, share: float) -> float:
    """The chance of so many or more out of many: an independent way to the same bound."""
    rng = range(least, many + 1)
    return float(sum(_choose(many, k) * share**k * (1 - share) ** (many - k) for k in rng))


def _choose(many: int, some: int) -> int:
    out = 1
    for k in range(some):
        out = out * (many - k) // (k + 1)
    return out


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_it_is_read_aloud_in_words_with_every_basin(told: Conversation, client: Client, language: str) -> None:
    answer = client.get(f"/{language}/conversations/{told.key}/report/words/")
    assert answer["Content-Type"].startswith("text/plain")
    words = answer.content.decode()
    with translation.override(language):
        assert str(telling.MEANINGS[DIVERGE]) in words
        assert telling.caveat() in words
    assert "Stelling nummer 1 over" in words or "Affirmation 1" in words


def test_the_sheet_is_a_pdf(told: Conversation, client: Client) -> None:
    answer = client.get(f"/nl/conversations/{told.key}/report/sheet.pdf")
    assert answer.content[:5] == b"%PDF-"


def test_words_in_any_script_do_not_stop_the_sheets(told: Conversation, client: Client) -> None:
    for number, words in ((1, "自駕車應該納管"), (2, "يجب أن تبقى الساحة خضراء"), (4, "Meer bomen 🌳 op het plein")):
        told.statements.filter(number=number).update(text=Text({"nl": words}))
    for path in ("report/sheet.pdf", "placing/sheet.pdf"):
        assert client.get(f"/nl/conversations/{told.key}/{path}").content[:5] == b"%PDF-"


def test_a_hidden_statement_loses_its_words_everywhere_and_keeps_its_votes_out_of_sight(
    told: Conversation, client: Client
) -> None:
    statement = told.statements.get(number=4)
    actions.show_statement(statement, visibility="removed", reason="insult")
    for end in ("", "statements/", "words/"):
        assert "Stelling nummer 4 over" not in client.get(f"/nl/conversations/{told.key}/report/{end}").content.decode()
    assert client.get(f"/nl/conversations/{told.key}/report/statement/4/").status_code == 404
    assert client.get(f"/nl/conversations/{told.key}/report/statement/99999999/").status_code == 404


def test_hostile_words_stay_words(stage: Stage, client: Client) -> None:
    held = camps(people=30)
    evil = Told("1", "<script>alert(1)</script> & “citaat” 'x'")
    talk = brought(
        stage, Held((evil, *held.statements[1:]), held.voices, held.row, held.column, held.vote, "<b>Plein</b>", "")
    )
    reckoning.reckon_report(talk)
    page = client.get(f"/nl/conversations/{talk.key}/report/").content.decode()
    assert "<script>alert" not in page
    assert "<b>Plein" not in page


def _lines_of(client: Client, address: str) -> list[str]:
    """The lines of a file that is written while it is read."""
    answer: Any = client.get(address)
    return b"".join(answer.streaming_content).decode().splitlines()


def test_machines_get_the_report_the_statements_and_once_closed_the_votes(told: Conversation, client: Client) -> None:
    answer = client.get(f"/api/v1/conversations/{told.key}/report.json").json()
    assert [group["size"] for group in answer["report"]["groups"]] == [40, 20]
    assert {one["basin"] for one in answer["report"]["statements"]} <= set(KINDS)
    table = _lines_of(client, f"/api/v1/conversations/{told.key}/statements.csv")
    assert len(table) == 1 + 12 * 3
    votes = _lines_of(client, f"/api/v1/conversations/{told.key}/votes.csv")
    assert len(votes) == 1 + 60 * 12
    Conversation.objects.filter(pk=told.pk).update(state=State.OPEN)
    assert client.get(f"/api/v1/conversations/{told.key}/votes.csv").status_code == 404
    assert client.get(f"/en/conversations/{told.key}/report/polis.zip").status_code == 404
    assert client.get(f"/api/v1/conversations/{told.key}/report.json").status_code == 200


def test_what_is_published_reckons_to_the_same(
    told: Conversation, stage: Stage, tmp_path: Path, client: Client
) -> None:
    (tmp_path / "polis.zip").write_bytes(client.get(f"/en/conversations/{told.key}/report/polis.zip").content)
    again = brought(stage, importers.read_zip((tmp_path / "polis.zip").read_bytes()))
    row = reckoning.reckon_report(again)
    first = queries.last_report(told)
    assert row is not None
    assert first is not None
    assert row.input_hash == first.input_hash
    assert row.result["lines"] == first.result["lines"]


#: Of each shared conversation: groups, voices, votes.
FIGURES = {
    "vtaiwan.uberx": (2, 1921, 49443),
    "scoop-hivemind.biodiversity": (2, 536, 29719),
    "canadian-electoral-reform": (2, 448, 11950),
}


@pytest.mark.parametrize("name", FIGURES)
def test_real_conversations_give_the_same_groups_as_ever(stage: Stage, name: str) -> None:
    if not (REAL / name).is_dir():
        pytest.skip("the shared conversations are not here")
    held = importers.read_folder(REAL / name)
    groups, voices, votes = FIGURES[name]
    assert (held.voices, len(held.vote)) == (voices, votes)
    talk = brought(stage, held)
    row = reckoning.reckon_report(talk)
    assert row is not None
    assert len(row.result["groups"]) == groups
    assert sum(one["size"] for one in row.result["groups"]) == row.result["considered"]
