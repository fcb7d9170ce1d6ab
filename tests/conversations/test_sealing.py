"""The votes enter the trail all together, without actor, moment or order; a slip proves one's own with nothing but hashes."""

from datetime import timedelta

import pytest

from tests.support.stage import Stage
from wijk.conversations import actions, providing, queries, tokens
from wijk.conversations.compute import commitments
from wijk.conversations.models import Conversation, Voice
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Operator, Passerby
from wijk.methods.proof.commitments import check_entry
from wijk.trail.models import Entry


@pytest.fixture
def talk(stage: Stage) -> Conversation:
    return Conversation.objects.get(key=stage.scenes["conversations"].open)


def speak(talk: Conversation, **said: str) -> str:
    token = tokens.fresh(talk.key)
    for name, choice in said.items():
        actions.vote(conversation=talk, voice=token, statement=talk.statements.get(number=int(name[1:])), choice=choice)
    return token


def holds(slip: commitments.Slip) -> bool:
    path = [bytes.fromhex(step) for step in slip.path]
    return check_entry(bytes.fromhex(slip.root), slip.size, slip.index, bytes.fromhex(slip.salt), slip.entry, path)


def test_each_slip_leads_to_the_root_and_a_changed_vote_does_not(talk: Conversation) -> None:
    said = [speak(talk, s1="agree", s2="disagree"), speak(talk, s1="agree", s2="disagree"), speak(talk, s3="pass")]
    made = actions.commit_votes(Operator(), conversation=talk)
    assert made is not None
    for token in said:
        mark = tokens.mark(talk.key, token) or ""
        slip = commitments.slip(talk.key, 1, bytes(made.leaves), mark, sorted(queries.votes_of(talk, mark).items()))
        assert slip is not None
        assert slip.root == made.root
        assert holds(slip)
        other = commitments.Slip(
            commitments.entry(talk.key, 1, [(1, 1)]), slip.salt, slip.index, slip.size, slip.path, slip.root
        )
        assert not holds(other)
        assert commitments.slip(talk.key, 1, bytes(made.leaves), mark, [(1, -1)]) is None


def test_two_who_voted_alike_have_leaves_that_differ(talk: Conversation) -> None:
    for _ in range(3):
        speak(talk, s1="agree")
    made = actions.commit_votes(Operator(), conversation=talk)
    assert made is not None
    leaves = [bytes(made.leaves)[at : at + 32] for at in range(0, len(made.leaves), 32)]
    assert len(set(leaves)) == made.voices == 4
    assert leaves == sorted(leaves)


def test_the_line_in_the_trail_names_nobody(talk: Conversation, stage: Stage) -> None:
    actions.commit_votes(stage.cast.fay.viewer, conversation=talk)
    entry = Entry.objects.latest("index")
    assert entry.actor == ""
    assert set(entry.data) == {"title", "voices", "votes", "root", "sealed"}


def test_nothing_new_is_sealed_once(talk: Conversation) -> None:
    assert actions.commit_votes(Operator(), conversation=talk) is not None
    before = Entry.objects.count()
    assert actions.commit_votes(Operator(), conversation=talk) is None
    assert Entry.objects.count() == before
    speak(talk, s2="agree")
    again = actions.commit_votes(Operator(), conversation=talk)
    assert again is not None
    assert again.number == 2
    assert [bool(one.leaves) for one in talk.commitments.all()] == [False, True]


def test_the_worker_looks_once_a_day(talk: Conversation) -> None:
    now = clock.now()
    assert [row.pk for row in actions.to_seal(now)] == [talk.pk]
    providing.closing.work(now)
    assert actions.to_seal(now + timedelta(hours=23)) == []
    with clock.at(now + timedelta(hours=25)):
        assert providing.closing.work(clock.now()) == 0  # nothing new to seal
        assert actions.to_seal(clock.now()) == []


def test_the_worker_closes_in_time_and_forgets_the_marks_after_a_month(talk: Conversation) -> None:
    token = speak(talk, s1="agree", s5="pass")
    now = clock.now()
    Conversation.objects.filter(pk=talk.pk).update(closes_at=now + timedelta(hours=1))
    assert providing.closing.work(now) == 1  # the first seal
    with clock.at(now + timedelta(hours=2)):
        assert providing.closing.work(clock.now()) >= 1
        talk.refresh_from_db()
        assert talk.state == "closed"
        with pytest.raises(Refused):
            actions.forget_marks(conversation=talk)
    counted = queries.tallies(talk)
    with clock.at(now + timedelta(days=31)):
        assert providing.closing.work(clock.now()) >= 1
        assert providing.closing.work(clock.now()) == 0
    talk.refresh_from_db()
    assert talk.forgotten_at
    assert queries.tallies(talk) == counted
    assert queries.votes_of(talk, tokens.mark(talk.key, token)) == {}


def test_an_erased_person_takes_their_votes_along(stage: Stage, talk: Conversation) -> None:
    person = stage.cast.charlie.key
    voice = tokens.of_person(talk.key, person)
    actions.vote(conversation=talk, voice=voice, statement=talk.statements.get(number=1), choice="agree")
    actions.add_statement(conversation=talk, voice=voice, text="Kinderen moeten er kunnen spelen.", language="nl")
    assert providing.own_votes.export(person) == {"votes": {talk.key: {"1": "agree"}}}
    assert providing.own_votes.erase(person) == 2
    assert providing.own_votes.export(person) == {}
    assert not Voice.objects.filter(mark=tokens.mark(talk.key, voice)).exists()
    assert talk.statements.get(number=6).author == ""


def test_a_sheet_counts_once(talk: Conversation) -> None:
    subject, viewer = Subject("conversations.conversation", talk.key), Passerby()
    (form,) = providing.on_paper.forms(subject, viewer, "nl")
    assert [field.kind for field in form.fields] == ["vote"] * 5
    assert "Het budget ligt vast." in form.intro
    before = queries.voices(talk)
    for said in ("agree", "disagree"):
        providing.on_paper.take(
            viewer, subject, form.code, {"s1": said, "s2": "pass", "s3": ""}, once="SHEET1", language="nl"
        )
    assert queries.voices(talk) == before + 1
    mark = tokens.mark(talk.key, tokens.of_sheet(talk.key, "SHEET1"))
    assert queries.votes_of(talk, mark) == {1: 1, 2: 0}
    with pytest.raises(Refused):
        providing.on_paper.take(viewer, subject, form.code, {"s99": "agree"}, once="SHEET2", language="nl")


def test_a_moderator_sees_a_statement_and_takes_it_away(talk: Conversation) -> None:
    statement = talk.statements.get(number=2)
    subject = Subject("conversations.statement", statement.key)
    look = providing.moderates.look(subject)
    assert look is not None
    assert look.text == statement.text["nl"]
    providing.moderates.apply(subject, "removed", "insult")
    assert providing.describes.card(subject, Passerby()) is None
    assert providing.moderates.look(Subject("conversations.statement", "nothing")) is None
