"""Somebody of the office writes for another, who speaks, supports or comments: counted once, by what is known of that person.

These are parts of the verbs of rooms above, which know who may write for others and what was agreed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from wijk.contributions import access, moderating, persons
from wijk.contributions.actions.commenting import comment
from wijk.contributions.actions.parts import recount_supports, set_comment_visibility
from wijk.contributions.actions.supporting import hand_of, mark_of, support
from wijk.contributions.actions.uniting import alike, withdraw
from wijk.contributions.models import Comment, Contribution, Opening, Support
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby, Viewer
from wijk.residence import actions as residents


@dataclass(frozen=True, slots=True)
class Hand:
    """By what a support counts under one contribution: its mark, and the seal beside it. Both are opaque."""

    mark: str
    known: str = ""


def known_by_hand(
    viewer: Viewer, *, opening: Opening, once: str, lives: bool = False, pass_code: str = "", line: Sequence[str] = ()
) -> str:  # fmt: skip
    """The proof of who speaks, as `session` of `submit`, `support` and `comment`; "" where nothing is asked. Refused with what is missing."""
    asks = access.asked_home(opening)
    scope = access.lives_scope(opening)
    return residents.known_by_hand(
        viewer, asks=asks, place=access.home(opening), lives=lives, pass_code=pass_code, line=line, once=f"{scope}|{once}"
    )  # fmt: skip


def support_by_hand(*, contribution: Contribution, number: str, session: str = "") -> Hand:
    """Count the support of somebody for whom it is entered. `session` is their proof (`known_by_hand`): then they have the mark that they
    have on the web. Where nothing is asked of where one lives, the `number` of the form is their mark. Twice is as once."""
    somebody = Passerby()
    if access.asked_home(contribution.opening).level == "none":
        hand = Hand(mark_of(contribution.key, f"hand:{number}"))
        support(somebody, contribution=contribution, mark=hand.mark)
        return hand
    support(somebody, contribution=contribution, session=session)
    return Hand(hand_of(somebody, contribution, session), persons.seal(access.known_as(somebody, session)))


def comment_by_hand(
    *, contribution: Contribution, section: str, body: str, language: str, once: str, session: str = ""
) -> Comment:  # fmt: skip
    """Keep what somebody says to it for whom it is written down: no account and no address is asked, where they live as it is on the web."""
    return comment(
        Passerby(), contribution=contribution, section=section, body=body, language=language, once=once, session=session, by_hand=True
    )  # fmt: skip


def counts(contribution: Contribution, hand: Hand) -> bool:
    """Does this support still count, here or under what it was taken together with?"""
    known = persons.opened(hand.known)
    rows = [contribution, *([contribution.merged_into] if contribution.merged_into else [])]
    return any(row.support_marks.filter(mark__in=[hand.mark, *alike(row, known)]).exists() for row in rows)


@transaction.atomic
def take_back_support(*, contribution: Contribution, hand: Hand) -> None:
    """Count it no longer, here and under what it was taken together with. A second time changes nothing."""
    known = persons.opened(hand.known)
    keys = [pk for pk in (contribution.pk, contribution.merged_into_id) if pk is not None]
    for row in Contribution.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"):
        Support.objects.filter(contribution=row, mark__in=[hand.mark, *alike(row, known)]).delete()
        withdraw(row, known)
        recount_supports(row)


@transaction.atomic
def take_back_comment(comment: Comment) -> bool:
    """Forget its words; its place stays where others answered. False for what was taken back or taken away before."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("contribution")
    row = rows.get(pk=comment.pk)
    if row.visibility in ("withdrawn", "removed"):
        return False
    row.body, row.shown_as = "", ""
    row.save(update_fields=["body", "shown_as"])
    set_comment_visibility(row, visibility="withdrawn")
    moderating.leave(Subject("contributions.comment", row.key))
    return True
