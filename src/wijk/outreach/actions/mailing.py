"""A call goes to everybody who follows its place, each with a link of their own: a few at a time, so that a stop in between loses nobody."""

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from wijk.core import clock, site
from wijk.notices.access import own_token
from wijk.notices.actions import write_to
from wijk.notices.models import Reader
from wijk.outreach import queries, tokens
from wijk.outreach.models import Call, Channel

BATCH = 200


def mail_on(batches: int = 5) -> int:
    """Write some more of the letters that were asked for; how many. Done twice is done once: each letter has its own key."""
    written = 0
    for _turn in range(batches):
        call = Call.objects.exclude(mail_asked_at=None).filter(mail_done_at=None).order_by("pk").first()
        if call is None:
            break
        written += _batch(call.pk)
    return written


@transaction.atomic
def _batch(pk: int) -> int:
    call = Call.objects.select_for_update().prefetch_related("places").get(pk=pk)
    if call.mail_done_at is not None:
        return 0
    readers: list[Reader] = []
    if call.ended_at is None:
        areas = [place.area for place in call.places.all() if _heard(call.place, place.area)]
        rows = queries.readers_of(areas).filter(pk__gt=call.mailed_to).select_related("person")
        readers = list(rows[:BATCH])
    _write(call, readers)
    call.mailed_to = readers[-1].pk if readers else call.mailed_to
    if len(readers) < BATCH:
        call.mail_done_at = clock.now()
    call.save(update_fields=["mailed_to", "mail_done_at"])
    return len(readers)


def _heard(place: str, area: str) -> bool:
    """Followers of a municipality are not written to for a call in one of its neighbourhoods."""
    return area == place or area.startswith("neighbourhood/")


def _write(call: Call, readers: Sequence[Reader]) -> None:
    short = queries.short_path(call, Channel.MAIL)
    for reader in readers:
        language = reader.person.language if reader.person else reader.language
        token = tokens.of_reader(call.key, reader.person.key if reader.person else reader.key)
        title, body = call.title.to(language), _body(call, reader, language)
        told = {"key": f"outreach.call:{call.key}", "title": title, "body": body, "language": language}
        path = f"{short}?t={token}"
        if reader.person:
            write_to(people=[reader.person], path=path, **told)
        else:
            write_to(people=[], to_addresses=[(reader.email, language)], path=path, **told)


def _body(call: Call, reader: Reader, language: str) -> str:
    with translation.override(language):
        lines = [call.words.to(), call.question.to()]
        if call.fixed:
            lines.append(f"{_('What cannot change:')} {call.fixed}")
        if call.asks:
            lines.append(
                _(
                    "The link below is yours alone: with it you take a position in one step, and can change it. Nobody sees whose it is."
                )
            )
        stop = site.absolute(reverse("notices:stop", kwargs={"token": own_token(reader.key)}))
        lines.append(f"{_('No more letters, in one click:')} {stop}")
    return "\n\n".join(line for line in lines if line)
