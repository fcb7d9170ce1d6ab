"""People do something by themselves and let others know where and when. Nobody approves it and nothing is asked."""

import secrets
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.contributions.queries import Where
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby, Viewer
from wijk.helping import access, letters
from wijk.helping.models import CitizensAction, CitizensActionArea
from wijk.helping.models.listing import STATES
from wijk.helping.placing import placed
from wijk.moderation import actions as moderation
from wijk.moderation.access import author_mark
from wijk.trail.actions import record
from wijk.ui import plain

LONGEST_TITLE, FURTHEST = 140, timedelta(days=730)
UNCONFIRMED = timedelta(days=7)
_ADDRESS = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what, where, when, and perhaps where one reads more."""

    title: str
    words: str
    day: date
    hour: time | None = None
    where: Where | None = None
    link: str = ""
    language: str = "nl"


def list_action(viewer: Viewer, *, line: Line, email: str = "", once: str = "", slow: bool = False) -> CitizensAction:
    """List it. With an account it is there at once; without, after the link in a letter. The address is kept nowhere.

    The same `once` gives back the first. Refused for what is not right, with a sentence.
    """
    given = access.once_of(once)
    if given and (known := CitizensAction.objects.filter(once=given).first()):
        return known
    person = viewer.person if isinstance(viewer, PersonViewer) else None
    address = "" if person else _address(email)
    place = placed(line.where or Where(), line.words)
    row = CitizensAction(
        key=secrets.token_hex(5), title=_title(line.title), language=line.language, spot=place.spot, area=place.area, lon=place.lon,
        lat=place.lat, day=_day(line.day), time=line.hour, link=_link(line.link), person=person, once=given,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            CitizensActionArea.objects.bulk_create(
                CitizensActionArea(action=row, area=area) for area in sorted(place.areas)
            )
            _note(access.LIST, row)
            if person is None:
                letters.ask_confirmation(row, address)
            else:
                _let_in(row, author_mark(person.key), slow=slow)
            return row
    except IntegrityError:
        if given and (known := CitizensAction.objects.filter(once=given).first()):
            return known
        raise


@transaction.atomic
def confirm_action(viewer: Viewer, *, action: CitizensAction) -> CitizensAction:
    """By the link in the letter, which `access.open_own_action` has read. A second time changes nothing."""
    row = CitizensAction.objects.select_for_update().get(pk=action.pk)
    if row.visibility == "unconfirmed":
        _note(access.CONFIRM_ACTION, row)
        _let_in(row, "")
    return row


@transaction.atomic
def take_off_action(viewer: Viewer, *, action: CitizensAction, token: str = "") -> CitizensAction:
    """Its author takes it off the list; its words are forgotten. NotAllowed for anybody else."""
    row = CitizensAction.objects.select_for_update().get(pk=action.pk)
    if not access.is_own(viewer, row, token):
        raise NotAllowed(access.TAKE_OFF)
    if row.visibility == "withdrawn":
        return row
    if row.visibility == "removed":
        raise Refused("removed", _("This was removed already."))
    row.title, row.spot, row.link, row.visibility = "", "", "", "withdrawn"
    row.save(update_fields=["title", "spot", "link", "visibility"])
    moderation.leave(subject_of(row))
    _note(access.TAKE_OFF, row)
    return row


def show_action(action: CitizensAction, *, visibility: str, reason: str) -> None:
    """A part of the verb of a moderator: no line in the trail of its own."""
    if visibility not in STATES:
        raise ValueError(f"no visibility: {visibility!r}")
    action.visibility, action.reason = visibility, reason
    action.save(update_fields=["visibility", "reason"])


def forget_actions(person: Person) -> int:
    """Its line stays; that it was theirs is forgotten. Part of an erasure."""
    return CitizensAction.objects.filter(person=person).update(person=None)


def forget_unconfirmed() -> int:
    """Throw away what nobody confirmed within a week."""
    before = clock.now() - UNCONFIRMED
    return CitizensAction.objects.filter(visibility="unconfirmed", made_at__lt=before).delete()[0]


def subject_of(row: CitizensAction) -> Subject:
    """How other rooms call it."""
    return Subject("helping.action", row.key)


def _let_in(row: CitizensAction, author: str, *, slow: bool = False) -> None:
    row.visibility = moderation.enter(
        subject_of(row), area=row.area, process="", before=False, author=author, text="\n".join((row.title, row.spot, row.link)).strip(),
        language=row.language, slow=slow,
    )  # fmt: skip
    row.save(update_fields=["visibility"])


def _note(verb: str, row: CitizensAction) -> None:
    record(Passerby(), verb=verb, subject=subject_of(row), area=row.area, data={})


def _title(words: str) -> str:
    title = plain.line(words, longest=LONGEST_TITLE)
    if len(title) < 3:
        raise Refused("no-title", _("Say in a few words what it is."))
    return title


def _day(day: date) -> date:
    if not clock.today() <= day <= clock.today() + FURTHEST:
        raise Refused("no-day", _("Choose a day from today on, within two years."))
    return day


def _link(words: str) -> str:
    link = words.strip()
    if not link:
        return ""
    try:
        _ADDRESS(link if len(link) <= 300 and link.isprintable() else "")
    except ValidationError as fault:
        raise Refused("no-link", _("This is no address of a page. It begins with https://")) from fault
    return link


def _address(words: str) -> str:
    address = words.strip().lower()
    try:
        validate_email(address if len(address) <= 254 else "")
    except ValidationError as fault:
        raise Refused(
            "no-address", _("Give your e-mail address: we send one letter with a link, and keep the address nowhere.")
        ) from fault
    return address
