"""Who is looking, and what may they do here?"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@runtime_checkable
class Viewer(Protocol):
    """Whoever reads a page or does a thing. `accounts` gives people; the two below need no account."""

    @property
    def key(self) -> str:
        """The opaque id that the trail keeps; "" for a passer-by."""
        ...

    def may(self, verb: str, area: str = "") -> bool:
        """May this viewer do `verb` ("indicators.approve_delivery") in the area with this code ("" is the whole city)?"""
        ...


@dataclass(frozen=True, slots=True)
class Passerby:
    """Somebody without an account: may read what is public and nothing else."""

    key: str = ""

    def may(self, verb: str, area: str = "") -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever has a terminal on the installation: may do everything, and the trail says "operator"."""

    key: str = "operator"

    def may(self, verb: str, area: str = "") -> bool:
        return True


def viewer_of(request: object) -> Viewer:
    """Whoever looks at the page of this request; a passer-by where nobody said (an error page, a test)."""
    found: Viewer = getattr(request, "viewer", None) or Passerby()
    return found
