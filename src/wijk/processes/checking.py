"""What is wrong or thin in a framework? Each finding is one sentence that says what to do. Pure: it gets all that it looks at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core.text import Text
from wijk.processes.framing import Content
from wijk.processes.levels import BY_CODE, at_least


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """What the checks must know of a phase."""

    code: str
    title: Text
    start: date
    end: date
    state: str = "planned"


@dataclass(frozen=True, slots=True)
class OrganFacts:
    """What the checks must know of an organ: may it decide anything at all?"""

    title: Text
    decides: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """What a framework is held against: the phases in order, who takes part, and the organs that there are."""

    phases: Sequence[PhaseFacts] = ()
    actors: Sequence[tuple[str, Text]] = ()
    organs: Mapping[str, OrganFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to do. A fatal one must be done before the version can be published; `section` is where, `box` by which of its boxes."""

    code: str
    sentence: str
    section: str
    fatal: bool = True
    box: str = ""


def findings(content: Content, ground: Ground) -> list[Finding]:
    """Everything that is wrong first, then everything that is thin."""
    found = [
        *_who_and_when(ground),
        *_levels(content, ground),
        *_decisions(content, ground),
        *_people(content),
        *_residents(content),
    ]
    return sorted(found, key=lambda finding: not finding.fatal)


def order_of_phases(phases: Sequence[PhaseFacts]) -> Iterator[Finding]:
    """Phases that run backwards, or over each other."""
    for phase in phases:
        if phase.end < phase.start:
            yield _say(
                "phase-backwards", "phases",
                _("The phase “{phase}” ends before it begins. Correct one of the two days."), phase=phase.title,
            )  # fmt: skip
    ordered = sorted(phases, key=lambda p: (p.start, p.end))
    for before, after in pairwise(ordered):
        if after.start <= before.end:
            day = before.end + timedelta(days=1)
            yield _say(
                "phases-overlap", "phases",
                _("“{later}” begins before “{earlier}” has ended. Let it begin on {day} or later."),
                later=after.title, earlier=before.title, day=date_format(day),
            )  # fmt: skip


def _say(code: str, section: str, template: str, *, fatal: bool = True, box: str = "", **named: Any) -> Finding:
    return Finding(code, template.format(**{k: str(v) for k, v in named.items()}), section, fatal, box)


def _who_and_when(ground: Ground) -> Iterator[Finding]:
    if not ground.phases:
        yield _say("no-phases", "phases", _("There is no phase yet. Say first when what happens."))
    if not ground.actors:
        yield _say("no-actors", "participants", _("Nobody takes part yet. Say first who does."))
    yield from order_of_phases(ground.phases)


def _levels(content: Content, ground: Ground) -> Iterator[Finding]:
    titles = dict(ground.actors)
    for phase in ground.phases:
        if phase.state == "closed":
            continue
        shares = {s.actor: s for s in content.shares if s.phase == phase.code}
        for actor, title in titles.items():
            if actor not in shares or shares[actor].level not in BY_CODE:
                yield _say(
                    "no-level", "levels",
                    _("“{actor}” has no level in “{phase}”. Say what they may expect, if only that they are informed."),
                    box=f"share-{phase.code}-{actor}-level",
                    actor=title, phase=phase.title,
                )  # fmt: skip
        yield from _promised(content, phase, [s.level for actor, s in shares.items() if actor in titles])


