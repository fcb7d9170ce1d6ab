"""What happened, what may one follow, and who follows what? Items are public; readers are not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from wijk.core import city
from wijk.core.errors import Absent
from wijk.core.providers import Calendars, Card, Describes, providers
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.core.themes import theme_label
from wijk.core.viewer import Passerby, Viewer
from wijk.notices.models import Follow, Item, ItemPoint, ItemTag, Reader, Telling
from wijk.notices.tags import DEGREE, Tag, apart, heard_with, parse
from wijk.territory.models import Area, Level, Street
from wijk.territory.queries import place_link

#: What the kinds of news are called.
KINDS = {
    "process": gettext_lazy("Process"),
    "framework": gettext_lazy("Framework"),
    "meeting": gettext_lazy("Meeting"),
    "decision": gettext_lazy("Decision"),
    "organ": gettext_lazy("Organ"),
    "review": gettext_lazy("Review"),
    "organisation": gettext_lazy("Organisation"),
    "newsletter": gettext_lazy("Newsletter"),
    "call": gettext_lazy("Question"),
}


def follow_link(tag: str) -> str:
    """The address of the page on which one follows a tag, in the language of the page."""
    return f"{reverse('notices:follow')}?what={quote(tag, safe=':/,')}"


def feed_link(tag: str) -> str:
    """The address of the Atom feed of a tag, in the language of the page."""
    return reverse("notices:feed", kwargs={"tag": tag})


def calendar_link(tag: str) -> str:
    """The address of the calendar that goes with a tag, in the language of the page; "" where there is none."""
    for room in providers("calendars"):
        has: Calendars = room
        if link := has.link(tag):
            return link
    return ""


def circle_link(tag: str) -> str:
    """The page on which one draws a circle in a neighbourhood; "" for other tags."""
    kind, _colon, ref = tag.partition(":")
    here = kind == "area" and ref.startswith(f"{Level.NEIGHBOURHOOD}/")
    return f"{reverse('notices:circle')}?in={quote(ref, safe='/')}" if here else ""


def items(
    tags: Sequence[str],
    *,
    kinds: Sequence[str] = (),
    limit: int = 20,
    before: int | None = None,
    since: datetime | None = None,
) -> list[Item]:
    """Public items of any of these tags (all items where there is none), newest first; with a neighbourhood, also those of the
    whole city. `before` is an index: only older ones. Two queries at most, one more for each circle.
    """
    rows = Item.objects.all() if not tags else Item.objects.filter(pk__in=_tagged(tags))
    rows = rows.filter(kind__in=kinds) if kinds else rows
    rows = rows.filter(index__lt=before) if before is not None else rows
    rows = rows.filter(at__gte=since) if since is not None else rows
    return list(rows.order_by("-index")[:limit])


def _tagged(tags: Sequence[str]) -> "QuerySet[ItemTag, int] | list[int]":
    circles = [tag for tag in map(parse, tags) if tag.kind == "circle"]
    named = ItemTag.objects.filter(tag__in=heard_with([tag for tag in tags if not tag.startswith("circle:")]))
    if not circles:
        return named.values_list("item_id", flat=True)
    return [*named.order_by("-item_id").values_list("item_id", flat=True)[:500], *_around(circles)]


def _around(circles: Sequence[Tag]) -> list[int]:
    """The newest items with a point in one of these circles."""
    found = set()
    for one in circles:
        lon, lat, metres = one.lon or 0.0, one.lat or 0.0, one.metres or 0
        up, aside = metres / DEGREE, 2 * metres / DEGREE
        box = {"lat__range": (lat - up, lat + up), "lon__range": (lon - aside, lon + aside)}
        for item, x, y in (
            ItemPoint.objects.filter(**box).order_by("-item_id").values_list("item_id", "lon", "lat")[:2000]
        ):
            if apart(lon, lat, x, y) <= metres:
                found.add(item)
    return sorted(found, reverse=True)[:500]


def newest() -> int:
    """The index of the newest item; -1 where there is none."""
    told = Item.objects.aggregate(newest=Max("index"))["newest"]
    return -1 if told is None else int(told)


def label(tag: str, viewer: Viewer | None = None) -> str:
    """What a tag is called, in the language of the page. Absent where there is no such thing."""
    found = labels([tag], viewer).get(parse(tag).text)
    if not found:
        raise Absent("tag")
    return found


def labels(tags: Iterable[str], viewer: Viewer | None = None) -> dict[str, str]:
    """What tags are called, in the language of the page; those of things that are not there (any more) are left out."""
    told = [parse(tag) for tag in tags]
    named: dict[str, str] = {}
    codes = {tag.ref.partition("/")[2] for tag in told if tag.kind == "area" and tag.ref}
    if codes:
        rows = Area.objects.current().filter(code__in=codes).values_list("area_set__level", "code", "name")
        named |= {f"area:{level}/{code}": name.to() for level, code, name in rows}
    streets = {tag.ref for tag in told if tag.kind == "street"}
    if streets:
        rows_ = Street.objects.filter(key__in=streets).values_list("key", "name")
        named |= {f"street:{key}": name.to() for key, name in rows_}
    for tag in told:
        if tag.kind == "area" and not tag.ref:
            named[tag.text] = city.name()
        elif tag.kind == "theme":
            named[tag.text] = theme_label(tag.ref)
        elif tag.kind == "circle":
            named[tag.text] = _("Within {metres} metres of a place that you chose").format(metres=tag.metres)
        elif tag.kind == "subject" and (words := _described(tag.ref, viewer or Passerby())):
            named[tag.text] = words
    return named


def name_of(tag: Tag) -> Text:
    """What a subject is called now, in each language; nothing for other tags, whose names are asked when they are shown."""
    said: dict[str, str] = {}
    for language in LANGUAGES if tag.kind == "subject" else ():
        with override(language):
            said[language] = labels([tag.text]).get(tag.text, "")
    return Text(said)


def follow_names(rows: Sequence[Follow], viewer: Viewer) -> dict[str, str]:
    """What the things that somebody follows are called, in the language of the page; three queries, however many they are."""
    shown = labels([row.tag for row in rows if not row.name], viewer)
    return shown | {row.tag: row.name.to() for row in rows if row.name}


def page_link(tag: str, viewer: Viewer | None = None) -> str:
    """The page of what a tag names; "" where it has none."""
    told = parse(tag)
    if told.kind == "area":
        return place_link(told.ref)
    card = _card(told.ref, viewer or Passerby()) if told.kind == "subject" else None
    return card.url if card else ""


def _described(ref: str, viewer: Viewer) -> str:
    """The title of a subject; "" where nobody may see it."""
    card = _card(ref, viewer)
    return card.title if card else ""


def _card(ref: str, viewer: Viewer) -> Card | None:
    """How a subject looks, by whichever room knows its kind; None where nobody may see it."""
    subject = Subject.parse(ref)
    for room in providers("describes"):
        knows: Describes = room
        if subject.kind in knows.kinds:
            return knows.card(subject, viewer)
    return None


def reader_of(viewer: Viewer) -> Reader | None:
    """The reader that belongs to an account; None where they never followed anything."""
    return Reader.objects.select_related("person").filter(person__key=viewer.key).first() if viewer.key else None


def follows_of(reader: Reader) -> "QuerySet[Follow]":
    """What a reader follows, oldest first."""
    return reader.follows.exclude(confirmed_at=None).order_by("since", "pk")


def follows(viewer: Viewer, tag: str) -> bool:
    """Does whoever looks follow this already?"""
    mine = Follow.objects.filter(reader__person__key=viewer.key, reader__stopped_at=None, tag=tag)
    return bool(viewer.key) and mine.exclude(confirmed_at=None).exists()


@dataclass(frozen=True, slots=True)
class Reached:
    """How many readers who live in `home` ("" where they did not say) were told of something by `channel` ("mail", "push")."""

    home: str
    channel: str
    readers: int


def reached(index: int, until: datetime | None = None) -> list[Reached]:
    """Who was told of an item, by neighbourhood and channel; counts only, nobody stands in them."""
    item = Item.objects.filter(pk=index).values_list("at", flat=True).first()
    rows = Telling.objects.filter(at__gte=item) if item else Telling.objects.none()
    rows = rows.filter(at__lt=until) if until else rows
    counts: dict[tuple[str, str], int] = {}
    for told in rows.values_list("told", flat=True).iterator():
        for home, channels in told.get(str(index), {}).items():
            for channel, n in channels.items():
                counts[home, channel] = counts.get((home, channel), 0) + n
    return [Reached(home, channel, n) for (home, channel), n in sorted(counts.items())]


def readers_by_home() -> dict[str, int]:
    """How many readers said that they live where, so that it shows who is not reached."""
    homes: dict[str, int] = {}
    for home in Reader.objects.live().order_by().values_list("home", flat=True).iterator():
        homes[home] = homes.get(home, 0) + 1
    return homes
