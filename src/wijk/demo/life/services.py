"""Who answers what people say, and how does that go: in time, late, never; yes, no with a reason, done; asked again."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from wijk.accounts.models import Person
from wijk.answers import access
from wijk.answers.actions import Given, answer_many, forward, keep_route, keep_service, reopen
from wijk.answers.models import ANSWERED, OPEN, Request, Service
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Passerby
from wijk.demo.life.bodies import VIEWER
from wijk.demo.life.sayings import pick
from wijk.demo.life.texts import words
from wijk.demo.life.timeline import Timeline

#: What comes of each kind, the frequent ones more often.
FATES = {
    "repair": ("done", "done", "done", "done", "done", "done", "answered", "refused", "accepted"),
    "idea": ("accepted", "accepted", "accepted", "refused", "refused", "refused", "answered", "answered"),
    "remark": ("answered", "answered", "answered", "needs_nothing", "answered"),
}
REASONS = ("no-budget", "no-budget", "cost", "safety", "law", "no-competence", "other-plan", "interests", "technical")
#: So long ago, everything but a few was answered in the end.
LONG_AGO = timedelta(days=120)
#: The hour at which a service has written its answers of the day, in UTC.
END = 15


def found_services() -> None:
    """The services of the city and what goes to each; whoever has an account of a service works there."""
    members = list(Person.objects.filter(grants__role="service").distinct().order_by("pk"))
    for entry in words("voices")["service"]:
        service = keep_service(
            VIEWER, key=entry["key"], title=Text(entry["title"]), days=entry["days"], working=entry["days"] < 25, members=members
        )  # fmt: skip
        keep_route(VIEWER, service=service, category=entry["category"], kind=entry.get("kind", ""))


def owing(process: str) -> list[Request]:
    """What a process has not answered yet."""
    return list(
        Request.objects.filter(process=process, state=OPEN).select_related("contribution", "service").order_by("pk")
    )


class Desk:
    """Decides what comes of a request, and when; a year ago nearly everything was answered in the end."""

    def __init__(self, line: Timeline, chance: Random) -> None:
        self.line, self.chance = line, chance
        self.days: dict[datetime, list[tuple[int, str]]] = {}

    def take(self, request: Request, kind: str) -> None:
        """Plan its answer, or none."""
        chance, since = self.chance, request.asked_at
        old = self.line.until - since > LONG_AGO
        if chance.random() < (0.015 if old else 0.1):
            return
        promised = (request.due - request.asked_on).days
        days = chance.uniform(0.4, promised * 0.95) if chance.random() < 0.8 else promised + chance.uniform(1, 40)
        if chance.random() < 0.03:
            self.line.at(since + timedelta(days=min(1.0, days / 2)), partial(self._forward, request.pk))
        self._plan(since + timedelta(days=days), request.pk, chance.choice(FATES[kind]))

    def answer_all(self, process: str) -> None:
        """Before a phase closes, everything that was said in it has its answer."""
        self._answer([(request.pk, "answered") for request in owing(process)])

    def _plan(self, moment: datetime, pk: int, outcome: str) -> None:
        """The services answer at the end of each day, what is ready then together."""
        end = moment.astimezone(UTC).replace(hour=END, minute=0, second=0, microsecond=0)
        end = end if end >= moment else end + timedelta(days=1)
        if end not in self.days:
            self.days[end] = []
            self.line.at(end, partial(self._day, end))
        self.days[end].append((pk, outcome))

    def _day(self, end: datetime) -> None:
        self._answer(self.days.pop(end))

    def _answer(self, planned: Sequence[tuple[int, str]]) -> None:
        outcomes = dict(planned)
        rows = Request.objects.select_related("contribution", "service").filter(
            pk__in=outcomes, state__in=(OPEN, ANSWERED), contribution__visibility="shown", contribution__merged_into=None
        )  # fmt: skip
        requests = list(rows.order_by("pk"))
        if not requests:
            return
        answer_many(VIEWER, given=[self._given(row, outcomes[row.pk]) for row in requests])
        for row in requests:
            self._afterwards(row.pk, outcomes[row.pk], row)

    def _given(self, request: Request, outcome: str) -> Given:
        chance, language = self.chance, request.contribution.language
        reason = chance.choice(REASONS) if outcome == "refused" else ""
        how = "made" if outcome == "done" and request.contribution.kind_id != "repair" else outcome
        text = pick(chance, f"answers.{how}", language).format(own=pick(chance, f"own.{reason or how}", language))
        yes = outcome == "accepted"
        return Given(
            request, outcome, text, language=language,
            reason=reason,
            follows=pick(chance, "follows", language) if yes else "",
            by=_by(request) if yes else None,
            by_when=clock.today() + timedelta(days=chance.randint(30, 150)) if yes else None,
        )  # fmt: skip

    def _afterwards(self, pk: int, outcome: str, request: Request) -> None:
        chance, now = self.chance, clock.now()
        if outcome == "accepted" and chance.random() < 0.5:
            self._plan(now + timedelta(days=chance.uniform(20, 140)), pk, "done")
        elif outcome in ("refused", "answered") and not request.reopened and chance.random() < 0.05:
            self.line.at(now + timedelta(days=chance.uniform(1, 9)), partial(self._reopen, pk))

    def _reopen(self, pk: int) -> None:
        """Its author is not content, by the link in the letter."""
        request = _request(pk)
        if request.state != ANSWERED or request.reopened:
            return
        language = request.contribution.language
        token = access.token_of(request.contribution)
        reopen(Passerby(), request=request, text=pick(self.chance, "again", language), token=token, language=language)
        if self.chance.random() < 0.75:
            outcome = self.chance.choice(("accepted", "refused", "answered"))
            self._plan(clock.now() + timedelta(days=self.chance.uniform(2, 30)), pk, outcome)

    def _forward(self, pk: int) -> None:
        request = _request(pk)
        others = Service.objects.filter(active=True).exclude(pk=request.service_id or 0).order_by("key")
        if request.state != OPEN or not others:
            return
        language = request.contribution.language
        forward(
            VIEWER,
            request=request,
            to=self.chance.choice(list(others)),
            text=pick(self.chance, "forwarded", language),
            language=language,
        )


def _request(pk: int) -> Request:
    return Request.objects.select_related("contribution", "service").get(pk=pk)


def _by(request: Request) -> Subject:
    """Who does it: the service itself."""
    return Subject("answers.service", request.service.key if request.service else "roads")
