"""A letter to somebody in particular: an invitation, a reminder, an answer. Other rooms write it inside their own verb."""

import hashlib
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import override

from wijk.accounts.models import Person
from wijk.core import outbox
from wijk.core.outbox import Draft
from wijk.core.site import absolute
from wijk.core.text import LANGUAGES, Text
from wijk.notices.actions.following import known_address
from wijk.notices.letters import direct
from wijk.notices.models import Parcel, Push


def write_to(
    *, people: Iterable[Person] = (), key: str, title: str | Text, body: str | Text, language: str | None = None, path: str = "",
    to_addresses: Iterable[tuple[str, str]] = (), insists: bool = False,
) -> int:  # fmt: skip
    """Write to each of `people` at once, by mail and in the browsers that they turned on; to `to_addresses` (address, language) by
    mail. How many were written to now.

    Called inside the transaction of the verb that causes it. `key` makes the letter one of its kind: the same person is never
    written to twice with it. `title` and `body` in one language, or as a `Text`, of which everybody gets their own. `path` is a
    page ("/nl/…", or without its language "processes/x/"). These letters are for people whom something concerns in person, so
    they also reach who follows nothing. `insists`: it was asked for just now, so it goes to an address that bounced, too.
    """
    drafts: list[Draft] = []
    persons = [person for person in people if person.email and person.is_active]
    for person in persons:
        tongue = language or person.language
        drafts.append(
            _draft(person.email or "", _once(key, person.key), title, body, tongue, path, account=True, insists=insists)
        )
    for words, told in to_addresses:
        address = known_address(words)
        tongue = language or (told if told in LANGUAGES else LANGUAGES[0])
        drafts.append(_draft(address, _once(key, address), title, body, tongue, path, account=False, insists=insists))
    outbox.write_many(drafts)
    _push(persons, key, title, language, path)
    return len(drafts)


def _once(key: str, who: str) -> str:
    """The message id of a letter of one kind to one person."""
    print_ = hashlib.sha256("\0".join((key, who)).encode()).hexdigest()
    return f"direct-{print_[:48]}"


def _draft(
    to: str, key: str, title: str | Text, body: str | Text, language: str, path: str, *, account: bool, insists: bool
) -> Draft:
    said, told = _in(title, language), _in(body, language)
    with override(language):
        own = absolute(reverse("notices:mine")) if account else ""
    return direct(to, key, said, told, language, path, own, insists=insists)


def _in(words: str | Text, language: str) -> str:
    return words.to(language) if isinstance(words, Text) else words


def _push(people: list[Person], key: str, title: str | Text, language: str | None, path: str) -> None:
    """The same in the browsers that these people turned on."""
    rows = Push.objects.filter(reader__person__in=people, reader__stopped_at=None).select_related("reader__person")
    parcels = []
    for push in rows:
        tongue = language or (push.reader.person.language if push.reader.person else push.reader.language)
        link = (absolute(path) if path.startswith("/") else absolute(path, tongue)) if path else absolute("/")
        words = {"title": _in(title, tongue), "text": "", "url": link, "tag": _once(key, push.reader.key)}
        parcels.append(Parcel(key=f"{_once(key, push.reader.key)}-{push.pk}", push=push, words=words))
    Parcel.objects.bulk_create(parcels, ignore_conflicts=True)
