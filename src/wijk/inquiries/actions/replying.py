"""Every remark gets a reply: by the themes that it is about, or by one of its own. Who writes at the same moment as another is told."""

import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.inquiries import access, queries
from wijk.inquiries.actions.holding import LONGEST_REPLY, held, note, saved, text_of, title_of
from wijk.inquiries.models import Inquiry, Remark, Theme
from wijk.organs.models import Organ

#: So many themes a file may have, and one remark may be about.
MOST_THEMES = 200
SHORTEST = 10


@transaction.atomic
def keep_theme(
    viewer: Viewer, *, inquiry: Inquiry, title: Text, key: str = "", by: Organ | None = None, order: int = 50
) -> Theme:
    """Name a theme, or (`key`) name it otherwise. `by` replies to it where it is not the authority."""
    row = held(inquiry)
    access.check(viewer, access.THEME, row)
    _open(row)
    theme = Theme.objects.select_for_update().filter(inquiry=row, key=key).first() if key else None
    if key and theme is None:
        raise Refused("no-theme", _("This theme is not there any more."))
    if theme is None and row.themes.count() >= MOST_THEMES:
        raise Refused("too-many", _("There are {most} themes already. Take some together."), most=MOST_THEMES)
    said = title_of(title)
    theme = theme or Theme(inquiry=row, key=_key_of(row, said))
    theme.title, theme.by, theme.order = said, by, order
    theme.save()
    note(viewer, access.THEME, row, title=dict(said), theme=theme.key)
    return theme


@transaction.atomic
def group_remark(viewer: Viewer, *, remark: Remark, themes: Sequence[Theme]) -> Remark:
    """Say which themes a remark is about; none takes it out of all."""
    inquiry = held(remark.inquiry)
    access.check(viewer, access.GROUP, inquiry)
    _open(inquiry)
    row = Remark.objects.select_for_update().get(pk=remark.pk)
    if any(theme.inquiry_id != inquiry.pk for theme in themes):
        raise Refused("no-theme", _("This theme belongs to another inquiry."))
    row.themes.set(themes)
    note(
        viewer, access.GROUP, inquiry, number=row.number, count=len(set(themes)), themes=[theme.key for theme in themes]
    )
    return row


@transaction.atomic
def reply_theme(viewer: Viewer, *, theme: Theme, reply: Text, version: int) -> Theme:
    """Reply to all that is about a theme. `version` is the one that was read: Refused where somebody else wrote in the meantime, and
    nothing of theirs is lost. Everybody reads it when the replies are closed; until then it can be changed."""
    inquiry = held(theme.inquiry)
    access.check(viewer, access.REPLY_THEME, inquiry)
    _open(inquiry)
    row = Theme.objects.select_for_update().get(pk=theme.pk)
    words = _words(reply)
    if row.replied_at is not None and row.reply == words:
        return row  # sent twice
    _first(row.version, version)
    row.reply, row.replied_at, row.version = words, clock.now(), row.version + 1
    row.save(update_fields=["reply", "replied_at", "version"])
    note(viewer, access.REPLY_THEME, inquiry, title=dict(row.title), theme=row.key, version=row.version)
    return row


@transaction.atomic
def reply_remark(viewer: Viewer, *, remark: Remark, reply: Text, version: int) -> Remark:
    """Reply to one remark alone. As `reply_theme`; what came after the replies were closed can be replied to afterwards, once."""
    inquiry = held(remark.inquiry)
    access.check(viewer, access.REPLY, inquiry)
    row = Remark.objects.select_for_update().get(pk=remark.pk)
    words = _words(reply)
    if row.replied_at is not None and row.reply == words:
        return row
    if inquiry.state in ("replied", "decided") and not Remark.objects.owed().filter(pk=row.pk).exists():
        raise Refused("over", _("The replies were closed, so that they stay as everybody read them."))
    _first(row.version, version)
    row.reply, row.replied_at, row.version = words, clock.now(), row.version + 1
    row.save(update_fields=["reply", "replied_at", "version"])
    note(viewer, access.REPLY, inquiry, number=row.number, version=row.version)
    return row


@transaction.atomic
def close_replies(viewer: Viewer, *, inquiry: Inquiry) -> Inquiry:
    """Every remark has its reply: everybody reads them from now on. Refused while the period lasts, while a moderator still looks at a
    remark, and while a remark has no reply: the sentence says how many, `numbers` which."""
    row = held(inquiry)
    access.check(viewer, access.REPLIED, row)
    if row.state in ("replied", "decided"):
        return row
    if row.stands() != "closed":
        raise Refused("not-closed", _("The period is not over yet."))
    if count := queries.waiting(row):
        raise Refused("waiting", _("Moderators still look at remarks ({count}). They are decided first."), count=count)
    owed = queries.owed(row)
    if count := owed.count():
        numbers = list(owed.values_list("number", flat=True)[:20])
        said = ", ".join(map(str, numbers)) + (" …" if count > len(numbers) else "")
        raise Refused(
            "owed", _("Remarks without a reply: {count}. Give each one of its own, or a theme with a reply: {said}."),
            count=count, said=said, numbers=numbers,
        )  # fmt: skip
    row.state, row.replied_at = "replied", clock.now()
    saved(row, "state", "replied_at")
    note(viewer, access.REPLIED, row, count=row.numbers)
    return row


def _open(row: Inquiry) -> None:
    if row.state == "draft":
        raise Refused("not-announced", _("It is not announced yet: nobody can have made a remark."))
    if row.state in ("replied", "decided"):
        raise Refused("over", _("The replies were closed, so that they stay as everybody read them."))


def _words(reply: Text) -> Text:
    words = text_of(reply, longest=LONGEST_REPLY)
    if not words or any(len(said) < SHORTEST for said in words.values()):
        raise Refused("no-reply", _("Reply with a sentence at least, in one language or more."))
    return words


def _first(now: int, read: int) -> None:
    if now != read:
        raise Refused(
            "changed",
            _("Somebody else wrote a reply in the meantime. Both are shown: put together what holds, and send that."),
        )


def _key_of(row: Inquiry, title: Text) -> str:
    stem = slugify(title.to("nl"))[:50].strip("-") or "theme"
    return stem if not Theme.objects.filter(inquiry=row, key=stem).exists() else f"{stem}-{secrets.token_hex(3)}"
