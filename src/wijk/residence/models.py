"""Who lives here, and who counts once? Standings of residence, asked and shown without keeping what is not needed.

Nobody's name, address or document stands here: people are prints that only the secret of the installation can make again. An address
waits, sealed, until its letter is printed. What each column is for and how long it stays is told in `keeping.py`, and on a page.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from wijk.core import clock
from wijk.core.text import TextField

#: What can be asked, the least first.
LEVELS = ("none", "declared", "verified")
#: How one shows it. All but the first are "verified".
WAYS = ("declare", "letter", "register", "counter", "openid")


def today() -> date:
    """For the columns that keep a day and no moment."""
    return clock.today()


class Requirement(models.Model):
    """What a process, a conversation or a place to speak asks of who takes part, and why."""

    scope = models.CharField(max_length=160, unique=True)  #: a `Subject` as text
    level = models.CharField(max_length=10, choices=[(level, level) for level in LEVELS])
    why = TextField()
    ways = models.JSONField(default=list)
    place = models.CharField(max_length=80, blank=True)  #: where one must live: "" | an area | "perimeter/KEY"
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(level__in=LEVELS), name="residence_known_level"),)

    def __str__(self) -> str:
        return f"{self.scope} {self.level}"


class Offer(models.Model):
    """A way that the city offers or not, and what it says of it: where the counter is, what the register asks."""

    way = models.CharField(max_length=10, primary_key=True)
    active = models.BooleanField(default=False)
    words = TextField()

    def __str__(self) -> str:
        return self.way


class Resident(models.Model):
    """Somebody who said or showed where they live: the neighbourhood, how, and until when that holds. Nothing tells who."""

    level = models.CharField(max_length=10, choices=[(level, level) for level in LEVELS[1:]])
    way = models.CharField(max_length=10)
    area = models.CharField(max_length=80)  #: a neighbourhood
    since = models.DateField(default=today)
    until = models.DateField(db_index=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(level__in=LEVELS[1:]), name="resident_known_level"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="resident_runs_forwards"),
        )
        indexes = (models.Index(fields=["level", "way", "area"], name="resident_counted"),)

    def __str__(self) -> str:
        return f"{self.level} in {self.area}"


class Handle(models.Model):
    """One thing by which somebody is known again: the keyed print of an account, a line of the register, a pass, a provider's identity."""

    resident = models.ForeignKey(Resident, models.CASCADE, related_name="handles")
    kind = models.CharField(max_length=10)
    hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.kind


class Letter(models.Model):
    """A letter with a code that somebody asked for. Its address is sealed, and forgotten once it was printed."""

    number = models.CharField(max_length=6, unique=True)
    area = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    lines = models.TextField(blank=True)  #: the sealed address; "" once forgotten
    house = models.CharField(max_length=64, db_index=True)  #: print of the address: how many letters go to one place
    account = models.CharField(
        max_length=64, blank=True, db_index=True
    )  #: print of who asked, where they have an account
    asked_on = models.DateField(default=today)
    batch = models.CharField(max_length=10, blank=True, db_index=True)
    printed_on = models.DateField(null=True, blank=True)
    code = models.CharField(max_length=64, blank=True)  #: print of the code; "" before printing, and when locked
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    until = models.DateField(db_index=True)  #: when the row goes

    def __str__(self) -> str:
        return f"letter {self.number}"


class Ticket(models.Model):
    """A short code that somebody with an account shows at the counter. It goes when it was used, or after an hour."""

    hash = models.CharField(max_length=64, primary_key=True)
    account = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return "ticket"


class Register(models.Model):
    """By which columns the register of the city is compared, and the salt with which its lines are hashed. There is one."""

    fields = models.JSONField(default=list)  #: [{"code", "kind", "label": {nl, fr, en}}]
    salt = models.CharField(max_length=64)
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return "register"


class Edition(models.Model):
    """One delivery of the register: a draft that somebody looks at, then the one in force."""

    key = models.CharField(max_length=10, unique=True)
    state = models.CharField(max_length=10, default="draft")  #: draft, current
    rows = models.PositiveIntegerField(default=0)
    doubts = models.JSONField(default=dict)  #: codes and numbers of lines, never what stands there
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["state"], condition=Q(state="current"), name="residence_one_register"),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.state}"


class Line(models.Model):
    """One line of the register: a print and a neighbourhood."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="lines")
    hash = models.CharField(max_length=64)
    area = models.CharField(max_length=80)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "hash"], name="register_line_once"),)

    def __str__(self) -> str:
        return self.hash[:8]


class Counted(models.Model):
    """That somebody of an area takes part in a scope, once: for the spread over the areas, and unlike their mark there."""

    scope = models.CharField(max_length=160)
    hash = models.CharField(max_length=64)
    area = models.CharField(max_length=80)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scope", "hash"], name="counted_once"),)
        indexes = (models.Index(fields=["scope", "area"], name="counted_by_area"),)

    def __str__(self) -> str:
        return f"{self.scope} {self.area}"


class Tally(models.Model):
    """How many showed where they live by one way, since the last line in the trail and in all."""

    way = models.CharField(max_length=10, primary_key=True)
    fresh = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    told_on = models.DateField(null=True, blank=True)  #: the day of the last line in the trail

    def __str__(self) -> str:
        return f"{self.way} {self.total}"


#: What `Pace.what` says of a form that was sent.
ONCE = "once"


class PaceManager(models.Manager["Pace"]):
    """Counts tries."""

    def step(self, what: str, hand: str, hour: Any) -> int:
        """One more, and how many there are in this hour."""
        row, _made = self.get_or_create(what=what, hand=hand, hour=hour)
        self.filter(pk=row.pk).update(count=F("count") + 1)
        return int(self.values_list("count", flat=True).get(pk=row.pk))


class Pace(models.Model):
    """Tries of one hand within an hour. A hand is a keyed print of a network on one day, or of an account; rows go after the hour. Of a
    form (`what` is `ONCE`) it is the print of the form itself, which goes after `terms.FORM`."""

    what = models.CharField(max_length=20)
    hand = models.CharField(max_length=64)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    objects = PaceManager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["what", "hand", "hour"], name="residence_pace_once"),)

    def __str__(self) -> str:
        return f"{self.what} {self.count}"
