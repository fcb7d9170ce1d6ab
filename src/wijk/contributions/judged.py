"""What does a moderator see of what people said, what becomes of it, and how do its authors hear of that?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijk.contributions import actions, moderating
from wijk.contributions.models import Comment, Contribution
from wijk.core.providers import Look, Visibility
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.notices.actions import write_to

Row = TypeVar("Row", Contribution, Comment)
VOICE, COMMENT = "contributions.contribution", "contributions.comment"
#: Nobody judges what nobody confirmed, nor what its author took back.
NOT_THERE = ("unconfirmed", "withdrawn")


class Moderating:
    """Contributions and comments, as the room of moderation meets them."""

    kinds: Sequence[str] = (VOICE, COMMENT)
    names: Mapping[str, Any] = {VOICE: _("what people said at a place"), COMMENT: _("comments")}

    def look(self, subject: Subject) -> Look | None:
        """A contribution or a comment with its words, as long as it is there."""
        return self.looks([subject]).get(subject)

    def looks(self, subjects: Sequence[Subject]) -> Mapping[Subject, Look]:
        """Many at once: three queries at most, however many they are."""
        found: dict[Subject, Look] = {}
        if keys := [one.id for one in subjects if one.kind == VOICE]:
            rows = Contribution.objects.select_related("author", "person").prefetch_related("pictures")
            for row in rows.filter(key__in=keys).exclude(visibility__in=NOT_THERE):
                found[Subject(VOICE, row.key)] = _look(row)
        if keys := [one.id for one in subjects if one.kind == COMMENT]:
            said = Comment.objects.select_related("contribution").filter(key__in=keys)
            for comment in said.exclude(visibility__in=NOT_THERE):
                found[Subject(COMMENT, comment.key)] = _look_of_comment(comment)
        return found

    def apply(self, subject: Subject, visibility: Visibility, reason: str) -> None:
        """Show it, or no longer. What its author took back in the meantime stays away."""
        if subject.kind == COMMENT:
            said = _held(Comment.objects.select_related("contribution"), subject.id)
            if said is not None:
                actions.set_comment_visibility(said, visibility=visibility, reason=reason)
            return
        row = _held(Contribution.objects.all(), subject.id)
        if row is not None:
            actions.set_visibility(row, visibility=visibility, reason=reason)

    def write(self, subject: Subject, *, key: str, title: Text, body: Text, path: str) -> int:
        """To the account that said it, or to the address that its author left. Of a comment without an account no address is
        kept, so nobody can be written to; its place says why it is not shown."""
        if subject.kind == COMMENT:
            said = Comment.objects.select_related("person").filter(key=subject.id).first()
            people = [said.person] if said is not None and said.person is not None else []
            return write_to(people=people, key=key, title=title, body=body, path=path)
        row = Contribution.objects.select_related("author", "person").filter(key=subject.id).first()
        if row is None:
            return 0
        if row.person is not None:
            return write_to(people=[row.person], key=key, title=title, body=body, path=path)
        return write_to(to_addresses=_addresses(row), key=key, title=title, body=body, path=path)


def _addresses(row: Contribution) -> Iterable[tuple[str, str]]:
    author = getattr(row, "author", None)
    if author is None or not author.contact or author.confirmed_at is None:
        return []
    return [(author.contact, author.language)]


def _held(rows: "QuerySet[Row]", key: str) -> Row | None:
    return rows.select_for_update(of=("self",)).filter(key=key).exclude(visibility__in=NOT_THERE).first()


def _look(row: Contribution) -> Look:
    urls = tuple(reverse("contributions:picture", args=[row.key, one.pk, "small"]) for one in row.pictures.all())
    text = "\n\n".join(part for part in (row.body, row.shown_as, *row.extra.values()) if part)
    return Look(
        row.title, text, row.language, _page(row), row.made_at, row.area, row.process, moderating.hand(row), urls
    )


def _look_of_comment(said: Comment) -> Look:
    of = said.contribution
    text = "\n\n".join(part for part in (said.body, said.shown_as) if part)
    url = f"{_page(of)}#comment-{said.key}"
    return Look(of.title, text, said.language, url, said.made_at, of.area, of.process, said.mark)


def _page(row: Contribution) -> str:
    return reverse("contributions:voice", args=[row.key])


moderates = Moderating()
