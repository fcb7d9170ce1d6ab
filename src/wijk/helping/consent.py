"""To what does somebody agree when one of us writes their words down? The text by version; a receipt keeps which one was read out.

A version never changes: another text is another version.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

#: What is read out, sentence by sentence.
WORDS: Mapping[int, tuple[Any, ...]] = {
    1: (
        _("I write down what you say, in your words, and read it to you."),
        _("Everybody can read it. Your name is not with it."),
        _("You get a receipt with a code. With it you see what becomes of it, change it or take it back."),
        _("An e-mail address is not needed. If you give one, we use it for the answer and for nothing else."),
        _("You need not take part. Nothing that you get from the city depends on it."),
    ),
}
CURRENT = max(WORDS)
#: The same before votes are written down.
VOTES: Mapping[int, tuple[Any, ...]] = {
    1: (
        _("I read sentences to you. You say whether you agree, disagree or pass; you may leave any of them out."),
        _("I tick what you say. Your name is not with it, and nobody can find out what you said, not even I."),
        _("So you cannot change it later. You get a paper that says only that it was handed in."),
        _("You need not take part. Nothing that you get from the city depends on it."),
    ),
}

#: The same before a support or a comment is entered.
REACTIONS: Mapping[int, tuple[Any, ...]] = {
    1: (
        _("I note that you support this, or write down what you say to it, in your words, and read it to you."),
        _("Everybody sees how many people support it, and reads what is said to it. Your name is not with it."),
        _("You get a receipt with a code. With it you see what became of it, and take it back."),
        _("You need not take part. Nothing that you get from the city depends on it."),
    ),
}


def words(version: int = CURRENT) -> tuple[Any, ...]:
    """The sentences of a version, in the language of the page; of one that we do not know none."""
    return WORDS.get(version, ())
