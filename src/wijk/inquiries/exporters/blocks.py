"""Of which blocks is a report made? Headings, words in a language, tables, remarks, replies: plain data that `paper/report.typ` sets."""

from collections.abc import Iterable, Sequence
from typing import Any

from wijk.core.text import Text
from wijk.ui.paper import lines, printable

Block = dict[str, Any]


def heading(level: int, title: str) -> Block:
    """A heading; level 2 is a chapter, for the title of the whole is level 1."""
    return {"kind": "heading", "level": level, "title": printable(title)}


def words(text: Text) -> Block:
    """A text in the language of the page, or in the one in which it is said."""
    return {"kind": "text", "said": lines(text.to()), "language": text.language() or "nl"}


def plain(*paragraphs: str, language: str) -> Block:
    """Paragraphs in a language."""
    return {"kind": "text", "said": [printable(one) for one in paragraphs if one], "language": language}


def soft(words: str) -> Block:
    """A line that explains."""
    return {"kind": "soft", "title": printable(words)}


def rows(items: Iterable[str]) -> Block:
    """A list."""
    return {"kind": "list", "rows": [printable(one) for one in items]}


def table(head: Sequence[str], lines_of: Iterable[Sequence[str]], widths: Sequence[int]) -> Block:
    """A table. `widths` are shares of the page; 0 is as wide as what it holds."""
    told = [[printable(str(cell)) for cell in line] for line in lines_of]
    return {"kind": "table", "head": [printable(one) for one in head], "rows": told, "widths": list(widths)}


def remark(level: int, title: str, facts: str, said: str, language: str) -> Block:
    """What somebody said, under a heading."""
    return {
        "kind": "remark", "level": level, "title": printable(title), "facts": printable(facts), "said": lines(said), "language": language,
    }  # fmt: skip


def reply(title: str, text: Text, facts: str = "") -> Block:
    """What was replied."""
    return {
        "kind": "reply", "title": printable(title), "said": lines(text.to()), "language": text.language() or "nl",
        "facts": printable(facts),
    }  # fmt: skip


def merged(counts: Sequence[tuple[str, int]], least: int) -> tuple[list[tuple[str, int]], int, int]:
    """Counts of which none is smaller than `least`: the small ones together, with the next larger ones as long as they are too few.

    What stands alone; how many are together; how much they are. Sums stay what they were, so that nothing can be found by taking away.

    >>> merged([("a", 9), ("b", 6), ("c", 2), ("d", 1)], 5)
    ([('a', 9)], 3, 9)
    >>> merged([("a", 9), ("c", 3), ("d", 2)], 5), merged([("a", 2)], 5), merged([("a", 7)], 5)
    (([('a', 9)], 2, 5), ([], 1, 2), ([('a', 7)], 0, 0))
    """
    rest = sorted(counts, key=lambda one: (-one[1], one[0]))
    together: list[int] = []
    while rest and (rest[-1][1] < least or 0 < sum(together) < least):
        together.append(rest.pop()[1])
    return rest, len(together), sum(together)
