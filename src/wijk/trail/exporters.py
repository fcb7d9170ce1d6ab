"""Evidence as files: the bundle of one entry, and the program that checks it."""

import json

from wijk.methods.proof import offline
from wijk.trail.compute import Evidence


def bundle(evidence: Evidence) -> str:
    """The bundle as JSON text."""
    return json.dumps(evidence.bundle(), ensure_ascii=False, indent=1) + "\n"


def checker() -> str:
    """The path of the checker: one file that runs alone."""
    return str(offline.__file__)
