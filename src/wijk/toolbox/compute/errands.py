"""What has to be done around a meeting, by whom, and how long before or after it?"""

from dataclasses import replace
from typing import Literal

from django.utils.translation import gettext_noop as _

from wijk.core.text import Text
from wijk.methods.scheduling.steps import Errand, Moment, Step
from wijk.toolbox.deck import Card
from wijk.toolbox.plans import Choice, Wish
from wijk.toolbox.words import in_all

FEEDBACK = _("People hear back")
NUMBERED = _("{card} ({number})")
TITLES: dict[str, str] = {
    "frame": _("{card}: say what can change, what cannot and why"),
    "print": _("{card}: letters and posters are printed, in the languages of the neighbourhood"),
    "room": _("{card}: book a room without steps, with a toilet that everybody can use"),
    "route": _("{card}: walk the route or the spot beforehand, also with a wheelchair or pram"),
    "interpretation": _("{card}: book interpreters"),
    "child-care": _("{card}: arrange child care"),
    "beyond": _("{card}: go and see people who do not come to meetings"),
    "remind": _("{card}: remind people"),
    "report": _("{card}: write down what was heard, and send it to who was there"),
    "answer": _("{card}: answer every question and remark, with the reason"),
    "evaluation": _("{card}: look back on the whole with those who took part, and publish it"),
}
#: What help at a meeting costs: hours to arrange it, and cents for a meeting.
INTERPRETATION, CHILD_CARE, BEYOND = (2, 45_000), (2, 15_000), (16, 0)
FEEDBACK_COST = (14, 25_000)
LOOKING_BACK = 10


def title_of(code: str, card: Text, number: int) -> Text:
    """The title of a task in three languages, with the number of the meeting where there are several."""
    if not number:
        return in_all(TITLES[code], card=card)
    return in_all(TITLES[code], card=in_all(NUMBERED, card=card, number=number))


def follow_up(wish: Wish, choice: Choice, card: Card) -> int:
    """Working days until all is worked out: what the card asks, and the term for answers."""
    return max(card.time.follow_up, wish.answer_days if choice.level != "inform" else 0)


def looked_back(step: Step) -> Step:
    """The last step, after which those who took part look back on the whole."""
    days = max(step.follow_up, LOOKING_BACK)
    return replace(
        step, follow_up=days, errands=(*step.errands, Errand("evaluation", days, "expert", "after", once=True))
    )


def errands(wish: Wish, choice: Choice, card: Card, sessions: int) -> tuple[Errand, ...]:
    """The errands of a choice."""
    asks = choice.level != "inform"
    outside = not {"outside", "door"}.isdisjoint(card.channels)
    told = [
        (asks, Errand("frame", 5, "manager", "before-invitation", once=True)),
        (card.time.lead > 0, Errand("print", 3, "clerk", "before-invitation", once=True)),
        (sessions > 0 and "meeting" in card.channels, Errand("room", 15, "clerk", once=True)),
        (outside, Errand("route", 5, "facilitator", once=True)),
        (wish.beyond and asks and not outside, Errand("beyond", 5, "facilitator", once=True)),
        *_help(wish, sessions),
        (True, Errand("report", max(1, min(10, card.time.follow_up)), "facilitator", "after", once=True)),
        (asks and wish.answer_days > 0, Errand("answer", wish.answer_days, "service", "after", once=True)),
    ]  # fmt: skip
    return tuple(errand for wanted, errand in told if wanted)


def _help(wish: Wish, sessions: int) -> list[tuple[bool, Errand]]:
    return [
        (wish.languages and sessions > 0, Errand("interpretation", 15, "clerk")),
        (wish.child_care and sessions > 0, Errand("child-care", 10, "clerk")),
        (sessions > 0, Errand("remind", 3, "facilitator")),
    ]


def invitation(wish: Wish, sessions: int) -> tuple[int, int]:
    """Hours and cents for interpretation, child care and going to see people."""
    hours = cents = 0
    for wanted, times, (each, price) in (
        (wish.languages, sessions, INTERPRETATION), (wish.child_care, sessions, CHILD_CARE), (wish.beyond, 1, BEYOND),
    ):  # fmt: skip
        hours += each * times * wanted
        cents += price * times * wanted
    return hours, cents


def feedback_step(wish: Wish, phase: str, moment: Moment) -> Step:
    """A meeting at the end of a phase in which people hear what was done with their words."""
    extra_hours, extra_cents = invitation(replace(wish, beyond=False), 1)
    when: Literal["before-invitation"] = "before-invitation"
    return Step(
        code="feedback", phase=phase, preparation=4, lead=14, sessions=1, minutes=90, spacing=1, runs=0, follow_up=2, moments=(moment,),
        errands=(Errand("print", 3, "clerk", when, once=True), Errand("room", 15, "clerk", once=True),
                 *(errand for wanted, errand in _help(wish, 1) if wanted), Errand("report", 2, "facilitator", "after", once=True)),
        hours=FEEDBACK_COST[0] + extra_hours, cents=FEEDBACK_COST[1] + extra_cents, waits=True,
    )  # fmt: skip
