"""Who answers, by when, and what was answered? Services, routes, requests with their promised day, answers that are never overwritten."""

from typing import Any

from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from wijk.accounts.models import Person
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.core.text import TextField

#: What an answer may say. "forwarded" moves the question to another service and leaves the clock running.
OUTCOMES = ("accepted", "refused", "answered", "done", "needs_nothing", "forwarded")
#: How a request stands: it waits for an answer; it has one; what was said is no longer shown; it was taken together with another.
OPEN, ANSWERED, GONE, MERGED = "open", "answered", "gone", "merged"
STATES = (OPEN, ANSWERED, GONE, MERGED)
#: Days until the promised day where no service says otherwise: the desk of the facilitators.
DESK_DAYS = 10


class Reason(models.Model):
    """Why something is refused: a row of the public list, which the office may extend. What was used is never taken out."""

    code = models.SlugField(max_length=40, unique=True)
    title = TextField()
    words = TextField()  #: what that means, and what one can still do
    active = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.code


class Service(models.Model):
    """A service that answers: the roads, the parks, the housing company. Its members are people with an account."""

    key = models.SlugField(max_length=60, unique=True)
    title = TextField()
    days = models.PositiveSmallIntegerField(default=20)  #: until the promised day
    working = models.BooleanField(default=True)  #: days on which one works, without holidays and closures
    place = models.CharField(max_length=80, blank=True)  #: where it works; "" is the whole city
    members = models.ManyToManyField(Person, related_name="+", blank=True)
    active = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("key",)
        constraints = (models.CheckConstraint(condition=Q(days__gte=1), name="answers_service_days"),)

    def __str__(self) -> str:
        return self.key


class Route(models.Model):
    """What goes to which service. What is empty asks nothing; the route that asks most wins."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="routes")
    opening = models.CharField(max_length=80, blank=True)
    area = models.CharField(max_length=80, blank=True)  #: "neighbourhood/58", "municipality/3", "perimeter/KEY"
    kind = models.CharField(max_length=30, blank=True)
    category = models.CharField(max_length=30, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)  #: in place of the service's own

    class Meta:
        ordering = ("opening", "area", "kind", "category", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["service", "opening", "area", "kind", "category"], name="answers_route_once"
            ),
            models.CheckConstraint(condition=Q(days=None) | Q(days__gte=1), name="answers_route_days"),
        )

    def __str__(self) -> str:
        return f"{self.service_id}: {self.opening} {self.area} {self.kind} {self.category}"


class Phrase(models.Model):
    """Words that help somebody to answer. An answer that says nothing of its own beside them is refused."""

    code = models.SlugField(max_length=60, unique=True)
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="phrases"
    )  #: none: for all
    outcome = models.CharField(max_length=14, blank=True)
    title = TextField()
    words = TextField()
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


def _sign(*cases: tuple[Q, str], otherwise: str = "-") -> Case:
    """One letter for the first of these that holds."""
    return Case(*(When(test, then=Value(letter)) for test, letter in cases), default=Value(otherwise))


#: What counts of a request on the public clock, in four letters, its days and its reason: "-trn12:cost". The database writes it with the
#: row, so that it cannot differ from it; what is gone or was taken together counts nothing.
TALLY = Case(
    When(
        state__in=(OPEN, ANSWERED),
        then=Concat(
            _sign((Q(state=OPEN), "w")),
            _sign((Q(first_on=None), "-"), (Q(first_on__lte=F("first_due")), "t"), otherwise="l"),
            _sign((Q(reopened__gt=0), "r")),
            _sign((Q(outcome="refused"), "n")),
            Coalesce(Cast("took", CharField()), Value("")),
            Value(":"),
            Case(When(outcome="refused", then=F("reason")), default=Value("")),
            output_field=CharField(),
        ),
    ),
    default=Value(""),
    output_field=CharField(),
)


class Request(models.Model):
    """The promise of an answer to one contribution: by whom, by which day, and how it stands. No service: the desk of facilitators."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="request")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="requests")
    area = models.CharField(max_length=80, blank=True)
    process = models.CharField(max_length=80, blank=True)
    phase = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, default=OPEN)
    asked_at = models.DateTimeField(default=clock.now)
    asked_on = models.DateField()
    due = models.DateField()
    first_due = models.DateField()  #: what was promised for the first answer
    answered_at = models.DateTimeField(null=True, blank=True)  #: the latest answer
    first_on = models.DateField(null=True, blank=True)  #: the day of the first answer
    took = models.PositiveIntegerField(null=True, blank=True)  #: days from the question to the first answer
    outcome = models.CharField(max_length=14, blank=True)  #: of the latest answer
    reason = models.CharField(max_length=40, blank=True)  #: of the latest answer, where it refuses
    reopened = models.PositiveSmallIntegerField(default=0)
    stage = models.PositiveSmallIntegerField(default=0)  #: reminders sent: at three quarters, a day before, late
    next_on = models.DateField(null=True, blank=True)  #: the day of the next reminder
    escalated_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)  #: two at once: the second is told
    tally = models.GeneratedField(expression=TALLY, output_field=models.CharField(max_length=80), db_persist=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=STATES), name="answers_request_state"),
            models.CheckConstraint(condition=Q(outcome="") | Q(outcome__in=OUTCOMES), name="answers_request_outcome"),
            models.CheckConstraint(condition=~Q(outcome="refused") | ~Q(reason=""), name="answers_request_reason"),
            models.CheckConstraint(condition=Q(due__gte=F("asked_on")), name="answers_request_forwards"),
            models.CheckConstraint(condition=Q(reopened__lte=1), name="answers_request_reopened_once"),
        )
        indexes = (
            models.Index(fields=["state", "due", "id"], name="answers_queue"),
            models.Index(fields=["service", "state", "due"], name="answers_of_service"),
            models.Index(fields=["area", "-answered_at"], name="answers_of_area"),
            models.Index(fields=["-answered_at"], name="answers_newest"),
            models.Index(fields=["state", "next_on"], name="answers_reminders"),
            models.Index(fields=["process", "phase", "state"], name="answers_of_process"),
            models.Index(fields=["service", "tally", "asked_on"], name="answers_tally_service"),
            models.Index(fields=["area", "tally", "asked_on"], name="answers_tally_area"),
            models.Index(fields=["state", "service", "due", "asked_on"], name="answers_late_service"),
            models.Index(fields=["state", "area", "due", "asked_on"], name="answers_late_area"),
        )

    def __str__(self) -> str:
        return f"request {self.contribution_id}"


