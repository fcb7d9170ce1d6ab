"""How is an organ said in plain words? Roles, rules, quorum, outcomes, and whose turn it is with an opinion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from wijk.core.text import LANGUAGES, Text
from wijk.organs.models import Decision, Mandate, Opinion, Organ
from wijk.organs.queries import quorum_of

ROLE_NAMES: Mapping[str, Any] = {
    "chair": _("chair"),
    "secretary": _("secretary"),
    "member": _("member"),
    "substitute": _("substitute"),
    "observer": _("observer"),
    "coordinator": _("co-ordinator"),
    "follow_up": _("follows up what was promised"),
    "expert": _("external expert"),
}
RULE_NAMES: Mapping[str, Any] = {
    "consensus": _("consensus: nobody objects"),
    "consent": _("consent: no objection with a reason is left"),
    "majority": _("majority: more votes for than against"),
    "absolute": _("absolute majority: more than half"),
    "qualified": _("qualified majority: a larger share"),
    "advice": _("advice: it speaks, others decide"),
}
OUTCOME_NAMES: Mapping[str, Any] = {
    "adopted": _("adopted"),
    "rejected": _("rejected"),
    "postponed": _("postponed"),
    "noted": _("noted"),
}
OUTCOME_LOOKS = {"adopted": "ok", "rejected": "bad", "postponed": "warn", "noted": "info"}
#: What the web of data calls such a paper.
OPINION = _("opinion")
VERDICT_NAMES: Mapping[str, Any] = {
    "favourable": _("favourable"),
    "conditional": _("favourable, with conditions"),
    "unfavourable": _("unfavourable"),
    "none": _("no opinion"),
}
REPLY_NAMES: Mapping[str, Any] = {
    "followed": _("followed"),
    "partly": _("followed in part"),
    "refused": _("not followed"),
}


def rule_words(rule: str, share: str = "", *, of_members: bool = False, chair_breaks_ties: bool = False) -> str:
    """How an organ decides, in one sentence."""
    whom = gettext("of everybody who may vote") if of_members else gettext("of the votes for and against")
    if rule == "consensus":
        return gettext("It decides by consensus: nobody votes against or objects.")
    if rule == "consent":
        return gettext("It decides by consent: a motion passes when no objection with a reason is left.")
    if rule == "absolute":
        return gettext("A motion passes with more than half {whom}.").format(whom=whom)
    if rule == "qualified":
        return gettext("A motion passes with at least {share} {whom}.").format(share=share or "2/3", whom=whom)
    if rule == "advice":
        return gettext("It gives advice; others decide.")
    if chair_breaks_ties:
        return gettext(
            "A motion passes with more votes for than against. Where they are equal, the chair’s vote counts."
        )
    return gettext("A motion passes with more votes for than against. Where they are equal, it is rejected.")


def rule_of(organ: Organ) -> str:
    """How this organ decides."""
    return rule_words(organ.rule, organ.share, of_members=organ.of_members, chair_breaks_ties=organ.chair_breaks_ties)


def quorum_words(organ: Organ, members: int) -> str:
    """How many must be there."""
    if organ.quorum is None and not organ.quorum_share:
        return gettext("It can decide with whoever is there.")
    count = quorum_of(organ, members)
    return ngettext(
        "At least {count} person who may vote must be there.",
        "At least {count} people who may vote must be there.",
        count,
    ).format(count=count)


def name_of(mandate: Mandate) -> str:
    """Who holds it, as everybody may read it: the name, "a member", or "somebody" of who was erased."""
    if not mandate.public:
        return gettext("somebody") if not mandate.who and mandate.represents is None else gettext("a member")
    return mandate.who or gettext("somebody")


def votes_words(decision: Decision) -> str:
    """The votes in words; "" where none were counted."""
    if not decision.voted:
        return ""
    told = gettext("{pro} for, {contra} against, {abstained} abstained")
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
    asked = Tick(gettext("Asked"), shown(opinion.asked_on), "done")
    if opinion.given_on is None:
        late = opinion.due < day
        state: State = "late" if late else "now"
        text = gettext("The term has passed.") if late else ""
        return [
            asked,
            Tick(gettext("Opinion expected"), shown(opinion.due), state, text),
            Tick(gettext("Reply with reasons"), gettext("after the opinion"), "next"),
        ]
    in_time = opinion.given_on <= opinion.due
    text = (
        gettext("In time.")
        if in_time
        else gettext("After the term, which ended on {due}.").format(due=shown(opinion.due))
    )
    given = Tick(gettext("Opinion given"), shown(opinion.given_on), "done", text)
    if opinion.replied_on is None:
        return [asked, given, Tick(gettext("Reply with reasons"), gettext("not yet"), "now")]
    return [
        asked,
        given,
        Tick(gettext("Reply with reasons"), shown(opinion.replied_on), "done", str(REPLY_NAMES[opinion.reply])),
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
