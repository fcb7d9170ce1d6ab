"""Which documents live on, in which editions, and what was said of them? Editions never change; a round leads from one to the next."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wijk.accounts.models import Person
from wijk.actors.models import Organisation
from wijk.core import clock
from wijk.core.text import TextField
from wijk.organs.models import Decision, Organ

#: As whom somebody speaks.
VOICES = ("citizen", "association", "service", "elected", "expert")
#: What a remark wants of an article.
WISHES = ("keep", "change", "add", "remove", "question")
#: What became of what was said. "answered" is for questions alone.
OUTCOMES = ("taken", "partly", "not", "answered")
#: Why something is hidden.
REASONS = ("insult", "personal", "elsewhere", "twice", "unlawful")
#: A round takes remarks from its first to its last day, owes answers after that, is closed when it owes none, and concluded by a decision.
STATES = ("open", "closed", "concluded")
#: The slug that stands for the whole document.
WHOLE = "whole"
#: Names that no article has, because an address has them.
RESERVED = frozenset({WHOLE, "result"})


def today() -> date:
    """The day in the city."""
    return timezone.localdate(clock.now())


def fresh_key() -> str:
    """A key that says nothing about anybody."""
    return uuid.uuid4().hex


class Kind(models.Model):
    """A kind of document that the city added or calls otherwise; the others are in `kinds.STANDARD`, see `queries.kinds`."""

    code = models.SlugField(max_length=40, unique=True)
    title = TextField()

    def __str__(self) -> str:
        return self.code


class Document(models.Model):
    """A charter, a framework, the rules of a shared place: agreed, and looked at again when its day comes."""

    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=40, db_index=True)
    title = TextField()
    about = TextField()
    owner = models.ForeignKey(Organ, models.PROTECT, related_name="documents")
    place = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=160, blank=True, db_index=True)
    rhythm = models.PositiveSmallIntegerField(null=True, blank=True)  #: months between two reviews
    next_review = models.DateField(null=True, blank=True, db_index=True)
    reminded_for = models.DateField(null=True, blank=True)  #: the review of which the owner was reminded
    current = models.ForeignKey("Edition", models.SET_NULL, null=True, blank=True, related_name="+")
    kept_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.key


class PlaceOf(models.Model):
    """An area on whose page a document stands: all that its place touches; "" is the whole city."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="areas")
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["document", "area"], name="document_place_once"),)

    def __str__(self) -> str:
        return self.area


class Immutable(models.Model):
    """A row that is written once and never again."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new row is saved."""
        if self.pk is not None:
            raise TypeError(f"{type(self).__name__} never changes")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Nothing goes."""
        raise TypeError(f"{type(self).__name__} stays for ever")


class Edition(Immutable):
    """The document as it was adopted on a day, by which decision and why."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    adopted_on = models.DateField()
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="editions")
    why = TextField()
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["document", "number"], name="edition_number_once"),)
        ordering = ("document", "number")

    def __str__(self) -> str:
        return f"{self.document_id} · {self.number}"


class Article(Immutable):
    """One article of an edition. Its slug is the same in all editions; `open_clause` leaves room for those who use the place;
    `intention` is a direction without a number, reviewed in words and never scored."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="articles")
    position = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=60)
    number = models.CharField(max_length=12)
    title = TextField()
    body = TextField()
    open_clause = models.BooleanField(default=False)
    intention = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition", "slug"], name="article_slug_once"),
            models.UniqueConstraint(fields=["edition", "position"], name="article_position_once"),
        )
        ordering = ("edition", "position")

    def __str__(self) -> str:
        return self.slug


class RoundQuery(models.QuerySet["Round"]):
    """The questions one asks of rounds."""

    def going_on(self) -> "RoundQuery":
        """Those without an outcome yet."""
        return self.exclude(state="concluded")

    def takes_words(self, day: date) -> "RoundQuery":
        """Those in which one can say something on this day."""
        return self.filter(state="open", opens_on__lte=day, closes_on__gte=day)


class Round(models.Model):
    """A review of one edition. What cannot change, by whom and why, is said before anybody is asked.

    `result` is a list of what became of each article; for a framework the room of processes takes it over.
    """

    key = models.SlugField(max_length=80, unique=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="rounds")
    base = models.ForeignKey(Edition, models.PROTECT, related_name="reviews")
    opens_on = models.DateField()
    closes_on = models.DateField(db_index=True)
    asks = TextField()
    fixed = TextField()
    who_decides = TextField()
    state = models.CharField(max_length=10, default="open")
    opened_at = models.DateTimeField(default=clock.now)
    closing_told_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="reviews")
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, blank=True, related_name="review")
    result = models.JSONField(default=list, blank=True)
    why = TextField()

    objects = RoundQuery.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["document"], condition=~Q(state="concluded"), name="round_one_going_on"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_forwards"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="round_state"),
        )

    def __str__(self) -> str:
        return self.key

    def stage(self, day: date) -> str:
        """Where it stands: announced, open, answering, deciding or concluded."""
        if self.state != "open":
            return "deciding" if self.state == "closed" else "concluded"
        if day < self.opens_on:
            return "announced"
        return "open" if day <= self.closes_on else "answering"

    @property
    def now(self) -> str:
        """Where it stands today."""
        return self.stage(today())

    @property
    def days_left(self) -> int:
        """Days on which one can still say something, today included."""
        return max(0, (self.closes_on - max(today(), self.opens_on)).days + 1)


class Evaluation(models.Model):
    """How an article worked out, in words and never in points."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="evaluations")
    slug = models.SlugField(max_length=60)
    words = TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "slug"], name="evaluation_once"),)

    def __str__(self) -> str:
        return self.slug


