"""Somebody comments on what another said: for, against, a question, something else; or answers a comment."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijk.contributions import access, checking, letters, moderating, tokens
from wijk.contributions.actions.parts import recount_comments
from wijk.contributions.models import SECTIONS, Comment, Contribution
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Passerby, Viewer
from wijk.trail.actions import record


def comment(
    viewer: Viewer, *, contribution: Contribution, section: str, body: str, language: str, parent: Comment | None = None,
    shown_as: str = "", email: str = "", once: str = "", slow: bool = False, session: str = "", by_hand: bool = False,
) -> Comment:  # fmt: skip
    """Say something to it. The same `once` gives back the first. Without an account an address is confirmed by a letter, where the
    opening asks that; the address itself is not kept. `session` is `residence.access.proof`. `by_hand`: somebody of the office writes it
    down for another, who needs neither.

    Refused where nothing can be said any more, for an unknown section, for empty words.
    """
    given = tokens.once_of(once, "comment")
    if given and (known := Comment.objects.filter(once=given).first()):
        return known
    address = _may_comment(viewer, contribution, email, by_hand=by_hand)
    access.check_lives(viewer, contribution.opening, session)
    if section not in SECTIONS:
        raise Refused("no-section", _("Choose whether you are for, against, have a question, or something else."))
    if parent is not None and (parent.contribution_id != contribution.pk or parent.visibility != "shown"):
        raise Refused("no-parent", _("The comment that you answer is no longer there."))
    row = Comment(
        key=tokens.fresh_key(), contribution=contribution, parent=(parent.parent or parent) if parent else None,
        section=section, body=checking.comment_of(body), language=checking.language_of(language),
        person=access.person_of(viewer), mark=moderating.mark(viewer.key or address),
        shown_as=checking.name_of(shown_as), visibility="unconfirmed" if address else "waiting", once=given,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return _keep(row, address, slow=slow)
    except IntegrityError:
        if given and (known := Comment.objects.filter(once=given).first()):
            return known
        raise


def _may_comment(viewer: Viewer, contribution: Contribution, email: str, *, by_hand: bool) -> str:
    """The address to confirm; "" where none is asked."""
    who = contribution.opening.who
    if not contribution.is_shown or contribution.merged_into_id:
        raise Refused("not-shown", _("One can no longer say anything to this."))
    if viewer.key or by_hand:
        return ""
    if who == "account":
        raise Refused("account", _("One comments here with an account. Sign in first."))
    address = checking.address_of(email) if who == "confirmed" else ""
    if who == "confirmed" and not address:
        raise Refused(
            "no-contact", _("Give your e-mail address, so that you can confirm what you say. Nobody gets to see it.")
        )
    return address


def _keep(row: Comment, address: str, *, slow: bool) -> Comment:
    row.save(force_insert=True)
    _note(row, access.COMMENT)
    if address:
        tongue = row.language if row.language in LANGUAGES else LANGUAGES[0]
        letters.ask_comment(row, address, tongue)
    else:
        _let_in(row, slow=slow)
    return row


def _let_in(row: Comment, *, slow: bool = False) -> None:
    of = row.contribution
    row.visibility = moderating.enter(
        Subject("contributions.comment", row.key), area=of.area, process=of.process, before=of.opening.before,
        author=row.mark, text=f"{row.body}\n{row.shown_as}".strip(), language=row.language, slow=slow,
    )  # fmt: skip
    row.save(update_fields=["visibility"])
    recount_comments(of)


@transaction.atomic
def confirm_comment(viewer: Viewer, *, token: str) -> Comment:
    """By the link in the letter. A second time changes nothing. Absent where the link is not ours, or too old."""
    (key,) = tokens.unsealed("comment", token) or ("",)
    rows = Comment.objects.select_for_update(of=("self",)).select_related("contribution", "contribution__opening")
    row = rows.filter(key=key).first()
    if row is None:
        raise Absent("comment")
    if row.visibility == "unconfirmed":
        _note(row, access.CONFIRM_COMMENT)
        _let_in(row)
    return row


def _note(row: Comment, verb: str) -> None:
    """That it was done, on what and in which section; never by whom, nor a word of it."""
    record(
        Passerby(), verb=verb, subject=Subject("contributions.contribution", row.contribution.key),
        area=row.contribution.area, data={"section": row.section},
    )  # fmt: skip
