"""Two people who change what a kind asks do not undo each other; and nobody counts followers in two places."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0005_support_known")]
    operations = [
        migrations.AddField("kind", "revision", models.PositiveIntegerField(default=1)),
        migrations.RemoveField("contribution", "followers"),
    ]
