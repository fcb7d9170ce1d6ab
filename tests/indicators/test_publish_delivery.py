"""A second person publishes; what was staged changes nothing before that."""

import os
from pathlib import Path

import pytest

from tests.support.cast import make_cast
from tests.support.deliver import cell, long, people, quiet_town, state, write_csv
from tests.support.smallground import Smalltown
from wijk.core.errors import NotAllowed, Refused
from wijk.core.viewer import Operator, Viewer
from wijk.indicators import kept
from wijk.indicators.actions import publish_delivery, publishing, reject_delivery, stage_delivery, sweep
from wijk.indicators.models import Delivery
from wijk.trail.models import Entry


def staged(viewer: Viewer, town: Smalltown, tmp_path: Path) -> Delivery:
    """Population of every sector, waiting."""
    path = write_csv(tmp_path / "p.csv", people(town))
    return stage_delivery(viewer, path=path, name="p.csv", mapping=long())


def test_staging_publishes_nothing_and_publishing_does(town: Smalltown, tmp_path: Path) -> None:
    cast = make_cast()
    empty = state()
    one = staged(cast.alice.viewer, town, tmp_path)
    assert (one.status, state()) == ("staged", empty)
    publish_delivery(cast.bob.viewer, delivery=one.key)
    assert cell("population", "region", "04000", "2020") == (1107, "c")
    verbs = list(Entry.objects.filter(kind="indicators.delivery").order_by("index").values_list("verb", "actor"))
    assert verbs == [("indicators.stage_delivery", cast.alice.key), ("indicators.publish_delivery", cast.bob.key)]


def test_it_refuses_whoever_delivered_it(town: Smalltown, tmp_path: Path) -> None:
    cast = make_cast()
    one = staged(cast.alice.viewer, town, tmp_path)
    with pytest.raises(Refused) as refused:
        publish_delivery(cast.alice.viewer, delivery=one.key)
    assert refused.value.code == "same-person"
    for viewer in (cast.charlie.viewer, cast.dora.viewer, cast.nobody):
        with pytest.raises(NotAllowed):
            publish_delivery(viewer, delivery=one.key)


def test_it_refuses_a_second_time_and_after_a_rejection(town: Smalltown, tmp_path: Path) -> None:
    one = staged(Operator(), town, tmp_path)
    publish_delivery(Operator(), delivery=one.key)
    before = state()
    with pytest.raises(Refused):
        publish_delivery(Operator(), delivery=one.key)
    assert state() == before
    two = staged(Operator(), town, tmp_path)
    reject_delivery(Operator(), delivery=two.key, reason="twice")
    with pytest.raises(Refused):
        publish_delivery(Operator(), delivery=two.key, warnings_read=True)


def test_publishing_the_same_figures_again_changes_nothing(town: Smalltown, tmp_path: Path) -> None:
    one, two = staged(Operator(), town, tmp_path), staged(Operator(), town, tmp_path)
    publish_delivery(Operator(), delivery=one.key)
    before = state()
    publish_delivery(Operator(), delivery=two.key, warnings_read=True)
    assert state() == before


def test_a_fault_in_between_leaves_nothing_half(
    town: Smalltown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = staged(Operator(), town, tmp_path)
    before = state()

    def broken(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "_insert", broken)
    with pytest.raises(OSError, match="No space"):
        publish_delivery(Operator(), delivery=one.key)
    one.refresh_from_db()
    assert (one.status, one.published_order, state()) == ("staged", None, before)


@pytest.mark.django_db(transaction=True)
def test_the_files_come_to_their_place_when_the_rows_do(data_folder: Path, tmp_path: Path) -> None:
    one = staged(Operator(), quiet_town(), tmp_path)
    assert kept.folder(one.key) == kept.home() / one.key
    assert kept.original(one.key) is not None
    assert kept.part_path(one.key, "population", "sectors/2022").exists()
    assert not list((kept.home() / ".incoming").iterdir())


def test_what_a_dead_process_left_is_put_right(town: Smalltown, tmp_path: Path) -> None:
    one = staged(Operator(), town, tmp_path)  # the transaction of the test never ends: the files wait in .incoming
    stray, young = kept.open_incoming("stray"), kept.open_incoming("young")
    os.utime(stray, (0, 0))
    assert kept.folder(one.key) == kept.incoming(one.key)
    assert sweep() == 2
    assert kept.folder(one.key) == kept.home() / one.key
    assert (stray.exists(), young.exists()) == (False, True)
