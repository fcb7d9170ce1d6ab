"""What people type about paper: how many sheets, a pile, a code; and the fields of any sheet, as it was printed."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.providers import PaperField, PaperForm
from wijk.core.text import LANGUAGES
from wijk.sheets.actions import MOST, MOST_SPARE
from wijk.sheets.models import Reason
from wijk.sheets.words import REASONS, WAYS
from wijk.territory.queries import place_options
from wijk.ui.choosing import PlaceField
from wijk.ui.forms import OWN_NAMES, DayInput

SPOKEN = [(language, OWN_NAMES[language]) for language in LANGUAGES]


#: Sheets go out and come in at an area.
areas = partial(place_options, perimeters=False)


class PrintForm(forms.Form):
    """Which form, in which language, how many."""

    form = forms.ChoiceField(label=_("Form"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the sheets"), choices=SPOKEN, widget=forms.RadioSelect)
    count = forms.IntegerField(label=_("How many sheets"), min_value=1, max_value=MOST, initial=50)
    spare = forms.IntegerField(
        label=_("And to spare"), min_value=0, max_value=MOST_SPARE, initial=0, required=False,
        help_text=_("They have codes too, and are not missed when nobody takes them."),
    )  # fmt: skip
    area = PlaceField(areas, label=_("Neighbourhood"))
    hand_in = forms.CharField(
        label=_("Where it is handed in"), required=False, max_length=300,
        help_text=_("As it is to stand on the sheet, in its language: place, street, hours."),
    )  # fmt: skip
    until = forms.DateField(label=_("Last day"), required=False, widget=DayInput())
    double = forms.BooleanField(label=_("Two people type each sheet, a third one settles what differs"), required=False)

    def __init__(self, *args: Any, offered: Collection[PaperForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [(one.code, one.title) for one in offered]  # type: ignore[attr-defined]
        if any(one.double for one in offered):
            self.fields["double"].help_text = _("This form asks it: it counts too much for one pair of eyes.")


class NumbersForm(forms.Form):
    """From which number to which."""

    first = forms.IntegerField(label=_("From number"), min_value=1)
    last = forms.IntegerField(label=_("To number"), min_value=1)


class VoidNumbersForm(NumbersForm):
    """Which ones are void, and why."""

    reason = forms.ChoiceField(label=_("Why"), choices=[(code, REASONS[Reason(code)]) for code in ("unused", "lost")])


class VoidForm(forms.Form):
    """Why a sheet of a pile counts for nothing."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=[(code, REASONS[Reason(code)]) for code in ("blank", "unreadable", "late", "withdrawn")]
    )


class PosterForm(forms.Form):
    """In which languages."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=SPOKEN, widget=forms.CheckboxSelectMultiple, initial=list(LANGUAGES)
    )


class BatchForm(forms.Form):
    """A pile that came in."""

    area = PlaceField(areas, label=_("Neighbourhood"))
    on = forms.DateField(label=_("Day on which it came in"), widget=DayInput(), initial=clock.today)
    way = forms.ChoiceField(label=_("How it came in"), choices=list(WAYS.items()))
    counted = forms.IntegerField(
        label=_("How many sheets lie in it"), required=False, min_value=1, max_value=100_000,
        help_text=_("Counted by hand; then you see at once when one is forgotten."),
    )  # fmt: skip
    label = forms.CharField(
        label=_("What is written on the pile"), required=False, max_length=80,
        help_text=_("So that colleagues find it. No names of people."),
    )  # fmt: skip


class ScansForm(forms.Form):
    """Pictures of pages. Several files come under the one name."""

    pages = forms.FileField(
        label=_("Pictures of pages"), required=False,
        help_text=_("JPEG, PNG or WebP, or a PDF from a scanner; at most 60 pages at once, 60 MB each file."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"})
        widget.allow_multiple_selected = True
        widget.attrs["multiple"] = True
        self.fields["pages"].widget = widget


class SheetForm(forms.Form):
    """The fields of a sheet as they were printed. Nothing is required: the paper is what it is; the room that it is for judges."""

    use_required_attribute = False
    prefix = "f"

    def __init__(self, data: Mapping[str, Any], *, form: PaperForm) -> None:
        super().__init__(data)
        for one in form.fields:
            self.fields[one.code] = _field(one)

    def values(self) -> dict[str, str]:
        """What was typed, also where a choice is none."""
        return {code: self.data.get(self.add_prefix(code), "") for code in self.fields}


def _field(one: PaperField) -> forms.Field:
    told: dict[str, Any] = {"label": one.label, "required": False}
    nothing = ("", _("nothing ticked"))
    if one.kind == "tick":
        return forms.ChoiceField(**told, choices=[("1", _("ticked")), nothing], widget=forms.RadioSelect)
    if one.kind == "vote":
        votes = [("agree", _("Agree")), ("disagree", _("Disagree")), ("pass", _("No opinion")), nothing]
        return forms.ChoiceField(**told, choices=votes, widget=forms.RadioSelect)
    if one.kind == "choice":
        return forms.ChoiceField(**told, choices=[*one.options, nothing], widget=forms.RadioSelect)
    attrs = {"autocomplete": "off", "dir": "auto", "spellcheck": "false"}
    if one.kind == "text":
        return forms.CharField(**told, widget=forms.Textarea(attrs={**attrs, "rows": min(max(one.lines, 3), 10)}))
    return forms.CharField(**told, widget=forms.TextInput(attrs=attrs))
