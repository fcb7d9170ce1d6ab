"""What does a sheet, or a form that somebody fills in for another, ask so that one person counts once by paper and on the web?"""

from django.utils.translation import gettext as _

from wijk.accounts.queries import area_names
from wijk.core.providers import PaperField
from wijk.residence.queries.asking import Asked

#: The codes of the fields, as `actions.known_by_hand` names them.
LIVES, PASS = "lives", "pass"


def paper_fields(asks: Asked, place: str = "") -> tuple[PaperField, ...]:
    """The fields in the language in force; none where nothing is asked. A document or an address is never asked on paper."""
    if asks.level == "none":
        return ()
    where = place or asks.place
    name = area_names([where]).get(where, "") if where and not where.startswith("perimeter/") else ""
    lives = PaperField(
        LIVES, _("I live in {place}").format(place=name) if name else _("I live here"), "tick", required=True
    )
    code = PaperField(
        PASS, _("Code of your pass"), required=asks.level == "verified",
        hint=_("You get a pass at the counter, or by a letter. With it you count once: on paper, at the counter and on the web."),
    )  # fmt: skip
    return (lives, code) if asks.level == "declared" else (code,)
