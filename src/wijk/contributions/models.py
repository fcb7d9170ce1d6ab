"""What did anybody say at a place? One model for every kind, with its words, pictures, comments, support and history."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from wijk.contributions import listed as listed  # the rows by which lists, maps and words find them
from wijk.contributions.questions import asked_now
from wijk.core import clock
from wijk.core.text import TextField

WHO = ("anybody", "confirmed", "account", "resident")
CHANNELS = ("web", "stand", "counter", "paper", "letter", "phone", "import", "open311")
VISIBILITIES = ("unconfirmed", "waiting", "shown", "hidden", "removed", "withdrawn")
STATES = ("open", "assigned", "accepted", "refused", "answered", "done", "reopened", "needs_nothing")
SECTIONS = ("for", "against", "question", "other")


def _within(field: str, values: tuple[str, ...], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


class Kind(models.Model):
    """What sort of thing one says. `fields` are its own questions, as `questions` writes them: those, too, that are asked no more."""

    code = models.SlugField(max_length=30, primary_key=True)
    title = TextField()
    hint = TextField()  #: when one chooses this, in one sentence
    fields = models.JSONField(default=list, blank=True)
    located = models.BooleanField(default=False)  #: it needs a place
    answered = models.BooleanField(default=True)  #: somebody owes it an answer
    order = models.PositiveSmallIntegerField(default=50)
    active = models.BooleanField(default=True)
    everywhere = models.BooleanField(default=True)  #: also where an opening names no kinds
    revision = models.PositiveIntegerField(default=1)  #: two people who change it at once: the second is told

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.code

    @property
    def asked(self) -> list[dict[str, Any]]:
        """Its questions that are asked now, each with the choices that one has now."""
        return asked_now(self.fields)


class Category(models.Model):
    """What it is about. `hue` is the step of the palette by which maps and lists show it, never without the word."""

    code = models.SlugField(max_length=30, primary_key=True)
    title = TextField()
    hue = models.PositiveSmallIntegerField(default=0)
    order = models.PositiveSmallIntegerField(default=50)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("order", "code")

    def __str__(self) -> str:
        return self.code


class Opening(models.Model):
    """Where and when one can speak about what. The one with key `city` is always there, for all that belongs to no process."""

    key = models.SlugField(max_length=80, unique=True)
    title = TextField()
    intro = TextField()
    process = models.CharField(max_length=80, blank=True, db_index=True)
    phase = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=80, blank=True)  #: "" | "neighbourhood/58" | "perimeter/KEY"
    kinds = models.JSONField(default=list, blank=True)  #: codes; none: all
    categories = models.JSONField(default=list, blank=True)  #: codes; none: all
    who = models.CharField(max_length=12, default="confirmed")
    before = models.BooleanField(default=False)  #: a moderator looks before it is shown
    opens_at = models.DateTimeField(default=clock.now)
    closes_at = models.DateTimeField(null=True, blank=True)
    fixed = TextField()  #: what cannot change
    fixed_by = TextField()  #: by whom it was fixed
    fixed_why = TextField()
    active = models.BooleanField(default=True)
    takes_late = models.BooleanField(
        default=False
    )  #: what comes after it closed is taken in, too; the words stay as they are
    revision = models.PositiveIntegerField(default=1)  #: two people who change it at once: the second is told

    class Meta:
        constraints = (
            _within("who", WHO, "opening_who"),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gte=F("opens_at")), name="opening_forwards"
            ),
        )

    def __str__(self) -> str:
        return self.key


class OpeningArea(models.Model):
    """An area on whose page the opening stands."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="areas")
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["opening", "area"], name="opening_area_once"),)

    def __str__(self) -> str:
        return self.area or "the city"


class ContributionQuery(models.QuerySet["Contribution"]):
    """The questions one asks of contributions."""

    def shown(self) -> "ContributionQuery":
        """Those that everybody reads, but for those that went over into another."""
        return self.filter(visibility="shown", merged_into=None)

    def touching(self, area: str) -> "ContributionQuery":
        """Those whose place touches this area ("" is the whole city: all)."""
        return self.filter(areas__area=area) if area else self


