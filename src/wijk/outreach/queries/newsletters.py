"""What happened in a place, and how does a newsletter show it?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.core import city
from wijk.core.text import LANGUAGES, Text
from wijk.notices.models import Item
from wijk.outreach.models import Newsletter, Piece
from wijk.territory.models import Area, Level, Perimeter

#: The kinds of news, in the order in which a newsletter tells them.
KIND_WORDS: Mapping[str, object] = {
    "decision": _("Decided"),
    "meeting": _("Meetings"),
    "process": _("Processes"),
    "framework": _("How we agreed to work"),
    "review": _("Texts under review"),
    "call": _("Have your say"),
    "organ": _("Who decides"),
    "organisation": _("Organisations"),
}
#: Kinds that are never told in a newsletter.
LEFT_OUT = ("newsletter",)


@dataclass(frozen=True, slots=True)
class Group:
    """The pieces of one kind under their heading."""

    kind: str
    heading: object
    pieces: Sequence[Piece]


def happened(place: str, areas: Collection[str], since: date, until: date, most: int) -> list[Item]:
    """The public news of a place from one day to another (the last included), kind by kind, the newest of each first."""
    refs = {place, ""}
    if place.startswith("perimeter/"):
        refs |= {area for area in areas if area.startswith(f"{Level.NEIGHBOURHOOD}/")}
    zone = timezone.get_default_timezone()
    begin = datetime.combine(since, time.min, zone)
    end = datetime.combine(until + timedelta(days=1), time.min, zone)
    found = Item.objects.filter(at__gte=begin, at__lt=end)
    if place:
        found = found.filter(tags__tag__in=[f"area:{ref}" for ref in refs])
    newest = list(found.exclude(kind__in=LEFT_OUT).distinct().order_by("-index")[:most])
    return sorted(newest, key=lambda item: _rank(item.kind))


def grouped(pieces: Iterable[Piece]) -> list[Group]:
    """The chosen pieces in the order that the editor gave them; a kind stands where its first piece stands."""
    kinds: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.chosen:
            kinds.setdefault(piece.kind, []).append(piece)
    return [Group(kind, KIND_WORDS.get(kind, _("And also")), inside) for kind, inside in kinds.items()]


def newsletters_at(area: str | None = None) -> QuerySet[Newsletter]:
    """The newsletters that went out, the newest first; with an area, those that touch it."""
    found = Newsletter.objects.sent()
    return found if area is None else found.filter(pk__in=Newsletter.objects.touching(area).values("pk"))


def place_text(place: str) -> Text:
    """What a place is called, in every language that is known of it."""
    kind, _slash, code = place.partition("/")
    if kind == "perimeter":
        named = Perimeter.objects.filter(key=code).values_list("name", flat=True).first()
    elif place:
        named = Area.objects.current().at(kind).filter(code=code).values_list("name", flat=True).first()
    else:
        named = Text({language: city.name(language) for language in LANGUAGES})
    return named or Text.of(code)


def places_named(places: Collection[str]) -> dict[str, Text]:
    """The same for many places; two queries."""
    asked = Q(pk__in=[])
    for place in places:
        level, _slash, code = place.partition("/")
        asked |= Q(area_set__level=level, code=code)
    rows = Area.objects.current().filter(asked).values_list("area_set__level", "code", "name")
    keys = [place.partition("/")[2] for place in places if place.startswith("perimeter/")]
    lines = Perimeter.objects.filter(key__in=keys).values_list("key", "name")
    found = {f"{level}/{code}": name for level, code, name in rows} | {f"perimeter/{key}": name for key, name in lines}
    found[""] = Text({language: city.name(language) for language in LANGUAGES})
    return {place: found.get(place) or Text.of(place) for place in places}


def usual_title(place: str) -> Text:
    """A title to begin with, in every language of the house."""
    named, said = place_text(place), {}
    for language, _own in settings.LANGUAGES:
        with translation.override(language):
            said[language] = gettext("News from {place}").format(place=named.to(language))
    return Text(said)


def _rank(kind: str) -> int:
    kinds = list(KIND_WORDS)
    return kinds.index(kind) if kind in kinds else len(kinds)
