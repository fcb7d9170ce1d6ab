"""Who has yet to vote does not see how others did, unless the conversation wants it so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conversations", "0002_understanding")]
    operations = [
        migrations.AddField(
            "conversation",
            "totals",
            models.CharField(
                choices=[("voted", "voted"), ("always", "always"), ("closed", "closed")], default="voted", max_length=10
            ),
        ),
    ]
