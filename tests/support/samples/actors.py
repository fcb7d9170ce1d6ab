"""A working sample of each address of actors."""

from typing import Any

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage
from wijk.actors.actions.keeping import link_token


def scene(stage: Stage) -> Any:
    return stage.scenes["actors"]


def house(stage: Stage) -> Facts:
    return {"key": scene(stage).house.key}


def _reminder(stage: Stage) -> Facts:
    return {"token": link_token(scene(stage).keeping)}


NEW = given(
    title_nl="Toneelclub",
    kind="culture",
    level="micro",
    places=["neighbourhood/1"],
    website="toneel.example",
    languages=["nl"],
)
#: The draft lies on the desk of one manager; every other analyst and manager finds nothing there.
MINE_ALONE = (200, 404)

SAMPLES: dict[str, Sample] = {
    "actors:directory": Sample(query="?q=buurthus&area=neighbourhood/1"),
    "actors:organisation": Sample(house),
    "actors:wrong": Sample(house, sends=given(words="The number has changed.")),
    "actors:still_right": Sample(_reminder),
    "actors:take_over": Sample(lambda stage: {"token": scene(stage).handover}),
    "actors:keep": Sample(house, sends=given(do="ask-letter")),
    "actors:change": Sample(house, sends=NEW, answers=(200, 404)),
    "actors:confirm": Sample(house, answers=(405,)),
    "actors:close": Sample(house, answers=(405,)),
    "actors:office": Sample(),
    "actors:keepers": Sample(query="?q=buurthuis"),
    "actors:add": Sample(sends=NEW),
    "actors:kinds": Sample(sends=given(code="games", title_nl="Spelclub", order="200")),
    "actors:answer": Sample(
        lambda stage: {"keeping": scene(stage).asking.pk}, sends=given(answer="yes"), answers=(405,)
    ),
    "actors:import": Sample(sends=given(title="Some list")),
    "actors:describe": Sample(
        lambda stage: {"token": scene(stage).draft.token}, sends=given(do="throw-away"), answers=MINE_ALONE
    ),
    "api:organisations": Sample(query="?q=markt&limit=2"),
    "api:organisations_file": Sample(given(form="csv")),
    "api:organisations_dictionary": Sample(given(form="json")),
    "api:organisation": Sample(house),
}
