"""What does one type from a poster? Six signs without letters that look alike; the last one checks the others.

Twenty-nine signs, a prime number: one wrong sign and two that changed places are always noticed.
"""

import re
import secrets

#: No B I L O S U Z: on paper they look like 8 1 1 0 5 V 2.
SIGNS = "0123456789ACDEFGHJKMNPQRTVWXY"
LENGTH = 6
_ALIKE = str.maketrans({"B": "8", "I": "1", "L": "1", "O": "0", "S": "5", "U": "V", "Z": "2"})
_BETWEEN = re.compile(r"[\s.·_‐‑–—-]+")


def fresh() -> str:
    """A code that nobody can guess from another.

    >>> read(fresh()) is not None
    True
    """
    body = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return body + check(body)


def check(body: str) -> str:
    """The sign that checks these."""
    return SIGNS[sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(body)) % len(SIGNS)]


def read(typed: str) -> str | None:
    """The code that somebody means: small letters, spaces, hyphens and letters that look alike are forgiven. None: no code.

    >>> read("oo ooo-o"), read("00000I")
    ('000000', None)
    """
    if len(typed) > 40:
        return None
    code = _BETWEEN.sub("", typed).upper().translate(_ALIKE)
    if len(code) != LENGTH or not set(code) <= set(SIGNS) or check(code[:-1]) != code[-1]:
        return None
    return code


def shown(code: str) -> str:
    """As it stands on paper: in two groups.

    >>> shown("K7M4QX")
    'K7M 4QX'
    """
    return f"{code[:3]} {code[3:]}"
