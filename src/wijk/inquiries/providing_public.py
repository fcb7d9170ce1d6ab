"""What do inquiries tell the other rooms? How one looks, what followers hear, what goes on, what can be found, what stands beside a
remark, the sheet on paper, open data."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.core.errors import Absent
from wijk.core.providers import Card, Dataset, Done, Happening, News
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Viewer
from wijk.inquiries import access
from wijk.inquiries.models import Inquiry
from wijk.inquiries.public_words import HOW_WORDS, LATE_WORDS
from wijk.inquiries.queries import reading
from wijk.inquiries.sums import spoken
from wijk.ui.beside import Beside

INQUIRY, VOICE = "inquiries.inquiry", "contributions.contribution"
#: Lines of the trail that followers hear of, with what they are told.
NEWS = (access.ANNOUNCE, access.EXTEND, access.OPEN, access.ADD, access.HEARING, access.REPLIED, access.DECIDE)


class Describing:
    """How an inquiry looks where another room points at it."""

    kinds: Sequence[str] = (INQUIRY,)

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """Its title and page; None for one in preparation that this viewer does not keep."""
        try:
            return _card(access.open_shown(viewer, subject.id))
        except Absent:
            return None


class Telling:
    """What followers of a place, a process or an inquiry hear of it."""

    kinds: Sequence[str] = (INQUIRY,)

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        """The news of these lines; two queries, however many they are."""
        keys = {one.subject.id for one in done if one.verb in NEWS}
        rows = Inquiry.objects.shown().filter(key__in=keys).prefetch_related("areas") if keys else ()
        found = {row.key: row for row in rows}
        return [self._one(one, found) for one in done]

    def _one(self, one: Done, found: Mapping[str, Inquiry]) -> News | None:
        row = found.get(one.subject.id)
        said = _said(one, row) if row is not None else None
        if row is None or said is None:
            return None
        about = (one.subject, *([Subject("processes.process", row.process)] if row.process else []))
        areas = frozenset(area.area for area in row.areas.all())
        large = one.verb in (access.ANNOUNCE, access.EXTEND)
        return News(row.title, f"inquiries/{row.key}/", "inquiry", said, areas, about=about, large=large)


def _said(one: Done, row: Inquiry) -> Text | None:
    """A line of the trail in one sentence; None for what followers need not hear."""
    if one.verb not in NEWS or (one.verb == access.ADD and not one.data.get("later")):
        return None
    said = {}
    for language in LANGUAGES:
        with override(language):
            days = {"first": spoken(row.first), "last": spoken(row.last)}
            said[language] = {
                access.ANNOUNCE: _("A public inquiry was announced. You can speak from {first} until {last}."),
                access.EXTEND: _("The public inquiry lasts longer: until {last}."),
                access.OPEN: _("The public inquiry is open. You can speak until {last}."),
                access.ADD: _("A document was added to the file of the public inquiry."),
                access.HEARING: _("There is news of the hearing in the public inquiry."),
                access.REPLIED: _("Every remark of the public inquiry has a reply."),
                access.DECIDE: _("It was decided after the public inquiry."),
            }[one.verb].format(**days)
    return Text(said)


class GoingOn:
    """What stands on the timeline of an area: inquiries in which one can speak now, that come, that were."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]:
        """The last to end first; one query."""
        return [_happening(row) for row in reading.latest(area, min(limit, 5))]


def _happening(row: Inquiry) -> Happening:
    stands, subject = row.stands(), row.subject
    first, last = _moment(row.first, time(0)), _moment(row.last, time(23, 59))
    if stands == "open":
        text = _("You can speak until {last}.").format(last=spoken(row.last, "l j F"))
        return Happening(first, subject, _card(row), "now", text)
    if stands == "announced":
        text = _("You can speak from {first} until {last}.")
        days = {"first": spoken(row.first), "last": spoken(row.last)}
        return Happening(first, subject, _card(row), "next", text.format(**days))
    words = {"decided": _("It was decided."), "replied": _("Every remark has a reply.")}
    return Happening(last, subject, _card(row), "past", words.get(stands, _("The period is over.")))


class Finding:
    """Inquiries by the words of their titles."""

    def found(self, words: str, limit: int) -> Sequence[Card]:
        """One query."""
        return [_card(row) for row in reading.found(words[:80], limit)]


class StandingBeside:
    """On the page of a contribution that is a remark: its number, whether it came in time, its reply."""

    def beside(self, subject: Subject, viewer: Viewer, request: HttpRequest) -> Sequence[Beside]:
        """One block at most; two queries."""
        row = reading.of_contribution(subject.id) if subject.kind == VOICE else None
        if row is None:
            return []
        replied = row.inquiry.state in reading.REPLIED
        told: dict[str, Any] = {
            "remark": row, "inquiry": row.inquiry, "how": HOW_WORDS[row.how], "late": LATE_WORDS[row.late_why], "replied": replied,
            "themes": list(row.themes.all()) if replied else [],
        }  # fmt: skip
        return [Beside("inquiries/public/_beside.html", told, 5)]


class Publishes:
    """Inquiries and their remarks as open data; never a person."""

    def datasets(self) -> Iterator[Dataset]:
        """One dataset with the list of inquiries; each has its remarks."""
        forms = [("text/csv", "api/v1/inquiries.csv"), ("application/json", "api/v1/inquiries.json")]
        yield Dataset(
            id="inquiries", title=TITLE, description=ABOUT, licence="CC0-1.0", source="", publisher="", issued=None, modified=None,
            keywords=["public inquiry", "openbaar onderzoek", "enquête publique"], distributions=forms,
        )  # fmt: skip


TITLE = Text({"nl": "Openbare onderzoeken", "fr": "Enquêtes publiques", "en": "Public inquiries"})
ABOUT = Text({
    "nl": "Elk openbaar onderzoek met zijn regel, zijn dagen, zijn dossier en zijn opmerkingen met hun antwoord. Nooit wie het zei.",
    "fr": "Chaque enquête publique avec sa règle, ses jours, son dossier et ses remarques avec leur réponse. Jamais qui l’a dit.",
    "en": "Each public inquiry with its rule, its days, its file, and its remarks with their replies. Never who said it.",
})  # fmt: skip


def _card(row: Inquiry) -> Card:
    return Card(row.title.to(), reverse("inquiries:inquiry", args=[row.key]), _("public inquiry"))


def _moment(day: Any, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


describes, tells, goes_on, finds = Describing(), Telling(), GoingOn(), Finding()
beside, publishes = StandingBeside(), Publishes()
