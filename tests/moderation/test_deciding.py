"""Show, hide, remove: for a reason, in one's own places, by two people where it is grave, and never twice at the same moment."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.support.leaflets import leaflet, read, tear_off
from tests.support.scenes.moderation import entered
from tests.support.stage import ELSEWHERE, HERE, Stage
from wijk.accounts.access import PersonViewer
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.verbs import ROLES, Role
from wijk.core.viewer import Passerby, Viewer
from wijk.moderation import access, actions, queries
from wijk.moderation.models import Item, Verdict
from wijk.trail.models import Entry

TEXT = "You are all idiots, and I know where you live."


def waiting(key: str = "bad", **more: str) -> Item:
    return entered(key, TEXT, before=True, **more)


def of(stage: Stage, role: Role) -> PersonViewer:
    return stage.everywhere[role].viewer


def refusal(call: Callable[..., object], *args: object, **named: object) -> str:
    with pytest.raises(Refused) as fault:
        call(*args, **named)
    assert str(fault.value)
    return fault.value.code


def test_shown_after_a_look(stage: Stage) -> None:
    row = waiting(contact="author@example.org")
    assert read(leaflet("bad")) == ""
    with clock.at(clock.now() + timedelta(hours=3)):
        verdict = actions.show(of(stage, "facilitator"), item=row)
    assert verdict.waited == 180
    assert read(leaflet("bad")) == TEXT
    assert "is shown now" in Letter.objects.get(to="author@example.org").subject


def test_hidden_for_a_reason_and_the_author_hears_how_to_appeal(stage: Stage) -> None:
    row = waiting(contact="author@example.org")
    actions.hide(of(stage, "manager"), item=row, reason="insult", words="Say it without calling names.")
    assert read(leaflet("bad")) == ""
    body = Letter.objects.get(to="author@example.org").body
    assert "insults or threatens" in body
    assert "Say it without calling names." in body
    assert f"/appeal/{row.key}/" in body
    entry = Entry.objects.get(verb="moderation.hide", subject="bad")
    assert entry.data["reason"] == "insult"
    assert "Say it" not in str(entry.data)
    assert entry.area == HERE


def test_without_a_reason_of_the_list_nothing_is_hidden(stage: Stage) -> None:
    row = waiting()
    for code in ("", "because", "INSULT"):
        assert refusal(actions.hide, of(stage, "clerk"), item=row, reason=code) == "no-reason"
    assert Item.objects.get(pk=row.pk).visibility == "waiting"


@pytest.mark.parametrize("role", ROLES)
def test_who_may_decide(stage: Stage, role: Role) -> None:
    row = waiting()
    calls: list[tuple[Callable[..., object], dict[str, str]]] = [
        (actions.show, {}), (actions.hide, {"reason": "insult"}), (actions.propose_removal, {"reason": "insult"}),
        (actions.claim, {}), (actions.remove, {}), (actions.refuse_removal, {}), (actions.grant_appeal, {}),
        (actions.dismiss_appeal, {"words": "No."}),
    ]  # fmt: skip
    people: list[Viewer] = [stage.elsewhere[role].viewer, Passerby()]
    if role not in access.MODERATORS:
        people.append(stage.everywhere[role].viewer)
    for person in people:
        for call, more in calls:
            with pytest.raises((NotAllowed, Absent)):
                call(person, item=row, **more)
        with pytest.raises(Absent):
            access.open_item(person, row.key)
    assert not row.verdicts.exists()


def test_one_sees_the_queue_of_ones_own_places(stage: Stage) -> None:
    here, there, city = waiting("here", area=HERE), waiting("there", area=ELSEWHERE), waiting("city", area="")

    def seen(viewer: PersonViewer) -> set[str]:
        return {row.subject.partition(":")[2] for row in queries.waiting(access.items_of(viewer))}

    assert {"here", "there", "city"} <= seen(of(stage, "clerk"))
    assert seen(stage.elsewhere["clerk"].viewer) == {"there"}
    assert "there" not in seen(stage.helper.viewer)
    assert "here" in seen(stage.helper.viewer)
    assert here.pk != there.pk != city.pk


def test_removal_takes_a_second_person(stage: Stage) -> None:
    row = waiting(contact="author@example.org")
    first, second = of(stage, "facilitator"), of(stage, "clerk")
    actions.propose_removal(first, item=row, reason="insult")
    now = Item.objects.get(pk=row.pk)
    assert (now.visibility, now.need) == ("hidden", "removal")
    assert refusal(actions.remove, first, item=now) == "same-eyes"
    assert refusal(actions.refuse_removal, first, item=now) == "same-eyes"
    actions.remove(second, item=now)
    now.refresh_from_db()
    assert (now.visibility, now.need) == ("removed", "")
    found = queries.removed(leaflet("bad"))
    assert found is not None
    assert found.final
    bodies = list(Letter.objects.filter(to="author@example.org").order_by("pk").values_list("body", flat=True))
    assert ["/appeal/" in body for body in bodies] == [False, True]


def test_a_second_person_may_say_no(stage: Stage) -> None:
    row = waiting()
    actions.propose_removal(of(stage, "facilitator"), item=row, reason="hate")
    actions.refuse_removal(of(stage, "manager"), item=row)
    row.refresh_from_db()
    assert (row.visibility, row.need, row.proposed_by) == ("hidden", "", "")


def test_only_for_grave_reasons(stage: Stage) -> None:
    assert refusal(actions.propose_removal, of(stage, "clerk"), item=waiting(), reason="elsewhere") == "not-grave"


def test_what_two_removed_nobody_brings_back_alone(stage: Stage) -> None:
    row = waiting()
    actions.propose_removal(of(stage, "facilitator"), item=row, reason="insult")
    actions.remove(of(stage, "clerk"), item=row)
    for role in access.MODERATORS:
        assert refusal(actions.show, of(stage, role), item=row) == "removed"
        assert refusal(actions.hide, of(stage, role), item=row, reason="insult") == "removed"
        assert refusal(actions.propose_removal, of(stage, role), item=row, reason="insult") == "removal-asked"


def test_the_second_of_two_at_the_same_moment_is_told(stage: Stage) -> None:
    row = waiting()
    seen = row.version
    actions.show(of(stage, "facilitator"), item=row, seen=seen)
    assert refusal(actions.hide, of(stage, "clerk"), item=row, reason="insult", seen=seen) == "decided-meanwhile"
    assert read(leaflet("bad")) == TEXT
    assert Verdict.objects.filter(item=row).count() == 1


def test_words_that_changed_while_somebody_read_are_not_decided_unread(stage: Stage) -> None:
    row = waiting()
    entered("bad", f"{TEXT} And more.", before=True)
    assert Item.objects.get(pk=row.pk).version > row.version
    assert refusal(actions.show, of(stage, "clerk"), item=row, seen=row.version) == "decided-meanwhile"


def test_a_removal_is_never_confirmed_of_words_that_nobody_read(stage: Stage) -> None:
    row = waiting()
    actions.propose_removal(of(stage, "facilitator"), item=row, reason="insult")
    seen = Item.objects.get(pk=row.pk).version
    entered("bad", "I am sorry. We need more light in the street.")
    assert read(leaflet("bad")) == "", "other words do not bring it back"
    assert refusal(actions.remove, of(stage, "clerk"), item=row, seen=seen) == "decided-meanwhile"


def test_what_a_colleague_has_open_is_theirs_for_ten_minutes(stage: Stage) -> None:
    row = waiting()
    one, other = of(stage, "facilitator"), of(stage, "clerk")
    actions.claim(one, item=row)
    actions.claim(one, item=row)
    assert refusal(actions.claim, other, item=row) == "claimed"
    assert refusal(actions.show, other, item=row) == "claimed"
    assert row not in queries.free_for(queries.waiting(access.items_of(other)), other.key)
    with clock.at(clock.now() + timedelta(minutes=11)):
        actions.claim(other, item=row)
        assert refusal(actions.show, one, item=row) == "claimed"
        actions.release(one, item=row)
        assert refusal(actions.show, one, item=row) == "claimed", "only who has it gives it back"
        actions.release(other, item=row)
        actions.show(one, item=row)


def test_what_its_author_took_back_needs_no_decision(stage: Stage) -> None:
    row = waiting()
    tear_off(leaflet("bad"))
    assert refusal(actions.hide, of(stage, "clerk"), item=row, reason="insult") == "gone"
    assert not row.verdicts.exists()


@pytest.mark.parametrize("words", ["x" * 2001, "x" * 1_000_000])
def test_words_to_the_author_have_an_end(stage: Stage, words: str) -> None:
    assert refusal(actions.hide, of(stage, "clerk"), item=waiting(), reason="insult", words=words) == "too-long"


def test_an_item_that_waits_for_too_long_is_in_one_letter_a_day(stage: Stage) -> None:
    Item.objects.exclude(need="").update(need="", since=None)
    now = clock.now().replace(hour=8)  # so that a day later and an hour after that are one day
    with clock.at(now):
        waiting()
    clerk, elsewhere = stage.everywhere["clerk"].person, stage.elsewhere["clerk"].person
    assert actions.remind(now + timedelta(hours=20)) == 0
    assert actions.remind(now + timedelta(hours=30)) > 0
    actions.remind(now + timedelta(hours=31))
    title = "moderator"
    assert Letter.objects.filter(to=clerk.email, subject__icontains=title).count() == 1
    assert not Letter.objects.filter(to=elsewhere.email, subject__icontains=title).exists()
    actions.remind(now + timedelta(hours=54))
    assert Letter.objects.filter(to=clerk.email, subject__icontains=title).count() == 2
