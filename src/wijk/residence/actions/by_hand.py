"""Somebody of the office types a sheet, or fills a form in for another: by what does that person count once, as they do on the web?"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Absent, Refused
from wijk.core.viewer import Viewer
from wijk.residence import access, keys, queries
from wijk.residence.actions import knowing
from wijk.residence.actions.counter import known_at_counter
from wijk.residence.queries.asking import Asked

#: Stands for a neighbourhood where somebody only ticked that they live in the city.
SOMEWHERE = "city"


def known_by_hand(
    viewer: Viewer, *, asks: Asked, place: str = "", lives: bool = False, pass_code: str = "", once: str = "",
    line: Sequence[str] = (),
) -> str:  # fmt: skip
    """The proof of the person for whom something is typed (as `session` of `access.check` and `access.mark`); "" where nothing is asked.

    `pass_code`: from their pass, by which they have the mark that they have on the web; `line`: what they wrote for the columns of the
    register, the same without a pass; `lives`: they ticked that they live there, which is enough where it need only be said. `once` (the
    code of the sheet, the number of the form) makes the same sheet the same person. Refused with what is missing, under the field "pass",
    "lives" or that of the first column.
    """
    if asks.level == "none":
        return ""
    if pass_code.strip() or any(cell.strip() for cell in line):
        return _known(viewer, pass_code, line)
    if asks.level == "declared" and lives:
        return knowing.proof_of(keys.handle("passing", f"sheet|{once}"), place or asks.place or SOMEWHERE)
    field = "lives" if asks.level == "declared" else "pass"
    raise Refused(f"residence-{asks.level}", access.MISSING[asks.level], field=field)


def _known(viewer: Viewer, pass_code: str, line: Sequence[str]) -> str:
    """By their pass, or by their line where they wrote no pass. Refused under the field that is not right."""
    by_pass = bool(pass_code.strip())
    field = queries.PASS if by_pass else _first_column()
    try:
        return known_at_counter(viewer, pass_code=pass_code) if by_pass else known_at_counter(viewer, line=line)
    except Absent:
        raise Refused(
            "residence-no-counter",
            _("With a pass or a line of the register this is taken in by somebody who works at the counter. Ask a colleague."),
            field=field,
        ) from None  # fmt: skip
    except Refused as fault:
        fault.params.setdefault("field", field)
        raise


def _first_column() -> str:
    rules = queries.register()
    return f"{queries.LINE}{rules.fields[0]['code']}" if rules is not None and rules.fields else queries.PASS
