"""Which panel does public randomness point at? Sources that nobody controls, and an even stream out of them (method `proof.stream/1`).

A source is named before the draw: a future round of drand, dice, or numbered balls. What comes out of it gives a seed, and the seed a
stream of whole numbers by rejection, never by a bare remainder, so that every panel has exactly the same chance.

Source: drand (randomness of a round = SHA-256 of its signature); Fisher and Yates 1938, Durstenfeld 1964 (shuffle).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.messages import say
from wijk.methods.saying import Rejected

METHOD = "proof.stream/1"
DOMAIN = b"wijk/stream/1"
BLOCK = 2**256
#: Dice must be able to fall in this many ways for each panel, so that no panel is favoured by more than one in a million.
SPARE = 2**20
MOST_VALUES = 1000


@dataclass(frozen=True, slots=True)
class Drand:
    """A round of a drand chain (named by its hash, in hex) that does not exist yet when it is named."""

    chain: str
    round: int

    def as_json(self) -> dict[str, JSON]:
        """What stands in source.json."""
        return {"kind": "drand", "chain": self.chain, "round": self.round}


@dataclass(frozen=True, slots=True)
class Dice:
    """So many throws of a die with so many faces, numbered from 1."""

    faces: int
    count: int

    def as_json(self) -> dict[str, JSON]:
        """What stands in source.json."""
        return {"kind": "dice", "faces": self.faces, "count": self.count}


@dataclass(frozen=True, slots=True)
class Balls:
    """So many draws, each out of ten balls numbered 0 to 9; a ball goes back before the next draw."""

    digits: int

    def as_json(self) -> dict[str, JSON]:
        """What stands in source.json."""
        return {"kind": "balls", "digits": self.digits}


@dataclass(frozen=True, slots=True)
class Beacon:
    """What drand published in one round; a chained round also names the signature before it."""

    round: int
    signature: bytes
    previous_signature: bytes | None = None

    def as_json(self) -> dict[str, JSON]:
        """What stands in outcome.json."""
        before = None if self.previous_signature is None else self.previous_signature.hex()
        return {"round": self.round, "signature": self.signature.hex(), "previous_signature": before}


@dataclass(frozen=True, slots=True)
class Thrown:
    """What the dice or the balls showed, in order."""

    values: tuple[int, ...]

    def as_json(self) -> dict[str, JSON]:
        """What stands in outcome.json."""
        return {"values": list(self.values)}


Source = Drand | Dice | Balls
Outcome = Beacon | Thrown

_EXAMPLES: Mapping[str, str] = {
    "drand": '{"kind":"drand","chain":"52db9b…","round":1000}',
    "dice": '{"kind":"dice","faces":6,"count":12}',
    "balls": '{"kind":"balls","digits":3}',
}


def source_of(told: Mapping[str, Any]) -> Source:
    """Which source does this JSON name?

    >>> source_of({"kind": "balls", "digits": 3})
    Balls(digits=3)
    """
    kind = str(told.get("kind"))
    if kind not in _EXAMPLES:
        raise Rejected(say("source_unknown", kind=kind))

    def whole(field: str, least: int) -> int:
        value = told.get(field)
        if type(value) is not int or not least <= value < 2**53:
            raise Rejected(say("source_field", field=field, example=_EXAMPLES[kind]))
        return value

    if kind == "drand":
        chain = told.get("chain")
        if not isinstance(chain, str) or len(_hex(chain)) != 32:
            raise Rejected(say("source_field", field="chain", example=_EXAMPLES[kind]))
        return Drand(chain.lower(), whole("round", 1))
    found: Dice | Balls = Dice(whole("faces", 2), whole("count", 1)) if kind == "dice" else Balls(whole("digits", 1))
    if _length(found) > MOST_VALUES:
        raise Rejected(say("too_many_values", found=_length(found), limit=MOST_VALUES))
    return found


def enough(source: Source, m: int) -> None:
    """Can this source choose fairly among m? Raises Rejected, with how much is needed, when it cannot; to be asked before anything is published."""
    if m < 1:
        raise Rejected(say("nothing_to_choose"))
    needed = 1
    if isinstance(source, Dice):
        while source.faces**needed < m * SPARE:
            needed += 1
        if source.count < needed:
            raise Rejected(say("dice_few", count=source.count, faces=source.faces, panels=m, needed=needed))
    if isinstance(source, Balls):
        while 10**needed < m:
            needed += 1
        if source.digits < needed:
            raise Rejected(say("balls_few", digits=source.digits, numbers=10**source.digits, panels=m, needed=needed))


def outcome_of(source: Source, told: Mapping[str, Any]) -> Outcome:
    """What came out of the source, from its JSON; the JSON that drand's own servers answer is read as well.

    >>> outcome_of(Balls(3), {"values": [0, 4, 2]})
    Thrown(values=(0, 4, 2))
    """
    return _beacon(source, told) if isinstance(source, Drand) else _thrown(source, told)


def _beacon(source: Drand, told: Mapping[str, Any]) -> Beacon:
    example = '{"round":1000,"signature":"b44679…","previous_signature":null}'
    number, before = told.get("round"), told.get("previous_signature") or None
    if type(number) is not int:
        raise Rejected(say("outcome_field", field="round", example=example))
    if number != source.round:
        raise Rejected(say("outcome_round", promised=str(source.round), found=str(number)))
    signature = _hex(told.get("signature"))
    if not signature:
        raise Rejected(say("outcome_field", field="signature", example=example))
    if before is not None and not _hex(before):
        raise Rejected(say("outcome_field", field="previous_signature", example=example))
    if "randomness" in told and _hex(told["randomness"]) != sha256(signature).digest():
        raise Rejected(say("outcome_randomness"))
    return Beacon(number, signature, None if before is None else _hex(before))


def _thrown(source: Dice | Balls, told: Mapping[str, Any]) -> Thrown:
    values = told.get("values")
    if not isinstance(values, list | tuple):
        raise Rejected(say("outcome_field", field="values", example='{"values":[0,4,2]}'))
    lowest, highest = (1, source.faces) if isinstance(source, Dice) else (0, 9)
    if len(values) != _length(source):
        raise Rejected(say("outcome_count", promised=_length(source), found=len(values)))
    for value in values:
        if type(value) is not int or not lowest <= value <= highest:
            raise Rejected(say("outcome_value", value=str(value), lowest=lowest, highest=highest))
    return Thrown(tuple(values))


def _length(source: Dice | Balls) -> int:
    return source.count if isinstance(source, Dice) else source.digits


def _hex(text: object) -> bytes:
    """The bytes of a hexadecimal text; none when it is not one."""
    try:
        return bytes.fromhex(text) if isinstance(text, str) and text.isalnum() else b""
    except ValueError:
        return b""


def seed_of(source: Source, outcome: Outcome) -> bytes:
    """Which 32 bytes come out of the source? For drand the randomness of the round; else the hash of the source and what it showed.

    >>> seed_of(Dice(6, 2), Thrown((3, 5))).hex()[:16]
    'f45d32bf83336b0b'
    """
    if isinstance(outcome, Beacon):
        return sha256(outcome.signature).digest()
    return sha256(canonical({"source": source.as_json(), "values": list(outcome.values)})).digest()


class Stream:
    """Even whole numbers out of a seed, the same on every machine; another label gives an independent stream.

    Block number c is SHA-256("wijk/stream/1" ‖ length of the label in 8 bytes ‖ label ‖ seed ‖ c in 8 bytes), big-endian throughout.

    >>> stream = Stream(bytes(32), b"letters")
    >>> [stream.below(6) for _ in range(8)]
    [2, 2, 2, 3, 2, 4, 4, 5]
    """

    def __init__(self, seed: bytes, label: bytes = b"") -> None:
        self._start = sha256(DOMAIN + len(label).to_bytes(8, "big") + label + seed)
        self._count = 0

    def _block(self) -> int:
        block = self._start.copy()
        block.update(self._count.to_bytes(8, "big"))
        self._count += 1
        return int.from_bytes(block.digest(), "big")

    def below(self, n: int) -> int:
        """A number from 0 to n − 1, each with exactly the same chance: blocks in the uneven rest at the top are passed over."""
        if n < 1:
            raise Rejected(say("nothing_to_choose"))
        limit = n * (BLOCK // n)
        while (block := self._block()) >= limit:
            pass
        return block % n

    def sample(self, n: int, k: int) -> tuple[int, ...]:
        """k different numbers from 0 to n − 1, in the order in which they were drawn.

        >>> Stream(bytes(32)).sample(10, 4)
        (1, 5, 6, 7)
        """
        if not 0 <= k <= n:
            raise Rejected(say("sample_too_large", wanted=k, size=n))
        return tuple(self._draws(n, k))

    def shuffle(self, n: int) -> tuple[int, ...]:
        """The numbers from 0 to n − 1 in an order by lot."""
        return self.sample(n, n)

    def _draws(self, n: int, k: int) -> Iterator[int]:
        moved: dict[int, int] = {}  # only the places that a swap has touched
        for i in range(k):
            j = i + self.below(n - i)
            yield moved.get(j, j)
            moved[j] = moved.get(i, i)


def draw_index(source: Source, outcome: Outcome, commitment: bytes, m: int) -> int:
    """Which of the m numbered panels was drawn? (0 to m − 1)

    Balls say it aloud: their digits are the number, so with a thousand panels and three balls nothing needs reckoning. Else the commitment
    labels the stream. Raises Rejected when the balls must be drawn again, or when the source cannot choose fairly among m.

    >>> draw_index(Balls(3), Thrown((0, 4, 2)), bytes(32), 1000)
    42
    """
    enough(source, m)
    if not isinstance(source, Balls) or not isinstance(outcome, Thrown):
        return Stream(seed_of(source, outcome), commitment).below(m)
    number, limit = int("".join(map(str, outcome.values))), m * (10**source.digits // m)
    if number >= limit:
        raise Rejected(say("draw_again", number=number, limit=limit, panels=m))
    return number % m
