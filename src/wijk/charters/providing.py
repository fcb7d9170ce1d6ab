"""What does this room answer when others ask? Cards, news, what goes on, the search, own data, data sets, reminders, debts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.charters import access, actions, queries, words
from wijk.charters.models import Document, PlaceOf, Proposal, Remark, Round
from wijk.core.providers import Card, Dataset, Debt, Done, Happening, News, Time
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer

KINDS = ("charters.document", "charters.round")
_SHOWN = {"announced": "next", "open": "now", "answering": "now", "deciding": "now", "concluded": "past"}


class Describes:
    """Documents and their reviews; those without a text, or of a reserved organ, only to who keeps them."""

    kinds = KINDS

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """How it looks; None where this viewer may not know of it."""
        if subject.kind == "charters.round":
            row = Round.objects.select_related("document__owner").filter(key=subject.id).first()
            if row is None or not (row.document.owner.public or access.may(viewer, access.KEEP, row.document)):
                return None
            return _round_card(row)
        found = Document.objects.select_related("owner", "current").filter(key=subject.id).first()
        if found is None:
            return None
        if found.current is not None and found.owner.public:
            return _document_card(found)
        if access.may(viewer, access.KEEP, found):
            return Card(found.title.to(), reverse("charters:keep", args=[found.key]), "charter")
        return None


def _document_card(document: Document) -> Card:
    return Card(document.title.to(), reverse("charters:document", args=[document.key]), "charter")


def _round_card(round: Round) -> Card:
    title = gettext("Review: {title}").format(title=round.document.title.to())
    return Card(title, reverse("charters:round", args=[round.key]), "review")


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


class GoesOn:
    """Reviews in an area, those that go on first; one query."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]:
        """What is, was or will be under review."""
        places = PlaceOf.objects.filter(area__in=[area, ""]).values("document")
        rows = Round.objects.filter(document__in=places, document__owner__public=True).select_related("document")
        late = models.Case(models.When(state="concluded", then=1), default=0, output_field=models.IntegerField())
        return [_happening(row) for row in rows.order_by(late, "-opens_on", "-pk")[:limit]]


def _happening(round: Round) -> Happening:
    stage = round.now
    at = round.opens_on if stage == "announced" else round.closes_on
    moment = round.concluded_at if round.concluded_at else _noon(at)
    state: Time = _SHOWN[stage]  # type: ignore[assignment]
    subject = Subject("charters.round", round.key)
    return Happening(moment, subject, _round_card(round), state, str(words.STAGES[stage]).capitalize())


class Tells:
    """News of editions adopted, reviews opened, about to close, and concluded."""

    kinds = KINDS

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        """What followers hear of each line; three queries for all of them together."""
        keys = {d.subject.id for d in done if d.subject.kind == "charters.round"}
        rounds = {r.key: r for r in Round.objects.filter(key__in=keys).select_related("document__owner", "edition")}
        held = {d.subject.id for d in done if d.subject.kind == "charters.document"}
        documents = {d.key: d for d in Document.objects.filter(key__in=held).select_related("owner")}
        every = [*documents.values(), *(r.document for r in rounds.values())]
        areas: dict[int, set[str]] = {}
        for document, area in PlaceOf.objects.filter(document__in=every).values_list("document", "area"):
            areas.setdefault(document, set()).add(area)
        return [_news(one, rounds, documents, areas) for one in done]


def _news(
    done: Done, rounds: Mapping[str, Round], documents: Mapping[str, Document], areas: Mapping[int, set[str]]
) -> News | None:
    round, document = rounds.get(done.subject.id), documents.get(done.subject.id)
    if done.verb == "charters.adopt_edition" and document is not None:
        text = words.in_all(_("A new edition was adopted."))
        return _told(done, document, text, f"charters/{document.key}/", areas)
    if round is None:
        return None
    days = {"since": round.opens_on, "until": round.closes_on}
    said = {
        "charters.open_round": (_("It is under review, article by article, from {since} to {until}."), days, ""),
        "charters.announce_closing": (_("You can say something of it until {until}."), {"until": round.closes_on}, ""),
        "charters.conclude_round": (_("The review is concluded: read what came of it, and why."), {}, "result/"),
    }
    if done.verb not in said:
        return None
    sentence, named, tail = said[done.verb]
    return _told(done, round.document, words.in_all(sentence, **named), f"reviews/{round.key}/{tail}", areas)


def _told(done: Done, document: Document, text: Text, path: str, areas: Mapping[int, set[str]]) -> News | None:
    if not document.owner.public:
        return None
    about = [done.subject, Subject("charters.document", document.key), Subject("organs.organ", document.owner.key)]
    if ":" in document.subject:
        about.append(Subject.parse(document.subject))
    where = frozenset(areas.get(document.pk, ()))
    return News(document.title, path, "review", text=text, areas=where, about=tuple(dict.fromkeys(about)))


