"""What changed between two texts, word by word? For people: what stayed, what went, what came; within a bounded amount of work."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Kind = Literal["same", "added", "removed"]
#: So many steps are spent on one comparison; what is still unlike after that is shown as wholly replaced.
STEPS = 600_000
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, came or went. All that is not "added" is the old text again; all not "removed", the new one."""

    kind: Kind
    text: str


class _Budget:
    """The steps that are left of one comparison."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> bool:
        """Take steps; False when there are none left."""
        self.left -= steps
        return self.left >= 0


def differences(old: str, new: str, steps: int = STEPS) -> list[Piece]:
    """The pieces of two texts in reading order, what went before what came in its place.

    Lines are compared first and words within changed lines, so that a long text with few changes costs little; two long texts
    with nothing in common cost no more than `steps`.

    >>> [(p.kind, p.text) for p in differences("The garden is open.", "The garden stays open.")]
    [('same', 'The garden '), ('removed', 'is'), ('added', 'stays'), ('same', ' open.')]
    """
    budget = _Budget(steps)
    raw: list[Piece] = []
    for gone, come in _changes(_LINES.findall(old), _LINES.findall(new), budget):
        if gone == come:
            raw.append(Piece("same", "".join(gone)))
            continue
        words = (_TOKENS.findall("".join(gone)), _TOKENS.findall("".join(come)))
        for before, after in _changes(*words, budget):
            if before == after:
                raw.append(Piece("same", "".join(before)))
            else:
                raw += [Piece("removed", "".join(before)), Piece("added", "".join(after))]
    return _tidy([piece for piece in raw if piece.text])


def _changes(old: Sequence[str], new: Sequence[str], budget: _Budget) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Runs that are equal and runs that are not, in turn. What both texts begin and end with is found without search."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield old[:head], new[:head]
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail], budget)
    if tail:
        yield old[len(old) - tail :], new[len(new) - tail :]


def _middle(old: Sequence[str], new: Sequence[str], budget: _Budget) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The same for what lies between: the shortest script of changes (Myers 1986), or all replaced where that costs too much."""
    kept = _kept(old, new, budget) if old and new else []
    x = y = 0
    for here, there, length in [*kept, (len(old), len(new), 0)]:
        if x < here or y < there:
            yield old[x:here], new[y:there]
        if length:
            yield old[here : here + length], new[there : there + length]
        x, y = here + length, there + length


def _kept(old: Sequence[str], new: Sequence[str], budget: _Budget) -> list[tuple[int, int, int]]:
    """The runs that both have in the same order, as (place in old, place in new, length); none when the budget is spent."""
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for d in range(len(old) + len(new) + 1):
        trail.append(dict(reach))
        if not budget.spend(2 * d + 1):
            return []
        for k in range(-d, d + 1, 2):
            down = k == -d or (k != d and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            start = x
            while x < len(old) and x - k < len(new) and x >= 0 and x - k >= 0 and old[x] == new[x - k]:
                x += 1
            if not budget.spend(x - start):
                return []
            reach[k] = x
            if x >= len(old) and x - k >= len(new):
                return _walked_back(trail, len(old), len(new))
    return []


def _walked_back(trail: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int, int]]:
    """The way back from the end of both texts through how far each step had come."""
    runs: list[tuple[int, int, int]] = []
    for d in range(len(trail) - 1, -1, -1):
        reach, k = trail[d], x - y
        down = k == -d or (k != d and reach[k - 1] < reach[k + 1])
        before = reach[k + 1] if down else reach[k - 1]
        came = before - (k + 1) if down else before - (k - 1)
        start = (before, came + 1) if down else (before + 1, came)
        if d == 0:
            start = (0, 0)
        if x > start[0]:
            runs.append((start[0], start[1], x - start[0]))
        x, y = (before, came) if d else (0, 0)
    return runs[::-1]


def _tidy(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbours: a lone space between two changes belongs to both, and in each change what went stands first."""
    loose = [p.kind == "same" and not p.text.strip() and "\n" not in p.text for p in pieces]
    inner = [
        lone and 0 < i < len(pieces) - 1 and pieces[i - 1].kind != "same" and pieces[i + 1].kind != "same"
        for i, lone in enumerate(loose)
    ]
    tidy: list[Piece] = []
    pairs = zip(pieces, inner, strict=True)
    for same, run in groupby(pairs, key=lambda pair: pair[0].kind == "same" and not pair[1]):
        told = [piece for piece, _inner in run]
        if same:
            tidy.append(Piece("same", "".join(p.text for p in told)))
            continue
        gone = "".join(p.text for p in told if p.kind != "added")
        come = "".join(p.text for p in told if p.kind != "removed")
        tidy += [piece for piece in (Piece("removed", gone), Piece("added", come)) if piece.text]
    return tidy
