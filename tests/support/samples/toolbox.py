"""A working sample of each address of toolbox."""

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage


def _own(stage: Stage) -> Facts:
    """A plan that only the facilitator of the city sees."""
    return {"key": stage.scenes["toolbox"]["plan"]}


PLAIN = Sample()
CARD = given(code="exploratory-walk")
HIDDEN = Sample(_own, answers=(200, 404))
PLAN = {
    "row-TOTAL_FORMS": "1", "row-INITIAL_FORMS": "0", "row-0-card": "focus-group", "row-0-level": "consult", "title_nl": "Het plein",
    "start": "2027-01-11", "answer_days": "20", "do": "keep",
}  # fmt: skip
DAYS = {"title_nl": "Brugdag", "kind": "office", "start": "2027-05-07", "end": "2027-05-07"}

SAMPLES: dict[str, Sample] = {
    "toolbox:index": Sample(query="?level=coproduce&people=20"),
    "toolbox:compare": Sample(query="?card=world-cafe&card=focus-group"),
    "toolbox:card": Sample(CARD),
    "toolbox:card_paper": Sample(CARD),
    "toolbox:card_file": Sample(CARD),
    "toolbox:plan": Sample(query="?card=world-cafe", sends=given(**PLAN)),
    "toolbox:plans": PLAIN,
    "toolbox:kept": HIDDEN,
    "toolbox:change": Sample(_own, sends=given(**PLAN), answers=(200, 404)),
    "toolbox:drop": Sample(_own, answers=(405,)),
    "toolbox:calendar": HIDDEN,
    "toolbox:plan_json": HIDDEN,
    "toolbox:office": PLAIN,
    "toolbox:new_card": Sample(sends=given(code="other")),
    "toolbox:take_in": Sample(answers=(405,)),
    "toolbox:edit_card": Sample(CARD, sends=given(title_nl="Anders")),
    "toolbox:retire": Sample(CARD, answers=(405,)),
    "toolbox:closures": Sample(sends=given(**DAYS)),
    "toolbox:drop_closure": Sample(lambda stage: {"pk": stage.scenes["toolbox"]["closure"]}, answers=(405,)),
    "api:cards": PLAIN,
    "api:cards_csv": PLAIN,
    "api:cards_dictionary": Sample(given(form="json")),
    "api:card": Sample(CARD),
}
