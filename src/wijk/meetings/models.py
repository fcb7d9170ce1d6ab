"""Who meets when and where, about what, who was there, what was said and what must follow? Meetings and all that hangs on them."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.documents import Kept
from wijk.core.subject import Subject
from wijk.core.text import TextField
from wijk.meetings.times import LONGEST
from wijk.organs.models import Mandate, Organ

#: polling: its moment is being chosen. moved: planned, at another moment than first said. drafted: its minutes wait for approval.
STATES = ("polling", "planned", "moved", "held", "drafted", "approved", "cancelled")
COMING = ("planned", "moved")
HELD = ("held", "drafted", "approved")
ITEM_KINDS = ("information", "discussion", "decision", "opinion")
ATTENDANCE = ("present", "excused", "absent", "represented")
ANSWERS = ("yes", "maybe", "no")
ACCESS = ("wheelchair", "induction_loop", "sign_language", "accessible_toilet", "parking", "quiet_room", "bicycle")


def _within(column: str, known: tuple[str, ...], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{column}__in": known}), name=name)


class MeetingQuery(models.QuerySet["Meeting"]):
    """The questions one asks of meetings."""

    def shown(self) -> "MeetingQuery":
        """Those that everybody may know of."""
        reserved = Organ.objects.filter(public=False).values(
            "pk"
        )  # a few: joined, they would keep the database from its index
        return self.filter(public=True).exclude(organ__in=reserved).exclude(state="polling")

    def unfinished(self, now: datetime) -> "MeetingQuery":
        """Those that are not over. None lasts longer than LONGEST, so that the database begins where such a one can have begun."""
        return self.filter(ends_at__gte=now, starts_at__gte=now - LONGEST)

    def over(self, now: datetime) -> "MeetingQuery":
        """Those that are over; the second condition says nothing new, but the database has an index for it."""
        return self.filter(ends_at__lt=now, starts_at__lt=now)

    def at(self, area: str) -> "MeetingQuery":
        """Those that touch an area, those of the whole city included. Each once: a meeting of the city has no other place."""
        return self.filter(places__area__in=[area, ""] if area else [""])


class Meeting(models.Model):
    """An organ comes together. Moments are kept in UTC; a meeting of whole days begins and ends at midnight in the city.

    `where` is said to people, `place` names the area that it is about. `online` is for members alone.
    """

    key = models.SlugField(max_length=80, unique=True)
    uid = models.CharField(max_length=80, unique=True)  #: of calendars; never changes
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="meetings")
    process = models.CharField(max_length=80, blank=True, db_index=True)
    place = models.CharField(max_length=80, blank=True)
    title = TextField()
    about = TextField()
    state = models.CharField(max_length=10, default="planned")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)
    poll_until = models.DateField(null=True, blank=True)
    where = TextField()
    route = TextField()
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    access = models.JSONField(default=list, blank=True)
    interpretation = models.JSONField(default=list, blank=True)
    child_care = models.BooleanField(default=False)
    online = models.URLField(max_length=500, blank=True)
    public = models.BooleanField(default=True)
    guests = models.PositiveIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    why = TextField()  #: of the last move, or of the cancelling
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    source_id = models.CharField(max_length=80, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_at_meeting = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="approves")
    minutes_language = models.CharField(max_length=8, default="nl")

    objects = MeetingQuery.as_manager()

    class Meta:
        constraints = (
            _within("state", STATES, "meeting_state"),
            models.CheckConstraint(
                condition=Q(state__in=["polling", "cancelled"]) | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="meeting_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at__gt=F("starts_at")), name="meeting_forwards"
            ),
            models.UniqueConstraint(fields=["source_id"], condition=~Q(source_id=""), name="meeting_source_once"),
        )
        indexes = (
            models.Index(fields=["starts_at", "state"], name="meeting_when"),
            models.Index(fields=["organ", "starts_at"], name="meeting_organ_when"),
            models.Index(fields=["process", "starts_at"], name="meeting_process_when"),
            models.Index(fields=["state", "starts_at"], name="meeting_state_when"),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def subject(self) -> Subject:
        """As the rest of the house refers to it."""
        return Subject("meetings.meeting", self.key)

    @property
    def coming(self) -> bool:
        """Is it still to be held?"""
        return self.state in COMING

    @property
    def was_held(self) -> bool:
        """Has it taken place?"""
        return self.state in HELD


class PlaceOf(models.Model):
    """An area on whose page the meeting stands."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="places")
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "area"], name="meeting_place_once"),)

    def __str__(self) -> str:
        return self.area


