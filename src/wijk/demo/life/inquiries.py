"""What is put to everybody before a decision? Two public inquiries: one decided with a reply to every remark, one open now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from wijk.contributions.actions import confirm, submit
from wijk.core import clock
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Passerby
from wijk.demo.life.bodies import VIEWER, Bodies
from wijk.demo.life.texts import said, word, words
from wijk.demo.life.timeline import Timeline
from wijk.inquiries.actions import (
    Told,
    add_document,
    announce,
    close_replies,
    draft,
    extend,
    group_remark,
    keep_theme,
    move_on,
    note_opinion,
    note_remark,
    record_decision,
    reply_remark,
    reply_theme,
    set_hearing,
)
from wijk.inquiries.models import KIND, Inquiry, Remark, Rule, Theme
from wijk.meetings.actions import add_item, approve_minutes, note_attendance, plan_meeting, write_minutes
from wijk.meetings.models import Meeting
from wijk.organs.actions import ask_opinion, decide, give_opinion
from wijk.organs.models import Opinion
from wijk.organs.queries import kind_of, mandates_on, voters
from wijk.processes.models import Process
from wijk.territory.models import Area
from wijk.ui.paper import pdf

RULE = "brussels-30"
PAPER = Path(__file__).resolve().parent / "document.typ"
#: Days after the notice: the hearing, the opinion, the replies, the decision; a letter is typed so long after its stamp.
HEARING, ADVISED, REPLYING, DECIDED, POST = 12, 25, 47, 50, 4
#: A document came so long after the notice, and the period became so much longer for it.
CORRECTED, LONGER = 6, 5


@dataclass(slots=True)
class Asked:
    """One inquiry on the timeline; `start` is the day of its notice."""

    line: Timeline
    bodies: Bodies
    told: Mapping[str, Any]
    area: Area
    start: float
    ends: bool
    key: str = ""
    made: dict[int, int] = field(default_factory=dict)  #: place of a remark in the words → its number

    def plan(self) -> None:
        """Everything that happens in it."""
        line, start = self.line, self.start
        line.at(line.day(start - 6, 9), self._draft)
        line.at(line.day(start, 8), self._announce)
        line.at(line.day(start, 9), self._hearing)
        for day in range(1, 45):
            line.at(line.day(start + day, 1), lambda: move_on(clock.now()))
        for n, entry in enumerate(self.told["remarks"]):
            typed = entry["day"] + (POST if entry.get("way") == "letter" else 0)
            line.at(line.day(start + typed, 13, n % 60), partial(self._say, n, entry))
        line.at(line.day(start + CORRECTED, 10), self._correct)
        line.at(line.day(start + HEARING, 21), self._heard)
        if self.ends:
            line.at(line.day(start + ADVISED, 11), self._advise)
            line.at(line.day(start + REPLYING, 10), self._reply)
            line.at(line.day(start + DECIDED, 11), self._decide)

    def _row(self) -> Inquiry:
        return Inquiry.objects.select_related("authority", "hearing", "opinion").get(key=self.key)

    def _text(self, name: str) -> Text:
        return said(self.told[name], self.area.name)

    def _draft(self) -> None:
        place = f"neighbourhood/{self.area.code}"
        process = Process.objects.filter(place=place).order_by("pk").first() if self.ends else None
        row = draft(
            VIEWER, key=f"{self.told['code']}-{self.area.code.lower()}",
            told=Told(
                title=self._text("title"), intro=self._text("summary"), authority=self.bodies.college, rule=Rule.objects.get(code=RULE),
                basis=self._text("legal"), fixed=self._text("fixed"), fixed_by=word("municipal-council"), fixed_why=self._text("fixed_why"),
                look_where=word("public-space-service"), look_hours=word("project-house-wednesdays-from-to"), place=place,
                process=process.key if process else "",
            ),
        )  # fmt: skip
        self.key = row.key
        for n, entry in enumerate(self.told["documents"]):
            title = Text(entry["title"])
            add_document(VIEWER, inquiry=row, upload=_paper(title, Text(entry["text"]), n), title=title, plan=n == 0)

    def _announce(self) -> None:
        announce(VIEWER, inquiry=self._row(), on=clock.today())

    def _hearing(self) -> None:
        row = self._row()
        at = clock.now().replace(hour=18, minute=0) + timedelta(days=HEARING)
        meeting = plan_meeting(
            VIEWER, organ=self.bodies.college, title=self._text("hearing"), starts_at=at, ends_at=at + timedelta(hours=2),
            where=word("the-neighbourhood-house"), place=row.place, access=["wheelchair", "induction_loop"],
        )  # fmt: skip
        add_item(VIEWER, meeting=meeting, title=self._text("title"), about=row.subject)
        set_hearing(VIEWER, inquiry=row, meeting=meeting)

    def _say(self, number: int, entry: Mapping[str, Any]) -> None:
        """One remark, by the way it came."""
        language = next(one for one in LANGUAGES if one in entry)
        told, way, row = entry[language], entry.get("way", "web"), self._row()
        if way == "web":
            self._on_site(number, row, told, language)
            return
        given: dict[str, Any] = {"title": told["title"], "body": told["body"], "language": language}
        if way == "letter":
            given["posted_on"] = clock.today() - timedelta(days=POST)
        made = note_remark(VIEWER, inquiry=row, how=way, once=f"demo-{self.key}-{number}", **given)
        self.made[number] = made.number

    def _on_site(self, number: int, row: Inquiry, told: Mapping[str, str], language: str) -> None:
        opening = row.opening
        assert opening is not None
        sent = submit(
            Passerby(), opening=opening, kind=KIND, title=told["title"], body=told["body"], language=language,
            email=f"inquiry-{self.key}-{number}@example.org", once=f"demo-{self.key}-{number}", about=row.subject,
        )  # fmt: skip
        confirm(Passerby(), key=sent.contribution.key, token=sent.token)
        self.made[number] = Remark.objects.get(contribution=sent.contribution).number

    def _correct(self) -> None:
        """A better version of the last document; the period becomes longer for it."""
        row = self._row()
        document, why = row.documents.order_by("-number")[0], self.told.get("why_longer")
        if why is None:
            return
        entry = self.told["documents"][-1]
        paper = _paper(document.title, Text(entry["text"]), len(self.told["documents"]))
        add_document(VIEWER, inquiry=row, upload=paper, document=document, why=Text(why))
        extend(VIEWER, inquiry=row, days=LONGER, why=Text(why))

    def _heard(self) -> None:
        """The hearing was held: who was there, what was said, and the notes in the file."""
        row = self._row()
        if row.hearing is None or "notes" not in self.told:
            return
        meeting, notes = row.hearing, self._text("notes")
        live = mandates_on(meeting.organ, clock.today())
        note_attendance(VIEWER, meeting=meeting, seats={one.pk: "present" for one in live}, guests=23)
        item = meeting.items.order_by("pk")[0]
        write_minutes(VIEWER, meeting=Meeting.objects.get(pk=meeting.pk), item=item, public_text=notes.to("nl"))
        approve_minutes(VIEWER, meeting=Meeting.objects.get(pk=meeting.pk))
        set_hearing(VIEWER, inquiry=self._row(), meeting=Meeting.objects.get(pk=meeting.pk), notes=notes)

    def _advise(self) -> None:
        row = self._row()
        asked: Opinion = ask_opinion(
            VIEWER, organ=self.bodies.advisers[0], by=self.bodies.college, question=self._text("title"), about=row.subject,
            due=clock.today() + timedelta(days=20),
        )  # fmt: skip
        give_opinion(VIEWER, opinion=asked, verdict="conditional", majority=self._text("opinion"))
        note_opinion(VIEWER, inquiry=row, opinion=asked)

    def _reply(self) -> None:
        """Every remark gets its reply: by theme, or by one of its own; then everybody reads them."""
        row = self._row()
        themes = [
            keep_theme(VIEWER, inquiry=row, title=Text(entry["title"]), order=10 * (n + 1))
            for n, entry in enumerate(self.told["themes"])
        ]
        for n, entry in enumerate(self.told["remarks"]):
            self._sort(n, entry, themes)
        for theme, entry in zip(themes, self.told["themes"], strict=True):
            reply_theme(VIEWER, theme=theme, reply=Text(entry["reply"]), version=0)
        close_replies(VIEWER, inquiry=self._row())

    def _sort(self, number: int, entry: Mapping[str, Any], themes: Sequence[Theme]) -> None:
        remark = Remark.objects.select_related("inquiry").get(inquiry__key=self.key, number=self.made[number])
        if "single" in entry:
            reply = Text(self.told["singles"][entry["single"] - 1])
            reply_remark(VIEWER, remark=remark, reply=reply, version=0)
        else:
            group_remark(VIEWER, remark=remark, themes=[themes[n - 1] for n in entry["about"]])

    def _decide(self) -> None:
        row, organ = self._row(), self.bodies.college
        seats = voters(mandates_on(organ, clock.today()))
        counted = kind_of(organ).rule in ("majority", "absolute", "qualified")
        decision = decide(
            VIEWER, organ=organ, on=clock.today(), title=self._text("decision"), motion=self._text("motion"), about=row.subject,
            votes={one.pk: "for" for one in seats} if counted else None, present=() if counted else [one.pk for one in seats],
        )  # fmt: skip
        record_decision(VIEWER, inquiry=self._row(), decision=decision)


def _paper(title: Text, words_of: Text, number: int) -> SimpleUploadedFile:
    """A document of the file, in three languages."""
    with override("nl"):
        parts = [{"language": one, "title": title.to(one), "text": words_of.to(one)} for one in LANGUAGES]
        made = pdf(PAPER, {"title": title.to("nl"), "parts": parts, "number": number})
    return SimpleUploadedFile(f"document-{number + 1}.pdf", made, content_type="application/pdf")


def ask(line: Timeline, bodies: Bodies, areas: Sequence[Area]) -> None:
    """Plan both: the first was decided a year ago, the second is open today."""
    square, quay = words("inquiries")["inquiry"]
    Asked(line, bodies, square, areas[0], _tuesday(line, -452), ends=True).plan()
    Asked(line, bodies, quay, areas[1 % len(areas)], _tuesday(line, -9), ends=False).plan()


def _tuesday(line: Timeline, start: int) -> int:
    """The day nearest to `start` after which the hearing falls on a Tuesday: nobody is heard on a Sunday."""
    return start - ((line.day(start + HEARING).weekday() + 2) % 7 - 3)
