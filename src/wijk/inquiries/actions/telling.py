"""The replies are closed: each author hears of theirs, and what they said is marked as answered. A little at a time, each once."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wijk.contributions.actions import set_state
from wijk.contributions.models import Contribution
from wijk.core.text import LANGUAGES, Text
from wijk.inquiries.models import GONE, Redaction, Remark
from wijk.notices.actions import write_to

#: So many in one round of the worker.
AT_ONCE = 200


def tell_authors(now: datetime) -> int:
    """Tell the authors whose remark has a reply that everybody reads. What dies in the middle goes on where it was."""
    rows = Remark.objects.filter(inquiry__state__in=("replied", "decided"), told_at=None)
    waits = rows.exclude(pk__in=Remark.objects.owed().values("pk")).order_by("pk")
    return sum(_tell(pk, now) for pk in list(waits.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def _tell(pk: int, now: datetime) -> int:
    rows = Remark.objects.select_for_update(of=("self",)).select_related("inquiry")
    row = rows.filter(pk=pk, told_at=None).first()
    if row is None:
        return 0
    row.told_at = now
    row.save(update_fields=["told_at"])
    held = Contribution.objects.select_related("author", "person").get(pk=row.contribution_id)
    if held.visibility in GONE:
        return 1
    if held.state in ("open", "assigned", "reopened"):
        set_state(held, state="answered")
    author = getattr(held, "author", None)
    people = [held.person] if held.person is not None else []
    known = author is not None and bool(author.contact) and author.confirmed_at is not None and not people
    path = _path(held.key)
    write_to(
        people=people, to_addresses=[(author.contact, author.language)] if author is not None and known else [],
        key=f"inquiry-reply-{held.key}", title=_in_all(_("There is a reply to your remark")), path=path,
        body=_in_all(_("You made remark {number} in the public inquiry “{title}”. Read the reply."), row),
    )  # fmt: skip
    return 1


def forget_person(person: int) -> int:
    """Whoever asked or confirmed that something is blackened is forgotten; an opaque key stays, so that four eyes remain four."""
    asked = Redaction.objects.filter(asked_by=person).update(asked_by=None)
    return asked + Redaction.objects.filter(judged_by=person).update(judged_by=None)


def _path(key: str) -> str:
    return reverse("contributions:voice", args=[key]).split("/", 2)[2]


def _in_all(words: object, row: Remark | None = None) -> Text:
    said = {}
    for tongue in LANGUAGES:
        with override(tongue):
            said[tongue] = str(words)
            if row is not None:
                said[tongue] = said[tongue].format(number=row.number, title=row.inquiry.title.to(tongue))
    return Text(said)
