"""What does somebody hold whose words were written down for them, or who supported something by the hand of another?"""

import secrets

from django.db import models
from django.db.models import Q

from wijk.contributions.models import Comment, Contribution
from wijk.core import clock
from wijk.helping.models.stands import Stop

#: How somebody agreed that their words are written down; "self": they wrote them, at a screen of ours.
SPOKEN, WRITTEN, SELF = "spoken", "written", "self"
WAYS = (SPOKEN, WRITTEN, SELF)
CHANNELS = ("stand", "counter", "phone")


def fresh_key() -> str:
    """A name that says nothing."""
    return secrets.token_hex(5)


class Receipt(models.Model):
    """What somebody holds whose words were written down for them: its code follows them. The code is not kept, see `codes`."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="receipt")
    seed = models.CharField(max_length=32)
    mark = models.CharField(max_length=64, unique=True)
    stop = models.ForeignKey(Stop, models.SET_NULL, null=True, blank=True, related_name="receipts")
    consent = models.CharField(max_length=8)  #: how they agreed
    words = models.PositiveSmallIntegerField()  #: the version of the text to which they agreed, see `consent`
    made_at = models.DateTimeField(default=clock.now)
    claimed = models.BooleanField(default=False)  #: somebody took it into their account

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(consent__in=WAYS), name="helping_receipt_consent"),)

    def __str__(self) -> str:
        return f"receipt of {self.contribution_id}"


class Slip(models.Model):
    """The same for a comment, or for a support, of which only its opaque mark and the seal beside it stand here (`contributions.actions.Hand`).
    It goes on saying what became of it after it was taken back."""

    key = models.CharField(max_length=12, unique=True, default=fresh_key)
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="slips")
    comment = models.OneToOneField(Comment, models.CASCADE, null=True, blank=True, related_name="slip")
    hand = models.CharField(max_length=64, blank=True)
    known = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=8, default="nl")
    seed = models.CharField(max_length=32)
    mark = models.CharField(max_length=64, unique=True)
    once = models.CharField(max_length=64, null=True, blank=True, unique=True)
    stop = models.ForeignKey(Stop, models.SET_NULL, null=True, blank=True, related_name="slips")
    consent = models.CharField(max_length=8)
    words = models.PositiveSmallIntegerField()  #: the version of the text, see `consent.REACTIONS`
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(consent__in=(SPOKEN, WRITTEN)), name="helping_slip_consent"),
            models.CheckConstraint(condition=Q(comment__isnull=True) ^ Q(hand=""), name="helping_slip_for_one_thing"),
        )

    def __str__(self) -> str:
        return f"slip of {self.contribution_id}"
