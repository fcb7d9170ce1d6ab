"""How is a voice known again without anybody knowing whose it is? A sealed token, of which only a keyed hash is kept.

A passer-by's token is random and lives in a cookie of that conversation's pages, set with the first vote and never before. The
token of somebody with an account, or of a paper sheet, is reckoned from the installation's secret, so that it is the same each
time within one conversation, another in the next, and stored nowhere.
"""

import base64
import hmac
import secrets

from django.utils.crypto import salted_hmac

#: Letters of the nonce (16 bytes) and of its seal (12 bytes).
NONCE, SEAL = 22, 16


def fresh(conversation: str) -> str:
    """A new token for the conversation with this key."""
    return _sealed(conversation, secrets.token_bytes(16))


def of_person(conversation: str, mark: str) -> str:
    """The token of who stands behind an opaque mark (an account, a verified residence): one in each conversation."""
    return _of(conversation, "person", mark)


def of_sheet(conversation: str, code: str) -> str:
    """The token of a paper sheet: typed in twice, it votes once."""
    return _of(conversation, "sheet", code)


def of_visit(conversation: str, visit: str) -> str:
    """The token of a passer-by while they stand at a screen that many share; the next one there has another."""
    return _of(conversation, "visit", visit)


def mark(conversation: str, token: str) -> str | None:
    """What is kept of a token; None where it is not ours or belongs to another conversation."""
    if len(token) != NONCE + SEAL or not token.isascii():
        return None
    nonce, seal = token[:NONCE], token[NONCE:]
    if not hmac.compare_digest(seal, _seal(conversation, nonce)):
        return None
    return salted_hmac("wijk.conversations.mark", f"{conversation}|{nonce}", algorithm="sha256").hexdigest()


def author(conversation: str, token: str) -> str:
    """The mark of the same hand as author of statements: it cannot be matched with the mark of its votes without the token."""
    return salted_hmac("wijk.conversations.author", f"{conversation}|{token}", algorithm="sha256").hexdigest()


def salt(conversation: str, number: int, mark: str) -> bytes:
    """The 32 secret bytes that hide the votes of one voice in commitment `number`."""
    return salted_hmac("wijk.conversations.salt", f"{conversation}|{number}|{mark}", algorithm="sha256").digest()


def _of(conversation: str, kind: str, what: str) -> str:
    secret = salted_hmac("wijk.conversations.voice", f"{conversation}|{kind}|{what}", algorithm="sha256").digest()
    return _sealed(conversation, secret[:16])


def _sealed(conversation: str, secret: bytes) -> str:
    nonce = _letters(secret)
    return nonce + _seal(conversation, nonce)


def _seal(conversation: str, nonce: str) -> str:
    return _letters(salted_hmac("wijk.conversations.link", f"{conversation}|{nonce}", algorithm="sha256").digest()[:12])


def _letters(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()
