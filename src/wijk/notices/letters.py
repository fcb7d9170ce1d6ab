"""What our letters say, in the language of who gets them, each with its way out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijk.core import city
from wijk.core.outbox import Draft
from wijk.core.site import absolute
from wijk.notices.access import confirm_token, own_token
from wijk.notices.dressing import Block, Shown, dress
from wijk.notices.models import Follow, Item, Reader

#: So many pieces of news stand in one letter; how many more there are is said.
CAP = 10
#: A sentence of news is cut after so many letters.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words of a letter, found once a language."""

    language: str
    greeting: str
    new: str
    large: str
    change: str
    stop: str
    change_link: str
    stop_link: str


@lru_cache(maxsize=16)
def words_in(language: str, here: str) -> Words:
    """The fixed words in a language, for a city."""
    with override(language):
        return Words(
            language,
            _("Good day,"),
            _("This is new in what you follow in {city}.").format(city=here),
            _("Large projects where you live"),
            _("Change what you hear:"),
            _("No more letters, in one click:"),
            _("Change what you hear"),
            _("No more letters"),
        )


@dataclass(frozen=True, slots=True)
class Group:
    """News under one heading: the name of what was followed."""

    heading: str
    items: Sequence[Item]


def address(reader: Reader) -> str:
    """Where a reader gets their letters; "" where nowhere."""
    return (reader.person.email or "") if reader.person else reader.email


def language_of(reader: Reader) -> str:
    """The language of a reader's letters: that of their account, where they have one."""
    return reader.person.language if reader.person else reader.language


def own_links(reader: Reader, language: str) -> tuple[str, str]:
    """The addresses at which a reader changes what they hear, and stops it."""
    token = own_token(reader.key)
    with override(language):
        return (
            absolute(reverse("notices:by_letter", kwargs={"token": token})),
            absolute(reverse("notices:stop", kwargs={"token": token})),
        )


def stop_headers(stop: str) -> dict[str, str]:
    """The headers by which a mail program offers to stop in one click (RFC 8058)."""
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def digest(reader: Reader, groups: Sequence[Group], left: int, newest: int) -> Draft:
    """The letter with what is new. `left` is how many pieces of news did not fit."""
    language = language_of(reader)
    words = words_in(language, city.name(language))
    own, stop = own_links(reader, language)
    blocks = [Block(group.heading, [_shown(item, language) for item in group.items]) for group in groups]
    lines = [words.greeting, "", words.new]
    for block in blocks:
        lines += ["", block.heading, "-" * min(len(block.heading), 60)]
        for one in block.items:
            lines += [line for line in (one.title, one.text, one.link) if line] + [""]
        lines.pop()
    others = more(left, language) if left else ""
    if left:
        lines += ["", f"{others} {own}"]
    lines += ["", "", f"{words.change} {own}", f"{words.stop} {stop}"]
    first = next(item for group in groups for item in group.items)
    shown = sum(len(group.items) for group in groups)
    title = subject(first.title.to(language), shown + left - 1, language)
    html = dress(
        language, title, opening=[words.greeting, words.new], groups=blocks, more=(others.rstrip(" :"), own) if left else None,
        foot=[(words.change_link, own), (words.stop_link, stop)],
    )  # fmt: skip
    return Draft(
        to=address(reader), subject=title, body="\n".join(lines), html=html, language=language,
        key=digest_key(reader, newest), headers=stop_headers(stop),
    )  # fmt: skip


def digest_key(reader: Reader, newest: int) -> str:
    """The message id of a digest: one for each reader and how far it tells."""
    return f"digest-{reader.key}-{newest}"


def _shown(item: Item, language: str) -> Shown:
    text = " ".join(item.text.to(language).split())
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rsplit(' ', 1)[0]}…"
    return Shown(" ".join(item.title.to(language).split()), text, absolute(item.path, language) if item.path else "")


def more(left: int, language: str) -> str:
    """That there is more than what is shown."""
    return _more(left, language)


@lru_cache(maxsize=512)
def _more(left: int, language: str) -> str:
    with override(language):
        return ngettext("and {count} more:", "and {count} more:", left).format(count=left)


def subject(first: str, others: int, language: str) -> str:
    """The subject of a digest: its first news, and how many others there are."""
    return first if others < 1 else _and_others(language, others).replace("\0", first[:200])


@lru_cache(maxsize=512)
def _and_others(language: str, others: int) -> str:
    with override(language):
        return ngettext("{first} and {count} more", "{first} and {count} more", others).format(first="\0", count=others)


def confirmation(follow: Follow, name: str, day: str) -> Draft:
    """The letter that asks whether somebody really wants to hear of `name`; one a day for each thing."""
    reader = follow.reader
    language = language_of(reader)
    with override(language):
        link = absolute(reverse("notices:confirm", kwargs={"token": confirm_token(follow.pk)}))
        said = {"city": city.name(language), "what": name}
        hello, asked = _("Good day,"), _("Somebody asked {city} to write to this address when there is news of:")
        within = _("If that was you, open this link within a week and confirm:")
        otherwise = _("If it was not, you need not do anything: we do not write again.")
        title, button = _("Please confirm: news of {what}").format(what=name), _("Yes, write to me")
    opening = [hello, asked.format(**said), name, within]
    html = dress(language, title, opening=opening, button=(button, link), closing=[otherwise])
    return Draft(
        to=address(reader), subject=title, body="\n\n".join([*opening, link, otherwise]), html=html,
        language=language, key=f"confirm-{reader.key}-{follow.pk}-{day}", insists=True,
    )  # fmt: skip


def direct(
    to: str, key: str, title: str, body: str, language: str, path: str, footer: str = "", *, insists: bool = False
) -> Draft:
    """A letter to one person; `footer` is the address at which they change what they hear."""
    with override(language):
        greeting, open_it, change = _("Good day,"), _("Open the page"), _("Change what you hear:")
        change_link = _("Change what you hear")
    link = (absolute(path) if path.startswith("/") else absolute(path, language)) if path else ""
    words = body.strip()
    parts = [greeting, words, link, f"{change} {footer}" if footer else ""]
    paragraphs = [part.strip() for part in words.split("\n\n") if part.strip()]
    html = dress(
        language, title, opening=[greeting, *paragraphs], button=(open_it, link) if link else None,
        foot=[(change_link, footer)] if footer else [],
    )  # fmt: skip
    return Draft(
        to=to, subject=title, body="\n\n".join(part for part in parts if part), html=html, language=language,
        key=key, insists=insists,
    )  # fmt: skip
