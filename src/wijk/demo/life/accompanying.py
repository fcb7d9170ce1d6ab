"""Whom does a team accompany? Two colleagues of the neighbourhood of the facilitator, with a few cases at different stages."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Grant, Person
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.demo.life.bodies import VIEWER
from wijk.demo.life.texts import words
from wijk.demo.life.timeline import Timeline
from wijk.helping.actions import (
    Agreed,
    CaseTerms,
    add_member,
    begin_case,
    change_case,
    keep_team,
    starting_lines,
    tick_need,
    write_log,
)
from wijk.helping.models import Case, Team
from wijk.territory.models import Area

BEGAN = -110


def accompany(line: Timeline) -> None:
    """Plan what the team does; nothing where nobody facilitates anywhere."""
    grant = (
        Grant.objects.live().filter(role="facilitator").exclude(area="").select_related("person").order_by("pk").first()
    )
    mate = Person.objects.filter(grants__role="clerk", grants__ended_at=None).order_by("pk").first()
    if grant is None or mate is None:
        return
    line.at(line.day(BEGAN), partial(_found, grant.area, [grant.person, mate]))
    for number, told in enumerate(words("cases")["case"]):
        line.at(line.day(-told["begins"], 10), partial(_begin, number, told, grant.area, grant.person))
        for done in told["log"]:
            line.at(line.day(-done["ago"], 11), partial(_write, number, done["text"], (grant.person, mate)[number % 2]))
        line.at(line.day(-told["log"][-1]["ago"], 12), partial(_grow, number, told, grant.person))


def _found(area: str, people: list[Person]) -> None:
    code = area.partition("/")[2]
    place = Area.objects.current().at(area.partition("/")[0]).filter(code=code).first()
    title = words("cases")["team"]["title"].replace("{place}", place.name.to("nl") if place else "")
    team = keep_team(VIEWER, title=title, area=area)
    for person in people:
        add_member(VIEWER, team=team, person=person)


def _begin(number: int, told: Mapping[str, Any], area: str, keeper: Person) -> None:
    said = Contribution.objects.filter(visibility="shown", area=area, kind="idea").order_by("-pk").first()
    about = Subject("contributions.contribution", said.key) if said and told.get("linked") else None
    agreed = Agreed("spoken", needs=starting_lines(told["start"], told["languages"]), about=about)
    terms = CaseTerms(told["about"], who=told["who"], languages=told["languages"])
    team = Team.objects.filter(area=area).latest("pk")
    begin_case(PersonViewer(keeper), team=team, terms=terms, agreed=agreed, once=f"demo-{number}")


def _case(number: int) -> Case:
    """Cases begin in the order in which they stand in the file."""
    return Case.objects.order_by("pk")[number]


def _write(number: int, text: str, by: Person) -> None:
    write_log(PersonViewer(by), case=_case(number), text=text, once=f"demo-{text[:20]}")


def _grow(number: int, told: Mapping[str, Any], keeper: Person) -> None:
    row, viewer = _case(number), PersonViewer(keeper)
    for need in row.needs.order_by("pk")[: told["done"]]:
        tick_need(viewer, case=row, need=need.pk, done=True)
    step = told["next"]
    day = (clock.now() + timedelta(days=told["log"][-1]["ago"] + step["in"])).date()
    terms = CaseTerms(row.about, row.who, row.languages, told["stage"], day, step["what"])
    change_case(viewer, case=row, terms=terms, revision=row.revision)
