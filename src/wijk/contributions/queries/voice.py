"""What stands on the page of one contribution? Its pictures, its history, its comments in threads, and where it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wijk.accounts.models import Person
from wijk.contributions.models import SECTIONS, Comment, Contribution, Picture, Step
from wijk.core.standing import Standing
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.moderation.queries import Removed, removed_many
from wijk.territory.models import Street

#: Comments on one page; further ones are on the next.
MOST_COMMENTS = 200
#: What was taken away or back leaves its place, so that the answers to it stay.
LEFT = ("shown", "hidden", "removed", "withdrawn")

_STEPS = Standing(lambda *, contribution: Step.objects.filter(contribution=contribution).order_by("at", "pk"))
_PICTURES = Standing(lambda *, contribution: Picture.objects.filter(contribution=contribution))


def _tops(last: int, first: int, *, of: int) -> "QuerySet[Comment]":
    rows = Comment.objects.filter(Q(contribution=of) | Q(contribution__merged_into=of))
    return rows.filter(parent=None, visibility__in=LEFT).order_by("made_at", "pk")[first:last]


_COMMENTS = Standing(_tops)


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
    first = (page - 1) * MOST_COMMENTS
    top: list[Comment] = _COMMENTS.find(first + MOST_COMMENTS + 1, first, of=of.pk)
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


def pictures(of: Contribution) -> list[Picture]:
    """Its photographs in their order."""
    found: list[Picture] = _PICTURES.find(contribution=of.pk)
    return found


def steps(of: Contribution) -> list[Step]:
    """Its history, from the first moment on."""
    found: list[Step] = _STEPS.find(contribution=of.pk)
    return found


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
