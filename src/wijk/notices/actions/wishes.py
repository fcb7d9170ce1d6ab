"""When and how one hears of things: the rhythm, the quiet hours, the place where one lives."""

from datetime import time

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.accounts.queries import area_known
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Viewer
from wijk.notices import queries
from wijk.notices.access import decides_for
from wijk.notices.actions.following import told
from wijk.notices.models import Reader, Rhythm
from wijk.notices.timing import next_due


@transaction.atomic
def change_rhythm(
    viewer: Viewer, *, reader: Reader, rhythm: str, weekday: int = 4, quiet_from: time | None = None,
    quiet_to: time | None = None, by_mail: bool = True, language: str = "", home: str = "",
) -> Reader:  # fmt: skip
    """Change when and how one hears of things. Refused for a rhythm, a day, hours or a neighbourhood that cannot be."""
    decides_for(viewer, reader, "notices.change_rhythm")
    if rhythm not in Rhythm.values:
        raise Refused("rhythm", _("Letters come at once, every day or every week. Choose one of the three."))
    if not 0 <= weekday <= 6:
        raise Refused("weekday", _("Choose a day of the week."))
    if (quiet_from is None) != (quiet_to is None):
        raise Refused("quiet", _("Quiet hours need a beginning and an end. Fill in both, or neither."))
    if home and not area_known(home):
        raise Refused("home", _("There is no such neighbourhood. Choose one of the list."))
    reader.rhythm, reader.weekday, reader.quiet_from, reader.quiet_to = rhythm, weekday, quiet_from, quiet_to
    reader.by_mail, reader.home = by_mail, home
    reader.language = language if language in LANGUAGES else reader.language
    if reader.confirmed_at is not None and reader.stopped_at is None:
        reader.due_at = next_due(clock.now(), rhythm, weekday, quiet_from, quiet_to)
        if rhythm == Rhythm.IMMEDIATE and reader.heard < queries.newest():
            reader.due_at = clock.now()
    reader.save()
    told("notices.change_rhythm")
    return reader


@transaction.atomic
def agree_to_large(viewer: Viewer, *, reader: Reader) -> None:
    """Hear of every large project where one lives, also without following it. Needs to know where that is."""
    decides_for(viewer, reader, "notices.agree_to_large")
    if not reader.home:
        raise Refused("no-home", _("Say first in which neighbourhood you live; then we know which projects reach you."))
    reader.agreed_large = True
    if reader.confirmed_at is None or reader.stopped_at is not None:
        now = clock.now()
        reader.confirmed_at, reader.stopped_at, reader.heard = now, None, queries.newest()
        reader.due_at = next_due(now, reader.rhythm, reader.weekday, reader.quiet_from, reader.quiet_to)
    reader.save()
    told("notices.agree_to_large")


@transaction.atomic
def withdraw_from_large(viewer: Viewer, *, reader: Reader) -> None:
    """Take that agreement back, at once."""
    decides_for(viewer, reader, "notices.withdraw_from_large")
    if Reader.objects.filter(pk=reader.pk, agreed_large=True).update(agreed_large=False):
        reader.agreed_large = False
        told("notices.withdraw_from_large")
