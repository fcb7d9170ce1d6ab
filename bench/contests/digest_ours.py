"""Our side: FOLLOWERS SCRATCH. An installation of its own, filled straight from the models, then one run of the worker's letters."""

import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

FOLLOWERS, SCRATCH = int(sys.argv[1]), sys.argv[2]
HOME = tempfile.TemporaryDirectory(dir=SCRATCH, prefix=f"{FOLLOWERS}-")
os.environ["WIJK_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = HOME.name, "wijk.config.settings"

import django  # noqa: E402 - the folder must be named first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402

from bench.stopwatch import tell, timed  # noqa: E402
from wijk.core import installation  # noqa: E402

installation.change(Path(HOME.name), secret_key="k" * 50, signing_key="0" * 64)
django.setup()

from wijk.core import clock  # noqa: E402
from wijk.core.models import Letter  # noqa: E402
from wijk.core.text import Text  # noqa: E402
from wijk.notices import actions  # noqa: E402
from wijk.notices.models import Follow, Item, ItemTag, Reader, Telling  # noqa: E402

NOW = datetime(2026, 3, 3, 7, tzinfo=UTC)
THINGS, ITEMS, AT_ONCE = 200, 40, 1_000


def fill() -> None:
    """Readers who each follow three things, and news of a fifth of all things."""
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size=0")  # pages of the database file, mapped, would be counted as memory
    title = Text({"nl": "Een plein wordt anders", "fr": "Une place change", "en": "A square changes"})
    text = Text({"nl": "Kom kijken naar de plannen.", "fr": "Venez voir les plans.", "en": "Come and see the plans."})
    at = NOW - timedelta(hours=9)
    Item.objects.bulk_create(
        Item(index=n, at=at, title=title, text=text, path=f"processes/p{n}/", kind="process") for n in range(ITEMS)
    )
    ItemTag.objects.bulk_create(ItemTag(item_id=n, tag=f"theme:t{n * 5}") for n in range(ITEMS))
    ItemTag.objects.bulk_create(ItemTag(item_id=n, tag="theme:everybody") for n in range(2))
    for start in range(0, FOLLOWERS, AT_ONCE):
        readers = [
            Reader(
                email=f"lezer{n}@voorbeeld.be", language=("nl", "fr", "en")[n % 3], rhythm="daily", confirmed_at=at, due_at=NOW,
                home=f"neighbourhood/{n % 145}",
            )
            for n in range(start, start + AT_ONCE)
        ]  # fmt: skip
        Reader.objects.bulk_create(readers)
        tags = (
            (n, tag)
            for n in range(AT_ONCE)
            for tag in ("theme:everybody", f"theme:t{n % THINGS}", f"theme:t{(n * 7 + 3) % THINGS}")
        )
        rows = (Follow(reader=readers[n], tag=tag, confirmed_at=at) for n, tag in tags)
        Follow.objects.bulk_create(rows, ignore_conflicts=True)


def work() -> int:
    """All that are due."""
    told = 0
    with clock.at(NOW):
        while looked := actions.tell(NOW):
            told += looked
    return told


def main() -> None:
    """Fill, work, count."""
    fill()
    _told, cpu, _ = timed(work)
    twice = Letter.objects.values("to").annotate(n=Count("pk")).filter(n__gt=1).count()
    tell(cpu, letters=Letter.objects.count(), twice=twice, batches=Telling.objects.count())


main()
HOME.cleanup()
