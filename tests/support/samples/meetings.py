"""A working sample of each address of meetings."""

from collections.abc import Callable
from typing import Any

from tests.support.sample import Facts, Sample, given
from tests.support.scenes.meetings import MeetingScene
from tests.support.stage import Stage
from wijk.meetings import access


def scene(stage: Stage) -> MeetingScene:
    """What stands there."""
    found = stage.scenes["meetings"]
    assert isinstance(found, MeetingScene)
    return found


def of(name: str, **more: Callable[[MeetingScene], Any]) -> Callable[[Stage], Facts]:
    """The key of one of the meetings, and more."""
    return lambda stage: {"key": getattr(scene(stage), name).key, **{k: ask(scene(stage)) for k, ask in more.items()}}


def _link(stage: Stage) -> Facts:
    here = scene(stage)
    return {"key": here.polling.key, "token": access.poll_token(here.polling, stage.scenes["organs"].chair)}


def _phoned(stage: Stage) -> Facts:
    return {"key": scene(stage).polling.key, "mandate": stage.scenes["organs"].members[0].pk}


def _organ(stage: Stage) -> Facts:
    return {"what": "organ", "key": stage.scenes["organs"].committee.key}


POST_ONLY = (405,)
SAMPLES: dict[str, Sample] = {
    "meetings:index": Sample(query="?area=neighbourhood/1"),
    "meetings:meeting": Sample(of("coming")),
    "meetings:event": Sample(of("coming")),
    "meetings:paper": Sample(of("coming", pk=lambda s: s.paper.pk), answers=(200, 404)),  # it is reserved
    "meetings:answer": Sample(_link),
    "meetings:calendar": Sample(_organ),
    "meetings:finish": Sample(of("held", follow_up=lambda s: s.follow_up.key), answers=POST_ONLY),
    "meetings:my_calendar": Sample(),
    "meetings:office": Sample(),
    "meetings:new": Sample(sends=given(title_nl="Nieuw", day="2030-01-01", start="19:00", end="21:00")),
    "meetings:import": Sample(),
    "meetings:desk": Sample(of("coming")),
    "meetings:change": Sample(of("coming"), sends=given(title_nl="Anders", minutes_language="nl")),
    "meetings:moment": Sample(of("coming"), sends=given(do="cancel", **{"cancel-cancel_nl": "Ziek"})),
    "meetings:poll": Sample(of("polling")),
    "meetings:answer_for": Sample(_phoned),
    "meetings:invite": Sample(of("coming"), answers=POST_ONLY),
    "meetings:print": Sample(of("coming", what=lambda s: "invitation")),
    "meetings:agenda": Sample(of("coming"), sends=given(title_nl="Punt", kind="discussion")),
    "meetings:item": Sample(of("coming", item=lambda s: s.item.key), sends=given(title_nl="P", kind="discussion")),
    "meetings:drop_item": Sample(of("coming", item=lambda s: s.item.key), answers=POST_ONLY),
    "meetings:papers": Sample(of("coming")),
    "meetings:drop_paper": Sample(of("coming", pk=lambda s: s.paper.pk), answers=POST_ONLY),
    "meetings:attendance": Sample(of("held"), sends=given(guests="3")),
    "meetings:minutes": Sample(of("held"), sends=given(public_text="Words", version="0")),
    "meetings:draft": Sample(of("held"), answers=POST_ONLY),
    "meetings:approve": Sample(of("held"), answers=POST_ONLY),
    "meetings:decide": Sample(of("held", item=lambda s: s.written.key), sends=given(motion_nl="Ja", rule="majority")),
    "meetings:follow": Sample(of("held"), sends=given(text_nl="Doen", due="2030-01-01")),
    "api:meetings_dictionary": Sample(given(form="json")),
    "api:meetings_listed": Sample(given(form="csv")),
    "api:meeting_told": Sample(of("coming", face=lambda s: "ttl")),
}
