"""What stands on a sheet, and what is kept of it? Eight signs that nobody takes for one another; the last one checks the others.

Twenty-three signs, a prime number: one wrong sign and two that changed places are always noticed. Seven of them are drawn by lot,
so that nobody guesses the code of another sheet.
"""

import re
import secrets

from django.utils.crypto import salted_hmac

from wijk.core.viewer import Viewer

#: No 0 O, 1 I L, 2 Z, 5 S, 8 B, 6 G beside each other, no U beside V.
SIGNS = "34679ACDEFHJKMNPQRTVWXY"
LENGTH = 8
_ALIKE = str.maketrans({"U": "V", "G": "6"})
_BETWEEN = re.compile(r"[\s.·_‐‑–—-]+")


def fresh() -> str:
    """A new code.

    >>> read(fresh()) is not None
    True
    """
    body = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return body + check(body)


def check(body: str) -> str:
    """The sign that checks these."""
    return SIGNS[sum((place + 2) * SIGNS.index(sign) for place, sign in enumerate(body)) % len(SIGNS)]


def read(typed: str) -> str | None:
    """The code that somebody means: small letters, spaces and hyphens are forgiven. None: no code.

    >>> read("3333-3333"), read(" 3333 333 3"), read("3333 3334")
    ('33333333', '33333333', None)
    """
    if len(typed) > 40:
        return None
    code = _BETWEEN.sub("", typed).upper().translate(_ALIKE)
    if len(code) != LENGTH or not set(code) <= set(SIGNS) or check(code[:-1]) != code[-1]:
        return None
    return code


def shown(code: str) -> str:
    """As it stands on paper: in two groups.

    >>> shown("K7M4QXAC")
    'K7M4 QXAC'
    """
    return f"{code[:4]} {code[4:]}"


def mark(code: str) -> str:
    """What stays of a code when the sheet is done with: nobody can reckon the code back from it."""
    return salted_hmac("wijk.sheets.code", code, algorithm="sha256").hexdigest()


def hand(viewer: Viewer) -> str:
    """What says that two sheets were typed by the same person, for as long as that matters."""
    return hand_of(viewer.key)


def hand_of(key: str) -> str:
    """The same, by the key of a person."""
    return salted_hmac("wijk.sheets.hand", key, algorithm="sha256").hexdigest()
