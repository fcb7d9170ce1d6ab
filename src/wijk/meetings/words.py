"""How is a meeting said in plain words? States, kinds of points, facilities, who was there."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

STATES: Mapping[str, Any] = {
    "polling": _("its moment is being chosen"),
    "planned": _("planned"),
    "moved": _("moved"),
    "held": _("held, no minutes yet"),
    "drafted": _("minutes wait for approval"),
    "approved": _("minutes approved"),
    "cancelled": _("cancelled"),
}
LOOKS = {"polling": "dashed", "planned": "info", "moved": "warn", "held": "", "drafted": "dashed", "approved": "ok", "cancelled": "bad"}  # fmt: skip
ITEM_KINDS: Mapping[str, Any] = {
    "information": _("information"),
    "discussion": _("discussion"),
    "decision": _("decision"),
    "opinion": _("opinion"),
}
ACCESS: Mapping[str, Any] = {
    "wheelchair": _("accessible by wheelchair"),
    "induction_loop": _("induction loop for hearing aids"),
    "sign_language": _("interpreter for sign language"),
    "accessible_toilet": _("accessible toilet"),
    "parking": _("reserved parking"),
    "quiet_room": _("quiet room"),
    "bicycle": _("bicycle racks"),
}
ATTENDANCE: Mapping[str, Any] = {
    "present": _("present"),
    "excused": _("excused"),
    "absent": _("absent"),
    "represented": _("represented by a substitute"),
}
ANSWERS: Mapping[str, Any] = {"yes": _("yes"), "maybe": _("if need be"), "no": _("no")}
FOLLOW_UPS: Mapping[str, tuple[Any, str]] = {
    "open": (_("open"), "info"),
    "overdue": (_("overdue"), "bad"),
    "done": (_("done"), "ok"),
}
#: Zones that visitors are likely to look from, west to east.
ZONES = (
    *("America/Los_Angeles", "America/Mexico_City", "America/New_York", "America/Sao_Paulo", "UTC", "Europe/London"),
    *("Europe/Lisbon", "Europe/Brussels", "Europe/Bucharest", "Europe/Istanbul", "Africa/Casablanca", "Africa/Kinshasa"),
    *("Africa/Kigali", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney"),
)  # fmt: skip


def state(code: str) -> tuple[str, str]:
    """The words of a state, and how they look."""
    return str(STATES.get(code, code)), LOOKS.get(code, "")


def facilities(codes: list[str]) -> list[str]:
    """The facilities of a place in words."""
    return [str(ACCESS[code]) for code in codes if code in ACCESS]


def rules() -> list[tuple[str, Any]]:
    """The decision rules, for a choice."""
    return [
        ("majority", _("majority: more votes for than against")),
        ("absolute", _("absolute majority: more than half")),
        ("qualified", _("qualified majority: a larger share")),
        ("consensus", _("consensus: nobody objects")),
        ("consent", _("consent: no objection with a reason is left")),
        ("advice", _("advice: it speaks, others decide")),
    ]
