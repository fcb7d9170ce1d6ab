"""What do we ask at a screen? One thing at a time, large, and nothing that the browser keeps."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijk.contributions.models import Kind, Opening
from wijk.core.text import LANGUAGES
from wijk.helping.actions import Here
from wijk.helping.forms.placed import place_value, place_words, where_of
from wijk.helping.models import Stop
from wijk.ui.forms import OWN_NAMES

STOP = "stop:"
OFF = {"autocomplete": "off", "autocapitalize": "sentences", "spellcheck": "false"}


class OpenForm(forms.Form):
    """Where the screen stands."""

    at = forms.ChoiceField(label=_("Where it stands"))
    language = forms.ChoiceField(
        label=_("The language to which it goes back"), choices=[(code, OWN_NAMES[code]) for code in LANGUAGES]
    )

    def __init__(
        self, *args: Any, stops: Sequence[Stop], areas: Sequence[tuple[str, str]], everywhere: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stops = {f"{STOP}{row.key}": row for row in stops}
        choices: list[Any] = [(value, f"{row.tour.title} · {row.spot}") for value, row in self.stops.items()]
        choices += [("city", _("The whole city"))] if everywhere else []
        field = self.fields["at"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*choices, *areas]

    def where(self) -> tuple[str, Stop | None]:
        """The area, or the stop."""
        at = self.cleaned_data["at"]
        return ("", self.stops[at]) if at in self.stops else ("" if at == "city" else at, None)


class SayForm(forms.Form):
    """What somebody says at a screen."""

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("In a few words"), max_length=280, widget=forms.TextInput(attrs=OFF))
    body = forms.CharField(label=_("Tell more"), required=False, widget=forms.Textarea(attrs={"rows": 4, **OFF}))
    place_words = place_words(required=False)
    place = place_value()
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, opening: Opening, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opening = opening
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row.code, row.title.to()) for row in kinds]

    def clean(self) -> dict[str, Any]:
        """A place that can be found, where one was named."""
        told = super().clean() or self.cleaned_data
        told["where"] = where_of(self, told)
        return told

    def said(self) -> Here:
        """What the verb wants to know."""
        told = self.cleaned_data
        return Here(
            self.opening, told["kind"], told["title"], told["body"], get_language() or LANGUAGES[0], told["where"]
        )


class NewsForm(forms.Form):
    """Hear of what goes on here, by letter."""

    what = forms.ChoiceField(label=_("What do you want to hear of?"), widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs=OFF),
        help_text=_("We send one letter with a link. You hear of it once you open that. Nothing stays on this screen."),
    )  # fmt: skip

    def __init__(self, *args: Any, tags: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(tags)
