"""How far are the things that a case is about? Their titles and how they stand now, as far as its readers may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from wijk.answers.models import OPEN, Request
from wijk.contributions.models import Contribution
from wijk.core.providers import Card, providers
from wijk.core.site import host
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.helping import codes
from wijk.helping.models import CaseLink, Receipt
from wijk.helping.words import STATE_LOOKS, STATE_WORDS

VOICE = "contributions.contribution"
#: Which pages can be linked to, and what they show.
PAGES = {
    "contributions:voice": VOICE,
    "answers:request": VOICE,
    "processes:process": "processes.process",
    "conversations:conversation": "conversations.conversation",
    "meetings:meeting": "meetings.meeting",
    "actors:organisation": "actors.organisation",
    "organs:organ": "organs.organ",
}


@dataclass(frozen=True, slots=True)
class Linked:
    """A thing as a case shows it: its title and page ("" where they cannot be shown), its state, by when an answer is promised."""

    pk: int
    subject: str
    title: str
    url: str = ""
    kind: str = ""
    state: str = ""
    look: str = ""
    promised: date | None = None


def meant(words: str) -> Subject | None:
    """What somebody means who pastes the address of one of our pages, or types the code of a receipt. None: nothing of ours."""
    typed = words.strip()[:300]
    if code := codes.read(typed.rstrip("/").rpartition("/")[2]):
        found = Receipt.objects.filter(mark=codes.mark(code)).values_list("contribution__key", flat=True).first()
        if found:
            return Subject(VOICE, found)
    try:
        parts = urlsplit(typed)
    except ValueError:
        return None
    if parts.hostname and parts.hostname not in {host(), *settings.ALLOWED_HOSTS}:
        return None
    path = "/" + parts.path.lstrip("/")
    first = path.split("/")[1]
    with override(first if first in dict(settings.LANGUAGES) else get_language()):
        try:
            match = resolve(path)
        except Resolver404:
            return None
    kind = PAGES.get(match.view_name)
    return Subject(kind, str(match.kwargs["key"])) if kind and "key" in match.kwargs else None


def card_of(subject: Subject, viewer: Viewer) -> Card | None:
    """How a thing looks to this viewer; None where they may not see it."""
    knows = [room for room in providers("describes") if subject.kind in room.kinds]
    return next((found for room in knows if (found := room.card(subject, viewer))), None)


def shown(links: Sequence[CaseLink], viewer: Viewer) -> list[Linked]:
    """The links of a case with how things stand; what this viewer may not see is there without its words."""
    keys = [Subject.parse(row.subject).id for row in links if row.subject.startswith(f"{VOICE}:")]
    voices = {row.key: row for row in Contribution.objects.filter(key__in=keys)} if keys else {}
    waits = Request.objects.filter(contribution__key__in=keys, state=OPEN).values_list("contribution__key", "due")
    due = dict(waits) if keys else {}
    return [_one(row, viewer, voices, due) for row in links]


def _one(row: CaseLink, viewer: Viewer, voices: dict[str, Contribution], due: dict[str, date]) -> Linked:
    subject = Subject.parse(row.subject)
    card = card_of(subject, viewer)
    title, url, kind = (card.title, card.url, card.kind) if card else (_("This cannot be shown now."), "", "")
    voice = voices.get(subject.id) if subject.kind == VOICE else None
    if voice is None:
        return Linked(row.pk, row.subject, title, url, kind)
    state, look = (STATE_WORDS[voice.state], STATE_LOOKS[voice.state]) if card else (_("not shown"), "warn")
    return Linked(row.pk, row.subject, title, url, kind, str(state), look, due.get(voice.key) if card else None)
