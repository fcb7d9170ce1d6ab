"""Who is accompanied by which team, and how far is it? For that team alone: nobody else reads a word of it, whatever their role."""

from django.db import models
from django.db.models import Q

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.helping.models.receipts import SPOKEN, WRITTEN

MET, EXPLORING, UNDERWAY, WAITING, CLOSED = "met", "exploring", "underway", "waiting", "closed"
#: How far an accompaniment is, in the order in which it mostly goes.
STAGES = (MET, EXPLORING, UNDERWAY, WAITING, CLOSED)
#: How somebody agrees who sits before a member of the team.
HOW = (SPOKEN, WRITTEN)


class Team(models.Model):
    """People who accompany others in a place. Who is in it, and nobody else, opens its cases."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    area = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.key


class Membership(models.Model):
    """That somebody is in a team, since when, and who put them there: the others of the team read it."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(fields=["team", "person"], condition=Q(ended_at=None), name="helping_member_once"),
        )

    def __str__(self) -> str:
        return f"{self.team_id} since {self.since:%Y-%m-%d}"


class Case(models.Model):
    """One accompaniment: an opaque number, what it is about, how far it is, and what comes next."""

    number = models.CharField(max_length=12, unique=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="cases")
    about = models.CharField(max_length=200)
    who = models.CharField(max_length=200, blank=True)  #: how the team finds them again
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    person_said = models.DateTimeField(null=True, blank=True)  #: when that account said that it is they
    languages = models.JSONField(default=list, blank=True)
    stage = models.CharField(max_length=12, default=MET)
    next_on = models.DateField(null=True, blank=True)
    next_what = models.CharField(max_length=200, blank=True)
    agreed = models.CharField(max_length=8)  #: how they agreed that this is kept
    words = models.PositiveSmallIntegerField()  #: the version of the text to which they agreed, see `agreeing`
    agreed_on = models.DateField()
    keeper = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    touched_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    once = models.CharField(max_length=64, unique=True, null=True, blank=True)

    class Meta:
        ordering = ("next_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="helping_case_stage"),
            models.CheckConstraint(condition=Q(agreed__in=HOW), name="helping_case_agreed"),
            models.CheckConstraint(
                condition=Q(stage=CLOSED, closed_at__isnull=False) | ~Q(stage=CLOSED) & Q(closed_at__isnull=True),
                name="helping_case_closed",
            ),
        )

    def __str__(self) -> str:
        return self.number


class Need(models.Model):
    """One line of what they need for their plan, and whether it is there."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="needs")
    what = models.CharField(max_length=200)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"need {self.pk}"


class CaseLink(models.Model):
    """A thing of the house that a case is about: something that was said, a process, a conversation."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    subject = models.CharField(max_length=160)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["case", "subject"], name="helping_case_link_once"),)

    def __str__(self) -> str:
        return f"link {self.pk}"


class Note(models.Model):
    """One line of the log of accompaniment, with the minutes that it took where they were said."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    on = models.DateField()
    text = models.TextField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    once = models.CharField(max_length=64, unique=True, null=True, blank=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"note {self.pk}"


class Opened(models.Model):
    """That somebody opened a case, when and for what: kept with it, where the team reads it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="openings")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=12, default="read")  #: "read", "paper", "file"
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (models.CheckConstraint(condition=Q(what__in=("read", "paper", "file")), name="helping_opened"),)

    def __str__(self) -> str:
        return f"{self.what} {self.pk}"


class HandOver(models.Model):
    """That the open cases of one colleague went to another: which, and when. Its file can be made for a month."""

    key = models.CharField(max_length=12, unique=True)
    team = models.ForeignKey(Team, models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    taker = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    cases = models.ManyToManyField(Case, related_name="handovers")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.key
