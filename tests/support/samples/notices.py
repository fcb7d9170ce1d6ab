"""A working sample of each address of notices."""

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage
from wijk.notices.access import confirm_token, own_token


def _letter(stage: Stage) -> Facts:
    return {"token": own_token(stage.scenes["notices"].reader.key)}


def _question(stage: Stage) -> Facts:
    return {"token": confirm_token(stage.scenes["notices"].pending.pk)}


SAMPLES: dict[str, Sample] = {
    "notices:follow": Sample(query="?what=area:neighbourhood/1", sends=given(email="gust@voorbeeld.be", language="nl")),
    "notices:circle": Sample(query="?in=neighbourhood/1"),
    "notices:confirm": Sample(_question),
    "notices:stop": Sample(_letter),
    "notices:by_letter": Sample(_letter, sends=given(do="large")),
    "notices:mine": Sample(sends=given(do="wishes", rhythm="daily", weekday="1", by_mail="on", home="")),
    "notices:feed": Sample(given(tag="area:neighbourhood/1")),
    "notices:outbox": Sample(sends=given(again="1")),
    "push-worker": Sample(),
}