def _promised(content: Content, phase: PhaseFacts, levels: Sequence[str]) -> Iterator[Finding]:
    """What the highest level of a phase needs."""
    highest = max(levels, key=lambda level: BY_CODE[level].number if level in BY_CODE else 0, default="")
    if not at_least(highest, "consult"):
        return
    level = BY_CODE[highest].title
    here = {"", phase.code}
    if not any(m.phase in here and (m.hours or m.cents) for m in content.means):
        yield _say(
            "no-means", "means",
            _("“{phase}” promises {level} without means. Set hours of people or money aside for it, or promise less."), box="means-0-hours",
            phase=phase.title, level=level,
        )  # fmt: skip
    if at_least(highest, "concert") and not content.open():
        yield _say(
            "nothing-negotiable", "topics",
            _("“{phase}” promises {level}, but nothing is negotiable. Say what can still change, or promise less."), box="topics-0-negotiable",
            phase=phase.title, level=level,
        )  # fmt: skip
    if at_least(highest, "concert") and not any(d.phase in here and d.rule for d in content.deciders):
        yield _say(
            "no-rule", "decisions",
            _("“{phase}” promises {level}, but nobody can read how is decided. Name who decides and by which rule."), box="deciders-0-rule",
            phase=phase.title, level=level,
        )  # fmt: skip
    trained = any(t.hours for t in content.training)
    if at_least(highest, "negotiate") and not trained:
        yield _say(
            "no-training", "training",
            _("“{phase}” promises {level}. Give participants and field staff hours to learn how."), box="training-0-hours",
            fatal=False, phase=phase.title, level=level,
        )  # fmt: skip


def _decisions(content: Content, ground: Ground) -> Iterator[Finding]:
    for number, decider in enumerate(content.deciders):
        organ = ground.organs.get(decider.organ)
        if organ is None:
            yield _say(
                "no-organ", "decisions",
                _("Nobody decides about “{topic}” yet. Choose the organ that does."), topic=decider.topic,
                box=f"deciders-{number}-organ",
            )  # fmt: skip
        elif not organ.decides and decider.rule != "advice":
            yield _say(
                "may-not-decide", "decisions",
                _("“{organ}” may advise or prepare, but not decide about “{topic}”. Choose an organ that may, or let it advise."),
                box=f"deciders-{number}-organ",
                organ=organ.title, topic=decider.topic,
            )  # fmt: skip
    if not content.fixed():
        yield _say(
            "nothing-fixed",
            "topics",
            _("Nothing is said about what cannot change. People must read that before they are asked anything."),
            fatal=False,
        )
    for topic in content.fixed():
        if not topic.why or not topic.by:
            yield _say(
                "fixed-without-reason", "topics",
                _("“{topic}” cannot change: say why, and who decided that."), fatal=False, topic=topic.what,
            )  # fmt: skip
    if not content.elected:
        yield _say(
            "elected-unsaid", "decisions", _("Say what remains with the elected organs."), fatal=False, box="elected_nl"
        )


def _people(content: Content) -> Iterator[Finding]:
    if content.expert.who and not content.expert.payer:
        yield _say(
            "expert-without-payer", "people",
            _("An expert guards the frame, but nobody can read who pays. Say who does."), box="expert-payer_nl",
        )  # fmt: skip
    if not content.follow_up.function:
        yield _say(
            "no-follow-up", "people",
            _("Nobody follows up what is promised. Name a function that does."), box="follow_up-function_nl", fatal=False,
        )  # fmt: skip
    if not content.coordinator.function:
        yield _say(
            "no-coordinator",
            "people",
            _("Nobody co-ordinates. Name a function that does."),
            fatal=False,
            box="coordinator-function_nl",
        )


def _residents(content: Content) -> Iterator[Finding]:
    if not content.living:
        yield _say("living-unsaid", "residents", _("Say whether people live there already."), fatal=False, box="living")
    elif content.living != "yes" and not content.future:
        yield _say(
            "nobody-for-future",
            "residents",
            _("Say who speaks for the people who will live there."),
            box="future_nl",
            fatal=False,
        )
    if not content.expectations:
        yield _say(
            "expectations-unsaid", "residents",
            _("Say what nobody should expect of this, so that there is no false hope."), box="expectations_nl", fatal=False,
        )  # fmt: skip
    if not content.information:
        yield _say(
            "information-unsaid",
            "information",
            _("Say how people are kept informed."),
            fatal=False,
            box="information_nl",
        )
    if not content.change:
        yield _say(
            "change-unsaid", "information", _("Say how this framework can be changed."), fatal=False, box="change_nl"
        )
