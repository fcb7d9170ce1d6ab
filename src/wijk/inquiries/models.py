"""What is a public inquiry made of? Its rule and days, its file, every remark with its number, and what was replied to it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal, cast

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wijk.accounts.models import Person
from wijk.contributions.models import Contribution, Opening
from wijk.core import clock
from wijk.core.documents import Kept
from wijk.core.subject import Subject
from wijk.core.text import TextField
from wijk.inquiries.counting import How, Listed, Terms
from wijk.meetings.models import Meeting
from wijk.organs.models import Decision, Opinion, Organ

State = Literal["draft", "announced", "open", "closed", "replied", "decided"]
STATES: tuple[State, ...] = ("draft", "announced", "open", "closed", "replied", "decided")
#: How a remark came. The first five are the ways of an inquiry; the others are ways by which anything is said.
HOWS = ("web", "letter", "counter", "hearing", "sheet", "stand", "phone", "import")
#: Why a remark is late: its stamp says a day after the last one; it came after the last one and nothing shows that it was sent before.
LATE = ("posted_after", "received_after")
REDACTIONS = ("asked", "confirmed", "refused")
#: The kind of contribution that a remark is.
KIND = "inquiry_remark"
#: Nothing is owed any more to what its author took back, or what moderators took away for a reason.
GONE = ("withdrawn", "removed")


def _within(column: str, known: tuple[str, ...], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{column}__in": known}), name=name)


class Rule(models.Model):
    """How long an inquiry lasts, by which law, and which days count. `listed`: [{begins, ends, how, title {nl, fr, en}}].

    Rows that came with the program are examples until somebody of the city confirms them.
    """

    code = models.SlugField(max_length=60, unique=True)
    title = TextField()
    basis = TextField()  #: the law, in words
    days = models.PositiveSmallIntegerField()
    working = models.BooleanField(default=False)  #: working days alone count
    after = models.BooleanField(default=True)  #: it begins the day after the notice
    moves = models.BooleanField(default=True)  #: its last day moves off a Saturday, a Sunday or a public holiday
    listed = models.JSONField(default=list, blank=True)  #: days that it sets apart
    confirmed = models.BooleanField(default=False)  #: the legal service of the city confirmed it
    active = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=50)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("order", "code")
        constraints = (models.CheckConstraint(condition=Q(days__gte=1, days__lte=400), name="inquiry_rule_days"),)

    def __str__(self) -> str:
        return self.code

    def frozen(self) -> dict[str, Any]:
        """What it says today, to be kept with an inquiry: a later change of the rule changes no inquiry."""
        names = ("days", "working", "after", "moves", "listed")
        return {"code": self.code, **{name: getattr(self, name) for name in names}}


def terms_of(frozen: Mapping[str, Any]) -> Terms:
    """The rule that `Rule.frozen` gave, ready to be counted by."""
    listed = tuple(Listed(one["begins"], one["ends"], cast(How, one["how"])) for one in frozen["listed"])
    return Terms(frozen["days"], frozen["working"], frozen["after"], frozen["moves"], listed)


class InquiryQuery(models.QuerySet["Inquiry"]):
    """The questions one asks of inquiries."""

    def shown(self) -> "InquiryQuery":
        """Those that everybody may know of."""
        return self.exclude(state="draft")

    def touching(self, area: str) -> "InquiryQuery":
        """Those whose place touches this area, those of the whole city included ("" is the whole city: all)."""
        return self.filter(areas__area__in={area, ""}).distinct() if area else self

    def running(self, day: date) -> "InquiryQuery":
        """Those in whose period this day lies, whatever a worker has noted."""
        return self.exclude(state="draft").filter(first__lte=day, last__gte=day)


class Inquiry(models.Model):
    """A public inquiry. `terms`, `first` and `last` are fixed when it is announced; only an extension moves `last`, and only forwards."""

    key = models.SlugField(max_length=80, unique=True)
    title = TextField()
    intro = TextField()
    process = models.CharField(max_length=80, blank=True, db_index=True)
    place = models.CharField(max_length=80, blank=True)  #: "" | "neighbourhood/58" | "perimeter/KEY"
    authority = models.ForeignKey(Organ, models.PROTECT, related_name="inquiries")  #: who holds it, and replies
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="inquiries")
    basis = TextField()  #: the law, in words
    terms = models.JSONField(default=dict, blank=True)  #: `Rule.frozen` on the day of the notice
    fixed = TextField()  #: what cannot change
    fixed_by = TextField()
    fixed_why = TextField()
    look_where = TextField()  #: where the file lies on paper
    look_hours = TextField()
    state = models.CharField(max_length=10, default="draft")
    announced_on = models.DateField(null=True, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    hearing = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="inquiries")
    hearing_notes = TextField()
    opening = models.OneToOneField(Opening, models.PROTECT, null=True, blank=True, related_name="inquiry")
    opinion = models.ForeignKey(Opinion, models.PROTECT, null=True, blank=True, related_name="inquiries")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="inquiries")
    numbers = models.PositiveIntegerField(default=0)  #: the number of the last remark
    replied_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    revision = models.PositiveIntegerField(default=1)  #: two people who change it at once: the second is told

    objects = InquiryQuery.as_manager()

    class Meta:
        verbose_name_plural = "inquiries"
        constraints = (
            _within("state", STATES, "inquiry_state"),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(announced_on__isnull=False, first__isnull=False, last__isnull=False, opening__isnull=False),
                name="inquiry_has_days",
            ),
            models.CheckConstraint(condition=Q(last=None) | Q(last__gte=F("first")), name="inquiry_forwards"),
            models.CheckConstraint(condition=~Q(state="decided") | ~Q(decision=None), name="inquiry_decided_by"),
        )
        indexes = (models.Index(fields=["state", "first", "last"], name="inquiry_when"),)

    def __str__(self) -> str:
        return self.key

    @property
    def subject(self) -> Subject:
        """As the rest of the house refers to it."""
        return Subject("inquiries.inquiry", self.key)

    @property
    def kept_terms(self) -> Terms:
        """By which it is counted: frozen once it is announced, until then as the rule says today."""
        return terms_of(self.terms or self.rule.frozen())

    def stands(self, now: datetime | None = None) -> State:
        """How far it is by the days, whatever a worker has noted: it opens with its first day and closes after its last one, at
        midnight in the city."""
        if self.state not in ("announced", "open") or self.first is None or self.last is None:
            return cast(State, self.state)
        day = timezone.localdate(now or clock.now())
        return "closed" if day > self.last else "open" if day >= self.first else "announced"


class InquiryArea(models.Model):
    """An area that the inquiry touches."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="areas")
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["inquiry", "area"], name="inquiry_area_once"),)

    def __str__(self) -> str:
        return self.area or "the city"


