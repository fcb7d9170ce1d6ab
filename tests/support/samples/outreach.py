"""A working sample of each address of outreach."""

from tests.support.sample import Facts, Sample, given
from tests.support.stage import Stage


def _sent(stage: Stage) -> Facts:
    return {"key": stage.scenes["outreach"].sent}


def _draft(stage: Stage) -> Facts:
    return {"key": stage.scenes["outreach"].draft}


def _call(stage: Stage) -> Facts:
    return {"key": stage.scenes["outreach"].call}


def _code(stage: Stage) -> Facts:
    return {"code": stage.scenes["outreach"].code}


def _reach(stage: Stage) -> Facts:
    return {"kind": "outreach.call", "key": stage.scenes["outreach"].call}


SAMPLES: dict[str, Sample] = {
    "outreach:newsletters": Sample(),
    "outreach:newsletters_of": Sample(given(level="neighbourhood", code="1")),
    "outreach:newsletter": Sample(_sent),
    "outreach:newsletter_pdf": Sample(_sent),
    "outreach:code": Sample(),
    "outreach:call": Sample(_code),
    "outreach:position": Sample(_code, sends=given(position="agree"), answers=(405,)),
    "outreach:office": Sample(),
    "outreach:compose": Sample(sends=given(place="neighbourhood/1", since="2026-01-01", until="2026-02-01")),
    "outreach:edit": Sample(_draft, sends=given(title_nl="Nieuws")),
    "outreach:send": Sample(_draft, answers=(405,)),
    "outreach:drop": Sample(_draft, answers=(405,)),
    "outreach:open_call": Sample(
        sends=given(place="neighbourhood/1", title_nl="Het park", words_nl="Het park gaat open.")
    ),
    "outreach:change_call": Sample(_call, sends=given(title_nl="Het plein", words_nl="Het plein.")),
    "outreach:end_call": Sample(_call, answers=(405,)),
    "outreach:mail_call": Sample(_call, answers=(405,)),
    "outreach:slips": Sample(_call, sends=given(agree="3"), answers=(405,)),
    "outreach:papers": Sample(_call),
    "outreach:poster": Sample(_call, "?paper=a4&languages=nl"),
    "outreach:letters": Sample(_call),
    "outreach:reach": Sample(_reach, sends=given(area="neighbourhood/1", way="poster", copies="3", on="2026-01-01")),
    "outreach:reach_csv": Sample(_reach),
    "outreach:homes": Sample(_reach, sends=given(area="neighbourhood/1", count="300"), answers=(405,)),
}
