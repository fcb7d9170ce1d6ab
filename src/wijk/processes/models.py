"""What has begun here, how far is it, and what was promised? Processes, phases, promises, versions of frameworks, endorsements."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from wijk.core import clock
from wijk.core.text import TextField

STATES = ("draft", "announced", "running", "closed", "stopped")
PHASE_STATES = ("planned", "open", "closed")
PROMISE_KINDS = ("information", "answers", "minutes", "report", "decision", "training", "evaluation", "other")
PROMISE_STATES = ("owed", "kept", "not_given")
ACTOR_KINDS = ("group", "organisation", "organ")


def _within(column: str, known: tuple[str, ...], label: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{column}__in": known}), name=label)


def _forwards(first: str, last: str, label: str) -> models.CheckConstraint:
    nothing = Q(**{first: None}) | Q(**{last: None})
    return models.CheckConstraint(condition=nothing | Q(**{f"{last}__gte": F(first)}), name=label)


class ProcessQuery(models.QuerySet["Process"]):
    """The questions one asks of processes."""

    def shown(self) -> "ProcessQuery":
        """Those that everybody may know of."""
        return self.exclude(state="draft")

    def going(self) -> "ProcessQuery":
        """Those that were announced or run."""
        return self.filter(state__in=("announced", "running"))

    def at(self, area: str) -> "ProcessQuery":
        """Those that touch an area, the whole city's included; "" gives every one."""
        if not area:
            return self
        return self.filter(pk__in=ProcessArea.objects.filter(area__in=[area, ""]).values("process"))


class Process(models.Model):
    """Something that a city does with its people, from the first letter to the account of what came of it."""

    key = models.SlugField(max_length=80, unique=True)
    title = TextField()
    summary = TextField()
    place = models.CharField(max_length=80, blank=True)
    large = models.BooleanField(default=False)  #: reaches everybody in its perimeter who agreed to that
    themes = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, default="draft", db_index=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    stop_reason = TextField()
    evaluation = TextField()
    learnt = TextField()
    reached = models.PositiveIntegerField(null=True, blank=True)  #: people who were told
    took_part = models.PositiveIntegerField(null=True, blank=True)
    first_time = models.PositiveIntegerField(null=True, blank=True)  #: of them, for the first time
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    objects = ProcessQuery.as_manager()

    class Meta:
        constraints = (_within("state", STATES, "process_state"), _forwards("starts", "ends", "process_forwards"))

    def __str__(self) -> str:
        return self.key

    @property
    def is_public(self) -> bool:
        """May everybody know of it?"""
        return self.state != "draft"

    @property
    def is_over(self) -> bool:
        """Is it closed or stopped?"""
        return self.state in ("closed", "stopped")


class ProcessArea(models.Model):
    """An area on whose page the process stands."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="areas")
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["process", "area"], name="process_area_once"),)

    def __str__(self) -> str:
        return self.area


class Participant(models.Model):
    """Who takes part: an organisation, an organ, or a group in words ("people who live in the street")."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="participants")
    code = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=12, default="group")
    about = models.CharField(max_length=160, blank=True)  #: a subject as text, of an organisation or an organ
    title = TextField()
    words = TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["process", "code"], name="participant_once"),
            _within("kind", ACTOR_KINDS, "participant_kind"),
        )
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.code


class Phase(models.Model):
    """A stretch of a process with its own rules of who takes part how."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="phases")
    code = models.SlugField(max_length=40)
    title = TextField()
    summary = TextField()
    start = models.DateField()
    end = models.DateField()
    state = models.CharField(max_length=12, default="planned")
    doing = TextField()  #: what one can do while it is open
    link = models.CharField(max_length=300, blank=True)  #: where one does it
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["process", "code"], name="phase_once"),
            models.UniqueConstraint(fields=["process"], condition=Q(state="open"), name="phase_one_open"),
            _within("state", PHASE_STATES, "phase_state"),
            _forwards("start", "end", "phase_forwards"),
        )
        ordering = ("start", "pk")

    def __str__(self) -> str:
        return self.code


class Promise(models.Model):
    """What a phase will give: answers, minutes, an evaluation. Kept, or said in public why it is not given."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=12, default="other")
    title = TextField()
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, default="owed")
    done_on = models.DateField(null=True, blank=True)
    done = TextField()  #: what was given, or why nothing is
    link = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            _within("kind", PROMISE_KINDS, "promise_kind"),
            _within("state", PROMISE_STATES, "promise_state"),
        )
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Task(models.Model):
    """Something that the office has to do in time, from a plan or by hand; never public."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="tasks")
    phase = models.ForeignKey(Phase, models.SET_NULL, null=True, blank=True, related_name="tasks")
    title = TextField()
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return f"task {self.pk}"


class Framework(models.Model):
    """One version of what was agreed about how. `number` is empty for the draft, of which there is at most one."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="frameworks")
    number = models.PositiveIntegerField(null=True, blank=True)
    content = models.JSONField(default=dict)  #: see `framing.Content`
    why = TextField()  #: what changed and why
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["process", "number"], name="framework_number_once"),
            models.UniqueConstraint(fields=["process"], condition=Q(number=None), name="framework_one_draft"),
        )
        ordering = ("process", "-number")

    def __str__(self) -> str:
        return f"{self.process_id}/{self.number or 'draft'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A published version never changes."""
        if self.pk and Framework.objects.filter(pk=self.pk).exclude(number=None).exists():
            raise ValueError("a published framework never changes")
        super().save(*args, **kwargs)


class Endorsement(models.Model):
    """An organisation or an organ stands behind one version. `about` is a subject as text; `title` its words of that day."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="endorsements")
    about = models.CharField(max_length=160)
    title = TextField()
    on = models.DateField()
    remarks = TextField()
    by = TextField()  #: by which decision or function, never a name
    decision = models.CharField(max_length=80, blank=True)  #: key of an organ's decision

    class Meta:
        constraints = (models.UniqueConstraint(fields=["framework", "about"], name="endorsement_once"),)
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return self.about
