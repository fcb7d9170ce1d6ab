"""Which pages of each room are seen with every check of `test_axe`? What everybody reads, and what somebody with a role does.

`{key}` and its like come from `named`; a room adds its own line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.support.samples import inquiries_read
from tests.support.scenes.residence import SCOPE
from tests.support.stage import Stage
from wijk.charters.access import said_token
from wijk.core.verbs import Role
from wijk.inquiries.models import Remark
from wijk.meetings.access import poll_token
from wijk.notices.access import confirm_token, own_token


@dataclass(frozen=True, slots=True)
class Faces:
    """The pages of a room: `open` for everybody, `desk` for somebody with `role` in the whole city; `named` fills them in."""

    open: tuple[str, ...]
    desk: tuple[str, ...]
    named: Callable[[Stage], Mapping[str, object]]
    role: Role = "manager"


def _process(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["processes"]
    return {"key": scene.square.key, "promise": scene.promise}


def _meetings(stage: Stage) -> Mapping[str, object]:
    scene, organs = stage.scenes["meetings"], stage.scenes["organs"]
    return {
        "coming": scene.coming.key, "held": scene.held.key, "polling": scene.polling.key, "item": scene.item.key,
        "written": scene.written.key, "member": organs.members[0].pk, "link": poll_token(scene.polling, organs.members[0]),
    }  # fmt: skip


def _organs(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["organs"]
    return {
        "key": scene.committee.key, "council": scene.council.key, "group": scene.group.key, "decision": scene.decision.key,
        "opinion": scene.opinion.key,
    }  # fmt: skip


def _notices(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["notices"]
    return {"own": own_token(scene.reader.key), "ask": confirm_token(scene.pending.pk)}


def _outreach(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["outreach"]
    return {"sent": scene.sent, "draft": scene.draft, "call": scene.call, "code": scene.code}


def _charters(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["charters"]
    return {
        "key": scene.charter.key, "garden": scene.garden.key, "round": scene.round.key, "said": scene.remark.key,
        "proposal": scene.proposal.key, "link": said_token(scene.waiting.key),
    }  # fmt: skip


def _residence(stage: Stage) -> Mapping[str, object]:
    return {"scope": SCOPE}


def _moderation(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["moderation"]
    return {"item": scene.waiting.key, "hidden": scene.hidden.key, "seal": scene.seal}


def _sheets(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["sheets"]
    return {
        "printing": scene.simple.key, "pile": scene.pile.key, "empty": scene.empty.key, "begun": scene.begun.pk,
        "differs": scene.differs.pk, "free": scene.free,
    }  # fmt: skip


def _contributions(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["contributions"]
    return {
        "key": scene.idea.key, "pending": scene.pending.key, "token": scene.token, "support": scene.support_token,
        "comment": scene.comment_token,
    }  # fmt: skip


def _conversations(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["conversations"]
    return {"open": scene.open, "draft": scene.draft, "told": scene.told, "point": scene.point, "card": scene.gathering}


def _answers(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["answers"]
    return {
        "key": scene.waiting.contribution.key, "answered": scene.answered.contribution.key, "token": scene.token,
        "twin": scene.twin.contribution.key, "route": scene.route.pk,
    }  # fmt: skip


def _helping(stage: Stage) -> Mapping[str, object]:
    scene = stage.scenes["helping"]
    return {"code": scene.code, "stop": scene.stop.key, "action": scene.action.key, "own": scene.token,
            "talk": stage.scenes["conversations"].open}  # fmt: skip


def _inquiries(stage: Stage) -> Mapping[str, object]:
    running, themed = inquiries_read.running(stage), inquiries_read.themed(stage)
    said = Remark.objects.filter(inquiry__key=themed["key"]).values_list("contribution__key", flat=True)[0]
    return {"running": running["key"], "replied": themed["key"], "theme": themed["theme"], "said": said}


MEETING = "office/meetings/"
ONE = "office/processes/{key}/"
REVIEW = "office/reviews/{round}/"
FACES: dict[str, Faces] = {
    "notices": Faces(
        ("follow/", "follow/?q=oude&metres=500", "follow/?q=zzz", "follow/?what=area:neighbourhood/1", "follow/circle/?in=neighbourhood/1",
         "follow/circle/?in=neighbourhood/1&lon=0&lat=0", "follow/confirm/{ask}/", "hear/{own}/", "hear/stop/{own}/"),
        ("hear/", "follow/?what=theme:mobility", "office/letters/"),
        _notices,
        "clerk",
    ),
    "outreach": Faces(
        ("newsletters/", "newsletters/{sent}/", "newsletters/in/neighbourhood/1/", "k/", "k/{code}/"),
        ("office/outreach/", "office/outreach/?show=calls", "office/newsletters/new/", "office/newsletters/{draft}/", "office/calls/new/",
         "office/calls/{call}/", "office/calls/{call}/paper/", "office/reach/outreach.call/{call}/",
         "office/reach/outreach.newsletter/{sent}/"),
        _outreach,
        "clerk",
    ),
    "charters": Faces(
        ("charters/", "charters/{key}/", "charters/{key}/1/", "charters/{key}/differences/?from=1&to=1", "charters/{key}/articles/meetings/",
         "reviews/{round}/", "reviews/{round}/meetings/", "reviews/{round}/meetings/say/", "reviews/{round}/result/",
         "reviews/yours/{link}/"),
        ("reviews/mine/", "reviews/{round}/", "reviews/{round}/meetings/", "reviews/{round}/meetings/propose/", "office/charters/",
         "office/charters/new/", "office/charters/kinds/", "office/charters/{key}/", "office/charters/{key}/text/",
         "office/charters/{garden}/review/", REVIEW, f"{REVIEW}change/", f"{REVIEW}conclude/", f"{REVIEW}evaluate/everybody/",
         f"{REVIEW}said/{{said}}/", f"{REVIEW}said/{{proposal}}/"),
        _charters,
    ),
    "meetings": Faces(
        ("meetings/", "meetings/?when=past", "meetings/?area=neighbourhood/99", "meetings/{coming}/", "meetings/{held}/",
         "meetings/{polling}/moment/{link}/"),
        (MEETING, f"{MEETING}?when=past", f"{MEETING}new/", f"{MEETING}file/", f"{MEETING}{{coming}}/", f"{MEETING}{{held}}/",
         f"{MEETING}{{coming}}/facts/", f"{MEETING}{{coming}}/moment/", f"{MEETING}{{polling}}/", f"{MEETING}{{polling}}/poll/",
         f"{MEETING}{{polling}}/poll/{{member}}/", f"{MEETING}{{coming}}/agenda/", f"{MEETING}{{coming}}/agenda/{{item}}/",
         f"{MEETING}{{coming}}/documents/", f"{MEETING}{{held}}/attendance/", f"{MEETING}{{held}}/minutes/",
         f"{MEETING}{{held}}/decide/{{written}}/", f"{MEETING}{{held}}/follow-up/", "meetings/{coming}/", "me/calendar/"),
        _meetings,
        "clerk",
    ),
    "organs": Faces(
        ("organs/", "organs/?area=nieuwbow", "organs/?area=zzzz", "organs/{key}/", "organs/{group}/", "organs/decisions/{decision}/",
         "organs/opinions/{opinion}/"),
        ("office/organs/", "office/organs/new/", "office/organs/file/", "office/organs/{key}/", "office/organs/{group}/",
         "office/organs/{key}/decide/", "office/organs/{key}/group/", "office/organs/{council}/ask/", "office/opinions/{opinion}/give/"),
        _organs,
        "manager",
    ),
    "processes": Faces(
        ("processes/", "processes/?when=done", "processes/{key}/", "processes/{key}/framework/", "processes/{key}/framework/1/",
         "processes/{key}/promised/"),
        ("office/processes/", "office/processes/new/", ONE, f"{ONE}facts/", f"{ONE}phases/new/", f"{ONE}phases/look/",
         f"{ONE}participants/new/", f"{ONE}promises/new/", f"{ONE}promises/{{promise}}/", f"{ONE}evaluate/", f"{ONE}publish/",
         f"{ONE}review/", f"{ONE}endorse/", f"{ONE}framework/topics/", f"{ONE}framework/levels/", f"{ONE}framework/decisions/",
         f"{ONE}framework/means/", f"{ONE}framework/people/", "processes/{key}/framework/endorse/"),
        _process,
    ),
    "toolbox": Faces(
        ("toolbox/", "toolbox/?level=comanage&people=3", "toolbox/cards/world-cafe/", "toolbox/compare/",
         "toolbox/compare/?card=world-cafe&card=focus-group"),
        ("toolbox/plan/?card=world-cafe", "toolbox/plans/", "toolbox/plans/{plan}/", "toolbox/plans/{plan}/change/",
         "office/processes/new/?plan={plan}"),
        lambda stage: {"plan": stage.scenes["toolbox"]["plan"]},
        "facilitator",
    ),
    "cards": Faces(
        (),
        ("office/toolbox/", "office/toolbox/new/", "office/toolbox/exploratory-walk/", "office/closures/"),
        lambda stage: {},
    ),
    "residence": Faces(
        ("residence/", "residence/for/{scope}/", "residence/declare/?for={scope}", "residence/letter/", "residence/code/",
         "residence/register/", "residence/counter/", "residence/kept/"),
        ("residence/", "residence/kept/", "office/residence/", "office/residence/ways/", "office/residence/for/{scope}/",
         "office/residence/letters/", "office/residence/register/", "office/residence/register/columns/"),
        _residence,
        "administrator",
    ),
    "counter": Faces((), ("office/residence/counter/",), lambda stage: {}, "clerk"),
    "moderation": Faces(
        ("rules-of-speaking/", "report/?about=test.leaflet:shown", "appeal/{hidden}/{seal}/"),
        ("rules-of-speaking/mine/", "office/moderation/", "office/moderation/items/{item}/", "office/moderation/items/{hidden}/",
         "office/moderation/reasons/", "office/moderation/reasons/new/", "office/moderation/reasons/insult/", "office/moderation/words/"),
        _moderation,
        "manager",
    ),
    "sheets": Faces(
        ("sheet/", "sheet/{free}/"),
        ("office/sheets/", "office/sheets/print/?about=test.wall:wall", "office/sheets/printings/{printing}/", "office/sheets/piles/",
         "office/sheets/piles/new/", "office/sheets/piles/{pile}/", "office/sheets/piles/{empty}/",
         "office/sheets/piles/{pile}/{begun}/", "office/sheets/piles/{pile}/{differs}/settle/"),
        _sheets,
        "facilitator",
    ),
    "contributions": Faces(
        ("say/", "say/?kind=idea", "say/?kind=repair&area=neighbourhood/1", "say/square/?kind=remark", "voices/", "voices/?q=zzz",
         "voices/?kind=idea&area=neighbourhood/1", "voices/{key}/", "voices/{pending}/sent/", "voices/{pending}/mine/{token}/",
         "voices/support/{support}/", "voices/comment/{comment}/"),
        ("voices/{key}/", "voices/mine/", "office/openings/", "office/openings/new/", "office/openings/square/",
         "office/openings/kinds/new/", "office/openings/kinds/idea/", "office/openings/categories/new/",
         "office/openings/categories/mobility/", "office/voices/load/"),
        _contributions,
        "administrator",
    ),
    "conversations": Faces(
        ("conversations/", "conversations/{open}/", "conversations/{open}/add/", "conversations/{open}/mine/",
         "conversations/{open}/statements/", "conversations/{open}/screen/", "conversations/{open}/receipt/",
         "conversations/{told}/", "conversations/{told}/report/", "conversations/{told}/report/statements/?basin=reconcile",
         "conversations/{told}/report/statement/1/", "conversations/{told}/placing/",
         "conversations/{told}/points/{point}/", "conversations/{told}/viewpoint/{card}/"),
        ("office/conversations/", "office/conversations/new/", "office/conversations/import/", "office/conversations/{open}/",
         "office/conversations/{draft}/", "office/conversations/{open}/translations/?language=fr",
         "office/conversations/{told}/gatherings/", "conversations/{told}/placing/place/?statement=1", "conversations/{told}/report/"),
        _conversations,
        "facilitator",
    ),
    "answers": Faces(
        ("answers/?since=2020-01-01", "answers/?area=neighbourhood/1", "answers/again/{token}/", "voices/{answered}/", "voices/{twin}/"),
        ("office/answers/", "office/answers/?show=all", "office/answers/requests/{key}/", "office/answers/requests/{answered}/",
         "office/answers/services/", "office/answers/services/new/", "office/answers/services/roads/", "office/answers/routes/",
         "office/answers/routes/?kind=repair", "office/answers/routes/{route}/", "office/answers/reasons/", "office/answers/reasons/new/",
         "office/answers/reasons/cost/", "office/answers/words/", "office/answers/words/new/", "office/answers/words/repaired/"),
        _answers,
        "manager",
    ),
    "helping": Faces(
        ("r/", "r/{code}/", "stands/", "stands/market/", "citizens-actions/", "citizens-actions/new/",
         "citizens-actions/own/{own}/", "citizens-actions/{action}/"),
        ("office/helping/write/", "office/helping/counter/", "office/helping/votes/", "office/helping/votes/{talk}/",
         "office/helping/votes/{talk}/given/?n=3", "office/stands/", "office/stands/new/", "office/stands/market/", "office/stands/market/stops/new/",
         "office/stands/stops/{stop}/", "office/stands/stops/{stop}/count/"),
        _helping,
        "facilitator",
    ),
    "inquiries": Faces(
        ("inquiries/", "inquiries/?when=announced", "inquiries/?area=neighbourhood/1", "inquiries/{running}/", "inquiries/{running}/days/",
         "inquiries/{running}/remarks/", "inquiries/{replied}/", "inquiries/{replied}/remarks/?which=late",
         "inquiries/{replied}/themes/{theme}/", "voices/{said}/"),
        (),
        _inquiries,
        "clerk",
    ),
}  # fmt: skip
