"""What does this room answer when others ask? Cards, news, the timeline of an area, the search, own data, data sets, and endings."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Absent, Refused
from wijk.core.providers import Card, Dataset, Done, Happening, News
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Viewer
from wijk.organs import access, actions, queries, words
from wijk.organs.models import Decision, Mandate, Opinion, Organ, OrganPlace

KINDS = ("organs.organ", "organs.decision", "organs.opinion")


class Describes:
    """Organs, decisions and opinions; reserved ones only to who sits there or keeps the organ."""

    kinds = KINDS

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """How it looks; None where this viewer may not know of it."""
        try:
            if subject.kind == "organs.organ":
                organ = access.open_organ(viewer, subject.id)
                return Card(organ.title.to(), reverse("organs:organ", args=[organ.key]), "organ")
            if subject.kind == "organs.decision":
                return _decision_card(access.open_decision(viewer, subject.id))
            opinion = access.open_opinion(viewer, subject.id)
        except Absent:
            return None
        return Card(opinion.question.to(), reverse("organs:opinion", args=[opinion.key]), "opinion")


def _decision_card(decision: Decision) -> Card:
    return Card(decision.title.to(), reverse("organs:decision", args=[decision.key]), "decision")


class GoesOn:
    """What the organs of an area decided; one query."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]:
        """The latest public decisions, newest first."""
        places = OrganPlace.objects.filter(area__in=[area, ""]).values("organ")
        rows = queries.decisions().filter(Q(organ__in=places) | Q(about=f"territory.area:{area}"))
        return [
            Happening(
                datetime.combine(row.on, time(12), UTC), Subject("organs.decision", row.key), _decision_card(row),
                text=f"{row.organ.title.to()} · {words.OUTCOME_NAMES[row.outcome]}",
            )
            for row in rows[:limit]
        ]  # fmt: skip


class Finds:
    """Finds organs and decisions by words; two queries."""

    def found(self, words: str, limit: int) -> Sequence[Card]:
        """Organs first."""
        organs = queries.titled(Organ.objects.shown().order_by("-since"), words, limit)
        cards = [Card(o.title.to(), reverse("organs:organ", args=[o.key]), "organ") for o in organs]
        rows = queries.titled(queries.decisions(), words, limit)
        return [*cards, *(_decision_card(row) for row in rows)][:limit]


class Tells:
    """News of organs founded and ended, public decisions, and opinions asked, given and replied to."""

    kinds = KINDS

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        """What followers hear of each line; four queries for all of them together."""
        ids: dict[str, list[str]] = {kind: [d.subject.id for d in done if d.subject.kind == kind] for kind in KINDS}
        organs = {o.key: o for o in Organ.objects.filter(key__in=ids["organs.organ"])}
        decisions = {d.key: d for d in Decision.objects.filter(key__in=ids["organs.decision"]).select_related("organ")}
        opinions = {
            o.key: o for o in Opinion.objects.filter(key__in=ids["organs.opinion"]).select_related("organ", "by")
        }
        held = [*organs.values(), *(d.organ for d in decisions.values()), *(o.organ for o in opinions.values())]
        areas: dict[int, set[str]] = {}
        for organ, area in OrganPlace.objects.filter(organ__in=held).values_list("organ", "area"):
            areas.setdefault(organ, set()).add(area)
        return [_news(one, organs, decisions, opinions, areas) for one in done]


def _news(
    done: Done, organs: Mapping[str, Organ], decisions: Mapping[str, Decision], opinions: Mapping[str, Opinion],
    areas: Mapping[int, set[str]],
) -> News | None:  # fmt: skip
    if done.verb == "organs.decide" and (decision := decisions.get(done.subject.id)):
        shown = decision.public and decision.organ.public
        text = _joined(decision.organ.title, words.OUTCOME_NAMES[decision.outcome])
        path = f"organs/decisions/{decision.key}/"
        return (
            _told(done, decision.organ, decision.title, text, path, "decision", areas, decision.about)
            if shown
            else None
        )
    if (said := _OPINION_WORDS.get(done.verb)) and (opinion := opinions.get(done.subject.id)):
        shown = opinion.public and opinion.organ.public
        path = f"organs/opinions/{opinion.key}/"
        text = _joined(opinion.organ.title, said)
        return (
            _told(done, opinion.organ, opinion.question, text, path, "decision", areas, opinion.about)
            if shown
            else None
        )
    if (said := _ORGAN_WORDS.get(done.verb)) and (organ := organs.get(done.subject.id)):
        path = f"organs/{organ.key}/"
        return _told(done, organ, organ.title, _joined(Text(), said), path, "organ", areas) if organ.public else None
    return None