class Contribution(models.Model):
    """What somebody said. Who they are stands in `Author`, and nowhere else."""

    key = models.CharField(max_length=12, unique=True)
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="contributions")
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    process = models.CharField(max_length=80, blank=True)
    phase = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=160, blank=True)  #: a `Subject` as text
    title = models.CharField(max_length=140)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="nl")
    extra = models.JSONField(default=dict, blank=True)  #: answers to the kind's own questions
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    street = models.CharField(max_length=120, blank=True)  #: key of a `territory.Street`
    spot = models.CharField(max_length=160, blank=True)  #: the place in words
    area = models.CharField(max_length=80, blank=True)  #: the finest: "neighbourhood/58"; "" is the whole city
    channel = models.CharField(max_length=8, default="web")
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    shown_as = models.CharField(max_length=60, blank=True)  #: a name that its author chose to show; "" shows none
    given_at = models.DateTimeField(default=clock.now)  #: said, perhaps on paper before it came here
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    visibility = models.CharField(max_length=12, default="shown")
    reason = models.CharField(max_length=40, blank=True)  #: code of the moderator's reason
    state = models.CharField(max_length=14, default="open")
    became = models.CharField(max_length=160, blank=True)  #: a `Subject` as text: what came of it
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    supports = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    once = models.CharField(max_length=80, null=True, blank=True, unique=True)
    revision = models.PositiveIntegerField(default=1)  #: of its words

    objects = ContributionQuery.as_manager()

    class Meta:
        constraints = (
            _within("channel", CHANNELS, "contribution_channel"),
            _within("visibility", VISIBILITIES, "contribution_visibility"),
            _within("state", STATES, "contribution_state"),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | ~Q(lon=None) & ~Q(lat=None), name="contribution_point_whole"
            ),
        )
        indexes = (
            models.Index(fields=["visibility", "-made_at", "-id"], name="contribution_newest"),
            models.Index(fields=["visibility", "kind", "-made_at"], name="contribution_by_kind"),
            models.Index(fields=["visibility", "category", "-made_at"], name="contribution_by_category"),
            models.Index(fields=["visibility", "state", "-made_at"], name="contribution_by_state"),
            models.Index(fields=["visibility", "area", "-made_at"], name="contribution_by_area"),
            models.Index(fields=["visibility", "-supports", "-id"], name="contribution_by_support"),
            models.Index(fields=["process", "visibility", "-made_at"], name="contribution_by_process"),
            models.Index(fields=["lon", "lat"], name="contribution_point"),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def is_shown(self) -> bool:
        """May everybody read it?"""
        return self.visibility == "shown"

    @property
    def can_change(self) -> bool:
        """May its author still say it otherwise: nobody has answered, and it was not taken together with another?"""
        waits = self.state in ("open", "assigned")
        return self.visibility in ("unconfirmed", "waiting", "shown") and waits and not self.merged_into_id


class ContributionArea(models.Model):
    """An area that the place of a contribution touches. None for what has no place."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="areas", db_index=False)
    area = models.CharField(max_length=80)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contribution", "area"], name="contribution_area_once"),)
        indexes = (models.Index(fields=["area", "-contribution"], name="contribution_of_area"),)

    def __str__(self) -> str:
        return self.area


class Author(models.Model):
    """How to reach who said it, and by what they show that it is theirs. The only place with an address; forgotten afterwards."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="author")
    contact = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="nl")
    seed = models.CharField(max_length=32)  #: with the secret of the installation it gives the link that its author has
    code = models.CharField(max_length=64, blank=True)  #: a keyed hash of the code to type
    tries = models.PositiveSmallIntegerField(default=0)  #: wrong codes
    confirmed_at = models.DateTimeField(null=True, blank=True)
    wants_news = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"author of {self.contribution_id}"


class Wording(models.Model):
    """How it was said before its author said it otherwise."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="wordings")
    revision = models.PositiveIntegerField()
    title = models.CharField(max_length=140)
    body = models.TextField(blank=True)
    until = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-revision",)
        constraints = (models.UniqueConstraint(fields=["contribution", "revision"], name="contribution_wording_once"),)

    def __str__(self) -> str:
        return f"{self.contribution_id}/{self.revision}"


class Step(models.Model):
    """One moment of its history: a state, a change, taken together with another."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=clock.now)
    what = models.CharField(max_length=14)  #: a state, or "edited", "merged", "moved", "withdrawn"
    became = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.what


class Picture(models.Model):
    """A photograph, made anew from its dots, so that it holds nothing else; with its words for who does not see it."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="pictures")
    hash = models.CharField(max_length=64)
    name = models.CharField(max_length=140)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    thumb = models.CharField(max_length=64)
    thumb_width = models.PositiveIntegerField()
    thumb_height = models.PositiveIntegerField()
    alt = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """What somebody said to it: for, against, a question, something else. `mark` is opaque: the same hand, and no name."""

    key = models.CharField(max_length=12, unique=True)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="all_comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    section = models.CharField(max_length=10, default="other")
    body = models.TextField()
    language = models.CharField(max_length=8, default="nl")
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    mark = models.CharField(max_length=64, blank=True)
    shown_as = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    visibility = models.CharField(max_length=12, default="shown")
    reason = models.CharField(max_length=40, blank=True)
    once = models.CharField(max_length=80, null=True, blank=True, unique=True)

    class Meta:
        constraints = (
            _within("section", SECTIONS, "contribution_comment_section"),
            _within("visibility", VISIBILITIES, "contribution_comment_shown"),
        )
        indexes = (models.Index(fields=["contribution", "visibility", "made_at"], name="contribution_comments"),)

    def __str__(self) -> str:
        return self.key


class Support(models.Model):
    """One voice under a contribution, by an opaque mark. No person, no moment; `salt` seals it in the count of its batch."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="support_marks", db_index=False)
    mark = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    known = models.CharField(
        max_length=160, blank=True
    )  #: sealed: by what this person is known elsewhere, see `persons`
    sealed = models.BooleanField(default=False, db_index=True)  #: its batch stands in the trail

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contribution", "mark"], name="contribution_support_once"),)

    def __str__(self) -> str:
        return f"support of {self.contribution_id}"


class SupportBatch(models.Model):
    """Supports that went into the trail together: the root over their salted prints, in an order that tells nothing."""

    root = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField()
    prints = models.JSONField(default=list)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.root
