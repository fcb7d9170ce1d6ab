"""Somebody who says many things and may be killed at any moment: `python -m tests.support.killed_speaker FOLDER prepare|speak`.

`prepare` makes an installation. `speak` sends the same forms again from the first one on, as a browser does that tries again, until
all are there, and then says so; half of them with a photograph, some with a comment and a change of words.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

FOLDER, DO = sys.argv[1], sys.argv[2]
os.environ["WIJK_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = FOLDER, "wijk.config.settings"

import django  # noqa: E402 - the folder must be named first
from django.core.management import call_command  # noqa: E402

from wijk.core import installation  # noqa: E402

FORMS = 30
START = datetime(2026, 3, 2, 10, tzinfo=UTC)
if DO == "prepare":
    installation.change(Path(FOLDER), secret_key="k" * 50, signing_key="0" * 64, demo=True)
django.setup()

from tests.support.pictures import jpeg, photograph  # noqa: E402
from wijk.accounts.access import PersonViewer  # noqa: E402
from wijk.accounts.models import Person  # noqa: E402
from wijk.contributions import actions  # noqa: E402
from wijk.contributions.models import Contribution, Opening  # noqa: E402
from wijk.core import clock  # noqa: E402


def prepare() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    Person.objects.create_user("an@voorbeeld.be")


def speak() -> None:
    me = PersonViewer(Person.objects.get(email="an@voorbeeld.be"))
    city = Opening.objects.prefetch_related("areas").get(key="city")
    print("ready", flush=True)
    for n in range(FORMS):
        with clock.at(START + timedelta(hours=n)):  # slowly, so that no moderator wonders
            say(me, city, n)
    print("done", flush=True)


def say(me: PersonViewer, city: Opening, n: int) -> None:
    files = [photograph(content=jpeg(400 + n, 300))] if n % 2 else []
    told: dict[str, Any] = {"kind": "idea", "title": f"Idee {n}", "body": "", "language": "nl", "once": str(n)}
    row = actions.submit(me, opening=city, pictures=files, **told).contribution
    row = Contribution.objects.select_related("opening").get(pk=row.pk)
    if n % 3 == 0:
        actions.comment(me, contribution=row, section="for", body="Ja", language="nl", once=str(n))
    if n % 4 == 0:
        actions.edit(me, contribution=row, title=f"Idee {n} beter", body="", revision=row.revision)
    actions.support(me, contribution=row)


prepare() if DO == "prepare" else speak()
