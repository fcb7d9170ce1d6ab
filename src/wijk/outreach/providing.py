"""What does outreach tell the rooms below it? How its things look, what followers hear, what goes on in an area, what waits."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from wijk.core.errors import Refused
from wijk.core.providers import Card, Done, Happening, News
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Viewer
from wijk.outreach import access, actions, queries
from wijk.outreach.models import Call, Channel, Code, Newsletter

NEWSLETTER, CALL = "outreach.newsletter", "outreach.call"
#: Letters of an introduction that a notice tells.
SHORT = 300


class Describing:
    """How a newsletter and a call look where another room points at them."""

    kinds: Sequence[str] = (NEWSLETTER, CALL)

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """Its title and page; None for a draft that this viewer does not work on."""
        if subject.kind == NEWSLETTER:
            found = Newsletter.objects.filter(key=subject.id).first()
            if found is None or (found.sent_at is None and not viewer.may(access.EDIT, found.place)):
                return None
            return _newsletter_card(found)
        code = Code.objects.select_related("call").filter(call__key=subject.id, channel=Channel.SITE).first()
        return _call_card(code.call, code.code) if code else None


class Telling:
    """What followers hear: a newsletter was sent, a call was opened."""

    kinds: Sequence[str] = (NEWSLETTER, CALL)

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        """The news of these lines; four queries, however many they are."""
        sent = {one.subject.id for one in done if one.verb == access.SEND}
        opened = {one.subject.id for one in done if one.verb == access.OPEN}
        letters = {row.key: row for row in Newsletter.objects.filter(key__in=sent).prefetch_related("places")}
        calls = {row.key: row for row in Call.objects.filter(key__in=opened).prefetch_related("places")}
        codes = Code.objects.filter(call__key__in=opened, channel=Channel.SITE).values_list("call__key", "code")
        return [self._one(one, letters, calls, dict(codes)) for one in done]

    def _one(
        self, one: Done, letters: Mapping[str, Newsletter], calls: Mapping[str, Call], codes: Mapping[str, str]
    ) -> News | None:
        if one.verb == access.SEND and (letter := letters.get(one.subject.id)):
            areas = frozenset(row.area for row in letter.places.all())
            text, path = _short(letter.introduction), f"newsletters/{letter.key}/"
            return News(letter.title, path, "newsletter", text, areas, about=(one.subject,))
        if one.verb == access.OPEN and (call := calls.get(one.subject.id)):
            areas = frozenset(row.area for row in call.places.all())
            about = (one.subject, *([Subject.parse(call.about)] if call.about else []))
            return News(call.title, f"k/{codes.get(call.key, '')}/", "call", _short(call.words), areas, about=about)
        return None


class GoingOn:
    """What stands on the timeline of an area: calls that are open, newsletters that came."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]:
        """The newest first; two queries."""
        codes = Code.objects.select_related("call").filter(channel=Channel.SITE)
        asked = codes.filter(call__in=queries.calls_at(area).values("pk")[:limit])
        letters = queries.newsletters_at(area)[:limit]
        found = [_open_call(code) for code in asked]
        found += [_sent(letter, letter.sent_at) for letter in letters if letter.sent_at]
        return sorted(found, key=lambda one: one.at, reverse=True)[:limit]


class Finding:
    """Newsletters and open calls by words in their titles."""

    def found(self, words: str, limit: int) -> Sequence[Card]:
        """The newest that hold these words; two queries."""
        letters = Newsletter.objects.sent().filter(title__icontains=words)[:limit]
        codes = Code.objects.select_related("call").filter(channel=Channel.SITE, call__ended_at=None)
        asked = codes.filter(Q(call__title__icontains=words) | Q(call__words__icontains=words))
        calls = [_call_card(code.call, code.code) for code in asked.order_by("-call__pk")[:limit]]
        return [*calls, *(_newsletter_card(letter) for letter in letters)][:limit]


class Ending:
    """Ends the calls whose last day has passed, so that the hashes behind the positions do not stay a day longer than needed."""

    name = "outreach.ending"

    def work(self, now: datetime) -> int:
        """How many calls were ended."""
        ended = 0
        for key in list(Call.objects.filter(ended_at=None, until__lt=now.date()).values_list("key", flat=True)[:20]):
            with suppress(Refused):  # another worker was here first
                actions.end_call(Operator(), key=key)
                ended += 1
        return ended


class Mailing:
    """Writes the letters of calls that go out by mail."""

    name = "outreach.mailing"

    def work(self, now: datetime) -> int:
        """How many letters were written."""
        return actions.mail_on()


def _open_call(code: Code) -> Happening:
    call = code.call
    text = _("You can take a position in one step.") if call.asks else ""
    return Happening(call.opened_at, Subject(CALL, call.key), _call_card(call, code.code), "now", text=text)


def _sent(letter: Newsletter, at: datetime) -> Happening:
    return Happening(at, Subject(NEWSLETTER, letter.key), _newsletter_card(letter))


def _newsletter_card(letter: Newsletter) -> Card:
    return Card(letter.title.to(), reverse("outreach:newsletter", args=[letter.key]), _("Newsletter"))


def _call_card(call: Call, code: str) -> Card:
    return Card(call.title.to(), reverse("outreach:call", args=[code]), _("Call"))


def _short(text: Text) -> Text:
    return Text({k: v if len(v) <= SHORT else f"{v[:SHORT].rsplit(' ', 1)[0]} …" for k, v in text.items()})


describes = Describing()
tells = Telling()
goes_on = GoingOn()
finds = Finding()
ending = Ending()
mailing = Mailing()
