"""What do we ask of somebody who helps? As little as can be: every field costs a minute at a stand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.contributions.access import asked_home, home
from wijk.contributions.models import Kind, Opening
from wijk.helping.actions import Said
from wijk.helping.forms.asked import ask_home, places_to_tell
from wijk.helping.forms.placed import place_value, place_words, where_of
from wijk.helping.models import SPOKEN, WRITTEN, Stop
from wijk.ui.forms import OWN_NAMES

#: The form for somebody else never asks more than this.
MOST_FIELDS = 8
STOP = "stop:"


class WriteForm(forms.Form):
    """What somebody says, at a stand, at the counter or by telephone."""

    kind = forms.ChoiceField(label=_("What is it?"))
    title = forms.CharField(
        label=_("In a few words"), max_length=280, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    body = forms.CharField(
        label=_("Tell more"), required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("In their own words.")
    )  # fmt: skip
    place_words = place_words(required=False)
    language = forms.ChoiceField(label=_("They speak"), choices=list(OWN_NAMES.items()))
    at = forms.ChoiceField(label=_("Where they tell it"))
    agreed = forms.ChoiceField(
        label=_("They agree"), widget=forms.RadioSelect,
        choices=[(SPOKEN, _("Yes, they said so")), (WRITTEN, _("Yes, in writing"))],
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Their e-mail address"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Only if they want the answer by mail. The receipt is enough."),
    )  # fmt: skip
    place = place_value()
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, opening: Opening, kinds: Sequence[Kind], stops: Sequence[Stop], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.opening, self.stops = opening, {f"{STOP}{row.key}": row for row in stops}
        self._choices("kind", [(row.code, row.title.to()) for row in kinds])
        self._choices("at", places_to_tell(self.stops))
        if asks := ask_home(
            self, asked_home(opening), home(opening)
        ):  # in the place of the address: never more boxes than before
            del self.fields["email"]
        self.asks = asks

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A place that can be found, where one was named."""
        told = super().clean() or self.cleaned_data
        told["where"] = where_of(self, told)
        return told

    def said(self) -> Said:
        """What the verb wants to know."""
        told = self.cleaned_data
        stop = self.stops.get(told["at"])
        return Said(
            opening=self.opening, kind=told["kind"], title=told["title"], body=told["body"], language=told["language"],
            agreed=told["agreed"], channel="stand" if stop else told["at"], where=told["where"], email=told.get("email", ""), stop=stop,
            lives=bool(told.get("lives")), pass_code=told.get("pass", ""),
        )  # fmt: skip


class CodeForm(forms.Form):
    """The code of a receipt."""

    code = forms.CharField(
        label=_("Code of your receipt"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Ten letters and digits. Small letters and spaces do not matter."),
    )  # fmt: skip
