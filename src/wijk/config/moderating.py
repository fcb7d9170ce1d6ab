"""How much does the guard of open forms let through, and how long may one appeal? `[moderation]` of installation.toml, within bounds."""

from collections.abc import Mapping

from wijk.core.errors import Refused
from wijk.core.installation import Installation

#: Each key: what holds without it, and the least and the most that make sense.
BOUNDS: Mapping[str, tuple[int, int, int]] = {
    "forms_per_hour": (40, 5, 10_000),
    "reports_per_hour": (20, 2, 1_000),
    "programs_per_hour": (60, 1, 100_000),
    "work_bits": (13, 8, 20),
    "flood_per_hour": (10, 2, 1_000),
    "reports_needed": (1, 1, 10),
    "late_hours": (24, 1, 720),
    "appeal_days": (183, 14, 3_650),
}


def moderation(here: Installation) -> dict[str, int]:
    """Every key with its number. Refused, with the sentence that says what to change, for a key that is none and a number out of bounds."""
    told = here.moderation
    if strange := sorted(set(told) - set(BOUNDS)):
        raise Refused(
            "moderation-key",
            "[moderation] has no “{key}” in installation.toml. See docs/reference/settings.md.",
            key=strange[0],
        )
    for name, value in told.items():
        _usual, least, most = BOUNDS[name]
        if type(value) is not int or not least <= value <= most:
            raise Refused(
                "moderation-bounds", "[moderation] {key} in installation.toml is a whole number from {least} to {most}.",
                key=name, least=least, most=most,
            )  # fmt: skip
    return {name: told.get(name, usual) for name, (usual, _least, _most) in BOUNDS.items()}
