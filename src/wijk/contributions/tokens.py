"""By what does somebody without an account show that something is theirs? Links that only they have, codes to type, opaque marks.

Nothing here can be reckoned without the secret of the installation: whoever reads the database learns no link and no address.
"""

import base64
import hmac
import secrets
import string

from django.core import signing
from django.utils.crypto import salted_hmac

#: Letters and digits that nobody takes for one another.
LETTERS = "".join(c for c in string.ascii_lowercase + string.digits if c not in "0o1il")
KEY, CODE = 10, 6
#: So long a link to support or to confirm a comment works.
LINK_SECONDS = 7 * 24 * 3600


def fresh_key() -> str:
    """A name for a contribution or a comment that says nothing: ten letters and digits."""
    return "".join(secrets.choice(LETTERS) for _ in range(KEY))


def fresh_seed() -> str:
    """What makes the link of one author unlike all others."""
    return secrets.token_hex(16)


def token_of(key: str, seed: str) -> str:
    """The link that the author of this contribution has: the same each time it is written to them."""
    made = salted_hmac("wijk.contributions.author", f"{key}|{seed}", algorithm="sha256").digest()[:18]
    return base64.urlsafe_b64encode(made).decode()


def fits(token: str, key: str, seed: str) -> bool:
    """Is this the link of its author?"""
    return bool(seed) and token.isascii() and hmac.compare_digest(token, token_of(key, seed))


def code_of(key: str, seed: str) -> str:
    """Six digits that somebody types over from the letter."""
    made = salted_hmac("wijk.contributions.code", f"{key}|{seed}", algorithm="sha256").digest()
    return f"{int.from_bytes(made[:8], 'big') % 10**CODE:0{CODE}d}"


def mark_of(what: str, who: str) -> str:
    """An opaque mark: the same for the same hand within `what`, and unlike any mark elsewhere. "" for nobody."""
    return salted_hmac(f"wijk.contributions.{what}", who, algorithm="sha256").hexdigest() if who else ""


def once_of(once: str, who: str) -> str | None:
    """What is kept of the number that a form carries; None where it carries none."""
    return mark_of("once", f"{who}|{once}")[:64] if once else None


def sealed(purpose: str, *parts: str) -> str:
    """A link for a letter: nobody can make another one out of it."""
    return signing.dumps(parts, salt=f"wijk.contributions.{purpose}")


def unsealed(purpose: str, token: str) -> tuple[str, ...]:
    """What `sealed` put in; empty where the link is not ours, or too old."""
    try:
        found = signing.loads(token[:2000], salt=f"wijk.contributions.{purpose}", max_age=LINK_SECONDS)
    except signing.BadSignature:
        return ()
    return tuple(str(part) for part in found)
