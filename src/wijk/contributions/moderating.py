"""Is it shown at once, or does a moderator look first? The seam to the room of moderation."""

from wijk.contributions.models import Contribution
from wijk.core.providers import Visibility
from wijk.core.subject import Subject
from wijk.moderation import actions
from wijk.moderation.access import author_mark


def enter(
    subject: Subject, *, area: str, process: str, before: bool, author: str, text: str, language: str, slow: bool = False
) -> Visibility:  # fmt: skip
    """What the room of moderation says of words. `author` is a `mark`."""
    return actions.enter(
        subject, area=area, process=process, before=before, author=author, text=text, language=language, slow=slow,
    )  # fmt: skip


def mark(who: str) -> str:
    """The opaque mark of a hand, made of the key of an account or of an address; "" for nobody."""
    return author_mark(who)


def hand(row: Contribution) -> str:
    """The mark of the author of this."""
    if row.person is not None:
        return mark(row.person.key)
    author = getattr(row, "author", None)
    return mark(author.contact) if author is not None else ""


def leave(subject: Subject) -> None:
    """Its author took it back: nobody needs to look at it."""
    actions.leave(subject)


def forget(who: str) -> int:
    """Forget that this account or address said things."""
    return actions.forget_author(mark(who))
