"""A public inquiry as tests need it: announced, with remarks by every way, replied by theme and singly, decided."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.support.stage import HERE, Stage
from wijk.core import clock
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.inquiries import actions
from wijk.inquiries.actions import Told
from wijk.inquiries.models import Inquiry, Remark, Rule, Theme
from wijk.organs import actions as organs
from wijk.organs.models import Decision

FIXED = Text(
    {"nl": "Het plein wordt autovrij.", "fr": "La place sera sans voitures.", "en": "The square will be free of cars."}
)
TITLE = Text({"nl": "Plan voor het plein", "fr": "Plan de la place", "en": "Plan for the square"})
CLERK = Operator()  #: accounts of the stage have no rights before today
REPLY = Text({"nl": "De lindes blijven staan.", "fr": "Les tilleuls restent.", "en": "The limes stay where they are."})


@dataclass(frozen=True, slots=True)
class Over:
    """An inquiry that is over: its remarks by what they ask, its themes, what was decided."""

    row: Inquiry
    trees: Remark
    shade: Remark
    carts: Remark
    both: Remark
    alone: Remark
    late: Remark
    first: Theme
    second: Theme
    decision: Decision


def noon(day: date) -> datetime:
    """Noon in the city on a day."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def paper(name: str = "plan.txt", content: bytes = b"A plan of the square.") -> SimpleUploadedFile:
    """A document as somebody sends it."""
    return SimpleUploadedFile(name, content)


def announced(stage: Stage, on: date, *, place: str = HERE, title: Text = TITLE) -> Inquiry:
    """An inquiry of fifteen days in the first neighbourhood, with one document."""

    with clock.at(noon(on)):
        row = actions.draft(
            CLERK,
            told=Told(
                title=title, authority=stage.scenes["organs"].committee, rule=Rule.objects.get(code="brussels-15"), fixed=FIXED,
                fixed_by=FIXED, fixed_why=FIXED, intro=Text({"nl": "Bomen en banken.", "fr": "Arbres et bancs.", "en": "Trees and benches."}),
                look_where=Text.of("Stadhuis, loket 4"), look_hours=Text.of("9–12"), place=place,
            ),
        )  # fmt: skip
        actions.add_document(
            CLERK, inquiry=row, upload=paper(), title=Text({"nl": "Het plan", "fr": "Le plan"}), plan=True
        )
        return actions.announce(CLERK, inquiry=row, on=on)


def said(
    stage: Stage, row: Inquiry, title: str, *, how: str = "letter", day: date | None = None, **told: Any
) -> Remark:
    """A remark that the office notes; by letter, with the stamp and the day on which it came, unless said otherwise."""
    given = {"body": f"{title}, en waarom.", "language": "nl"} | told
    if how == "letter" and day is not None:
        given.setdefault("posted_on", day)
    return actions.note_remark(CLERK, inquiry=row, how=how, title=title, received_on=day, **given)


def theme(stage: Stage, row: Inquiry, title: str, *remarks: Remark) -> Theme:
    """A theme of these remarks, with its reply."""

    made = actions.keep_theme(CLERK, inquiry=row, title=Text.of(title))
    for one in remarks:
        actions.group_remark(CLERK, remark=one, themes=[*one.themes.all(), made])
    return actions.reply_theme(CLERK, theme=made, reply=REPLY, version=0)


def over(stage: Stage, *, begun: int = -40) -> Over:
    """A whole inquiry from the notice to the decision: five remarks in time, by letter, at the counter, on paper, in the hearing; one
    late; two themes and a reply of its own."""
    today = clock.today()
    notice = today + timedelta(days=begun)
    row = announced(stage, notice)
    assert row.first is not None
    assert row.last is not None
    with clock.at(noon(row.first)):
        actions.move_on(clock.now())
        trees = said(stage, row, "Laat de lindes staan", day=row.first)
        shade = said(stage, row, "Gardez l’ombre", how="counter", language="fr")
        carts = said(stage, row, "Waar lever ik", how="hearing")
        both = said(stage, row, "Trees and deliveries", how="sheet", language="en", day=row.first)
    with clock.at(noon(row.last + timedelta(days=3))):
        actions.move_on(clock.now())
        alone = said(stage, row, "Fout op blad 3", day=row.last)
        late = said(stage, row, "Te laat", day=row.last + timedelta(days=2))
        row.refresh_from_db()
        first = theme(stage, row, "Bomen", trees, shade, both, late)
        second = theme(stage, row, "Leveren", carts, both)
        actions.reply_remark(
            CLERK, remark=alone, reply=Text({"nl": "U hebt gelijk, het blad is vervangen."}), version=0
        )
        row = actions.close_replies(CLERK, inquiry=row)
    assert row.last is not None
    with clock.at(noon(row.last + timedelta(days=5))):
        decision = organs.decide(
            CLERK, organ=row.authority, on=clock.today(), title=Text.of("Vergunning voor het plein"), motion=Text.of("De lindes blijven."),
            votes={m.pk: "for" for m in stage.scenes["organs"].members}, about=row.subject,
        )  # fmt: skip
        row = actions.record_decision(CLERK, inquiry=row, decision=decision)
    return Over(row, trees, shade, carts, both, alone, late, first, second, decision)
