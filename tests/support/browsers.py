"""A browser that asks to be told: it makes its keys, and reads what is sealed for it."""

import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wijk.notices.sealing import packed


class Browser:
    """One browser with its own endpoint."""

    def __init__(self, endpoint: str = "https://updates.push.services.mozilla.com/wpush/v2/abc") -> None:
        self.endpoint = endpoint
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)

    def told(self) -> dict[str, str]:
        """What its page sends to the house."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "p256dh": packed(point), "auth": packed(self.auth)}

    def reads(self, body: bytes) -> Any:
        """What stands in a message; InvalidTag where it is not for this browser (RFC 8188 and 8291, from the reader's side)."""
        salt, length = body[:16], body[20]
        sender, record = body[21 : 21 + length], body[21 + length :]
        mine = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        common = self.key.exchange(ec.ECDH(), point)
        secret = HKDF(hashes.SHA256(), 32, self.auth, b"WebPush: info\0" + mine + sender).derive(common)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
        return json.loads(AESGCM(key).decrypt(nonce, record, None).rstrip(b"\0").removesuffix(b"\x02"))
