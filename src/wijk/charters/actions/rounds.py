"""Open a review, change its days, say how an article worked out, close it when nothing is owed any more."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijk.accounts.models import Person
from wijk.charters import access, queries
from wijk.charters.actions.writing import NOTE, free_key, locked, locked_round, long_text, needed, note
from wijk.charters.models import Document, Evaluation, Round, today
from wijk.charters.words import in_all
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.viewer import Operator, Viewer
from wijk.notices.actions import write_to

#: A review that runs longer is asked to be cut in parts.
LONGEST = timedelta(days=366)
#: So long before its last day a review is announced once more.
NEARLY = timedelta(days=7)


@transaction.atomic
def open_round(
    viewer: Viewer, *, document: Document, opens_on: date, closes_on: date, fixed: Text, who_decides: Text | None = None,
    asks: Text | None = None,
) -> Round:  # fmt: skip
    """Open the review of the edition that holds. `fixed` says what cannot change, by whom and why, before anybody is asked.

    Raises NotAllowed; Refused where there is no edition, where a review goes on, or where the days do not fit.
    """
    access.require(viewer, "charters.open_round", document)
    row = locked(document)
    if row.current is None:
        raise Refused("no-edition", _("There is no text to review yet. Enter the first edition."))
    if row.rounds.going_on().exists():
        raise Refused("round-open", _("This document is under review already. Conclude that review first."))
    _check_days(opens_on, closes_on)
    said = _fixed(fixed)
    decides = long_text(who_decides or Text(), _("Who decides"), NOTE) or row.owner.title
    taken = set(Round.objects.values_list("key", flat=True))
    made = Round.objects.create(
        key=free_key(f"{row.key}-{opens_on.year}", taken, 70), document=row, base=row.current, opens_on=opens_on,
        closes_on=closes_on, fixed=said, who_decides=decides, asks=long_text(asks or Text(), _("What we ask"), NOTE),
    )  # fmt: skip
    note(viewer, "open_round", row, made, until=closes_on.isoformat(), since=opens_on.isoformat())
    return made


@transaction.atomic
def change_round(
    viewer: Viewer, *, round: Round, closes_on: date, opens_on: date | None = None, fixed: Text | None = None,
    asks: Text | None = None,
) -> Round:  # fmt: skip
    """Change the last day or what is asked. Before it opens also its first day and what cannot change; after that these stand."""
    access.require(viewer, "charters.change_round", round.document)
    row = locked_round(round)
    if row.state != "open":
        raise Refused("round-closed", _("This review is closed. Nothing in it can be changed."))
    if row.now != "announced" and (
        (fixed is not None and fixed != row.fixed) or (opens_on or row.opens_on) != row.opens_on
    ):
        words = _(
            "People were asked on these terms: what cannot change and the first day stay as they are once a review has opened."
        )
        raise Refused("round-fixed", words)
    _check_days(opens_on or row.opens_on, closes_on)
    row.opens_on, row.closes_on = opens_on or row.opens_on, closes_on
    row.fixed = _fixed(fixed) if fixed is not None else row.fixed
    row.asks = long_text(asks, _("What we ask"), NOTE) if asks is not None else row.asks
    row.closing_told_at = None if closes_on - today() > NEARLY else row.closing_told_at
    row.save(update_fields=["opens_on", "closes_on", "fixed", "asks", "closing_told_at"])
    note(viewer, "change_round", row.document, row, until=closes_on.isoformat())
    return row


def _fixed(said: Text) -> Text:
    text = long_text(said, _("What cannot change"), NOTE)
    return needed(text, "no-fixed", _("Say first what cannot change, by whom and why. If everything can, say that."))


def _check_days(opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise Refused("round-backwards", _("The review ends before it begins. Correct one of the two days."))
    if closes_on < today():
        raise Refused(
            "round-over", _("The last day has passed already. Choose a later one, so that people can take part.")
        )
    if closes_on - opens_on > LONGEST:
        raise Refused("round-long", _("A review lasts a year at the most. Choose an earlier last day."))


@transaction.atomic
def evaluate_article(viewer: Viewer, *, round: Round, slug: str, words: Text) -> Evaluation:
    """Say in words how an article worked out since it was adopted. No points are given, to an intention least of all."""
    access.require(viewer, "charters.evaluate_article", round.document)
    row = locked_round(round)
    if row.state == "concluded":
        raise Refused("round-concluded", _("This review is concluded. Nothing can be added to it."))
    queries.article_or_whole(row, slug)
    said = needed(long_text(words, _("The evaluation"), NOTE), "no-words", _("Say in words how it worked out."))
    made, _new = Evaluation.objects.update_or_create(round=row, slug=slug, defaults={"words": said, "at": clock.now()})
    note(viewer, "evaluate_article", row.document, row, article=slug)
    return made


@transaction.atomic
def close_round(viewer: Viewer, *, round: Round) -> Round:
    """Close a review whose days are over and that owes no answer any more; then its owner can decide."""
    access.require(viewer, "charters.close_round", round.document)
    row = locked_round(round)
    if row.state != "open":
        raise Refused("round-closed", _("This review is closed already."))
    if today() <= row.closes_on:
        words = _(
            "People may still say something until {until}. Close it after that day, or change the last day first."
        )
        raise Refused("round-running", words, until=row.closes_on.isoformat())
    waiting = queries.owed(row)
    if waiting:
        raise Refused(
            "owes-answers",
            _("{count} remarks and proposals still wait for an answer. Answer them first."),
            count=waiting,
        )
    row.state, row.closed_at = "closed", clock.now()
    row.save(update_fields=["state", "closed_at"])
    given = row.remarks.exclude(answered_at=None).count() + row.proposals.exclude(answered_at=None).count()
    note(viewer, "close_round", row.document, row, answers=given)
    return row


@transaction.atomic
def announce_closing(*, round: Round) -> bool:
    """Tell followers once that a review ends soon; for the worker. False where there is nothing to tell, or it was told."""
    row = locked_round(round)
    if row.closing_told_at is not None or row.now != "open" or row.closes_on - today() > NEARLY:
        return False
    row.closing_told_at = clock.now()
    row.save(update_fields=["closing_told_at"])
    note(Operator(), "announce_closing", row.document, row, until=row.closes_on.isoformat())
    return True


@transaction.atomic
def remind_owner(*, document: Document) -> int:
    """Write once to the chair and the secretary of the owner that the day of the review has come; for the worker.

    A review is opened by a person, never by itself. How many letters were written.
    """
    row = locked(document)
    if row.next_review is None or row.reminded_for == row.next_review or row.next_review > today():
        return 0
    row.reminded_for = row.next_review
    row.save(update_fields=["reminded_for"])
    seats = row.owner.mandates.on(today()).filter(role__in=("chair", "secretary")).exclude(person=None)
    people = Person.objects.filter(pk__in=seats.values("person"))
    title = in_all(gettext_lazy("Time to review “{title}”"), title=row.title)
    body = in_all(
        gettext_lazy(
            "The day of its review has come: {day}. Open the review, and say what cannot change, by whom and why."
        ),
        day=row.next_review,
    )
    return write_to(
        people=people, key=f"charters-review:{row.key}:{row.next_review}", title=title, body=body,
        path=f"office/charters/{row.key}/review/",
    )  # fmt: skip
