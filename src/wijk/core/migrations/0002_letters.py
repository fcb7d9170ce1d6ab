from django.db import migrations, models

import wijk.core.clock
import wijk.core.models


def give_keys(apps, schema_editor):
    """A key of its own for each letter that is there already."""
    letters = apps.get_model("core", "Letter")
    for letter in letters.objects.only("pk").iterator():
        letters.objects.filter(pk=letter.pk).update(key=wijk.core.models.fresh_key())


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AddField(
            "letter", "key", models.CharField(default="", editable=False, max_length=80), preserve_default=False
        ),
        migrations.AddField(
            "letter",
            "address",
            models.CharField(blank=True, db_index=True, default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField("letter", "headers", models.JSONField(blank=True, default=dict)),
        migrations.AddField("letter", "insists", models.BooleanField(default=False)),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            "letter",
            "key",
            models.CharField(default=wijk.core.models.fresh_key, editable=False, max_length=80, unique=True),
        ),
        migrations.AlterField("letter", "address", models.CharField(blank=True, db_index=True, max_length=64)),
        migrations.CreateModel(
            name="Bounce",
            fields=[
                ("address", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("shown", models.CharField(blank=True, max_length=120)),
                ("since", models.DateTimeField(default=wijk.core.clock.now)),
                ("last", models.DateTimeField(default=wijk.core.clock.now)),
                ("code", models.CharField(blank=True, max_length=12)),
                ("count", models.PositiveIntegerField(default=1)),
            ],
        ),
    ]
