"""In which steps is a framework written? Each section holds some parts of the content; two people may write at two sections at once."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wijk.core.text import LANGUAGES, Text
from wijk.processes.framing import Content, written


@dataclass(frozen=True, slots=True)
class Section:
    """One step: its code, its title, the question it answers, and the parts of the content that it holds."""

    code: str
    title: Any
    question: Any
    parts: Sequence[str]


SECTIONS: tuple[Section, ...] = (
    Section(
        "topics",
        _("What can and cannot change"),
        _("What is fixed, by whom and why? People read this before they are asked anything."),
        ("topics",),
    ),
    Section(
        "levels",
        _("Who takes part, and how far"),
        _("What is promised to each of those who take part, in each phase?"),
        ("shares",),
    ),
    Section(
        "decisions",
        _("Who decides what"),
        _("Which organ decides about what, by which rule, and what remains with the elected?"),
        ("deciders", "elected"),
    ),
    Section("rights", _("Rights and duties"), _("What may each side expect of the other?"), ("rights", "duties")),
    Section("means", _("People and money"), _("What is set aside to keep what is promised?"), ("means",)),
    Section(
        "people",
        _("Who does what"),
        _("Who co-ordinates, who follows up, who guards the frame, and who pays for that?"),
        ("coordinator", "follow_up", "expert"),
    ),
    Section(
        "training",
        _("Learning to take part"),
        _("What do participants and field staff learn, in how many hours?"),
        ("training",),
    ),
    Section(
        "residents",
        _("Who lives there"),
        _("Do people live there already, who speaks for those to come, and what should nobody expect?"),
        ("living", "future", "expectations"),
    ),
    Section(
        "information",
        _("Staying informed, and changing this"),
        _("How are people kept informed, and how can this framework be changed?"),
        ("information", "change"),
    ),
)
BY_CODE: Mapping[str, Section] = {section.code: section for section in SECTIONS}


def parts_of(content: Content, section: str) -> dict[str, Any]:
    """What a content says in one section."""
    return {name: getattr(content, name) for name in BY_CODE[section].parts}


def is_empty(content: Content, section: str) -> bool:
    """Is nothing said in a section yet?"""
    return parts_of(content, section) == parts_of(Content(), section)


def mark(content: Content, section: str) -> str:
    """A print of one section: the form keeps it, so that nobody writes over what somebody else wrote meanwhile."""
    told = {name: written(part) for name, part in parts_of(content, section).items()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:24]


def in_languages(say: Callable[[], object]) -> Text:
    """Words of the interface in each of its languages, to be kept with what they speak of."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            told[language] = str(say())
    return Text(told)
