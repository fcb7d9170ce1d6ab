"""How is a form for everybody kept from machines, with nothing of third parties, and without locking out an old telephone?

A guarded form holds a token sealed by this installation, a box that stays empty, and a little arithmetic: a script does a small piece
of work that costs a machine more than it gains; without the script a person answers a plain question. No address is kept: a hand is
known by a keyed hash, whose salt is thrown away with its day.
"""

import base64
import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.moderation import limits
from wijk.moderation.models import Pace, Salt, Spent

Way = Literal["work", "question", "slow"]

#: Names of the fields of a guarded form: the sealed token, the piece of work, the answer to the question, the box that stays empty.
TOKEN, WORK, ANSWER, TRAP = "guard", "guard_work", "guard_answer", "subject_line"
FIELDS = frozenset({TOKEN, WORK, ANSWER, TRAP, "csrfmiddlewaretoken"})
#: Nobody reads and fills in a form faster than this; with the question it takes longer.
LEAST = {"work": timedelta(seconds=2), "question": timedelta(seconds=4), "slow": timedelta(seconds=4)}
#: A page that stood open for longer than this is asked to be sent once more.
LONGEST = timedelta(hours=24)
#: Clocks of two machines may differ so much.
SKEW = timedelta(minutes=2)

NUMBERS: dict[str, tuple[str, ...]] = {
    "nl": ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}


@dataclass(frozen=True, slots=True)
class Issued:
    """What a guarded form shows: the token, the bits of work, and the question in the language of the page."""

    token: str
    bits: int
    question: str
    slow: bool = False  #: the question may stay open: a person looks before it is shown


@dataclass(frozen=True, slots=True)
class Passed:
    """A form that may be taken. `way` "slow": nothing showed that a person sent it, so one of us must look before anybody reads it.
    `repeated`: the very same was sent before, and the caller's own `once` must see to it that it counts once."""

    way: Way
    repeated: bool = False


class Guard:
    """The guard of forms for everybody. `issue` gives what `moderation/guard.html` shows; `check` raises Refused with a sentence."""

    @classmethod
    def issue(cls, purpose: str, *, slow: bool = False) -> Issued:
        """A fresh token for one form of this purpose ("contributions.submit"). `slow` must be said to `check`, too."""
        token = _sealed(purpose, clock.now(), _letters(secrets.token_bytes(16)))
        return Issued(token, limits.of("work_bits"), _question(token), slow)

    @classmethod
    def check(
        cls, sent: Mapping[str, str], purpose: str, *, hand: str, slow: bool = False, repeats: bool = False, most: int = 0
    ) -> Passed:  # fmt: skip
        """May this form be taken? To be asked last, when everything else in the form is well: a token is taken once.

        `hand` is `access.hand_of(request)`; "" counts no pace. `most` forms come from one hand in an hour, else what the settings say:
        many people share the address of a school. `slow` lets in who answers no question, for what is looked at before it
        is shown. `repeats` lets the very same form in again (a double click, a retry), for callers that count it once by `once`.
        Raises Refused; nothing is lost, the page shows the form again with what was typed.
        """
        token = sent.get(TOKEN, "")
        issued_at = _opened(purpose, token)
        if sent.get(TRAP, ""):
            raise Refused("guard-box", _("Leave the box empty that says so. Send it once more."))
        way = _way(token, sent, slow=slow)
        _in_time(issued_at, way)
        repeated = _spend(token, sent, repeats=repeats)
        if hand and not repeated:
            _slowly(purpose, hand, most or limits.of("forms_per_hour"))
        return Passed(way, repeated)

    @classmethod
    def once(cls, sent: Mapping[str, str]) -> str:
        """The code of this one form, the same however often it is sent: for `once` of the verb. "" where it has none."""
        return _nonce(sent.get(TOKEN, ""))

    @classmethod
    def pace(cls, purpose: str, *, hand: str, most: int = 0) -> None:
        """For a door of programs, which has no form: Refused where very much came from this hand within the hour."""
        if hand:
            _slowly(purpose, hand, most or limits.of("programs_per_hour"))

    @classmethod
    def passed(cls, purpose: str) -> dict[str, str]:
        """The fields of a form as an honest browser sends them after a minute, its work done. For tests and the demo."""
        token = _sealed(purpose, clock.now() - timedelta(minutes=1), _letters(secrets.token_bytes(16)))
        return {TOKEN: token, WORK: work(token), ANSWER: "", TRAP: ""}


def work(token: str, bits: int = 0) -> str:
    """Do the piece of work, as the script of the page does it: 13 bits are some 8,000 tries, a blink on a computer and a second on a
    very old telephone."""
    wanted = bits or limits.of("work_bits")
    return next(str(tried) for tried in range(1 << 30) if _worked(token, str(tried), wanted))


