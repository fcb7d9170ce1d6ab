"""Kleinstad with its people, built once for a whole file of tests; each test gives back what it changed."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker
from shapely import box, to_geojson

from tests.support.cast import Cast, Member, enrol, make_cast
from tests.support.deliver import long, people, write_csv
from tests.support.kept_stage import Kept, keep, stands
from tests.support.scenes import (
    actors,
    answers,
    charters,
    contributions,
    conversations,
    helping,
    inquiries,
    meetings,
    moderation,
    notices,
    organs,
    outreach,
    processes,
    residence,
    sheets,
    toolbox,
)
from tests.support.smalltown import Smalltown, build_smalltown
from wijk.accounts import actions
from wijk.core.models import Letter
from wijk.core.text import Text
from wijk.core.verbs import ROLES, Role
from wijk.indicators import actions as indicators
from wijk.territory import actions as territory

HERE, ELSEWHERE, PERIMETER = "neighbourhood/1", "neighbourhood/3", "contract-1"


@dataclass(frozen=True, slots=True)
class Stage:
    """The town, the cast, a person for each role in the whole city and one for each role in `ELSEWHERE` alone.

    `stranger` has an account and no role; `helper` has one role in `HERE`; `token` opens an invitation; `delivery` is the key of one
    that waits; `desk` the token of a file that the analyst of the whole city has on their desk; `scenes` holds what each room of
    `tests/support/scenes` put there, by its name.
    """

    town: Smalltown
    cast: Cast
    everywhere: dict[Role, Member]
    elsewhere: dict[Role, Member]
    token: str
    delivery: str
    desk: str
    scenes: dict[str, Any] = field(default_factory=dict)

    @property
    def stranger(self) -> Member:
        return self.cast.charlie

    @property
    def helper(self) -> Member:
        return self.cast.fay


def set_stage(times: int = 1) -> Stage:
    """Build it all."""
    town, cast = build_smalltown(times), make_cast(HERE)
    everywhere = {role: enrol(f"city-{role}", [(role, "")]) for role in ROLES}
    elsewhere = {role: enrol(f"else-{role}", [(role, ELSEWHERE)]) for role in ROLES}
    analyst = everywhere["analyst"].viewer
    with tempfile.TemporaryDirectory() as folder:
        file = write_csv(Path(folder) / "waiting.csv", people(town, "2026"))
        delivery = indicators.stage_delivery(cast.alice.viewer, path=file, name=file.name, mapping=long())
        desk = indicators.put_on_desk(analyst, chunks=[file.read_bytes()], name=file.name)
        border = Path(folder) / "border.geojson"
        border.write_text(to_geojson(box(4.341, 50.855, 4.349, 50.859)))
        name = Text({"nl": "Wijkcontract", "fr": "Contrat de quartier", "en": "Neighbourhood contract"})
        territory.register_perimeter(analyst, key=PERIMETER, name=name, owner="Kleinstad", file=border)
    stage = Stage(town, cast, everywhere, elsewhere, invited(cast), delivery.key, desk.token)
    rooms = (
        *(notices, outreach, actors, residence, toolbox, organs, meetings, charters, processes, moderation, sheets),
        *(contributions, conversations, answers, inquiries, helping),
    )
    for room in rooms:
        stage.scenes[room.__name__.rpartition(".")[2]] = room.build(stage)
    return stage


def invited(cast: Cast) -> str:
    """Invite somebody and take the token out of the letter."""
    site = "http://localhost"
    actions.invite(cast.dora.viewer, email="guest@voorbeeld.be", role="auditor", area=HERE, language="nl", site=site)
    letter = Letter.objects.get(to="guest@voorbeeld.be")
    link = next(word for word in letter.body.split() if "/invitation/" in word)
    return link.rstrip("/").rpartition("/")[2]


@pytest.fixture(scope="session")
def kept_stage(
    empty_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Kept | None:
    """The stage, built once for all files; None where nothing can be kept."""
    with django_db_blocker.unblock():
        return keep(set_stage, empty_home, tmp_path_factory.mktemp("stage"))


@pytest.fixture(scope="module")
def standing(kept_stage: Kept | None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The stage, for all tests of one file."""
    with django_db_blocker.unblock():
        if kept_stage and not connection.in_atomic_block:
            with stands(kept_stage) as stage:
                yield stage
            return
        with transaction.atomic():
            yield set_stage()
            transaction.set_rollback(True)


@pytest.fixture
def stage(standing: Stage) -> Iterator[Stage]:
    """The stage as it stood at first."""
    cache.clear()
    with transaction.atomic():
        yield standing
        transaction.set_rollback(True)
    cache.clear()
