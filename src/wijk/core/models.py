"""The outbox: letters that must leave. Rows are written in the transaction that caused them and sent after it."""

from django.db import models

from wijk.core import clock


class Letter(models.Model):
    """One mail to one person. Sent at least once by `wijk.core.outbox.deliver`; the words are forgotten once sent."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    html = models.TextField(blank=True)
    language = models.CharField(max_length=8)
    written_at = models.DateTimeField(default=clock.now)
    try_after = models.DateTimeField(default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=["sent_at", "try_after"], name="outbox_due"),)

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Setting(models.Model):
    """A fact about this installation that a pack or a person set: the city's name, its languages, its frame."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.name
