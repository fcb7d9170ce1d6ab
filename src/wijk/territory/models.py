"""Where is it? Areas and their versions, how they nest, perimeters, places and streets.

Geometry is WKB in longitude and latitude (EPSG:4326); lengths and surfaces were measured in the city's own projected system.
"""

from django.db import models

from wijk.core.text import TextField


class Level(models.TextChoices):
    """The four scales, smallest first."""

    SECTOR = "sector"
    NEIGHBOURHOOD = "neighbourhood"
    MUNICIPALITY = "municipality"
    REGION = "region"


class Kind(models.TextChoices):
    """What kind of ground an area is; not its type (residential, local centre…), which is reckoned elsewhere."""

    INHABITED = "inhabited"
    INDUSTRY = "industry"  #: industry and stations
    GREEN = "green"
    CEMETERY = "cemetery"
    NOWHERE = "nowhere"  #: a unit without ground: people who could not be located in any sector


class AreaSet(models.Model):
    """One version of one division of the territory; `current` is the one that pages show for its level."""

    key = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    level = models.CharField(max_length=20, choices=Level.choices)
    name = TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    current = models.BooleanField(default=False)
    source = models.CharField(max_length=60, blank=True)  #: code of an `indicators.Source`
    view_box = models.CharField(max_length=60, blank=True)  #: of the coarse paths, in frame units

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["key", "version"], name="areaset_key_version"),
            models.UniqueConstraint(fields=["level"], condition=models.Q(current=True), name="areaset_one_current"),
        )

    def __str__(self) -> str:
        return f"{self.key}/{self.version}"


class AreaQuery(models.QuerySet["Area"]):
    """The questions one asks of areas."""

    def current(self) -> "AreaQuery":
        """Areas of the versions in force."""
        return self.filter(area_set__current=True)

    def at(self, level: str) -> "AreaQuery":
        """Areas of one level."""
        return self.filter(area_set__level=level)

    def on_the_ground(self) -> "AreaQuery":
        """Areas that have a place on the map."""
        return self.exclude(kind=Kind.NOWHERE)


class Area(models.Model):
    """One area of one version; `ref` ("neighbourhood/58") names it through all versions."""

    area_set = models.ForeignKey(AreaSet, models.CASCADE, related_name="areas")
    code = models.CharField(max_length=40)
    name = TextField()
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.INHABITED)
    pieces = models.PositiveSmallIntegerField(default=1)
    surface = models.FloatField(default=0)  #: square metres
    lon = models.FloatField(null=True)  #: of a point inside, for labels
    lat = models.FloatField(null=True)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    note = TextField()  #: what a reader should know of its geometry or name

    objects = AreaQuery.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["area_set", "code"], name="area_set_code"),)
        indexes = (models.Index(fields=["code"], name="area_code"),)

    def __str__(self) -> str:
        return self.code


class Shape(models.Model):
    """The geometry of an area, kept apart so that a list of areas stays light. Paths are computed once, at loading."""

    area = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="shape")
    wkb = models.BinaryField()  #: polygon or multipolygon, EPSG:4326
    coarse = models.TextField()  #: SVG path data in whole units of the city's frame
    fine = models.TextField()  #: SVG path data in whole tenths of those units (ten times as many), for close-ups
    box = models.CharField(max_length=60)  #: "x y width height" in frame units

    def __str__(self) -> str:
        return f"shape of {self.area_id}"


class Nesting(models.Model):
    """`share` of the child's surface lies in the parent; `lead` marks the parent that answers for a child of several."""

    child = models.ForeignKey(Area, models.CASCADE, related_name="parent_links")
    parent = models.ForeignKey(Area, models.CASCADE, related_name="child_links")
    share = models.FloatField(default=1.0)
    lead = models.BooleanField(default=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["child", "parent"], name="nesting_once"),)

    def __str__(self) -> str:
        return f"{self.child_id} in {self.parent_id}"


class Perimeter(models.Model):
    """An operator's own boundary, with its owner, purpose and period."""

    key = models.CharField(max_length=60, unique=True)
    name = TextField()
    owner = models.CharField(max_length=200)
    purpose = TextField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)
    wkb = models.BinaryField()
    coarse = models.TextField(blank=True)  #: paths and box as those of a `Shape`
    fine = models.TextField(blank=True)
    box = models.CharField(max_length=60, blank=True)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    surface = models.FloatField(default=0)

    def __str__(self) -> str:
        return self.key


class PlaceCategory(models.Model):
    """What sort of place: a school, a pharmacy, a stop."""

    code = models.CharField(max_length=60, primary_key=True)
    name = TextField()
    theme = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.code


class Place(models.Model):
    """One point where something is."""

    key = models.CharField(max_length=80, unique=True)
    name = TextField()
    category = models.ForeignKey(PlaceCategory, models.PROTECT, related_name="places")
    lon = models.FloatField()
    lat = models.FloatField()
    sector = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="+")
    neighbourhood = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="places")
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = (models.Index(fields=["neighbourhood", "category"], name="place_where_what"),)

    def __str__(self) -> str:
        return self.key


class Street(models.Model):
    """One street by name, with the neighbourhoods that it runs through."""

    key = models.CharField(max_length=120, unique=True)
    name = TextField()
    wkb = models.BinaryField()  #: multilinestring, EPSG:4326
    lon = models.FloatField()  #: of a point on it
    lat = models.FloatField()
    source = models.CharField(max_length=60, blank=True)
    main = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="+")  #: the neighbourhood of its middle
    areas = models.ManyToManyField(Area, related_name="streets")  #: neighbourhoods

    def __str__(self) -> str:
        return self.key


class SearchName(models.Model):
    """A name by which people look for an area, a street or a place; folded to plain lower-case letters."""

    kind = models.CharField(max_length=20)  #: area level, "street" or "place"
    rank = models.PositiveSmallIntegerField(default=9)  #: which kinds come first: see `queries.RANKS`
    target = models.CharField(max_length=120)  #: area code, street key or place key
    label = models.CharField(max_length=200)  #: the name that was folded
    language = models.CharField(max_length=8, blank=True)
    name = TextField()  #: in all languages
    folded = models.CharField(max_length=200)
    length = models.PositiveSmallIntegerField()  #: number of distinct trigrams
    area = models.ForeignKey(Area, models.CASCADE, null=True, related_name="+")  #: where the finder goes

    class Meta:
        indexes = (
            # varchar_pattern_ops: so that PostgreSQL finds beginnings of names in any locale; SQLite passes over it
            models.Index(
                fields=["rank", "folded"], name="search_begins", opclasses=["int2_ops", "varchar_pattern_ops"]
            ),
        )

    def __str__(self) -> str:
        return self.label


class Trigram(models.Model):
    """Three letters of a folded name, so that a typing error is forgiven on any database."""

    gram = models.CharField(max_length=3)
    name = models.ForeignKey(SearchName, models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = (models.Index(fields=["gram", "name"], name="trigram_name"),)

    def __str__(self) -> str:
        return self.gram


class GramCount(models.Model):
    """In how many names three letters stand: a search begins with the rarest."""

    gram = models.CharField(max_length=3, primary_key=True)
    names = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.gram
