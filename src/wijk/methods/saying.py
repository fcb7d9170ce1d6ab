"""How every method speaks: a code, its parameters and a sentence, so that a result explains itself and a refusal says what to do.

A room keeps its sentences in a mapping named `SENTENCES` (code → plain English with `{name}` fields). A room above
translates the template with gettext and writes the parameters as its language writes numbers; nothing is built up from pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency; `cents` is exact and need not be whole (a price per supporter seldom is)."""

    cents: Fraction | int
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from 0 to 1, to be written as a percentage with so many decimals."""

    value: Fraction | float
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with so many decimals; None keeps what is there."""

    value: Fraction | float
    decimals: int | None = None


class Write(Protocol):
    """Puts one parameter into words, as a language writes it."""

    def __call__(self, word: Word, /) -> str: ...


def plainly(word: Word) -> str:
    """A parameter as plain English writes it, without any library.

    >>> plainly(Money(123450, "EUR")), plainly(Share(Fraction(1, 3))), plainly(("a", "b")), plainly(Fraction(7, 2))
    ('EUR 1,234.50', '33.3 %', 'a, b', '3.5')
    """
    match word:
        case Money(cents, currency):
            euros = Fraction(cents) / 100
            text = f"{round(euros):,}" if euros.denominator == 1 else f"{float(euros):,.2f}"
            return f"{currency} {text}".strip()
        case Share(value, decimals):
            return f"{float(value * 100):.{decimals}f} %"
        case Quantity(value, decimals):
            return f"{float(value):,g}" if decimals is None else f"{float(value):,.{decimals}f}"
        case tuple():
            return ", ".join(map(plainly, word))
        case bool() | str() | Saying():
            return str(word)
        case int():
            return f"{word:,}"
        case _:
            return f"{float(word):,g}"


def as_it_is(text: str) -> str:
    """The translation into English: the text itself."""
    return text


@dataclass(frozen=True)
class Saying:
    """One sentence about a result or an input; `code` is stable and for machines.

    >>> print(Saying("bought", "{name} was bought for {cost}.", {"name": "Bench", "cost": Money(90000, "EUR")}))
    Bench was bought for EUR 900.
    """

    code: str
    template: str
    params: Params = field(default_factory=dict)

    def sentence(self, translate: Translate = as_it_is, write: Write = plainly) -> str:
        """What is said; `translate` gets the English template, `write` each parameter."""
        return translate(self.template).format_map({name: write(word) for name, word in self.params.items()})

    def __str__(self) -> str:
        return self.sentence()

    def __hash__(self) -> int:
        return hash((self.code, self.template, tuple(sorted((k, str(v)) for k, v in self.params.items()))))


#: What a sentence may hold: a plain value, one with a unit, or another saying.
Word = str | int | float | Fraction | Money | Share | Quantity | Saying | tuple[str | Saying, ...]
Params = Mapping[str, Word]


def speaker(sentences: Mapping[str, str]) -> Callable[..., Saying]:
    """Of a room's sentences the function that says one: `say("bought", name=…, cost=…)`.

    >>> say = speaker({"hello": "Good day, {name}."})
    >>> str(say("hello", name="Ans"))
    'Good day, Ans.'
    """

    def say(code: str, /, **params: Word) -> Saying:
        return Saying(code, sentences[code], params)

    return say


class Says(Protocol):
    """A `Saying`, or anything else that has a code and a sentence (a problem in a file has a place, too)."""

    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Mapping[str, Word]: ...


class Rejected(ValueError):
    """The one family of exceptions of the methods: an input that cannot be used, said in sentences.

    `says` holds what is wrong and what to do; nothing was reckoned.

    >>> try:
    ...     raise Rejected(Saying("empty", "There are no ballots. Check the file."))
    ... except Rejected as fault:
    ...     fault.code, str(fault)
    ('empty', 'There are no ballots. Check the file.')
    """

    def __init__(self, says: Says | Sequence[Says]) -> None:
        self.says: tuple[Says, ...] = tuple(says) if isinstance(says, Sequence) else (says,)
        super().__init__("\n".join(str(one) for one in self.says))

    @property
    def code(self) -> str:
        """The code of the first thing that is wrong."""
        return self.says[0].code if self.says else ""
