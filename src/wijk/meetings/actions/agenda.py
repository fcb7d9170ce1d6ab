"""The agenda and its documents. A point may refer to anything of the house, but never in a circle."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.core.documents import Upload, keep, keep_content
from wijk.core.errors import Absent, Refused
from wijk.core.providers import Card, providers
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Passerby, Viewer
from wijk.meetings.actions.ground import held, short_key, still_coming, subject_or_nothing, tell, touch
from wijk.meetings.models import ITEM_KINDS, Item, Meeting, Paper

#: So many meetings that refer to one another are looked through.
FAR = 2000
MOST_ITEMS = 200


@transaction.atomic
def add_item(
    viewer: Viewer,
    *,
    meeting: Meeting,
    title: Text,
    about: Subject | None = None,
    decision: bool = False,
    kind: str = "",
    text: Text | None = None,
    duration: int | None = None,
    public: bool = True,
    parent: Item | None = None,
) -> Item:
    """Put a point at the end of the agenda (of `parent`, where it is a part). `kind` is information, discussion, decision or opinion."""
    row = held(viewer, meeting, "meetings.add_item")
    _open(row)
    if row.items.count() >= MOST_ITEMS:
        raise Refused("agenda-full", _("An agenda has at most {most} points. Split the meeting."), most=MOST_ITEMS)
    if parent is not None and (parent.meeting_id != row.pk or parent.parent_id is not None):
        raise Refused(
            "item-parent",
            _("A point can be a part of another point of this meeting, one level deep. Choose another one."),
        )
    item = Item(key=short_key(), meeting=row, parent=parent)
    item.number = (row.items.filter(parent=parent).aggregate(last=Max("number"))["last"] or 0) + 1
    _fill(viewer, item, title, about, kind or ("decision" if decision else "discussion"), text, duration, public=public)
    item.save(force_insert=True)
    touch(row)
    tell(viewer, "meetings.add_item", row, item=item.key)
    return item


@transaction.atomic
def change_item(
    viewer: Viewer,
    *,
    item: Item,
    title: Text,
    about: Subject | None,
    kind: str,
    text: Text | None = None,
    duration: int | None = None,
    public: bool = True,
    number: int | None = None,
) -> Item:
    """Change a point; `number` is its new place among its neighbours."""
    row = held(viewer, item.meeting, "meetings.change_item")
    _open(row)
    own = row.items.get(pk=item.pk)
    _fill(viewer, own, title, about, kind, text, duration, public=public)
    own.save()
    if number is not None and number != own.number:
        _reorder(row, own, number)
    touch(row)
    tell(viewer, "meetings.change_item", row, item=own.key)
    return own


@transaction.atomic
def drop_item(viewer: Viewer, *, item: Item) -> None:
    """Take a point with its parts off the agenda of a meeting that is still to come."""
    row = held(viewer, item.meeting, "meetings.drop_item")
    if row.state != "polling":
        still_coming(row)
    row.items.filter(pk=item.pk).delete()
    for number, other in enumerate(row.items.filter(parent=item.parent), 1):
        Item.objects.filter(pk=other.pk).update(number=number)
    touch(row)
    tell(viewer, "meetings.drop_item", row, item=item.key)


def _open(row: Meeting) -> None:
    if row.state in ("cancelled", "approved"):
        raise Refused(
            "agenda-closed",
            _("The agenda of a cancelled meeting, or of one whose minutes are approved, no longer changes."),
        )


def _fill(
    viewer: Viewer,
    item: Item,
    title: Text,
    about: Subject | None,
    kind: str,
    text: Text | None,
    duration: int | None,
    *,
    public: bool,
) -> None:
    if not title:
        raise Refused("item-untitled", _("Give the point a title in at least one language."))
    if kind not in ITEM_KINDS:
        raise Refused(
            "item-kind",
            _("“{kind}” is no kind of point. Choose information, discussion, decision or opinion."),
            kind=kind,
        )
    if duration is not None and not 0 < duration <= 1440:
        raise Refused("item-duration", _("A point lasts between 1 and 1440 minutes."))
    if about is not None:
        _check_there(viewer, about)
        check_circle(item, about)
    item.title, item.text, item.kind, item.about = title, text or Text(), kind, subject_or_nothing(about)
    item.duration, item.public = duration, public
    item.about_title, item.about_path = _public_card(about) if about else (Text(), "")


def _reorder(row: Meeting, item: Item, number: int) -> None:
    others = [other for other in row.items.filter(parent=item.parent_id) if other.pk != item.pk]
    others.insert(min(max(number, 1), len(others) + 1) - 1, item)
    for place, other in enumerate(others, 1):
        Item.objects.filter(pk=other.pk).update(number=place)
    item.number = others.index(item) + 1


def _check_there(viewer: Viewer, about: Subject) -> None:
    """The thing exists and this viewer may see it, as far as any room knows things of its kind."""
    knows = [p for p in providers("describes") if about.kind in p.kinds]
    cards: list[Card | None] = [p.card(about, viewer) for p in knows]
    if not any(cards):
        raise Refused(
            "item-about",
            _("There is nothing that is called “{about}”. Copy the reference from its page."),
            about=str(about),
        )


def _public_card(about: Subject) -> tuple[Text, str]:
    """How the thing is called and where its page is, as far as everybody may know; kept, so that a page need not ask every room."""
    said: dict[str, str] = {}
    path = ""
    for language in LANGUAGES:
        with override(language):
            card = next(
                (c for p in providers("describes") if about.kind in p.kinds and (c := p.card(about, Passerby()))), None
            )
            if card is not None:
                said[language], path = card.title, card.url.removeprefix(f"/{language}/")
    return Text(said), path[:300]


def check_circle(item: Item, about: Subject) -> None:
    """Refused where following the references from `about` leads back to the point's own meeting."""
    start = item.meeting_id
    seen: set[int] = set()
    ahead = _meetings_of([str(about)])
    while ahead and len(seen) < FAR:
        if start in ahead:
            raise Refused(
                "agenda-circle",
                _(
                    "This point would refer back to its own meeting, in a circle. Leave the reference out, or refer to what it is really about."
                ),
            )
        seen |= ahead
        links = Item.objects.filter(meeting__in=ahead, about__startswith="meetings.").exclude(pk=item.pk)
        ahead = _meetings_of(links.values_list("about", flat=True)) - seen


