"""A vote counts once, can change, can go; nothing tells whose it is, when it came, or in which order."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.support.stage import Stage
from wijk.conversations import actions, queries, tokens
from wijk.conversations.actions.votes import Cast, write
from wijk.conversations.models import Conversation, Statement, Voice, Vote
from wijk.core.errors import Refused
from wijk.trail.models import Entry


@pytest.fixture
def talk(stage: Stage) -> Conversation:
    return Conversation.objects.get(key=stage.scenes["conversations"].open)


def cast(talk: Conversation, voice: str, number: int, choice: str) -> None:
    actions.vote(conversation=talk, voice=voice, statement=talk.statements.get(number=number), choice=choice)


def test_the_same_vote_sent_again_counts_once_and_another_takes_its_place(talk: Conversation) -> None:
    voice = tokens.fresh(talk.key)
    for choice in ("agree", "agree", "pass", "disagree"):
        cast(talk, voice, 2, choice)
    mark = tokens.mark(talk.key, voice)
    assert queries.votes_of(talk, mark) == {2: -1}
    assert queries.tallies(talk)[2] == (1, 0, 0)
    assert Voice.objects.filter(mark=mark).count() == 1


def test_many_that_wait_at_one_moment_are_written_together_known_voices_and_new_ones(talk: Conversation) -> None:
    first, second = talk.statements.order_by("number")[:2]
    casts = [
        Cast(talk.pk, f"{n:064x}", first.pk, 1) for n in range(700)
    ]  # more than SQLite takes parts of one question
    write(casts[::2])
    write([*casts, *(replace(cast, statement=second.pk, choice=-1) for cast in casts[:3])])
    write([replace(casts[0], choice=0), replace(casts[0], choice=-1)])  # the last one counts
    assert talk.voices.filter(mark__in=[cast.mark for cast in casts]).count() == 700
    found = Vote.objects.filter(voice__mark__in=[cast.mark for cast in casts])
    assert found.filter(statement=first).count() == 700
    assert found.filter(statement=second, choice=-1).count() == 3
    assert found.get(statement=first, voice__mark=casts[0].mark).choice == -1


def test_a_vote_leaves_no_line_in_the_trail(talk: Conversation) -> None:
    before = Entry.objects.count()
    cast(talk, tokens.fresh(talk.key), 1, "agree")
    assert Entry.objects.count() == before


def test_a_vote_has_no_moment_no_person_and_no_order() -> None:
    assert {field.name for field in Vote._meta.get_fields()} == {"id", "voice", "statement", "choice"}
    assert {field.name for field in Voice._meta.get_fields()} == {"id", "conversation", "mark", "votes"}


def test_votes_do_not_lie_in_the_order_in_which_they_were_cast(talk: Conversation) -> None:
    marks = []
    for _ in range(12):
        voice = tokens.fresh(talk.key)
        marks.append(tokens.mark(talk.key, voice))
        cast(talk, voice, 3, "agree")
    stored = list(
        Vote.objects.filter(statement=talk.statements.get(number=3))
        .order_by("pk")
        .values_list("voice__mark", flat=True)
    )
    assert sorted(stored) == sorted(filter(None, marks))
    assert stored != marks  # equal by chance in one of 479 million runs
    assert list(Voice.objects.filter(mark__in=marks).order_by("pk").values_list("mark", flat=True)) != marks


@pytest.mark.parametrize("wrong", ["", "x" * 38, "é" * 38, "a" * 5000])
def test_a_token_that_is_not_ours_is_refused(talk: Conversation, wrong: str) -> None:
    with pytest.raises(Refused):
        cast(talk, wrong, 1, "agree")


def test_a_token_of_another_conversation_is_refused(stage: Stage, talk: Conversation) -> None:
    with pytest.raises(Refused):
        cast(talk, tokens.fresh(stage.scenes["conversations"].draft), 1, "agree")


def test_votes_are_taken_only_while_it_is_open(stage: Stage, talk: Conversation) -> None:
    voice, statement = tokens.fresh(talk.key), talk.statements.get(number=1)
    actions.close_conversation(stage.cast.fay.viewer, key=talk.key)
    with pytest.raises(Refused):
        actions.vote(
            conversation=Conversation.objects.get(pk=talk.pk), voice=voice, statement=statement, choice="agree"
        )


@pytest.mark.parametrize("choice", ["", "yes", "1", "AGREE"])
def test_a_choice_that_is_none_is_refused(talk: Conversation, choice: str) -> None:
    with pytest.raises(Refused):
        cast(talk, tokens.fresh(talk.key), 1, choice)


def test_what_is_hidden_takes_no_votes(talk: Conversation) -> None:
    statement = talk.statements.get(number=4)
    actions.show_statement(statement, visibility="hidden", reason="insult")
    with pytest.raises(Refused):
        actions.vote(conversation=talk, voice=tokens.fresh(talk.key), statement=statement, choice="agree")


def test_taking_everything_back_leaves_nothing(talk: Conversation) -> None:
    voice = tokens.fresh(talk.key)
    before = queries.tallies(talk)
    for number in (1, 2, 3):
        cast(talk, voice, number, "disagree")
    assert actions.erase_votes(conversation=talk, voice=voice) == 3
    assert queries.tallies(talk) == before
    assert not Voice.objects.filter(mark=tokens.mark(talk.key, voice)).exists()


def test_who_signs_in_after_voting_counts_once(talk: Conversation) -> None:
    old, new = tokens.fresh(talk.key), tokens.of_person(talk.key, "someone")
    cast(talk, old, 1, "agree")
    cast(talk, old, 2, "agree")
    cast(talk, new, 2, "disagree")
    voices = queries.voices(talk)
    actions.join_voices(conversation=talk, old=old, new=new)
    assert queries.votes_of(talk, tokens.mark(talk.key, new)) == {1: 1, 2: -1}
    assert queries.voices(talk) == voices - 1


def test_one_person_is_another_voice_in_another_conversation() -> None:
    one, two = (tokens.mark(key, tokens.of_person(key, "person")) for key in ("a", "b"))
    assert one
    assert two
    assert one != two
    assert tokens.mark("a", tokens.of_person("a", "person")) == one
    assert tokens.mark("a", tokens.of_sheet("a", "person")) != one


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(1, 5), st.sampled_from(["agree", "pass", "disagree"])), max_size=30
    )
)
def test_the_matrix_holds_the_last_vote_of_each_voice(standing: Stage, said: list[tuple[int, int, str]]) -> None:
    with_rollback(standing, said)


def with_rollback(standing: Stage, said: list[tuple[int, int, str]]) -> None:
    with transaction.atomic():
        talk = Conversation.objects.get(key=standing.scenes["conversations"].draft)
        Conversation.objects.filter(pk=talk.pk).update(state="open")
        talk.refresh_from_db()
        for number in range(1, 6):
            Statement.objects.create(conversation=talk, number=number, language="nl")
        voices = [tokens.fresh(talk.key) for _ in range(6)]
        last = {}
        for who, number, choice in said:
            cast(talk, voices[who], number, choice)
            last[tokens.mark(talk.key, voices[who]), number] = {"agree": 1, "pass": 0, "disagree": -1}[choice]
        matrix = queries.votes_matrix(talk)
        marks = dict(Voice.objects.values_list("pk", "mark"))
        found = {
            (marks[matrix.voices[r]], matrix.statements[c].number): int(v)
            for r, c, v in zip(matrix.row, matrix.column, matrix.vote, strict=True)
        }
        assert found == last
        transaction.set_rollback(True)
