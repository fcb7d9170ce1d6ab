"""A worker that may be killed at any moment: `python -m tests.support.killed_worker FOLDER prepare|work ROUND [PORT]`.

`prepare` makes an installation with readers who are all due. `work` does rounds until nothing is left, and then says so.
"""

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

FOLDER, DO, ROUND, PORT = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 0
os.environ["WIJK_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = FOLDER, "wijk.config.settings"

import django  # noqa: E402 - the folder must be named first
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402

from wijk.core import installation  # noqa: E402

READERS, NEWS = 150, 12
START = datetime(2026, 3, 2, 10, tzinfo=UTC)
if DO == "prepare":
    installation.change(Path(FOLDER), secret_key="k" * 50, signing_key="0" * 64, demo=True)
django.setup()

from tests.support.news import happens  # noqa: E402
from wijk.core import clock, outbox, worker  # noqa: E402
from wijk.core.models import Letter  # noqa: E402
from wijk.core.viewer import Operator  # noqa: E402
from wijk.notices import actions  # noqa: E402
from wijk.notices.actions import telling  # noqa: E402
from wijk.notices.models import Reader  # noqa: E402


def prepare() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    told = [(f"lezer{n}@voorbeeld.be", ("nl", "fr", "en")[n % 3]) for n in range(READERS)]
    with clock.at(START):
        actions.enrol_readers(Operator(), addresses=told, tags=["theme:mobility"], rhythm="daily", sure=True)
        for n in range(NEWS):
            happens(f"Ding {n}", at=START + timedelta(minutes=n), areas=[], themes=["mobility"])


def die_between_sending_and_noting(count: int) -> None:
    """At this letter the process is killed at the worst moment: it has left, and nobody has noted so yet."""
    noted, sent = outbox._note, []

    def note(letter: Letter, fault: str) -> None:
        sent.append(letter.pk)
        if len(sent) == count:
            os.kill(os.getpid(), signal.SIGKILL)
        noted(letter, fault)

    outbox._note = note


def work() -> None:
    if ROUND < 5:  # whoever started it may kill it earlier, at any moment
        die_between_sending_and_noting(7 + 6 * ROUND)
    settings.WIJK_PROVIDERS = {
        "tells": ["tests.support.news.teller"],
        "works": ["wijk.notices.providing.working"],
        "describes": [],
    }
    telling.BATCH, outbox.BATCH = 20, 10
    if PORT:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", PORT, False
    # each life is a quarter of an hour later, so that what a dead worker took is free again
    now = START + timedelta(days=1, minutes=15 * ROUND)
    reverse("notices:mine")  # all addresses are known before the first moment to be killed at
    print("ready", flush=True)
    with clock.at(now):
        while True:
            worker.tick(now)
            if not Reader.objects.due(now).exists() and not Letter.objects.filter(sent_at=None).exists():
                break
            if (
                not Reader.objects.due(now).exists()
                and not Letter.objects.filter(sent_at=None, try_after__lte=now).exists()
            ):
                break  # the rest is leased to a worker that died: the next life has it
    left = Letter.objects.filter(sent_at=None).count() + Reader.objects.due(now).count()
    print("done" if not left else "later", flush=True)


prepare() if DO == "prepare" else work()
