"""The office keeps the public list of reasons, and the words at which a text waits."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import CITY, Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.moderation import access, queries, rules
from wijk.moderation.models import BlockedWord, Reason
from wijk.trail.actions import JSON, record
from wijk.ui.plain import clean, line

#: Blocked words of a city, and the letters of one.
MOST, WORD = 2000, 60


@transaction.atomic
def keep_reason(
    viewer: Viewer, *, code: str, title: Text, words: Text, removes: bool, reported: bool, active: bool = True, order: int = 100
) -> Reason:  # fmt: skip
    """Add a reason to the public list, or say one otherwise. Its code stays; what is in use is put out of use, never taken out."""
    if not viewer.may(access.KEEP_REASON):
        raise NotAllowed(access.KEEP_REASON)
    if not code or len(code) > 40 or not code.replace("-", "").isalnum() or not code.isascii() or code != code.lower():
        raise Refused("code", _("The code has small letters, digits and hyphens, 40 at most."))
    told = {"title": _said(title, 120), "words": _said(words, 1000)}
    if told["title"].missing() or told["words"].missing():
        raise Refused("three-languages", _("Everybody must be able to read this: say it in Dutch, French and English."))
    others = queries.reasons().exclude(code=code).exists()
    if not active and not others:
        raise Refused("last-reason", _("One reason must stay: without one nothing could be hidden."))
    flags = {"removes": removes, "reported": reported, "active": active, "order": min(max(order, 0), 30_000)}
    made, _new = Reason.objects.update_or_create(code=code, defaults=told | flags)
    data: dict[str, JSON] = {"reason": code, "why": dict(told["title"]), "words": dict(told["words"]), **flags}
    record(viewer, verb=access.KEEP_REASON, subject=Subject("moderation.reason", code), data=data)
    return made


@transaction.atomic
def keep_words(viewer: Viewer, *, words: Iterable[str]) -> int:
    """Set the words at which a text waits for a moderator. The list is not public, its length is. How many there are now."""
    if not viewer.may(access.KEEP_WORDS):
        raise NotAllowed(access.KEEP_WORDS)
    wanted = {folded for word in words if (folded := rules.folded(line(word, longest=WORD)))}
    if bad := sorted(word for word in wanted if rules.one_word(word) is None or len(word) > WORD):
        raise Refused("one-word", _("Write one word on each line. This is more or less than one: {word}"), word=bad[0])
    if len(wanted) > MOST:
        raise Refused("many-words", _("At most {most} words fit."), most=MOST)
    kept = queries.blocked()
    BlockedWord.objects.filter(word__in=kept - wanted).delete()
    BlockedWord.objects.bulk_create([BlockedWord(word=word) for word in sorted(wanted - kept)], ignore_conflicts=True)
    record(viewer, verb=access.KEEP_WORDS, subject=CITY, data={"count": len(wanted)})
    return len(wanted)


def _said(text: Text, longest: int) -> Text:
    return Text({language: clean(words, longest=longest) for language, words in text.items()})