class Extension(models.Model):
    """It lasts longer: by how many days, why, and who decided so."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="extensions")
    number = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    why = TextField()
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    before = models.DateField()  #: what was the last day
    until = models.DateField()  #: what is the last day
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["inquiry", "number"], name="inquiry_extension_once"),
            models.CheckConstraint(condition=Q(until__gte=F("before"), days__gte=1), name="inquiry_extension_forwards"),
        )

    def __str__(self) -> str:
        return f"{self.inquiry_id}/{self.number}"


class Document(models.Model):
    """A document or plan of the file. Nothing is ever taken out once the inquiry is announced; a new version stands before the old one."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="documents")
    number = models.PositiveSmallIntegerField()
    title = TextField()
    plan = models.BooleanField(default=False)  #: a drawing rather than a text

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["inquiry", "number"], name="inquiry_document_once"),)

    def __str__(self) -> str:
        return f"{self.inquiry_id}/{self.number}"


class Version(models.Model):
    """A document as it was laid down on a day. `later`: it came after the notice, and everybody reads that, with why."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    hash = models.CharField(max_length=64)
    filename = models.CharField(max_length=140)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    later = models.BooleanField(default=False)
    why = TextField()  #: why it came later, or what changed
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["document", "number"], name="inquiry_version_once"),)

    def __str__(self) -> str:
        return f"{self.document_id}/{self.number}"

    @property
    def kept(self) -> Kept:
        """The file itself."""
        return Kept(self.hash, self.filename, self.media_type, self.size)


class Theme(models.Model):
    """What many remarks are about, and the one reply to them. `version` counts the savings of the reply."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="themes")
    key = models.SlugField(max_length=60)
    title = TextField()
    reply = TextField()
    replied_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="+")  #: none: the authority
    order = models.PositiveSmallIntegerField(default=50)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=["inquiry", "key"], name="inquiry_theme_once"),)

    def __str__(self) -> str:
        return self.key


