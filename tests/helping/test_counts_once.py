"""One person counts once, whether they come by account, by pass, at a screen, by the hand of another or on paper, in whatever order."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.scenes.residence import CARDS
from tests.support.stage import HERE, Stage
from tests.support.undone import undone
from wijk.contributions import access as voices
from wijk.contributions import actions as contributions
from wijk.contributions.models import Contribution, Opening
from wijk.conversations import access as talks
from wijk.conversations import actions as talking
from wijk.conversations import providing
from wijk.conversations.models import Conversation, Statement, Voice, Vote
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby, Viewer
from wijk.helping import actions, visits
from wijk.helping.forms.voting import MOST_STATEMENTS, VoteForm
from wijk.helping.forms.writing import MOST_FIELDS, WriteForm
from wijk.residence import actions as residence
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db
CARD = next(iter(CARDS))
quick = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CHOICES = {"agree": 1, "disagree": -1, "pass": 0}
WAYS = ("account", "pass", "screen", "hand", "paper", "line")


@dataclass
class Somebody:
    """An account, a pass and a line of the register, all of one person; by each of them, also on paper, they vote on one statement."""

    stage: Stage
    talk: Conversation
    statement: Statement
    viewer: Viewer
    pass_code: str
    card: str = CARD
    acts: int = 0

    def proof(self) -> str:
        """What a browser holds after the pass was typed."""
        return residence.known_at_counter(Operator(), pass_code=self.pass_code)

    def vote(self, way: str, choice: str) -> None:
        """Vote by one of the ways."""
        self.acts += 1
        number, once, fay = self.statement.number, f"act-{self.acts}", self.stage.everywhere["facilitator"].viewer
        if way in ("account", "pass"):
            viewer, session = (self.viewer, "") if way == "account" else (Passerby(), self.proof())
            token = talks.token_of(viewer, self.talk, session)
            talking.cast_vote(key=self.talk.key, voice=token, number=number, choice=choice)
            for before in talks.tokens_before(viewer, self.talk, session):
                talking.join_voices(conversation=self.talk, old=before, new=token)
        elif way == "screen":
            counter = visits.Counter(HERE, "", "nl", (clock.now() + timedelta(hours=1)).isoformat(), "one")
            told: dict[str, Any] = {"conversation": self.talk, "number": number, "choice": choice}
            actions.vote_here(counter, visits.fresh(), session=self.proof(), **told)
        elif way == "hand":
            voted = actions.Voted(self.talk, {number: choice}, "spoken", pass_code=self.pass_code)
            actions.hand_in_votes(fay, voted=voted, once=once)
        else:
            home = {"pass": self.pass_code} if way == "paper" else {"line_card": self.card}
            values = {f"s{number}": choice, **home}
            told = {"once": once, "language": "nl", "given": clock.today()}
            providing.on_paper.take(fay, Subject(talking.CONVERSATION, self.talk.key), "votes-1", values, **told)


def somebody(stage: Stage, *, linked: bool = True) -> Somebody:
    """With `linked` False it is not yet known that the account is of the person with the pass."""
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    Conversation.objects.filter(pk=talk.pk).update(process="asks-them")
    talk.refresh_from_db()
    residence.require(
        Operator(), scope=Subject("processes.process", "asks-them"), level="verified", why=Text.of("Omdat het hier is.")
    )
    viewer = stage.stranger.viewer
    if linked:
        residence.show_line(viewer, cells=[CARD])
    else:
        residence.confirm_at_counter(Operator(), area=HERE, seen=True, ticket=residence.fresh_ticket(viewer))
    confirmed = residence.confirm_at_counter(Operator(), area=HERE, seen=True, line=[CARD])
    Voice.objects.filter(conversation=talk).delete()
    return Somebody(stage, talk, talk.statements.get(number=1), viewer, confirmed.pass_code)


def counted(who: Somebody) -> tuple[int, list[int]]:
    votes = Vote.objects.filter(statement=who.statement)
    return Voice.objects.filter(conversation=who.talk).count(), list(votes.values_list("choice", flat=True))


@quick
@given(st.lists(st.tuples(st.sampled_from(WAYS), st.sampled_from(list(CHOICES))), min_size=2, max_size=5))
def test_whatever_ways_in_whatever_order_it_is_one_voice_and_the_last_word_holds(
    stage: Stage, said: list[tuple[str, str]]
) -> None:
    with undone():
        who = somebody(stage)
        for way, choice in said:
            who.vote(way, choice)
        assert counted(who) == (1, [CHOICES[said[-1][1]]])


@quick
@given(st.lists(st.sampled_from(WAYS), min_size=1, max_size=4), st.sampled_from(WAYS))
def test_who_is_known_better_later_is_joined_with_who_they_were(stage: Stage, before: list[str], after: str) -> None:
    with undone():
        who = somebody(stage, linked=False)
        for way in before:
            who.vote(way, "agree")
        assert counted(who)[0] == len({way == "account" for way in before})
        residence.show_line(who.viewer, cells=[CARD])
        who.vote(after, "disagree")
        assert counted(who) == (1, [-1])


@pytest.mark.parametrize("way", WAYS)
def test_who_lacks_it_is_told_and_nothing_is_counted(stage: Stage, way: str) -> None:
    who = somebody(stage)
    who.viewer, who.pass_code, who.card = stage.helper.viewer, "AAAA AAAA", "999"
    with pytest.raises(Refused):
        who.vote(way, "agree")
    assert counted(who) == (0, [])


def test_a_conversation_asks_what_its_process_asks_before_anybody_begins(stage: Stage) -> None:
    who = somebody(stage)
    client = Client(headers={"host": "localhost"})
    path = f"/nl/conversations/{who.talk.key}/"
    page = client.get(path).content.decode()
    assert "data-talk" not in page
    assert f"/nl/residence/for/conversations.conversation:{who.talk.key}/?least=none&amp;in=asks-them" in page
    asked = client.get(f"/nl/residence/for/conversations.conversation:{who.talk.key}/?least=none&in=asks-them")
    assert "Omdat het hier is." in asked.content.decode()
    client.post(f"{path}vote/", {"statement": "1", "choice": "agree"})
    client.post(f"{path}add/", {"text": "Er moet een fontein komen.", "language": "nl", "sure": "on"})
    assert counted(who) == (0, [])
    assert not who.talk.statements.filter(text__icontains="fontein").exists()
    client.cookies["residence"] = who.proof()
    assert "data-talk" in client.get(path).content.decode()
    client.post(f"{path}vote/", {"statement": "1", "choice": "agree"})
    who.vote("account", "disagree")
    assert counted(who) == (1, [-1])


def test_the_way_back_from_residence_still_knows_what_was_asked(stage: Stage) -> None:
    who = somebody(stage)
    scope = f"conversations.conversation:{who.talk.key}?in=asks-them&least=none"
    client = Client(headers={"host": "localhost"})
    answer = client.post("/nl/residence/code/", {"code": who.pass_code, "for": scope})
    assert answer["Location"].endswith(f"/conversations.conversation:{who.talk.key}/?in=asks-them&least=none")
    page = client.get(answer["Location"]).content.decode()
    assert f'href="/nl/conversations/{who.talk.key}/"' in page


# --- support --------------------------------------------------------------------------------------------------------


def opening_of(stage: Stage, level: str) -> Opening:
    residence.require(Operator(), scope=Subject("processes.process", "trees"), level=level, why=Text.of("Daarom."))
    city = Opening.objects.get(key="city")
    row = Opening.objects.create(
        key="trees", title=Text.of("Bomen"), process="trees", fixed=city.fixed, fixed_by=city.fixed_by,
        fixed_why=city.fixed_why, opens_at=clock.now() - timedelta(days=2), who="anybody",
    )  # fmt: skip
    row.areas.create(area="")
    return row


def voice_in(row: Opening, title: str, **more: Any) -> Contribution:
    made = contributions.submit(Operator(), opening=row, kind="idea", title=title, body="", language="nl", channel="import", **more)  # fmt: skip
    contributions.set_visibility(made.contribution, visibility="shown")
    return made.contribution


@quick
@given(st.lists(st.sampled_from(["account", "pass", "hand"]), min_size=2, max_size=5))
def test_support_by_account_by_pass_and_by_the_hand_of_another_is_one_where_the_process_asks_it(
    stage: Stage, ways: list[str]
) -> None:
    with undone():
        who = somebody(stage)
        row = voice_in(opening_of(stage, "verified"), "Een linde")
        for act, way in enumerate(ways):
            if way == "hand":
                reaction = actions.Reaction(row, "support", "nl", "spoken", pass_code=who.pass_code)
                actions.react_for(stage.everywhere["facilitator"].viewer, reaction=reaction, once=f"act-{act}")
                assert Contribution.objects.get(pk=row.pk).supports == 1
                continue
            viewer, session = (who.viewer, "") if way == "account" else (Passerby(), who.proof())
            assert contributions.support(viewer, contribution=row, session=session).count == 1
        with pytest.raises(Refused):
            contributions.ask_to_support(who.viewer, contribution=row, email="an@voorbeeld.be", language="nl")


# --- by the hand of another -----------------------------------------------------------------------------------------


def test_by_hand_it_is_asked_of_who_speaks_and_not_of_who_types(stage: Stage) -> None:
    opening = opening_of(stage, "verified")
    clerk = stage.everywhere["clerk"].viewer
    residence.show_line(clerk, cells=[CARD])
    told: dict[str, Any] = {"kind": "idea", "title": "Een beuk", "body": "", "language": "nl", "agreed": "spoken"}
    with pytest.raises(Refused) as fault:
        actions.write_down(clerk, said=actions.Said(opening=opening, channel="counter", **told))
    assert fault.value.code == "residence-verified"
    code = residence.confirm_at_counter(Operator(), area=HERE, seen=True).pass_code
    said = actions.Said(opening=opening, channel="counter", pass_code=code, **told)
    assert actions.write_down(clerk, said=said).contribution.opening == opening


def test_who_only_need_say_it_ticks_a_box(stage: Stage) -> None:
    opening = opening_of(stage, "declared")
    clerk = stage.everywhere["clerk"].viewer
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere["clerk"].person)
    path = "/nl/office/helping/write/?opening=trees"
    facts = {"kind": "idea", "title": "Een es", "language": "nl", "at": "counter", "agreed": "spoken", "once": "one"}
    assert client.post(path, facts).status_code == 200
    assert not Contribution.objects.filter(title="Een es").exists()
    assert client.post(path, {**facts, "lives": "on"}).status_code == 302
    assert Contribution.objects.filter(title="Een es", channel="counter").count() == 1
    assert voices.asked_home(opening).level == "declared"
    assert clerk.key


@pytest.mark.parametrize("level", ["none", "declared", "verified"])
def test_no_form_for_another_asks_more_than_eight_boxes(stage: Stage, level: str) -> None:
    who, opening = somebody(stage), opening_of(stage, level)
    residence.require(Operator(), scope=Subject("processes.process", "asks-them"), level=level, why=Text.of("Daarom."))
    statements = list(who.talk.statements.all())
    votes = VoteForm(conversation=who.talk, statements=statements, stops=[])
    words = WriteForm(opening=opening, kinds=[], stops=[])
    assert len(statements) >= MOST_STATEMENTS
    assert max(len(votes.visible_fields()), len(words.visible_fields())) <= MOST_FIELDS
    assert ("pass" in votes.fields) == ("pass" in words.fields) == (level == "verified")


def hand_client(stage: Stage, role: Any = "facilitator") -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere[role].person)
    return client


def test_votes_by_hand_are_a_voice_without_a_line_and_the_paper_says_only_that(stage: Stage) -> None:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    client, before = hand_client(stage), Voice.objects.filter(conversation=talk).count()
    path = f"/nl/office/helping/votes/{talk.key}/"
    page = client.get(path).content.decode()
    assert page.count("<fieldset") == MOST_STATEMENTS + 1
    lines = Entry.objects.count()
    facts = {"at": "counter", "agreed": "spoken", "once": "one", "asked": "1,2,3", "s1": "agree", "s3": "disagree"}
    for _twice in range(2):
        answer = client.post(path, facts)
        assert answer["Location"] == f"{path}given/?n=2"
    assert Voice.objects.filter(conversation=talk).count() == before + 1
    assert Entry.objects.count() == lines
    paper = client.get(answer["Location"]).content.decode()
    assert "receipt-sign" not in paper
    for line in talk.statements.values_list("text", flat=True):
        assert line.to() not in paper
    assert client.post(path, {**facts, "once": "two"})["Location"]
    assert Voice.objects.filter(conversation=talk).count() == before + 2


@pytest.mark.parametrize("missing", [{"agreed": ""}, {"s1": ""}, {"s1": "maybe"}])
def test_without_agreement_or_answers_nothing_is_handed_in(stage: Stage, missing: dict[str, str]) -> None:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    before = Vote.objects.count()
    facts = {"at": "counter", "agreed": "spoken", "once": "one", "asked": "1", "s1": "agree", **missing}
    answer = hand_client(stage).post(f"/nl/office/helping/votes/{talk.key}/", facts)
    assert answer.status_code == 200
    assert Vote.objects.count() == before


def test_who_writes_nothing_down_hands_in_no_votes(stage: Stage) -> None:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    with pytest.raises(NotAllowed):
        actions.hand_in_votes(stage.everywhere["resident"].viewer, voted=actions.Voted(talk, {1: "agree"}, "spoken"), once="x")  # fmt: skip
