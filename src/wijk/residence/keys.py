"""How is somebody known again without being known? Keyed hashes, all reckoned from the secret of the installation.

A *handle* is the print of one thing by which somebody is known: an account, a line of the register, a pass, an identity of a provider.
The *root* of a person is reckoned from their strongest handle, and a *mark* from the root and the scope: the same within one scope,
unlike any mark of another. Whoever has the database without the secret can reckon none of them.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac

from wijk.residence.terms import PROOF

#: By what somebody is known, the strongest first: it decides by which they are counted.
KINDS = ("register", "openid", "account", "pass")

_SEALED = re.compile(r"[A-Za-z0-9_-]{1,4000}={0,2}")


def handle(kind: str, what: str) -> str:
    """The print of one thing by which somebody is known; 64 hexadecimal digits."""
    return _keyed("handle", f"{kind}|{what}")


def root(handle: str) -> str:
    """What marks are made of. It is stored nowhere."""
    return _keyed("root", handle)


def mark(scope: str, root: str) -> str:
    """The mark within a scope; each scope has a key of its own."""
    return salted_hmac(f"wijk.residence.mark|{scope}", root, algorithm="sha256").hexdigest()


def spread(scope: str, root: str) -> str:
    """By what a person is counted once in the spread over the areas: it cannot be matched with their mark."""
    return salted_hmac(f"wijk.residence.spread|{scope}", root, algorithm="sha256").hexdigest()


def place(lines: str) -> str:
    """The print of a postal address, to count the letters that go there."""
    return _keyed("place", lines)


def code(number: str, secret: str) -> str:
    """What is kept of the code in a letter."""
    return _keyed("letter", f"{number}|{secret}")


def once(what: str) -> str:
    """The print of one form that was sent."""
    return _keyed("once", what)


def drawn(use: str, what: str) -> int:
    """A large number that belongs to this and to nothing else, for a pass that comes out the same when a form is sent twice."""
    return int(_keyed(f"drawn.{use}", what), 16)


def hand(network: str, day: str) -> str:
    """A mark of where somebody comes from, of one day."""
    return _keyed("hand", f"{day}|{network}")


def seal(told: Mapping[str, str]) -> str:
    """Words that nobody reads without the secret, for a cookie or a column."""
    return _box().encrypt(json.dumps(dict(told)).encode()).decode()


def unseal(sealed: str, *, proof: bool = False) -> dict[str, str]:
    """What `seal` put in; empty for what is not ours. `proof`: also for what is too old for one."""
    if not _SEALED.fullmatch(sealed):
        return {}
    try:
        opened = _box().decrypt(sealed.encode(), ttl=int(PROOF.total_seconds()) if proof else None)
    except InvalidToken:
        return {}
    told = json.loads(opened)
    return {str(key): str(value) for key, value in told.items()}


def _keyed(use: str, what: str) -> str:
    return salted_hmac(f"wijk.residence.{use}", what, algorithm="sha256").hexdigest()


def _box() -> Fernet:
    digest = hashlib.sha256(b"wijk residence\x00" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
