"""What does a kind of contribution ask beside the words and the place? Its questions, as the office thinks of them and as they are kept.

What was answered stays with the code of its question and of its choice. So a code never changes and never goes: a question or a choice
that is asked no more is kept as "retired", and what was answered before can still be read in words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.text import slugify

from wijk.core.text import LANGUAGES, Text

#: What sort of answer: a line, more lines, a number, one of some choices, a tick.
SORTS = ("line", "text", "number", "choice", "tick")
LONGEST_CODE = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to choose from."""

    label: Text
    code: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a kind. Without a code it is new."""

    label: Text
    sort: str = "line"
    code: str = ""
    required: bool = False
    choices: Sequence[Choice] = field(default_factory=tuple)
    retired: bool = False


def read(fields: Sequence[Mapping[str, Any]]) -> list[Question]:
    """The questions as they are kept."""
    return [
        Question(
            Text(one.get("label")), str(one.get("kind", "line")), str(one["code"]), bool(one.get("required")),
            tuple(Choice(Text(c.get("label")), str(c["code"]), bool(c.get("retired"))) for c in one.get("options", ())),
            bool(one.get("retired")),
        )
        for one in fields
    ]  # fmt: skip


def written(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """How they are kept; what is new gets its code from its words."""
    taken = {one.code for one in questions if one.code}
    return [_kept(one, one.code or _fresh(one.label, taken, "question")) for one in questions]


def asked_now(fields: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is asked now, as it is kept, with the choices that one has now."""
    asked = [dict(one) for one in fields if not one.get("retired")]
    for one in asked:
        if "options" in one:
            one["options"] = [choice for choice in one["options"] if not choice.get("retired")]
    return asked


def printed(fields: Sequence[Mapping[str, Any]], given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was asked on a sheet from which `given` was typed, with every choice that ever was: paper does not learn what is retired later."""
    return [dict(one) for one in fields if str(one["code"]) in given]


def placed(questions: Sequence[Question], question: Question) -> list[Question]:
    """The questions with this one in its place, or at the end."""
    if question.code in {one.code for one in questions if one.code}:
        return [question if one.code == question.code else one for one in questions]
    return [*questions, question]


def moved(questions: Sequence[Question], code: str, *, up: bool) -> list[Question]:
    """The questions with one that is asked moved before the one that is asked before it, or behind the next."""
    rows = sorted(questions, key=lambda one: one.retired)
    at = next((n for n, one in enumerate(rows) if one.code == code and not one.retired), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is not None and to is not None and 0 <= to < len(rows) and not rows[to].retired:
        rows[at], rows[to] = rows[to], rows[at]
    return rows


def retired(questions: Sequence[Question], code: str, *, gone: bool) -> list[Question]:
    """The questions with one asked no more, or asked again."""
    return [replace(one, retired=gone) if one.code == code else one for one in questions]


def _kept(one: Question, code: str) -> dict[str, Any]:
    kept: dict[str, Any] = {"code": code, "kind": one.sort, "label": dict(one.label)}
    if one.required and one.sort != "tick":
        kept["required"] = True
    if one.sort == "choice":
        taken = {choice.code for choice in one.choices if choice.code}
        kept["options"] = [
            {"code": choice.code or _fresh(choice.label, taken, "choice"), "label": dict(choice.label)} | _gone(choice.retired)
            for choice in one.choices
        ]  # fmt: skip
    return kept | _gone(one.retired)


def _gone(is_retired: bool) -> dict[str, bool]:
    return {"retired": True} if is_retired else {}


def _fresh(label: Text, taken: set[str], otherwise: str) -> str:
    """A code made of the first words, that no other has; `taken` learns it."""
    words = next((slug for language in LANGUAGES if (slug := slugify(label.get(language, "")))), otherwise)
    plain = words[: LONGEST_CODE - 3].strip("-_") or otherwise
    code = next(c for n in range(1, 1_000) if (c := plain if n == 1 else f"{plain}-{n}") not in taken)
    taken.add(code)
    return code
