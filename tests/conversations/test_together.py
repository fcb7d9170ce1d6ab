"""Many vote at one moment: one commit for all that wait, nobody answered before it, nobody suffering for another."""

import os
import signal
import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connections

from tests.support import moments
from wijk.conversations import tokens
from wijk.conversations.actions import HomeAsked, cast_vote, close_conversation, together, votes
from wijk.conversations.models import CHOICES, Conversation, Statement, Vote
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.residence.models import Requirement

pytestmark = pytest.mark.usefixtures("committing")


@pytest.fixture
def talk(committing: None) -> Conversation:
    row = Conversation.objects.create(key="at-once", state="open", title=Text.of("Plein"))
    Statement.objects.bulk_create(
        Statement(conversation=row, number=n, language="nl", text=Text.of(f"Stelling {n}")) for n in range(1, 9)
    )
    return row


def at_once(*acts: tuple[str, int, str], key: str) -> list[str]:
    """All of these votes from threads of their own; the faults that were told."""
    faults: list[str] = []
    gate = threading.Barrier(len(acts))

    def act(voice: str, number: int, choice: str) -> None:
        gate.wait()
        try:
            cast_vote(key=key, voice=voice, number=number, choice=choice)
        except Refused as fault:
            faults.append(fault.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=one) for one in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return faults


def stored() -> list[tuple[str, int, int]]:
    return sorted(Vote.objects.values_list("voice__mark", "statement__number", "choice"))


def test_votes_of_many_hands_are_all_there_once(talk: Conversation) -> None:
    voices = [tokens.fresh(talk.key) for _ in range(6)]
    acts = [(voice, n, "agree") for voice in voices for n in (1, 2)] + [(voices[0], 1, "agree")] * 3
    assert at_once(*acts, key=talk.key) == []
    assert stored() == sorted((tokens.mark(talk.key, voice) or "", n, 1) for voice in voices for n in (1, 2))


def test_votes_that_wait_go_in_one_transaction_and_one_that_cannot_spoils_no_other(talk: Conversation) -> None:
    mark = tokens.mark(talk.key, tokens.fresh(talk.key)) or ""
    batch = [together.Wish(talk.key, mark, n, 1) for n in (1, 2, 99)] + [together.Wish("elsewhere", mark, 1, 1)]
    together._write_all(batch)
    assert all(wish.done for wish in batch)
    assert [type(wish.fault).__name__ for wish in batch] == ["NoneType", "NoneType", "Refused", "Refused"]
    assert [number for _mark, number, _choice in stored()] == [1, 2]


def test_a_vote_that_did_not_look_counts_only_where_nobody_asks_where_one_lives(talk: Conversation) -> None:
    scopes = (f"conversations.conversation:{talk.key}", "square")
    asks = Requirement.objects.create(scope="processes.process:square", level="none", why=Text())
    mark = tokens.mark(talk.key, tokens.fresh(talk.key)) or ""
    for level, fault in (("none", type(None)), ("declared", HomeAsked), ("verified", HomeAsked)):
        Requirement.objects.filter(pk=asks.pk).update(level=level)
        looked, did_not = together.Wish(talk.key, mark, 1, 1), together.Wish(talk.key, mark, 2, 1, scopes)
        Vote.objects.all().delete()
        together._write_all([looked, did_not])
        assert type(did_not.fault) is fault
        assert looked.fault is None
        assert [number for _mark, number, _choice in stored()] == ([1, 2] if level == "none" else [1])


def test_what_breaks_in_the_middle_is_told_and_not_stored(talk: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = tokens.fresh(talk.key)

    def breaks(casts: list[votes.Cast]) -> None:
        votes.write(casts)
        raise DatabaseError("the power went")

    monkeypatch.setattr(together, "write", breaks)
    with pytest.raises(DatabaseError):
        cast_vote(key=talk.key, voice=voice, number=1, choice="agree")
    assert stored() == []
    monkeypatch.undo()
    cast_vote(key=talk.key, voice=voice, number=1, choice="agree")
    assert len(stored()) == 1


def test_nobody_votes_after_the_end(talk: Conversation) -> None:
    Conversation.objects.filter(pk=talk.pk).update(state="closed")
    with pytest.raises(Refused):
        cast_vote(key=talk.key, voice=tokens.fresh(talk.key), number=1, choice="agree")
    assert stored() == []


def test_it_is_closed_while_others_vote(talk: Conversation) -> None:
    """Who was told that the vote counts is counted; who came too late is told so; nothing comes after the end."""
    said: list[str] = []

    def vote(n: int) -> Callable[[], object]:
        def act() -> None:
            for number in range(1, 9):
                cast_vote(key=talk.key, voice=tokens.fresh(talk.key), number=number, choice="agree")
                said.append(f"{n}.{number}")

        return act

    found = moments.at_once(*map(vote, range(4)), lambda: close_conversation(Operator(), key=talk.key))
    assert set(found) <= {"done", "conversation-closed"}, found
    assert Conversation.objects.get(pk=talk.pk).state == "closed"
    assert Vote.objects.count() == len(said)
    with pytest.raises(Refused):
        vote(9)()
    assert Vote.objects.count() == len(said)


def test_a_process_killed_in_the_middle_loses_nothing_that_was_confirmed(talk: Conversation) -> None:
    """A child votes without end and says each vote that was confirmed; it is killed without warning; then the last is sent again."""
    voices = [tokens.fresh(talk.key) for _ in range(200)]

    def work(say: Callable[[bytes], None]) -> None:
        for voice in voices:
            for n in range(1, 9):
                cast_vote(key=talk.key, voice=voice, number=n, choice="agree" if n % 2 else "pass")
                say(f"{voice} {n}\n".encode())

    child, reading = moments.child_of(work)
    said = b""
    while said.count(b"\n") < 25 and (more := os.read(reading, 4096)):
        said += more
    os.kill(child, signal.SIGKILL)
    said += moments.rest_of(reading)
    assert moments.ended(child, said), "it was killed in the middle"
    confirmed = [line.split() for line in said.decode().splitlines()]
    held = {(mark, n): choice for mark, n, choice in stored()}
    assert len(held) == Vote.objects.count()
    for voice, number in confirmed:
        wanted = CHOICES["agree" if int(number) % 2 else "pass"]
        assert held[tokens.mark(talk.key, voice) or "", int(number)] == wanted
    assert len(held) - len(confirmed) in (0, 1), "at most the one that was on its way"
    last = len(confirmed)
    cast_vote(
        key=talk.key, voice=voices[last // 8], number=last % 8 + 1, choice="agree" if (last % 8 + 1) % 2 else "pass"
    )
    assert len(stored()) == len(confirmed) + 1
