"""A finding as a sentence in the language of the page."""

from django.utils.translation import gettext

from wijk.indicators.findings import SENTENCES, Finding, Severity
from wijk.methods.formats.messages import in_words, place_in_words
from wijk.methods.formats.problems import Problem


def sentence(finding: Finding) -> str:
    """What was found and what to do, without the place.

    >>> sentence(Finding("nothing-left", "error"))
    'Nothing is left to take in. Check the columns and the conditions.'
    """
    if finding.code in SENTENCES:
        params = _Params(finding.params)
        if "meaning" in params:
            params["meaning"] = meaning(str(params["meaning"]))
        return gettext(SENTENCES[finding.code]).format_map(params)
    return in_words(finding.code, finding.params, gettext)


class _Params(dict[str, object]):
    """Parameters as a sentence writes them; a missing one stays empty rather than breaking the page."""

    def __missing__(self, key: str) -> str:
        return "…"


def from_problem(problem: Problem, severity: Severity) -> Finding:
    """What a reader of files found, as a finding."""
    place = problem.column or problem.field
    return Finding(problem.code, severity, dict(problem.params), problem.file, problem.sheet, problem.line, place)


def meaning(word: str) -> str:
    """What a mark means ("suppressed"), in the language of the page."""
    words = {
        "suppressed": gettext("suppressed"),
        "not-available": gettext("not available"),
        "no-residents": gettext("no residents"),
    }
    return words.get(word, word)


def place(finding: Finding) -> str:
    """Where it was found: file, sheet, line and column; a cell of a sheet by its letters ("HW67")."""
    if finding.sheet and finding.line and finding.column.isalpha() and finding.column.isupper():
        cell = gettext("cell {cell}").format(cell=f"{finding.column}{finding.line}")
        where = place_in_words(finding.file, finding.sheet, None, "", "", gettext)
        return f"{where}, {cell}" if where else cell
    return place_in_words(finding.file, finding.sheet, finding.line, finding.column, "", gettext)
