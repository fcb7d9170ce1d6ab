"""Print a form so many times, each sheet with its own code; note which went out."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wijk.accounts.queries import area_known
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Viewer
from wijk.sheets import access, codes, papers
from wijk.sheets.models import Printing, Sheet, State
from wijk.trail.actions import record
from wijk.ui import plain

MOST, MOST_SPARE = 1000, 200


@transaction.atomic
def print_sheets(
    viewer: Viewer, *, subject: Subject, form: str, language: str, count: int, spare: int = 0, area: str = "",
    double: bool = False, hand_in: str = "", until: date | None = None,
) -> Printing:  # fmt: skip
    """Make so many sheets of a form, and some to spare; each gets a code that belongs to it alone.

    Absent where the subject has no such form for this viewer. `double`: two people type each sheet, also where the form does not
    ask it; what the form asks is never taken away.
    """
    if not viewer.may(access.PRINT, area):
        raise NotAllowed(access.PRINT)
    if not area_known(area):
        raise Absent("area")
    if language not in LANGUAGES:
        raise Refused("sheet-language", _("Choose the language of the sheets."), field="language")
    if not 1 <= count <= MOST or not 0 <= spare <= MOST_SPARE:
        raise Refused(
            "sheets-many", _("From 1 to {most} sheets are printed at once, and at most {spare} to spare."),
            most=MOST, spare=MOST_SPARE, field="count",
        )  # fmt: skip
    if until is not None and until < clock.today():
        raise Refused("until-past", _("This last day has passed already. Choose a later one."), field="until")
    chosen = next((one for one in papers.forms_of(subject, viewer, language) if one.code == form), None)
    if chosen is None:
        raise Absent("form")
    row = Printing.objects.create(
        subject=str(subject), form=chosen.code, language=language, area=area, title=plain.line(chosen.title, longest=300),
        told=papers.told(chosen), double=double or chosen.double, hand_in=plain.line(hand_in, longest=300), until=until,
        count=count, spare=spare,
    )  # fmt: skip
    Sheet.objects.bulk_create(
        (
            Sheet(printing=row, number=number, spare=number > count, code=code, mark=codes.mark(code))
            for number, code in enumerate(_codes(count + spare), 1)
        ),
        batch_size=500,
    )
    record(
        viewer, verb=access.PRINT, subject=Subject("sheets.printing", row.key), area=area,
        data={"title": {language: row.title}, "about": row.subject, "form": row.form, "language": language, "count": count,
              "spare": spare, "double": row.double},
    )  # fmt: skip
    return row


@transaction.atomic
def give_out(viewer: Viewer, *, printing: Printing, first: int, last: int) -> int:
    """Note that the sheets with these numbers were handed out; how many of them were not noted before."""
    if not viewer.may(access.GIVE, printing.area):
        raise NotAllowed(access.GIVE)
    rows = numbered(printing, first, last).filter(state=State.PRINTED)
    count = rows.update(state=State.GIVEN)
    if not count:
        raise Refused("given-before", _("These sheets were noted before, or are back already."), field="first")
    record(
        viewer, verb=access.GIVE, subject=Subject("sheets.printing", printing.key), area=printing.area,
        data={"count": count, "first": first, "last": last},
    )  # fmt: skip
    return count


def numbered(printing: Printing, first: int, last: int) -> "QuerySet[Sheet]":
    """The sheets with these numbers. Refused where there are none such."""
    most = printing.count + printing.spare
    if not 1 <= first <= last <= most:
        raise Refused(
            "sheet-numbers", _("Give the first and the last number: from 1 to {most}, the smaller first."), most=most,
            field="first",
        )  # fmt: skip
    return printing.sheets.filter(number__range=(first, last))


def _codes(count: int) -> list[str]:
    """So many new codes, unlike each other and unlike all before."""
    made: set[str] = set()
    while len(made) < count:
        fresh = {code for code in (codes.fresh() for _each in range(count - len(made))) if code not in made}
        marks = {codes.mark(code): code for code in fresh}
        known = set(Sheet.objects.filter(mark__in=marks).values_list("mark", flat=True)) if marks else set()
        made |= {code for mark, code in marks.items() if mark not in known}
    return sorted(made)
