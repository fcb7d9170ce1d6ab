"""In tests an unforeseen fault shows itself, instead of becoming a sentence."""

import pytest


@pytest.fixture(autouse=True)
def faults_show_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIJK_TRACEBACK", "1")
