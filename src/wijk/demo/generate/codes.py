"""Official-looking codes: of municipalities, neighbourhoods by kind, and sectors, today's and the older ones."""

import numpy as np

from wijk.demo.generate.ground import Ground

REGION = "97000"


def towns(laid: Ground) -> list[str]:
    """97001 in the middle, the others by distance."""
    number = laid.plan.municipalities
    size = np.bincount(laid.municipality, minlength=number)
    middle = [np.bincount(laid.municipality, laid.xy[:, k], number) / size for k in (0, 1)]
    rank = np.argsort(np.argsort(np.hypot(*middle), kind="stable"))
    return [f"97{r + 1:03d}" for r in rank.tolist()]


def kind_bases(neighbourhoods: int) -> dict[str, int]:
    """The number before the first code of each kind: 0, 700, 800, 900, or ten times that in a larger country."""
    step = 100 if neighbourhoods < 690 else 1000
    return {"inhabited": 0, "cemetery": 7 * step, "industry": 8 * step, "green": 9 * step}


def neighbourhoods(laid: Ground) -> list[str]:
    """By kind, from the middle outward: 1, 2, 3 … where people live."""
    number = int(laid.neighbourhood.max()) + 1
    size = np.bincount(laid.neighbourhood, minlength=number)
    middle = [np.bincount(laid.neighbourhood, laid.xy[:, k], number) / size for k in (0, 1)]
    counter = kind_bases(number)
    codes = [""] * number
    for n in np.argsort(np.hypot(*middle), kind="stable").tolist():
        kind = laid.specials[n].kind if n < len(laid.specials) else "inhabited"
        counter[kind] += 1
        codes[n] = str(counter[kind])
    return codes


def _letters(number: int) -> str:
    """A, B … Z, AA, AB …"""
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(65 + number % 26)


def sectors(laid: Ground, towns: list[str]) -> tuple[list[str], list[str]]:
    """Municipality, a letter for each neighbourhood in it, a number; and the older codes, where sectors changed others."""
    letters: dict[tuple[int, int], str] = {}
    per_town: dict[int, int] = {}
    running: dict[tuple[int, int], int] = {}
    codes: list[str] = []
    for town, quarter in zip(laid.municipality.tolist(), laid.neighbourhood.tolist(), strict=True):
        key = (town, quarter)
        if key not in letters:
            letters[key] = _letters(per_town.get(town, 0))
            per_town[town] = per_town.get(town, 0) + 1
        running[key] = running.get(key, -1) + 1
        codes.append(f"{towns[town]}{letters[key]}{running[key]:02d}-")
    whole = {tuple(sorted(own)): i for i, own in enumerate(laid.faces)}
    earlier: list[str] = []
    for k, own in enumerate(laid.earlier):
        same = whole.get(tuple(sorted(own)))
        earlier.append(
            codes[same]
            if same is not None
            else f"{codes[laid.earlier_of[k][0]][:-3]}{50 + k % 50:02d}{_letters(k % 26)}"
        )
    return codes, _different(earlier)


def _different(codes: list[str]) -> list[str]:
    """The same codes, with a digit behind those that come back."""
    seen: dict[str, int] = {}
    out: list[str] = []
    for code in codes:
        seen[code] = seen.get(code, 0) + 1
        out.append(code if seen[code] == 1 else f"{code}{seen[code]}")
    return out
