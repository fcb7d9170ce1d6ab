"""Advisory opinions: asked with a term, given with their dissent, answered with reasons."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs import access, queries
from wijk.organs.actions import checks
from wijk.organs.models import REPLIES, VERDICTS, Decision, Opinion, Organ
from wijk.trail.actions import JSON, record


@transaction.atomic
def ask_opinion(
    viewer: Viewer, *, organ: Organ, question: Text, due: date, by: Organ | None = None, asker: Text | None = None,
    about: Subject | None = None, on: date | None = None, public: bool = True,
) -> Opinion:  # fmt: skip
    """Ask an organ that advises for its opinion by a day. `by` is the organ that asks; `asker` names an authority that is none.

    Raises NotAllowed for who keeps neither the organ that asks nor works here; Refused.
    """
    allowed = access.keeps(viewer, by) if by is not None else viewer.may("organs.ask_opinion", organ.place)
    if not allowed:
        raise NotAllowed("organs.ask_opinion")
    if by is None and not asker:
        raise Refused("no-asker", _("Say which authority asks."))
    checks.need(question, "no-question", _("Write the question in at least one language."))
    if "advise" not in queries.kind_of(organ).competences:
        raise Refused("no-adviser", _("This organ gives no advice. Ask one that does."))
    asked = on or queries.today()
    if not organ.lives(asked):
        raise Refused("organ-ended", _("This organ has ended or does not exist yet. Ask another."))
    if due < asked:
        raise Refused("due-backwards", _("The term ends before it begins. Give the organ a later day."))
    shown = public and organ.public
    row = Opinion(
        key=checks.fresh_key(Opinion, question, public=shown), organ=organ, by=by, asker=asker or Text(), question=question,
        about=str(about) if about else "", asked_on=asked, due=due, public=public,
    )  # fmt: skip
    row.save(force_insert=True)
    _tell(viewer, "organs.ask_opinion", row, due=due.isoformat())
    return row


@transaction.atomic
def give_opinion(
    viewer: Viewer, *, opinion: Opinion, verdict: str, majority: Text, dissent: Text | None = None,
    decision: Decision | None = None, on: date | None = None,
) -> Opinion:  # fmt: skip
    """Note the opinion of the organ: what most of it says and what others say. `decision` is how the organ agreed on it."""
    row = Opinion.objects.select_for_update(of=("self",)).select_related("organ", "by").get(pk=opinion.pk)
    checks.need_keeper(viewer, row.organ, "organs.give_opinion")
    if row.given_on is not None:
        raise Refused("given", _("This opinion was given already. A new opinion needs a new question."))
    if verdict not in VERDICTS:
        raise Refused(
            "verdict", _("Say what the opinion is: favourable, favourable with conditions, unfavourable, or none.")
        )
    checks.need(majority, "no-words", _("Write the opinion in at least one language."))
    given = on or queries.today()
    if given < row.asked_on:
        raise Refused("too-early", _("The opinion cannot be given before it was asked."))
    if decision is not None and decision.organ_id != row.organ_id:
        raise Refused("other-organ", _("That decision is of another organ. Choose one of the organ that advises."))
    row.given_on, row.verdict, row.majority, row.dissent, row.decision = (
        given,
        verdict,
        majority,
        dissent or Text(),
        decision,
    )
    row.save(update_fields=["given_on", "verdict", "majority", "dissent", "decision"])
    _tell(viewer, "organs.give_opinion", row, opinion=verdict)
    return row


@transaction.atomic
def reply_to_opinion(viewer: Viewer, *, opinion: Opinion, reply: str, reasons: Text, on: date | None = None) -> Opinion:
    """Say what was done with an opinion. Whoever does not follow it, or only in part, says why. Raises NotAllowed, Refused."""
    row = Opinion.objects.select_for_update(of=("self",)).select_related("organ", "by").get(pk=opinion.pk)
    if not access.answers(viewer, row):
        raise NotAllowed("organs.reply_to_opinion")
    if row.given_on is None:
        raise Refused("not-given", _("There is no opinion yet to reply to."))
    if row.replied_on is not None:
        raise Refused("replied", _("There is a reply already."))
    if reply not in REPLIES:
        raise Refused("reply", _("Say whether the opinion is followed, followed in part, or not."))
    if reply != "followed":
        checks.need(
            reasons, "no-reasons", _("Say why the opinion is not followed in full. Without a reason it cannot be kept.")
        )
    replied = on or queries.today()
    if replied < row.given_on:
        raise Refused("too-early", _("The reply cannot come before the opinion."))
    row.reply, row.reasons, row.replied_on = reply, reasons, replied
    row.save(update_fields=["reply", "reasons", "replied_on"])
    _tell(viewer, "organs.reply_to_opinion", row, reply=reply)
    return row


def _tell(viewer: Viewer, verb: str, row: Opinion, **facts: str) -> None:
    shown = row.public and row.organ.public
    data: dict[str, JSON] = {"organ": checks.shown_title(row.organ), "public": shown}
    data |= {key: value for key, value in facts.items() if shown or key == "due"}
    if shown and row.about:
        data["about"] = row.about
    record(viewer, verb=verb, subject=Subject("organs.opinion", row.key), area=row.organ.place, data=data)
