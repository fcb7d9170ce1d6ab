"""What do people say in two years: brought in week by week from an older list, said here by all ways, commented, supported, taken together."""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.answers.actions import merge
from wijk.answers.models import OPEN, Request
from wijk.contributions.actions import Load, Terms, comment, confirm, load_voices, open_place, submit, support
from wijk.contributions.models import Contribution, Opening
from wijk.core import clock
from wijk.core.viewer import Passerby
from wijk.demo.life.bodies import FIRST, VIEWER
from wijk.demo.life.judging import Judging
from wijk.demo.life.pictures import photograph
from wijk.demo.life.sayings import Ground, Saying, Spot, pick, saying
from wijk.demo.life.services import Desk, found_services
from wijk.demo.life.texts import said, word, words
from wijk.demo.life.timeline import Timeline
from wijk.processes.models import Process
from wijk.territory.models import Area

#: By which way something was said here, the frequent ones more often.
WAYS = ("web", "web", "web", "web", "account", "stand", "stand", "paper", "counter", "phone", "letter")
WEEKS = 104
COLUMNS = ("id", "kind", "title", "body", "language", "category", "said_on", "longitude", "latitude", "area", "state")
SECTIONS = ("for", "for", "for", "question", "other", "against")


@dataclass(frozen=True, slots=True)
class Loudness:
    """How much is said: in all, of that by the ways of today, openings of processes, photographs, what does not belong here."""

    all: int
    spoken: int
    openings: int
    pictures: int
    unfit: int


