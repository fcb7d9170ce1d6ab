"""A report that a clerk can put in the minutes: Markdown, built from sayings and tables, in the language asked for."""

import re
from collections.abc import Iterable, Sequence

from wijk.cli.reckon.language import Language
from wijk.methods.saying import Saying, Word

_LINK = re.compile(r"(?<!\\)\](?=\()")


def _harmless(text: str) -> str:
    """No word from a file becomes a tag or a link where the report is shown; what is quoted already stays as it is."""
    return _LINK.sub(r"\\]", text).replace("<", "&lt;")


class Report:
    """Gathers headings, paragraphs, lists and tables; `text()` gives the Markdown."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._parts: list[str] = []

    def title(self, saying: Saying) -> "Report":
        """The name of the whole."""
        return self._add(f"# {self._one_line(saying)}")

    def heading(self, saying: Saying) -> "Report":
        """The name of a part."""
        return self._add(f"## {self._one_line(saying)}")

    def paragraph(self, *sayings: Saying) -> "Report":
        """Sentences that belong together."""
        return self._add(" ".join(self._one_line(one) for one in sayings))

    def points(self, sayings: Iterable[Saying]) -> "Report":
        """One point a saying."""
        return self._add("\n".join(f"- {self._one_line(one)}" for one in sayings))

    def table(self, header: Sequence[Saying | str], rows: Iterable[Sequence[Word]]) -> "Report":
        """Rows under a header; numbers are written as the language writes them and stand to the right."""
        rows = [tuple(row) for row in rows]
        right = [
            bool(rows) and all(not isinstance(row[i], str | Saying | tuple) for row in rows) for i in range(len(header))
        ]
        lines = [self._row(header), "| " + " | ".join("---:" if r else "---" for r in right) + " |"]
        return self._add("\n".join([*lines, *map(self._row, rows)]))

    def text(self) -> str:
        """The Markdown."""
        return "\n\n".join(part for part in self._parts if part) + "\n"

    def _add(self, part: str) -> "Report":
        self._parts.append(_harmless(part))
        return self

    def _row(self, cells: Sequence[Word]) -> str:
        return "| " + " | ".join(self._cell(cell) for cell in cells) + " |"

    def _cell(self, cell: Word) -> str:
        said = self.language.say(cell) if isinstance(cell, Saying) else self.language.write(cell)
        return " ".join(said.split()).replace("|", "\\|")

    def _one_line(self, saying: Saying) -> str:
        return " ".join(self.language.say(saying).split())
