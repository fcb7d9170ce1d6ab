"""What stands on a receipt? Ten signs that nobody takes for one another, in two groups; the last one checks the others.

The code itself is kept nowhere. It is reckoned from a seed with the secret of the installation while the receipt is handed over, and
found again by a keyed print: whoever reads the database, or a copy of it, learns no code.
"""

import hmac
import re
import secrets

from django.utils.crypto import salted_hmac

#: Twenty-nine signs, a prime number: one wrong sign and two that changed places are always noticed. No B I L O S U Z.
SIGNS = "23456789ACDEFGHJKMNPQRTVWXY01"
LENGTH = 10
_MEANT = str.maketrans({"B": "8", "I": "1", "L": "1", "O": "0", "S": "5", "U": "V", "Z": "2"})
_BETWEEN = re.compile(r"[\s.·_‐‑–—-]+")


def fresh_seed() -> str:
    """What makes one receipt unlike all others."""
    return secrets.token_hex(16)


def code_of(seed: str) -> str:
    """The code of the receipt with this seed, the same each time.

    >>> read(code_of("a")) == code_of("a") != code_of("b")
    True
    """
    drawn = salted_hmac("wijk.helping.receipt", seed, algorithm="sha256").digest()
    number, body = int.from_bytes(drawn), ""
    for _sign in range(LENGTH - 1):
        number, left = divmod(number, len(SIGNS))
        body += SIGNS[left]
    return body + check(body)


def check(body: str) -> str:
    """The sign that checks these."""
    return SIGNS[sum((at + 2) * SIGNS.index(sign) for at, sign in enumerate(body)) % len(SIGNS)]


def read(typed: str) -> str | None:
    """The code that somebody means: small letters, spaces, hyphens and look-alikes are forgiven. None: no code of ours.

    >>> read("22222-22222"), read(" 22222 2222 2"), read("zzzzzzzzzz"), read("22222 22223"), read("2")
    ('2222222222', '2222222222', '2222222222', None, None)
    """
    if len(typed) > 40:
        return None
    code = _BETWEEN.sub("", typed).upper().translate(_MEANT)
    if len(code) != LENGTH or not set(code) <= set(SIGNS) or not hmac.compare_digest(check(code[:-1]), code[-1]):
        return None
    return code


def shown(code: str) -> str:
    """As it stands on paper.

    >>> shown("2222222222")
    '22222 22222'
    """
    return f"{code[:5]} {code[5:]}"


def mark(code: str) -> str:
    """By what a receipt is found: nobody can reckon the code back from it."""
    return salted_hmac("wijk.helping.code", code, algorithm="sha256").hexdigest()
