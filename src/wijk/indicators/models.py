"""What is known of each area? Catalogue, sources, deliveries and the published series.

The files of a delivery are kept on disk for ever (`deliveries/<key>/`: the original and one normalised Parquet per indicator).
`Series` and `Coverage` are what is published now: recomputed from the kept files whenever a delivery is published or withdrawn.
"""

from django.db import models

from wijk.core import clock
from wijk.core.text import TextField
from wijk.territory.models import Area, AreaSet


class Source(models.Model):
    """Where figures come from, and what it is worth: its appraisal is kept also when it was rejected."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        CONSIDERED = "considered"

    code = models.CharField(max_length=60, unique=True)
    name = TextField()
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    licence_url = models.URLField(max_length=500, blank=True)
    coverage = TextField()
    quality = TextField()
    level = TextField()
    lag = TextField()
    rights = TextField()
    verdict = models.CharField(max_length=20, choices=Verdict.choices, default=Verdict.ACCEPTED)
    reason = TextField()

    def __str__(self) -> str:
        return self.code


class Theme(models.Model):
    """A subject under which indicators stand; `hue` picks one of the ten theme colours."""

    code = models.CharField(max_length=60, unique=True)
    name = TextField()
    order = models.PositiveSmallIntegerField(default=0)
    hue = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    """What is measured and how. `measure` says what may be done with its values upwards."""

    class Measure(models.TextChoices):
        COUNT = "count"  #: a number of things; sums over areas
        SHARE = "share"  #: factor × numerator ÷ denominator; counts sum, the share is recomputed
        RATIO = "ratio"  #: the same, for things per other things (per km², per household)
        DELIVERED = "delivered"  #: a value without counts (a median, a rate as given); never averaged upwards

    code = models.CharField(max_length=60, unique=True)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="indicators")
    name = TextField()
    definition = TextField()
    relevance = TextField()
    method = TextField()
    note = TextField()
    sentence = TextField()  #: "{value} of residents are younger than 18"
    unit = models.CharField(max_length=40)  #: "%", "€", "persons", "per_km2"…
    unit_name = TextField()
    measure = models.CharField(max_length=20, choices=Measure.choices)
    numerator = TextField()
    denominator = TextField()
    factor = models.FloatField(default=1)
    decimals = models.PositiveSmallIntegerField(default=0)
    direction = models.SmallIntegerField(default=0)  #: +1 more is better, -1 less is better, 0 neither
    source = models.ForeignKey(Source, models.PROTECT, related_name="indicators")
    update_procedure = TextField()
    next_release = models.DateField(null=True, blank=True)
    lowest = models.FloatField(null=True, blank=True)  #: a value below is impossible
    highest = models.FloatField(null=True, blank=True)
    jump = models.FloatField(
        null=True, blank=True
    )  #: a relative change against the last period above this is questioned
    weight = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )  #: population for estimates
    parts = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="wholes"
    )  #: counts that add up to it
    key = models.BooleanField(default=False)  #: among the key figures of a neighbourhood
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ("theme__order", "order", "code")

    def __str__(self) -> str:
        return self.code


class Delivery(models.Model):
    """One file with figures on its way: staged, then published by a second person, perhaps withdrawn. Kept for ever."""

    class Status(models.TextChoices):
        STAGED = "staged"
        PUBLISHED = "published"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)  #: of the file
    origin = models.CharField(max_length=10, default="upload")  #: "upload" or "pack"
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.STAGED)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="deliveries")
    mapping = models.JSONField(default=dict)  #: how columns became areas, indicators, periods, values
    findings = models.JSONField(
        default=list
    )  #: what validation said: {code, params, file, sheet, line, column, severity}
    delivered_by = models.CharField(max_length=64)
    delivered_at = models.DateTimeField(default=clock.now)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    published_order = models.PositiveIntegerField(null=True, blank=True)  #: later wins where two tell of the same cell
    reason = models.TextField(blank=True)  #: of rejection or withdrawal

    def __str__(self) -> str:
        return self.key


class DeliveryPart(models.Model):
    """What one delivery tells of one indicator on one area set."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="parts")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="delivery_parts")
    area_set = models.ForeignKey(AreaSet, models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    periods = models.JSONField(default=list)
    difference = models.JSONField(
        default=dict
    )  #: against what was published at staging: {new, changed, same, gone, set_aside}

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["delivery", "indicator", "area_set"], name="delivery_part_once"),
        )

    def __str__(self) -> str:
        return f"{self.delivery_id}/{self.indicator_id}"


class SetAside(models.Model):
    """A cell for which a delivery gives conflicting values: it waits for a person, and is never guessed."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="set_aside")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    period = models.CharField(max_length=20)
    candidates = models.JSONField()  #: [{value, numerator, denominator, line, column}]
    chosen = models.PositiveSmallIntegerField(null=True, blank=True)  #: index of the candidate, null while open
    refused = models.BooleanField(default=False)  #: none of them is right
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["delivery", "indicator", "area", "period"], name="set_aside_once"),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.period}"


class Coverage(models.Model):
    """What is published of one indicator on one area set: its periods, and a summary of each.

    `summaries[period]` = {"n", "min", "q1", "median", "q3", "max", "mean", "breaks": [...] of the map's classes, "edges": [...] and
    "counts": [...] of a histogram, "absent": {mark: n}}
    `reasons[period]` says why a level (or some of its areas) has no figure: "no-counts", "incomplete", "no-weight",
    "crosses-borders", "would-reveal". `notes[period]` is a list of {"code", …} that a reader should know: {"code": "estimated",
    "weight": code, "period": of the weights}, {"code": "without-nowhere"}.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="coverages")
    area_set = models.ForeignKey(AreaSet, models.CASCADE, related_name="+")
    periods = models.JSONField(default=list)  #: sorted
    known = models.JSONField(default=list)  #: how many areas have a value in each of `periods`; for "5th of 118"
    summaries = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    deliveries = models.JSONField(default=list)  #: keys of the deliveries that it was made of
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["indicator", "area_set"], name="coverage_once"),)

    def __str__(self) -> str:
        return f"{self.indicator_id} on {self.area_set_id}"


class Series(models.Model):
    """All published values of one indicator in one area, aligned with `Coverage.periods`.

    `marks` has one letter a period: d delivered · c recomputed from counts · e estimated · s suppressed · n not available ·
    r no residents · a set aside for a person to decide · "-" nothing was ever said. Values stand only under d, c and e.
    `numerators` and `denominators` are empty where no period has any; `shares` says, under e, which part of the weight was
    known (else null), and is empty where nothing is estimated.
    """

    # The constraint and the two indexes below cover the three; half a million rows are written at once.
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="series", db_index=False)
    area_set = models.ForeignKey(AreaSet, models.CASCADE, related_name="+", db_index=False)
    area = models.ForeignKey(Area, models.CASCADE, related_name="series", db_index=False)
    values = models.JSONField(default=list)  #: number or null
    marks = models.TextField()
    numerators = models.JSONField(default=list)
    denominators = models.JSONField(default=list)
    ranks = models.JSONField(default=list)  #: 1 is the highest value; null without value
    shares = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["indicator", "area"], name="series_once"),)
        indexes = (
            models.Index(fields=["indicator", "area_set"], name="series_map"),
            models.Index(fields=["area"], name="series_area"),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} in {self.area_id}"
