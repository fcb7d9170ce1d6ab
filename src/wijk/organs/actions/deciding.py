"""Decisions: only by an organ that may, with enough people there, by valid mandates on the day, and by its rule."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs import queries, rules
from wijk.organs.actions import checks
from wijk.organs.kinds import DECIDING
from wijk.organs.models import VOTING, Ballot, Decision, Mandate, Organ
from wijk.trail.actions import JSON, record


@dataclass(frozen=True, slots=True)
class Objection:
    """Somebody objected; `reason` is why, without who. Without a reason it blocks a consensus, not a consent."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Seats:
    """Who was there with a vote, and how many may vote in all."""

    there: Mapping[int, Mandate]
    members: int


@transaction.atomic
def decide(
    viewer: Viewer, *, organ: Organ, on: date, title: Text, motion: Text, rule: str = "",
    votes: Mapping[int, str] | None = None, objections: Sequence[Objection | str] = (), dissent: Text | None = None,
    about: Subject | None = None, present: Collection[int] = (), public: bool = True, outcome: str | None = None,
    competence: str = "", secret: bool = False, totals: Mapping[str, int] | None = None, corrects: Decision | None = None,
) -> Decision:  # fmt: skip
    """Note what an organ decided on a day.

    `votes` by mandate; `present` are the mandates of others who were there. A secret vote keeps `totals` alone (of `votes`, or as
    they were counted on paper). `outcome` is reckoned by the rule; "postponed" and "noted" may be said instead. Raises NotAllowed;
    Refused when the organ has ended or may not do this, too few were there, or somebody without a valid mandate voted.
    """
    checks.need_keeper(viewer, organ, "organs.decide")
    checks.need(title, "no-title", _("Give the decision a title in at least one language."))
    checks.need(motion, "no-motion", _("Write what was put to the organ, in at least one language."))
    chosen = rule or organ.rule
    may = _check_organ(organ, on, chosen, competence)
    seats = _seats(organ, on, votes or {}, present)
    quorum = queries.quorum_of(organ, seats.members)
    if len(seats.there) < quorum and outcome != "postponed":
        words = _("{present} of the {quorum} who must be there were there. Postpone it, or note who else was there.")
        raise Refused("no-quorum", words, present=len(seats.there), quorum=quorum)
    tally = _tally(seats, votes or {}, objections, totals, secret=secret)
    way = replace(organ.way(), rule=chosen)  # type: ignore[arg-type]
    result = _outcome(way, tally, outcome, voted=votes is not None or totals is not None)
    if corrects is not None and corrects.organ_id != organ.pk:
        raise Refused("corrects", _("An organ corrects its own decisions only."))
    row = Decision(
        key=checks.fresh_key(Decision, title, public=public and organ.public), organ=organ, on=on, title=title, motion=motion,
        rule=chosen, share=organ.share, of_members=organ.of_members, competence=may, outcome=result,
        votes_for=tally.in_favour, votes_against=tally.against, votes_abstain=tally.abstained,
        voted=votes is not None or totals is not None, secret=secret, present=len(seats.there), members=seats.members,
        quorum=quorum, objections=[_reason(o) for o in objections], dissent=dissent or Text(),
        about=str(about) if about else "", public=public, corrects=corrects,
    )  # fmt: skip
    row.save(force_insert=True)
    if votes and not secret:
        Ballot.objects.bulk_create(Ballot(decision=row, mandate_id=pk, vote=vote) for pk, vote in votes.items())
    record(viewer, verb="organs.decide", subject=Subject("organs.decision", row.key), area=organ.place, data=_told(row))
    return row


def _told(row: Decision) -> dict[str, JSON]:
    """What the trail keeps: totals of what is public, and of what is reserved only that there was a decision."""
    data: dict[str, JSON] = {"organ": checks.shown_title(row.organ), "on": row.on.isoformat(), "public": row.public}
    if row.public and row.organ.public:
        data |= checks.told(
            title=dict(row.title), outcome=row.outcome, rule=row.rule, about=row.about,
            corrects=row.corrects.key if row.corrects else "",
            totals=[row.votes_for, row.votes_against, row.votes_abstain] if row.voted else [],
        )  # fmt: skip
    return data


def _check_organ(organ: Organ, on: date, rule: str, competence: str) -> str:
    """Does the organ exist on this day, and may it do this? Answers what it does."""
    if rule not in rules.RULES:
        raise Refused("rule", _("There is no decision rule “{rule}”. Choose one from the list."), rule=rule)
    if not organ.lives(on):
        words = _("The organ did not exist on {on}, or had ended by then, so it could decide nothing on that day.")
        raise Refused("organ-ended", words, on=on.isoformat())
    if on > queries.today():
        raise Refused("to-come", _("That day is still to come. Note the decision once it was taken."))
    may = set(queries.kind_of(organ).competences)
    wanted = competence or ("advise" if rule == "advice" else next(iter(sorted(may & DECIDING)), ""))
    if not wanted and rule in ("consensus", "consent") and may & {"advise", "prepare"}:
        wanted = "advise" if "advise" in may else "prepare"  # it agrees on what it will say, and others decide
    if not wanted and "advise" in may:
        wanted = "advise"
    if wanted not in may:
        words = _("This organ may not decide this: it is of a kind that {may}. Bring it to an organ that may.")
        raise Refused("may-not-decide", words, may=_may_words(may))
    return wanted


