"""What does one type from a letter or a slip? Signs that nobody takes for one another; the last one checks the others.

Twenty-nine signs, a prime number: one wrong sign and two that changed places are noticed, and cost no try.
"""

import re
import secrets

#: No B I L O S U Z: on paper they look like 8 1 1 0 5 V 2.
SIGNS = "0123456789ACDEFGHJKMNPQRTVWXY"
#: Signs of a letter (its number, then its secret), of a pass, of a ticket for the counter.
NUMBER, LETTER, PASS, TICKET = 6, 12, 16, 8
_ALIKE = str.maketrans({"B": "8", "I": "1", "L": "1", "O": "0", "S": "5", "U": "V", "Z": "2"})
_BETWEEN = re.compile(r"[\s.·_‐‑–—-]+")


def drawn(length: int) -> str:
    """Signs out of the blue."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def fresh(length: int, begin: str = "") -> str:
    """A code of so many signs, of which the last checks the others; it may begin with a number.

    >>> read(fresh(PASS)) is not None
    True
    """
    body = begin + drawn(length - len(begin) - 1)
    return body + check(body)


def spelled(number: int, length: int) -> str:
    """A code of so many signs that spells a large number.

    >>> read(spelled(29**20 + 5, PASS)) == spelled(29**20 + 5, PASS)
    True
    """
    body = ""
    for _at in range(length - 1):
        number, sign = divmod(number, len(SIGNS))
        body += SIGNS[sign]
    return body + check(body)


def check(body: str) -> str:
    """The sign that checks these."""
    return SIGNS[sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(body)) % len(SIGNS)]


def read(typed: str) -> str | None:
    """The code that somebody means: small letters, spaces, hyphens and letters that look alike are forgiven. None: no code of ours.

    >>> read("oooo oooo"), read("0000000I"), read("0")
    ('00000000', None, None)
    """
    if len(typed) > 80:
        return None
    code = _BETWEEN.sub("", typed).upper().translate(_ALIKE)
    if len(code) not in (LETTER, PASS, TICKET) or not set(code) <= set(SIGNS) or check(code[:-1]) != code[-1]:
        return None
    return code


def shown(code: str) -> str:
    """As it stands on paper: in groups of four.

    >>> shown("K7M4QX9ACDEF")
    'K7M4 QX9A CDEF'
    """
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
