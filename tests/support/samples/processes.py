"""A working sample of each address of processes."""

from collections.abc import Callable

from tests.support.sample import Facts, Sample
from tests.support.stage import Stage


def _square(**more: object) -> Callable[[Stage], Facts]:
    return lambda stage: {"key": stage.scenes["processes"].square.key, **more}


def _promise(stage: Stage) -> Facts:
    scene = stage.scenes["processes"]
    return {"key": scene.square.key, "number": scene.promise}


ONLY_POST = (405,)
SAMPLES: dict[str, Sample] = {
    "processes:index": Sample(query="?when=now&area=neighbourhood/1"),
    "processes:process": Sample(_square()),
    "processes:framework": Sample(_square()),
    "processes:changes": Sample(_square(), answers=(200, 404)),
    "processes:version": Sample(_square(number=1)),
    "processes:paper": Sample(_square(number=1)),
    "processes:promised": Sample(_square()),
    "processes:ours": Sample(_square()),
    "api:processes_dictionary": Sample(lambda _stage: {"form": "json"}),
    "api:processes_listed": Sample(lambda _stage: {"form": "csv"}, "?area=neighbourhood/1"),
    "api:process_told": Sample(_square()),
    "processes:office": Sample(),
    "processes:new": Sample(sends=lambda _stage: {"title_nl": "Nieuw", "place": "neighbourhood/1"}),
    "processes:keep": Sample(_square()),
    "processes:facts": Sample(_square(), sends=lambda _stage: {"title_nl": "Anders", "place": "neighbourhood/1"}),
    "processes:announce": Sample(_square(), answers=ONLY_POST),
    "processes:new_phase": Sample(_square()),
    "processes:phase": Sample(_square(code="look")),
    "processes:open_phase": Sample(_square(code="choose"), answers=ONLY_POST),
    "processes:close_phase": Sample(_square(code="look"), answers=ONLY_POST),
    "processes:remove_phase": Sample(_square(code="choose"), answers=ONLY_POST),
    "processes:new_participant": Sample(_square(), sends=lambda _stage: {"title_nl": "Iedereen"}),
    "processes:participant": Sample(_square(code="street")),
    "processes:remove_participant": Sample(_square(code="street"), answers=ONLY_POST),
    "processes:promise": Sample(_square(), sends=lambda _s: {"title_nl": "Iets", "phase": "look", "kind": "report"}),
    "processes:answer": Sample(_promise, sends=lambda _stage: {"became": "kept", "done_nl": "Hier"}),
    "processes:remove_promise": Sample(_promise, answers=ONLY_POST),
    "processes:task": Sample(_square(), sends=lambda _stage: {"title_nl": "Bel"}, answers=ONLY_POST),
    "processes:evaluate": Sample(_square(), sends=lambda _stage: {"evaluation_nl": "Goed"}),
    "processes:finish": Sample(_square(), answers=ONLY_POST),
    "processes:stop": Sample(_square(), sends=lambda _stage: {"reason_nl": "Geen geld"}, answers=ONLY_POST),
    "processes:publish": Sample(_square()),
    "processes:review": Sample(_square()),
    "processes:endorse": Sample(_square()),
    "processes:section": Sample(_square(section="topics")),
}