class Finds:
    """Finds documents by their title and text; one query."""

    def found(self, words: str, limit: int) -> Sequence[Card]:
        """Those that have every word."""
        return [_document_card(row) for row in queries.found(words, limit)] if words.strip() else []


class OwnWords:
    """What a person said in reviews: for their own copy. Erased, the words stay without them, or go where they tell of them."""

    name = "charters"

    def export(self, person: str) -> dict[str, Any]:
        """Remarks, proposals and the proposals they support."""
        remarks, proposals = queries.said_by(person)
        supported = Proposal.objects.filter(supports__person__key=person).order_by("pk").values_list("key", flat=True)
        return {
            "remarks": [_own(row) | {"wish": row.wish} for row in remarks],
            "proposals": [_own(row) | {"title": row.title, "why": row.why} for row in proposals],
            "supported": list(supported),
        }

    def erase(self, person: str) -> int:
        """Take the person away, and the print of their address."""
        return actions.erase_said(person)


def _own(row: Remark | Proposal) -> dict[str, Any]:
    return {
        "review": row.round.key, "article": row.slug, "text": row.body, "voice": row.voice, "at": row.at.isoformat(),
        "organisation": row.organisation.key if row.organisation else "", "withdrawn": row.withdrawn_at is not None,
        "hidden": row.hidden_reason, "outcome": row.outcome,
    }  # fmt: skip


class Publishes:
    """The lists of documents, editions, articles, reviews, and what was said, without anybody's name."""

    def datasets(self) -> Iterator[Dataset]:
        """Five lists."""
        for code, title in _SETS.items():
            forms = [("text/csv", f"api/v1/{code}.csv"), ("application/json", f"api/v1/{code}.json")]
            yield Dataset(
                id=code, title=title, description=title, licence="CC0-1.0", source="", publisher="", issued=None, modified=None,
                keywords=["charters"], distributions=forms,
            )  # fmt: skip


_SETS = {
    "charters": Text({"nl": "Handvesten en regels", "fr": "Chartes et règles", "en": "Charters and rules"}),
    "charter-editions": Text(
        {"nl": "Edities van handvesten", "fr": "Éditions des chartes", "en": "Editions of charters"}
    ),
    "charter-articles": Text(
        {"nl": "Artikels van handvesten", "fr": "Articles des chartes", "en": "Articles of charters"}
    ),
    "charter-reviews": Text(
        {"nl": "Herzieningen van handvesten", "fr": "Révisions des chartes", "en": "Reviews of charters"}
    ),
    "charter-remarks": Text(
        {
            "nl": "Wat in herzieningen werd gezegd, zonder namen",
            "fr": "Ce qui a été dit dans les révisions, sans noms",
            "en": "What was said in reviews, without names",
        }
    ),
}


class Reminds:
    """Reminds the owner when the day of a review has come, and tells followers once when a review is about to end."""

    name = "charters"

    def work(self, now: datetime) -> int:
        """As often as one likes: each is done once."""
        day = queries.today()
        count = sum(actions.remind_owner(document=row) for row in queries.due(day)[:200])
        ending = Round.objects.takes_words(day).filter(closing_told_at=None, closes_on__lte=day + actions.NEARLY)
        actions.forget_waiting(now)
        return count + sum(actions.announce_closing(round=row) for row in ending.order_by("pk")[:200])


class Owed:
    """Answers that a review inside a phase still owes: of the framework of a process, or of any document about it."""

    def owed(self, process: Subject, phase: Subject, start: date, end: date) -> Sequence[Debt]:
        """Two queries, and two for each review that is not closed."""
        rows = Round.objects.filter(Q(document__subject=str(process)) | Q(document__subject=str(phase)), state="open")
        rows = rows.filter(closes_on__gte=start, closes_on__lte=end).select_related("document").order_by("closes_on")
        return [debt for row in rows[:20] if (debt := _debt(row)) is not None]


def _debt(round: Round) -> Debt | None:
    waiting = queries.owed(round)
    if not waiting:
        return None
    sentence = gettext("{count} answers in the review of “{title}”")
    text = sentence.format(count=waiting, title=round.document.title.to())
    return Debt(text, reverse("charters:round", args=[round.key]), round.closes_on)


describes, goes_on, finds, tells = Describes(), GoesOn(), Finds(), Tells()
own_words, publishes, reminds, owed = OwnWords(), Publishes(), Reminds(), Owed()
