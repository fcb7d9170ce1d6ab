"""Of all that people show, only what is needed stays, for as long as it is told."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps

from tests.residence.letters import ADDRESS, asked_letter, everything
from tests.support.scenes.residence import HERE
from tests.support.stage import ELSEWHERE, Stage
from wijk.core import clock
from wijk.core.viewer import Passerby
from wijk.residence import access, actions, keeping, queries, terms
from wijk.residence.models import Counted, Resident, Tally
from wijk.residence.providing import own_residence
from wijk.trail.models import Entry

# --- what stays -----------------------------------------------------------------------------------------------------


def test_every_column_of_every_table_is_told() -> None:
    models = set(apps.get_app_config("residence").get_models())
    assert set(keeping.TOLD) == models
    for model, told in keeping.TOLD.items():
        columns = {field.name for field in model._meta.concrete_fields} - {"id"}
        assert set(told.columns) == columns, model.__name__
    assert sum(len(part.columns) for part in keeping.parts()) == sum(
        len(told.columns) for told in keeping.TOLD.values()
    )


def test_a_passer_by_who_says_it_leaves_nothing(stage: Stage) -> None:
    before = everything()
    actions.declare(Passerby(), area=HERE)
    assert everything() == before


def test_no_row_leads_to_a_person_without_the_secret(stage: Stage) -> None:
    viewer = stage.stranger.viewer
    actions.declare(viewer, area=HERE)
    asked_letter(viewer)
    actions.fresh_ticket(viewer)
    told = everything()
    assert viewer.key not in told
    assert stage.stranger.person.email
    assert stage.stranger.person.email not in told


def test_somebody_takes_a_copy_and_is_erased(stage: Stage) -> None:
    viewer = stage.stranger.viewer
    actions.declare(viewer, area=HERE)
    asked_letter(viewer)
    told = own_residence.export(viewer.key)
    assert (told["level"], told["area"], told["known_by"]) == ("declared", HERE, ["account"])
    assert told["letters"][0]["to"] == ADDRESS.lines()
    json.dumps(told)
    assert own_residence.erase(viewer.key) >= 3
    assert own_residence.export(viewer.key) == {"letters": []}
    assert access.standing(viewer) == access.Standing()


def test_a_standing_ends_and_goes(stage: Stage, later: Callable[[timedelta], None]) -> None:
    viewer, linked = stage.stranger.viewer, stage.helper.viewer
    actions.declare(viewer, area=HERE)
    actions.show_line(linked, cells=["111222"])
    later(terms.VERIFIED + timedelta(days=1))
    assert access.standing(linked).level == access.standing(viewer).level == "none"
    actions.forget_old(clock.now())
    assert Resident.objects.count() == 1  # who counts by a line of the register stays linked for a talk that still runs
    later(terms.VERIFIED + terms.LINKED + timedelta(days=2))
    actions.forget_old(clock.now())
    assert not Resident.objects.exists()


def test_how_many_showed_it_is_told_once_a_day_and_never_of_fewer_than_five(stage: Stage) -> None:
    Tally.objects.all().delete()
    now = clock.now()
    for at in range(4):
        actions.declare(stage.stranger.viewer, area=(HERE, ELSEWHERE)[at % 2])
    assert actions.tally(now) == 0
    actions.declare(stage.stranger.viewer, area=HERE)
    assert actions.tally(now) == 5
    for _at in range(6):
        actions.declare(stage.stranger.viewer, area=HERE)
    assert actions.tally(now) == 0
    assert actions.tally(now + timedelta(days=1)) == 6
    assert Entry.objects.latest("index").actor == ""


# --- figures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "told", "rest"),
    [
        ({}, {}, 0), ({"a": 4}, {}, None), ({"a": 5}, {"a": 5}, 0), ({"a": 9, "b": 5, "c": 1}, {"a": 9}, 6), ({"a": 9, "b": 3, "c": 2}, {"a": 9}, 5),
        ({"a": 6, "b": 4}, {}, 10), ({"a": 2, "b": 2}, {}, None),
    ],
)  # fmt: skip
def test_the_spread_hides_small_numbers_and_what_gives_them_away(
    stage: Stage, counts: dict[str, int], told: dict[str, int], rest: int | None
) -> None:
    for area, n in counts.items():
        Counted.objects.bulk_create(Counted(scope="x:y", hash=f"{area}{at}", area=area) for at in range(n))
    found = queries.spread("x:y")
    assert (found.counts, found.rest) == (told, rest)
    assert found.total in (None, sum(counts.values()))


def test_everybody_counts_once_in_a_spread(stage: Stage) -> None:
    viewer = stage.stranger.viewer
    assert not actions.count_in(viewer, "x:y")
    actions.declare(viewer, area=HERE)
    assert actions.count_in(viewer, "x:y")
    assert not actions.count_in(viewer, "x:y")
    row = Counted.objects.get(scope="x:y")
    assert row.hash != access.mark(viewer, "x:y")
