"""A working sample of each address of moderation."""

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage


def _item(stage: Stage) -> Facts:
    return {"key": stage.scenes["moderation"].waiting.key}


def _appeal(stage: Stage) -> Facts:
    scene = stage.scenes["moderation"]
    return {"key": scene.hidden.key, "seal": scene.seal}


SENT = (405,)
SAMPLES: dict[str, Sample] = {
    "moderation:rules": Sample(),
    "moderation:report": Sample(query="?about=test.leaflet:shown", sends=given(reason="insult")),
    "moderation:appeal": Sample(_appeal, sends=given(words="It is satire.")),
    "moderation:mine": Sample(),
    "moderation:queue": Sample(),
    "moderation:next": Sample(answers=SENT),
    "moderation:item": Sample(_item),
    "moderation:claim": Sample(_item, answers=SENT),
    "moderation:decide": Sample(_item, sends=given(do="show", seen="0", reason="insult"), answers=SENT),
    "moderation:reasons": Sample(),
    "moderation:new_reason": Sample(sends=given(code="noise", title_en="Noise", words_en="Noise.")),
    "moderation:reason": Sample(given(code="insult"), sends=given(title_en="Insult", words_en="Insult.")),
    "moderation:words": Sample(sends=given(words="casino")),
    "api:moderation_dictionary": Sample(given(table="moderation", form="json")),
    "api:moderation_told": Sample(given(form="csv")),
    "api:reasons_told": Sample(given(form="json")),
}
