"""Who sees how others voted, and when: what others said must not weigh on what one says oneself."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.support.stage import Stage
from wijk.conversations import actions, queries, tokens
from wijk.conversations.models import TOTALS, Conversation, State

COUNT = re.compile(r"\d+ agree · \d+ disagree · \d+ pass")


@pytest.fixture
def talk(stage: Stage) -> Conversation:
    """An open conversation in which ten voices said something on three statements."""
    row = Conversation.objects.get(key=stage.scenes["conversations"].open)
    statements = list(row.statements.filter(number__in=(1, 2, 3)))
    for _voice in range(10):
        token = tokens.fresh(row.key)
        for statement in statements:
            actions.vote(conversation=row, voice=token, statement=statement, choice="agree")
    return row


def page(client: Client, talk: Conversation, more: str = "statements/") -> str:
    """A page of the conversation."""
    answer = client.get(f"/en/conversations/{talk.key}/{more}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def choose(talk: Conversation, totals: str, **more: Any) -> None:
    """Let the conversation tell it so."""
    Conversation.objects.filter(pk=talk.pk).update(totals=totals, **more)


def voter(talk: Conversation) -> Client:
    """Somebody who voted on the second statement."""
    client = Client(headers={"host": "localhost"})
    client.post(f"/en/conversations/{talk.key}/vote/", {"statement": 2, "choice": "disagree"})
    return client


def test_one_sees_the_others_on_what_one_voted_on_and_on_nothing_else(talk: Conversation) -> None:
    assert COUNT.findall(page(Client(), talk)) == []
    assert "so that it does not weigh on your vote" in page(Client(), talk)
    seen = page(voter(talk), talk)
    against, passed, favour = queries.tallies(talk)[2]
    assert (against, favour >= 10) == (1, True)
    assert COUNT.findall(seen) == [f"{favour} agree · {against} disagree · {passed} pass"]
    assert seen.index('id="s2"') < seen.index(f"{favour} agree") < seen.index('id="s3"')


def test_a_conversation_may_tell_everybody_or_nobody_before_the_end(talk: Conversation) -> None:
    choose(talk, "always")
    assert len(COUNT.findall(page(Client(), talk))) == 5
    choose(talk, "closed")
    assert COUNT.findall(page(voter(talk), talk)) == []
    assert "shown once the conversation is closed" in page(Client(), talk)


@pytest.mark.parametrize("totals", TOTALS)
def test_after_the_end_everybody_sees_it(talk: Conversation, totals: str) -> None:
    choose(talk, totals, state=State.CLOSED, closed_at=timezone.now())
    assert len(COUNT.findall(page(Client(), talk))) == 5
    assert "weigh" not in page(Client(), talk)


@pytest.mark.parametrize(("totals", "count"), [("voted", 0), ("always", 1), ("closed", 0)])
def test_the_wall_of_a_room_tells_no_more(talk: Conversation, totals: str, count: int) -> None:
    choose(talk, totals)
    assert len(COUNT.findall(page(Client(), talk, "screen/?s=1"))) == count


def test_what_the_wall_may_not_tell_is_told_after_the_end(talk: Conversation) -> None:
    choose(talk, "closed", state=State.CLOSED, closed_at=timezone.now())
    assert len(COUNT.findall(page(Client(), talk, "screen/?s=1"))) == 1


def test_a_kept_report_is_on_no_page_and_in_no_file(stage: Stage) -> None:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].told)
    assert queries.report(talk) is not None
    choose(talk, "closed", state=State.OPEN, closed_at=None)
    client = Client()
    assert "is published when it is closed" in page(client, talk, "report/")
    for more in ("report/statements/", "report/statement/1/", "report/words/", "report/sheet.pdf"):
        assert client.get(f"/en/conversations/{talk.key}/{more}").status_code == 404, more
    assert client.get(f"/api/v1/conversations/{talk.key}/report.json").status_code == 404
    rows = b"".join(client.get(f"/api/v1/conversations/{talk.key}/statements.csv")).decode().splitlines()
    assert len(rows) == 1, "the heading alone"
    choose(talk, "closed", state=State.CLOSED, closed_at=timezone.now())
    assert client.get(f"/api/v1/conversations/{talk.key}/report.json").status_code == 200


def reported(stage: Stage, totals: str) -> Conversation:
    """An open conversation with a report of which statement 1 and others were reckoned."""
    talk = Conversation.objects.get(key=stage.scenes["conversations"].told)
    choose(talk, totals, state=State.OPEN, closed_at=None)
    talk.refresh_from_db()
    return talk


def texts_in(html: str, talk: Conversation) -> set[int]:
    """Of which statements a page says how people voted."""
    return {int(found) for found in re.findall(rf"/en/conversations/{talk.key}/report/statement/(\d+)/", html)}


def test_a_report_that_everybody_may_read_says_to_vote_first(stage: Stage) -> None:
    talk = reported(stage, "always")
    report = queries.report(talk)
    assert report is not None
    html = page(Client(), talk, "report/")
    assert "Vote first" in html
    assert "once you voted on it" not in html
    told = Client().get(f"/api/v1/conversations/{talk.key}/report.json").json()["report"]
    assert (told["whole"], len(told["statements"])) == (True, report.statements)


def test_who_has_yet_to_vote_finds_no_totals_on_any_page_or_in_any_file(stage: Stage) -> None:
    talk = reported(stage, "voted")
    report = queries.report(talk)
    assert report is not None
    numbers = {line.number for line in report.lines}
    assert len(numbers) > 1
    client = Client(headers={"host": "localhost"})
    html = page(client, talk, "report/")
    assert texts_in(html, talk) == set()
    assert "When the conversation is closed, everybody sees everything." in html
    assert f"You see 0 of {len(numbers)} statements." in html
    assert texts_in(page(client, talk, "report/statements/"), talk) == set()
    for number in numbers:
        html = page(client, talk, f"report/statement/{number}/")
        assert "How others voted on a statement you see once you voted on it yourself" in html
        assert "BETA.INV" not in html
    for more in ("report/words/", "report/sheet.pdf", "report/polis.zip"):
        assert client.get(f"/en/conversations/{talk.key}/{more}").status_code == 404, more
    told = client.get(f"/api/v1/conversations/{talk.key}/report.json").json()
    assert (told["totals"], told["report"]["whole"], told["report"]["statements"]) == ("voted", False, [])
    assert [group["says"] for group in told["report"]["groups"]] == [[] for _view in report.viewpoints]
    assert told["report"]["polis"] is None
    rows = b"".join(client.get(f"/api/v1/conversations/{talk.key}/statements.csv")).decode().splitlines()
    assert len(rows) == 1, "the heading alone"
    assert client.get(f"/api/v1/conversations/{talk.key}/votes.csv").status_code == 404


def test_the_report_tells_of_each_statement_to_whoever_voted_on_it(stage: Stage) -> None:
    talk = reported(stage, "voted")
    client = Client(headers={"host": "localhost"})
    client.post(f"/en/conversations/{talk.key}/vote/", {"statement": 1, "choice": "agree"})
    assert texts_in(page(client, talk, "report/statements/"), talk) == {1}
    assert "BETA.INV" in page(client, talk, "report/statement/1/")
    assert "BETA.INV" not in page(client, talk, "report/statement/2/")
    assert "You see 1 of" in page(client, talk, "report/")
    assert client.get(f"/en/conversations/{talk.key}/report/").headers["Cache-Control"].startswith("max-age=0")
    assert texts_in(page(Client(), talk, "report/statements/"), talk) == set(), "and to nobody else"


def test_where_the_votes_place_a_point_is_told_by_the_same_rule(stage: Stage) -> None:
    talk = reported(stage, "voted")
    point = talk.points.exclude(statement=None).select_related("statement").first()
    assert point is not None
    assert point.statement is not None
    client = Client(headers={"host": "localhost"})
    assert "By the votes:" not in page(client, talk, "placing/")
    assert "Where the votes place it you see once you voted on it" in page(client, talk, "placing/")
    client.post(f"/en/conversations/{talk.key}/vote/", {"statement": point.statement.number, "choice": "agree"})
    assert "By the votes:" in page(client, talk, "placing/")


@pytest.mark.parametrize("totals", TOTALS)
def test_after_the_end_everybody_reads_the_whole_report_and_its_files(stage: Stage, totals: str) -> None:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].told)
    choose(talk, totals)
    report, client = queries.report(talk), Client(headers={"host": "localhost"})
    assert report is not None
    html = page(client, talk, "report/")
    assert "once you voted on it" not in html
    assert texts_in(page(client, talk, "report/statements/"), talk) == {line.number for line in report.lines}
    for more in ("report/words/", "report/sheet.pdf", "report/polis.zip"):
        assert client.get(f"/en/conversations/{talk.key}/{more}").status_code == 200, more
    told = client.get(f"/api/v1/conversations/{talk.key}/report.json").json()["report"]
    assert (told["whole"], len(told["statements"])) == (True, report.statements)
