"""An address that does not work is written to no more, until its owner confirms it; nobody silences another with a forged report."""

import io
import mailbox
import smtplib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email import message_from_string
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from pytest_django import Settings

from wijk.cli import installed
from wijk.core import bounces, clock, outbox, site, worker
from wijk.core.models import Bounce, Letter
from wijk.core.outbox import Draft

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 9, tzinfo=UTC)
GONE = "weg@voorbeeld.be"

REPORT = """From: MAILER-DAEMON@elders.example
To: wijk@wijk.example
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; elders.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
--b
Content-Type: {kind}

Message-ID: <{key}@{host}>
Subject: x

--b--
"""


class Refusing(EmailBackend):
    """A mail server that answers as the address says: 550.5.1.1@…"""

    def send_messages(self, messages: Sequence[mail.EmailMessage]) -> int:
        to = messages[0].to[0]
        told = to.partition("@")[0].split("-")
        if told[0].isdigit():
            raise smtplib.SMTPRecipientsRefused({to: (int(told[0]), (told[1] if len(told) > 1 else "no").encode())})
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def post(settings: Settings) -> None:
    settings.WIJK_POST = True
    settings.WIJK_SITE = "https://wijk.example"
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"


def written(to: str, *, key: str = "", insists: bool = False) -> Letter:
    with clock.at(NOW):
        return outbox.write(to=to, subject="Dag", body="Hallo", language="nl", key=key, insists=insists)


def report(
    key: str,
    *,
    to: str = GONE,
    status: str = "5.1.1",
    action: str = "failed",
    kind: str = "text/rfc822-headers",
    host: str = "wijk.example",
) -> str:
    return REPORT.format(key=key, to=to, status=status, action=action, kind=kind, host=host)


@pytest.mark.parametrize("to", ["550@x.be", "550-5.1.1@x.be", "551@x.be", "553-5.1.3@x.be", "554-5.2.1@x.be"])
def test_a_refusal_for_good_is_not_tried_again_and_marks_the_address(to: str) -> None:
    letter = written(to)
    assert outbox.deliver(NOW) == outbox.Sent(given_up=1)
    letter.refresh_from_db()
    assert (letter.body, letter.to, letter.sent_at) == ("", "", None)
    assert bounces.bounces(to.upper())
    written(to)
    written("goed@x.be")
    assert outbox.deliver(NOW) == outbox.Sent(sent=1, given_up=1)
    assert [m.to for m in mail.outbox] == [["goed@x.be"]]


@pytest.mark.parametrize("to", ["450@x.be", "421-4.7.0@x.be", "552-5.2.2@x.be", "550-5.7.1@x.be", "554@x.be"])
def test_a_refusal_that_is_not_of_the_mailbox_is_tried_again(to: str) -> None:
    written(to)
    assert outbox.deliver(NOW) == outbox.Sent(failed=1, waiting=1)
    assert not Bounce.objects.exists()


def test_what_somebody_asked_for_goes_out_all_the_same() -> None:
    bounces.mark("els@x.be", "5.1.1")
    written("els@x.be", insists=True)
    written("els@x.be")
    assert outbox.deliver(NOW) == outbox.Sent(sent=1, given_up=1)
    assert bounces.clear("ELS@x.be")
    written("els@x.be")
    assert outbox.deliver(NOW) == outbox.Sent(sent=1)


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_marks_whom_the_letter_was_written_to(kind: str) -> None:
    letter = written(GONE)
    outbox.deliver(NOW)
    done = bounces.take([message_from_string(report(letter.key, kind=kind))])
    assert done == bounces.Read(reports=1, marked=1)
    row = Bounce.objects.get()
    assert (row.shown, row.code, row.count) == ("w…@voorbeeld.be", "5.1.1", 1)
    assert bounces.bounces(GONE)
    bounces.take([message_from_string(report(letter.key, kind=kind))])
    assert Bounce.objects.get().count == 2


def test_a_forged_report_silences_nobody() -> None:
    letter = written(GONE)
    outbox.deliver(NOW)
    forged = [
        report("00000000"),
        report(letter.key, host="evil.example"),
        report(letter.key).replace("Message-ID", "X-Other"),
    ]
    done = bounces.take(message_from_string(text) for text in forged)
    assert done == bounces.Read(reports=3, unknown=3)
    # a report about a real letter, which names another recipient, says nothing of that other
    bounces.take([message_from_string(report(letter.key, to="ander@voorbeeld.be"))])
    assert not bounces.bounces("ander@voorbeeld.be")
    assert bounces.bounces(GONE)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "4.4.1"},
        {"status": "5.2.2"},
        {"status": "5.7.1"},
        {"status": "?"},
        {"action": "delayed"},
        {"action": "delivered"},
    ],
)
def test_a_report_of_a_delay_marks_nothing(change: dict[str, str]) -> None:
    letter = written(GONE)
    outbox.deliver(NOW)
    assert bounces.take([message_from_string(report(letter.key, **change))]).marked == 0
    assert not Bounce.objects.exists()


def test_nonsense_is_no_report() -> None:
    texts = [
        "",
        "hello",
        "Content-Type: message/delivery-status\n\nx",
        "Content-Type: multipart/report\n\n--",
        "\0\0\0",
    ]
    assert bounces.take(message_from_string(text) for text in texts) == bounces.Read()


def _eml(folder: Path, text: str) -> str:
    (folder / "one.eml").write_text(text)
    return str(folder / "one.eml")


def _folder(folder: Path, text: str) -> str:
    _eml(folder, text)
    return str(folder)


