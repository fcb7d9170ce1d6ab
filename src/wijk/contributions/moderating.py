"""Is it shown at once, or does a moderator look first?"""

from wijk.contributions import tokens
from wijk.core.providers import Visibility
from wijk.core.subject import Subject


def enter(
    subject: Subject, *, area: str, process: str, before: bool, author: str, text: str, language: str
) -> Visibility:
    """What the room of moderation says of new words. `author` becomes an opaque mark."""
    mark = tokens.mark_of("hand", author)
    return _enter(subject, area=area, process=process, before=before, author=mark, text=text, language=language)


def _enter(
    subject: Subject, *, area: str, process: str, before: bool, author: str, text: str, language: str
) -> Visibility:
    return "waiting" if before else "shown"
