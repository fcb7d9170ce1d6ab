"""Area codes that a spreadsheet has damaged, and what they probably were."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wijk.methods.formats.problems import Problem

REASONS = ("code_spaces", "code_case", "code_excel_float", "code_lost_zeros", "code_lost_hyphen", "code_scientific")


@dataclass(frozen=True)
class CodeGuess:
    """A code that is not known, and the one known code that it probably was."""

    given: str
    proposed: str
    reason: str

    def problem(self) -> Problem:
        """The guess as a problem with its sentence."""
        return Problem(self.reason, {"given": self.given, "proposed": self.proposed})


def _no_spaces(code: str) -> str:
    return "".join(code.split())


def _folded(code: str) -> str:
    return _no_spaces(code).casefold()


def _whole(code: str) -> str:
    return re.sub(r"[.,]0+$", "", _folded(code))


def _no_zeros(code: str) -> str:
    return _whole(code).lstrip("0") or "0"


def _no_hyphen(code: str) -> str:
    return re.sub(r"[-‐‑–_]", "", _no_zeros(code))


def _power(code: str) -> str:
    """Codes such as 21001E12, which a spreadsheet writes as 2.1001E+16."""
    text = _folded(code).replace(",", ".")
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]{1,3}", text):
        return ""
    return f"{float(text):.9e}"


_FORMS: tuple[tuple[str, Callable[[str], str]], ...] = tuple(
    zip(REASONS, (_no_spaces, _folded, _whole, _no_zeros, _no_hyphen, _power), strict=True)
)


def _index(known: Iterable[str], form: Callable[[str], str]) -> dict[str, set[str]]:
    index: defaultdict[str, set[str]] = defaultdict(set)
    for code in known:
        index[form(code)].add(code)
    return index


def looks_like_lost_zeros(codes: Iterable[str], known_codes: Iterable[str]) -> tuple[CodeGuess, ...]:
    """Which unknown codes are known ones in disguise?

    Codes that are known, and codes that could be more than one known code, are not in the answer. Each
    guess names what happened: lost zeros, a decimal tail, a power of ten, a lost hyphen, spaces, capitals.

    >>> looks_like_lost_zeros(["1001", "21001.0", "x"], ["01001", "21001"])[0]
    CodeGuess(given='1001', proposed='01001', reason='code_lost_zeros')
    """
    known = set(known_codes)
    unknown = [code for code in dict.fromkeys(codes) if code not in known]
    if not unknown:
        return ()
    indexes = [(reason, form, _index(known, form)) for reason, form in _FORMS]
    guesses = (_guess(code, indexes) for code in unknown)
    return tuple(guess for guess in guesses if guess is not None)


def _guess(code: str, indexes: list[tuple[str, Callable[[str], str], dict[str, set[str]]]]) -> CodeGuess | None:
    for reason, form, index in indexes:
        key = form(code)
        found = index.get(key, set()) if key else set()
        if len(found) == 1:
            return CodeGuess(code, next(iter(found)), reason)
        if found:
            return None
    return None