class Voices:
    """Plans what people say on the timeline of the city."""

    def __init__(
        self, line: Timeline, areas: Sequence[Area], chance: Random, residents: Sequence[Person], loudness: Loudness
    ) -> None:
        self.line, self.chance, self.residents, self.loudness = line, chance, list(residents), loudness
        self.ground = Ground(areas, chance)
        self.desk, self.judging = Desk(line, chance), Judging(line, chance, self._shown)
        self.said = 0

    def plan(self) -> None:
        """Everything that is said, and what comes of it."""
        line, chance, much = self.line, self.chance, self.loudness
        line.at(line.day(-755), found_services)
        loaded = much.all - much.spoken
        for week in range(WEEKS if loaded else 0):
            count = (week + 1) * loaded // WEEKS - week * loaded // WEEKS
            line.at(line.day(-7 * (WEEKS - week) + 1, 17), partial(self._load, week, count))
        for number in range(much.spoken):
            moment = line.day(-740 + 740 * chance.random() ** 0.8, chance.randint(6, 20), chance.randint(0, 59))
            line.at(moment, partial(self._speak, pictured=number < much.pictures))
        for number in range(much.unfit):
            line.at(line.day(-40 + 38 * number / much.unfit, 14, number), partial(self._unfit, number))
        for number in range(much.openings):
            line.at(line.day(-400 + 390 * number / much.openings, 12), partial(self._open, number))

    # --- from an older list ---------------------------------------------------------------------------------------------

    def _load(self, week: int, count: int) -> None:
        """One week of the list that the city kept before."""
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(COLUMNS)
        for number in range(count):
            area = self.ground.area()
            one = saying(self.chance, self.ground.spot(area), area)
            at = clock.now() - timedelta(minutes=self.chance.randint(1, 7 * 24 * 60))
            point = ("", "") if one.where.lon is None else (one.where.lon, one.where.lat)
            writer.writerow(
                (f"{week}-{number}", one.kind, one.title, one.body, one.language, one.category, at.isoformat(), *point,
                 one.where.area, "open")
            )  # fmt: skip
        load_voices(VIEWER, content=table.getvalue().encode(), name="week.csv", load=Load(source="Meldpunt 2024"))
        fresh = Contribution.objects.filter(channel="import", made_at=clock.now())
        self._took(list(Request.objects.filter(contribution__in=fresh).select_related("contribution").order_by("pk")))
        for row in fresh.filter(visibility="shown").order_by("pk"):
            self._talk(row, 0.04)

    def _took(self, requests: Sequence[Request]) -> None:
        for request in requests:
            self.desk.take(request, request.contribution.kind_id)

    # --- here -------------------------------------------------------------------------------------------------------------

    def _speak(self, *, pictured: bool = False) -> None:
        area = self.ground.area()
        spot = self.ground.spot(area)
        one = saying(self.chance, spot, area)
        way = self.chance.choice(WAYS)
        row = self._say(Opening.objects.get(key="city"), one, way, pictured=pictured)
        self._after(row, one, spot, area)

    def _say(self, opening: Opening, one: Saying, way: str, *, pictured: bool = False) -> Contribution:
        """By one of the ways, as it is done there."""
        self.said += 1
        by_account = way == "account" and self.residents
        channel = "web" if way in ("web", "account") else way
        anybody = opening.who == "anybody"
        viewer = (
            PersonViewer(self.chance.choice(self.residents))
            if by_account
            else Passerby()
            if channel == "web"
            else VIEWER
        )
        address = f"voice-{self.said}@example.org" if channel == "web" and not by_account and not anybody else ""
        made = submit(
            viewer, opening=opening, kind=one.kind, title=one.title, body=one.body, language=one.language, where=one.where,
            category=one.category if not opening.categories else "", channel=channel, email=address, shown_as=one.shown_as,
            wants_news=self.chance.random() < 0.4, pictures=[photograph(self.chance)] if pictured else (),
            alts=[one.title] if pictured else (), given_at=self._given(channel), once=f"demo-{self.said}",
        )  # fmt: skip
        if address and self.chance.random() < 0.97:  # the others never opened the letter
            return confirm(Passerby(), key=made.contribution.key, token=made.token)
        return made.contribution

    def _given(self, channel: str) -> datetime | None:
        return (
            clock.now() - timedelta(hours=self.chance.randint(2, 60))
            if channel in ("stand", "paper", "letter")
            else None
        )

    def _after(self, row: Contribution, one: Saying, spot: Spot, area: Area) -> None:
        """It waits for a moderator, or it is there: then it is answered, talked about, said once more by another."""
        if row.visibility == "waiting":
            self.judging.look(row)
        self._took(list(Request.objects.filter(contribution=row).select_related("contribution")))
        if row.visibility == "shown":
            self._talk(row, 0.3)
            if one.kind != "observation" and self.chance.random() < 0.05:
                at = clock.now() + timedelta(days=self.chance.uniform(0.1, 2))
                self.line.at(at, partial(self._again, row.pk, one, spot, area))

    def _shown(self, key: str) -> None:
        """A moderator let it be seen: from now on an answer is owed."""
        self._took(list(Request.objects.filter(contribution__key=key).select_related("contribution")))

    def _again(self, pk: int, one: Saying, spot: Spot, area: Area) -> None:
        """Another says the same of the same place; the next day the two are taken together."""
        twin = saying(self.chance, spot, area, matter=one.matter, anywhere=False)
        row = self._say(Opening.objects.get(key="city"), twin, self.chance.choice(("stand", "phone", "counter")))
        self.line.at(clock.now() + timedelta(days=1), partial(self._merge, row.pk, pk))

    def _merge(self, pk: int, into: int) -> None:
        pair = [
            Request.objects.filter(contribution=one).select_related("contribution", "service").first()
            for one in (pk, into)
        ]
        own, other = pair
        if own is None or other is None or own.state != OPEN or not other.contribution.is_shown:
            return
        if own.contribution.is_shown and other.contribution.merged_into_id is None:
            merge(VIEWER, request=own, into=other)

    def _talk(self, row: Contribution, share: float) -> None:
        """Some find support, and some are talked about."""
        chance = self.chance
        if chance.random() < share:
            at = clock.now() + timedelta(days=chance.uniform(0.5, 12))
            self.line.at(at, partial(self._support, row.pk, chance.randint(1, 14)))
        if chance.random() < share * 0.6:
            for _ in range(chance.randint(1, 3)):
                at = clock.now() + timedelta(days=chance.uniform(0.2, 20))
                self.line.at(at, partial(self._comment, row.pk))

    def _support(self, pk: int, count: int) -> None:
        row = Contribution.objects.get(pk=pk)
        if not row.is_shown or row.merged_into_id:
            return
        for number in range(count):
            mark = hashlib.sha256(f"demo|{pk}|{number}".encode()).hexdigest()
            support(Passerby(), contribution=row, mark=mark)

    def _comment(self, pk: int) -> None:
        row = Contribution.objects.select_related("opening").get(pk=pk)
        if not row.is_shown or row.merged_into_id:
            return
        viewer = Passerby() if row.opening.who == "anybody" else self._somebody()
        section = self.chance.choice(SECTIONS)
        body = pick(self.chance, f"{'comments' if row.kind_id == 'idea' else 'seen'}.{section}", row.language)
        shown_as = self.chance.choice(FIRST) if self.chance.random() < 0.5 else ""
        if viewer is not None:
            comment(viewer, contribution=row, section=section, body=body, language=row.language, shown_as=shown_as)

    def _somebody(self) -> PersonViewer | None:
        return PersonViewer(self.chance.choice(self.residents)) if self.residents else None

    # --- what does not belong here, and openings of processes ------------------------------------------------------------

    def _unfit(self, number: int) -> None:
        """Something that is hidden or removed, and sometimes appealed against."""
        self.judging.unfit(number, self.ground.spot(self.ground.area()))

    def _open(self, number: int) -> None:
        """A process asks people to speak; those who live around do so, also without an account."""
        taken = set(Opening.objects.exclude(process="").values_list("process", flat=True))
        process = Process.objects.filter(state="running").exclude(key__in=taken).order_by("-pk").first()
        if process is None:
            return
        area = next((a for a in self.ground.areas if f"neighbourhood/{a.code}" == process.place), None)
        entry = next(
            (e for e in words("processes")["process"] if area and said(e["title"], area.name) == process.title), None
        )
        if area is None or entry is None:
            return
        terms = Terms(
            title=process.title, intro=process.summary, fixed=said(entry["fixed"]), fixed_why=said(entry["why"]),
            fixed_by=word("municipal-council"), place=process.place, process=process.key, kinds=["idea", "remark", "observation"],
            who="anybody", before=number % 2 == 0,
            closes_at=clock.now() + timedelta(days=60) if number % 2 == 1 else self.line.until + timedelta(days=45),
        )  # fmt: skip
        opening = open_place(VIEWER, terms=terms)
        span = min(terms.closes_at or self.line.until, self.line.until) - clock.now()
        moments = [clock.now() + span * self.chance.random() for _ in range(24)]
        if terms.before:  # some wait for a moderator now
            moments += [self.line.until - timedelta(hours=self.chance.uniform(1, 30)) for _ in range(5)]
        for at in moments:
            self.line.at(at, partial(self._speak_there, opening.pk, area))

    def _speak_there(self, pk: int, area: Area) -> None:
        spot = self.ground.spot(area)
        kinds = [n for n, entry in enumerate(words("voices")["matter"]) if entry["kind"] != "repair"]
        one = saying(self.chance, spot, area, matter=self.chance.choice(kinds))
        row = self._say(Opening.objects.get(pk=pk), one, self.chance.choice(("web", "web", "stand", "paper")))
        self._after(row, one, spot, area)
