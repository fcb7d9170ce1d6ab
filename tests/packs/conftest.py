"""What the tests of packs share: the small pack, and a data folder of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from tests.support.smallpack import write_smallpack
from wijk.core.errors import Faulty
from wijk.core.viewer import Operator
from wijk.packs import actions
from wijk.packs.actions import Loaded


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> Path:
    """A folder in which deliveries are kept, thrown away after the test."""
    settings.WIJK_FOLDER = tmp_path / "data"
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Sentences are compared in the language in which they were written."""
    with override("en"):
        yield


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The small pack."""
    return write_smallpack(tmp_path / "smalltown")


@pytest.fixture
def load() -> Callable[..., Loaded]:
    """Take a pack in."""
    return lambda folder, source=None: actions.load(Operator(), folder=folder, source=source)


@pytest.fixture
def problems(load: Callable[..., Loaded]) -> Callable[..., list[str]]:
    """The problems of a pack that is wrong."""

    def found(folder: Path, source: Path | None = None) -> list[str]:
        with pytest.raises(Faulty) as caught:
            load(folder, source)
        return [str(problem) for problem in caught.value.problems]

    return found
