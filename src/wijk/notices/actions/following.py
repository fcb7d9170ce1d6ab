"""To follow something, and to stop: in one step with an account, by a confirmed address without."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.accounts.models import Person
from wijk.core import bounces, clock, outbox
from wijk.core.errors import NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.subject import CITY
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Passerby, Viewer
from wijk.notices import letters, queries
from wijk.notices.access import decides_for
from wijk.notices.models import Follow, Parcel, Reader
from wijk.notices.tags import Tag, parse
from wijk.notices.timing import next_due
from wijk.trail import actions as trail

#: So many things one reader may follow.
MOST = 200
#: The longest address that mail knows (RFC 5321).
LONGEST = 254
#: So many questions wait for the answer of one address.
MOST_WAITING = 10


def told(verb: str) -> None:
    """The entry in the trail: that somebody did it, not who, nor of what."""
    trail.record(Passerby(), verb=verb, subject=CITY)


@transaction.atomic
def follow(viewer: Viewer, *, person: Person, tag: str) -> Follow:
    """Follow a tag with one's own account. Following twice changes nothing. Absent where there is no such thing."""
    if not viewer.key or viewer.key != person.key:
        raise NotAllowed("notices.follow")
    wanted = parse(tag)
    queries.label(wanted.text, viewer)
    reader = own_reader(person)
    if reader.follows.exclude(confirmed_at=None).exclude(tag=wanted.text).count() >= MOST:
        raise Refused("too-many", _("You follow {most} things, which is the most. Stop one of them first."), most=MOST)
    row = added(reader, wanted)
    if row.confirmed_at is None:
        _count(row)
        told("notices.follow")
    return row


@transaction.atomic
def ask_to_follow(viewer: Viewer, *, email: str, tag: str, language: str) -> None:
    """Ask for letters about a tag at an address; nothing is sent to it but the question whether that is right.

    The answer is the same whether we know the address or not. Refused where it cannot be an address; Absent where there is no
    such thing to follow.
    """
    address = known_address(email)
    wanted = parse(tag)
    tongue = language if language in LANGUAGES else LANGUAGES[0]
    queries.label(wanted.text)
    reader = reader_at(address, tongue)
    told("notices.ask_to_follow")
    if reader.follows.filter(confirmed_at=None).exclude(tag=wanted.text).count() >= MOST_WAITING:
        return  # somebody asks in another's name again and again: the owner hears no more of it
    row = added(reader, wanted)
    with override(letters.language_of(row.reader)):
        name = queries.label(wanted.text)
    draft = letters.confirmation(row, name, f"{clock.today():%Y%m%d}")
    if row.confirmed_at is None or row.reader.stopped_at is not None or bounces.bounces(address):
        outbox.write_many([draft])


@transaction.atomic
def confirm(viewer: Viewer, *, pending: Follow) -> Reader:
    """Say yes to the question in a letter: the address is right, and one wants to hear of this."""
    row = Follow.objects.select_related("reader__person").get(pk=pending.pk)
    _count(row)
    bounces.clear(letters.address(row.reader))
    told("notices.confirm")
    return row.reader


@transaction.atomic
def stop_following(viewer: Viewer, *, reader: Reader, tag: str) -> None:
    """Follow something no longer."""
    decides_for(viewer, reader, "notices.stop_following")
    if reader.follows.filter(tag=tag).delete()[0]:
        told("notices.stop_following")


@transaction.atomic
def stop(viewer: Viewer, *, reader: Reader) -> None:
    """No more letters: at once, also those that wait. Of who has no account nothing is kept."""
    decides_for(viewer, reader, "notices.stop")
    if reader.stopped_at is not None:
        return
    Letter.objects.filter(key__startswith=f"digest-{reader.key}-", sent_at=None).delete()
    if reader.person is None:
        reader.delete()
    else:
        Parcel.objects.filter(push__reader=reader).delete()
        reader.pushes.all().delete()
        Reader.objects.filter(pk=reader.pk).update(stopped_at=clock.now(), due_at=None, agreed_large=False)
    told("notices.stop")


def known_address(email: str) -> str:
    """The address in lower case; refused when it cannot be one."""
    address = email.strip().lower()
    try:
        validate_email(address if len(address) <= LONGEST else "")
    except ValidationError as fault:
        raise Refused("no-address", _("“{address}” is not an e-mail address."), address=address[:100]) from fault
    return address


def own_reader(person: Person) -> Reader:
    """The reader of an account, made when it is not there; one that followed by the same address alone is taken over."""
    reader = Reader.objects.filter(person=person).first()
    if reader is not None:
        return reader
    known = Reader.objects.filter(email=person.email).first() if person.email else None
    if known is None:
        return Reader.objects.create(person=person, language=person.language)
    known.person, known.email = person, ""
    known.save(update_fields=["person", "email"])
    return known


def reader_at(address: str, language: str) -> Reader:
    """The reader at an address: that of the account with it, or one without an account."""
    person = Person.objects.filter(email=address, is_active=True).first()
    if person is not None:
        return own_reader(person)
    return Reader.objects.get_or_create(email=address, defaults={"language": language})[0]


def added(reader: Reader, tag: Tag) -> Follow:
    """The row that says that a reader follows a tag; it counts once it is confirmed."""
    row = reader.follows.filter(tag=tag.text).first()
    if row is not None:
        row.reader = reader
        return row
    name = queries.name_of(tag)
    return Follow.objects.create(reader=reader, tag=tag.text, name=name, lon=tag.lon, lat=tag.lat, metres=tag.metres)


def _count(row: Follow) -> None:
    """From now on this counts; what happened before a reader began is not told to them."""
    now, reader = clock.now(), row.reader
    if row.confirmed_at is None:
        row.confirmed_at = now
        row.save(update_fields=["confirmed_at"])
    if reader.confirmed_at is None or reader.stopped_at is not None:
        reader.confirmed_at, reader.stopped_at, reader.heard = now, None, queries.newest()
        reader.due_at = next_due(now, reader.rhythm, reader.weekday, reader.quiet_from, reader.quiet_to)
        reader.save(update_fields=["confirmed_at", "stopped_at", "heard", "due_at"])
