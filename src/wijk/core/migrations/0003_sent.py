from django.db import migrations, models

import wijk.core.clock


class Migration(migrations.Migration):
    dependencies = [("core", "0002_letters")]

    operations = [
        migrations.CreateModel(
            name="Sent",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True, default=wijk.core.clock.now)),
                ("led_to", models.CharField(blank=True, max_length=500)),
            ],
        ),
    ]