def _meetings_of(references: Iterable[str]) -> set[int]:
    told = [Subject.parse(reference) for reference in references]
    keys = [s.id for s in told if s.kind == "meetings.meeting"]
    items = [s.id for s in told if s.kind == "meetings.item"]
    found = set(Meeting.objects.filter(key__in=keys).values_list("pk", flat=True)) if keys else set()
    return found | (set(Item.objects.filter(key__in=items).values_list("meeting", flat=True)) if items else set())


# --- documents ------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_paper(
    viewer: Viewer,
    *,
    meeting: Meeting,
    title: Text,
    upload: Upload | None = None,
    content: bytes = b"",
    filename: str = "",
    item: Item | None = None,
    public: bool = True,
) -> Paper:
    """Add a document to a meeting, or to one of its points: an upload, or content with a file name. Refused as `core.documents` says."""
    row = held(viewer, meeting, "meetings.add_paper")
    if row.state == "cancelled":
        still_coming(row)
    if item is not None and item.meeting_id != row.pk:
        raise Absent("item")
    kept = keep(upload) if upload is not None else keep_content(content, name=filename)
    paper = Paper(
        meeting=row,
        item=item,
        title=title or Text.of(kept.name),
        hash=kept.hash,
        filename=kept.name,
        media_type=kept.media_type,
        size=kept.size,
        public=public,
    )
    paper.save()
    touch(row)
    tell(viewer, "meetings.add_paper", row, document=kept.hash, shown=public)
    return paper


@transaction.atomic
def drop_paper(viewer: Viewer, *, paper: Paper) -> None:
    """Take a document away. The file itself stays kept, since others may hold the same."""
    row = held(viewer, paper.meeting, "meetings.drop_paper")
    _open(row)
    row.papers.filter(pk=paper.pk).delete()
    touch(row)
    tell(viewer, "meetings.drop_paper", row, document=paper.hash)