class SaidQuery(models.QuerySet[Any]):
    """The questions one asks of remarks and proposals alike."""

    def standing(self) -> "SaidQuery":
        """Those that were not withdrawn by who said them."""
        return self.filter(withdrawn_at=None)

    def shown(self) -> "SaidQuery":
        """Those that everybody may read."""
        return self.standing().filter(hidden_at=None)

    def owed(self) -> "SaidQuery":
        """Those that wait for an answer."""
        return self.shown().filter(answered_at=None)


def _fits(name: str) -> tuple[models.CheckConstraint, ...]:
    """What holds of everything said."""
    known = {"voice": VOICES, "outcome": ("", *OUTCOMES), "hidden_reason": ("", *REASONS)}
    return tuple(
        models.CheckConstraint(condition=Q(**{f"{column}__in": codes}), name=f"{name}_{column}")
        for column, codes in known.items()
    )


class Said(models.Model):
    """Something said in a round: by whom (never shown), as whom, and what it was answered."""

    key = models.CharField(max_length=32, unique=True, default=fresh_key, editable=False)
    slug = models.SlugField(max_length=60, default=WHOLE)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    voice = models.CharField(max_length=12, default="citizen")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=8, blank=True)
    about_me = models.BooleanField(default=False)  #: goes with the account
    at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=12, blank=True)
    hidden_note = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    reason = TextField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key

    @property
    def shown(self) -> bool:
        """May everybody read it?"""
        return self.withdrawn_at is None and self.hidden_at is None


class Remark(Said):
    """What somebody wants of an article, or of the whole."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="remarks")
    wish = models.CharField(max_length=10)
    body = models.TextField()

    objects = SaidQuery.as_manager()

    class Meta:
        constraints = (
            *_fits("remark"),
            models.CheckConstraint(condition=Q(wish__in=WISHES), name="remark_wish"),
        )
        indexes = (models.Index(fields=["round", "slug", "at"], name="remark_round_slug"),)


class Proposal(Said):
    """Another text for an article, or a new article (slug "whole"). `supported` is what supporters came to when the round was concluded."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="proposals")
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField()
    why = models.TextField(blank=True)
    supported = models.PositiveIntegerField(default=0)

    objects = SaidQuery.as_manager()

    class Meta:
        constraints = _fits("proposal")
        indexes = (models.Index(fields=["round", "slug", "at"], name="proposal_round_slug"),)


class Support(models.Model):
    """One person stands behind a proposal. Who it was is forgotten when the round is concluded; only the number stays."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["proposal", "person"], name="support_once"),)

    def __str__(self) -> str:
        return str(self.proposal_id)


class Waiting(models.Model):
    """What a passer-by wants to say, until they open the link in a letter; then it becomes a remark with the same key.

    The address is not kept. Its print tells how much came from it and goes, with this row, when the review is concluded.
    """

    key = models.CharField(max_length=32, unique=True, default=fresh_key, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="waiting")
    slug = models.SlugField(max_length=60, default=WHOLE)
    wish = models.CharField(max_length=10)
    body = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    print = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=clock.now, db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.key
