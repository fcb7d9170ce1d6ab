"""What people type: a newsletter, a call, what was handed out, a list of addresses, a position."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.text import LANGUAGES
from wijk.outreach import queries
from wijk.outreach.exporters.letters import WINDOWS
from wijk.outreach.exporters.posters import PAPERS
from wijk.outreach.models import Position
from wijk.territory.queries import place_options
from wijk.ui.choosing import PlaceField
from wijk.ui.forms import OWN_NAMES, TextForm

#: Names of fields for which the browser knows what to offer would be wrong: nothing here is about whoever types.
TEL = {"autocomplete": "off"}


def _day() -> forms.DateInput:
    """A box for a day, which shows the day that is already there: browsers read it as year-month-day alone."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


#: What goes from door to door is of an area, not of a perimeter.
areas = partial(place_options, perimeters=False)


class ComposeForm(forms.Form):
    """Of which place, and of which days?"""

    place = PlaceField(place_options)
    since = forms.DateField(label=_("From"), widget=_day())
    until = forms.DateField(label=_("To and including"), widget=_day())


class NewsletterForm(TextForm):
    """Its title and its beginning; the pieces stand beside it, each with its place."""

    texts = {"title": _("Title"), "introduction": _("Introduction")}
    long_texts = ("introduction",)
    needed = ("title",)


class CallForm(TextForm):
    """What everybody should know of, and what is asked."""

    texts = {
        "title": _("Title"),
        "words": _("What it is about"),
        "question": _("Question"),
        "fixed": _("What cannot change, by whom and why"),
    }
    long_texts = ("words", "fixed")
    needed = ("title", "words")
    helps = {
        "words": _("In three sentences at most, in plain words."),
        "question": _("Leave it empty where people are only told."),
        "fixed": _("Needed as soon as you ask something."),
    }

    target = forms.CharField(
        label=_("Page of this site where one reads more"), required=False, max_length=300,
        help_text=_("Such as /processes/canal/."),
    )  # fmt: skip
    until = forms.DateField(label=_("Last day for an answer"), required=False, widget=_day())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [f"{name}_{language}" for name in ("title", "words", "fixed", "question") for language in LANGUAGES]
        self.order_fields(["place", *told, "target", "until"])


class NewCallForm(CallForm):
    """The same, with its place."""

    place = PlaceField(place_options)


class SlipsForm(forms.Form):
    """How many of each answer came in on paper or by telephone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for position, words in queries.POSITION_WORDS.items():
            self.fields[str(position)] = forms.IntegerField(
                label=words,
                required=False,
                min_value=-10_000,
                max_value=10_000,
            )

    def counts(self) -> dict[str, int]:
        """The numbers that were typed."""
        return {position: self.cleaned_data.get(position) or 0 for position in Position.values}


class PaperForm(forms.Form):
    """How a poster or a newsletter is printed."""

    languages = forms.MultipleChoiceField(
        label=_("Languages on the sheet"), choices=[(k, OWN_NAMES[k]) for k in LANGUAGES], widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    paper = forms.ChoiceField(label=_("Paper"), choices=[(name, name.upper()) for name in PAPERS])
    contact = forms.CharField(
        label=_("Telephone number and counter"), required=False, max_length=120, widget=forms.TextInput(attrs=TEL),
        help_text=_("For who does not use a screen, such as: 02 279 00 00, or at the counter on Tuesday."),
    )  # fmt: skip
    large = forms.BooleanField(label=_("Large type"), required=False)


class LettersForm(forms.Form):
    """A list of addresses, and how the letters are printed."""

    file = forms.FileField(
        label=_("List of addresses"),
        help_text=_(
            "A CSV file. Its first line names the columns: name, street, number, box, postcode, municipality, language. Nothing of it is kept."
        ),
    )
    language = forms.ChoiceField(label=_("Language where the list names none"), choices=list(OWN_NAMES.items()))
    window = forms.ChoiceField(
        label=_("Window of the envelope"),
        choices=list(zip(WINDOWS, (_("on the right"), _("on the left")), strict=True)),
    )
    contact = forms.CharField(
        label=_("Telephone number and counter"), required=False, max_length=120, widget=forms.TextInput(attrs=TEL),
        help_text=_("For who does not use a screen, such as: 02 279 00 00, or at the counter on Tuesday."),
    )  # fmt: skip
    large = forms.BooleanField(label=_("Large type (16 points)"), required=False)


class DistributionForm(forms.Form):
    """What went out, where, when."""

    area = PlaceField(areas)
    way = forms.ChoiceField(
        label=_("How"), choices=lambda: [(way.value, words) for way, words in queries.WAY_WORDS.items()]
    )
    copies = forms.IntegerField(label=_("How many copies, or people spoken to"), min_value=1, max_value=1_000_000)
    on = forms.DateField(label=_("On"), initial=clock.today, widget=_day())


class HomesForm(forms.Form):
    """How many letterboxes there are. `among` are the neighbourhoods to offer, where not all of them."""

    def __init__(self, *given: Any, among: Sequence[tuple[str, str]] | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        if among is not None:
            self.fields["area"] = forms.ChoiceField(label=_("Neighbourhood"), choices=among)

    area = PlaceField(areas, required=True, label=_("Neighbourhood"))
    count = forms.IntegerField(label=_("Letterboxes"), min_value=1, max_value=1_000_000)


class CodeForm(forms.Form):
    """The code from a poster or a letter."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class PositionForm(forms.Form):
    """One of the answers."""

    position = forms.ChoiceField(choices=lambda: [(value, value) for value in Position.values])
    t = forms.CharField(required=False, max_length=60)
