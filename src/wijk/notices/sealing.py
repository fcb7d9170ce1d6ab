"""How is a message sealed for one browser, and how does its maker know that we sent it? RFC 8291 and RFC 8292.

The key of the installation follows from its secret, so that it stands in no database and in no file of its own.
"""

import base64
import hashlib
import json
import re
import secrets
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from wijk.core import site

#: Where the makers of browsers take messages; `push_services` in the settings adds to them.
SERVICES = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "push.services.mozilla.com",
    "web.push.apple.com",
    "notify.windows.com",
)
#: The order of the curve P-256, less one.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551 - 1
_KEY = re.compile(r"[A-Za-z0-9_-]{80,100}={0,2}")
_AUTH = re.compile(r"[A-Za-z0-9_-]{16,32}={0,2}")
_VALID = timedelta(hours=12)
#: Octets of a record; a message of ours always fits in one.
_RECORD = 4096


def known_service(endpoint: str) -> bool:
    """Is this an address of a push service that is trusted? Over HTTPS, on its usual port, without a name in it."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    plain = parts.scheme == "https" and port in (None, 443) and not parts.username and not parts.password
    listed = (*SERVICES, *settings.WIJK_PUSH_SERVICES)
    return plain and len(endpoint) <= 600 and any(host == one or host.endswith(f".{one}") for one in listed)


def known_keys(p256dh: str, auth: str) -> bool:
    """Are these the two keys that a browser gives: a point on the curve, and sixteen bytes?"""
    if not _KEY.fullmatch(p256dh) or not _AUTH.fullmatch(auth):
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpacked(p256dh))
    except ValueError:
        return False
    return len(unpacked(auth)) == 16


def packed(content: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def unpacked(words: str) -> bytes:
    """What `packed` wrote."""
    return base64.urlsafe_b64decode(words.rstrip("=") + "=" * (-len(words.rstrip("=")) % 4))


@lru_cache(maxsize=4)
def _private(secret: str) -> ec.EllipticCurvePrivateKey:
    digest = hashlib.sha512(b"wijk web push\x00" + secret.encode()).digest()
    return ec.derive_private_key(int.from_bytes(digest, "big") % _ORDER + 1, ec.SECP256R1())


def public_key() -> str:
    """The key by which a browser knows this installation."""
    return packed(_point(_private(settings.SECRET_KEY).public_key()))


def authorization(endpoint: str, now: datetime) -> str:
    """The header that says who sends: a token signed for the push service of this endpoint (RFC 8292)."""
    parts = urlsplit(endpoint)
    contact = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + _VALID).timestamp()),
        "sub": f"mailto:{contact}",
    }
    claims |= {} if "@" in contact and "localhost" not in contact else {"sub": site.base()}
    head = packed(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    signed = f"{head}.{packed(json.dumps(claims).encode())}"
    r, s = decode_dss_signature(_private(settings.SECRET_KEY).sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={signed}.{packed(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={public_key()}"


def sealed(
    content: bytes, p256dh: str, auth: str, *, once: ec.EllipticCurvePrivateKey | None = None, salt: bytes = b""
) -> bytes:
    """The message as only the browser with these keys can read it: one record of aes128gcm (RFC 8188, RFC 8291).

    `once` and `salt` are fresh for each message; a test gives those of the standard's own example.
    """
    once, salt = once or ec.generate_private_key(ec.SECP256R1()), salt or secrets.token_bytes(16)
    theirs, ours = unpacked(p256dh), _point(once.public_key())
    common = once.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    secret = _derived(common, unpacked(auth), b"WebPush: info\0" + theirs + ours, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + _RECORD.to_bytes(4, "big") + len(ours).to_bytes(1, "big") + ours
    return head + AESGCM(key).encrypt(nonce, content + b"\x02", None)  # 2 ends the last record


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
