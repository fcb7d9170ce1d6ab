"""Somebody supports what another said: once each, whoever counts, and nobody learns who.

With an account in one step. Without one, by a link that we send to an address: the link holds an opaque mark of the address, and the
address itself is not kept. An address that belongs to an account gives the mark of that account, so that nobody counts twice.
Supports leave no line in the trail: a worker seals them by the batch, as salted prints in an order that tells nothing.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.contributions import access, checking, compute, letters, persons, tokens
from wijk.contributions.actions.parts import recount_supports
from wijk.contributions.actions.uniting import alike, withdraw
from wijk.contributions.models import Contribution, Support, SupportBatch
from wijk.core.errors import Absent, Refused
from wijk.core.subject import CITY
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Passerby, Viewer
from wijk.trail.actions import record

#: So many voices are sealed together: fewer wait, so that a batch tells nothing of anybody. More go into the next one.
LEAST, MOST = 5, 20_000


@dataclass(frozen=True, slots=True)
class Supported:
    """Whether it is supported now by this hand, and by how many in all."""

    contribution: Contribution
    on: bool
    count: int


def mark_of(contribution: str, who: str) -> str:
    """The opaque mark of one hand under one contribution; under another it is another."""
    return tokens.mark_of(f"support.{contribution}", who)


def support(
    viewer: Viewer, *, contribution: Contribution, on: bool = True, mark: str = "", session: str = "", known: str = ""
) -> Supported:  # fmt: skip
    """Support it, or no longer (`on`). Twice is as once. `mark` is for rooms that count hands their own way; `known` is the seal beside
    it, where a link from a letter holds both.

    Where one must live there, one counts once by whatever way it was shown (`session` is `residence.access.proof`). Refused for a
    passer-by without a mark, for who lives elsewhere, and for what is no longer shown.
    """
    opening = contribution.opening
    if not mark:
        access.check_lives(viewer, opening, session)
    hand = mark or hand_of(viewer, contribution, session)
    if not hand:
        raise Refused("no-hand", _("Sign in, or give an e-mail address: then it counts once."))
    before = [] if mark else [_of_resident(contribution, one) for one in access.hands_before(viewer, opening, session)]
    prints = persons.opened(known) if mark else persons.prints(access.known_as(viewer, session))
    return _put(contribution, hand, on=on, before=before, known=prints)


def hand_of(viewer: Viewer, contribution: Contribution, session: str = "") -> str:
    """The mark by which this viewer counts under it; "" for whoever has none."""
    if resident := access.hand_of_resident(viewer, contribution.opening, session):
        return _of_resident(contribution, resident)
    return mark_of(contribution.key, f"person:{viewer.key}") if viewer.key else ""


def _of_resident(contribution: Contribution, hand: str) -> str:
    return mark_of(contribution.key, f"resident:{hand}")


def ask_to_support(
    viewer: Viewer, *, contribution: Contribution, email: str, language: str, session: str = "", once: str = ""
) -> None:  # fmt: skip
    """Send the link by which somebody without an account supports it. The same `once` is the same letter."""
    access.check_lives(viewer, contribution.opening, session)
    if access.asked_home(contribution.opening).level != "none":
        raise Refused("no-letter", _("Here no letter is needed: support it in one step, from the page itself."))
    address = checking.address_of(email)
    if not address:
        raise Refused("no-contact", _("Give the e-mail address to which we send the link."))
    _still(contribution)
    person = Person.objects.filter(email=address).values_list("key", flat=True).first()
    hand = mark_of(contribution.key, f"person:{person}" if person else f"mail:{address}")
    known = persons.seal(access.known_by_address(address))
    with transaction.atomic():
        said_in = language if language in LANGUAGES else LANGUAGES[0]
        letters.ask_support(contribution, address, (hand, known), said_in, once)


def by_link(token: str) -> tuple[Contribution, str, str]:
    """What a link from a letter is about, and the mark and the seal in it. Absent where it is not ours, or too old."""
    parts = tokens.unsealed("support", token)
    row = Contribution.objects.select_related("opening").filter(key=parts[0]).first() if len(parts) == 3 else None
    if row is None:
        raise Absent("contribution")
    return row, parts[1], parts[2]


def supported(viewer: Viewer, contribution: Contribution, mark: str = "", session: str = "") -> bool:
    """Does this hand support it, by itself or by what was taken together with it?"""
    hand = mark or hand_of(viewer, contribution, session)
    if not hand:
        return False
    along = [] if mark else alike(contribution, persons.prints(access.known_as(viewer, session)))
    return Support.objects.filter(contribution=contribution, mark__in=[hand, *along]).exists()


@transaction.atomic
def _put(
    contribution: Contribution, hand: str, *, on: bool, before: Sequence[str] = (), known: tuple[str, ...] = ()
) -> Supported:  # fmt: skip
    """Held by the row of the contribution, so that two at once are counted both."""
    row = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    _still(row)
    same = [*before, *alike(row, known)]
    if same:  # the same person, known better now, or whose voice came along with another
        Support.objects.filter(contribution=row, mark__in=same).exclude(mark=hand).delete()
    if on:
        made = Support(contribution=row, mark=hand, salt=tokens.fresh_seed(), known=persons.again(known))
        Support.objects.bulk_create([made], ignore_conflicts=True)
    else:
        Support.objects.filter(contribution=row, mark=hand).delete()
        withdraw(row, known)
    recount_supports(row)
    contribution.supports = row.supports
    return Supported(row, on, row.supports)


def _still(contribution: Contribution) -> None:
    if not contribution.is_shown or contribution.merged_into_id:
        raise Refused("not-shown", _("One can no longer support this."))


@transaction.atomic
def seal_supports(viewer: Viewer) -> SupportBatch | None:
    """Put the common print of the newest voices into the trail. None where there are fewer than five: they wait.

    Done by the worker; two at once do not seal the same voice twice.
    """
    rows = list(
        Support.objects.select_for_update(of=("self",)).filter(sealed=False).select_related("contribution").order_by("pk")[:MOST]
    )  # fmt: skip
    if len(rows) < LEAST:
        return None
    pairs = [(row.salt, f"{row.contribution.key}|{row.mark}") for row in rows]
    secrets.SystemRandom().shuffle(pairs)
    sealed = compute.seal(pairs)
    batch = SupportBatch.objects.create(root=sealed.root, count=len(pairs), prints=sealed.prints)
    Support.objects.filter(pk__in=[row.pk for row in rows]).update(sealed=True)
    record(Passerby(), verb=access.SEAL, subject=CITY, data={"count": batch.count, "root": batch.root})
    return batch
