"""A person can be forgotten, and the trail still verifies."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from tests.support.cast import PASSWORD, Cast
from wijk.accounts import actions
from wijk.accounts.models import Consent, Grant, Invitation, Person
from wijk.core import outbox
from wijk.core.errors import NotAllowed
from wijk.core.models import Letter
from wijk.core.viewer import Operator
from wijk.trail import actions as trail
from wijk.trail.models import Entry


def everything(person: Person) -> str:
    """All rows of the house that are about one person, as text."""
    rows = [*Person.objects.filter(pk=person.pk).values(), *Letter.objects.values(), *Invitation.objects.values()]
    return json.dumps(rows, default=str)


def test_nothing_personal_is_left(cast: Cast) -> None:
    alice, key = cast.alice.person, cast.alice.key
    client = Client()
    client.force_login(alice)
    actions.give_consent(cast.alice.viewer, person=alice, purpose="visible")
    actions.invite(cast.dora.viewer, email="alice@voorbeeld.be", role="auditor", language="nl", site="http://x")
    outbox.write(to="alice@voorbeeld.be", subject="Alice", body="Dag Alice", language="nl")
    actions.erase_person(cast.alice.viewer, person=alice)
    alice.refresh_from_db()
    assert (alice.email, alice.name, alice.is_active) == (None, "", False)
    assert alice.key != key
    assert not alice.has_usable_password()
    assert "alice" not in everything(alice).lower()
    for model in (EmailAddress, Authenticator):
        assert not model.objects.filter(user=alice).exists()
    assert not Consent.objects.filter(person=alice).exists()
    assert not Grant.objects.live().filter(person=alice).exists()
    assert not Session.objects.exists()
    assert client.get("/en/me/", headers={"host": "localhost"}).status_code == 302


def test_the_trail_still_verifies_and_keeps_an_opaque_key(cast: Cast) -> None:
    key = cast.alice.key
    actions.change_profile(cast.alice.viewer, person=cast.alice.person, name="Alice A.", language="fr")
    size = Entry.objects.count()
    actions.erase_person(cast.alice.viewer, person=cast.alice.person)
    assert Entry.objects.count() == size + 1
    assert Entry.objects.filter(actor=key).count() == 2
    assert trail.verify().holds
    assert "alice" not in json.dumps(list(Entry.objects.values()), default=str).lower()


def test_nobody_signs_in_any_more_and_the_address_is_free(cast: Cast) -> None:
    actions.erase_person(cast.charlie.viewer, person=cast.charlie.person)
    answer = Client().post(
        "/en/account/login/", {"login": "charlie@voorbeeld.be", "password": PASSWORD}, headers={"host": "localhost"}
    )
    assert answer.status_code == 200
    actions.enrol(Operator(), email="charlie@voorbeeld.be", name="", password=None, language="nl")


def test_nobody_erases_another(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.erase_person(cast.dora.viewer, person=cast.charlie.person)
    with pytest.raises(NotAllowed):
        actions.erase_person(cast.nobody, person=cast.charlie.person)


def test_the_operator_may_and_twice_does_no_harm(cast: Cast) -> None:
    actions.erase_person(Operator(), person=cast.charlie.person)
    size = Entry.objects.count()
    actions.erase_person(Operator(), person=cast.charlie.person)
    assert Entry.objects.count() == size


def test_two_can_be_erased(cast: Cast) -> None:
    actions.erase_person(Operator(), person=cast.charlie.person)
    actions.erase_person(Operator(), person=cast.fay.person)
    assert Person.objects.filter(email=None).count() == 2
