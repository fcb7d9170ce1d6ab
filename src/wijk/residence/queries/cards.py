"""What is a scope called, and where is its page? By whichever room knows it."""

from wijk.core.providers import Card, LiesIn, providers
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer


def place_of(scope: str) -> str:
    """Where the thing behind a scope is: who keeps that place says what it asks. The whole city ("") for what is not known. One query."""
    try:
        subject = Subject.parse(scope)
    except ValueError:
        return ""
    for describer in providers("describes"):
        if subject.kind in describer.kinds and isinstance(describer, LiesIn):
            return describer.place(subject) or ""
    return ""


def card(scope: str, viewer: Viewer) -> Card | None:
    """How the thing behind a scope looks; None where there is none, or this viewer may not know of it."""
    try:
        subject = Subject.parse(scope)
    except ValueError:
        return None
    for describer in providers("describes"):
        if subject.kind in describer.kinds:
            found: Card | None = describer.card(subject, viewer)
            return found
    return None
