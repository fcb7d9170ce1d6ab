"""Which letters must leave? Written in the transaction that caused them, sent after it by whoever calls `deliver`.

A letter is sent at least once: when a worker dies between sending and noting so, it goes out again.
"""

import logging
import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction

from wijk.core import clock
from wijk.core.models import Letter

log = logging.getLogger(__name__)

#: After so many tries, about three days, a letter is left alone with its fault.
TRIES = 14
#: Letters taken at once: one connection to the server.
BATCH = 50
#: A worker that took a letter and died gives it free after this.
LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Sent:
    """What one round did: letters sent, letters that failed and will be tried again, letters given up, letters still waiting."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0
    waiting: int = 0


def write(*, to: str, subject: str, body: str, html: str = "", language: str) -> Letter:
    """Put a letter into the outbox, inside the current transaction. The subject becomes one line."""
    return Letter.objects.create(
        to=to, subject=" ".join(subject.split())[:300], body=body, html=html, language=language
    )


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
    waiting = Letter.objects.filter(sent_at=None, tries__lt=TRIES).count()
    return Sent(sent, failed, given_up, waiting)


def _due(at: datetime) -> models.QuerySet[Letter]:
    return Letter.objects.filter(sent_at=None, tries__lt=TRIES, try_after__lte=at).order_by("try_after", "pk")


def _claim(at: datetime) -> list[Letter]:
    """Take some due letters: whoever else looks finds them not due until the lease or the pause is over."""
    with transaction.atomic():
        skip = transaction.get_connection().features.has_select_for_update_skip_locked
        letters = list(_due(at).select_for_update(skip_locked=skip)[:BATCH])
        for letter in letters:
            letter.tries += 1
            letter.try_after = at + max(LEASE, pause(letter.tries))
            letter.save(update_fields=["tries", "try_after"])
    return letters


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries: two minutes, doubling, eight hours at most."""
    return min(timedelta(minutes=float(2**tries)), timedelta(hours=8))


def _send(letters: Sequence[Letter]) -> list[tuple[Letter, str]]:
    """Send each letter and note what came of it; outside any transaction, because a mail server may take its time."""
    done = []
    post = get_connection()
    try:
        for letter in letters:
            fault = _try(letter, post)
            _note(letter, fault)
            done.append((letter, fault))
    finally:
        post.close()
    return done


def _try(letter: Letter, post: BaseEmailBackend) -> str:
    message = EmailMultiAlternatives(
        letter.subject, letter.body, to=[letter.to], connection=post,
        headers={"Content-Language": letter.language, "Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    try:
        message.send()
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
    else:
        log.error("letter %s was not sent after %s tries (%s); it is left alone", letter.pk, TRIES, fault)
    if letter.sent_at or letter.tries >= TRIES:
        letter.to = letter.subject = letter.body = letter.html = ""
    letter.save()
