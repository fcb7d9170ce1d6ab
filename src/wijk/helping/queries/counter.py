"""What stands on a screen: where it is, what one can speak about there, which conversations are open, what one can follow?"""

from wijk.accounts.queries import area_names
from wijk.contributions.models import Kind, Opening
from wijk.contributions.queries import openings as asked_for
from wijk.conversations.models import Conversation
from wijk.conversations.queries import listed
from wijk.helping.models import Stop

#: So many conversations, and places to speak, stand on a screen.
MOST = 8


def name_of(area: str, stop: str = "") -> str:
    """The place of a screen in words: the stop, or the neighbourhood; "" for the whole city. One query."""
    if stop:
        spot = Stop.objects.filter(key=stop).values_list("spot", flat=True).first()
        if spot:
            return str(spot)
    return area_names([area]).get(area, "") if area else ""


def talks_at(area: str) -> list[Conversation]:
    """Open conversations in which one can vote here without an account, those of the place and of the whole city."""
    rows = listed(area=area, state="open").exclude(who="account")
    return [row for row in rows[: MOST * 2] if row.is_open][:MOST]


def openings_at(area: str) -> list[Opening]:
    """Where one can speak here besides the city itself, without an account."""
    return [row for row in asked_for.openings(area or None)[: MOST * 2] if row.who != "account"][:MOST]


def kinds_of(opening: Opening) -> list[Kind]:
    """What one can say on a screen: kinds that ask nothing more of everybody."""
    return [row for row in asked_for.kinds(opening) if not any(field.get("required") for field in row.asked)]
