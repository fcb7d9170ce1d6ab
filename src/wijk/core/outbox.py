"""Which letters must leave? Written in the transaction that caused them, sent after it by whoever calls `deliver`.

A letter is sent at least once: when a worker dies between sending and noting so, it goes out again, under the same message id, so
that the mailbox at the other end knows it. Writing the same key twice writes one letter.
"""

import logging
import re
import smtplib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction

from wijk.core import bounces, clock, site
from wijk.core.models import Letter, fresh_key

log = logging.getLogger(__name__)

#: After so many tries, about three days, a letter is left alone with its fault.
TRIES = 14
#: Letters taken at once: one connection to the server.
BATCH = 50
#: A worker that took a letter and died gives it free after this.
LEASE = timedelta(minutes=2)
#: What was sent is forgotten altogether after this; until then its key keeps it from being written again.
KEPT = timedelta(days=90)
#: The fault of a letter that was not sent because its address bounces.
BOUNCING = "bouncing"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")


@dataclass(frozen=True, slots=True)
class Sent:
    """What one round did: letters sent, letters that failed and will be tried again, letters given up, letters still waiting."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is about to be written. `key` makes it one of its kind: the same key is never written twice."""

    to: str
    subject: str
    body: str
    language: str
    html: str = ""
    key: str = field(default_factory=fresh_key)
    headers: Mapping[str, str] = field(default_factory=dict)
    insists: bool = False


def write(
    *, to: str, subject: str, body: str, html: str = "", language: str, key: str = "",
    headers: Mapping[str, str] | None = None, insists: bool = False,
) -> Letter:  # fmt: skip
    """Put a letter into the outbox, inside the current transaction. The subject becomes one line.

    A letter with this `key` that was written before is given back as it is. `insists` is for letters that somebody asked for just
    now, such as a link to confirm an address: they go out though the address bounced before.
    """
    draft = Draft(to, subject, body, language, html, key or fresh_key(), headers or {}, insists)
    made = _letter(draft, clock.now())
    if key and (known := Letter.objects.filter(key=made.key).first()) is not None:
        return known
    write_many([draft])
    return Letter.objects.get(key=made.key)


def write_many(drafts: Iterable[Draft], size: int = 500) -> int:
    """Put many letters into the outbox; those whose key was written before are passed over. How many were handed in."""
    now = clock.now()
    rows = [_letter(draft, now) for draft in drafts]
    Letter.objects.bulk_create(rows, batch_size=size, ignore_conflicts=True)
    return len(rows)


def one_line(words: str) -> str:
    """Words as a subject may hold them: one line, nothing invisible, 300 characters at most."""
    return " ".join(_UNSEEN.sub(" ", words).split())[:300]


def _letter(draft: Draft, now: datetime) -> Letter:
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,80}", draft.key):
        raise ValueError("the key of a letter is letters, digits, dots, hyphens and underscores, 80 at most")
    if wrong := [name for name, value in draft.headers.items() if not _HEADER.fullmatch(name) or _UNSEEN.search(value)]:
        raise ValueError(f"no header of a letter: {wrong[0]!r}")
    return Letter(
        key=draft.key, to=draft.to, address=bounces.address_hash(draft.to), subject=one_line(draft.subject), body=draft.body,
        html=draft.html, language=draft.language, headers=dict(draft.headers), insists=draft.insists,
        written_at=now, try_after=now,
    )  # fmt: skip


def deliver(now: datetime | None = None) -> Sent:
    """Send what is due at `now`. Any number of workers may call it at once: each letter is taken by one of them.

    Without a mail server (see `installation.toml`) nothing is sent and the letters wait.
    """
    at = now or clock.now()
    if not settings.WIJK_POST:
        return Sent(waiting=_due(at).count())
    sent = failed = given_up = 0
    while letters := _claim(at):
        for letter, fault in _send(letters):
            if not fault:
                sent += 1
            elif letter.tries >= TRIES:
                given_up += 1
            else:
                failed += 1
    return Sent(sent, failed, given_up, waiting().count())


def waiting() -> models.QuerySet[Letter]:
    """Letters that still have to leave."""
    return Letter.objects.filter(sent_at=None, tries__lt=TRIES)


def forget_old(now: datetime) -> int:
    """Throw away what was sent, or given up, long ago."""
    old = Letter.objects.filter(written_at__lt=now - KEPT).exclude(sent_at=None, tries__lt=TRIES)
    return old.delete()[0]


def _due(at: datetime) -> models.QuerySet[Letter]:
    return waiting().filter(try_after__lte=at).order_by("try_after", "pk")


def _claim(at: datetime) -> list[Letter]:
    """Take some due letters: whoever else looks finds them not due until the lease or the pause is over."""
    with transaction.atomic():
        skip = transaction.get_connection().features.has_select_for_update_skip_locked
        letters = list(_due(at).select_for_update(skip_locked=skip)[:BATCH])
        for letter in letters:
            letter.tries += 1
            letter.try_after = at + max(LEASE, pause(letter.tries))
        Letter.objects.bulk_update(letters, ["tries", "try_after"])
    return letters


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries: two minutes, doubling, eight hours at most."""
    return min(timedelta(minutes=float(2**tries)), timedelta(hours=8))


def _send(letters: Sequence[Letter]) -> list[tuple[Letter, str]]:
    """Send each letter and note what came of it; outside any transaction, because a mail server may take its time."""
    done = []
    dead = bounces.among({letter.address for letter in letters if not letter.insists})
    post = get_connection()
    try:
        for letter in letters:
            if letter.address in dead and not letter.insists:
                fault, letter.tries = BOUNCING, TRIES
            else:
                fault = _try(letter, post)
            _note(letter, fault)
            done.append((letter, fault))
    finally:
        post.close()
    return done


def _try(letter: Letter, post: BaseEmailBackend) -> str:
    message = EmailMultiAlternatives(
        letter.subject, letter.body, to=[letter.to], connection=post,
        headers={
            "Message-ID": f"<{letter.key}@{site.host()}>", "Date": format_datetime(letter.written_at),
            "Content-Language": letter.language, "Auto-Submitted": "auto-generated", **letter.headers,
        },
    )  # fmt: skip
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    try:
        post.open()  # one connection for all letters of a round
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        post.close()
        if code := bounces.permanent(refused.recipients):
            bounces.mark(letter.to, code)
            letter.tries = TRIES
            return f"bounced {code}"
        return type(refused).__name__
    except (OSError, smtplib.SMTPException, ValueError) as e:
        post.close()  # the next letter gets a fresh connection
        return type(e).__name__  # the words of a server may repeat the address, so they are not kept
    return ""


def _note(letter: Letter, fault: str) -> None:
    letter.fault = fault
    if not fault:
        letter.sent_at = clock.now()
    elif letter.tries < TRIES:
        log.warning("letter %s was not sent (%s); it is tried again after %s", letter.pk, fault, letter.try_after)
    elif fault == BOUNCING or fault.startswith("bounced"):
        log.warning("letter %s was not sent (%s): its address does not work", letter.pk, fault)
    else:
        log.error("letter %s was not sent after %s tries (%s); it is left alone", letter.pk, TRIES, fault)
    if letter.sent_at or letter.tries >= TRIES:
        letter.to = letter.subject = letter.body = letter.html = ""
        letter.headers = {}
    letter.save()
