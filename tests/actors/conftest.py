"""What the tests of organisations share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.support.cast import Member
from tests.support.stage import Stage
from wijk.actors import actions
from wijk.actors.models import Organisation
from wijk.core.text import Text
from wijk.core.viewer import Operator

Signed = Callable[[Member | None], Client]
Listed = Callable[..., Path]


@pytest.fixture
def scene(stage: Stage) -> Any:
    """The house of the neighbourhood and the residents' group."""
    return stage.scenes["actors"]


@pytest.fixture
def signed() -> Signed:
    """A browser in which somebody is signed in (nobody: None)."""

    def made(member: Member | None) -> Client:
        client = Client(headers={"host": "localhost"})
        if member is not None:
            client.force_login(member.person)
        return client

    return made


@pytest.fixture
def listed(tmp_path: Path) -> Listed:
    """A file with these lines."""

    def made(*lines: str, encoding: str = "utf-8", name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes("\n".join([*lines, ""]).encode(encoding))
        return path

    return made


def add(title: str | Text, **more: Any) -> Organisation:
    """One more organisation."""
    facts = {
        "title": title if isinstance(title, Text) else Text.of(title, "nl"),
        "kind": "association",
        "places": ("neighbourhood/1",),
        **more,
    }
    return actions.add_organisation(Operator(), facts=actions.Facts(**facts))


def take(path: Path, source: str = "Guide", **more: Any) -> actions.Outcome:
    """Take a list in, with the columns that are guessed."""
    mapped = actions.Mapped(actions.guess(actions.columns_of_file(path).columns), areas=more.pop("areas", ()))
    spec = actions.ListSpec(source, "https://guide.example/", "CC BY 4.0", more.pop("elsewhere", False))
    return actions.import_organisations(Operator(), path=path, name=path.name, mapped=mapped, spec=spec, **more)
