"""How are levels, measures and reasons said to a reader?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijk.ui.figures import number


def level_name(level: str) -> str:
    """One area of a level: "neighbourhood"."""
    match level:
        case "sector":
            return _("statistical sector")
        case "neighbourhood":
            return _("neighbourhood")
        case "municipality":
            return _("municipality")
        case _:
            return _("region")


def level_names(level: str) -> str:
    """The areas of a level: "neighbourhoods"."""
    match level:
        case "sector":
            return _("statistical sectors")
        case "neighbourhood":
            return _("neighbourhoods")
        case "municipality":
            return _("municipalities")
        case _:
            return _("the whole region")


def counted(level: str, n: int) -> str:
    """So many areas of a level: "118 neighbourhoods"."""
    shown = {"n": number(n)}
    match level:
        case "sector":
            return ngettext("%(n)s statistical sector", "%(n)s statistical sectors", n) % shown
        case "neighbourhood":
            return ngettext("%(n)s neighbourhood", "%(n)s neighbourhoods", n) % shown
        case "municipality":
            return ngettext("%(n)s municipality", "%(n)s municipalities", n) % shown
        case _:
            return ngettext("%(n)s region", "%(n)s regions", n) % shown


def reason(code: str) -> str:
    """Why a level has no figures, from the code that stands in the coverage."""
    match code:
        case "no-counts":
            return _(
                "There is no figure for this level. The source gives no counts from which it could be reckoned, and the middle "
                "of middles or the average of shares would be wrong."
            )
        case "incomplete":
            return _("There is no figure for this level, because the counts of some of its parts are missing.")
        case "crosses-borders":
            return _(
                "There is no figure here: the counts are known for areas that cross its border, and cannot be split honestly."
            )
        case "would-reveal":
            return _("There is no figure here: with it one could reckon back what is hidden for a few people.")
        case "no-weight":
            return _("There is no figure for this level, because it is not known how many people each part stands for.")
        case _:
            return _("There is no figure for this level.")


def measure(kind: str) -> str:
    """What kind of value an indicator is, and what follows from that for larger areas."""
    match kind:
        case "count":
            return _("A number. For larger areas the numbers are added up.")
        case "share":
            return _("A share. For larger areas it is reckoned again from the counts, never averaged.")
        case "ratio":
            return _("A ratio. For larger areas it is reckoned again from the counts, never averaged.")
        case _:
            return _("A value as the source gives it. It cannot be reckoned for larger areas.")


def direction(sign: int) -> str:
    """Whether a higher value is better."""
    if sign > 0:
        return _("A higher value is better.")
    if sign < 0:
        return _("A lower value is better.")
    return _("Higher is neither better nor worse.")


def note(told: Mapping[str, Any]) -> str:
    """What a reader should know of the figures of a period, from a note of the coverage; "" for an unknown one."""
    match told.get("code"):
        case "estimated":
            return _(
                "Marked values are estimated: shares of smaller areas, weighed by how many people live in each (%(period)s)."
            ) % {"period": told.get("period", "")}
        case "without-nowhere":
            return _("People who could not be located in any area are missing from this figure.")
        case _:
            return ""
