"""What changed between two versions of a framework, section by section?"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wijk.core.text import LANGUAGES, Text
from wijk.processes import levels
from wijk.processes.framing import Content
from wijk.processes.sections import SECTIONS, Section
from wijk.processes.words import DECISION_RULES, LIVING_WORDS, TRAINED_WORDS


@dataclass(frozen=True, slots=True)
class Change:
    """One section in two versions, as text to compare."""

    section: Section
    old: str
    new: str

    @property
    def changed(self) -> bool:
        """Do the two say something else?"""
        return self.old != self.new


def changes(old: Content, new: Content) -> list[Change]:
    """Every section of both, in the language of the page; a change in another language alone is seen too."""
    found = []
    for section in SECTIONS:
        before, after = in_words(old, section.code), in_words(new, section.code)
        if before == after and _parts(old, section) != _parts(new, section):
            before, after = _all_words(old, section), _all_words(new, section)
        found.append(Change(section, before, after))
    return found


def _parts(content: Content, section: Section) -> list[Any]:
    return [getattr(content, name) for name in section.parts]


def in_words(content: Content, section: str, language: str | None = None) -> str:
    """What a content says in a section, as lines of text."""
    return "\n".join(line for line in _LINES[section](content, language) if line)


def _all_words(content: Content, section: Section) -> str:
    return "\n".join(f"[{language}] {in_words(content, section.code, language)}" for language in LANGUAGES)


def _names(content: Content) -> dict[str, Text]:
    told = {p.code: p.title for p in content.phases} | {a.code: a.title for a in content.actors}
    return told | {o.key: o.title for o in content.organs}


def _topics(content: Content, language: str | None) -> list[str]:
    lines = []
    for topic in content.topics:
        head = _("Can change: {what}") if topic.negotiable else _("Cannot change: {what}")
        lines.append(head.format(what=topic.what.to(language)))
        lines += [topic.why.to(language), topic.by.to(language)]
    return lines


def _levels(content: Content, language: str | None) -> list[str]:
    names = _names(content)
    lines = []
    for share in content.shares:
        level = levels.BY_CODE.get(share.level)
        phase, actor = (names.get(code, Text.of(code)).to(language) for code in (share.phase, share.actor))
        promise = levels.promise(share.level, share.promise).to(language)
        lines.append(f"{phase} · {actor} · {level.title.to(language) if level else share.level}: {promise}")
    return lines


def _decisions(content: Content, language: str | None) -> list[str]:
    names = _names(content)
    lines = []
    for decider in content.deciders:
        organ = names.get(decider.organ, Text.of(decider.organ)).to(language)
        where = names[decider.phase].to(language) if decider.phase in names else ""
        rule = str(DECISION_RULES.get(decider.rule, decider.rule))
        lines.append(" · ".join(part for part in (decider.topic.to(language), where, organ, rule) if part))
    return [*lines, content.elected.to(language)]


def _means(content: Content, language: str | None) -> list[str]:
    names = _names(content)
    lines = []
    for means in content.means:
        where = names[means.phase].to(language) if means.phase in names else _("the whole process")
        said = _("{where}: {hours} hours of people, {euros} euro").format(
            where=where, hours=means.hours, euros=f"{means.cents / 100:.2f}"
        )
        lines += [said, means.rooms.to(language)]
    return lines


def _people(content: Content, language: str | None) -> list[str]:
    told = [
        content.coordinator.function,
        content.coordinator.reach,
        content.follow_up.function,
        content.follow_up.reach,
    ]
    return [text.to(language) for text in (*told, content.expert.who, content.expert.task, content.expert.payer)]


def _training(content: Content, language: str | None) -> list[str]:
    words = _("{whom}: {subject} ({hours} hours)")
    return [
        words.format(whom=TRAINED_WORDS.get(t.whom, t.whom), subject=t.subject.to(language), hours=t.hours)
        for t in content.training
    ]


def _residents(content: Content, language: str | None) -> list[str]:
    said = str(LIVING_WORDS.get(content.living, ""))
    return [said, content.future.to(language), content.expectations.to(language)]


_LINES: dict[str, Any] = {
    "topics": _topics,
    "levels": _levels,
    "decisions": _decisions,
    "rights": lambda content, language: [content.rights.to(language), content.duties.to(language)],
    "means": _means,
    "people": _people,
    "training": _training,
    "residents": _residents,
    "information": lambda content, language: [content.information.to(language), content.change.to(language)],
}
