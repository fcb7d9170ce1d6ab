"""Beside each voice of support lies sealed by what its person is known, so that one counts once when two are taken together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0004_named_kinds_and_late")]
    operations = [
        migrations.AddField("support", "known", models.CharField(blank=True, max_length=160)),
    ]
