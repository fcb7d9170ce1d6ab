"""Answer each remark and proposal with a reason; hide, also with a reason, what cannot stand there. Nothing is thrown away."""

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.charters import access
from wijk.charters.actions.writing import NOTE, locked_round, long_text, note, paragraphs
from wijk.charters.models import OUTCOMES, REASONS, Proposal, Remark, Round
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer


@transaction.atomic
def answer(viewer: Viewer, *, said: Remark | Proposal, outcome: str, reason: Text) -> Remark | Proposal:
    """Say what becomes of a remark or proposal: taken up, partly, or not. What is not wholly taken up gets its reason.

    An answer may be bettered until the review is closed.
    """
    row = _open(viewer, said, "answer")
    if outcome not in OUTCOMES or (outcome == "answered" and not _asks(said)):
        raise Refused("unknown-outcome", _("Choose whether this is taken up, partly taken up, or not."))
    why = long_text(reason, _("The reason"), NOTE)
    if outcome == "not" and not why:
        raise Refused("no-reason", _("Say why it is not taken up. A refusal without a reason cannot be kept."))
    if outcome in ("partly", "answered") and not why:
        raise Refused("no-reason", _("Say which part is taken up and why, or give the answer to the question."))
    if said.withdrawn_at is not None:
        raise Refused("withdrawn", _("This was taken back by who said it, and needs no answer."))
    said.outcome, said.reason, said.answered_at = outcome, why, clock.now()
    said.save(update_fields=["outcome", "reason", "answered_at"])
    note(viewer, "answer", row.document, row, article=said.slug, outcome=outcome, said=said.key)
    return said


def _asks(said: Remark | Proposal) -> bool:
    return isinstance(said, Remark) and said.wish == "question"


@transaction.atomic
def hide(viewer: Viewer, *, said: Remark | Proposal, reason: str, explained: str = "") -> Remark | Proposal:
    """Hide something with a reason. It is kept, its author sees it and why; everybody sees that something was hidden."""
    row = _open(viewer, said, "hide")
    if reason not in REASONS:
        raise Refused("no-reason", _("Choose why this is hidden."))
    if said.hidden_at is not None:
        raise Refused("hidden", _("This is hidden already."))
    said.hidden_at, said.hidden_reason = clock.now(), reason
    said.hidden_note = paragraphs(explained, _("The explanation"), NOTE)
    said.save(update_fields=["hidden_at", "hidden_reason", "hidden_note"])
    note(viewer, "hide", row.document, row, article=said.slug, reason=reason, said=said.key)
    return said


@transaction.atomic
def show_again(viewer: Viewer, *, said: Remark | Proposal) -> Remark | Proposal:
    """Show something again that was hidden by mistake."""
    row = _open(viewer, said, "show_again")
    if said.hidden_at is None:
        raise Refused("shown", _("This is not hidden."))
    said.hidden_at, said.hidden_reason, said.hidden_note = None, "", ""
    said.save(update_fields=["hidden_at", "hidden_reason", "hidden_note"])
    note(viewer, "show_again", row.document, row, article=said.slug, said=said.key)
    return said


def _open(viewer: Viewer, said: Remark | Proposal, verb: str) -> Round:
    access.require(viewer, f"charters.{verb}", said.round.document)
    row = locked_round(said.round)
    if row.state != "open":
        raise Refused("round-closed", _("This review is closed. Its answers stay as they were given."))
    said.refresh_from_db()
    return row
