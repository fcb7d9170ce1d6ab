"""Somebody shows that the address is theirs: by the link in the letter, or by the code typed over."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wijk.contributions import access, moderating, tokens
from wijk.contributions.actions.submitting import let_in
from wijk.contributions.models import Author, Contribution
from wijk.core import bounces, clock
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby, Viewer
from wijk.trail.actions import record

#: Wrong codes, after which only the link in the letter helps.
TRIES = 6


@transaction.atomic
def confirm(viewer: Viewer, *, key: str, token: str) -> Contribution:
    """By the link. A second time changes nothing. Absent where the link belongs to nothing."""
    row = _locked(key)
    if not access.is_author(viewer, row, token):
        raise Absent("contribution")
    return _confirmed(row)


def confirm_by_code(viewer: Viewer, *, key: str, code: str) -> Contribution:
    """By the code from the letter. Refused for a wrong one, and after several of them for any."""
    digits = "".join(sign for sign in code if sign.isdigit() and sign.isascii())
    with transaction.atomic():
        row = _locked(key)
        if row.author.tries < TRIES and digits == tokens.code_of(row.key, row.author.seed):
            return _confirmed(row)
        spent = row.author.tries >= TRIES
        Author.objects.filter(pk=row.author.pk).update(tries=F("tries") + (0 if spent else 1))
    if spent:
        raise Refused("code-spent", _("The code was wrong too often. Use the link in the letter instead."))
    raise Refused("code-wrong", _("This is not the code from the letter. Look again: it has six digits."))


def _locked(key: str) -> Contribution:
    row = (
        Contribution.objects.select_for_update(of=("self",)).select_related("author", "opening").filter(key=key).first()
    )
    if row is None or getattr(row, "author", None) is None:
        raise Absent("contribution")
    return row


def _confirmed(row: Contribution) -> Contribution:
    if row.visibility != "unconfirmed":
        return row
    now = clock.now()
    Author.objects.filter(pk=row.author.pk).update(confirmed_at=now)
    row.author.confirmed_at = now
    if row.author.contact:
        bounces.clear(row.author.contact)
    record(
        Passerby(), verb=access.CONFIRM, subject=Subject("contributions.contribution", row.key), area=row.area,
        data={"kind": row.kind_id},
    )  # fmt: skip
    let_in(row, moderating.hand(row))
    return row
