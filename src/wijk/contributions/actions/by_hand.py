"""Somebody types for another: is enough known of where that person lives, for an opening that asks it?"""

from wijk.contributions import access
from wijk.contributions.models import Opening
from wijk.core.viewer import Viewer
from wijk.residence import actions as residents


def known_by_hand(
    viewer: Viewer, *, opening: Opening, once: str, lives: bool = False, pass_code: str = ""
) -> str:  # fmt: skip
    """The proof of who speaks, as `session` of `submit`, `support` and `comment`; "" where nothing is asked. Refused with what is missing."""
    asks = access.asked_home(opening)
    scope = access.lives_scope(opening)
    return residents.known_by_hand(
        viewer, asks=asks, place=access.home(opening), lives=lives, pass_code=pass_code, once=f"{scope}|{once}"
    )
