"""A page asks the database little, whatever stands on it, and as much with ten times of everything."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.scenes.processes import HERE, ProcessScene, fill, said
from tests.support.stage import Stage
from wijk.actors.actions import Facts, add_organisation
from wijk.config.rooms import PROVIDERS
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.processes import actions

MOST, MOST_SIGNED_IN = 12, 17
OPEN = ["", "KEY/", "KEY/framework/", "KEY/framework/1/", "KEY/promised/"]
DESK = ["office/processes/", "office/processes/KEY/", "office/processes/KEY/framework/levels/", "office/processes/KEY/framework/means/",
        "processes/KEY/framework/endorse/"]  # fmt: skip


def asked(client: Client, path: str) -> list[str]:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return [query["sql"][:120] for query in found.captured_queries]


def many(scene: ProcessScene) -> None:
    """Nine more processes like the one that stands there; nine more who take part in it, promises, endorsements and tasks."""
    viewer = Operator()
    for number in range(9):
        words = said(f"Proces {number}", f"Processus {number}", f"Process {number}")
        row = actions.create_process(viewer, title=words, summary=words, place=HERE)
        fill(row, scene.committee, scene.today)
        actions.publish_framework(viewer, process=row, warnings_read=True)
        actions.announce_process(viewer, process=row)
        organisation = add_organisation(viewer, facts=Facts(title=words, kind="residents", places=(HERE,)))
        about = Subject("actors.organisation", organisation.key)
        actions.endorse(viewer, process=scene.square, number=1, about=about, by=Text.of("meeting"))
        actions.keep_participant(viewer, process=scene.square, code=f"more-{number}", title=words)
        actions.promise(viewer, process=scene.square, phase="look", kind="report", title=words)
        actions.keep_task(viewer, process=scene.square, title=words, due=clock.today() + timedelta(days=number))


@pytest.mark.parametrize("page", OPEN)
def test_a_visitor_costs_few_questions_and_no_more_with_ten_times_of_everything(
    stage: Stage, scene: ProcessScene, page: str
) -> None:
    client, path = Client(headers={"host": "localhost"}), "/en/processes/" + page.replace("KEY", scene.square.key)
    once = asked(client, path)
    many(scene)
    often = asked(client, path)
    print(f"{page or 'index'}: {len(once)} and {len(often)} queries")
    assert len(often) <= MOST, "\n".join(often)
    assert len(often) <= len(once)


@pytest.mark.parametrize("page", DESK)
def test_the_office_asks_as_much_with_ten_times_of_everything(stage: Stage, scene: ProcessScene, page: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere["manager"].person)
    path = "/en/" + page.replace("KEY", scene.square.key)
    once = asked(client, path)
    many(scene)
    often = asked(client, path)
    print(f"{page}: {len(once)} and {len(often)} queries")
    joining = max(0, 11 + len(PROVIDERS["owes"]) - MOST) if page == "office/processes/KEY/" else 0
    assert len(often) <= MOST_SIGNED_IN + joining, "\n".join(often)
    assert len(often) <= len(once)
