"""What do all verbs of this room share? A lock on the process, a line in the trail, and a few questions to what was typed."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.processes import access
from wijk.processes.models import Process
from wijk.trail.actions import JSON, record

LONGEST_TITLE, LONGEST_TEXT = 300, 20_000


def locked(viewer: Viewer, process: Process, verb: str) -> Process:
    """The process as it stands, for this verb alone until the end of the transaction. NotAllowed, or Absent."""
    row = Process.objects.select_for_update().filter(pk=process.pk).first()
    if row is None:
        raise Absent("process")
    access.check(viewer, verb, row)
    return row


def living(process: Process) -> Process:
    """The same process, refused when it is over."""
    if process.is_over:
        raise Refused("over", _("This process is over. What it was stays as it is."))
    return process


def note(viewer: Viewer, verb: str, process: Process, **data: JSON) -> None:
    """The line in the trail; and the process was touched now."""
    Process.objects.filter(pk=process.pk).update(changed_at=clock.now())
    subject = Subject("processes.process", process.key)
    record(viewer, verb=verb, subject=subject, area=process.place, data={"title": dict(process.title), **data})


def titled(title: Text) -> Text:
    """A title on one line, of bearable length; refused when nothing is said."""
    told = Text({k: " ".join(v.split()) for k, v in title.items()})
    if not told:
        raise Refused("no-title", _("Give it a title in at least one language."))
    if any(len(v) > LONGEST_TITLE for v in told.values()):
        raise Refused("title-long", _("The title is longer than {most} signs. Shorten it."), most=LONGEST_TITLE)
    return told


def said(text: Text | None, *, needed: str = "") -> Text:
    """A longer text without empty ends. `needed` is the sentence that refuses silence."""
    told = Text({k: v.strip()[:LONGEST_TEXT] for k, v in (text or {}).items()})
    if needed and not told:
        raise Refused("nothing-said", needed)
    return told


def key_of(title: Text, taken: Collection[str] = (), longest: int = 60) -> str:
    """A short name for addresses out of a title; the next number behind it where that is taken."""
    stem = slugify(title.to("nl"))[:longest].strip("-") or "x"
    stem = f"{stem}-1" if stem == "new" else stem
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key


def safe_link(link: str) -> str:
    """A link to this site ("/nl/…") or to a page on the web; refused otherwise."""
    told = link.strip()
    if not told:
        return ""
    parts = urlsplit(told)
    here = told.startswith("/") and not told.startswith("//") and "\\" not in told
    there = parts.scheme in ("http", "https") and bool(parts.netloc)
    if len(told) > 300 or re.search(r"[\s\x00-\x1f]", told) or not (here or there):
        raise Refused("link", _("“{link}” is no address of a page. Begin with https:// or with /."), link=told[:80])
    return told
