"""What comes of the cards that somebody picked? Cards and the city's days → `methods.scheduling` → a plan with its doubts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from functools import lru_cache

import holidays
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.methods.saying import Rejected
from wijk.methods.scheduling.days import FIRST, LAST, Days, span
from wijk.methods.scheduling.placing import schedule
from wijk.methods.scheduling.steps import Moment, Schedule, Step
from wijk.toolbox import queries
from wijk.toolbox.compute.errands import FEEDBACK, errands, feedback_step, follow_up, invitation, looked_back, title_of
from wijk.toolbox.deck import Card
from wijk.toolbox.doubts import doubts
from wijk.toolbox.plans import Choice, Link, Opening, Phase, Plan, PlannedMeeting, Task, Wish
from wijk.toolbox.words import LEVEL_ORDER, PHASE_ORDER, PHASES, in_all, label

MOMENTS = {
    "evening": Moment("evening", frozenset({0, 1, 2, 3}), time(19)),
    "afternoon": Moment("afternoon", frozenset({0, 1, 3, 4}), time(14)),
    "wednesday": Moment("wednesday", frozenset({2}), time(14)),
    "saturday": Moment("saturday", frozenset({5}), time(10)),
    "sunday": Moment("sunday", frozenset({6}), time(14)),
}
#: So many years of holidays and closures are known to a plan.
AHEAD = 5
MOST = 20
LEAVE = noop("{card}: letters, posters and calls leave")
CHAIN = {
    "prepare": noop("{card}: preparing it"),
    "lead": noop("{card}: letting people know in time"),
    "sessions": noop("{card}: doing it"),
    "follow": noop("{card}: working it out and answering"),
    "before": noop("{card}: not to begin before this day"),
}


def plan(wish: Wish, *, key: str = "") -> Plan:
    """The plan of a wish. Raises Refused with a sentence where nothing can be planned: no card, an unknown one, a day too far."""
    picked = settled(wish)
    days = calendar(wish.start, summer=wish.summer)
    steps, origins = _steps(wish, picked)
    try:
        made = schedule(steps, wish.start, days)
    except Rejected as fault:
        raise Refused(
            f"plan-{fault.code}", _("No day can be found for this plan. Take closures away, or allow other moments.")
        ) from fault
    plain = _told(wish, key, made, picked, origins)
    return _with_doubts(wish, plain, picked, days)


def settled(wish: Wish) -> list[tuple[Choice, Card]]:
    """The choices with their cards and phases filled in, in the order of the phases. Raises Refused."""
    if not wish.choices:
        raise Refused("plan-empty", _("Choose at least one card."))
    if len(wish.choices) > MOST:
        raise Refused("plan-long", _("A plan holds at most {most} cards. Make two plans of it."), most=MOST)
    if not all(FIRST <= day <= LAST for day in (wish.start, *(c.not_before for c in wish.choices if c.not_before))):
        raise Refused("plan-far", _("Choose a first day between {first} and {last}."), first=FIRST.year, last=LAST.year)
    known = {one.code: one for one in queries.cards(retired=True)}
    picked: list[tuple[Choice, Card]] = []
    for choice in wish.choices:
        card = known.get(choice.card)
        if card is None:
            raise Absent(choice.card)
        if choice.level not in LEVEL_ORDER or choice.phase not in ("", *PHASE_ORDER):
            raise Refused("plan-level", _("Say for each card which level is promised, and in which phase it comes."))
        picked.append((_in_phase(choice, card, picked[-1][0].phase if picked else PHASE_ORDER[0]), card))
    return sorted(picked, key=lambda pair: PHASE_ORDER.index(pair[0].phase))


def calendar(start: date, *, summer: bool) -> Days:
    """Public holidays of Belgium, closures that the city noted, and, if so wanted, a summer without meetings."""
    end = min(start + timedelta(days=366 * AHEAD), date(LAST.year + AHEAD, 12, 31))
    shut, quiet = set(_holidays(start.year)), set[date]()
    for row in queries.closures(start - timedelta(days=366), end):
        (shut if row.kind == "office" else quiet).update(span(row.start, row.end))
    for year in range(start.year - 1, start.year + AHEAD + 1):
        quiet |= span(date(year, 12, 24), date(year + 1, 1, 2))  # nobody comes between the feasts
    if summer:
        for year in range(start.year, start.year + AHEAD + 1):
            quiet |= span(date(year, 7, 1), date(year, 8, 31))
    return Days(frozenset(shut), frozenset(quiet))


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("BE", years=range(year - 1, year + AHEAD + 1)))


def _in_phase(choice: Choice, card: Card, after: str) -> Choice:
    """The choice in the first phase that fits its card and does not go back, where nobody said which."""
    if choice.phase:
        return choice
    fitting = sorted(card.phases, key=PHASE_ORDER.index)
    later = [p for p in fitting if PHASE_ORDER.index(p) >= PHASE_ORDER.index(after)]
    return replace(choice, phase=(later or fitting)[0])


def _steps(wish: Wish, picked: Sequence[tuple[Choice, Card]]) -> tuple[list[Step], list[int | None]]:
    """Steps for the method, and of each the choice that it came from (None: people hear back)."""
    steps: list[Step] = []
    origins: list[int | None] = []
    for number, (choice, card) in enumerate(picked):
        last = number == len(picked) - 1
        steps.append(_step(wish, choice, card))
        origins.append(number)
        if (last or picked[number + 1][0].phase != choice.phase) and _hears_back(wish, picked, choice.phase):
            steps.append(feedback_step(wish, choice.phase, MOMENTS["evening"]))
            origins.append(None)
    if wish.evaluation:
        steps[-1] = looked_back(steps[-1])
    return steps, origins


def _hears_back(wish: Wish, picked: Sequence[tuple[Choice, Card]], phase: str) -> bool:
    asked = [(c, card) for c, card in picked if c.phase == phase and c.level != "inform"]
    return wish.feedback and bool(asked) and not asked[-1][1].returns


def _step(wish: Wish, choice: Choice, card: Card) -> Step:
    sessions = card.time.sessions if choice.sessions is None else choice.sessions
    cost = card.means[choice.scale]
    usual = max(1, card.time.sessions)
    hours, cents = (-(-value * max(1, sessions) // usual) for value in (cost.hours, cost.cents))
    moments = [choice.moment] if choice.moment else list(card.moments)
    extra_hours, extra_cents = invitation(wish, sessions)
    return Step(
        code=card.code, phase=choice.phase, preparation=card.time.preparation, lead=card.time.lead, sessions=sessions,
        minutes=card.time.session, spacing=card.time.spacing, runs=card.time.runs, follow_up=follow_up(wish, choice, card),
        moments=tuple(MOMENTS[m] for m in moments) or (MOMENTS["evening"],), errands=errands(wish, choice, card, sessions),
        hours=hours + extra_hours, cents=cents + extra_cents, not_before=choice.not_before,
    )  # fmt: skip


def _told(
    wish: Wish, key: str, made: Schedule, picked: Sequence[tuple[Choice, Card]], origins: Sequence[int | None]
) -> Plan:
    """The schedule in words: titles in three languages, no doubts yet."""
    feedback = in_all(FEEDBACK)
    titles = [feedback if o is None else picked[o][1].title for o in origins]
    codes = ["" if o is None else picked[o][1].code for o in origins]
    steps = [p.step for p in made.placed]
    levels = {p.code: [c.level for c, _card in picked if c.phase == p.code] for p in made.phases}
    tasks = [
        Task(
            in_all(LEAVE, card=titles[i]),
            p.step.phase,
            p.invites,
            "clerk",
            codes[i],
        )
        for i, p in enumerate(made.placed)
        if p.step.lead
    ]
    tasks += [
        Task(title_of(d.code, titles[d.step], d.session if steps[d.step].sessions > 1 else 0), steps[d.step].phase, d.due, d.owner, codes[d.step])
        for d in made.dues
    ]  # fmt: skip
    return Plan(
        key=key, title=wish.title, start=made.phases[0].start, end=made.phases[-1].end, place=wish.place, method=made.method,
        phases=tuple(
            Phase(p.code, label(PHASES, p.code), max(levels[p.code], key=LEVEL_ORDER.index), p.start, p.end) for p in made.phases
        ),
        meetings=tuple(
            PlannedMeeting(titles[s.step], steps[s.step].phase, s.day, s.moment.at, steps[s.step].minutes, codes[s.step])
            for s in made.sessions
        ),
        tasks=tuple(sorted(tasks, key=lambda t: (t.due, t.title.to("en")))),
        openings=tuple(
            Opening(titles[i], p.step.phase, p.opens, p.last, codes[i]) for i, p in enumerate(made.placed) if p.step.runs
        ),
        critical=tuple(Link(in_all(CHAIN[c.why], card=titles[c.step]), c.start, c.end) for c in made.critical),
        warnings=(), choices=tuple(c for c, _card in picked), hours=made.hours, cents=made.cents, means=wish.means,
    )  # fmt: skip


def _with_doubts(wish: Wish, plain: Plan, picked: Sequence[tuple[Choice, Card]], days: Days) -> Plan:
    found = doubts(wish, plain, picked, today=clock.today(), works=days.works(wish.start))
    return replace(plain, warnings=found)
