"""What do people do by themselves, where and when? A line in a list, and no more than that."""

from django.db import models

from wijk.accounts.models import Person
from wijk.core import clock

STATES = ("unconfirmed", "waiting", "shown", "hidden", "removed", "withdrawn")


class CitizensActionQuery(models.QuerySet["CitizensAction"]):
    """The questions one asks of them."""

    def shown(self) -> "CitizensActionQuery":
        """What everybody reads."""
        return self.filter(visibility="shown")

    def touching(self, area: str) -> "CitizensActionQuery":
        """Those whose place touches this area."""
        return self.filter(pk__in=CitizensActionArea.objects.filter(area__in={area, ""}).values("action"))


class CitizensAction(models.Model):
    """Something that people do, with its place and its day. No form behind it, no approval, no score: it needs nothing from us."""

    key = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=140)
    language = models.CharField(max_length=8, default="nl")
    spot = models.CharField(max_length=160)
    area = models.CharField(max_length=80, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    day = models.DateField(db_index=True)
    time = models.TimeField(null=True, blank=True)
    link = models.URLField(max_length=300, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    visibility = models.CharField(max_length=12, default="unconfirmed")
    reason = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    once = models.CharField(max_length=80, null=True, blank=True, unique=True)

    objects = CitizensActionQuery.as_manager()

    class Meta:
        ordering = ("day", "time", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(visibility__in=STATES), name="helping_action_visibility"),
            models.CheckConstraint(
                condition=models.Q(lon=None, lat=None) | ~models.Q(lon=None) & ~models.Q(lat=None), name="helping_action_point"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.key


class CitizensActionArea(models.Model):
    """An area that its place touches."""

    action = models.ForeignKey(CitizensAction, models.CASCADE, related_name="areas", db_index=False)
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["action", "area"], name="helping_action_area_once"),)

    def __str__(self) -> str:
        return self.area
