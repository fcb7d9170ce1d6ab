"""What becomes of what somebody said: confirmed, commented, supported, said otherwise, taken together, taken away, forgotten."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.stage import HERE, Stage
from wijk.contributions import access, actions, judged, providing, tokens
from wijk.contributions.models import Author, Comment, Contribution, Opening, Support, SupportBatch
from wijk.contributions.queries import Filter, Where, listed
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.subject import Subject
from wijk.core.verbs import Role
from wijk.core.viewer import Operator, Passerby, Viewer
from wijk.methods import proof
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.select_related("opening", "author", "person").get(pk=row.pk)


def idea(stage: Stage) -> Contribution:
    return fresh(stage.scenes["contributions"].idea)


def pending(stage: Stage) -> Contribution:
    return fresh(stage.scenes["contributions"].pending)


def say(stage: Stage, title: str = "Nog een bank", by: Viewer | None = None, **more: Any) -> Contribution:
    city = Opening.objects.prefetch_related("areas").get(key="city")
    told: dict[str, Any] = {"opening": city, "kind": "idea", "title": title, "body": "", "language": "nl", **more}
    return fresh(actions.submit(by or stage.stranger.viewer, **told).contribution)


# --- confirmed ------------------------------------------------------------------------------------------------------


def test_the_link_of_the_letter_shows_it_and_no_other_link_does(stage: Stage) -> None:
    row, token = pending(stage), stage.scenes["contributions"].token
    assert token in Letter.objects.get(key=f"contribution-{row.key}").body
    for wrong in ("", token[:-1], token[::-1], tokens.token_of(idea(stage).key, row.author.seed), "é" * 24):
        with pytest.raises(Absent):
            actions.confirm(Passerby(), key=row.key, token=wrong)
    assert actions.confirm(Passerby(), key=row.key, token=token).is_shown
    lines = Entry.objects.count()
    assert actions.confirm(Passerby(), key=row.key, token=token).is_shown
    assert Entry.objects.count() == lines


def test_a_code_is_guessed_only_a_few_times(stage: Stage) -> None:
    row = pending(stage)
    right = tokens.code_of(row.key, row.author.seed)
    wrong = "000000" if right != "000000" else "111111"
    for _time in range(6):
        with pytest.raises(Refused) as fault:
            actions.confirm_by_code(Passerby(), key=row.key, code=wrong)
        assert fault.value.code == "code-wrong"
    with pytest.raises(Refused) as spent:
        actions.confirm_by_code(Passerby(), key=row.key, code=right)
    assert spent.value.code == "code-spent"
    assert pending(stage).visibility == "unconfirmed"
    Author.objects.filter(contribution=row).update(tries=0)
    assert actions.confirm_by_code(Passerby(), key=row.key, code=f" {right[:3]} {right[3:]}").is_shown


def test_what_nobody_confirms_is_forgotten_after_a_week_and_nothing_else(stage: Stage) -> None:
    now = clock.now()
    assert actions.forget_unconfirmed(now + timedelta(days=6)) == 0
    kept = Contribution.objects.exclude(visibility="unconfirmed").count()
    assert providing.forgetting.work(now + timedelta(days=8)) >= 1
    assert not Contribution.objects.filter(visibility="unconfirmed").exists()
    assert Contribution.objects.count() == kept


def test_addresses_are_forgotten_half_a_year_after_the_end(stage: Stage) -> None:
    row = pending(stage)
    actions.confirm(Passerby(), key=row.key, token=stage.scenes["contributions"].token)
    actions.forget_authors(clock.now() + timedelta(days=400))
    assert fresh(row).author.contact
    actions.set_state(fresh(row), state="done")
    actions.forget_authors(clock.now() + timedelta(days=179))
    assert fresh(row).author.contact
    actions.forget_authors(clock.now() + timedelta(days=181))
    assert not fresh(row).author.contact


# --- said otherwise, taken back -------------------------------------------------------------------------------------


def test_its_author_says_it_otherwise_and_how_it_was_stays_readable(stage: Stage) -> None:
    row, me = idea(stage), stage.cast.charlie.viewer
    new = actions.edit(me, contribution=row, title="Twee banken", body="", revision=row.revision)
    assert (new.title, new.revision) == ("Twee banken", 2)
    assert new.wordings.get().title == row.title
    assert [one.title for one in listed(Filter(words="twee banken")).rows] == ["Twee banken"]
    with pytest.raises(Refused) as late:
        actions.edit(me, contribution=row, title="Drie banken", body="", revision=1)
    assert late.value.code == "changed"
    assert fresh(row).title == "Twee banken"
    actions.set_state(new, state="accepted")
    with pytest.raises(Refused) as answered:
        actions.edit(me, contribution=row, title="Drie banken", body="", revision=2)
    assert answered.value.code == "answered"


def test_nobody_else_changes_it_or_takes_it_back(stage: Stage) -> None:
    row = idea(stage)
    for viewer in (Passerby(), stage.cast.dora.viewer, stage.everywhere["administrator"].viewer):
        with pytest.raises(NotAllowed):
            actions.edit(viewer, contribution=row, title="Iets anders", body="", revision=row.revision)
        with pytest.raises(NotAllowed):
            actions.withdraw(viewer, contribution=row)
    assert fresh(row).title == row.title


def test_what_is_taken_back_is_forgotten_and_found_no_more(stage: Stage) -> None:
    row = idea(stage)
    actions.withdraw(stage.cast.charlie.viewer, contribution=row)
    gone = fresh(row)
    assert (gone.visibility, gone.title, gone.body, gone.pictures.count()) == ("withdrawn", "", "", 0)
    assert row.key not in {one.key for one in listed(Filter()).rows}
    judged.moderates.apply(Subject(providing.VOICE, row.key), "shown", "")
    assert fresh(row).visibility == "withdrawn"


# --- supported ------------------------------------------------------------------------------------------------------


def test_a_hand_counts_once_by_account_and_by_mail(stage: Stage) -> None:
    row, member = idea(stage), stage.everywhere["resident"]
    for _time in range(3):
        assert actions.support(member.viewer, contribution=row).count == 1
    actions.ask_to_support(Passerby(), contribution=row, email=str(member.person.email).upper(), language="nl")
    link = next(word for word in Letter.objects.latest("pk").body.split() if "/voices/support/" in word)
    _row, mark, _known = actions.by_link(link.rstrip("/").rpartition("/")[2])
    assert actions.support(Passerby(), contribution=row, mark=mark).count == 1
    assert actions.support(Passerby(), contribution=row, mark=mark, on=False).count == 0
    with pytest.raises(Refused):
        actions.support(Passerby(), contribution=row)


def test_two_who_support_two_things_cannot_be_told_to_be_the_same(stage: Stage) -> None:
    one, other, me = idea(stage), say(stage), stage.everywhere["resident"].viewer
    actions.support(me, contribution=one)
    actions.support(me, contribution=other)
    assert len(set(Support.objects.values_list("mark", flat=True))) == 2


def test_voices_are_sealed_together_and_never_told_one_by_one(stage: Stage) -> None:
    row = idea(stage)
    lines = Entry.objects.count()
    roles: tuple[Role, ...] = ("resident", "association", "expert", "manager")
    for role in roles:
        actions.support(stage.everywhere[role].viewer, contribution=row)
    assert actions.seal_supports(Operator()) is None
    assert Entry.objects.count() == lines
    actions.support(stage.everywhere["clerk"].viewer, contribution=row)
    assert providing.sealing.work(clock.now()) == 5
    assert Entry.objects.count() == lines + 1
    batch, entry = SupportBatch.objects.get(), Entry.objects.latest("index")
    assert entry.data == {"count": 5, "root": batch.root}
    assert entry.actor == ""
    assert proof.root(bytes.fromhex(one) for one in batch.prints).hex() == batch.root
    mine = Support.objects.filter(contribution=row).first()
    assert mine is not None
    leaf = proof.leaf_hash(bytes.fromhex(mine.salt) + f"{row.key}|{mine.mark}".encode()).hex()
    assert leaf in batch.prints
    assert actions.seal_supports(Operator()) is None


# --- commented ------------------------------------------------------------------------------------------------------


def test_a_comment_without_account_waits_for_its_letter_and_keeps_no_address(stage: Stage) -> None:
    row = idea(stage)
    told: dict[str, Any] = {"contribution": row, "section": "against", "body": "Te duur.", "language": "nl"}
    with pytest.raises(Refused, match="e-mail"):
        actions.comment(Passerby(), **told)
    made = actions.comment(Passerby(), email="bo@voorbeeld.be", once="1", **told)
    again = actions.comment(Passerby(), email="bo@voorbeeld.be", once="1", **told)
    assert made.pk == again.pk
    assert made.visibility == "unconfirmed"
    assert fresh(row).comments == 1
    kept = Comment.objects.filter(pk=made.pk).values().get()
    assert "bo@" not in str(kept)
    token = tokens.sealed("comment", made.key)
    actions.confirm_comment(Passerby(), token=token)
    actions.confirm_comment(Passerby(), token=token)
    assert fresh(row).comments == 2
    with pytest.raises(Absent):
        actions.confirm_comment(Passerby(), token=tokens.sealed("support", made.key))


def test_an_answer_stands_under_the_first_comment(stage: Stage) -> None:
    row, first = idea(stage), stage.scenes["contributions"].comment
    me = stage.stranger.viewer
    told: dict[str, Any] = {"contribution": row, "section": "other", "language": "nl"}
    answer = actions.comment(me, body="Ja", parent=first, **told)
    assert actions.comment(me, body="Nee", parent=answer, **told).parent == first
    with pytest.raises(Refused):
        actions.comment(me, body="Elders", parent=first, **told | {"contribution": say(stage)})


# --- taken together, taken away -------------------------------------------------------------------------------------


def test_taken_together_every_voice_goes_along_and_counts_once(stage: Stage) -> None:
    one, other = idea(stage), say(stage, by=stage.everywhere["analyst"].viewer)
    both, single = stage.everywhere["resident"].viewer, stage.everywhere["expert"].viewer
    actions.support(both, contribution=one, mark="a" * 64)
    actions.support(both, contribution=other, mark="a" * 64)
    actions.support(single, contribution=other, mark="b" * 64)
    actions.merge(fresh(other), into=fresh(one))
    assert fresh(one).supports == 3  # two hands, and the author of the other
    assert other.key not in {row.key for row in listed(Filter()).rows}
    for pair in ((one, one), (other, one), (one, other)):
        with pytest.raises(Refused):
            actions.merge(fresh(pair[0]), into=fresh(pair[1]))
    third = say(stage, "Een derde bank")
    actions.merge(fresh(one), into=fresh(third))
    assert fresh(other).merged_into_id == third.pk
    assert fresh(third).supports == 3  # who said the first one said the third, too: nobody supports their own


def test_what_a_moderator_takes_away_leaves_its_place_and_comes_back(stage: Stage) -> None:
    row = idea(stage)
    subject = Subject(providing.VOICE, row.key)
    look = judged.moderates.look(subject)
    assert look is not None
    assert look.pictures
    assert look.author
    assert str(stage.cast.charlie.person.key) not in look.author
    judged.moderates.apply(subject, "removed", "insult")
    assert access.open_contribution(Passerby(), row.key).visibility == "removed"
    assert row.key not in {one.key for one in listed(Filter()).rows}
    assert providing.describes.card(subject, Passerby()) is None
    judged.moderates.apply(subject, "shown", "")
    assert row.key in {one.key for one in listed(Filter()).rows}


def test_nothing_personal_stands_in_the_trail(stage: Stage) -> None:
    token = stage.scenes["contributions"].token
    row = actions.confirm(Passerby(), key=pending(stage).key, token=token)
    actions.edit(Passerby(), contribution=row, title="Het is er heel donker", body="", revision=1, token=token)
    say(stage, "Geheime titel", shown_as="Charlie", where=Where(area=HERE))
    lines = Entry.objects.filter(verb__in=(access.SUBMIT, access.CONFIRM, access.EDIT))
    assert lines.count() >= 4
    assert set(lines.values_list("actor", flat=True)) == {""}
    told = " ".join(str(data) for data in lines.values_list("data", flat=True))
    for secret in ("Geheime", "Charlie", "donker", "voorbeeld", stage.stranger.person.key):
        assert secret not in told


def test_whoever_leaves_is_nobody_here_any_more(stage: Stage) -> None:
    me = stage.cast.charlie
    actions.comment(
        me.viewer, contribution=idea(stage), section="for", body="Van mij.", language="nl", shown_as="Charlie"
    )
    told = providing.own_words.export(me.person.key)
    assert len(told["contributions"]) >= 1
    assert len(told["comments"]) == 1
    assert providing.own_words.erase(me.person.key) >= 2
    assert providing.own_words.export(me.person.key) == {"contributions": [], "comments": []}
    assert idea(stage).title
    assert not Comment.objects.filter(shown_as="Charlie").exists()
