"""What do people agree and disagree on? Statements, votes without a name, and what they show of viewpoints."""

import secrets
import string
from datetime import datetime

from django.db import models
from django.db.models import Q

from wijk.core import clock
from wijk.core.text import TextField

#: Choices of a vote, as they are stored and as the methods reckon with them.
AGREE, PASS, DISAGREE = 1, 0, -1
CHOICES = {"agree": AGREE, "pass": PASS, "disagree": DISAGREE}
#: What a conversation asks of who votes; each holds what stands before it.
WHO = ("anybody", "confirmed", "account", "resident")
#: Who sees how many agreed with a statement while people still vote: whoever voted on it, everybody, or nobody before the end.
TOTALS = ("voted", "always", "closed")
#: The basins in which actors place a point: converge, reconcile, diverge.
BASINS = (1, 2, 3)
#: The lock by which votes and the closing of a conversation wait for each other on PostgreSQL.
VOTING = 0x766F7465
#: Statements of one conversation at most.
MOST_STATEMENTS = 5000
_SIGNS = "".join(sorted(set(string.ascii_lowercase + string.digits) - set("0o1l")))


def fresh_key() -> str:
    """Ten letters and digits that say nothing about anybody."""
    return "".join(secrets.choice(_SIGNS) for _ in range(10))


def drawn_id() -> int:
    """A number out of the blue: rows that carry it stand in no order."""
    return secrets.randbits(62)


class State(models.TextChoices):
    """Where a conversation stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


def taken(state: str, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    """Are votes taken now by a conversation in this state, with this first and last moment?"""
    return state == State.OPEN and (opens_at is None or opens_at <= now) and (closes_at is None or now < closes_at)


class ConversationQuery(models.QuerySet["Conversation"]):
    """The questions one asks of conversations."""

    def public(self) -> "ConversationQuery":
        """Those that everybody may read: open ones, and closed ones."""
        return self.exclude(state=State.DRAFT)

    def touching(self, area: str) -> "ConversationQuery":
        """Those whose place touches this area, with those for the whole city."""
        return self.filter(areas__area__in={area, ""}).distinct()


class Conversation(models.Model):
    """A question on which people vote statement by statement. Before anything is asked it says what cannot change."""

    key = models.SlugField(max_length=80, unique=True)
    title = TextField()
    intro = TextField()
    process = models.CharField(max_length=80, blank=True, db_index=True)  #: the key of a process
    phase = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=80, blank=True)  #: "" | "neighbourhood/58" | "perimeter/KEY"
    about = models.CharField(max_length=200, blank=True)  #: a `Subject` as text
    fixed = TextField()  #: what cannot change
    fixed_by = TextField()  #: who decided so
    fixed_why = TextField()  #: and why
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    who = models.CharField(max_length=10, choices=[(w, w) for w in WHO], default="anybody")
    adding = models.BooleanField(default=True)  #: may people add statements?
    before = models.BooleanField(default=True)  #: does a moderator read them before others do?
    longest = models.PositiveSmallIntegerField(default=200)  #: letters of a statement
    languages = models.JSONField(default=list, blank=True)  #: in which it is held
    threshold = models.PositiveSmallIntegerField(default=10)  #: voices below which no results are shown
    totals = models.CharField(max_length=10, choices=[(t, t) for t in TOTALS], default="voted")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)  #: when somebody last looked whether votes are to be sealed
    forgotten_at = models.DateTimeField(null=True, blank=True)  #: when the marks of its voices were thrown away

    objects = ConversationQuery.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(longest__gte=140, longest__lte=280), name="statement_length_in_bounds"),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=models.F("opens_at")),
                name="conversation_runs_forwards",
            ),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def is_open(self) -> bool:
        """Are votes taken at this moment?"""
        return taken(self.state, self.opens_at, self.closes_at, clock.now())

    @property
    def tells_all(self) -> bool:
        """May everybody see how many agreed, also who has yet to vote?"""
        return self.totals == "always" or self.state == State.CLOSED

    @property
    def tells_report(self) -> bool:
        """May the report be read now? Not before the end where the conversation says so."""
        return self.totals != "closed" or self.state == State.CLOSED


class ConversationArea(models.Model):
    """One area that a conversation touches."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="areas")
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["conversation", "area"], name="conversation_area_once"),)

    def __str__(self) -> str:
        return self.area or "the city"


class Statement(models.Model):
    """One short thing to agree or disagree with. Who wrote it is a keyed mark that leads neither to a person nor to their votes."""

    key = models.CharField(max_length=10, unique=True, default=fresh_key)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()  #: within the conversation, from 1
    text = TextField()
    language = models.CharField(max_length=8)  #: of the original; the other languages of `text` are translations
    translated = models.JSONField(
        default=dict, blank=True
    )  #: language → {"how": "person"|"machine"|"file", "by": words}
    seed = models.BooleanField(default=False)  #: was there when the conversation opened
    meta = models.BooleanField(default=False)  #: about the talk itself: voted on, and left out of the viewpoints
    visibility = models.CharField(max_length=10, default="shown")  #: waiting, shown, hidden, removed
    reason = models.CharField(max_length=40, blank=True)  #: why it is hidden or removed
    author = models.CharField(max_length=64, blank=True, db_index=True)
    once = models.CharField(max_length=64, null=True, blank=True, unique=True)
    outside = models.CharField(max_length=80, blank=True)  #: what a file called it from which it came
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["conversation", "number"], name="statement_number_once"),)

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.number}"


