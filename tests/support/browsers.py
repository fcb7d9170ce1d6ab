"""A browser that asks to be told: it makes its keys, and reads what is sealed for it."""

import json
import os
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
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
        """What stands in a message."""
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm"))
