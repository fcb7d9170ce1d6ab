"""Consent, invitations, profiles, the first administrator."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.support.cast import Cast
from wijk.accounts import access, actions, queries
from wijk.accounts.models import Consent, Invitation, Person
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.verbs import all_verbs
from wijk.core.viewer import Operator, Viewer
from wijk.trail.models import Entry


def token_of(letter: Letter) -> str:
    return letter.body.split("/invitation/")[1].split("/")[0]


def invited(cast: Cast, email: str = "gust@voorbeeld.be") -> str:
    actions.invite(cast.dora.viewer, email=email, role="auditor", language="nl", site="https://w.be")
    return token_of(Letter.objects.filter(to=email).latest("pk"))


OWN: list[Callable[[Viewer, Person], object]] = [
    lambda viewer, person: actions.change_profile(viewer, person=person, name="x", language="nl"),
    lambda viewer, person: actions.give_consent(viewer, person=person, purpose="visible"),
    lambda viewer, person: actions.withdraw_consent(viewer, person=person, purpose="visible"),
    lambda viewer, person: actions.export_own_data(viewer, person=person),
    lambda viewer, person: actions.erase_person(viewer, person=person),
]


@pytest.mark.parametrize("verb", OWN)
def test_what_is_ones_own_is_only_ones_own(cast: Cast, verb: Callable[[Viewer, Person], object]) -> None:
    for viewer in (cast.dora.viewer, cast.nobody):
        with pytest.raises(NotAllowed):
            verb(viewer, cast.charlie.person)


@pytest.mark.parametrize("verb", [OWN[0], OWN[1], OWN[3], OWN[4]])
def test_each_verb_leaves_one_entry(cast: Cast, verb: Callable[[Viewer, Person], object]) -> None:
    size, key = Entry.objects.count(), cast.charlie.key
    verb(cast.charlie.viewer, cast.charlie.person)
    assert Entry.objects.count() == size + 1
    entry = Entry.objects.latest("index")
    assert entry.verb in all_verbs()
    assert entry.actor == key


def test_consent_is_for_one_version_of_the_text(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    person, viewer = cast.charlie.person, cast.charlie.viewer
    first = actions.give_consent(viewer, person=person, purpose="visible")
    assert actions.give_consent(viewer, person=person, purpose="visible") == first
    old = queries.PURPOSES[0]
    newer = queries.Purpose(old.code, "2", old.label, old.text)
    monkeypatch.setattr(queries, "PURPOSES", (newer,))
    second = actions.give_consent(viewer, person=person, purpose="visible")
    assert second.version == "2"
    assert Consent.objects.filter(person=person, withdrawn_at=None).get() == second
    assert actions.withdraw_consent(viewer, person=person, purpose="visible")
    assert not actions.withdraw_consent(viewer, person=person, purpose="visible")


def test_one_agrees_only_to_what_is_asked(cast: Cast) -> None:
    with pytest.raises(Refused, match="Nobody asks you"):
        actions.give_consent(cast.charlie.viewer, person=cast.charlie.person, purpose="everything")


def test_the_token_is_in_the_letter_alone(cast: Cast) -> None:
    token = invited(cast)
    assert token not in str(list(Invitation.objects.values()))
    assert token not in str(list(Entry.objects.values()))
    assert "gust" not in str(list(Entry.objects.values()))
    assert access.open_invitation(token).role == "auditor"


def test_an_invitation_works_once(cast: Cast) -> None:
    invitation = access.open_invitation(invited(cast))
    actions.accept_invitation(cast.charlie.viewer, invitation=invitation, person=cast.charlie.person)
    assert Invitation.objects.get().email == ""
    with pytest.raises(Refused, match="used already"):
        actions.accept_invitation(cast.fay.viewer, invitation=invitation, person=cast.fay.person)
    assert cast.charlie.viewer.granted == (("auditor", ""),)


def test_an_invitation_grows_too_old(cast: Cast) -> None:
    token = invited(cast)
    invitation = access.open_invitation(token)
    with clock.at(clock.advance(actions.GOOD_FOR + timedelta(seconds=1))):
        with pytest.raises(Absent):
            access.open_invitation(token)
        with pytest.raises(Refused):
            actions.accept_invitation(cast.charlie.viewer, invitation=invitation, person=cast.charlie.person)


def test_a_second_invitation_replaces_the_first(cast: Cast) -> None:
    first, second = invited(cast), invited(cast)
    with pytest.raises(Absent):
        access.open_invitation(first)
    assert access.open_invitation(second).role == "auditor"


@pytest.mark.parametrize("token", ["", "x", "../../x", "a" * 400])
def test_a_made_up_token_opens_nothing(cast: Cast, token: str) -> None:
    with pytest.raises(Absent):
        access.open_invitation(token)


@pytest.mark.parametrize("email", ["", "x", "x@", "a b@voorbeeld.be", "x@y\nBcc: z@w.be"])
def test_it_refuses_what_is_no_address(cast: Cast, email: str) -> None:
    with pytest.raises(Refused, match="not an e-mail address"):
        actions.invite(cast.dora.viewer, email=email, role="auditor", language="nl", site="https://w.be")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_letter_is_in_the_language_of_the_guest(cast: Cast, language: str) -> None:
    actions.invite(cast.dora.viewer, email="g@voorbeeld.be", role="auditor", language=language, site="https://w.be/")
    letter = Letter.objects.get(to="g@voorbeeld.be")
    assert letter.language == language
    assert f"https://w.be/{language}/invitation/" in letter.body


def test_an_unknown_language_becomes_the_first(cast: Cast) -> None:
    actions.change_profile(cast.charlie.viewer, person=cast.charlie.person, name="", language="tlh")
    cast.charlie.person.refresh_from_db()
    assert cast.charlie.person.language == "nl"


def test_the_first_administrator_is_made_once(db: None) -> None:
    first = actions.make_first_administrator(Operator(), email="A@voorbeeld.be", language="nl")
    assert first.email == "a@voorbeeld.be"
    assert not first.has_usable_password()
    with pytest.raises(Refused, match="--more"):
        actions.make_first_administrator(Operator(), email="b@voorbeeld.be", language="nl")
    actions.make_first_administrator(Operator(), email="b@voorbeeld.be", language="nl", more=True)
    assert queries.administrators() == 2


def test_somebody_who_is_there_already_can_become_it(cast: Cast) -> None:
    made = actions.make_first_administrator(Operator(), email="charlie@voorbeeld.be", language="nl", more=True)
    assert made == cast.charlie.person


def test_only_the_terminal_opens_accounts(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.enrol(cast.dora.viewer, email="x@voorbeeld.be", name="", password=None, language="nl")
    with pytest.raises(NotAllowed):
        actions.make_first_administrator(cast.dora.viewer, email="x@voorbeeld.be", language="nl", more=True)
    with pytest.raises(NotAllowed):
        actions.password_link(cast.dora.viewer, person=cast.charlie.person, site="http://x")


def test_two_accounts_never_share_an_address(cast: Cast) -> None:
    with pytest.raises(Refused, match="already"):
        actions.enrol(Operator(), email=" CHARLIE@voorbeeld.be ", name="", password=None, language="nl")