class Voice(models.Model):
    """Somebody who votes in one conversation: a keyed mark, and no person, moment or order. Its number is drawn at random."""

    id = models.BigIntegerField(primary_key=True, default=drawn_id, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="voices")
    mark = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.mark[:8]


class Vote(models.Model):
    """What one voice thinks of one statement. Numbers are drawn at random, so that nothing stands in the order of casting."""

    id = models.BigIntegerField(primary_key=True, default=drawn_id, editable=False)
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="votes", db_index=False)
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes", db_index=False)
    choice = models.SmallIntegerField()  #: 1 agree, 0 pass, -1 disagree

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["voice", "statement"], name="vote_once"),
            models.CheckConstraint(condition=Q(choice__in=(DISAGREE, PASS, AGREE)), name="vote_known"),
        )
        indexes = (models.Index(fields=["statement", "choice", "voice"], name="vote_tally"),)

    def __str__(self) -> str:
        return str(self.choice)


class Commitment(models.Model):
    """All votes of a conversation at one moment under one root, which stands in the trail. `leaves` are kept for the last one alone."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="commitments")
    number = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    voices = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    print = models.CharField(max_length=64)  #: of the votes, to see whether anything changed since
    leaves = models.BinaryField(default=bytes)  #: the salted hashes in their order, 32 bytes each
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["conversation", "number"], name="commitment_number_once"),)

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.number}"


class Point(models.Model):
    """What actors place in a basin: a statement, or something on which nobody voted (then `statement` is empty)."""

    key = models.CharField(max_length=10, unique=True, default=fresh_key)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="points")
    statement = models.OneToOneField(Statement, models.CASCADE, null=True, blank=True, related_name="point")
    title = TextField()  #: empty where it is a statement
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.key


class Placing(models.Model):
    """An actor's own word on a point: where they stand, or in which basin it lies, and why. Moved: this one ends, the next begins."""

    point = models.ForeignKey(Point, models.CASCADE, related_name="placings")
    who = models.CharField(max_length=200)  #: "actors.organisation:KEY", "organs.organ:KEY" or "group:" and a label
    label = models.CharField(max_length=120, blank=True)  #: of a group that is no organisation here
    basin = models.PositiveSmallIntegerField(null=True, blank=True)
    stance = models.SmallIntegerField(null=True, blank=True)  #: from -2 (firmly against) to 2 (firmly for)
    reason = TextField()
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["point", "who"], condition=Q(until=None), name="placing_one_at_a_time"),
            models.CheckConstraint(condition=Q(basin=None) | Q(basin__in=BASINS), name="placing_in_a_basin"),
            models.CheckConstraint(
                condition=Q(stance=None) | Q(stance__gte=-2, stance__lte=2), name="placing_stance_in_bounds"
            ),
        )

    def __str__(self) -> str:
        return f"{self.who} {self.basin}"


class ReportRow(models.Model):
    """What was reckoned from the votes, with what it takes to reckon it again."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="reports")
    method = models.CharField(max_length=120)
    version = models.CharField(max_length=40, blank=True)
    seed = models.BigIntegerField(default=0)
    input_hash = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.input_hash[:8]}"


class Gathering(models.Model):
    """A meeting, an organ or a workshop whose people say themselves for which statements they stand, to see which viewpoints are missing."""

    key = models.CharField(max_length=10, unique=True, default=fresh_key)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="gatherings")
    title = TextField()
    about = models.CharField(max_length=200, blank=True)  #: "meetings.meeting:KEY", "organs.organ:KEY", or nothing
    asked = models.PositiveIntegerField(default=0)  #: how many people it has, or were there
    open = models.BooleanField(default=True)  #: are cards still taken?
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    coverage = models.JSONField(default=dict, blank=True)  #: what was reckoned last, without anybody's card
    counted = models.PositiveIntegerField(default=0)  #: cards in it
    input_hash = models.CharField(max_length=64, blank=True)  #: of the votes in it

    def __str__(self) -> str:
        return self.key


class Declaration(models.Model):
    """One card: for which statements somebody at a gathering says to stand. No person, no vote and no moment is linked to it."""

    id = models.BigIntegerField(primary_key=True, default=drawn_id, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="cards")
    mark = models.CharField(max_length=64)  #: of the browser, so that a second card takes the place of the first
    positions = models.JSONField(default=dict)  #: number of the statement → 1, 0, -1
    often = models.CharField(
        max_length=10, blank=True
    )  #: first, some, often: how often they came to such a meeting in a year

    class Meta:
        constraints = (models.UniqueConstraint(fields=["gathering", "mark"], name="declaration_once"),)

    def __str__(self) -> str:
        return self.mark[:8]
