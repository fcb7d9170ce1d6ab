"""A working sample of each address of conversations."""

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage


def _open(stage: Stage) -> Facts:
    return {"key": stage.scenes["conversations"].open}


def _draft(stage: Stage) -> Facts:
    return {"key": stage.scenes["conversations"].draft}


TOLD = given(
    title_nl="Het plein", who="anybody", longest="200", threshold="10", languages="nl", place="neighbourhood/1",
)  # fmt: skip

SAMPLES: dict[str, Sample] = {
    "conversations:index": Sample(),
    "conversations:conversation": Sample(_open),
    "conversations:vote": Sample(_open, sends=given(statement="1", choice="agree"), answers=(405,)),
    "conversations:next": Sample(_open, "?not=1"),
    "conversations:mine": Sample(_open),
    "conversations:erase": Sample(_open, answers=(405,)),
    "conversations:receipt": Sample(_open),
    "conversations:slip": Sample(_open, answers=(404,)),
    "conversations:add": Sample(_open, sends=given(text="Het plein mag groener worden.", language="nl")),
    "conversations:statements": Sample(_open),
    "conversations:screen": Sample(_open),
    "conversations:office": Sample(),
    "conversations:new": Sample(sends=TOLD),
    "conversations:desk": Sample(_open, sends=TOLD),
    "conversations:seed": Sample(_open, sends=given(lines="Er is te weinig groen.", language="nl"), answers=(405,)),
    "conversations:open": Sample(_draft, answers=(405,)),
    "conversations:close": Sample(_open, answers=(405,)),
    "conversations:drop": Sample(_draft, answers=(405,)),
    "conversations:translations": Sample(
        _open, "?language=fr", sends=given(number="1", language="fr", text="Il faut des bancs.", how="person")
    ),
}
