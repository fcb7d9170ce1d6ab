"""Where the files lie that tests read: the project itself, and the official files of a real city."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with the official files of a real city; a test that asks for it is skipped where there is none."""
    place = Path(os.environ.get("WIJK_REAL_DATA") or ROOT.parent / "shared" / "data")
    if not place.is_dir():
        pytest.skip(f"no real data in {place}; name its folder in WIJK_REAL_DATA")
    return place
