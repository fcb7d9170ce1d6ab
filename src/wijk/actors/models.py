"""Which organisations are there, where, and who keeps what is said of them? Only what an organisation says in public of itself."""

from datetime import date, timedelta

from django.db import models

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.text import TextField

#: After so long without a word, an entry is fading: somebody should say whether it is still right.
FRESH_FOR = timedelta(days=365)


class Level(models.TextChoices):
    """How near to the street an organisation works; the three degrees of involvement of an actors' map."""

    MICRO = "micro"
    MESO = "meso"
    MACRO = "macro"


class State(models.TextChoices):
    """How far one can rely on an entry today."""

    FRESH = "fresh"
    FADING = "fading"
    UNCONFIRMED = "unconfirmed"
    CLOSED = "closed"


class Sector(models.Model):
    """A kind of organisation that a city adds to, or calls otherwise than, the standing ones of `kinds.STANDING`."""

    code = models.SlugField(max_length=40, primary_key=True)
    title = TextField()
    order = models.PositiveSmallIntegerField(default=500)

    def __str__(self) -> str:
        return self.code


class Listing(models.Model):
    """A guide or list from elsewhere that entries were taken from, with its link and licence.

    `elsewhere`: the list stays where it is kept, and its entries lead there rather than be kept here as well.
    """

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    link = models.URLField(max_length=400, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    elsewhere = models.BooleanField(default=False)
    taken_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.title


class OrganisationQuery(models.QuerySet["Organisation"]):
    """The questions one asks of organisations."""

    def standing(self) -> "OrganisationQuery":
        """Those that were not closed."""
        return self.filter(closed_on=None)

    def touching(self, *areas: str) -> "OrganisationQuery":
        """Those that are active in one of these areas, or in the whole city."""
        return self.filter(pk__in=PlaceOf.objects.filter(area__in=[*areas, ""]).values("organisation"))

    def in_state(self, state: str, today: date) -> "OrganisationQuery":
        """Those whose entry is fresh, fading, unconfirmed or closed today."""
        line = today - FRESH_FOR
        if state == State.CLOSED:
            return self.exclude(closed_on=None)
        if state == State.UNCONFIRMED:
            return self.standing().filter(confirmed_on=None)
        if state == State.FADING:
            return self.standing().filter(confirmed_on__lt=line)
        return self.standing().filter(confirmed_on__gte=line)


class Organisation(models.Model):
    """One organisation as everybody may know it. Nothing of any person stands here."""

    key = models.SlugField(max_length=80, unique=True)
    title = TextField()
    kind = models.CharField(max_length=40)  #: a code of `queries.kinds`
    does = TextField()  #: what it does here
    themes = models.JSONField(default=list)  #: codes
    languages = models.JSONField(default=list)  #: codes of the languages in which one is received
    places = models.JSONField(default=list)  #: areas and perimeters as somebody chose them; [""] is the whole city
    seat = models.CharField(max_length=300, blank=True)  #: its public address
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    website = models.URLField(max_length=400, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)  #: the organisation's own, that it publishes itself
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.MICRO)
    listing = models.ForeignKey(Listing, models.PROTECT, null=True, blank=True, related_name="entries")
    outside_id = models.CharField(max_length=120, blank=True)  #: what the list calls it
    outside_link = models.URLField(max_length=400, blank=True)  #: its page in that list
    confirmed_on = models.DateField(null=True, blank=True)  #: when its keeper or the city last said that all is right
    reminded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    folded = models.CharField(max_length=400, blank=True)  #: its titles, to find by
    sorted_nl = models.CharField(max_length=120, blank=True)  #: its title as each language sorts it
    sorted_fr = models.CharField(max_length=120, blank=True)
    sorted_en = models.CharField(max_length=120, blank=True)
    words = models.TextField(blank=True)  #: everything one may find it by, folded, a space before each word

    objects = OrganisationQuery.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["listing", "outside_id"],
                condition=~models.Q(outside_id=""),
                name="organisation_once_per_listing",
            ),
        )
        indexes = (
            models.Index(fields=["sorted_nl", "key"], name="organisation_sorted_nl"),
            models.Index(fields=["sorted_fr", "key"], name="organisation_sorted_fr"),
            models.Index(fields=["sorted_en", "key"], name="organisation_sorted_en"),
            models.Index(fields=["lat", "lon"], name="organisation_where"),
            models.Index(fields=["kind"], name="organisation_kind"),
        )

    def __str__(self) -> str:
        return str(self.title)

    @property
    def state(self) -> State:
        """How far one can rely on this entry today."""
        if self.closed_on:
            return State.CLOSED
        if self.confirmed_on is None:
            return State.UNCONFIRMED
        return State.FADING if self.confirmed_on < clock.today() - FRESH_FOR else State.FRESH

    @property
    def follow_tag(self) -> str:
        """What one follows to hear of it."""
        return f"subject:actors.organisation:{self.key}"


class PlaceOf(models.Model):
    """An area on whose page an organisation stands: everything that one of its places touches; "" is the whole city."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="areas")
    area = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["area", "organisation"], name="organisation_place_once"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.area or 'the city'}"


class Trait(models.Model):
    """A theme of an organisation or a language that it speaks, so that a list is filtered by it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="traits")
    what = models.CharField(max_length=10, choices=[("theme", "theme"), ("language", "language")])
    code = models.CharField(max_length=60)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["what", "code", "organisation"], name="organisation_trait_once"),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.code}"


class Word(models.Model):
    """A word that occurs in the name of some organisation: what somebody meant who made a typing error."""

    word = models.CharField(max_length=60, primary_key=True)
    length = models.PositiveSmallIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.word


class Keeping(models.Model):
    """Somebody asked to keep an entry, was confirmed, and one day left. Who it is stays in the house."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="keepings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    code_hash = models.CharField(max_length=64, blank=True)  #: of the code in the letter to the organisation
    code_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    handover_hash = models.CharField(max_length=64, blank=True)  #: of the link with which another takes over
    handover_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=models.Q(ended_at=None), name="keeping_once"
            ),
        )
        indexes = (models.Index(fields=["handover_hash"], name="keeping_handover"),)

    def __str__(self) -> str:
        return f"keeping {self.pk}"


class Draft(models.Model):
    """A list that somebody is describing before it is taken in; forgotten once it is, or after a day."""

    token = models.CharField(max_length=32, unique=True)
    owner = models.CharField(max_length=64)  #: key of who uploaded it
    file = models.CharField(max_length=200)  #: what the file was called
    content = models.BinaryField()
    listing = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"draft {self.pk}"
