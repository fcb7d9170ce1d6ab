"""What is wrong with a file, where, and what to do: a code with parameters, and a sentence for it."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wijk.methods.formats.messages import in_words, place_in_words
from wijk.methods.saying import Rejected

Params = Mapping[str, str | int | float]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong (or worth knowing), with the place where it is.

    `code` names a template in `messages.SENTENCES`, `params` fills it in.

    >>> print(Problem("header_only", file="population.csv"))
    population.csv: The file holds a header and no rows. Export it again, with its rows.
    """

    code: str
    params: Params = dataclasses.field(default_factory=dict)
    file: str = ""
    sheet: str = ""
    line: int | None = None
    column: str = ""
    field: str = ""

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """What is wrong and what to do, without the place; `translate` (gettext) gets the English template."""
        return in_words(self.code, self.params, translate)

    def place(self, translate: Callable[[str], str] = str) -> str:
        """Where it is: 'population.csv, line 3, column POP'."""
        feature = self.code.startswith("geometry_")
        return place_in_words(
            self.file, self.sheet, self.line, self.column, self.field, feature=feature, translate=translate
        )

    def __str__(self) -> str:
        place = self.place()
        return f"{place}: {self.sentence()}" if place else self.sentence()

    def at(self, *, file: str = "", sheet: str = "", line: int | None = None, column: str = "") -> "Problem":
        """The same problem with a place filled in where it had none."""
        return replace(
            self,
            file=self.file or file,
            sheet=self.sheet or sheet,
            line=self.line if self.line is not None else line,
            column=self.column or column,
        )

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.params.items())), self.file, self.sheet, self.line, self.column))


class Unreadable(Rejected):
    """A file that cannot be used at all; `problems` says why."""

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)


@dataclass
class ProblemList:
    """Collects problems up to a cap and counts the rest.

    >>> found = ProblemList(cap=2)
    >>> for line in (2, 3, 4): found.add(Problem("ragged_row", {"found": 1, "expected": 2}, line=line))
    >>> len(found), found.left_out, len(found.all())
    (3, 1, 3)
    >>> print(found.all()[-1])
    And 1 more of this kind. Correct those above first and try again.
    """

    cap: int = 200
    kept: list[Problem] = dataclasses.field(default_factory=list)
    left_out: int = 0

    def add(self, problem: Problem) -> None:
        """Keep one more problem, or count it when there are enough."""
        if len(self.kept) < self.cap:
            self.kept.append(problem)
        else:
            self.left_out += 1

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep several; those another list left out stay counted."""
        if isinstance(problems, ProblemList):
            self.left_out += problems.left_out
        for problem in problems:
            self.add(problem)

    def restart(self, problems: Iterable[Problem]) -> None:
        """Forget everything but these."""
        self.kept, self.left_out = list(problems), 0

    def all(self) -> tuple[Problem, ...]:
        """Everything kept, and one last entry that says how many more there were."""
        if not self.left_out:
            return tuple(self.kept)
        return (*self.kept, Problem("and_more", {"count": self.left_out}))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept) + self.left_out

    def __bool__(self) -> bool:
        return bool(self.kept)

    def codes(self) -> set[str]:
        """The codes that occur, for asking 'is this among them?'."""
        return {problem.code for problem in self.kept}
