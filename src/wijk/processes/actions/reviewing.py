"""The framework in force becomes a living document that is reviewed article by article; what the review agreed comes back."""

from dataclasses import replace
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.charters.actions import ArticleDraft, adopt_edition, keep_document
from wijk.charters.models import Document
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs.models import Decision, Organ
from wijk.processes import queries
from wijk.processes.actions.framework import take_over
from wijk.processes.actions.noting import living, locked, note
from wijk.processes.framing import Content
from wijk.processes.models import Framework, Process
from wijk.processes.sections import SECTIONS, Section, in_languages
from wijk.processes.words import PART_WORDS

FIRST = Text({"nl": "De eerste versie", "fr": "La première version", "en": "The first version"})
#: Parts of a framework that are words alone: what a review made of them comes back as it is. All else is written again by hand.
WORDS_ALONE = ("elected", "rights", "duties", "future", "expectations", "information", "change")


@transaction.atomic
def put_under_review(
    viewer: Viewer, *, process: Process, owner: Organ, next_review: date, decision: Decision | None = None
) -> Document:  # fmt: skip
    """Keep the version in force as a document of `owner` that comes up for review on a day. A later version needs its `decision`."""
    row = living(locked(viewer, process, "processes.put_under_review"))
    version = queries.in_force(row)
    if version is None:
        raise Refused(
            "no-framework", _("Publish the framework first: a phase opens under rules that everybody can read.")
        )
    subject = str(Subject("processes.process", row.key))
    old = Document.objects.filter(subject=subject, kind="framework").first()
    document = keep_document(
        viewer, key=old.key if old else None, title=row.title, kind="framework", owner=owner, place=row.place, subject=subject,
        next_review=next_review, about=row.summary,
    )  # fmt: skip
    if old is None or decision is not None:
        adopt_edition(
            viewer, document=document, articles=articles_of(queries.content_of(version)), on=_day(version),
            why=version.why or FIRST, decision=decision,
        )  # fmt: skip
    document.refresh_from_db()
    note(viewer, "processes.put_under_review", row, number=version.number, until=next_review.isoformat())
    return document


def _day(version: Framework) -> date:
    assert version.published_at is not None
    return version.published_at.date()


def articles_of(content: Content) -> list[ArticleDraft]:
    """A framework as articles: a section each, and one more for each part that is words alone."""
    drafts = []
    empty = Content()
    rest = replace(content, **{name: getattr(empty, name) for name in WORDS_ALONE})
    for section in SECTIONS:
        words = in_languages(partial(queries.in_words, rest, section.code))
        if words:
            drafts.append(ArticleDraft(_slug(section), in_languages(partial(str, section.title)), words))
        alone = [name for name in section.parts if name in WORDS_ALONE and getattr(content, name)]
        drafts += [
            ArticleDraft(name, in_languages(partial(str, PART_WORDS[name])), getattr(content, name)) for name in alone
        ]
    return drafts


def _slug(section: Section) -> str:
    return f"all-{section.code}"


@transaction.atomic
def take_review(viewer: Viewer, *, process: Process) -> list[str]:
    """Take the words of the adopted edition into the draft; gives back the sections that are left to be written by hand."""
    subject = str(Subject("processes.process", process.key))
    document = Document.objects.filter(subject=subject, kind="framework").select_related("current").first()
    version = queries.in_force(process)
    if document is None or document.current is None or version is None:
        raise Refused("no-review", _("This framework was never put under review."))
    adopted = {article.slug: article.body for article in document.current.articles.all()}
    take_over(viewer, process=process, parts={name: adopted.get(name, Text()) for name in WORDS_ALONE})
    before = {draft.slug: draft.body for draft in articles_of(queries.content_of(version))}
    empty = Text()
    return [s.code for s in SECTIONS if adopted.get(_slug(s), empty) != before.get(_slug(s), empty)]
