"""Is it the same person who supports two things that are taken together? Only then is it looked at; before and after nobody can tell.

A support carries a mark that is another one under each contribution, so that nothing shows what somebody supports. Beside it lies, sealed,
by what that person is known: nobody reads it without the secret of the installation, and two seals of one person have nothing in common.
When two contributions are taken together the seals are opened, so that one person counts once.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from wijk.contributions import tokens

#: By so many things one is known at most: where they live, an account. All seals are equally long.
MOST, LENGTH, _NONCE = 2, 24, 12


def seal(known_as: Sequence[str]) -> str:
    """The sealed prints of these; "" where nothing is known.

    >>> opened(seal(["person:a"])) == opened(seal(["person:a"])) != opened(seal(["person:b"]))
    True
    >>> seal(["person:a"]) != seal(["person:a"]), seal([])
    (True, '')
    """
    return again(prints(known_as))


def prints(known_as: Sequence[str]) -> tuple[str, ...]:
    """What is compared: keyed prints of these, the strongest first."""
    return tuple(tokens.mark_of("known", one)[:LENGTH] for one in known_as[:MOST])


def again(prints: Sequence[str]) -> str:
    """Another seal over the same prints; "" over none."""
    if not prints:
        return ""
    nonce = secrets.token_bytes(_NONCE)
    told = json.dumps(list(prints)).ljust(MOST * (LENGTH + 4)).encode()
    return base64.urlsafe_b64encode(nonce + _box().encrypt(nonce, told, None)).decode()


def opened(sealed: str) -> tuple[str, ...]:
    """The prints in a seal, the strongest first; none where it is not ours (the secret was changed since)."""
    try:
        raw = base64.urlsafe_b64decode(sealed)
        return tuple(json.loads(_box().decrypt(raw[:_NONCE], raw[_NONCE:], None))) if raw else ()
    except (ValueError, InvalidTag):
        return ()


def joined(contribution: str, known: str) -> str:
    """The mark under a contribution of a person whose support came from another that was taken together with it."""
    return tokens.mark_of(f"joined.{contribution}", known)


def _box() -> AESGCM:
    return AESGCM(hashlib.sha256(b"wijk contributions known\x00" + settings.SECRET_KEY.encode()).digest())
