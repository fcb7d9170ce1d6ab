"""With what can somebody change a position without anybody knowing whose it is? A sealed link, of which only a keyed hash is kept."""

import base64
import hmac
import secrets

from django.utils.crypto import salted_hmac

#: Letters of the nonce (16 bytes) and of its seal (9 bytes).
NONCE, SEAL = 22, 12


def fresh(call: str) -> str:
    """A new link for one position in the call with this key."""
    return _sealed(call, secrets.token_bytes(16))


def of_reader(call: str, person: str) -> str:
    """The link of a reader whom we write to: the same each time, so that each has one position. It does not tell who they are."""
    return _sealed(call, salted_hmac("wijk.outreach.reader", f"{call}|{person}", algorithm="sha256").digest()[:16])


def mark(call: str, token: str) -> str | None:
    """What is kept of a link; None where the link is not ours or belongs to another call."""
    nonce, seal = token[:NONCE], token[NONCE:]
    if len(token) != NONCE + SEAL or not token.isascii() or not hmac.compare_digest(seal, _seal(call, nonce)):
        return None
    return salted_hmac("wijk.outreach.mark", f"{call}|{nonce}", algorithm="sha256").hexdigest()


def _sealed(call: str, secret: bytes) -> str:
    nonce = _letters(secret)
    return nonce + _seal(call, nonce)


def _seal(call: str, nonce: str) -> str:
    return _letters(salted_hmac("wijk.outreach.link", f"{call}|{nonce}", algorithm="sha256").digest()[:9])


def _letters(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()
