"""Is the plan thin for what it promises, too large for its means, closed to some? Each doubt with its reason and what one may do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.translation import gettext_noop as _

from wijk.toolbox.deck import Card
from wijk.toolbox.plans import Choice, Plan, Warning, Wish
from wijk.toolbox.words import BEYOND_MEETINGS, LEVEL_ORDER, LEVELS, PHASE_ORDER, PHASES, PLACES, in_all, label

Picked = Sequence[tuple[Choice, Card]]
#: So many meetings a level asks for at least, over the whole plan.
LEAST_MEETINGS = {"concert": 2, "negotiate": 3, "coproduce": 3, "comanage": 4}
SLOW_ANSWER, SILENCE, EVENING = 40, 75, time(17)
#: From this level on people must hear back before anything is decided.
COMES_BACK = LEVEL_ORDER[LEVEL_ORDER.index("concert") :]

#: Of each doubt: how grave it is, why, and what to do.
DOUBTS: dict[str, tuple[str, str, str]] = {
    "unasked": ("bad", _("“{card}”: nobody answered who was consulted about it."),
                _("Answer the question on the card. “Nobody yet” is an answer, too.")),
    "nobody-asked": ("warn", _("“{card}”: nobody was consulted about this way of working yet."),
                     _("Ask a few of the people whom it is meant for, before the letters leave.")),
    "beyond-card": ("bad", _("“{card}” cannot carry {level}; at most {highest}."),
                    _("Promise less, or choose a card that can carry it.")),
    "thin": ("bad", _("{level} is promised, with {meetings} meetings; it takes at least {least}."),
             _("Add meetings or another card, or promise less.")),
    "no-feedback": ("bad", _("{level} is promised, but nowhere do people hear back before it is decided."),
                    _("Tick the moment in which people hear back.")),
    "no-evaluation": ("warn", _("Nobody looks back on the process with those who took part."), _("Tick the evaluation.")),
    "no-answer": ("bad", _("People are asked, but no time is kept to answer them."), _("Say in how many working days they get an answer.")),
    "slow-answer": ("warn", _("People wait {days} working days for an answer."), _("Answer sooner, or send word halfway.")),
    "hours-short": ("bad", _("The plan asks {needed} hours of work; {short} more than there are."),
                    _("Choose a smaller scale or fewer cards, or find more hours.")),
    "money-short": ("bad", _("The plan costs € {needed}; € {short} more than there is."),
                    _("Choose a smaller scale or fewer cards, or find more money.")),
    "no-means": ("bad", _("{level} is promised, but nobody said with which means."), _("Fill in the hours of work and the money.")),
    "only-meetings": ("bad", _("There is nothing for people who do not come to meetings and are not online."),
                      _("Add a card that goes into the street, to the door or on paper, or tick that somebody goes and sees them.")),
    "only-evenings": ("warn", _("All meetings are in the evening."), _("Hold some in the afternoon or at the weekend.")),
    "backward": ("warn", _("“{card}” belongs to the phase “{phase}”, yet stood after a later one. It was moved forward."),
                 _("Give it a later phase, if that was not what you meant.")),
    "odd-phase": ("warn", _("“{card}” seldom works in the phase “{phase}”."), _("Look at the phases on the card.")),
    "odd-place": ("warn", _("“{card}” is not made for this kind of place ({place})."), _("Read its pitfalls, or choose another card.")),
    "few-people": ("warn", _("“{card}” needs groups of at least {least}; you expect {people}."), _("Invite wider, or choose a card for fewer.")),
    "many-people": ("warn", _("“{card}” takes groups of at most {most}; you expect {people}."), _("Hold it more than once, or choose another card.")),
    "closed-start": ("warn", _("The first day is a day on which nobody works."), _("The plan begins on {start} instead.")),
    "past-start": ("warn", _("The first day lies in the past."), _("Choose a day to come.")),
    "too-late": ("bad", _("The plan ends on {end}, after the day on which it must be over."),
                 _("Begin sooner, take a card away, or move that day. What decides the end stands below.")),
    "summer": ("warn", _("Some meetings fall in July or August, when many are away."), _("Tick the summer without meetings.")),
    "silence": ("warn", _("Nothing happens between {start} and {end}."), _("Send word in between, so that nobody thinks it is over.")),
    "no-upkeep": ("warn", _("Co-management is promised, yet no card reaches the realisation or the upkeep."),
                  _("Add a card for what comes after the decision.")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """All that a doubt looks at."""

    wish: Wish
    plan: Plan
    picked: Picked
    today: date
    works: bool

    @property
    def heaviest(self) -> str:
        """The heaviest level promised."""
        return max((c.level for c, _card in self.picked), key=LEVEL_ORDER.index)

    @property
    def asks(self) -> bool:
        """Is anybody asked anything?"""
        return self.heaviest != "inform"


def doubts(wish: Wish, plan: Plan, picked: Picked, *, today: date, works: bool) -> tuple[Warning, ...]:
    """Every doubt, the gravest first. `works`: is the first day a working day?"""
    case = Case(wish, plan, picked, today, works)
    found = [_warning(code, fields) for look in LOOKS for code, fields in look(case)]
    return tuple(sorted(found, key=lambda w: w.look != "bad"))


def _warning(code: str, fields: dict[str, Any]) -> Warning:
    look, why, do = DOUBTS[code]
    return Warning(code, in_all(why, **fields), in_all(do, **fields), look)


Found = Iterator[tuple[str, dict[str, Any]]]


def _cards(case: Case) -> Found:
    for choice, card in case.picked:
        told = {"card": card.title}
        if not choice.consulted.strip():
            yield ("nobody-asked" if choice.nobody_yet else "unasked"), told
        if LEVEL_ORDER.index(choice.level) > LEVEL_ORDER.index(card.highest):
            yield "beyond-card", told | {"level": _level(choice.level), "highest": _level(card.highest)}
        if choice.phase not in card.phases:
            yield "odd-phase", told | {"phase": label(PHASES, choice.phase)}
        if case.wish.place_kind and case.wish.place_kind not in card.places:
            yield "odd-place", told | {"place": label(PLACES, case.wish.place_kind)}
        if 0 < choice.people < card.group[0]:
            yield "few-people", told | {"least": card.group[0], "people": choice.people}
        if choice.people > card.group[1]:
            yield "many-people", told | {"most": card.group[1], "people": choice.people}


def _order(case: Case) -> Found:
    titles = {card.code: card.title for _choice, card in case.picked}
    highest = 0
    for choice in case.wish.choices:
        if not choice.phase:
            continue
        place = PHASE_ORDER.index(choice.phase)
        if place < highest:
            yield "backward", {"card": titles[choice.card], "phase": label(PHASES, choice.phase)}
        highest = max(highest, place)


def _promise(case: Case) -> Found:
    level = {"level": _level(case.heaviest)}
    least = LEAST_MEETINGS.get(case.heaviest, 0)
    # what carries a promise are the meetings at which more than informing is promised, and those in which people hear back
    carrying = {choice.card for choice, _card in case.picked if choice.level != "inform"}
    meetings = sum(1 for m in case.plan.meetings if m.card in carrying)
    if meetings < least:
        yield "thin", level | {"meetings": meetings, "least": least}
    if case.heaviest in COMES_BACK and not case.wish.feedback and not any(card.returns for _c, card in case.picked):
        yield "no-feedback", level
    if case.asks and not case.wish.answer_days:
        yield "no-answer", {}
    if case.asks and case.wish.answer_days > SLOW_ANSWER:
        yield "slow-answer", {"days": case.wish.answer_days}
    if not case.wish.evaluation:
        yield "no-evaluation", {}
    late = {choice.phase for choice, _card in case.picked}
    if case.heaviest == "comanage" and late.isdisjoint({"realise", "keep"}):
        yield "no-upkeep", {}


def _means(case: Case) -> Found:
    hours, cents = case.wish.means.hours, case.wish.means.cents
    if case.asks and (not hours or cents is None):
        yield "no-means", {"level": _level(case.heaviest)}
    if hours is not None and case.plan.hours > hours:
        yield "hours-short", {"needed": case.plan.hours, "short": case.plan.hours - hours}
    if cents is not None and case.plan.cents > cents:
        yield "money-short", {"needed": _euro(case.plan.cents), "short": _euro(case.plan.cents - cents)}


def _people(case: Case) -> Found:
    reached = {channel for _choice, card in case.picked for channel in card.channels}
    if not case.wish.beyond and not reached & BEYOND_MEETINGS:
        yield "only-meetings", {}
    if len(case.plan.meetings) > 1 and all(m.start >= EVENING for m in case.plan.meetings):
        yield "only-evenings", {}


def _days(case: Case) -> Found:
    if not case.works:
        yield "closed-start", {"start": case.plan.start.isoformat()}
    if case.wish.start < case.today:
        yield "past-start", {}
    if case.wish.until and case.plan.end > case.wish.until:
        yield "too-late", {"end": case.plan.end.isoformat()}
    if any(m.day.month in (7, 8) for m in case.plan.meetings):
        yield "summer", {}
    busy = sorted([(m.day, m.day) for m in case.plan.meetings] + [(o.start, o.end) for o in case.plan.openings])
    until = busy[0][1] if busy else case.plan.start
    for start, end in busy[1:]:
        if (start - until).days > SILENCE:
            yield "silence", {"start": until.isoformat(), "end": start.isoformat()}
        until = max(until, end)


LOOKS: tuple[Callable[[Case], Found], ...] = (_cards, _promise, _means, _people, _order, _days)


def _level(code: str) -> Any:
    return label(LEVELS, code)


def _euro(cents: int) -> str:
    """Whole euros, rounded up so that nothing seems enough that is not."""
    return str(-(-cents // 100))