_OPINION_WORDS = {
    "organs.ask_opinion": _("An opinion is asked."),
    "organs.give_opinion": _("The opinion is there."),
    "organs.reply_to_opinion": _("There is a reply with reasons."),
}
_ORGAN_WORDS = {
    "organs.found_organ": _("There is a new organ."),
    "organs.prolong_group": _("The group goes on for longer."),
    "organs.end_organ": _("It has ended."),
}


def _told(
    done: Done, organ: Organ, title: Text, text: Text, path: str, kind: str, areas: Mapping[int, set[str]], about: str = ""
) -> News:  # fmt: skip
    subjects = [done.subject, Subject("organs.organ", organ.key)]
    if organ.process:
        subjects.append(Subject("processes.process", organ.process))
    if about and ":" in about:
        subjects.append(Subject.parse(about))
    where = frozenset(areas.get(organ.pk, ()))
    return News(title, path, kind, text=text, areas=where, about=tuple(dict.fromkeys(subjects)))


def _joined(first: Text, then: Any) -> Text:
    """A name and a word of the catalogue, in every language."""
    said = words.in_all(then)
    return Text({k: f"{first.to(k)} · {v}" if first else v for k, v in said.items()})


class OwnMandates:
    """A person's mandates: for their own copy; once erased they are "somebody's"."""

    name = "organs"

    def export(self, person: str) -> dict[str, Any]:
        """Every mandate with its organ, role and term."""
        rows = Mandate.objects.filter(person__key=person).select_related("organ").order_by("since", "pk")
        return {
            "mandates": [
                {
                    "organ": row.organ.key, "role": row.role, "since": row.since.isoformat(), "public": row.public,
                    "until": row.until.isoformat() if row.until else None, "declared": row.declared, "as": row.who,
                }
                for row in rows
            ]
        }  # fmt: skip

    def erase(self, person: str) -> int:
        """Take the name away; the seat stays in the record."""
        return actions.erase_mandates(person)


class Publishes:
    """The lists of organs, public mandates, public decisions and opinions."""

    def datasets(self) -> Iterator[Dataset]:
        """Four lists."""
        for name, title in _SETS.items():
            forms = [("text/csv", f"api/v1/{name}.csv"), ("application/json", f"api/v1/{name}.json")]
            yield Dataset(
                id=name, title=title, description=title, licence="CC0-1.0", source="", publisher="", issued=None, modified=None,
                keywords=["organs"], distributions=forms,
            )  # fmt: skip


_SETS = {
    "organs": Text(
        {"nl": "Organen en wat zij mogen", "fr": "Organes et leurs compétences", "en": "Organs and what they may do"}
    ),
    "mandates": Text({"nl": "Openbare mandaten", "fr": "Mandats publics", "en": "Public mandates"}),
    "opinions": Text({"nl": "Gevraagde adviezen", "fr": "Avis demandés", "en": "Opinions that were asked"}),
    "decisions": Text({"nl": "Openbare beslissingen", "fr": "Décisions publiques", "en": "Public decisions"}),
}


class Ends:
    """Says of working groups whose day has passed that they have ended, so that followers hear of it."""

    name = "organs"

    def work(self, now: datetime) -> int:
        """End what has passed; each organ once, however often this runs."""
        over = Organ.objects.filter(ended=False, until__lt=queries.today())
        count = 0
        for organ in over.order_by("pk")[:200]:
            try:
                actions.end_organ(Operator(), organ=organ, on=organ.until)
            except Refused:  # another worker was first
                continue
            count += 1
        return count


describes, goes_on, finds, tells = Describes(), GoesOn(), Finds(), Tells()
own_mandates, publishes, ends = OwnMandates(), Publishes(), Ends()
