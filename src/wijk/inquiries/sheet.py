"""A remark on paper: what is asked on the sheet of an inquiry, and how a sheet that was handed in becomes a remark. The day on which it
was handed in counts, not the day on which it is typed."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.contributions.queries import Where
from wijk.contributions.queries.spots import meant, where
from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.providers import Card, PaperField, PaperForm
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.inquiries import access, actions
from wijk.inquiries.models import Inquiry
from wijk.inquiries.sums import spoken

FORM = "remark"
#: Which field of the sheet a refusal is about, by its code.
FIELDS = {
    "no-title": "title", "no-place": "place", "no-street": "place", "no-area": "place", "elsewhere": "place", "outside": "place",
    "name-address": "shown", "no-address": "contact", "too-long": "text",
}  # fmt: skip


class OnPaper:
    """A sheet for each inquiry that was announced and has no replies yet."""

    kinds: Sequence[str] = ("inquiries.inquiry",)

    def on_offer(self, viewer: Viewer) -> Sequence[tuple[Subject, Card]]:
        """Those that run or are announced, where this viewer notes what others said; one query."""
        rows = Inquiry.objects.filter(state__in=("announced", "open"), last__gte=clock.today()).order_by("last", "pk")
        mine = [row for row in rows[:100] if access.may(viewer, access.NOTE, row)]
        return [(row.subject, _card(row)) for row in mine]

    def forms(self, subject: Subject, viewer: Viewer, language: str) -> Sequence[PaperForm]:
        """The one sheet of an inquiry, for who notes remarks there. Absent where there is none."""
        row = access.keep(viewer, subject.id)
        if row.state == "draft":
            raise Absent("inquiry")
        with override(language):
            days = _("From {first} until {last}, both days included. What comes later is kept, and marked as late.")
            fixed = " ".join(part for part in (row.fixed.to(), row.fixed_by.to(), row.fixed_why.to()) if part)
            intro = "\n".join(
                part
                for part in (
                    row.intro.to(),
                    days.format(first=spoken(row.first, "j F Y"), last=spoken(row.last, "j F Y")),
                    f"{_('What cannot change:')} {fixed}" if fixed else "",
                )
                if part
            )
            fields = (
                PaperField("title", _("In a few words"), required=True),
                PaperField("text", _("What do you want to say about it?"), "text", lines=12),
                PaperField("place", _("Which street or place it is about")),
                PaperField("shown", _("Name that everybody sees"), hint=_("Leave it open, and no name is shown.")),
                PaperField("contact", _("Your e-mail address"), hint=_("Only if you want to hear of the reply.")),
            )
            return [PaperForm(FORM, row.title.to(), intro, fields)]

    def take(
        self, viewer: Viewer, subject: Subject, form: str, values: Mapping[str, str], *, once: str, language: str,
        given: date | None = None,
    ) -> Subject:  # fmt: skip
        """What stands on one sheet becomes a remark. Refused says which field is not right; the same sheet counts once. What was
        handed in (`given`) on the last day is in time, whenever it is typed."""
        if form != FORM:
            raise Absent("form")
        row = access.keep(viewer, subject.id)
        try:
            made = actions.note_remark(
                viewer, inquiry=row, how="sheet", title=values.get("title", ""), body=values.get("text", ""), language=language,
                received_on=given, once=once, email=values.get("contact", ""),
                shown_as=values.get("shown", ""), where=_where(values.get("place", ""), language),
            )  # fmt: skip
        except Refused as fault:
            fault.params.setdefault("field", FIELDS.get(fault.code, ""))
            raise
        return made.subject


def _where(words: str, language: str) -> Where | None:
    """The place that is called exactly this; otherwise the words themselves stay with it."""
    if not words.strip():
        return None
    one = meant(words, language)
    found = where(one.value) if one is not None else None
    if found is None and len(words) > 160:
        raise Refused("no-place", _("The place on the sheet is too long. Shorten it."))
    return found or Where(spot=words)


def _card(row: Inquiry) -> Card:
    return Card(row.title.to(), reverse("inquiries:inquiry", args=[row.key]), _("public inquiry"))


on_paper = OnPaper()
