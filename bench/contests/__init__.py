"""The contests: one module each, with `run(field) -> Outcome`. A script `NAME_ours.py` beside it is what is timed."""

from types import ModuleType

from bench.contests import count, crosswalk, delineate, digest, lottery, opinions, reach, suppress

CONTESTS: dict[str, ModuleType] = {
    "lottery": lottery,
    "count": count,
    "opinions": opinions,
    "delineate": delineate,
    "crosswalk": crosswalk,
    "suppress": suppress,
    "reach": reach,
    "digest": digest,
}
