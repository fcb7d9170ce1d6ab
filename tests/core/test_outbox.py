"""Letters leave once they are written, at least once, and are forgotten."""

import smtplib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from pytest_django import Settings

from wijk.core import clock, mailbox, outbox
from wijk.core.models import Letter

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def post(settings: Settings) -> None:
    settings.WIJK_POST = True


def written(to: str = "jan@voorbeeld.be", html: str = "") -> Letter:
    with clock.at(NOW):
        return outbox.write(to=to, subject="Dag\r\nBcc: x@y.be", body="Hallo", html=html, language="nl")


class Broken(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages: Sequence[mail.EmailMessage]) -> int:
        if messages[0].to == ["broken@voorbeeld.be"]:
            raise smtplib.SMTPRecipientsRefused({"broken@voorbeeld.be": (450, b"later")})
        return super().send_messages(messages)


def test_a_letter_is_sent_and_its_words_are_forgotten() -> None:
    letter = written(html="<p>Hallo</p>")
    assert outbox.deliver(NOW) == outbox.Sent(sent=1)
    sent = mail.outbox[0]
    assert (sent.to, sent.body, sent.extra_headers["Content-Language"]) == (["jan@voorbeeld.be"], "Hallo", "nl")
    letter.refresh_from_db()
    assert letter.sent_at
    assert letter.to == letter.subject == letter.body == letter.html == ""


def test_a_subject_is_one_line() -> None:
    written()
    outbox.deliver(NOW)
    assert mail.outbox[0].subject == "Dag Bcc: x@y.be"


def test_a_letter_is_sent_once() -> None:
    written()
    outbox.deliver(NOW)
    outbox.deliver(NOW + timedelta(days=9))
    assert len(mail.outbox) == 1


def test_what_is_rolled_back_is_never_sent() -> None:
    with transaction.atomic():
        written()
        transaction.set_rollback(True)
    assert outbox.deliver(NOW).sent == 0


def test_without_a_mail_server_letters_wait(settings: Settings) -> None:
    settings.WIJK_POST = False
    written()
    assert outbox.deliver(NOW) == outbox.Sent(waiting=1)
    assert not mail.outbox


def test_one_that_fails_does_not_hold_up_the_others(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    bad, good = written("broken@voorbeeld.be"), written()
    assert outbox.deliver(NOW) == outbox.Sent(sent=1, failed=1, waiting=1)
    bad.refresh_from_db()
    assert (bad.fault, bad.body, bad.tries) == ("SMTPRecipientsRefused", "Hallo", 1)
    good.refresh_from_db()
    assert good.sent_at


def test_it_is_tried_again_after_longer_and_longer_pauses(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    letter = written("broken@voorbeeld.be")
    assert outbox.deliver(NOW).failed == 1
    assert outbox.deliver(NOW).failed == 0
    at, pauses = NOW, []
    for _ in range(outbox.TRIES - 1):
        letter.refresh_from_db()
        pauses.append(letter.try_after - at)
        at = letter.try_after
        outbox.deliver(at)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=8)


def test_after_many_tries_it_is_given_up_and_forgotten(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    letter = written("broken@voorbeeld.be")
    Letter.objects.update(tries=outbox.TRIES - 1)
    assert outbox.deliver(NOW) == outbox.Sent(given_up=1)
    letter.refresh_from_db()
    assert (letter.body, letter.to, letter.sent_at) == ("", "", None)
    assert outbox.deliver(NOW + timedelta(days=30)) == outbox.Sent()


def test_a_letter_that_a_worker_took_is_left_to_it_for_a_while() -> None:
    written()
    assert len(outbox._claim(NOW)) == 1
    assert outbox._claim(NOW) == []
    assert outbox.deliver(NOW).sent == 0
    assert outbox.deliver(NOW + outbox.LEASE).sent == 1  # the worker died: somebody else sends it


def test_the_demo_keeps_its_post_in_a_folder(settings: Settings, tmp_path: object) -> None:
    settings.WIJK_FOLDER = tmp_path
    settings.EMAIL_BACKEND = "wijk.core.mailbox.Backend"
    with clock.at(NOW):
        outbox.write(to="jan@voorbeeld.be", subject="Één", body="Open http://localhost/x/?a=1 nu", language="nl")
        outbox.deliver()
    with clock.at(NOW + timedelta(minutes=1)):
        outbox.write(to="els@voorbeeld.be", subject="Twee", body="-", language="fr")
        outbox.deliver()
    second, first = mailbox.letters()
    assert (first.subject, first.to, first.language) == ("Één", "jan@voorbeeld.be", "nl")
    assert first.links == ("http://localhost/x/?a=1",)
    assert mailbox.count() == 2
    assert mailbox.letters(start=1) == [first]
    assert mailbox.read(second.key) == second
    assert (mailbox.folder() / f"{first.key}.eml").read_bytes().startswith(b"Content-")


@pytest.mark.parametrize("key", ["", "../installation", "20260501T090000000000-zzzzzz", "/etc/passwd"])
def test_the_box_opens_nothing_else(settings: Settings, tmp_path: object, key: str) -> None:
    settings.WIJK_FOLDER = tmp_path
    assert mailbox.read(key) is None
    assert mailbox.letters() == []


def test_the_box_throws_old_letters_away(settings: Settings, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WIJK_FOLDER = tmp_path
    settings.EMAIL_BACKEND = "wijk.core.mailbox.Backend"
    monkeypatch.setattr(mailbox, "KEPT", 2)
    for n in range(4):
        with clock.at(NOW + timedelta(minutes=n)):
            outbox.write(to="jan@voorbeeld.be", subject=str(n), body="-", language="nl")
            outbox.deliver()
    assert [letter.subject for letter in mailbox.letters()] == ["3", "2"]
