"""What stands in the test town for residence."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Scene:
    """Nothing yet."""


def build(stage: Any) -> Scene:
    """Put it there."""
    return Scene()
