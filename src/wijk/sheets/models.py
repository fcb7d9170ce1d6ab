"""What came back on paper? Printings, sheets with codes, batches, what two people typed, scans."""

import secrets

from django.db import models
from django.db.models import Q

from wijk.core import clock

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def fresh_key() -> str:
    """A name that says nothing: ten letters and digits."""
    return "".join(secrets.choice(_LETTERS) for _each in range(10))


class State(models.TextChoices):
    """Where a sheet is. Each sheet is in exactly one of these, so that they add up to what was printed."""

    PRINTED = "printed"
    GIVEN = "given"  #: handed out
    BACK = "back"  #: it came back, and is being typed
    SECOND = "second"  #: waits for the second person
    DIFFERS = "differs"  #: two typed differently; waits for a third person
    READY = "ready"  #: settled, and on its way to the room that it is for
    WRONG = "wrong"  #: the room that it is for refused it, and said why
    TAKEN = "taken"
    VOID = "void"


#: Not back.
OUT = (State.PRINTED, State.GIVEN)
#: In a batch, and not done with.
OPEN = (State.BACK, State.SECOND, State.DIFFERS, State.READY, State.WRONG)
#: Done with: nothing of what stood on it is kept here.
DONE = (State.TAKEN, State.VOID)


class Reason(models.TextChoices):
    """Why a sheet is void."""

    BLANK = "blank"
    UNREADABLE = "unreadable"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    UNUSED = "unused"
    LOST = "lost"


#: A sheet that was thought to be gone, and comes back after all, is as good as any other.
MAY_COME_BACK = (Reason.UNUSED, Reason.LOST)


class Printing(models.Model):
    """One form, in one language, printed so many times; the form stays as it was printed."""

    key = models.SlugField(max_length=16, unique=True, default=fresh_key)
    subject = models.CharField(max_length=200, db_index=True)  #: `str(Subject)`: what the sheets are for
    form = models.CharField(max_length=60)
    language = models.CharField(max_length=8)
    area = models.CharField(max_length=80, blank=True, db_index=True)  #: where the sheets go out; "" is the whole city
    title = models.CharField(max_length=300)
    told = models.JSONField()  #: the form, as `papers.told` writes it
    double = models.BooleanField(default=False)
    hand_in = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True, blank=True)
    count = models.PositiveIntegerField()
    spare = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.key


class Batch(models.Model):
    """A pile of sheets that came in at one place on one day. What typing it cost is counted here, and never for one person."""

    key = models.SlugField(max_length=16, unique=True, default=fresh_key)
    area = models.CharField(max_length=80, blank=True, db_index=True)
    on = models.DateField()
    way = models.CharField(max_length=10)  #: one of `WAYS`
    label = models.CharField(max_length=80, blank=True)
    counted = models.PositiveIntegerField(null=True, blank=True)  #: sheets in the pile, counted by hand
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    typings = models.PositiveIntegerField(default=0)  #: how many times a sheet was typed
    seconds = models.PositiveIntegerField(default=0)  #: how long that took in all
    compared = models.PositiveIntegerField(default=0)  #: fields that two people typed
    differing = models.PositiveIntegerField(default=0)  #: of these, typed differently
    settled = models.PositiveIntegerField(default=0)  #: sheets that a third person settled

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.key


WAYS = ("counter", "stand", "box", "post")


class Sheet(models.Model):
    """One sheet of paper. Its code and what was typed are forgotten when it is done with; the keyed print of the code stays,
    so that it counts once."""

    printing = models.ForeignKey(Printing, models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    spare = models.BooleanField(default=False)
    code = models.CharField(max_length=8, null=True, blank=True, unique=True)
    mark = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PRINTED)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="sheets")
    values = models.JSONField(default=dict, blank=True)  #: settled values, until the room that they are for has them
    fault = models.JSONField(default=dict, blank=True)  #: why it was refused: "sentence", "field", "code"
    reason = models.CharField(max_length=12, blank=True, choices=Reason.choices)
    on = models.DateField(null=True, blank=True)  #: the day on which it was done with
    became = models.CharField(max_length=200, blank=True)  #: what it became, where that is a thing of its own

    class Meta:
        ordering = ("printing", "number")
        constraints = (
            models.UniqueConstraint(fields=["printing", "number"], name="sheet_number_once"),
            models.CheckConstraint(condition=Q(state__in=[one.value for one in State]), name="sheet_known_state"),
            models.CheckConstraint(
                condition=Q(state__in=[*(one.value for one in OUT), State.VOID.value]) | Q(batch__isnull=False),
                name="sheet_back_in_a_batch",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[one.value for one in DONE]) | Q(code=None, values={}), name="sheet_done_forgets"
            ),
        )
        indexes = (
            models.Index(fields=["printing", "state"], name="sheet_by_state"),
            models.Index(fields=["batch", "state"], name="sheet_in_batch"),
        )

    def __str__(self) -> str:
        return f"{self.printing_id}/{self.number}"


class Typing(models.Model):
    """What one person typed from one sheet; thrown away when the sheet is done with."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="typings")
    round = models.PositiveSmallIntegerField()  #: 1, or 2 where a second person types
    hand = models.CharField(max_length=64, blank=True, db_index=True)  #: keyed print of who typed, see `codes.hand`
    values = models.JSONField(default=dict, blank=True)
    done = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("sheet", "round")
        constraints = (
            models.UniqueConstraint(fields=["sheet", "round"], name="typing_round_once"),
            models.CheckConstraint(condition=Q(round__in=(1, 2)), name="typing_known_round"),
        )

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.round}"


class Scan(models.Model):
    """A picture of a page, to type from. Private to who types; forgotten some time after its sheet is done with."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="scans")
    sheet = models.ForeignKey(Sheet, models.SET_NULL, null=True, blank=True, related_name="scans")
    order = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("batch", "order", "pk")

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.order}"