def _mbox(folder: Path, text: str) -> str:
    box = mailbox.mbox(str(folder / "box"))
    box.add(message_from_string("Subject: hello\n\nno report"))
    box.add(message_from_string(text))
    box.flush()
    return str(folder / "box")


def _maildir(folder: Path, text: str) -> str:
    mailbox.Maildir(str(folder / "dir")).add(message_from_string(text))
    return str(folder / "dir")


@pytest.mark.parametrize("kept", [_eml, _folder, _mbox, _maildir])
def test_the_command_reads_whatever_a_mail_server_keeps(
    kept: Callable[[Path, str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = written(GONE)
    outbox.deliver(NOW)
    options = installed.parser().parse_args(["mail", "bounces", kept(tmp_path, report(letter.key))])
    assert options.run(options) == 0
    assert capsys.readouterr().out == "1 reports, 1 addresses marked, 0 about letters that are not ours.\n"
    assert bounces.bounces(GONE)


def test_the_command_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = written(GONE)
    outbox.deliver(NOW)

    class Stdin:
        buffer = io.BytesIO(report(letter.key).encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    options = installed.parser().parse_args(["mail", "bounces", "-"])
    assert options.run(options) == 0


# --- message ids ------------------------------------------------------------------------------------------------------


def test_the_same_key_is_one_letter() -> None:
    first = written("a@x.be", key="one")
    assert written("a@x.be", key="one").pk == first.pk
    with clock.at(NOW):
        outbox.write_many([Draft("a@x.be", "x", "x", "nl", key=key) for key in ("one", "two", "two")])
    assert Letter.objects.count() == 2
    outbox.deliver(NOW + timedelta(days=1))
    assert written("a@x.be", key="one").sent_at
    assert len(mail.outbox) == 2


def test_a_letter_goes_out_again_under_the_same_id() -> None:
    letter = written("a@x.be", key="one")
    outbox.deliver(NOW)
    Letter.objects.filter(pk=letter.pk).update(
        sent_at=None, to="a@x.be", subject="Dag", body="Hallo"
    )  # the worker died before noting
    outbox.deliver(NOW + timedelta(days=1))
    ids = {message.extra_headers["Message-ID"] for message in mail.outbox}
    assert len(mail.outbox) == 2
    assert ids == {"<one@wijk.example>"}
    assert len({message.extra_headers["Date"] for message in mail.outbox}) == 1


def test_the_demo_keeps_a_letter_that_came_twice_once(settings: Settings, tmp_path: Path) -> None:
    settings.WIJK_FOLDER, settings.EMAIL_BACKEND = tmp_path, "wijk.core.mailbox.Backend"
    letter = written("a@x.be")
    for day in range(3):
        outbox.deliver(NOW + timedelta(days=day))
        Letter.objects.filter(pk=letter.pk).update(sent_at=None, to="a@x.be")
    assert len(list((tmp_path / "mail").glob("*.eml"))) == len(list((tmp_path / "mail").iterdir())) // 2 == 1


@pytest.mark.parametrize("key", ["a b", "x\n", "é", "a" * 81, "<x>"])
def test_a_key_that_cannot_be_a_message_id_is_a_fault(key: str) -> None:
    with pytest.raises(ValueError, match="key of a letter"):
        written("a@x.be", key=key)


@pytest.mark.parametrize("headers", [{"X\n": "a"}, {"X": "a\r\nBcc: b@c.d"}, {"": "x"}])
def test_a_header_holds_no_second_header(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no header"):
        outbox.write(to="a@x.be", subject="x", body="x", language="nl", headers=headers)


def test_what_left_long_ago_is_forgotten_and_what_waits_is_not() -> None:
    written("a@x.be")
    outbox.deliver(NOW)
    written("450@x.be")
    assert outbox.forget_old(NOW + outbox.KEPT) == 0
    assert outbox.forget_old(NOW + outbox.KEPT + timedelta(days=1)) == 1
    assert Letter.objects.get().to == "450@x.be"


# --- the worker and the address of the site -----------------------------------------------------------------------------


class Broken:
    """A room that cannot work."""

    name = "broken"

    def work(self, now: datetime) -> int:
        raise RuntimeError("not today")


class Busy:
    """A room that works."""

    name = "busy"

    def work(self, now: datetime) -> int:
        return 2


broken, busy = Broken(), Busy()


def test_one_room_that_fails_stops_neither_the_others_nor_the_letters(settings: Settings) -> None:
    settings.WIJK_PROVIDERS = {"works": [f"{__name__}.broken", f"{__name__}.busy"]}
    written("a@x.be")
    assert worker.tick(NOW) == worker.Round(2, outbox.Sent(sent=1), ("broken",))


@pytest.mark.parametrize(
    ("site_setting", "https", "hosts", "told"),
    [
        ("https://wijk.brussels/", False, ["x"], "https://wijk.brussels/fr/a/"),
        ("", True, ["wijk.be", "localhost"], "https://wijk.be/fr/a/"),
        ("", False, ["*", "localhost"], "http://localhost:8000/fr/a/"),
        ("", False, [], "http://localhost:8000/fr/a/"),
    ],
)
def test_a_link_in_a_letter_leads_to_the_site(
    settings: Settings, site_setting: str, https: bool, hosts: list[str], told: str
) -> None:
    settings.WIJK_SITE, settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = site_setting, https, hosts
    assert site.absolute("a/", "fr") == site.absolute("/fr/a/") == told
    assert site.absolute("https://elders.be/x") == "https://elders.be/x"
