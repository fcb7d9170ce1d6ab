"""Who hears of what? Items of news out of the trail, and readers with what they follow, when and how they hear of it."""

import uuid
from datetime import datetime

from django.db import models

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.text import TextField


def fresh_key() -> str:
    """A key that says nothing about anybody."""
    return uuid.uuid4().hex


class Rhythm(models.TextChoices):
    """How often somebody hears of things."""

    IMMEDIATE = "immediate"
    DAILY = "daily"
    WEEKLY = "weekly"


class Item(models.Model):
    """One piece of public news: what followers hear of one line of the trail."""

    index = models.BigIntegerField(primary_key=True)  #: of the line in the trail
    at = models.DateTimeField(db_index=True)
    title = TextField()
    text = TextField()
    path = models.CharField(max_length=300, blank=True)  #: the page without its language
    kind = models.CharField(max_length=40)
    large = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.index}"


class ItemTag(models.Model):
    """What one may follow to hear of an item."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="tags")
    tag = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["tag", "item"], name="itemtag_once"),)

    def __str__(self) -> str:
        return self.tag


class ItemPoint(models.Model):
    """Where on the map an item lies, for who follows a circle."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="points")
    lon = models.FloatField()
    lat = models.FloatField()

    def __str__(self) -> str:
        return f"{self.lon:.5f}, {self.lat:.5f}"


class ReaderQuery(models.QuerySet["Reader"]):
    """The questions one asks of readers."""

    def live(self) -> "ReaderQuery":
        """Those who confirmed and did not stop."""
        return self.filter(stopped_at=None).exclude(confirmed_at=None)

    def due(self, now: datetime) -> "ReaderQuery":
        """Those whose letter is due, the longest waiting first."""
        return self.live().filter(due_at__lte=now).order_by("due_at", "pk")


class Reader(models.Model):
    """Somebody who hears of things: a person with an account, or only an address that was confirmed.

    The trail knows neither the key nor what is followed. `heard` is the last item that was looked at for this reader, so that
    nothing is told twice.
    """

    key = models.CharField(max_length=32, unique=True, default=fresh_key, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, null=True, blank=True, related_name="reader")
    email = models.EmailField(blank=True)  #: of who has no account; theirs stands in `Person`
    language = models.CharField(max_length=8, default="nl")
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    weekday = models.PositiveSmallIntegerField(default=4)  #: 0 is Monday
    quiet_from = models.TimeField(null=True, blank=True)  #: by the clock of the city
    quiet_to = models.TimeField(null=True, blank=True)
    by_mail = models.BooleanField(default=True)
    home = models.CharField(max_length=80, blank=True, db_index=True)  #: "neighbourhood/58"
    agreed_large = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    heard = models.BigIntegerField(default=-1)

    objects = ReaderQuery.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["email"], condition=~models.Q(email=""), name="reader_email_once"),
        )
        indexes = (models.Index(fields=["due_at", "id"], name="reader_due"),)

    def __str__(self) -> str:
        return self.key


class Follow(models.Model):
    """A reader follows a tag; a circle has its middle and its reach beside it. What was not confirmed does not count."""

    reader = models.ForeignKey(Reader, models.CASCADE, related_name="follows")
    tag = models.CharField(max_length=200)
    name = TextField()  #: of a subject, as it was called when one began; other tags are named when they are shown
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    metres = models.PositiveIntegerField(null=True, blank=True)
    since = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["reader", "tag"], name="follow_once"),)
        indexes = (
            models.Index(fields=["tag", "reader"], name="follow_tag"),
            models.Index(fields=["lat", "lon"], name="follow_circle", condition=models.Q(metres__isnull=False)),
        )

    def __str__(self) -> str:
        return self.tag


class Push(models.Model):
    """A browser that asked to be told (RFC 8030). `endpoint` is the address that its maker gave it."""

    reader = models.ForeignKey(Reader, models.CASCADE, related_name="pushes")
    endpoint = models.CharField(max_length=600, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"push {self.pk}"


class Parcel(models.Model):
    """A message for one browser that must leave, as a letter in the outbox does; the words are gone once it left."""

    key = models.CharField(max_length=120, unique=True)
    push = models.ForeignKey(Push, models.CASCADE, related_name="parcels")
    words = models.JSONField(default=dict)  #: title, text and address
    written_at = models.DateTimeField(default=clock.now)
    try_after = models.DateTimeField(default=clock.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"parcel {self.pk}"


class Cursor(models.Model):
    """How far something has read: the trail by its index."""

    name = models.CharField(max_length=40, primary_key=True)
    index = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.name} at {self.index}"


class Telling(models.Model):
    """What one batch of letters told, as counts: {item: {neighbourhood of the readers: {channel: readers}}}. Nobody stands in it."""

    at = models.DateTimeField(default=clock.now, db_index=True)
    told = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"telling {self.pk}"
