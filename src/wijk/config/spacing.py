"""Which spaces a language puts around its signs: no line may begin with a sign, or end with an opening quotation mark.

French writes a space before `; : ! ?` and inside its quotation marks. Translators type the space of their keyboard;
the catalogue sets the narrow one that never breaks.
"""

import re

NARROW = "\u202f"  #: narrow no-break space
_WIDE = "[ \u00a0]"
_IN_FRENCH = re.compile(rf"(?<=\S){_WIDE}(?=[;:!?»])|(?<=«){_WIDE}(?=\S)")


def spaced(text: str, language: str) -> str:
    """A translation with the spaces that its language sets; a text in another language as it was.

    >>> spaced("Et « vous » ? Voir : https://example.org", "fr").count(NARROW)
    4
    """
    return _IN_FRENCH.sub(NARROW, text) if language == "fr" else text
