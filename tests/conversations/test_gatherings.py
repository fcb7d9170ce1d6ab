"""Which viewpoints are missing in a meeting: by cards that are no votes, in words that tell nobody's mind."""

import pytest
from django.test import Client

from tests.conversations.test_report import brought, camps
from tests.support.stage import Stage
from wijk.conversations import actions, queries, tokens
from wijk.conversations.actions import reckoning
from wijk.conversations.actions.gatherings import KEPT, forget_cards
from wijk.conversations.models import Conversation, Declaration, Gathering, Vote
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import Text

#: How somebody of the first and of the second camp stands on each statement.
FIRST = {number: 1 if number < 4 or number % 2 == 0 else -1 for number in range(1, 13)}
SECOND = {number: 1 if number < 4 or number % 2 else -1 for number in range(1, 13)}


@pytest.fixture
def talk(stage: Stage) -> Conversation:
    """A conversation with two groups and a report."""
    row = brought(stage, camps())
    reckoning.reckon_report(row)
    return row


@pytest.fixture
def meeting(stage: Stage, talk: Conversation) -> Gathering:
    """A meeting of twenty."""
    return actions.start_gathering(stage.cast.fay.viewer, key=talk.key, title=Text({"nl": "Overleg"}), asked=20)


def give(meeting: Gathering, positions: dict[int, int], times: int) -> None:
    """So many people hand in such a card."""
    for _n in range(times):
        actions.declare(gathering=meeting, token=tokens.fresh(meeting.key), positions=positions)


def states(talk: Conversation) -> list[str]:
    """What is said of each viewpoint."""
    return [state for _letter, _share, state, _inside in queries.coverages(talk)[0].states]


def test_a_viewpoint_that_is_not_in_the_room_is_seen(talk: Conversation, meeting: Gathering, client: Client) -> None:
    give(meeting, FIRST, 12)
    assert reckoning.reckon_coverage(talk) == 1
    assert states(talk) == ["present", "weak or absent"]
    page = client.get(f"/en/conversations/{talk.key}/report/").content.decode()
    assert "weak or absent" in page
    give(meeting, SECOND, 6)
    assert reckoning.reckon_coverage(talk) == 1
    assert states(talk) == ["present", "present"]
    assert reckoning.reckon_coverage(talk) == 0


def test_few_cards_tell_nothing(talk: Conversation, meeting: Gathering, client: Client) -> None:
    give(meeting, FIRST, 9)
    reckoning.reckon_coverage(talk)
    assert set(states(talk)) == {"too few to tell"}
    assert "it would tell what somebody thinks" in client.get(f"/en/conversations/{talk.key}/report/").content.decode()


def test_a_card_touches_no_vote_and_a_second_one_takes_its_place(talk: Conversation, meeting: Gathering) -> None:
    votes = set(Vote.objects.values_list("voice", "statement", "choice"))
    token = tokens.fresh(meeting.key)
    for positions in (FIRST, SECOND):
        actions.declare(gathering=meeting, token=token, positions=positions, often="often")
    said = Declaration.objects.get(gathering=meeting).positions
    assert len(said) >= 8
    assert said.items() <= {str(n): c for n, c in SECOND.items()}.items()
    assert set(Vote.objects.values_list("voice", "statement", "choice")) == votes
    names = {field.name for field in Declaration._meta.get_fields()}
    assert names == {"id", "gathering", "mark", "positions", "often"}


def test_more_cards_than_people_empty_cards_and_foreign_tokens_are_refused(
    talk: Conversation, meeting: Gathering
) -> None:
    with pytest.raises(Refused, match="at least 3"):
        actions.declare(gathering=meeting, token=tokens.fresh(meeting.key), positions={1: 1, 99: 1})
    with pytest.raises(Refused):
        actions.declare(gathering=meeting, token=tokens.fresh("another"), positions=FIRST)
    Gathering.objects.filter(pk=meeting.pk).update(asked=1)
    give(meeting, FIRST, 22)
    with pytest.raises(Refused):
        give(meeting, FIRST, 1)


def test_after_the_end_no_card_is_taken_and_a_month_later_all_are_gone(
    stage: Stage, talk: Conversation, meeting: Gathering
) -> None:
    give(meeting, FIRST, 12)
    reckoning.reckon_coverage(talk)
    with pytest.raises(NotAllowed):
        actions.end_gathering(stage.stranger.viewer, key=talk.key, gathering=meeting.key)
    actions.end_gathering(stage.cast.fay.viewer, key=talk.key, gathering=meeting.key)
    with pytest.raises(Refused):
        give(meeting, FIRST, 1)
    assert forget_cards(clock.now()) == 0
    assert forget_cards(clock.now() + KEPT) == 12
    assert states(talk) == ["present", "weak or absent"]


def test_the_card_on_a_phone_counts_once_by_browser(talk: Conversation, meeting: Gathering) -> None:
    client = Client()
    address = f"/nl/conversations/{talk.key}/viewpoint/{meeting.key}/"
    assert client.get(address).status_code == 200
    assert set(client.cookies) <= {"csrftoken"}
    typed = {f"s{n}": "agree" if c > 0 else "disagree" for n, c in FIRST.items()} | {"often": "first"}
    for _twice in range(2):
        assert client.post(address, typed).status_code == 200
    assert meeting.cards.count() == 1
    assert client.post(address, {"s1": "agree"}).status_code == 400
