"""How is one version of a framework shown, on a page and on paper? As sentences, tables and lists, in the order in which people ask."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wijk.core.text import Text
from wijk.processes import board, levels
from wijk.processes.framing import Content
from wijk.processes.words import LIVING_WORDS, TRAINED_WORDS


@dataclass(frozen=True, slots=True)
class PhaseParts:
    """One phase of a version with what each of those who take part may expect."""

    title: Text
    period: str
    parts: list[board.Part]


def told(content: Content) -> dict[str, Any]:
    """Everything that a framework says, ready to be shown."""
    phases = {phase.code: phase.title for phase in content.phases}
    return {
        "content": content,
        "fixed": content.fixed(),
        "open_topics": content.open(),
        "by_phase": [
            PhaseParts(p.title, board.days(_day(p.start), _day(p.end)), board.parts_in(content, p.code))
            for p in content.phases
        ],
        "rulings": board.rulings(content),
        "means": [(phases.get(m.phase, Text()), m) for m in content.means],
        "training": [(TRAINED_WORDS.get(t.whom, t.whom), t) for t in content.training if t.hours or t.subject],
        "living": LIVING_WORDS.get(content.living, ""),
        "ladder": list(levels.BY_CODE.values()),
    }


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