def hand_of(request: HttpRequest) -> str:
    """An opaque mark of where this comes from: the same within a day, and nobody's after it. Never the address itself."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:  # a proxy of ours stands in front
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", seen)).rpartition(",")[2].strip()
    return marked(_network(seen))


def marked(words: str) -> str:
    """A keyed hash of the words with the salt of the day; "" for nothing."""
    return (
        salted_hmac("wijk.moderation.hand", f"{salt_of_today()}|{words}", algorithm="sha256").hexdigest()
        if words
        else ""
    )


def salt_of_today() -> str:
    """The salt of this day; those of other days are thrown away with everything that was made by them."""
    day = clock.today()
    kept = Salt.objects.filter(day=day).values_list("salt", flat=True).first()
    if kept is not None:
        return kept
    forget()
    try:
        with transaction.atomic():
            return Salt.objects.create(day=day, salt=secrets.token_hex(32)).salt
    except IntegrityError:  # another made it in the same moment
        return Salt.objects.values_list("salt", flat=True).get(day=day)


def forget() -> int:
    """Throw away what is no longer needed: salts and paces of other days, tokens that no longer hold."""
    now = clock.now()
    gone = Salt.objects.exclude(day=now.date()).delete()[0]
    gone += Pace.objects.filter(hour__lt=now - timedelta(hours=1)).delete()[0]
    return gone + Spent.objects.filter(until__lt=now).delete()[0]


# --- the parts ------------------------------------------------------------------------------------------------------


def _network(address: str) -> str:
    """The address; of a long one (IPv6) the network of its household alone. "" for what is none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else str(found)


def _sealed(purpose: str, at: datetime, nonce: str) -> str:
    open_part = f"{int(at.timestamp()):x}.{nonce}"
    return f"{open_part}.{_seal(purpose, open_part)}"


def _seal(purpose: str, open_part: str) -> str:
    return _letters(salted_hmac("wijk.moderation.guard", f"{purpose}|{open_part}", algorithm="sha256").digest()[:9])


def _letters(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def _nonce(token: str) -> str:
    parts = token.split(".") if len(token) <= 48 and token.isascii() else []
    return (
        parts[1]
        if len(parts) == 3 and len(parts[1]) == 22 and parts[1].replace("-", "").replace("_", "").isalnum()
        else ""
    )


def _opened(purpose: str, token: str) -> datetime:
    """When the token was issued; Refused where it is not ours, of another form, or too old."""
    if not _nonce(token):
        raise Refused("guard-none", _("This form was not complete when it was sent. Send it once more."))
    open_part, _dot, seal = token.rpartition(".")
    if not hmac.compare_digest(seal, _seal(purpose, open_part)):
        raise Refused("guard-other", _("This form belongs to another page. Send it once more."))
    issued_at = datetime.fromtimestamp(int(open_part.partition(".")[0], 16), tz=clock.now().tzinfo)
    if not -SKEW <= clock.now() - issued_at <= LONGEST:
        raise Refused("guard-old", _("This page stood open for a long time. Nothing is lost: send it once more."))
    return issued_at


def _in_time(issued_at: datetime, way: Way) -> None:
    if clock.now() - issued_at < LEAST[way]:
        raise Refused("guard-quick", _("That was very quick. Wait a few seconds, and send it once more."))


def _way(token: str, sent: Mapping[str, str], *, slow: bool) -> Way:
    """By work, by an answer, or by neither."""
    tried, answer = sent.get(WORK, ""), sent.get(ANSWER, "").strip()
    if tried and _worked(token, tried, limits.of("work_bits")):
        return "work"
    if answer:
        if _answers(token, answer):
            return "question"
        raise Refused("guard-answer", _("The answer to the question is not right. Try the new question below."))
    if slow:
        return "slow"
    raise Refused(
        "guard-answer", _("Answer the question at the end of the form, so that we know that you are no machine.")
    )


def _worked(token: str, tried: str, bits: int) -> bool:
    if not (tried.isascii() and tried.isdigit() and len(tried) <= 10):
        return False
    found = hashlib.sha256(f"{token}:{tried}".encode()).digest()
    return int.from_bytes(found[:4]) >> (32 - bits) == 0


def _sum(token: str) -> tuple[int, int]:
    """The two numbers of the question; only who has the key of this installation knows them from the token alone."""
    drawn = salted_hmac("wijk.moderation.question", token, algorithm="sha256").digest()
    return drawn[0] % 6 + 1, drawn[1] % 6 + 1


def _question(token: str) -> str:
    first, second = _sum(token)
    said = NUMBERS.get((get_language() or "").split("-")[0], NUMBERS["en"])
    return str(_("How much is {first} plus {second}?")).format(first=said[first], second=said[second])


def _answers(token: str, answer: str) -> bool:
    right, said = sum(_sum(token)), answer.casefold().strip(" .!")
    if said.isdecimal() and len(said) < 4:
        return int(said) == right
    return said in {words[right] for words in NUMBERS.values()}


def _spend(token: str, sent: Mapping[str, str], *, repeats: bool) -> bool:
    """Take the token. True where the very same was sent before and may come again; Refused where it may not."""
    said = "\0".join(f"{name}={sent[name]}" for name in sorted(sent) if name not in FIELDS)
    digest = salted_hmac("wijk.moderation.sent", said, algorithm="sha256").hexdigest()
    nonce = _nonce(token)
    try:
        with transaction.atomic():
            Spent.objects.create(nonce=nonce, digest=digest, until=clock.now() + LONGEST + SKEW)
        return False
    except IntegrityError:
        if repeats and Spent.objects.filter(nonce=nonce, digest=digest).exists():
            return True
    raise Refused("guard-used", _("This form was sent already. Look whether it arrived before you send it again."))


def _slowly(purpose: str, hand: str, most: int) -> None:
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    if Pace.objects.step(purpose, hand, hour) > most:
        raise Refused(
            "guard-pace",
            _(
                "Very much came from your network in this hour. Wait an hour, or bring it on paper to a stand or the town hall."
            ),
        )
