"""An author appeals, by whoever holds the link and once for each decision; another moderator answers. Whatever people do in whatever
order: nothing hidden comes to light, removal takes two, and nobody judges their own judgement."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.leaflets import leaflet, read
from tests.support.scenes.moderation import entered
from wijk.core.errors import Absent, Refused
from wijk.core.viewer import Operator, Passerby
from wijk.moderation import access, actions, queries
from wijk.moderation.models import Appeal, Item, Verdict
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db
ANN, BEN, CAN = Operator("ann"), Operator("ben"), Operator("can")
TEXT = "The alderman is a liar."


def hidden(key: str = "one") -> tuple[Item, Verdict]:
    row = entered(key, TEXT)
    verdict = actions.hide(ANN, item=row, reason="insult")
    row.refresh_from_db()
    return row, verdict


def appealed(key: str = "one") -> Item:
    row, verdict = hidden(key)
    actions.appeal(Passerby(), item=row, verdict=verdict, words="It is true, and public.")
    row.refresh_from_db()
    return row


def code_of(call: Callable[..., object], *args: Any, **named: Any) -> str:
    with pytest.raises(Refused) as fault:
        call(*args, **named)
    return fault.value.code


def test_the_link_of_the_letter_opens_the_appeal() -> None:
    row, verdict = hidden()
    _word, key, seal, _end = queries.appeal_path(row, verdict).split("/")
    assert access.open_appeal(key, seal) == (row, verdict)
    assert queries.appeal_path_of(leaflet("one")).endswith(f"{seal}/")
    for wrong in ("", "0" * 32, seal[:-1], f"{seal}0", seal.upper(), "é" * 32):
        with pytest.raises(Absent):
            access.open_appeal(key, wrong)


def test_the_link_of_one_decision_opens_no_other() -> None:
    row, first = hidden()
    other, second = hidden("two")
    with pytest.raises(Absent):
        access.open_appeal(other.key, queries.seal(row, first))
    actions.show(BEN, item=row)
    again = actions.hide(BEN, item=row, reason="hate")
    assert queries.seal(row, first) != queries.seal(row, again)
    assert code_of(actions.appeal, Passerby(), item=row, verdict=first, words="No.") == "decided-meanwhile"
    actions.appeal(Passerby(), item=row, verdict=again, words="No.")
    assert second.item_id == other.pk


def test_another_moderator_answers() -> None:
    row = appealed()
    assert row.need == "appeal"
    assert code_of(actions.grant_appeal, ANN, item=row) == "same-eyes"
    assert code_of(actions.dismiss_appeal, ANN, item=row, words="No.") == "same-eyes"
    assert code_of(actions.show, ANN, item=row) == "appeal-open"
    assert row not in queries.free_for(queries.waiting(Item.objects.all()), "ann")
    actions.grant_appeal(BEN, item=row)
    assert read(leaflet("one")) == TEXT
    assert queries.removed(leaflet("one")) is None


def test_neither_of_the_two_who_removed_answers() -> None:
    row = entered("one", TEXT)
    actions.propose_removal(ANN, item=row, reason="insult")
    verdict = actions.remove(BEN, item=row)
    actions.appeal(Passerby(), item=row, verdict=verdict, words="No.")
    for who in (ANN, BEN):
        assert code_of(actions.grant_appeal, who, item=row) == "same-eyes"
    actions.grant_appeal(CAN, item=row)
    assert read(leaflet("one")) == TEXT


def test_a_dismissed_appeal_says_why_and_is_the_last() -> None:
    row = appealed()
    assert code_of(actions.dismiss_appeal, BEN, item=row, words="  ") == "no-words"
    actions.dismiss_appeal(BEN, item=row, words="The word liar stays out.")
    row.refresh_from_db()
    assert (row.visibility, row.need) == ("hidden", "")
    verdict = queries.against(row)
    assert verdict is not None
    assert code_of(actions.appeal, Passerby(), item=row, verdict=verdict, words="Again.") == "appealed"
    assert queries.appeal_path_of(leaflet("one")) == ""


def test_no_appeal_before_the_second_person_has_looked() -> None:
    row = entered("one", TEXT)
    verdict = actions.propose_removal(ANN, item=row, reason="insult")
    assert code_of(actions.appeal, Passerby(), item=row, verdict=verdict, words="No.") == "second-first"
    assert queries.appeal_path_of(leaflet("one")) == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [("", "no-words"), ("\u200b \u202e", "no-words"), ("x" * 4001, "too-long"), ("x" * 10**6, "too-long")],
)
def test_hostile_appeals(words: str, code: str) -> None:
    row, verdict = hidden()
    assert code_of(actions.appeal, Passerby(), item=row, verdict=verdict, words=words) == code


def test_the_trail_does_not_say_who_appealed() -> None:
    row, verdict = hidden()
    actions.appeal(Operator("author-key"), item=row, verdict=verdict, words="Secret words")
    entry = Entry.objects.get(verb="moderation.appeal")
    assert entry.actor == ""
    assert "Secret" not in str(entry.data)


def test_erased_authors_leave_nothing_behind() -> None:
    mark = access.author_mark("person-key")
    row = entered("one", TEXT, author=mark)
    verdict = actions.hide(ANN, item=row, reason="insult")
    actions.appeal(Passerby(), item=row, verdict=verdict, words="I, Jan, wrote it")
    actions.report(
        Passerby(), subject=entered_subject("two"), reason="insult", text="Mine", once=access.reader_mark("person-key")
    )
    assert actions.erase_person("person-key") == 3
    row.refresh_from_db()
    assert row.author == ""
    assert Appeal.objects.get().words == ""
    assert row.visibility == "hidden", "what was decided stays"
    assert actions.erase_person("person-key") == 0


def entered_subject(key: str) -> Any:
    entered(key, "More trees and fewer cars, please.")
    return leaflet(key)


def test_an_erased_moderator_leaves_the_decisions() -> None:
    row, _verdict = hidden()
    actions.claim(BEN, item=row)
    actions.erase_person("ann")
    actions.erase_person("ben")
    row.refresh_from_db()
    assert row.claimed_by == ""
    assert list(row.verdicts.values_list("by", flat=True)) == [""]


# --- whatever people do ---------------------------------------------------------------------------------------------

MOVES: dict[str, Callable[[Operator, Item], object]] = {
    "show": lambda who, row: actions.show(who, item=row),
    "hide": lambda who, row: actions.hide(who, item=row, reason="insult"),
    "propose": lambda who, row: actions.propose_removal(who, item=row, reason="hate"),
    "remove": lambda who, row: actions.remove(who, item=row),
    "keep": lambda who, row: actions.refuse_removal(who, item=row),
    "grant": lambda who, row: actions.grant_appeal(who, item=row),
    "dismiss": lambda who, row: actions.dismiss_appeal(who, item=row, words="No."),
    "claim": lambda who, row: actions.claim(who, item=row),
    "appeal": lambda who, row: actions.appeal(Passerby(), item=row, verdict=last_of(row), words="No."),
    "report": lambda who, row: actions.report(
        Passerby(), subject=leaflet(row.subject.partition(":")[2]), reason="insult", once=who.key
    ),
    "edit": lambda who, row: entered(row.subject.partition(":")[2], f"{TEXT} {uuid4().hex}"),
    "release": lambda who, row: actions.release(who, item=row),
}


def last_of(row: Item) -> Verdict:
    found = row.verdicts.order_by("-pk").first()
    if found is None:
        raise Absent("verdict")
    return found


@given(
    before=st.booleans(),
    steps=st.lists(
        st.tuples(st.sampled_from([ANN, BEN, CAN]), st.sampled_from(sorted(MOVES))), min_size=3, max_size=14
    ),
)
def test_whatever_people_do(before: bool, steps: list[tuple[Operator, str]]) -> None:
    key = uuid4().hex[:12]
    row = entered(key, TEXT, before=before)
    for who, move in steps:
        try:
            MOVES[move](who, row)
        except (Refused, Absent):
            continue
        row = Item.objects.get(pk=row.pk)
        assert (read(leaflet(key)) != "") == (row.visibility == "shown")
        lawful(list(row.verdicts.order_by("pk")), row)


def lawful(verdicts: list[Verdict], row: Item) -> None:
    """Two different people behind each removal; no appeal answered by who had a part; removed comes back by an appeal alone."""
    proposed, state = "", ""
    part: set[str] = set()
    for one in verdicts:
        if one.choice == "propose":
            proposed = one.by
        if one.choice in ("remove", "keep"):
            assert proposed != one.by
            assert proposed
        if one.choice in ("grant", "dismiss"):
            assert one.by not in part
        if state == "remove":
            assert one.choice in ("grant", "dismiss")
        if one.choice in ("hide", "propose", "remove", "keep", "dismiss"):
            part.add(one.by)
        state = "remove" if one.choice == "dismiss" and state == "remove" else one.choice
    assert (row.visibility == "removed") == (state == "remove")
    assert row.appeals.filter(answered=None).exists() == (row.need == "appeal")
