"""What stands on the page of one contribution? Its pictures, its history, its comments in threads, and where it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wijk.accounts.models import Person
from wijk.contributions.models import SECTIONS, Comment, Contribution, Step
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.moderation.queries import Removed, removed_many
from wijk.territory.models import Street

#: Comments on one page; further ones are on the next.
MOST_COMMENTS = 200
#: What was taken away or back leaves its place, so that the answers to it stay.
LEFT = ("shown", "hidden", "removed", "withdrawn")


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as the page shows it, with the answers to it. `removed` stands in its place where it was taken away."""

    row: Comment
    replies: Sequence["Said"] = ()
    removed: Removed | None = None


@dataclass(frozen=True, slots=True)
class Threads:
    """The comments of one section, and how many there are in all; `more` stand on the next page."""

    sections: Mapping[str, Sequence[Said]]
    more: bool = False


def threads(of: Contribution, page: int = 1) -> Threads:
    """The comments, also those on what was taken together with it, by section and oldest first. Three queries."""
    rows = Comment.objects.filter(Q(contribution=of) | Q(contribution__merged_into=of))
    tops = rows.filter(parent=None, visibility__in=LEFT).order_by("made_at", "pk")
    first = (page - 1) * MOST_COMMENTS
    top = list(tops[first : first + MOST_COMMENTS + 1])
    more, top = len(top) > MOST_COMMENTS, top[:MOST_COMMENTS]
    answers: dict[int, list[Comment]] = defaultdict(list)
    found = Comment.objects.filter(parent__in=top, visibility__in=LEFT)
    for reply in found.order_by("made_at", "pk")[: 3 * MOST_COMMENTS] if top else ():
        answers[reply.parent_id or 0].append(reply)
    gone = [row for row in (*top, *(r for rows in answers.values() for r in rows)) if row.visibility != "shown"]
    why = removed_many(_subject(row) for row in gone) if gone else {}
    said = [
        Said(row, [Said(r, (), why.get(str(_subject(r)))) for r in answers[row.pk]], why.get(str(_subject(row))))
        for row in top
    ]
    return Threads({s: [one for one in said if one.row.section == s] for s in SECTIONS}, more)


def steps(of: Contribution) -> "QuerySet[Step]":
    """Its history, from the first moment on."""
    return Step.objects.filter(contribution=of).order_by("at", "pk")


def mine(person: Person) -> "QuerySet[Contribution]":
    """What somebody with an account said, the newest first."""
    rows = Contribution.objects.filter(person=person).exclude(visibility="withdrawn")
    return rows.select_related("kind", "category").order_by("-made_at", "-pk")


def street_name(key: str) -> Text:
    """The name of a street; nothing where there is none."""
    found = Street.objects.filter(key=key).values_list("name", flat=True).first() if key else None
    return found or Text()


def _subject(row: Comment) -> Subject:
    return Subject("contributions.comment", row.key)
