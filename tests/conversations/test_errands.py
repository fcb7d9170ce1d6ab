"""Whole errands in a browser without a script: vote, change, take back, add, keep a conversation."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.support.stage import HERE, Stage
from wijk.conversations import actions, queries, tokens
from wijk.conversations.models import Conversation, Statement, Voice, Vote
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.text import Text
from wijk.moderation.access import Guard
from wijk.residence.models import Requirement


@pytest.fixture
def talk(stage: Stage) -> Conversation:
    return Conversation.objects.get(key=stage.scenes["conversations"].open)


def visitor(**more: Any) -> Client:
    return Client(headers={"host": "localhost"}, **more)


def page(client: Client, talk: Conversation, more: str = "", language: str = "en") -> str:
    answer = client.get(f"/{language}/conversations/{talk.key}/{more}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def vote(client: Client, talk: Conversation, number: int | str, choice: str, **more: Any) -> Any:
    return client.post(f"/en/conversations/{talk.key}/vote/", {"statement": number, "choice": choice}, **more)


def shown(html: str) -> int:
    found = re.search(r'name="statement" value="(\d+)"', html)
    assert found
    return int(found[1])


def test_a_passer_by_votes_on_everything_and_meets_nothing_twice(talk: Conversation) -> None:
    client, seen = visitor(), []
    html = page(client, talk)
    assert html.index("The budget is fixed.") < html.index('name="choice"')
    assert not client.cookies.keys() - {"csrftoken"}
    for _ in range(5):
        seen.append(shown(page(client, talk)))
        assert vote(client, talk, seen[-1], "agree").status_code == 302
    assert sorted(seen) == [1, 2, 3, 4, 5]
    assert "You voted on every statement" in page(client, talk)


def test_the_cookie_is_for_this_conversation_alone_and_for_no_script(talk: Conversation) -> None:
    answer = vote(visitor(), talk, 1, "agree")
    assert {name for name in answer.cookies if name.startswith("voice")} == {"voice_nl", "voice_fr", "voice_en"}
    for language in ("nl", "fr", "en"):
        cookie = answer.cookies[f"voice_{language}"]
        assert cookie["path"] == f"/{language}/conversations/{talk.key}/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert Voice.objects.filter(mark=tokens.mark(talk.key, answer.cookies["voice_nl"].value)).exists()
    assert not Voice.objects.filter(mark=answer.cookies["voice_nl"].value).exists()


def test_a_double_click_and_a_replayed_form_count_once(talk: Conversation) -> None:
    client = visitor()
    for _ in range(3):
        vote(client, talk, 2, "disagree")
    assert queries.tallies(talk)[2] == (1, 0, 0)


def test_a_script_is_answered_with_a_line(talk: Conversation) -> None:
    client = visitor()
    answer = vote(client, talk, 3, "pass", headers={"accept": "application/json"})
    assert answer.json() == {"statement": 3, "choice": "pass"}
    told = client.get(f"/en/conversations/{talk.key}/next/?not=1,2,x,,99999999999").json()
    assert {one["number"] for one in told["cards"]} == {4, 5}
    assert (told["done"], told["all"]) == (1, 5)


@pytest.mark.parametrize("number", ["", "0", "99", "x", "-1", "9" * 400, "１"])
@pytest.mark.parametrize("choice", ["agree"])
def test_a_vote_on_nothing_is_refused_with_a_sentence(talk: Conversation, number: str, choice: str) -> None:
    answer = vote(visitor(), talk, number, choice, headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert "no longer there" in answer.json()["error"]


def test_a_forged_cookie_is_nobody(talk: Conversation) -> None:
    client = visitor()
    client.cookies["voice_en"] = "x" * 38
    before = Voice.objects.count()
    assert vote(client, talk, 1, "agree").status_code == 302
    assert Voice.objects.count() == before + 1
    assert not Voice.objects.filter(mark="x" * 38).exists()


def test_change_my_mind_and_take_everything_back(talk: Conversation) -> None:
    client = visitor()
    for number in (1, 2):
        vote(client, talk, number, "agree")
    mine = page(client, talk, "mine/")
    assert mine.count('aria-pressed="true"') == 2
    assert vote(client, talk, 1, "disagree", follow=False).status_code == 302
    before = Vote.objects.count()
    answer = client.post(f"/en/conversations/{talk.key}/mine/erase/", follow=True)
    assert "Your votes are gone" in answer.content.decode()
    assert Vote.objects.count() == before - 2
    assert "You have not voted here" in page(client, talk, "mine/")


def test_an_account_counts_once_on_all_devices(stage: Stage, talk: Conversation) -> None:
    one, two = visitor(), visitor()
    one.force_login(stage.cast.charlie.person)
    two.force_login(stage.cast.charlie.person)
    before = queries.voices(talk)
    vote(one, talk, 1, "agree")
    answer = vote(two, talk, 1, "disagree")
    assert queries.voices(talk) == before + 1
    assert not [name for name in answer.cookies if name.startswith("voice")]


def test_who_votes_and_then_signs_in_is_one_voice(stage: Stage, talk: Conversation) -> None:
    client, before = visitor(), queries.voices(talk)
    vote(client, talk, 1, "agree")
    client.force_login(stage.cast.charlie.person)
    vote(client, talk, 2, "agree")
    assert queries.voices(talk) == before + 1
    mark = tokens.mark(talk.key, tokens.of_person(talk.key, stage.cast.charlie.key))
    assert queries.votes_of(talk, mark) == {1: 1, 2: 1}


def test_some_conversations_ask_to_sign_in(talk: Conversation) -> None:
    Conversation.objects.filter(pk=talk.pk).update(who="account")
    other = Conversation.objects.create(key="signed-in", state="open", who="account", fixed=talk.fixed)
    Statement.objects.create(conversation=other, number=1, language="nl", text={"nl": "Iets om te zeggen."})
    assert "you sign in first" in page(visitor(), other)
    answer = vote(visitor(), other, 1, "agree", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (409, "sign-in")


def test_who_shows_where_they_live_counts_once_by_whatever_way(
    talk: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Conversation.objects.create(key="residents", state="open", who="resident", fixed=talk.fixed)
    Statement.objects.create(conversation=other, number=1, language="nl", text={"nl": "Iets om te zeggen."})
    told = vote(visitor(), other, 1, "agree", headers={"accept": "application/json"})
    assert told.status_code == 409
    html = page(visitor(), other)
    assert "show where you live" in html
    way = re.search(r'href="([^"]*/residence/for/[^"]*)"', html)
    assert way
    assert visitor().get(way[1].replace("&amp;", "&")).status_code == 200
    monkeypatch.setattr("wijk.residence.access.check", lambda *_args, **_more: None)
    monkeypatch.setattr("wijk.residence.access.allows", lambda *_args, **_more: True)
    monkeypatch.setattr("wijk.residence.access.mark", lambda _viewer, scope, **_more: f"mark within {scope}")
    for choice in ("agree", "disagree"):  # two browsers, one person
        answer = vote(visitor(), other, 1, choice)
        assert not [name for name in answer.cookies if name.startswith("voice")]
    assert queries.voices(other) == 1
    assert queries.tallies(other)[1] == (1, 0, 0)


# --- statements -----------------------------------------------------------------------------------------------------


def add(client: Client, talk: Conversation, text: str, **more: str) -> Any:
    told = {"text": text, "language": "nl", **Guard.passed("conversations.add_statement"), **more}
    return client.post(f"/en/conversations/{talk.key}/add/", told, follow=True)


def test_a_statement_of_ones_own_waits_for_a_moderator(talk: Conversation) -> None:
    client = visitor()
    answer = add(client, talk, "Kinderen moeten er kunnen spelen.")
    assert "reads your statement first" in answer.content.decode()
    made = talk.statements.get(number=6)
    assert (made.visibility, made.language, made.seed) == ("waiting", "nl", False)
    assert "Kinderen moeten" not in page(visitor(), talk, "statements/")
    actions.show_statement(made, visibility="shown")
    assert "Kinderen moeten" in page(visitor(), talk, "statements/")


def test_what_others_said_nearly_so_is_shown_first(talk: Conversation) -> None:
    words = "Er moeten veel meer banken op het plein komen!"
    answer = add(visitor(), talk, words)
    assert "Others said nearly this" in answer.content.decode()
    assert talk.statements.count() == 5
    add(visitor(), talk, words, sure="1")
    assert talk.statements.count() == 6


def test_the_same_form_twice_is_one_statement(talk: Conversation) -> None:
    client, guard = visitor(), Guard.passed("conversations.add_statement")
    for _ in range(2):
        client.post(
            f"/en/conversations/{talk.key}/add/", {"text": "Water op het plein, graag.", "language": "nl", **guard}
        )
    assert talk.statements.count() == 6


@pytest.mark.parametrize("text", ["", "   ", "kort", "\u202e\u200b", "a" * 201, "x" * 1_000_000])
def test_what_says_nothing_or_too_much_is_refused(talk: Conversation, text: str) -> None:
    answer = add(visitor(), talk, text)
    assert answer.status_code == 200
    assert talk.statements.count() == 5


def test_hostile_words_are_words(talk: Conversation) -> None:
    words = "<script>alert(1)</script> \u202eomgekeerd\u202c &amp; 'x'"
    add(visitor(), talk, words)
    made = talk.statements.get(number=6)
    assert "\u202e" not in made.text["nl"]
    actions.show_statement(made, visibility="shown")
    html = page(visitor(), talk, "statements/") + page(visitor(), talk, f"screen/?s={made.number}")
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_the_author_of_a_statement_cannot_be_matched_with_votes(talk: Conversation) -> None:
    client = visitor()
    vote(client, talk, 1, "agree")
    add(client, talk, "Kinderen moeten er kunnen spelen.")
    author = talk.statements.get(number=6).author
    assert author
    assert not Voice.objects.filter(mark=author).exists()


# --- the desk -------------------------------------------------------------------------------------------------------


def desk(stage: Stage) -> Client:
    client = visitor()
    client.force_login(stage.cast.fay.person)
    return client


def test_a_conversation_from_the_first_word_to_the_last_vote(stage: Stage) -> None:
    client = desk(stage)
    told = {
        "title_en": "The park", "intro_en": "What about the park?", "place": HERE, "who": "anybody", "longest": 200,
        "threshold": 5, "languages": ["nl", "en"], "adding": "on", "before": "on", "totals": "voted",
    }  # fmt: skip
    client.post("/en/office/conversations/new/", told)
    talk = Conversation.objects.latest("pk")
    home = f"/en/office/conversations/{talk.key}/"
    client.post(f"{home}seed/", {"lines": "More trees, please.\n\nThe dogs need a place.", "language": "en"})
    client.post(f"{home}open/")
    talk.refresh_from_db()
    assert talk.state == "draft", "nothing says what cannot change"
    assert visitor().get(f"/en/conversations/{talk.key}/").status_code == 404
    fixed = {"fixed_en": "The fence stays.", "fixed_by_en": "The council.", "fixed_why_en": "For safety."}
    client.post(home, told | fixed)
    client.post(f"{home}open/")
    assert "The fence stays." in page(visitor(), talk)
    client.post(home, told | fixed | {"fixed_en": "Nothing stays."})
    talk.refresh_from_db()
    assert talk.fixed["en"] == "The fence stays.", "people vote already"
    vote(visitor(), talk, 1, "agree")
    client.post(f"{home}close/")
    talk.refresh_from_db()
    assert talk.state == "closed"
    assert vote(visitor(), talk, 1, "agree", headers={"accept": "application/json"}).status_code == 409
    assert "no longer taken" in page(visitor(), talk)


def test_a_translation_stands_beside_its_original_with_its_origin(stage: Stage, talk: Conversation) -> None:
    client = desk(stage)
    path = f"/en/office/conversations/{talk.key}/translations/"
    client.post(
        path, {"number": 1, "language": "en", "text": "More benches are needed.", "how": "machine", "by": "Apertium"}
    )
    html = page(visitor(), talk, "statements/")
    assert "More benches are needed." in html
    assert "Translated by a machine (Apertium)." in html
    assert "Er moeten meer banken" in html
    with pytest.raises(Refused):
        actions.translate_statement(stage.cast.fay.viewer, key=talk.key, number=1, language="nl", text="Iets anders.")


def test_a_faulty_list_names_every_line_and_changes_nothing(stage: Stage, talk: Conversation) -> None:
    with pytest.raises(Faulty) as caught:
        actions.seed_statements(
            stage.cast.fay.viewer, key=talk.key, lines=["Dit is goed genoeg.", "x", "y" * 300], language="nl"
        )
    assert [problem[:6] for problem in caught.value.problems] == ["Line 2", "Line 3"]
    assert talk.statements.count() == 5


def test_only_who_keeps_the_place_keeps_the_conversation(stage: Stage, talk: Conversation) -> None:
    stranger = stage.everywhere["resident"].viewer
    for act in (actions.close_conversation, actions.open_conversation, actions.drop_conversation):
        with pytest.raises(NotAllowed):
            act(stranger, key=talk.key)
    with pytest.raises(NotAllowed):
        actions.commit_votes(stranger, conversation=talk)


def test_counts_are_shown_from_enough_voices_on(talk: Conversation) -> None:
    for _ in range(talk.threshold - 2):
        vote(visitor(), talk, 1, "agree")
    assert "Counts are shown from 10 voices on" in page(visitor(), talk, "statements/")
    last = visitor()
    vote(last, talk, 1, "agree")
    assert "10 agree · 0 disagree · 0 pass" in page(last, talk, "statements/")


def test_the_screen_shows_the_way_in_and_no_handle(talk: Conversation) -> None:
    html = page(visitor(), talk, "screen/")
    assert "<svg" in html
    assert f"/conversations/{talk.key}/" in html
    assert "<form" not in html
    part = page(visitor(), talk, "screen/?part=1")
    assert "<html" not in part


# --- seals ----------------------------------------------------------------------------------------------------------


def test_everybody_can_check_that_their_votes_are_under_the_seal(stage: Stage, talk: Conversation) -> None:
    client = visitor()
    vote(client, talk, 1, "agree")
    vote(client, talk, 4, "disagree")
    assert "under the first seal" in page(client, talk, "receipt/")
    made = actions.commit_votes(stage.cast.fay.viewer, conversation=talk)
    assert made is not None
    assert "are among those that were sealed" in page(client, talk, "receipt/")
    slip = json.loads(client.get(f"/en/conversations/{talk.key}/receipt.json").content)
    assert slip["entry"]["votes"] == [[1, 1], [4, -1]]
    assert slip["root"] == made.root
    vote(client, talk, 4, "agree")
    assert "since the last seal" in page(client, talk, "receipt/")


def test_a_passer_by_is_asked_where_they_live_from_the_moment_on_at_which_that_is_asked(talk: Conversation) -> None:
    """Also when a vote of that hand was just taken; and no longer when it is no longer asked."""
    client, script = visitor(), {"accept": "application/json"}
    assert vote(client, talk, 1, "agree", headers=script).status_code == 200
    before = queries.tallies(talk)
    scope = f"conversations.conversation:{talk.key}"
    row = Requirement.objects.create(scope=scope, level="declared", why=Text.of("Het gaat over wie hier woont."))
    for _ in range(2):
        answer = vote(client, talk, 2, "agree", headers=script)
        assert (answer.status_code, answer.json().get("code")) == (409, "residence-declared")
    assert queries.tallies(talk) == before
    row.delete()
    assert vote(client, talk, 2, "agree", headers=script).status_code == 200
    assert queries.tallies(talk) != before


def test_a_vote_asks_few_questions(talk: Conversation, django_assert_num_queries: Any) -> None:
    """Of the database, from the second one on: all of them are those of the transaction that many share."""
    client = visitor()
    vote(client, talk, 1, "agree", headers={"accept": "application/json"})
    with django_assert_num_queries(5):  # with begin and end
        vote(client, talk, 2, "agree", headers={"accept": "application/json"})
