"""What the tests of living here stand on."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from wijk.core import clock


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    real = clock.now

    def move(by: timedelta) -> None:
        monkeypatch.setattr(clock, "now", lambda: real() + by)
        monkeypatch.setattr(clock, "today", lambda: (real() + by).date())

    return move
