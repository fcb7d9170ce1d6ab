"""Somebody of the office types a sheet, or fills a form in for another: by what does that person count once, as they do on the web?"""

from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Absent, Refused
from wijk.core.viewer import Viewer
from wijk.residence import access, keys
from wijk.residence.actions import knowing
from wijk.residence.actions.counter import known_at_counter
from wijk.residence.queries.asking import Asked

#: Stands for a neighbourhood where somebody only ticked that they live in the city.
SOMEWHERE = "city"


def known_by_hand(
    viewer: Viewer, *, asks: Asked, place: str = "", lives: bool = False, pass_code: str = "", once: str = ""
) -> str:  # fmt: skip
    """The proof of the person for whom something is typed (as `session` of `access.check` and `access.mark`); "" where nothing is asked.

    `pass_code`: from their pass, by which they have the mark that they have on the web; `lives`: they ticked that they live there, which
    is enough where it need only be said. `once` (the code of the sheet, the number of the form) makes the same sheet the same person.
    Refused with what is missing, under the field "pass" or "lives".
    """
    if asks.level == "none":
        return ""
    if pass_code.strip():
        try:
            return known_at_counter(viewer, pass_code=pass_code)
        except Absent:
            raise Refused(
                "residence-no-counter",
                _("With a pass this is taken in by somebody who works at the counter. Ask a colleague."),
                field="pass",
            ) from None  # fmt: skip
        except Refused as fault:
            fault.params.setdefault("field", "pass")
            raise
    if asks.level == "declared" and lives:
        return knowing.proof_of(keys.handle("passing", f"sheet|{once}"), place or asks.place or SOMEWHERE)
    field = "lives" if asks.level == "declared" else "pass"
    raise Refused(f"residence-{asks.level}", access.MISSING[asks.level], field=field)
