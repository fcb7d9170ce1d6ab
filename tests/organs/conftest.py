"""What the tests of organs share: the stage of the whole house, and what of organs stands on it."""

import pytest

from tests.support.scenes.organs import OrganScene
from tests.support.stage import Stage


@pytest.fixture
def scene(stage: Stage) -> OrganScene:
    """The committee, the council, the group and what they decided."""
    found: OrganScene = stage.scenes["organs"]
    return found
