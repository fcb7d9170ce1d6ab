"""The stage, and the process that stands on it."""

import pytest

from tests.support.scenes.processes import ProcessScene
from tests.support.stage import Stage, stage, standing

__all__ = ["stage", "standing"]


@pytest.fixture
def scene(stage: Stage) -> ProcessScene:
    found = stage.scenes["processes"]
    assert isinstance(found, ProcessScene)
    return found
