"""A working sample of each address of contributions."""

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage


def _idea(stage: Stage) -> Facts:
    return {"key": stage.scenes["contributions"].idea.key}


def _picture(stage: Stage) -> Facts:
    idea = stage.scenes["contributions"].idea
    return {"key": idea.key, "number": idea.pictures.get().pk, "size": "small"}


def _pending(stage: Stage) -> Facts:
    return {"key": stage.scenes["contributions"].pending.key}


def _own(stage: Stage) -> Facts:
    return {**_pending(stage), "token": stage.scenes["contributions"].token}


def _sent_code(stage: Stage) -> Facts:
    return {"code": stage.scenes["contributions"].code}


def _support(stage: Stage) -> Facts:
    return {"token": stage.scenes["contributions"].support_token}


def _comment(stage: Stage) -> Facts:
    return {"token": stage.scenes["contributions"].comment_token}


OPENING = given(opening="square")
TERMS = given(
    title_nl="Het park",
    fixed_nl="De bomen",
    fixed_by_nl="De raad",
    fixed_why_nl="Ze zijn oud",
    who="account",
    revision="1",
)

SAMPLES: dict[str, Sample] = {
    "contributions:say": Sample(query="?kind=idea", sends=given(kind="idea", title="Een idee")),
    "contributions:say_at": Sample(OPENING, "?kind=idea", sends=given(kind="idea", title="Een idee")),
    "contributions:alike": Sample(query="?words=bank"),
    "contributions:places": Sample(query="?q=ke"),
    "contributions:sent": Sample(_pending, sends=_sent_code),
    "contributions:waiting": Sample(_pending),
    "contributions:voice": Sample(_idea),
    "contributions:point": Sample(_idea),
    "contributions:picture": Sample(_picture),
    "contributions:comment": Sample(_idea, sends=given(section="for", body="Goed", language="nl")),
    "contributions:confirm_comment": Sample(_comment),
    "contributions:support": Sample(_idea, sends=given(on="yes")),
    "contributions:support_link": Sample(_support, sends=given(on="yes")),
    "contributions:own": Sample(_own, sends=given(do="confirm", title="Het is er te donker")),
    "contributions:change": Sample(
        _idea, sends=given(do="withdraw", title="Twee banken op het plein"), answers=(200, 404)
    ),  # its author alone
    "contributions:mine": Sample(),
    "contributions:office": Sample(),
    "contributions:new_opening": Sample(sends=TERMS),
    "contributions:opening": Sample(OPENING, sends=TERMS),
    "contributions:close_opening": Sample(OPENING, answers=(405,)),
    "contributions:new_kind": Sample(sends=given(code="wish", title_nl="Een wens")),
    "contributions:kind": Sample(given(code="idea"), sends=given(code="idea", title_nl="Een wens")),
    "contributions:questions": Sample(given(code="repair"), sends=given(question="danger", do="retire", revision="1")),
    "contributions:new_question": Sample(
        given(code="repair"), sends=given(label_nl="Sinds wanneer?", sort="line", revision="1")
    ),
    "contributions:question": Sample(
        given(code="repair", question="danger"), sends=given(label_nl="Is het gevaarlijk?", revision="1")
    ),
    "contributions:new_category": Sample(sends=given(code="water", title_nl="Water", hue="3", order="1")),
    "contributions:category": Sample(given(code="mobility"), sends=given(code="mobility", title_nl="Verkeer")),
}
