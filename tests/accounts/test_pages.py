"""The pages of accounts: one's own, the office, invitations, signing in."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.support.cast import PASSWORD, Cast
from wijk.accounts import actions
from wijk.accounts.models import Grant, Person
from wijk.core.models import Letter
from wijk.trail.models import Entry


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


OFFICE = ["/nl/office/people/", "/nl/office/people/invite/"]


@pytest.mark.parametrize("path", OFFICE)
def test_a_visitor_is_asked_to_sign_in(cast: Cast, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"/nl/account/login/?next={path}"


@pytest.mark.parametrize("path", OFFICE)
@pytest.mark.parametrize("name", ["alice", "charlie", "fay"])
def test_forbidden_looks_like_absent(cast: Cast, client: Client, path: str, name: str) -> None:
    client.force_login(getattr(cast, name).person)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", OFFICE)
def test_an_administrator_comes_in(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.dora.person)
    assert client.get(path).status_code == 200


def test_a_role_without_its_second_factor_is_led_to_it(cast: Cast, client: Client) -> None:
    Authenticator.objects.filter(user=cast.dora.person).delete()
    client.force_login(cast.dora.person)
    answer = client.get("/nl/office/people/")
    assert (answer.status_code, answer["Location"]) == (302, "/nl/account/2fa/")


def test_the_list_hides_addresses_of_those_without_a_role(cast: Cast, client: Client) -> None:
    client.force_login(cast.dora.person)
    page = client.get("/en/office/people/").content.decode()
    assert "c…@voorbeeld.be" in page
    assert "charlie@voorbeeld.be" not in page
    assert "alice@voorbeeld.be" in page
    actions.give_consent(cast.charlie.viewer, person=cast.charlie.person, purpose="visible")
    assert "charlie@voorbeeld.be" in client.get("/en/office/people/").content.decode()


def test_the_list_finds_by_name_by_address_and_by_role(cast: Cast, client: Client) -> None:
    client.force_login(cast.dora.person)
    for query, found in [("q=char", "Charlie"), ("q=CHARLIE@voorbeeld.be", "Charlie"), ("role=facilitator", "Fay")]:
        page = client.get(f"/en/office/people/?{query}").content.decode()
        assert found in page
        assert "Alice" not in page
    assert "Nobody fits" in client.get("/en/office/people/?q=zzz").content.decode()


def test_the_list_costs_the_same_for_many(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Person.objects.bulk_create(Person(email=f"p{i}@voorbeeld.be", name=f"P {i}") for i in range(80))
    client.force_login(cast.dora.person)
    with django_assert_max_num_queries(12):
        assert client.get("/nl/office/people/?page=3").status_code == 200


def test_giving_and_ending_a_role_by_hand(cast: Cast, client: Client) -> None:
    client.force_login(cast.dora.person)
    page = f"/nl/office/people/{cast.charlie.key}/"
    assert client.post(page, {"role": "auditor", "area": ""}).status_code == 302
    grant = Grant.objects.get(person=cast.charlie.person)
    assert "auditor" in client.get(page.replace("/nl/", "/en/")).content.decode()
    assert client.post(f"{page}roles/{grant.pk}/end/").status_code == 302
    grant.refresh_from_db()
    assert grant.ended_at


def test_a_wrong_area_says_so(cast: Cast, client: Client) -> None:
    client.force_login(cast.dora.person)
    page = client.post(f"/en/office/people/{cast.charlie.key}/", {"role": "auditor", "area": "neighbourhood/none"})
    assert "There is no such place. Choose one of the list." in page.content.decode()
    assert not Grant.objects.filter(person=cast.charlie.person).exists()


def test_nobody_ends_the_role_of_another_through_a_wrong_address(cast: Cast, client: Client) -> None:
    client.force_login(cast.dora.person)
    grant = cast.alice.person.grants.get()
    assert client.post(f"/nl/office/people/{cast.charlie.key}/roles/{grant.pk}/end/").status_code == 404
    assert cast.alice.viewer.granted


def test_my_page_shows_my_roles_and_keeps_my_name(cast: Cast, client: Client) -> None:
    client.force_login(cast.fay.person)
    page = client.get("/en/me/").content.decode()
    assert "neighbourhood facilitator" in page
    client.post("/en/me/", {"name": "  Fay   Peeters ", "language": "fr"})
    cast.fay.person.refresh_from_db()
    assert (cast.fay.person.name, cast.fay.person.language) == ("Fay Peeters", "fr")


def test_my_page_asks_visitors_to_sign_in(db: None, client: Client) -> None:
    assert client.get("/en/me/").status_code == 302


def test_my_copy_holds_what_is_mine(cast: Cast, client: Client) -> None:
    client.force_login(cast.fay.person)
    told = json.loads(client.post("/en/me/export/").content)
    own = told["rooms"]["accounts"]
    assert (own["email"], own["roles"][0]["area"]) == ("fay@voorbeeld.be", "neighbourhood/1")
    assert "password" not in json.dumps(told)


def test_erasing_needs_a_tick_and_signs_out(cast: Cast, client: Client) -> None:
    client.force_login(cast.charlie.person)
    assert client.post("/en/me/erase/").status_code == 200
    assert Person.objects.get(pk=cast.charlie.person.pk).email
    assert client.post("/en/me/erase/", {"sure": "on"})["Location"] == "/en/goodbye/"
    assert Person.objects.get(pk=cast.charlie.person.pk).email is None
    assert client.get("/en/goodbye/").status_code == 200
    assert client.get("/en/me/").status_code == 302


def test_consent_is_given_and_withdrawn(cast: Cast, client: Client) -> None:
    client.force_login(cast.charlie.person)
    client.post("/en/me/consent/visible/")
    assert "You agreed on" in client.get("/en/me/").content.decode()
    client.post("/en/me/consent/visible/", {"withdraw": "1"})
    assert "You agreed on" not in client.get("/en/me/").content.decode()
    assert client.post("/en/me/consent/dancing/").status_code == 302


def link_of(letter: Letter) -> str:
    return next(word for word in letter.body.split() if word.startswith("http")).split("localhost", 1)[1]


def test_an_invitation_from_letter_to_role(cast: Cast, client: Client) -> None:
    client.force_login(cast.dora.person)
    form = {"email": "Gust@voorbeeld.be", "role": "auditor", "area": "", "language": "fr"}
    assert client.post("/nl/office/people/invite/", form).status_code == 302
    link = link_of(Letter.objects.get(to="gust@voorbeeld.be"))
    assert link.startswith("/fr/invitation/")
    visitor = Client(headers={"host": "localhost"})
    assert "/fr/account/signup/?next=" in visitor.get(link).content.decode()
    assert visitor.post(link).status_code == 200
    visitor.force_login(cast.charlie.person)
    assert visitor.post(link)["Location"] == "/fr/me/"
    assert cast.charlie.viewer.granted == (("auditor", ""),)
    assert visitor.get(link).status_code == 404


def test_one_makes_an_account_verifies_it_and_signs_in(db: None, client: Client) -> None:
    answer = client.post("/nl/account/signup/", {"email": "Nieuw@voorbeeld.be", "password1": PASSWORD})
    assert answer.status_code == 302
    person = Person.objects.get(email="nieuw@voorbeeld.be")
    assert person.language == "nl"
    assert Entry.objects.get().verb == "accounts.register"
    assert client.get("/nl/me/").status_code == 302
    letter = Letter.objects.get(to="nieuw@voorbeeld.be")
    client.post(link_of(letter))
    client.post("/nl/account/login/", {"login": "NIEUW@voorbeeld.be", "password": PASSWORD})
    assert client.get("/nl/me/").status_code == 200


def test_an_address_that_is_taken_looks_like_one_that_is_not(cast: Cast, client: Client) -> None:
    fresh = client.post("/nl/account/signup/", {"email": "fresh@voorbeeld.be", "password1": PASSWORD})
    taken = client.post("/nl/account/signup/", {"email": "charlie@voorbeeld.be", "password1": PASSWORD})
    assert (fresh.status_code, fresh["Location"]) == (taken.status_code, taken["Location"])
    assert Letter.objects.filter(to="charlie@voorbeeld.be").exists()


def test_a_forgotten_password_is_set_anew(cast: Cast, client: Client) -> None:
    client.post("/fr/account/password/reset/", {"email": "charlie@voorbeeld.be"})
    letter = Letter.objects.get(to="charlie@voorbeeld.be")
    assert letter.language == "nl"  # of the person, not of the page
    page = client.get(link_of(letter), follow=True)
    answer = client.post(
        page.request["PATH_INFO"], {"password1": "yet another long word", "password2": "yet another long word"}
    )
    assert answer.status_code == 302
    cast.charlie.person.refresh_from_db()
    assert cast.charlie.person.check_password("yet another long word")


def test_resetting_the_password_of_nobody_looks_the_same(cast: Cast, client: Client) -> None:
    known = client.post("/fr/account/password/reset/", {"email": "charlie@voorbeeld.be"})
    unknown = client.post("/fr/account/password/reset/", {"email": "nobody@voorbeeld.be"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_who_has_a_second_factor_is_asked_for_it(cast: Cast, client: Client) -> None:
    answer = client.post("/nl/account/login/", {"login": "alice@voorbeeld.be", "password": PASSWORD})
    assert answer["Location"].startswith("/nl/account/2fa/authenticate/")
    assert client.get("/nl/me/").status_code == 302


OPEN = ["account/login/", "account/signup/", "account/password/reset/"]
OWN = ["account/2fa/", "account/2fa/totp/activate/", "account/email/", "account/password/change/", "me/", "me/erase/"]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("path", OPEN + OWN)
def test_every_page_answers(cast: Cast, client: Client, language: str, path: str) -> None:
    if path in OWN:
        client.force_login(cast.alice.person)
        client.session.save()
    assert client.get(f"/{language}/{path}").status_code in (200, 302)


def test_a_visitor_without_a_session_costs_no_query(
    db: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/en/account/2fa/")
    assert answer.status_code == 302
