"""From what happened to a letter that goes out once: compose, edit, throw away, send."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.outreach import access, queries
from wijk.outreach.models import Newsletter, NewsletterPlace, Piece
from wijk.outreach.wording import check_text, check_title, key_of
from wijk.territory.queries import touched
from wijk.trail.actions import record

#: A newsletter tells of two years at most, and of so many things.
LONGEST_DAYS, MOST_PIECES = 731, 200


@transaction.atomic
def compose_newsletter(
    viewer: Viewer, *, place: str, since: date, until: date, title: Text | None = None, introduction: Text | None = None
) -> Newsletter:
    """Begin a newsletter with what happened in a place from one day to another, the last included.

    Raises NotAllowed; Absent for a place that is not there; Refused where the period runs backwards or is too long.
    """
    if not viewer.may(access.COMPOSE, place):
        raise NotAllowed(access.COMPOSE)
    if until < since:
        raise Refused("period-backwards", _("The period ends before it begins. Correct one of the two days."))
    if (until - since).days > LONGEST_DAYS:
        raise Refused("period-long", _("The period is longer than two years. Choose a shorter one."))
    areas = touched(place)
    title = title or queries.usual_title(place)
    check_title(title)
    check_text(introduction or Text())
    row = Newsletter.objects.create(
        key=key_of(title, "newsletter"), place=place, title=title, introduction=introduction or Text(),
        since=since, until=until, made_at=clock.now(),
    )  # fmt: skip
    NewsletterPlace.objects.bulk_create(NewsletterPlace(newsletter=row, area=area) for area in sorted(areas))
    found = queries.happened(place, areas, since, until, MOST_PIECES)
    Piece.objects.bulk_create(
        Piece(
            newsletter=row, index=item.index, at=item.at, kind=item.kind, title=item.title, text=item.text,
            path=item.path[:300], order=order,
        )
        for order, item in enumerate(found, start=1)
    )  # fmt: skip
    _note(viewer, access.COMPOSE, row, {"pieces": len(found)})
    return row


@transaction.atomic
def edit_newsletter(viewer: Viewer, *, key: str, title: Text, introduction: Text, chosen: Sequence[int]) -> Newsletter:
    """Say what it is called, how it begins and which pieces it holds, in this order (`Piece.index`); the others are left out."""
    row = _draft(viewer, key, access.EDIT)
    check_title(title)
    check_text(introduction)
    row.title, row.introduction = title, introduction
    row.save(update_fields=["title", "introduction"])
    places = {index: place for place, index in enumerate(dict.fromkeys(chosen), start=1)}
    pieces = list(row.pieces.all())
    if unknown := set(places) - {piece.index for piece in pieces}:
        raise Refused(
            "piece-unknown", _("This newsletter has no piece {index}. Load the page again."), index=min(unknown)
        )
    for piece in pieces:
        piece.chosen = piece.index in places
        piece.order = places.get(piece.index, len(places) + piece.order)
    Piece.objects.bulk_update(pieces, ["chosen", "order"])
    _note(viewer, access.EDIT, row, {"pieces": len(places)})
    return row


@transaction.atomic
def drop_newsletter(viewer: Viewer, *, key: str) -> None:
    """Throw a draft away; one that was sent stays for ever."""
    row = _draft(viewer, key, access.DROP)
    _note(viewer, access.DROP, row, {})
    row.delete()


@transaction.atomic
def send_newsletter(viewer: Viewer, *, key: str) -> Newsletter:
    """Send it, once: from now on it stands in the archive, never changes, and whoever follows the place hears of it."""
    row = _draft(viewer, key, access.SEND)
    pieces = row.pieces.filter(chosen=True).count()
    if not pieces and not row.introduction:
        raise Refused(
            "newsletter-empty", _("There is nothing in this newsletter. Choose a piece, or write an introduction.")
        )
    now = clock.now()
    if not Newsletter.objects.filter(pk=row.pk, sent_at=None).update(sent_at=now):
        raise _gone()
    row.sent_at = now
    row.pieces.filter(chosen=False).delete()
    _note(viewer, access.SEND, row, {"title": dict(row.title), "pieces": pieces})
    return row


def _draft(viewer: Viewer, key: str, verb: str) -> Newsletter:
    row = Newsletter.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise Absent("newsletter")
    if not viewer.may(verb, row.place):
        raise NotAllowed(verb)
    if row.sent_at is not None:
        raise _gone()
    return row


def _gone() -> Refused:
    return Refused(
        "newsletter-sent", _("This newsletter was sent already, and does not change any more. Begin a new one.")
    )


def _note(viewer: Viewer, verb: str, row: Newsletter, data: dict[str, object]) -> None:
    area = "" if row.place.startswith("perimeter/") else row.place
    record(viewer, verb=verb, subject=Subject("outreach.newsletter", row.key), area=area, data=data)  # type: ignore[arg-type]