def _may_words(may: set[str]) -> str:
    sentences = {
        "decide": _("decides"), "endorse": _("endorses"), "advise": _("advises"), "prepare": _("prepares"),
        "allocate": _("allocates means"), "validate": _("validates"),
    }  # fmt: skip
    return ", ".join(sentences[one] for one in sentences if one in may) or _("decides nothing")


def _seats(organ: Organ, on: date, votes: Mapping[int, str], present: Collection[int]) -> _Seats:
    """Who was there with a vote. Refused for a mandate that is not valid that day, without a vote, or doubled."""
    live = {m.pk: m for m in queries.mandates_on(organ, on)}
    named = {*votes, *present}
    strange = named - set(live)
    if strange:
        words = _("{count} of those named had no valid mandate on {on}. Take them out, or give them a mandate first.")
        raise Refused("no-mandate", words, count=len(strange), on=on.isoformat())
    mute = [pk for pk in votes if live[pk].role not in VOTING]
    if mute:
        raise Refused("no-vote", _("A secretary, observer or expert has no vote. Take their votes out."))
    there = {pk: live[pk] for pk in sorted(named) if live[pk].role in VOTING}
    _check_substitutes(there, live, votes)
    once: dict[tuple[str, int | str], int] = {}
    for pk, mandate in list(there.items()):
        first = once.setdefault(mandate.holder, pk)
        if first != pk and pk in votes and first in votes:
            raise Refused("twice", _("One person voted twice, by two mandates. Keep one of the votes."))
        if first != pk:
            del there[first if pk in votes else pk]
            once[mandate.holder] = pk if pk in votes else first
    return _Seats(there, len(queries.voters(live.values())))


def _check_substitutes(there: dict[int, Mandate], live: Mapping[int, Mandate], votes: Mapping[int, str]) -> None:
    """A substitute counts only for somebody who is absent, and only one for each; without a vote, a second one just listens."""
    taken: set[int] = set()
    for pk, mandate in list(there.items()):
        if mandate.role != "substitute":
            continue
        whom = mandate.substitute_for_id
        idle = whom is None or whom not in live or whom in there or whom in taken
        if idle and pk in votes:
            words = _("A substitute votes only in the place of somebody who is absent. Keep one of the two votes.")
            raise Refused("substitute-beside", words)
        if idle:
            del there[pk]
        elif whom is not None:
            taken.add(whom)


def _tally(
    seats: _Seats, votes: Mapping[int, str], objections: Sequence[Objection | str], totals: Mapping[str, int] | None, *, secret: bool
) -> rules.Tally:  # fmt: skip
    if set(votes.values()) - set(rules.VOTES):
        raise Refused("vote", _("A vote is for, against or an abstention."))
    reasons = [_reason(o) for o in objections]
    reasoned = sum(1 for reason in reasons if reason)
    if totals is None:
        chair = next((votes[pk] for pk, m in seats.there.items() if m.role == "chair" and pk in votes), None)
        counted = rules.tallied(list(votes.values()), members=seats.members, chair=chair)  # type: ignore[arg-type]
        return replace(counted, reasoned=reasoned, unreasoned=len(reasons) - reasoned)
    if votes or not secret:
        raise Refused(
            "totals", _("Only a secret vote is noted by its totals. Note each vote, or say that it was secret.")
        )
    held = {vote: totals.get(vote, 0) for vote in rules.VOTES}
    if min(held.values()) < 0 or sum(held.values()) > len(seats.there):
        words = _("{votes} votes were counted and {present} people with a vote were there. Count again.")
        raise Refused("too-many-votes", words, votes=sum(held.values()), present=len(seats.there))
    return rules.Tally(held["for"], held["against"], held["abstain"], seats.members, reasoned, len(reasons) - reasoned)


def _outcome(way: rules.Way, tally: rules.Tally, said: str | None, *, voted: bool) -> str:
    if said in ("postponed", "noted"):
        return said
    if way.rule in ("majority", "absolute", "qualified") and not voted:
        raise Refused("no-votes", _("This rule counts votes, and none are noted. Note them, or choose another rule."))
    found = rules.outcome(way, tally)
    if said is not None and said != found:
        words = _("By its rule this was {found}, not {said}. Check the votes and objections.")
        outcomes = {"adopted": _("adopted"), "rejected": _("rejected"), "noted": _("noted")}
        raise Refused("other-outcome", words, found=outcomes[found], said=outcomes.get(said, said))
    return found


def _reason(objection: Objection | str) -> str:
    return (objection if isinstance(objection, str) else objection.reason).strip()
