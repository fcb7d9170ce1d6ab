"""What does somebody hold whose words were written down for them?"""

from django.db import models
from django.db.models import Q

from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.helping.models.stands import Stop

#: How somebody agreed that their words are written down; "self": they wrote them, at a screen of ours.
SPOKEN, WRITTEN, SELF = "spoken", "written", "self"
WAYS = (SPOKEN, WRITTEN, SELF)
CHANNELS = ("stand", "counter", "phone")


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
