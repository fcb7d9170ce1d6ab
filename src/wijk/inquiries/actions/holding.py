"""What do all verbs of an inquiry need? The row held, clean words, and what the trail says of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Viewer
from wijk.inquiries import access
from wijk.inquiries.models import Inquiry
from wijk.trail.actions import JSON, record
from wijk.ui import plain

LONGEST_TITLE, LONGEST_TEXT, LONGEST_REPLY = 150, 4000, 8000


def held(inquiry: Inquiry) -> Inquiry:
    """The row as it is now, held until the end of the transaction."""
    rows = Inquiry.objects.select_for_update(of=("self",)).select_related("rule", "authority", "opening", "hearing")
    return rows.get(pk=inquiry.pk)


def check_revision(row: Inquiry, revision: int | None) -> None:
    """Refused where somebody else was first; None asks nothing."""
    if revision is not None and row.revision != revision:
        raise Refused("changed", _("This was changed in the meantime. Look at how it stands now, and change that."))


def saved(row: Inquiry, *fields: str) -> None:
    """Write these columns, and that it changed."""
    row.revision, row.changed_at = row.revision + 1, clock.now()
    row.save(update_fields=[*fields, "revision", "changed_at"])


def title_of(said: Text) -> Text:
    """A title on one line, in at least one language."""
    found = Text({tongue: plain.line(words, longest=LONGEST_TITLE) for tongue, words in _known(said)})
    if not found:
        raise Refused("no-title", _("Give it a title in at least one language."))
    return found


def text_of(said: Text, *, longest: int = LONGEST_TEXT) -> Text:
    """Clean words; perhaps none."""
    return Text({tongue: plain.clean(words, longest=longest) for tongue, words in _known(said)})


def why_of(said: Text) -> Text:
    """A reason that says something. Refused without."""
    found = text_of(said)
    if not found or any(len(words) < 10 for words in found.values()):
        raise Refused("no-why", _("Say why, in a sentence that everybody can read."))
    return found


def note(viewer: Viewer, verb: str, row: Inquiry, **facts: Any) -> None:
    """One line in the trail."""
    data: dict[str, JSON] = {"title": dict(row.title), **facts}
    record(viewer, verb=verb, subject=row.subject, area=access.ground(row.place), data=data)


def _known(said: Text) -> list[tuple[str, str]]:
    return [(tongue, words) for tongue, words in said.items() if tongue in LANGUAGES]
