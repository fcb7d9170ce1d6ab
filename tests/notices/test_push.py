"""A browser reads what was sealed for it, nobody else is written to, and one that is gone is forgotten."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.test import Client
from pytest_django import Settings

from tests.notices.conftest import Town
from tests.support.browsers import Browser
from tests.support.news import happens
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.viewer import Operator
from wijk.notices import access, actions, sealing
from wijk.notices.actions import pushing
from wijk.notices.models import Parcel, Push, Reader
from wijk.notices.providing import working

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOOD = "area:neighbourhood/1"
Posted = list[tuple[str, bytes, dict[str, str]]]


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> Posted:
    """What left for push services; they take everything."""
    sent: Posted = []

    def take(endpoint: str, body: bytes, headers: dict[str, str]) -> int:
        sent.append((endpoint, body, headers))
        return 201

    monkeypatch.setattr(pushing, "post", take)
    return sent


def turned_on(browser: Browser) -> Reader:
    with clock.at(NOW):
        actions.enrol_readers(
            Operator(), addresses=[("els@voorbeeld.be", "fr")], tags=[HOOD], rhythm="immediate", sure=True
        )
        reader = Reader.objects.get(email="els@voorbeeld.be")
        actions.turn_on_push(access.Holder(reader.key), reader=reader, **browser.told())
    return reader


def work(at: datetime = NOW) -> None:
    with clock.at(at):
        working.work(at)


def test_the_browser_reads_the_news_and_nobody_else_can(town: Town, posted: Posted) -> None:
    browser = Browser()
    turned_on(browser)
    happens("Nieuw plein", at=NOW)
    work()
    ((endpoint, body, headers),) = posted
    assert endpoint == browser.endpoint
    told = browser.reads(body)
    assert told["title"] == "Nieuw plein (fr)"
    assert told["url"] == "https://wijk.example/fr/perimeters/plein/"
    assert b"plein" not in body
    with pytest.raises(InvalidTag):
        Browser().reads(body)
    assert headers["Content-Encoding"] == "aes128gcm"
    assert not Parcel.objects.exists()
    work(NOW + timedelta(hours=1))
    assert len(posted) == 1


def test_the_push_service_can_tell_who_sends(town: Town, posted: Posted) -> None:
    told = sealing.authorization("https://updates.push.services.mozilla.com/wpush/v2/abc", NOW)
    token, key = told.removeprefix("vapid t=").split(", k=")
    assert key == sealing.public_key()
    signed, _dot, signature = token.rpartition(".")
    raw = sealing.unpacked(signature)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sealing.unpacked(key))
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point.verify(der, signed.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(base64.urlsafe_b64decode(signed.split(".")[1] + "=="))
    assert claims["aud"] == "https://updates.push.services.mozilla.com"
    assert NOW.timestamp() < claims["exp"] <= (NOW + timedelta(hours=24)).timestamp()
    assert claims["sub"].startswith(("mailto:", "https://"))


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(town: Town, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    monkeypatch.setattr(pushing, "post", lambda *_: status)
    turned_on(Browser())
    happens(at=NOW)
    work()
    assert not Push.objects.exists()
    assert not Parcel.objects.exists()


def test_a_push_service_that_is_away_is_asked_again_and_then_no_more(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def away(endpoint: str, body: bytes, headers: dict[str, str]) -> int:
        tries.append(endpoint)
        return 503

    monkeypatch.setattr(pushing, "post", away)
    turned_on(Browser())
    happens(at=NOW)
    for hour in range(40):
        work(NOW + timedelta(hours=hour))
    assert len(tries) == pushing.TRIES
    assert not Parcel.objects.exists()
    assert Push.objects.exists()


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://updates.push.services.mozilla.com/x", "https://localhost/x", "https://169.254.169.254/latest/", "https://evil.example/x",
        "https://updates.push.services.mozilla.com.evil.example/x", "https://user:pw@fcm.googleapis.com/x", "https://fcm.googleapis.com:8080/x",
        "ftp://fcm.googleapis.com/x", "", "https://fcm.googleapis.com:x/", "https://fcm.googleapis.com/" + "x" * 700, "javascript:alert(1)",
    ],
)  # fmt: skip
def test_nothing_is_sent_anywhere_else(town: Town, endpoint: str) -> None:
    with pytest.raises(Refused):
        turned_on(Browser(endpoint))
    assert not Push.objects.exists()


def test_a_city_may_trust_another_service(town: Town, settings: Settings) -> None:
    settings.WIJK_PUSH_SERVICES = ("push.example.org",)
    turned_on(Browser("https://push.example.org/abc"))
    assert Push.objects.count() == 1


@pytest.mark.parametrize("keys", [{"p256dh": "x"}, {"auth": "x"}, {"p256dh": "A" * 87}, {"auth": "é" * 22}])
def test_keys_that_are_none_are_refused(town: Town, keys: dict[str, str]) -> None:
    browser = Browser()
    turned_on(browser)
    reader = Reader.objects.get()
    with pytest.raises(Refused):
        actions.turn_on_push(access.Holder(reader.key), reader=reader, **(browser.told() | keys))


def test_messages_are_turned_on_and_off_on_the_page(town: Town) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(town.cast.charlie.person)
    page = client.get("/nl/hear/").content.decode()
    assert f'data-push-key="{sealing.public_key()}"' in page
    client.post("/nl/hear/", {"do": "push", **Browser().told()})
    assert Push.objects.get().reader.person == town.cast.charlie.person
    client.post("/nl/hear/", {"do": "push_off"})
    assert not Push.objects.exists()


def test_the_browser_belongs_to_who_sits_before_it_now(town: Town) -> None:
    browser = Browser()
    turned_on(browser)
    charlie = town.cast.charlie
    actions.follow(charlie.viewer, person=charlie.person, tag=HOOD)
    reader = Reader.objects.get(person=charlie.person)
    actions.turn_on_push(charlie.viewer, reader=reader, **browser.told())
    assert Push.objects.get().reader == reader


def test_it_seals_as_the_standard_does() -> None:
    """The example of RFC 8291, appendix A."""
    number = int.from_bytes(sealing.unpacked("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    told = sealing.sealed(
        b"When I grow up, I want to be a watermelon",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
        once=ec.derive_private_key(number, ec.SECP256R1()),
        salt=sealing.unpacked("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert sealing.packed(told) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
        "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
