"""People who asked on paper to hear of things: a list of addresses is taken in as a whole or not at all."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.accounts.models import Person
from wijk.core import clock, outbox
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.subject import CITY
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Operator, Viewer
from wijk.notices import letters, queries
from wijk.notices.actions.following import known_address
from wijk.notices.models import Follow, Reader
from wijk.notices.tags import Tag, parse
from wijk.notices.timing import next_due
from wijk.trail import actions as trail

#: So many addresses are taken in at once from a page.
MOST = 5_000


@transaction.atomic
def enrol_readers(
    viewer: Viewer, *, addresses: Sequence[tuple[str, str]], tags: Sequence[str], rhythm: str = "weekly", home: str = "",
    agreed_large: bool = False, sure: bool = False,
) -> int:  # fmt: skip
    """Take in (address, language) pairs that want to hear of `tags`. Each is asked by letter whether that is right.

    `sure`, by the operator alone: the addresses were confirmed elsewhere and count at once. How many are new. Faulty with each
    line that is no address; then nobody is taken in. Addresses that are known already, or belong to an account, are passed over:
    their owners decide for themselves.
    """
    if not viewer.may("notices.enrol_readers") or (sure and not isinstance(viewer, Operator)):
        raise NotAllowed("notices.enrol_readers")
    wanted = [parse(tag) for tag in tags]
    names = queries.labels(tags)
    if not wanted or len(names) < len({tag.text for tag in wanted}):
        raise Refused(
            "no-tag", _("There is nothing like that to follow. Choose a neighbourhood, a theme or a project.")
        )
    read = _read(addresses)
    now, first = clock.now(), queries.newest()
    known = _known([address for address, _language in read])
    fresh = [
        Reader(
            email=address, language=language, rhythm=rhythm, home=home, agreed_large=agreed_large, heard=first,
            confirmed_at=now if sure else None, due_at=next_due(now, rhythm, 4) if sure else None, made_at=now,
        )
        for address, language in read
        if address not in known
    ]  # fmt: skip
    Reader.objects.bulk_create(fresh, batch_size=500)
    called = {tag.text: queries.name_of(tag) for tag in wanted}
    rows = [_row(reader, tag, called[tag.text], sure) for reader in fresh for tag in wanted]
    Follow.objects.bulk_create(rows, batch_size=500)
    if not sure:
        outbox.write_many(letters.confirmation(row, names[row.tag], f"{now:%Y%m%d}") for row in rows)
    trail.record(viewer, verb="notices.enrol_readers", subject=CITY, data={"count": len(fresh)})
    return len(fresh)


def _row(reader: Reader, tag: Tag, name: Text, sure: bool) -> Follow:
    confirmed = reader.confirmed_at if sure else None
    return Follow(
        reader=reader, tag=tag.text, name=name, lon=tag.lon, lat=tag.lat, metres=tag.metres, since=reader.made_at,
        confirmed_at=confirmed,
    )  # fmt: skip


def _read(addresses: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each address once, with a language, empty lines passed over; Faulty with what is wrong, by the line."""
    read: dict[str, str] = {}
    problems = []
    for number, (words, language) in enumerate(addresses, 1):
        if not words.strip():
            continue
        try:
            read.setdefault(known_address(words), language if language in LANGUAGES else LANGUAGES[0])
        except Refused as fault:
            problems.append(
                _("Line {number}: {why} Correct it, or leave the line out.").format(number=number, why=fault)
            )
    if problems:
        raise Faulty(problems, code="addresses-faulty")
    return list(read.items())


def _known(addresses: Sequence[str]) -> set[str]:
    """Those of these addresses that are known already."""
    found: set[str] = set()
    for start in range(0, len(addresses), 500):
        some = addresses[start : start + 500]
        found |= set(Reader.objects.filter(email__in=some).values_list("email", flat=True))
        found |= {str(email) for email in Person.objects.filter(email__in=some).values_list("email", flat=True)}
    return found
