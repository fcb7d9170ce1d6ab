"""What other rooms change of a contribution inside their own verb: its state, whether it is seen, into which it went over.

None of these leaves a line in the trail: the verb around them does.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, TypedDict

from django.utils.translation import gettext_lazy as _

from wijk.contributions import indexing
from wijk.contributions.actions.uniting import unite
from wijk.contributions.models import STATES, VISIBILITIES, Comment, Contribution, Step, Support, Wording
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.providers import ReceivesMany, providers
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.notices.actions import reword, take_back

News = Literal["came", "moved", "gone"]
#: So many are written at once.
BATCH = 500


class Before(TypedDict):
    """An earlier wording, as it is sealed away."""

    revision: int
    title: str
    body: str
    until: str


def subject_of(contribution: Contribution) -> Subject:
    """How other rooms call it."""
    return Subject("contributions.contribution", contribution.key)


def came(contribution: Contribution) -> None:
    """It is there for everybody: it can be found, and the rooms above hear of it."""
    indexing.index(contribution)
    _tell(contribution, "came")


def came_many(contributions: Sequence[Contribution]) -> None:
    """The same for many that came in together, in few queries."""
    subjects = [subject_of(one) for one in contributions]
    with indexing.gathered():
        for one in contributions:
            indexing.index(one)
        for room in providers("receives"):
            if isinstance(room, ReceivesMany):
                room.received_many(subjects)
            else:
                for subject in subjects:
                    room.received(subject, "came")


def gone(contribution: Contribution) -> None:
    """It is no longer there for everybody, at least not by itself."""
    indexing.index(contribution)
    _tell(contribution, "gone")


def _tell(contribution: Contribution, news: News) -> None:
    for room in providers("receives"):
        room.received(subject_of(contribution), news)


def set_state(contribution: Contribution, *, state: str, became: Subject | None = None) -> None:
    """Note how far it is, and what came of it."""
    if state not in STATES:
        raise ValueError(f"no state of a contribution: {state!r}")
    now = clock.now()
    contribution.state, contribution.changed_at = state, now
    fields = ["state", "changed_at"]
    if became is not None:
        contribution.became = str(became)[:160]
        fields.append("became")
    contribution.save(update_fields=fields)
    Step.objects.create(contribution=contribution, at=now, what=state, became=str(became or "")[:160])
    indexing.index(contribution)


def set_state_of_many(contributions: Sequence[Contribution], *, state: str) -> None:
    """The same for many, in few queries."""
    if state not in STATES:
        raise ValueError(f"no state of a contribution: {state!r}")
    now = clock.now()
    with indexing.gathered():
        for one in contributions:
            one.state, one.changed_at = state, now
            indexing.index(one)
        _state_many(contributions, state, now)


def _state_many(contributions: Sequence[Contribution], state: str, now: datetime) -> None:
    keys = [one.pk for one in contributions]
    for first in range(0, len(keys), BATCH):
        Contribution.objects.filter(pk__in=keys[first : first + BATCH]).update(state=state, changed_at=now)
    Step.objects.bulk_create([Step(contribution=one, at=now, what=state) for one in contributions], BATCH)


def set_visibility(contribution: Contribution, *, visibility: str, reason: str = "") -> None:
    """Show it, or no longer, and why. The rooms above hear of it when it comes or goes."""
    if visibility not in VISIBILITIES:
        raise ValueError(f"no visibility: {visibility!r}")
    before = contribution.visibility
    contribution.visibility, contribution.reason, contribution.changed_at = visibility, reason, clock.now()
    contribution.save(update_fields=["visibility", "reason", "changed_at"])
    if visibility == "shown" != before:
        came(contribution)
    elif before == "shown" != visibility:
        gone(contribution)
        take_back(subject_of(contribution), path=page_of(contribution))


def page_of(contribution: Contribution) -> str:
    """Its page, without the language."""
    return f"voices/{contribution.key}/"


def title_in(contribution: Contribution) -> Text:
    """Its title, in the language in which it was said."""
    known = contribution.language in LANGUAGES
    return Text({contribution.language: contribution.title}) if known else Text.of(contribution.title)


def reworded(contribution: Contribution) -> None:
    """It says other words now: it is found by these, and the news of it carries them."""
    indexing.index(contribution)
    reword(subject_of(contribution), path=page_of(contribution), title=title_in(contribution))


def blacken(contribution: Contribution, *, title: str, body: str) -> list[Before]:
    """Put words in the place of those that were there, without what is personal. What it said before is kept nowhere here; the earlier
    wordings are given back, for who seals them."""
    before = [
        Before(revision=old.revision, title=old.title, body=old.body, until=old.until.isoformat())
        for old in contribution.wordings.all()
    ]
    contribution.wordings.all().delete()
    _say(contribution, title, body)
    return before


def put_back(contribution: Contribution, *, title: str, body: str, before: Sequence[Before]) -> None:
    """Undo `blacken`: the words that were there, and the earlier ones."""
    Wording.objects.bulk_create(
        [
            Wording(
                contribution=contribution, revision=old["revision"], title=old["title"], body=old["body"],
                until=datetime.fromisoformat(old["until"]),
            )
            for old in before
        ]
    )  # fmt: skip
    _say(contribution, title, body)


def _say(contribution: Contribution, title: str, body: str) -> None:
    contribution.title, contribution.body, contribution.changed_at = title, body, clock.now()
    contribution.revision += 1
    contribution.save(update_fields=["title", "body", "changed_at", "revision"])
    reworded(contribution)


def set_comment_visibility(comment: Comment, *, visibility: str, reason: str = "") -> None:
    """Show a comment, or no longer; the count of the contribution follows."""
    if visibility not in VISIBILITIES:
        raise ValueError(f"no visibility: {visibility!r}")
    comment.visibility, comment.reason = visibility, reason
    comment.save(update_fields=["visibility", "reason"])
    recount_comments(comment.contribution)


def recount_comments(contribution: Contribution) -> None:
    """Count again the comments that everybody reads."""
    contribution.comments = Comment.objects.filter(contribution=contribution, visibility="shown").count()
    contribution.save(update_fields=["comments"])
    indexing.count(contribution)


def recount_supports(contribution: Contribution) -> None:
    """Count the voices again."""
    contribution.supports = Support.objects.filter(contribution=contribution).count()
    contribution.save(update_fields=["supports"])
    indexing.count(contribution)


def merge(contribution: Contribution, *, into: Contribution) -> None:
    """Take it together with another that says the same. Every voice goes along, its author's too, and each counts once.

    Refused when it is the same, when it was taken together with another before, or when either is not shown.
    """
    pair = {row.pk: row for row in _locked(contribution, into)}
    own, other = pair[contribution.pk], pair[into.pk]
    if own.pk == other.pk:
        raise Refused("same", _("This is one and the same. Choose the other one."))
    if own.merged_into_id is not None or other.merged_into_id is not None:
        raise Refused("merged", _("One of them was taken together with another already. Open that one."))
    if not (own.is_shown and other.is_shown):
        raise Refused("not-shown", _("Only what everybody can read is taken together."))
    unite(own, other)
    Contribution.objects.filter(merged_into=own).update(merged_into=other)
    now = clock.now()
    Contribution.objects.filter(pk=own.pk).update(merged_into=other, changed_at=now)
    contribution.merged_into, contribution.changed_at = other, now
    recount_supports(other)
    into.supports = other.supports
    Step.objects.create(contribution=own, at=now, what="merged", became=str(subject_of(other)))
    gone(contribution)


def _locked(*rows: Contribution) -> list[Contribution]:
    """The rows as they are now, held until the end of the transaction, always in the same order."""
    keys = [row.pk for row in rows]
    return list(Contribution.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
