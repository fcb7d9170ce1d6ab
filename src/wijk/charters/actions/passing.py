"""Say something in a review without an account: by an address that is asked by letter whether it is right, and not kept."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from wijk.charters import access, queries
from wijk.charters.actions.saying import CITIZEN, not_too_many, not_twice, open_now, spoken, wanted, written
from wijk.charters.actions.writing import locked_round, note
from wijk.charters.models import WHOLE, Remark, Round, Waiting
from wijk.charters.words import in_all
from wijk.core import clock
from wijk.core.bounces import address_hash, clear_print
from wijk.core.viewer import Passerby
from wijk.notices.actions import write_to

#: So many things are taken from one address in one review.
MOST = 10
#: What nobody confirmed is forgotten after this.
GOOD_FOR = timedelta(days=8)
_LETTER = gettext_lazy(
    "Somebody said something in the review of “{title}” and gave this address.\n\n"
    "If that was you, open the page below within a week, at the latest on {until}, and confirm it. What you said is shown from then "
    "on, without your name. Keep this letter: the same page shows the answer that you get, and takes your words back.\n\n"
    "If it was not you, you need not do anything: nothing is shown, and we do not write again."
)


@transaction.atomic
def ask_to_say(*, round: Round, email: str, slug: str = WHOLE, wish: str, body: str, language: str = "") -> Waiting:
    """Take a remark of somebody without an account, and ask their address by letter whether it is theirs. Nobody sees it until
    then.

    Raises Absent for an unknown article; Refused outside the days of the review, for nothing said, for too much, and for what
    cannot be an address.
    """
    row = open_now(round)
    wanted(wish)
    queries.article_or_whole(row, slug)
    words, tongue, print_ = written(body), spoken(language), address_hash(email)
    mine = row.waiting.filter(print=print_)
    not_twice(mine.filter(slug=slug, body=words).exists())
    not_too_many(mine.count(), MOST)
    made = Waiting.objects.create(round=row, slug=slug, wish=wish, body=words, language=tongue, print=print_)
    title = in_all(gettext_lazy("Please confirm what you said of “{title}”"), title=row.document.title)
    text = in_all(_LETTER, title=row.document.title, until=row.closes_on)
    path = reverse("charters:yours", args=[access.said_token(made.key)]).split("/", 2)[2]
    write_to(
        key=f"charters-said:{made.key}", title=title, body=text, path=path, to_addresses=[(email, tongue)], insists=True
    )
    note(Passerby(), "ask_to_say", row.document, row, article=slug)
    return made


@transaction.atomic
def confirm_said(*, waiting: Waiting) -> Remark:
    """Show what somebody said, now that they opened the link in their letter. Done twice is done once."""
    row = locked_round(waiting.round)
    known: Remark | None = Remark.objects.filter(key=waiting.key).first()
    if known is not None:
        return known
    row = open_now(row)
    held = Waiting.objects.get(pk=waiting.pk)
    made = Remark.objects.create(
        key=held.key,
        round=row,
        slug=held.slug,
        wish=held.wish,
        body=held.body,
        voice=CITIZEN.name,
        language=held.language,
    )
    held.confirmed_at = clock.now()
    held.save(update_fields=["confirmed_at"])
    clear_print(held.print)
    note(Passerby(), "say", row.document, row, article=made.slug, wish=made.wish, voice=made.voice, remark=made.key)
    return made


def forget_waiting(now: datetime) -> int:
    """Forget what nobody confirmed, and the prints of a review that is over."""
    old = Waiting.objects.filter(confirmed_at=None, at__lt=now - GOOD_FOR).delete()[0]
    return old + Waiting.objects.filter(round__state="concluded").delete()[0]
