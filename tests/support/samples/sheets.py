"""A working sample of each address of sheets."""

from tests.support.pictures import jpeg, photograph
from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage


def _printing(stage: Stage) -> Facts:
    return {"key": stage.scenes["sheets"].simple.key}


def _pile(stage: Stage) -> Facts:
    return {"key": stage.scenes["sheets"].pile.key}


def _empty(stage: Stage) -> Facts:
    return {"key": stage.scenes["sheets"].empty.key}


def _scan(stage: Stage) -> Facts:
    return {**_pile(stage), "scan": stage.scenes["sheets"].scan.pk}


def _begun(stage: Stage) -> Facts:
    return {**_pile(stage), "sheet": stage.scenes["sheets"].begun.pk}


def _differs(stage: Stage) -> Facts:
    return {**_pile(stage), "sheet": stage.scenes["sheets"].differs.pk}


SENT = (405,)
SAMPLES: dict[str, Sample] = {
    "sheets:where": Sample(),
    "sheets:sheet": Sample(lambda stage: {"code": stage.scenes["sheets"].free}),
    "sheets:office": Sample(),
    "sheets:print": Sample(
        query="?about=test.wall:wall", sends=given(form="leaf", language="nl", count="3", area="neighbourhood/1")
    ),
    "sheets:printing": Sample(_printing),
    "sheets:sheets_pdf": Sample(_printing),
    "sheets:poster": Sample(_printing, "?languages=nl"),
    "sheets:give": Sample(_printing, sends=given(first="2", last="3"), answers=SENT),
    "sheets:void_numbers": Sample(_printing, sends=given(first="2", last="3", reason="lost"), answers=SENT),
    "sheets:batches": Sample(),
    "sheets:new_batch": Sample(sends=given(area="neighbourhood/1", on="2026-01-02", way="stand")),
    "sheets:batch": Sample(_pile),
    "sheets:take_up": Sample(_pile, sends=lambda stage: {"code": stage.scenes["sheets"].free}, answers=SENT),
    "sheets:close": Sample(_empty, answers=SENT),
    "sheets:hand_over": Sample(_pile, answers=SENT),
    "sheets:add_scans": Sample(
        _pile, sends=lambda _stage: {"pages": photograph("page.jpg", jpeg(600, 800))}, answers=SENT
    ),
    "sheets:scan": Sample(_scan),
    "sheets:drop_scan": Sample(_scan, answers=SENT),
    "sheets:typing": Sample(_begun, sends=given(**{"do": "done", "f-title": "x"})),
    "sheets:keep": Sample(_begun, answers=SENT),
    "sheets:next": Sample(_begun, answers=SENT),
    "sheets:settle": Sample(_differs, sends=given(**{"pick-title": "1"})),
    "sheets:void": Sample(_begun, sends=given(reason="blank"), answers=SENT),
}
