"""The office says what a kind asks beside the words and the place. What was answered before is never lost."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.contributions import access
from wijk.contributions.models import Kind
from wijk.contributions.questions import SORTS, Choice, Question, read, written
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.trail.actions import JSON, record
from wijk.ui import plain

MOST_QUESTIONS, MOST_CHOICES, LONGEST_LABEL = 12, 30, 200


@transaction.atomic
def keep_questions(viewer: Viewer, *, kind: Kind, questions: Sequence[Question], revision: int) -> Kind:
    """Keep what a kind asks, in this order. `revision` is the one that was looked at: Refused where somebody else was first.

    A question or a choice that was there stays, perhaps asked no more; what sort of answer it wants does not change.
    """
    if not viewer.may(access.KEEP_QUESTIONS):
        raise NotAllowed(access.KEEP_QUESTIONS)
    row = Kind.objects.select_for_update().get(pk=kind.pk)
    if row.revision != revision:
        raise Refused("changed", _("This was changed in the meantime. Look at how it stands now, and change that."))
    before = read(row.fields)
    _check(questions)
    _keeps(before, questions)
    row.fields, row.revision = written(questions), row.revision + 1
    row.save(update_fields=["fields", "revision"])
    asked = [one["code"] for one in row.asked]
    data: dict[str, JSON] = {"title": dict(row.title), "asked": list(asked), "count": len(asked)}
    record(viewer, verb=access.KEEP_QUESTIONS, subject=Subject("contributions.kind", row.code), data=data)
    return row


def _check(questions: Sequence[Question]) -> None:
    """Does each say what it asks, and can it be answered?"""
    if sum(not one.retired for one in questions) > MOST_QUESTIONS:
        raise Refused(
            "many-questions", _("A kind asks {most} questions at most. Take one back first."), most=MOST_QUESTIONS
        )
    codes = [one.code for one in questions if one.code]
    if len(codes) != len(set(codes)):
        raise Refused("twice", _("The same question stands there twice."))
    for one in questions:
        _said(one.label, _("Ask the question in at least one language."))
        if one.sort not in SORTS:
            raise Refused("no-sort", _("Choose what sort of answer you want."))
        if one.sort == "choice":
            _check_choices(one)


def _check_choices(question: Question) -> None:
    open_now = [choice for choice in question.choices if not choice.retired]
    if not question.retired and len(open_now) < 2:
        raise Refused("few-choices", _("Give at least two answers to choose from."))
    if len(open_now) > MOST_CHOICES:
        raise Refused("many-choices", _("Give {most} answers to choose from at most."), most=MOST_CHOICES)
    for choice in question.choices:
        _said(choice.label, _("Say each answer in at least one language."))


def _said(label: Text, otherwise: object) -> None:
    if not label:
        raise Refused("no-words", otherwise)
    for words in label.values():
        plain.line(words, longest=LONGEST_LABEL)


def _keeps(before: Sequence[Question], after: Sequence[Question]) -> None:
    """What was answered keeps its words: nothing that was asked is thrown away, and no code is made up."""
    now = {one.code: one for one in after if one.code}
    if now.keys() != {one.code for one in before}:
        raise Refused(
            "thrown-away", _("A question that was asked is kept, because of what was answered. Ask it no more instead.")
        )
    for old in before:
        new = now[old.code]
        if new.sort != old.sort:
            raise Refused(
                "other-sort",
                _("What sort of answer a question wants does not change. Ask it no more, and ask another one."),
            )
        if _codes(new.choices) != _codes(old.choices):
            raise Refused(
                "thrown-away",
                _("An answer that could be chosen is kept, because some chose it. Take it out of use instead."),
            )


def _codes(choices: Sequence[Choice]) -> set[str]:
    return {choice.code for choice in choices if choice.code}
