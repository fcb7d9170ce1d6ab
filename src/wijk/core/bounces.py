"""Which addresses do not work? Marked when a mail server refuses them for good, or by the reports that come back later (RFC 3464).

Only a sealed print of the address is kept. Its owner opens it again by confirming it. A report counts when it names one of our own
letters, so that nobody silences a neighbour with a forged one.
"""

import hashlib
import hmac
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message

from django.conf import settings
from django.db import transaction
from django.db.models import F

from wijk.core import clock, site
from wijk.core.models import Bounce, Letter

_ENHANCED = re.compile(r"^\s*([245]\.\d{1,3}\.\d{1,3})\b")
#: Refusals without a finer code that speak of the mailbox, not of who sends.
_OF_THE_MAILBOX = frozenset({550, 551, 553})
#: Codes 5.1.x and 5.2.x speak of the mailbox; 5.2.2 is a full one, which may empty again.
_FINE = re.compile(r"5\.(1\.\d{1,3}|2\.(?!2$)\d{1,3})")
_ID = re.compile(r"<([A-Za-z0-9._-]{1,80})@([^<>\s@]+)>")


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading reports: how many were reports, how many addresses were marked, how many told of no letter of ours."""

    reports: int = 0
    marked: int = 0
    unknown: int = 0


def address_hash(address: str) -> str:
    """A print of an address that only this installation can make."""
    key = hashlib.sha256(b"wijk addresses\x00" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, address.strip().lower().encode(), "sha256").hexdigest()


def masked(address: str) -> str:
    """An address of which only the first letter and the domain are told.

    >>> masked("jan.peeters@voorbeeld.be")
    'j…@voorbeeld.be'
    """
    local, _at, domain = address.strip().partition("@")
    return f"{local[:1]}…@{domain}"[:120]


def among(prints: Collection[str]) -> set[str]:
    """Those of these prints whose address bounces; one query."""
    return set(Bounce.objects.filter(address__in=prints).values_list("address", flat=True)) if prints else set()


def bounces(address: str) -> bool:
    """Does this address bounce?"""
    return Bounce.objects.filter(address=address_hash(address)).exists()


def mark(address: str, code: str) -> None:
    """Note that an address does not work."""
    _mark(address_hash(address), code, masked(address))


def clear(address: str) -> bool:
    """Its owner confirmed it: it works again."""
    return clear_print(address_hash(address))


def clear_print(address: str) -> bool:
    """The same by the print of an address, where the address itself is not kept."""
    return bool(Bounce.objects.filter(address=address).delete()[0])


def permanent(refused: Mapping[str, tuple[int, bytes]]) -> str:
    """The code of a refusal for good, "" where trying again may help.

    A refusal of who sends (5.7.x: a block list, a policy) says nothing of the mailbox, so the address is not marked.

    >>> permanent({"a@b.be": (550, b"5.1.1 no such user")}), permanent({"a@b.be": (550, b"5.7.1 blocked")})
    ('5.1.1', '')
    >>> permanent({"a@b.be": (450, b"later")}), permanent({"a@b.be": (550, b"unknown")}), permanent({"a@b.be": (552, b"5.2.2 full")})
    ('', '550', '')
    """
    for code, words in refused.values():
        found = _ENHANCED.match(words.decode("utf-8", "replace"))
        if found:
            return found[1] if code >= 500 and _FINE.fullmatch(found[1]) else ""
        return str(code) if code in _OF_THE_MAILBOX else ""
    return ""


def take(messages: Iterable[Message]) -> Read:
    """Read reports of delivery and mark the addresses of our letters that failed for good."""
    reports = marked = unknown = 0
    for message in messages:
        failures = list(_failures(message))
        if not failures:
            continue
        reports += 1
        letter = _letter(message)
        if letter is None:
            unknown += 1
        elif code := next((code for code, _address in failures if _FINE.fullmatch(code)), ""):
            told = next(address for found, address in failures if found == code)
            _mark(letter.address, code, masked(told) if "@" in told else "")
            marked += 1
    return Read(reports, marked, unknown)


def _mark(print_: str, code: str, shown: str) -> None:
    now = clock.now()
    with transaction.atomic():
        if not Bounce.objects.filter(address=print_).update(last=now, code=code[:12], count=F("count") + 1):
            Bounce.objects.get_or_create(
                address=print_, defaults={"shown": shown, "code": code[:12], "since": now, "last": now}
            )


def _failures(message: Message) -> Iterator[tuple[str, str]]:
    """(code, address) of each recipient that a report says failed."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Message) and str(block.get("Action", "")).strip().lower() == "failed":
                found = _ENHANCED.match(str(block.get("Status", "")))
                address = str(block.get("Final-Recipient") or block.get("Original-Recipient") or "")
                yield (found[1] if found else ""), address.rpartition(";")[2].strip().strip("<>")


def _letter(message: Message) -> Letter | None:
    """Our letter that the report is about, by the message id in what it gives back."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            words = str(part.get_payload())
        elif part is not message and part.get("Message-ID"):
            words = f"Message-ID: {part['Message-ID']}"
        else:
            continue
        for line in re.findall(r"(?im)^message-id:\s*(\S+)", words):
            found = _ID.fullmatch(line.strip())
            if found and found[2].lower() == site.host().lower():
                letter = Letter.objects.filter(key=found[1]).exclude(address="").first()
                if letter is not None:
                    return letter
    return None
