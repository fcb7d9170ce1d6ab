"""Whom of a list do we know already? By what the list calls them, by their site, by a like name in the same place."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext_lazy as _

from wijk.actors.folding import alike, core, host
from wijk.actors.importers.reading import Row
from wijk.actors.models import Listing, Organisation
from wijk.core.text import Text

How = Literal["new", "update", "like"]
Choice = Literal["merge", "separate", "skip"]
#: What one may do with a row that looks like somebody we know.
CHOICES = {
    "merge": _("The same: fill in what we do not know yet"),
    "separate": _("Another one: add it"),
    "skip": _("Leave it out"),
}
#: A word that stands in more names than this says little; names are compared by their rarer words.
COMMON = 25
MOST_COMPARED = 12


@dataclass(frozen=True, slots=True)
class Match:
    """What a row is: new, one that we took from this list before, or like one that we know. `key` names that one."""

    how: How
    pk: int = 0
    key: str = ""
    title: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True)
class _Name:
    pk: int
    key: str
    title: Text
    cores: tuple[str, ...]
    places: frozenset[str]


class Known:
    """All organisations of the directory, to look rows up in; one query."""

    def __init__(self, listing: Listing | None) -> None:
        self.outside: dict[str, _Name] = {}
        self.sites: dict[str, _Name] = {}
        self.words: dict[str, list[_Name]] = defaultdict(list)
        mine = listing.pk if listing else None
        columns = ("pk", "key", "title", "website", "places", "listing_id", "outside_id", "closed_on")
        listed = Organisation.objects.values_list(*columns)
        for pk, key, title, website, places, its, outside, closed in listed.iterator(2000):
            name = _Name(pk, key, title, _cores(title), frozenset(places))
            if mine is not None and its == mine and outside:
                self.outside[outside] = name
                continue
            if closed:
                continue
            if site := host(website):
                self.sites.setdefault(site, name)
            for word in {w for one in name.cores for w in one.split()}:
                self.words[word].append(name)

    def match(self, row: Row) -> Match:
        """Who this row is."""
        if (before := self.outside.get(row.outside_id)) is not None:
            return Match("update", before.pk, before.key, before.title)
        like = self.sites.get(host(row.facts.website)) if row.facts.website else None
        like = like or self._named_alike(row)
        return Match("like", like.pk, like.key, like.title) if like else Match("new")

    def _named_alike(self, row: Row) -> _Name | None:
        cores = _cores(row.facts.title)
        places = frozenset(row.facts.places)
        words = {w for one in cores for w in one.split()}
        lists = [self.words[w] for w in words if w in self.words]
        compared: dict[int, _Name] = {}
        for names in sorted(lists, key=len):
            if len(names) > COMMON and compared:
                break
            for name in names[:COMMON]:
                compared.setdefault(name.pk, name)
        for name in list(compared.values())[: MOST_COMPARED * 2]:
            if _meet(places, name.places) and any(alike(a, b) for a in cores for b in name.cores):
                return name
        return None


def _cores(title: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys(core(words) for words in title.values()))


def _meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """May both be in one place? Where nobody says, or one is active everywhere, they may."""
    return not one or not other or "" in one or "" in other or bool(one & other)
