"""A meeting gathers cards: its people say themselves for which statements they stand, so that missing viewpoints are seen."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.conversations import access, queries, tokens
from wijk.conversations.actions.keeping import locked, note
from wijk.conversations.models import Conversation, Declaration, Gathering, State
from wijk.conversations.queries.gatherings import OFTEN
from wijk.conversations.wording import title_of
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer

#: Cards that one gathering takes beyond twice its people; positions on a card that count; how long cards are kept after the end.
BEYOND, LEAST, KEPT = 20, 3, timedelta(days=30)
MOST_ASKED = 5000


@transaction.atomic
def start_gathering(viewer: Viewer, *, key: str, title: Text, asked: int, about: Subject | None = None) -> Gathering:
    """Gather cards at a meeting, an organ or a workshop of `asked` people."""
    row = locked(viewer, key, access.GATHER)
    if row.state == State.DRAFT:
        raise Refused("conversation-not-begun", _("Open the conversation first."))
    if not 1 <= asked <= MOST_ASKED:
        raise Refused(
            "asked-bounds", _("Say how many people there are, at least 1 and at most {most}."), most=MOST_ASKED
        )
    made = Gathering.objects.create(
        conversation=row, title=title_of(title), about=str(about or "")[:200], asked=asked, made_at=clock.now()
    )
    note(viewer, access.GATHER, row, gathering=made.key, asked=asked)
    return made


@transaction.atomic
def end_gathering(viewer: Viewer, *, key: str, gathering: str) -> Gathering:
    """Take no more cards. A month later those that were given are thrown away; what was reckoned stays."""
    row = locked(viewer, key, access.END)
    found = row.gatherings.select_for_update().filter(key=gathering).first()
    if found is None:
        raise Refused("gathering-gone", _("This meeting is no longer there. Load the page again."))
    if not found.open:
        return found
    found.open, found.ended_at = False, clock.now()
    found.save(update_fields=["open", "ended_at"])
    note(viewer, access.END, row, gathering=found.key)
    return found


@transaction.atomic
def declare(*, gathering: Gathering, token: str, positions: Mapping[int, int], often: str = "") -> Declaration:
    """Give a card, or another in its place from the same browser. Nothing on it is linked to a person, a vote or a moment.

    Refused when cards are no longer taken, for a card with fewer than three positions, and for more cards than people.
    """
    row = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if not row.open:
        raise Refused("gathering-over", _("Cards are no longer taken."))
    mark = tokens.mark(row.key, token)
    if not mark:
        raise Refused("card-broken", _("Load the page again and fill in the card once more."))
    shown = {one.number for one in queries.on_card(row.conversation, queries.report(row.conversation))}
    said = {
        str(number): choice for number, choice in sorted(positions.items()) if number in shown and choice in (-1, 0, 1)
    }
    if len(said) < LEAST:
        raise Refused("card-empty", _("Say where you stand on at least {least} statements."), least=LEAST)
    known = row.cards.filter(mark=mark).first()
    if known is None and row.cards.count() >= 2 * row.asked + BEYOND:
        raise Refused("cards-full", _("There are more cards than people. Ask your host."))
    known = known or Declaration(gathering=row, mark=mark)
    known.positions, known.often = said, often if often in OFTEN else ""
    known.save()
    return known


def forget_cards(now: datetime) -> int:
    """Throw away the cards of meetings that ended a month ago; how many there were."""
    ended = Gathering.objects.filter(open=False, ended_at__lte=now - KEPT)
    return Declaration.objects.filter(gathering__in=ended).delete()[0]


def stale(row: Conversation, mark: str) -> list[Gathering]:
    """Gatherings of which cards or votes changed since they were last reckoned."""
    return [
        one
        for one in row.gatherings.all()
        if (one.open or not one.coverage) and (one.input_hash != mark or one.cards.count() != one.counted) and one.cards.exists()
    ]  # fmt: skip
