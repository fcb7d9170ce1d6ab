"""What was done, in order, so that nobody can change it unseen? Entries, the head of the tree and signed checkpoints."""

from django.db import models

from wijk.core import clock


class Entry(models.Model):
    """One thing that was done. Never changed, never removed: the database itself refuses."""

    index = models.BigIntegerField(primary_key=True)  #: from 0, without gaps
    at = models.DateTimeField(default=clock.now)
    verb = models.CharField(max_length=80)
    actor = models.CharField(
        max_length=64, blank=True
    )  #: opaque, without a foreign key, so that a person can be erased
    kind = models.CharField(max_length=60)  #: of the subject
    subject = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=80, blank=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)  #: leaf hash of the entry before, in hex
    leaf = models.CharField(max_length=64)
    nodes = models.JSONField(default=list)  #: roots of the subtrees of 2, 4, 8… leaves that end here, in hex

    class Meta:
        indexes = (
            models.Index(fields=["verb", "index"], name="entry_verb"),
            models.Index(fields=["area", "index"], name="entry_area"),
            models.Index(fields=["kind", "index"], name="entry_kind"),
            models.Index(fields=["subject", "kind", "index"], name="entry_subject"),
        )

    def __str__(self) -> str:
        return f"{self.index} {self.verb}"


class Head(models.Model):
    """How far the trail has grown: a single row, locked by whoever appends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    peaks = models.JSONField(default=list)  #: roots of the complete subtrees in hex, largest first
    last = models.CharField(max_length=64, blank=True)  #: leaf hash of the last entry
    checked = models.DateField(null=True)  #: day of the last checkpoint, in UTC

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="head_single"),)

    def __str__(self) -> str:
        return f"head at {self.size}"


class Checkpoint(models.Model):
    """The root of the first `size` entries, signed. Never changed, never removed."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    note = models.TextField()  #: as it is published: text, empty line, signature line
    key = models.CharField(max_length=64)  #: public key, in hex

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"
