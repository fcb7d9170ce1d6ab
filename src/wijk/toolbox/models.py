"""What does a city add to the toolbox? Its own cards, its closures, and the plans that people keep for themselves."""

from django.db import models

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.text import TextField


class KeptCard(models.Model):
    """A card of the city itself: a new one, its own version of one that comes with the house, or the word that one is not used here."""

    code = models.CharField(max_length=60, unique=True)
    facts = models.JSONField(default=dict)  #: the document; empty where a card of the house is only retired
    retired = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.code


class Closure(models.Model):
    """Days on which the city does not meet: "office" days nobody works either, "school" days there is work but no meeting."""

    KINDS = ("office", "school")

    title = TextField()
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    start = models.DateField()
    end = models.DateField()  #: included

    class Meta:
        ordering = ("start", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="closure_forwards"),
            models.CheckConstraint(condition=models.Q(kind__in=("office", "school")), name="closure_known_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.start} {self.end}"


class SavedPlan(models.Model):
    """A plan that somebody keeps: what was asked, and what the planner made of it, with the method that did."""

    key = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    title = TextField()
    place = models.CharField(max_length=120, blank=True)
    wish = models.JSONField()
    made = models.JSONField()
    method = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-changed_at", "-pk")

    def __str__(self) -> str:
        return self.key
