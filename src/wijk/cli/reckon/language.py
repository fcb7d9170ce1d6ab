"""Sentences and numbers in Dutch, French or English, from the same catalogue as the pages, without Django."""

import gettext
import math
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from babel.numbers import format_decimal

from wijk.methods.saying import Money, Quantity, Saying, Says, Share, Translate, Word, as_it_is

LANGUAGES = ("en", "nl", "fr")
_LOCALES = {"en": "en_GB", "nl": "nl_BE", "fr": "fr_BE"}
_CATALOGUES = Path(__file__).resolve().parents[2] / "locale"


@dataclass(frozen=True)
class Language:
    """How one language puts a saying."""

    code: str
    translate: Translate

    @classmethod
    def of(cls, code: str) -> "Language":
        """The language of a code; an unknown one is English, whose parser then says which there are."""
        if code == "en" or code not in LANGUAGES:
            return cls("en", as_it_is)
        found = gettext.translation("django", _CATALOGUES, [code], fallback=True)
        return cls(code, found.gettext)

    def say(self, saying: Saying) -> str:
        """The sentence of a saying."""
        return saying.sentence(self.translate, self.write)

    def problem(self, one: Says) -> str:
        """The sentence of anything that says something, with its place when it has one."""
        if isinstance(one, Saying):
            return self.say(one)
        place, sentence = getattr(one, "place", None), getattr(one, "sentence", None)
        if place is None or sentence is None:
            return str(one)
        where = place(self.translate)
        return f"{where}: {sentence(self.translate)}" if where else str(sentence(self.translate))

    def write(self, word: Word) -> str:
        """A parameter as this language writes it."""
        match word:
            case Money(cents, currency):
                amount = Fraction(cents) / 100
                text = self._decimal(amount, 0 if amount.denominator == 1 else 2)
                return f"{currency} {text}".strip()
            case Share(value, decimals):
                return f"{self._decimal(value * 100, decimals)} %"
            case Quantity(value, decimals):
                return self._decimal(value, decimals)
            case tuple():
                return ", ".join(map(self.write, word))
            case Saying():
                return self.say(word)
            case bool() | str():
                return str(word)
            case _:
                return self._decimal(word, None)

    def _decimal(self, value: Fraction | float, decimals: int | None) -> str:
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)
        pattern = "#,##0.######" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
        number = (
            int(value) if isinstance(value, int) or (value == int(value) and decimals in (0, None)) else float(value)
        )
        return str(format_decimal(number, format=pattern, locale=_LOCALES[self.code]))