class OldMoment(models.Model):
    """When a meeting would have been, before it was moved."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="old_moments")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    all_day = models.BooleanField(default=False)
    moved_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["moved_at"]

    def __str__(self) -> str:
        return self.starts_at.isoformat()


class Item(models.Model):
    """A point of the agenda. `about` refers to anything of the house; `number` is its place among its neighbours."""

    key = models.SlugField(max_length=40, unique=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    number = models.PositiveSmallIntegerField()
    title = TextField()
    text = TextField()
    kind = models.CharField(max_length=12, default="discussion")
    about = models.CharField(max_length=160, blank=True, db_index=True)
    about_title = TextField()  #: of what it refers to, as everybody may see it
    about_path = models.CharField(max_length=300, blank=True)  #: of its page, without its language
    duration = models.PositiveSmallIntegerField(null=True, blank=True)  #: minutes
    public = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number", "pk"]
        constraints = (_within("kind", ITEM_KINDS, "item_kind"),)

    def __str__(self) -> str:
        return self.key

    @property
    def subject(self) -> Subject:
        """As the rest of the house refers to it."""
        return Subject("meetings.item", self.key)


class Paper(models.Model):
    """A document of a meeting, or of one of its points."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="papers")
    title = TextField()
    hash = models.CharField(max_length=64)
    filename = models.CharField(max_length=140)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    public = models.BooleanField(default=True)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.filename

    @property
    def kept(self) -> Kept:
        """The file itself."""
        return Kept(self.hash, self.filename, self.media_type, self.size)


class Section(models.Model):
    """The minutes of one point (of the meeting as a whole where there is none): what everybody may read, and what stays among members.

    `version` counts the savings, so that two people who write at once do not overwrite each other.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sections")
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="sections")
    public_text = models.TextField(blank=True)
    reserved_text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["item"], condition=Q(item__isnull=False), name="section_item_once"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(item=None), name="section_whole_once"),
        )

    def __str__(self) -> str:
        return f"section {self.pk}"


class Draft(models.Model):
    """What somebody is writing in a part of the minutes and did not keep yet; nobody else reads it. `base` is the version of the
    section that they began from. A working paper: it goes when the part is kept, thrown away, approved, or forgotten for a month."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="drafts")
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="drafts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="minutes_drafts")
    public_text = models.TextField(blank=True)
    reserved_text = models.TextField(blank=True)
    base = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["item", "person"], condition=Q(item__isnull=False), name="draft_item_once"),
            models.UniqueConstraint(fields=["meeting", "person"], condition=Q(item=None), name="draft_whole_once"),
        )

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Attendance(models.Model):
    """Whether somebody with a mandate was there; `substitute` is the mandate that sat in their place."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="attendance")
    state = models.CharField(max_length=12)
    substitute = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="stood_in")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["meeting", "mandate"], name="attendance_once"),
            _within("state", ATTENDANCE, "attendance_state"),
        )

    def __str__(self) -> str:
        return self.state


class PollOption(models.Model):
    """A moment that members may choose."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="options")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    all_day = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["starts_at", "pk"]
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="poll_option_forwards"),
            models.UniqueConstraint(fields=["meeting", "starts_at", "ends_at"], name="poll_option_once"),
        )

    def __str__(self) -> str:
        return self.starts_at.isoformat()


class PollAnswer(models.Model):
    """What a member says of a moment."""

    option = models.ForeignKey(PollOption, models.CASCADE, related_name="answers")
    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="poll_answers")
    answer = models.CharField(max_length=5)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["option", "mandate"], name="poll_answer_once"),
            _within("answer", ANSWERS, "poll_answer_known"),
        )

    def __str__(self) -> str:
        return self.answer


class FollowUp(models.Model):
    """Something that somebody takes upon them. The owner is a mandate, or an organisation or service in words."""

    key = models.SlugField(max_length=40, unique=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="follow_ups")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, blank=True, related_name="follow_ups")
    text = TextField()
    mandate = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="follow_ups")
    owner = TextField()
    due = models.DateField(db_index=True)
    done_on = models.DateField(null=True, blank=True)
    result = TextField()
    public = models.BooleanField(default=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["due", "pk"]

    def __str__(self) -> str:
        return self.key

    @property
    def state(self) -> str:
        """ "done", "overdue" or "open"."""
        if self.done_on:
            return "done"
        return "overdue" if self.due < clock.today() else "open"


class CalendarKey(models.Model):
    """The secret part of the address of somebody's own calendar; a new one makes the old address worthless."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="calendar_key")
    serial = models.CharField(max_length=40, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"calendar {self.pk}"
