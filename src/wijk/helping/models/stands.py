"""Where does the stand stop? Tours with their stops."""

from django.db import models
from django.db.models import F, Q

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.text import TextField


class Tour(models.Model):
    """A stand that travels: why, where, for which process."""

    key = models.SlugField(max_length=80, unique=True)
    title = TextField()
    intro = TextField()
    place = models.CharField(max_length=80, blank=True)  #: "" | "neighbourhood/58" | "perimeter/KEY"
    process = models.CharField(max_length=80, blank=True)
    active = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.key


class StopQuery(models.QuerySet["Stop"]):
    """The questions one asks of stops."""

    def coming(self) -> "StopQuery":
        """Those that are not over and take place, the next first."""
        return self.filter(tour__active=True, cancelled=False, ends_at__gte=clock.now()).order_by("starts_at", "pk")

    def past(self) -> "StopQuery":
        """Those that are over, the latest first."""
        return self.filter(cancelled=False, ends_at__lt=clock.now()).order_by("-starts_at", "-pk")

    def touching(self, area: str) -> "StopQuery":
        """Those whose place touches this area."""
        return self.filter(pk__in=StopArea.objects.filter(area__in={area, ""}).values("stop"))


class Stop(models.Model):
    """One place and time at which the stand stands. Its hosts are never named to the public; its notes are for the team."""

    key = models.CharField(max_length=12, unique=True)
    tour = models.ForeignKey(Tour, models.CASCADE, related_name="stops")
    spot = models.CharField(max_length=160)  #: the place in words
    area = models.CharField(max_length=80, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    languages = models.JSONField(default=list, blank=True)  #: codes of the languages that one of the hosts speaks
    offer = TextField()
    kit = models.JSONField(default=list, blank=True)  #: lines of what goes along: {"what", "ready"}
    hosts = models.ManyToManyField(Person, related_name="+", blank=True)
    cancelled = models.BooleanField(default=False)
    talked = models.PositiveIntegerField(null=True, blank=True)
    sheets = models.PositiveIntegerField(null=True, blank=True)
    newcomers = models.PositiveIntegerField(null=True, blank=True)
    notes = models.TextField(blank=True)  #: the weather, what to do otherwise; for the team alone
    counted_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    objects = StopQuery.as_manager()

    class Meta:
        ordering = ("starts_at", "pk")
        constraints = (models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="helping_stop_forwards"),)

    def __str__(self) -> str:
        return self.key


class StopArea(models.Model):
    """An area that the place of a stop touches."""

    stop = models.ForeignKey(Stop, models.CASCADE, related_name="areas", db_index=False)
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["stop", "area"], name="helping_stop_area_once"),)

    def __str__(self) -> str:
        return self.area