class RemarkQuery(models.QuerySet["Remark"]):
    """The questions one asks of remarks."""

    def owed(self) -> "RemarkQuery":
        """Those that have neither a reply of their own nor one of a theme."""
        said = Theme.objects.filter(remarks=models.OuterRef("pk"), replied_at__isnull=False)
        return self.filter(replied_at=None).exclude(contribution__visibility__in=GONE).exclude(models.Exists(said))


class Remark(models.Model):
    """What somebody said in an inquiry: the words are the contribution's. Numbers run without a gap. A late one is kept, and says why."""

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="remarks")
    contribution = models.OneToOneField(Contribution, models.PROTECT, related_name="remark")
    number = models.PositiveIntegerField()
    how = models.CharField(max_length=8)
    posted_on = models.DateField(null=True, blank=True)  #: the stamp of the post
    received_on = models.DateField()
    late = models.BooleanField(default=False)
    late_why = models.CharField(max_length=14, blank=True)
    themes = models.ManyToManyField(Theme, related_name="remarks", blank=True)
    reply = TextField()  #: to this one alone
    replied_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  #: counts the savings of the reply
    told_at = models.DateTimeField(null=True, blank=True)  #: its author was told of the reply
    made_at = models.DateTimeField(default=clock.now)

    objects = RemarkQuery.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["inquiry", "number"], name="inquiry_remark_number"),
            _within("how", HOWS, "inquiry_remark_how"),
            _within("late_why", ("", *LATE), "inquiry_remark_late_why"),
            models.CheckConstraint(
                condition=Q(late=False, late_why="") | Q(late=True) & ~Q(late_why=""), name="inquiry_late_has_why"
            ),
        )
        indexes = (models.Index(fields=["inquiry", "how", "number"], name="inquiry_remark_by_how"),)

    def __str__(self) -> str:
        return f"{self.inquiry_id}/{self.number}"

    @property
    def subject(self) -> Subject:
        """As the rest of the house refers to it; its page is that of the contribution."""
        return Subject("contributions.contribution", self.contribution.key)


class Redaction(models.Model):
    """Somebody asks that personal passages are blackened; another confirms, or puts the words back. From the moment it is asked nobody
    reads them elsewhere: they lie here, for who may read them, and `seal` shows in the trail that they were not changed since."""

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="redactions")
    state = models.CharField(max_length=10, default="asked")
    title = models.CharField(max_length=140)  #: with blackened passages
    body = models.TextField(blank=True)
    reading = models.PositiveIntegerField()  #: the revision of the words that was read
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    asked_key = models.CharField(
        max_length=64
    )  #: so that nobody confirms what they asked, whatever becomes of the account
    asked_at = models.DateTimeField(default=clock.now)
    judged_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    title_before = models.CharField(max_length=140, blank=True)
    body_before = models.TextField(blank=True)
    earlier = models.JSONField(
        default=list, blank=True
    )  #: the wordings before that one: [{revision, title, body, until}]
    salt = models.CharField(max_length=32, blank=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            _within("state", REDACTIONS, "inquiry_redaction_state"),
            models.UniqueConstraint(fields=["remark"], condition=Q(state="asked"), name="inquiry_redaction_one_asked"),
        )

    def __str__(self) -> str:
        return f"{self.remark_id}/{self.pk}"
