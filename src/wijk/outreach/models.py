"""What goes out to people who do not come to us? Newsletters, calls with a short code, and what was handed out on paper."""

from django.db import models

from wijk.core import clock
from wijk.core.text import TextField
from wijk.outreach import codes


class NewsletterQuery(models.QuerySet["Newsletter"]):
    """The questions one asks of newsletters."""

    def sent(self) -> "NewsletterQuery":
        """Those that went out, the newest first."""
        return self.exclude(sent_at=None).order_by("-sent_at", "-pk")

    def touching(self, area: str) -> "NewsletterQuery":
        """Those whose place touches this area, with those for the whole city."""
        return self.filter(places__area__in={area, ""}).distinct()


class Newsletter(models.Model):
    """What happened in a place in a period, as a person put it together. Once sent it never changes."""

    key = models.SlugField(max_length=80, unique=True)
    place = models.CharField(max_length=80, blank=True)  #: "" | "neighbourhood/58" | "perimeter/KEY"
    title = TextField()
    introduction = TextField()
    since = models.DateField()
    until = models.DateField()
    made_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = NewsletterQuery.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="newsletter_runs_forwards"),
        )

    def __str__(self) -> str:
        return self.key


class NewsletterPlace(models.Model):
    """One area that a newsletter touches."""

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="places")
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["newsletter", "area"], name="newsletter_place_once"),)

    def __str__(self) -> str:
        return self.area or "the city"


class Piece(models.Model):
    """One thing that happened, in the newsletter's own copy: what happens to it later does not change a letter that was sent."""

    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="pieces")
    index = models.BigIntegerField()  #: of the line of the trail
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    title = TextField()
    text = TextField()
    path = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    chosen = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=["newsletter", "index"], name="newsletter_piece_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.index}"


class CallQuery(models.QuerySet["Call"]):
    """The questions one asks of calls."""

    def touching(self, area: str) -> "CallQuery":
        """Those whose place touches this area, with those for the whole city."""
        return self.filter(places__area__in={area, ""}).distinct()


class Call(models.Model):
    """Something that everybody in a place should know of, and may take a position on in one step."""

    key = models.SlugField(max_length=80, unique=True)
    place = models.CharField(max_length=80, blank=True)
    title = TextField()
    words = TextField()  #: what it is about, in three sentences
    fixed = TextField()  #: what cannot change, by whom and why
    question = TextField()  #: where empty, people are told and not asked
    about = models.CharField(max_length=200, blank=True)  #: a `Subject` as text
    target = models.CharField(max_length=300, blank=True)  #: a page of this site, without its language
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    mail_asked_at = models.DateTimeField(null=True, blank=True)  #: somebody said that readers get it by mail
    mail_done_at = models.DateTimeField(null=True, blank=True)
    mailed_to = models.BigIntegerField(
        default=0
    )  #: the last reader who was written to, so that a worker goes on where one stopped

    objects = CallQuery.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="call_runs_forwards"
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def asks(self) -> bool:
        """Does it ask for a position?"""
        return bool(self.question)


class CallPlace(models.Model):
    """One area that a call touches."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="places")
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["call", "area"], name="call_place_once"),)

    def __str__(self) -> str:
        return self.area or "the city"


class Channel(models.TextChoices):
    """The way by which somebody came, or by which a copy went out."""

    POSTER = "poster"
    LETTER = "letter"
    MAIL = "mail"
    SITE = "site"
    SLIP = "slip"  #: on paper or by telephone, counted by the office


class Code(models.Model):
    """A short code that leads to a call: one for the posters, another for the letters, so that one sees what works."""

    code = models.CharField(max_length=8, primary_key=True)
    call = models.ForeignKey(Call, models.CASCADE, related_name="codes")
    channel = models.CharField(max_length=10, choices=Channel.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["call", "channel"], name="call_code_once"),)

    def __str__(self) -> str:
        return self.code


class Signpost(models.Model):
    """A short code that leads straight to a page of this site, in the reader's language: for what has a page of its own and asks there."""

    code = models.CharField(max_length=8, primary_key=True)
    about = models.CharField(max_length=200, unique=True)  #: a `Subject` as text
    path = models.CharField(max_length=300)  #: the page without its language

    def __str__(self) -> str:
        return self.code

    @property
    def short_path(self) -> str:
        """The short address, without a language: it leads to the page in that of whoever comes."""
        return f"k/{self.code}/"

    @property
    def typed(self) -> str:
        """The code as it stands on paper."""
        return codes.shown(self.code)


class Position(models.TextChoices):
    """What somebody thinks of it, in one step."""

    AGREE = "agree"
    WORRIES = "worries"
    AGAINST = "against"
    NONE = "none"
    TOLD = "told"  #: "I only want to be told"


class Stance(models.Model):
    """One position, under a keyed hash of the link that can change it. No person, no moment, no order; forgotten when the call ends."""

    mark = models.CharField(max_length=64, primary_key=True)
    call = models.ForeignKey(Call, models.CASCADE, related_name="stances")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    position = models.CharField(max_length=10, choices=Position.choices)

    def __str__(self) -> str:
        return self.position


class Tally(models.Model):
    """How many took a position by a channel: what the office counted on paper, and, once the call has ended, everything."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="tallies")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    position = models.CharField(max_length=10, choices=Position.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["call", "channel", "position"], name="tally_once"),)

    def __str__(self) -> str:
        return f"{self.position} {self.count}"


class Way(models.TextChoices):
    """How paper reaches people."""

    POSTER = "poster"
    LETTER = "letter"
    LEAFLET = "leaflet"
    DOOR = "door"  #: spoken to at the door
    STALL = "stall"  #: spoken to in the street, at a market, at a school


class Distribution(models.Model):
    """So many copies went out in an area on a day. `about` is what they were about: a call, a newsletter, anything."""

    about = models.CharField(max_length=200, db_index=True)  #: a `Subject` as text
    area = models.CharField(max_length=80, blank=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    copies = models.PositiveIntegerField()
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.copies} {self.way}"


class Homes(models.Model):
    """How many letterboxes an area has, as the office counted them: what copies are measured against."""

    area = models.CharField(max_length=80, unique=True)
    count = models.PositiveIntegerField()
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.area} {self.count}"
