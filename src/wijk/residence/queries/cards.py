"""What is a scope called, and where is its page? By whichever room knows it."""

from wijk.core.providers import Card, providers
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer


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
