"""A working sample of each address of helping."""

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage


def _code(stage: Stage) -> Facts:
    return {"code": stage.scenes["helping"].code}


def _receipt(stage: Stage) -> Facts:
    return {"key": stage.scenes["helping"].said.key}


SAID = given(kind="idea", title="Een bank", language="nl", at="counter", agreed="spoken", once="one")

SAMPLES: dict[str, Sample] = {
    "helping:code": Sample(),
    "helping:follow": Sample(_code, sends=given(do="claim")),
    "helping:write": Sample(sends=SAID),
    "helping:receipt": Sample(_receipt, answers=(404,)),  # only in the session in which it was written down
    "helping:receipt_pdf": Sample(_receipt, answers=(404,)),
}
