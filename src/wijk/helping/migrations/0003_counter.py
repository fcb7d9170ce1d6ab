"""Somebody may have written their words themselves, at a screen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("helping", "0002_cases")]
    operations = [
        migrations.RemoveConstraint("receipt", "helping_receipt_consent"),
        migrations.AddConstraint(
            "receipt",
            models.CheckConstraint(
                condition=models.Q(("consent__in", ("spoken", "written", "self"))), name="helping_receipt_consent"
            ),
        ),
    ]
