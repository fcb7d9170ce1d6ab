"""What do we ask of who does something by themselves? What, where, when; nothing more."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijk.helping.actions import Line
from wijk.helping.forms.placed import place_value, place_words, where_of
from wijk.ui.forms import DayInput


class LineForm(forms.Form):
    """One line."""

    title = forms.CharField(
        label=_("What do you do?"), max_length=280, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    place_words = place_words()
    place = place_value()
    day = forms.DateField(label=_("Day"), widget=DayInput())
    time = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    link = forms.CharField(label=_("Page where one reads more"), required=False, max_length=400)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send one letter with a link, and keep the address nowhere."),
    )

    def __init__(self, *args: Any, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        """A place; words that nobody knows are well."""
        told = super().clean() or self.cleaned_data
        told["where"] = where_of(self, told, free=True)
        return told

    def line(self) -> Line:
        """What the verb wants to know."""
        told = self.cleaned_data
        return Line(
            title=told["title"], words=told["place_words"], day=told["day"], hour=told["time"], where=told["where"], link=told["link"],
            language=get_language() or "nl",
        )  # fmt: skip
