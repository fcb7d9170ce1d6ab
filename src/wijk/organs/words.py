"""How is an organ said in plain words? Roles, rules, quorum, outcomes, and whose turn it is with an opinion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import ngettext, override

from wijk.core.text import LANGUAGES, Text
from wijk.organs.models import Decision, Mandate, Opinion, Organ
from wijk.organs.queries import quorum_of

ROLE_NAMES: Mapping[str, Any] = {
    "chair": _later("chair"),
    "secretary": _later("secretary"),
    "member": _later("member"),
    "substitute": _later("substitute"),
    "observer": _later("observer"),
    "coordinator": _later("co-ordinator"),
    "follow_up": _later("follows up what was promised"),
    "expert": _later("external expert"),
}
RULE_NAMES: Mapping[str, Any] = {
    "consensus": _later("consensus: nobody objects"),
    "consent": _later("consent: no objection with a reason is left"),
    "majority": _later("majority: more votes for than against"),
    "absolute": _later("absolute majority: more than half"),
    "qualified": _later("qualified majority: a larger share"),
    "advice": _later("advice: it speaks, others decide"),
}
OUTCOME_NAMES: Mapping[str, Any] = {
    "adopted": _later("adopted"),
    "rejected": _later("rejected"),
    "postponed": _later("postponed"),
    "noted": _later("noted"),
}
OUTCOME_LOOKS = {"adopted": "ok", "rejected": "bad", "postponed": "warn", "noted": "info"}
VERDICT_NAMES: Mapping[str, Any] = {
    "favourable": _later("favourable"),
    "conditional": _later("favourable, with conditions"),
    "unfavourable": _later("unfavourable"),
    "none": _later("no opinion"),
}
REPLY_NAMES: Mapping[str, Any] = {
    "followed": _later("followed"),
    "partly": _later("followed in part"),
    "refused": _later("not followed"),
}


def rule_words(rule: str, share: str = "", *, of_members: bool = False, chair_breaks_ties: bool = False) -> str:
    """How an organ decides, in one sentence."""
    whom = _("of everybody who may vote") if of_members else _("of the votes for and against")
    if rule == "consensus":
        return _("It decides by consensus: nobody votes against or objects.")
    if rule == "consent":
        return _("It decides by consent: a motion passes when no objection with a reason is left.")
    if rule == "absolute":
        return _("A motion passes with more than half {whom}.").format(whom=whom)
    if rule == "qualified":
        return _("A motion passes with at least {share} {whom}.").format(share=share or "2/3", whom=whom)
    if rule == "advice":
        return _("It gives advice; others decide.")
    if chair_breaks_ties:
        return _("A motion passes with more votes for than against. Where they are equal, the chair’s vote counts.")
    return _("A motion passes with more votes for than against. Where they are equal, it is rejected.")


def rule_of(organ: Organ) -> str:
    """How this organ decides."""
    return rule_words(organ.rule, organ.share, of_members=organ.of_members, chair_breaks_ties=organ.chair_breaks_ties)


def quorum_words(organ: Organ, members: int) -> str:
    """How many must be there."""
    if organ.quorum is None and not organ.quorum_share:
        return _("It can decide with whoever is there.")
    count = quorum_of(organ, members)
    return ngettext(
        "At least {count} person who may vote must be there.",
        "At least {count} people who may vote must be there.",
        count,
    ).format(count=count)


def name_of(mandate: Mandate) -> str:
    """Who holds it, as everybody may read it: the name, "a member", or "somebody" of who was erased."""
    if not mandate.public:
        return _("somebody") if not mandate.who and mandate.represents is None else _("a member")
    return mandate.who or _("somebody")


def votes_words(decision: Decision) -> str:
    """The votes in words; "" where none were counted."""
    if not decision.voted:
        return ""
    told = _("{pro} for, {contra} against, {abstained} abstained")
    return told.format(pro=decision.votes_for, contra=decision.votes_against, abstained=decision.votes_abstain)


State = Literal["done", "now", "next", "late"]


@dataclass(frozen=True, slots=True)
class Tick:
    """One moment of the public clock of an opinion."""

    title: str
    when: str
    state: State
    text: str = ""
    url: str = ""


def clock_of(opinion: Opinion, day: date) -> list[Tick]:
    """The public clock of an opinion: asked, given (in time or not), replied to."""
    asked = Tick(_("Asked"), shown(opinion.asked_on), "done")
    if opinion.given_on is None:
        late = opinion.due < day
        state: State = "late" if late else "now"
        text = _("The term has passed.") if late else ""
        return [
            asked,
            Tick(_("Opinion expected"), shown(opinion.due), state, text),
            Tick(_("Reply with reasons"), _("after the opinion"), "next"),
        ]
    in_time = opinion.given_on <= opinion.due
    text = _("In time.") if in_time else _("After the term, which ended on {due}.").format(due=shown(opinion.due))
    given = Tick(_("Opinion given"), shown(opinion.given_on), "done", text)
    if opinion.replied_on is None:
        return [asked, given, Tick(_("Reply with reasons"), _("not yet"), "now")]
    return [
        asked,
        given,
        Tick(_("Reply with reasons"), shown(opinion.replied_on), "done", str(REPLY_NAMES[opinion.reply])),
    ]


def shown(day: date) -> str:
    """A day as the page writes it."""
    return date_format(day, "DATE_FORMAT")


def in_all(words: Any) -> Text:
    """Words of the catalogue in every language."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(words)
    return Text(said)