class Answer(models.Model):
    """One answer, as it was given. History is kept: a later answer stands after it and changes nothing."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=14)
    reason = models.ForeignKey(Reason, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=8, default="nl")
    follows = models.TextField(blank=True)  #: what follows
    by = models.CharField(max_length=160, blank=True)  #: who does it: a `Subject` as text
    by_when = models.DateField(null=True, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")  #: none: facilitators
    to = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="+"
    )  #: forwarded to; none: facilitators
    at = models.DateTimeField(default=clock.now)
    in_time = models.BooleanField(default=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["request", "number"], name="answers_answer_number"),
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="answers_answer_outcome"),
            models.CheckConstraint(condition=~Q(text=""), name="answers_answer_says_something"),
            models.CheckConstraint(condition=~Q(outcome="refused") | ~Q(reason=None), name="answers_refusal_has_reason"),
            models.CheckConstraint(condition=Q(outcome="refused") | Q(reason=None), name="answers_reason_refuses"),
            models.CheckConstraint(
                condition=~Q(outcome="accepted") | (~Q(follows="") & ~Q(by="")), name="answers_acceptance_says_what_follows"
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["-at", "-id"], name="answers_answer_newest"),)

    def __str__(self) -> str:
        return f"{self.request_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Kept once; never written over."""
        if not self._state.adding:
            raise ValueError("an answer is never written over: give another one")
        super().save(*args, **kwargs)


class Again(models.Model):
    """Its author asked again, once, and said why. Read by who answers, and by nobody else."""

    request = models.OneToOneField(Request, models.CASCADE, related_name="again")
    text = models.TextField()
    language = models.CharField(max_length=8, default="nl")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"again {self.request_id}"


class Merge(models.Model):
    """Two that said the same, taken together; what is needed to take them apart again."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    into = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    marks = models.JSONField(default=list)  #: opaque marks of support that came along
    others = models.JSONField(default=list)  #: keys of what had gone over into it before
    due = models.DateField()  #: what the other was promised before
    asked_on = models.DateField()
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["contribution"], condition=Q(undone_at=None), name="answers_merged_once"),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id} into {self.into_id}"
