"""What does an address ask of who comes? The words in which `config.doors` and `config.entrances` are written."""

from dataclasses import dataclass
from typing import Literal

#: "open": everybody. "entrance": ways to an account, for who is not signed in; others are led on. "own": everybody with an
#: account, about themselves alone. "verb": who may do the verb.
Kind = Literal["open", "entrance", "own", "verb"]


@dataclass(frozen=True, slots=True)
class Door:
    """What an address asks of who comes. `anywhere`: a right in any one area opens it, not only one in the whole city.
    `sends`: it takes POST alone. `asks`: a form for everybody stands there, so that it takes POST too and sets a token against
    forged requests, the only cookie that somebody without an account gets. `speaks`: a program sends words there, too; it has no
    cookie, so it needs no such token, and an account counts for nothing."""

    kind: Kind
    verb: str = ""
    anywhere: bool = False
    sends: bool = False
    asks: bool = False
    speaks: bool = False


OPEN, ENTRANCE, OWN = Door("open"), Door("entrance"), Door("own")
ASKING = Door("open", asks=True)
SPEAKING = Door("open", speaks=True)
OPEN_POST, OWN_POST = Door("open", sends=True), Door("own", sends=True)


def can(verb: str) -> Door:
    """Whoever may do the verb."""
    return Door("verb", verb)


def does(verb: str) -> Door:
    """Whoever may do the verb; takes POST alone."""
    return Door("verb", verb, sends=True)
