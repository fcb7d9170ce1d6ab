"""A delivery that is turned down publishes nothing and is kept all the same."""

from pathlib import Path

import pytest

from tests.support.cast import make_cast
from tests.support.deliver import long, people, state, write_csv
from tests.support.smallground import Smalltown
from wijk.core.errors import NotAllowed, Refused
from wijk.indicators import kept
from wijk.indicators.actions import reject_delivery, stage_delivery


def test_it_keeps_the_files_and_the_reason(town: Smalltown, tmp_path: Path) -> None:
    cast, empty = make_cast(), state()
    path = write_csv(tmp_path / "p.csv", people(town))
    one = stage_delivery(cast.alice.viewer, path=path, name="p.csv", mapping=long())
    for viewer in (cast.charlie.viewer, cast.nobody):
        with pytest.raises(NotAllowed):
            reject_delivery(viewer, delivery=one.key, reason="no")
    with pytest.raises(Refused):
        reject_delivery(cast.bob.viewer, delivery=one.key, reason="")
    done = reject_delivery(cast.bob.viewer, delivery=one.key, reason="last year's file")
    assert (done.status, done.reason, done.decided_by, state()) == ("rejected", "last year's file", cast.bob.key, empty)
    original = kept.original(one.key)
    assert original is not None
    assert original.read_bytes() == path.read_bytes()
