"""What stands in the test town for inquiries. All of it is put there when it is asked for, so that the tests of other rooms find as much as
they put there themselves."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from wijk.accounts.access import PersonViewer
from wijk.core import clock
from wijk.core.text import Text
from wijk.inquiries import actions
from wijk.inquiries.actions import Told
from wijk.inquiries.models import Inquiry, Redaction, Remark, Rule, Theme, Version
from wijk.organs.models import Decision

HERE = "neighbourhood/1"
TITLE = Text({"nl": "Het plein opnieuw", "fr": "La place à neuf", "en": "The square anew"})
#: A file that is what its name says.
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass(frozen=True, slots=True)
class Scene:
    """`inquiry` is open: announced ten days ago by the committee, thirty days, with a plan in its file and one letter as remark 1.
    `prepared` is a draft with a document. `ended` is closed, its one remark has a reply. `theme` and `redaction` belong to `inquiry`."""

    stage: Any

    @property
    def clerk(self) -> PersonViewer:
        viewer: PersonViewer = self.stage.everywhere["clerk"].viewer
        return viewer

    @property
    def manager(self) -> PersonViewer:
        viewer: PersonViewer = self.stage.everywhere["manager"].viewer
        return viewer

    @property
    def told(self) -> Told:
        return told(self.stage)

    @property
    def prepared(self) -> Inquiry:
        return _found("prepared") or prepare(self.stage, "prepared")

    @property
    def inquiry(self) -> Inquiry:
        return _found("square") or self._open()

    @property
    def version(self) -> Version:
        return Version.objects.select_related("document").get(document__inquiry=self.inquiry, number=1)

    @property
    def remark(self) -> Remark:
        rows = Remark.objects.select_related("inquiry", "contribution__opening", "contribution__author")
        return rows.get(inquiry=self.inquiry, number=1)

    @property
    def theme(self) -> Theme:
        known = Theme.objects.select_related("inquiry").filter(inquiry=self.inquiry).first()
        return known or actions.keep_theme(
            self.clerk, inquiry=self.inquiry, title=Text({"nl": "Bomen", "fr": "Arbres"})
        )

    @property
    def redaction(self) -> Redaction:
        remark = self.remark
        known = Redaction.objects.filter(remark=remark).first()
        body = remark.contribution.body.replace("Jan", actions.MARK)
        return known or actions.redact(
            self.clerk, remark=remark, title=remark.contribution.title, body=body, reading=remark.contribution.revision
        )

    @property
    def ended(self) -> Inquiry:
        return _found("ended") or self._ended()

    @property
    def decision(self) -> Decision:
        """Of the committee, twenty days ago."""
        found: Decision = self.stage.scenes["organs"].decision
        return found

    def _open(self) -> Inquiry:
        row = prepare(self.stage, "square")
        row = actions.announce(self.clerk, inquiry=row, on=today() - timedelta(days=10))
        letter(self.stage, row)
        return row

    def _ended(self) -> Inquiry:
        row = prepare(self.stage, "ended")
        row = actions.announce(self.clerk, inquiry=row, on=today() - timedelta(days=60))
        remark = letter(self.stage, row, posted_on=today() - timedelta(days=50))
        actions.reply_remark(self.clerk, remark=remark, reply=Text.of("Wij nemen dit mee in het plan."), version=0)
        actions.move_on(clock.now())
        row.refresh_from_db()
        return row


def build(stage: Any) -> Scene:
    """Nothing stands there yet."""
    return Scene(stage)


def told(stage: Any, **more: Any) -> Told:
    """All that is said of an inquiry of the committee in the first neighbourhood."""
    return Told(**{
        "title": TITLE, "authority": stage.scenes["organs"].committee, "rule": Rule.objects.get(code="brussels-30"), "place": HERE,
        "intro": Text({"nl": "Wat vindt u van het plan?", "fr": "Que pensez-vous du projet ?"}),
        "fixed": Text({"nl": "De leidingen blijven waar ze liggen."}), "fixed_by": Text({"nl": "De netbeheerder."}),
        "fixed_why": Text({"nl": "Zij zijn pas vernieuwd."}), "look_where": Text({"nl": "Stadhuis, loket 4"}),
        "look_hours": Text({"nl": "ma–vr 9–12 uur"}), **more,
    })  # fmt: skip


def prepare(stage: Any, key: str, **more: Any) -> Inquiry:
    """A draft with one document."""
    clerk = stage.everywhere["clerk"].viewer
    row = actions.draft(clerk, told=told(stage, **more), key=key)
    actions.add_document(clerk, inquiry=row, upload=paper(), title=Text({"nl": "Plan van het plein"}), plan=True)
    return row


def paper(name: str = "plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, content)


def letter(stage: Any, row: Inquiry, *, posted_on: date | None = None, **more: Any) -> Remark:
    """A letter that the office types; each in other words, or a moderator would wonder."""
    other = f" Zo zeggen wij het met {row.remarks.count() + 1}." if row.remarks.exists() else ""
    body = f"Laat de linde staan, zegt Jan van nummer 4.{other}"
    words: dict[str, Any] = {"title": "De linde", "body": body, "language": "nl", **more}
    stamp = posted_on or today() - timedelta(days=2)
    return actions.note_remark(stage.everywhere["clerk"].viewer, inquiry=row, how="letter", posted_on=stamp, **words)


def today() -> date:
    """The day in the city."""
    return timezone.localdate(clock.now())


def _found(key: str) -> Inquiry | None:
    return Inquiry.objects.select_related("authority", "rule", "opening").filter(key=key).first()
