"""What may be shown, who looks at it, and for which reason is it not? Items, verdicts, reasons, appeals, reports, and the guard."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q

from wijk.core import clock
from wijk.core.text import TextField

#: Whether something is to be read: as `core.providers.Visibility`.
WAITING, SHOWN, HIDDEN, REMOVED = "waiting", "shown", "hidden", "removed"
VISIBILITIES = (WAITING, SHOWN, HIDDEN, REMOVED)
#: What an item waits for: a first look, somebody who reads what readers reported, a second person, another moderator. "" is nothing.
LOOK, REPORTS, REMOVAL, APPEAL = "look", "reports", "removal", "appeal"
NEEDS = (LOOK, REPORTS, REMOVAL, APPEAL)
#: What a moderator says of an item. "propose" asks for removal, "remove" and "keep" are what the second person answers;
#: "grant" and "dismiss" answer an appeal.
CHOICES = ("show", "hide", "propose", "remove", "keep", "grant", "dismiss")
#: Those by which something is not shown; its author may appeal against the last of them.
TAKING = ("hide", "propose", "remove", "keep")
#: A moderator who opened an item has it for so long.
CLAIM = timedelta(minutes=10)
#: Letters of a key, without those that are taken for one another.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def fresh_key() -> str:
    """A key that says nothing about anybody."""
    return "".join(secrets.choice(_LETTERS) for _each in range(12))


class Reason(models.Model):
    """Why something is not shown: a row of the public list, which the office may extend. What was used is never taken out."""

    code = models.SlugField(max_length=40, unique=True)
    title = TextField()  #: "It insults or threatens somebody"
    words = TextField()  #: what that means, with an example
    removes = models.BooleanField(default=False)  #: grave enough to be removed, by two people
    reported = models.BooleanField(default=True)  #: readers may give it when they report something
    active = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.code


class BlockedWord(models.Model):
    """A word at which a text waits for a moderator; each city keeps its own list."""

    word = models.CharField(max_length=60, unique=True)  #: as `rules.folded` writes it
    since = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word


class Item(models.Model):
    """Something that people wrote, as far as moderation is concerned: the words themselves stay in their own room."""

    key = models.SlugField(max_length=16, unique=True, default=fresh_key)
    subject = models.CharField(max_length=200, unique=True)  #: `str(Subject)`
    kind = models.CharField(max_length=60)
    area = models.CharField(max_length=80, blank=True)
    process = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=12, blank=True)
    before = models.BooleanField(default=False)  #: looked at before it was shown
    author = models.CharField(max_length=64, blank=True, db_index=True)  #: an opaque mark
    print = models.CharField(max_length=64, blank=True)  #: keyed hash of the words, to find the same words elsewhere
    score = models.PositiveSmallIntegerField(default=0)
    signs = models.JSONField(default=list, blank=True)  #: what the rules saw, as `rules.Sign` says it
    visibility = models.CharField(max_length=10, default=WAITING)
    reason = models.ForeignKey(Reason, models.PROTECT, null=True, blank=True, related_name="+")
    need = models.CharField(max_length=10, blank=True)
    since = models.DateTimeField(null=True, blank=True)  #: when it began to wait
    version = models.PositiveIntegerField(default=0)  #: grows with every decision, so that the second of two is told
    reports = models.PositiveIntegerField(default=0)  #: how many since somebody last decided
    proposed_by = models.CharField(
        max_length=64, blank=True
    )  #: who asked for removal, while a second person is awaited
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(visibility__in=VISIBILITIES), name="item_known_visibility"),
            models.CheckConstraint(condition=Q(need__in=("", *NEEDS)), name="item_known_need"),
            models.CheckConstraint(condition=Q(need="", since=None) | (~Q(need="") & Q(since__isnull=False)), name="item_waits_since"),
            models.CheckConstraint(condition=Q(need=REMOVAL, visibility=HIDDEN) | ~Q(need=REMOVAL), name="item_hidden_before_removal"),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["since", "id"], condition=~Q(need=""), name="item_waiting"),
            models.Index(fields=["print", "entered_at"], condition=~Q(print=""), name="item_same_words"),
        )

    def __str__(self) -> str:
        return self.key

    def claimed_by_other(self, key: str, now: datetime | None = None) -> bool:
        """Does somebody else have it open?"""
        free = self.claimed_until is None or self.claimed_until <= (now or clock.now())
        return bool(self.claimed_by) and self.claimed_by != key and not free


class Verdict(models.Model):
    """What somebody decided about an item, for which reason, and how long it had waited."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="verdicts")
    choice = models.CharField(max_length=10)
    reason = models.ForeignKey(Reason, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)  #: words to the author, not public
    by = models.CharField(max_length=64, blank=True)  #: the opaque key of a moderator
    at = models.DateTimeField(default=clock.now, db_index=True)
    waited = models.PositiveIntegerField(default=0)  #: minutes
    told = models.PositiveSmallIntegerField(default=0)  #: letters to the author

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.CheckConstraint(condition=Q(choice__in=CHOICES), name="verdict_known_choice"),)

    def __str__(self) -> str:
        return f"{self.choice} {self.at:%Y-%m-%d}"


class Appeal(models.Model):
    """The author does not agree. Another moderator looks at it; one appeal against each decision."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="appeals")
    verdict = models.OneToOneField(Verdict, models.CASCADE, related_name="appeal")  #: what is appealed against
    words = models.TextField()
    language = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(default=clock.now, db_index=True)
    answered = models.OneToOneField(Verdict, models.PROTECT, null=True, blank=True, related_name="answers")

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["item"], condition=Q(answered=None), name="appeal_one_open"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"appeal {self.pk}"


class Report(models.Model):
    """A reader thinks that something should not be shown. One of each reader; never public."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="reported")
    reason = models.ForeignKey(Reason, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    mark = models.CharField(max_length=64)  #: opaque; forgotten with the words, see `actions.tidy`
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["item", "mark"], condition=~Q(mark=""), name="report_once_per_reader"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"report {self.pk}"


class Salt(models.Model):
    """What the marks of one day are made with. Once it is thrown away nobody can tell any more whose they were."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.day}"


class Spent(models.Model):
    """A guarded form that was sent: it is not taken a second time."""

    nonce = models.CharField(max_length=32, primary_key=True)
    digest = models.CharField(max_length=64)  #: keyed hash of what was sent
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.nonce


class PaceQuery(models.QuerySet["Pace"]):
    """How often did one hand send something?"""

    def step(self, purpose: str, mark: str, hour: datetime) -> int:
        """Count one more, and say how many there are."""
        same = self.filter(purpose=purpose, mark=mark, hour=hour)
        if not same.update(count=F("count") + 1):
            try:
                with transaction.atomic():
                    self.create(purpose=purpose, mark=mark, hour=hour)
            except IntegrityError:
                same.update(count=F("count") + 1)
        return same.values_list("count", flat=True).get()


class Pace(models.Model):
    """How many guarded forms came from one hand in an hour. The mark is made with the salt of the day."""

    purpose = models.CharField(max_length=60)
    mark = models.CharField(max_length=64)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    objects = PaceQuery.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["purpose", "mark", "hour"], name="pace_once"),)

    def __str__(self) -> str:
        return f"{self.purpose} {self.count}"
