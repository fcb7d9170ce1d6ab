"""What went wrong, where, and what can one do? Errors are a code, parameters and a translatable sentence."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A thing that cannot be done, with the sentence that a person reads.

    `code` is stable and for machines; `sentence` is a (lazily translated) template with named fields.
    """

    def __init__(self, code: str, sentence: Any, **params: Any) -> None:
        super().__init__(code)
        self.code, self.sentence, self.params = code, sentence, params

    def __str__(self) -> str:
        return str(self.sentence).format(**self.params) if self.params else str(self.sentence)


class NotAllowed(Refused):
    """The viewer may not do this here. Pages answer it like an absence, so that nothing is given away."""

    def __init__(self, verb: str) -> None:
        super().__init__("not-allowed", _("You may not do this here ({verb})."), verb=verb)


class Absent(Refused):
    """There is no such thing, or this viewer may not know of it."""

    def __init__(self, what: str = "") -> None:
        super().__init__("absent", _("There is nothing at this address."), what=what)


class Faulty(Refused):
    """Input with faults: `problems` are sentences that say file, line, column and what to do; nothing was changed."""

    def __init__(self, problems: Sequence[Any], *, code: str = "faulty") -> None:
        self.problems = list(problems)
        super().__init__(code, "\n".join(str(p) for p in self.problems) or code)

    def __str__(self) -> str:
        return "\n".join(str(p) for p in self.problems) or self.code
