"""How do those hear of it who follow nothing: newsletters each quarter, a question with a short code, paper at the doors."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from random import Random

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.demo.life.bodies import VIEWER
from wijk.demo.life.texts import said, word, words
from wijk.demo.life.timeline import Timeline
from wijk.notices.actions import gather
from wijk.outreach.actions import (
    compose_newsletter,
    note_distribution,
    note_homes,
    open_call,
    send_newsletter,
    take_position,
)
from wijk.outreach.models import Code
from wijk.processes.models import Process
from wijk.territory.models import Area
from wijk.toolbox.actions import keep_closure

#: Positions, the frequent ones more often.
POSITIONS = ("agree", "agree", "agree", "worries", "worries", "against", "none", "told")


def spread(line: Timeline, areas: Sequence[Area], chance: Random) -> None:
    """A newsletter each quarter in the first neighbourhoods, and a question in the first of them."""
    for n, area in enumerate(areas[:6]):
        for day in range(-540, 0, 90):
            line.at(line.day(day + n, 15), partial(_newsletter, f"neighbourhood/{area.code}"))
    line.at(line.day(-730), _closures)
    line.at(line.day(-14, 11), partial(_question, areas, chance))


def _newsletter(place: str) -> None:
    gather()
    today = clock.today()
    letter = compose_newsletter(
        VIEWER, place=place, since=today - timedelta(days=90), until=today, introduction=word("good-day")
    )
    if letter.pieces.exists():
        send_newsletter(VIEWER, key=letter.key)


def _closures() -> None:
    """The summer break of these years, when nobody meets."""
    for year in range(clock.today().year, clock.today().year + 4):
        first = clock.today().replace(year=year, month=7, day=5)
        keep_closure(VIEWER, title=word("summer-break"), kind="school", start=first, end=first + timedelta(days=50))


def _question(areas: Sequence[Area], chance: Random) -> None:
    """What do people think of a process that runs: posters, letters, seventy positions."""
    process = Process.objects.filter(state="running").order_by("-pk").first()
    if process is None:
        raise Refused("no-process", "No process is running, so nothing can be asked.")
    area = next(a for a in areas if f"neighbourhood/{a.code}" == process.place)
    entry = next(e for e in words("processes")["process"] if said(e["title"], area.name) == process.title)
    call = open_call(
        VIEWER, place=process.place, title=process.title, words=process.summary, fixed=said(entry["fixed"]),
        question=word("does-this-suit-you"), about=Subject("processes.process", process.key),
        until=clock.today() + timedelta(days=60),
    )  # fmt: skip
    codes = list(Code.objects.filter(call=call))
    for _ in range(70):
        take_position(code=chance.choice(codes), position=chance.choice(POSITIONS))
    about = Subject("outreach.call", call.key)
    note_homes(VIEWER, area=process.place, count=1_400)
    for way, copies in (("letter", 900), ("poster", 25)):
        note_distribution(VIEWER, about=about, area=process.place, way=way, copies=copies, on=clock.today())
