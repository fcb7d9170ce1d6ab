"""A working sample of each address of organs."""

from tests.support.sample import Facts, Sample, given
from tests.support.scenes.organs import OrganScene
from tests.support.stage import Stage


def scene(stage: Stage) -> OrganScene:
    found: OrganScene = stage.scenes["organs"]
    return found


def _committee(stage: Stage) -> Facts:
    return {"key": scene(stage).committee.key}


def _decision(stage: Stage) -> Facts:
    return {"key": scene(stage).decision.key}


def _opinion(stage: Stage) -> Facts:
    return {"key": scene(stage).opinion.key}


def _group(stage: Stage) -> Facts:
    return {"key": scene(stage).group.key}


def _mandate(stage: Stage) -> Facts:
    return {"key": scene(stage).committee.key, "mandate": scene(stage).members[0].pk}


SAMPLES: dict[str, Sample] = {
    "organs:index": Sample(query="?kind=jury&area=neighbourhood/1"),
    "organs:organ": Sample(_committee),
    "organs:decision": Sample(_decision),
    "organs:opinion": Sample(_opinion),
    "organs:office": Sample(),
    "organs:found": Sample(sends=given(kind="jury", title_nl="Jury", place="neighbourhood/1")),
    "organs:import": Sample(),
    "organs:kinds": Sample(sends=given(code="mixed", title_nl="Gemengd", competences="advise", rule="majority")),
    "organs:keep": Sample(_committee, sends=given(title_nl="Anders", rule="majority")),
    "organs:mandates": Sample(_committee, sends=given(role="member", name="Eva", since="2026-01-01"), answers=(405,)),
    "organs:end_mandate": Sample(_mandate, sends=given(on="2099-01-01"), answers=(405,)),
    "organs:decide": Sample(
        _committee, sends=given(title_nl="Iets", motion_nl="Iets", on="2026-01-01", rule="consent")
    ),
    "organs:group": Sample(_committee, sends=given(title_nl="Groep", kind="thematic-group")),
    "organs:prolong": Sample(_group, sends=given(until="2099-01-01"), answers=(405,)),
    "organs:end": Sample(_group, sends=given(on="2099-01-01"), answers=(405,)),
    "organs:ask": Sample(lambda stage: {"key": scene(stage).council.key}, sends=given(question_nl="Wat?")),
    "organs:give_opinion": Sample(_opinion, sends=given(verdict="favourable", majority_nl="Goed.")),
    "organs:reply": Sample(_opinion, sends=given(reply="followed")),
    "api:organs_dictionary": Sample(given(table="decisions", form="json")),
    "api:organs_listed": Sample(given(form="json")),
    "api:mandates_listed": Sample(given(form="csv")),
    "api:decisions_listed": Sample(given(form="json")),
    "api:opinions_listed": Sample(given(form="csv")),
    "api:organ_told": Sample(lambda stage: {**_committee(stage), "face": "ttl"}),
    "api:opinion_told": Sample(lambda stage: {**_opinion(stage), "face": "ttl"}),
    "api:decision_told": Sample(lambda stage: {**_decision(stage), "face": "jsonld"}),
}
