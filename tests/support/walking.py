"""Through every page of the rooms in which people speak, to every form that stands there: found, filled in and sent as a browser does."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.core.cache import cache as remembered
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.support.cast import Member
from tests.support.forms import Form, different, forms_of
from tests.support.routes import SAMPLES
from tests.support.stage import Stage
from wijk.config.doors import DOORS
from wijk.core import clock
from wijk.core.text import LANGUAGES
from wijk.core.verbs import all_verbs
from wijk.moderation import guarding

ROOMS = ("residence", "moderation", "sheets", "contributions", "conversations", "answers", "inquiries", "helping")
NAMES = [name for name in SAMPLES if name.partition(":")[0] in ROOMS]
#: Pages with forms; addresses that take POST alone are reached from these.
PAGES = [name for name in NAMES if not DOORS[name].sends and 200 in SAMPLES[name].answers]
#: Who is asked first, where several roles may come in.
ORDER = ("facilitator", "manager", "clerk", "administrator", "service", "analyst")
#: Pages for everybody whose form keeps something of who has an account alone; what a browser is given stands in its cookie.
KNOWN = ("residence:declare", "helping:follow")
#: What somebody pressed before they came to a page: who decides about an item took it first.
CAME_BY = {"moderation:item": "moderation:claim"}
#: What is counted per hour and per form, so that it grows by being asked and not by what is asked.
METERS = ("core_sent", "residence_pace", "moderation_pace", "moderation_spent", "moderation_salt", "django_session")


def who(stage: Stage, name: str) -> Member | None:
    """Somebody who may come in: a stranger where everybody may, with an account where it is one's own."""
    door, room = DOORS[name], name.partition(":")[0]
    if door.kind == "open":
        return None
    if door.kind == "own":
        return stage.stranger
    if room == "sheets" and name != "sheets:settle":
        return stage.helper  # who has the sheets in hand
    return stage.everywhere[next(role for role in ORDER if role in all_verbs()[door.verb].roles)]


def client_of(member: Member | None) -> Client:
    """A browser of theirs."""
    client = Client(headers={"host": "localhost"})
    if member is not None:
        client.force_login(member.person)
    return client


@dataclass(frozen=True, slots=True)
class Found:
    """A form as somebody has it before them: the browser it stands in, and what the sample of its address would type there."""

    client: Client
    form: Form
    target: str  #: name of the route to which it is sent
    told: Mapping[str, Any]

    def send(self, **typed: Any) -> Any:
        """Send it as it is filled in by the sample, with `typed` instead of what is named."""
        return self.client.post(self.address, self.body(**typed))

    def send_through(self) -> Any:
        """Send it; where the page shows first what would happen, send that, too."""
        answer = self.send()
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            return answer
        known = {box.name for box in self.form.boxes}
        for form in forms_of(answer.content.decode(), self.address):
            asks = [box for box in form.boxes if box.kind == "hidden" and box.value and box.name not in known]
            if asks and _route(form.action) == self.target:
                return replace(self, form=form).send()
        return answer

    @property
    def address(self) -> str:
        """Where it is sent."""
        return urlsplit(self.form.action)._replace(netloc="", scheme="").geturl()

    def body(self, **typed: Any) -> dict[str, Any]:
        """What is sent."""
        sent = {**self.form.filled(self.told), **typed}
        for one in sent.values():
            if isinstance(one, UploadedFile):
                one.seek(0)  # a browser reads the file anew each time
        if token := sent.get(guarding.TOKEN):
            token = token[0] if isinstance(token, list) else token
            sent[guarding.WORK] = guarding.work(token)
        return sent


def forms_at(stage: Stage, name: str, *, known: bool = False) -> list[Found]:
    """The forms of our rooms on the page of this sample, each kind once; one with a guard was opened a minute ago. `known`: by who has an
    account, where that makes the difference."""
    member, sample = stage.stranger if known and name in KNOWN else who(stage, name), SAMPLES[name]
    client = client_of(member)
    address = sample.address(name, stage)
    if before := CAME_BY.get(name):
        client.post(SAMPLES[before].address(before, stage))
    answer = client.get(address)
    if b'name="guard"' in getattr(answer, "content", b""):
        with clock.at(clock.now() - timedelta(minutes=1)):  # nobody fills in a form in no time
            answer = client.get(address)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return []
    found, week = [], (clock.today() + timedelta(days=7)).isoformat()
    for form in different(forms_of(answer.content.decode(), address)):
        target = _route(form.action)
        if target.partition(":")[0] in ROOMS:
            told = dict(SAMPLES[target].sends(stage)) if target in SAMPLES else {}
            said = {word: words for word, words in told.items() if word[-3:] in ("_en", "_nl")}
            told |= {f"{word[:-3]}_{code}": words for word, words in said.items() for code in LANGUAGES}
            told = {"email": "an@voorbeeld.be", "day": week} | told
            found.append(Found(client, form, target, told))
    return found


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


@contextmanager
def put_back() -> Iterator[None]:
    """What is done inside is done for nothing."""
    remembered.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@cache
def _tables() -> tuple[str, ...]:
    named = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("wijk.")}
    return tuple(sorted(named - set(METERS)))


def counts() -> dict[str, int]:
    """How many rows stand in each table."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in _tables()))
        return dict(cursor.fetchall())


def stands() -> dict[str, str]:
    """What stands in each table of these rooms, so that a change without a row more or less is seen, too."""
    found = {}
    with connection.cursor() as cursor:
        for table in _tables():
            if table.partition("_")[0] in ROOMS:
                cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
                found[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found
