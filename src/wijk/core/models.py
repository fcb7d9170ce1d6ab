"""The outbox: letters that must leave. Rows are written in the transaction that caused them and sent after it."""

import uuid

from django.db import models

from wijk.core import clock


def fresh_key() -> str:
    """A message id that nobody else has."""
    return uuid.uuid4().hex


class Letter(models.Model):
    """One mail to one person. Sent at least once by `wijk.core.outbox.deliver`; the words are forgotten once sent."""

    key = models.CharField(
        max_length=80, unique=True, default=fresh_key, editable=False
    )  #: of its message id, for ever
    address = models.CharField(max_length=64, blank=True, db_index=True)  #: `outbox.address_hash` of who gets it
    headers = models.JSONField(default=dict, blank=True)  #: more headers, such as List-Unsubscribe
    insists = models.BooleanField(default=False)  #: somebody asked for it just now: it goes to a bouncing address, too
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    html = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    written_at = models.DateTimeField(default=clock.now)
    try_after = models.DateTimeField(default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=["sent_at", "try_after"], name="outbox_due"),)

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Bounce(models.Model):
    """An address that a mail server said does not work. Nothing more is sent to it until its owner confirms it again."""

    address = models.CharField(
        max_length=64, primary_key=True
    )  #: `outbox.address_hash`; the address itself is not kept
    shown = models.CharField(max_length=120, blank=True)  #: its first letter and its domain, for the office
    since = models.DateTimeField(default=clock.now)
    last = models.DateTimeField(default=clock.now)
    code = models.CharField(max_length=12, blank=True)  #: why: 5.1.1, 550
    count = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.shown} {self.code}"


class Setting(models.Model):
    """A fact about this installation that a pack or a person set: the city's name, its languages, its frame."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.name


class Sent(models.Model):
    """A form of the office that was sent: the same once more leads where the first one led. The key is a keyed hash; of whoever sent
    it, and of what was in it, nothing is kept."""

    key = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=clock.now, db_index=True)
    led_to = models.CharField(max_length=500, blank=True)  #: "" while it is at work

    def __str__(self) -> str:
        return self.key[:8]
