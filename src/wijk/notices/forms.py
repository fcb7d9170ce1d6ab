"""What people type about what they hear."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wijk.core.text import LANGUAGES
from wijk.core.themes import theme_options
from wijk.notices.models import Reader, Rhythm
from wijk.territory.models import Area, Level
from wijk.territory.queries import place_options

RHYTHMS = [
    (Rhythm.IMMEDIATE, _("at once, at most one letter in a quarter of an hour")),
    (Rhythm.DAILY, _("every day, in the morning")),
    (Rhythm.WEEKLY, _("every week")),
]
DAYS = [
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")), (5, _("Saturday")),
    (6, _("Sunday")),
]  # fmt: skip
#: So far around the neighbourhood of a map a circle may lie, in degrees.
NEAR = 0.05
REACHES = [(250, _("250 metres")), (500, _("500 metres")), (1000, _("1 kilometre")), (2500, _("2.5 kilometres"))]


class AskForm(forms.Form):
    """The address of somebody without an account."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254,
        help_text=_("We ask by letter whether it is right, and write to it about nothing else."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of our letters"), choices=lambda: settings.LANGUAGES)


class PlaceForm(forms.Form):
    """A place by its name, and how far around it."""

    q = forms.CharField(
        label=_("Neighbourhood, street or place"), max_length=80, required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    metres = forms.TypedChoiceField(
        label=_("How far around it"), choices=REACHES, coerce=int, required=False, initial=500
    )


class CircleForm(forms.Form):
    """Where a circle lies, and how far it reaches."""

    lon = forms.FloatField(widget=forms.HiddenInput())
    lat = forms.FloatField(widget=forms.HiddenInput())
    metres = forms.TypedChoiceField(label=_("How far around it"), choices=REACHES, coerce=int, initial=500)

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        west, south, east, north = (float(side or 0) for side in (area.west, area.south, area.east, area.north))
        middle = {"lon": round((west + east) / 2, 5), "lat": round((south + north) / 2, 5)}
        kwargs["initial"] = middle
        super().__init__(*args, **kwargs)
        self.sides = (west - NEAR, south - NEAR, east + NEAR, north + NEAR)

    def clean(self) -> dict[str, Any]:
        """A place near the neighbourhood that the map shows."""
        told = super().clean() or self.cleaned_data
        lon, lat = told.get("lon"), told.get("lat")
        west, south, east, north = self.sides
        if lon is not None and lat is not None and not (west <= lon <= east and south <= lat <= north):
            raise forms.ValidationError(
                _("That place lies too far from here. Tap the map again, or find it by its name.")
            )
        return told


class WishesForm(forms.Form):
    """When and how somebody hears of things."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=RHYTHMS, widget=forms.RadioSelect)
    weekday = forms.TypedChoiceField(label=_("Day of the weekly letter"), choices=DAYS, coerce=int)
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Nothing reaches you in these hours, by the clock of the city. It comes afterwards."),
    )  # fmt: skip
    quiet_to = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    by_mail = forms.BooleanField(label=_("Write to me by e-mail"), required=False)
    home = forms.ChoiceField(
        label=_("The neighbourhood where I live"), required=False,
        help_text=_("Only used to tell you of large projects there, and to count, without names, who was reached."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of our letters"), choices=lambda: settings.LANGUAGES)

    def __init__(self, *args: Any, reader: Reader, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(reader, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        rows = Area.objects.current().at(Level.NEIGHBOURHOOD).on_the_ground().values_list("code", "name")
        named = sorted(((f"{Level.NEIGHBOURHOOD}/{code}", name.to()) for code, name in rows), key=lambda row: row[1])
        home = self.fields["home"]
        assert isinstance(home, forms.ChoiceField)
        home.choices = [("", _("I do not say")), *named]
        if reader.person_id is not None:
            del self.fields["language"]  # that of the account counts


def tag_options() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """What a whole list of people may want to hear of: a place or a theme."""
    places: list[tuple[str, str | list[tuple[str, str]]]] = []
    for value, words in place_options(perimeters=False):
        named = [(f"area:{ref}", name) for ref, name in words] if isinstance(words, list) else words
        places.append((value if isinstance(words, list) else f"area:{value}", named))
    return [*places, (str(_("Themes")), [(f"theme:{code}", str(name)) for code, name in theme_options()])]


class ListForm(forms.Form):
    """Addresses that people wrote on a list, and what they want to hear of."""

    tag = forms.ChoiceField(
        label=_("What they want to hear of"), choices=lambda: tag_options(),
        error_messages={"invalid_choice": _("There is nothing like that to follow. Choose a neighbourhood, a theme or a project.")},
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of our letters"), choices=lambda: settings.LANGUAGES)
    addresses = forms.CharField(
        label=_("E-mail addresses"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One on each line. A language may stand behind it, such as: els@voorbeeld.be, fr"),
    )  # fmt: skip

    def pairs(self) -> list[tuple[str, str]]:
        """Each line as an address with its language; empty lines too, so that a fault is named by the line that people see."""
        told = []
        for line in self.cleaned_data["addresses"].splitlines():
            address, _comma, language = line.replace(";", ",").partition(",")
            spoken = language.strip().lower()
            told.append((address.strip(), spoken if spoken in LANGUAGES else str(self.cleaned_data["language"])))
        return told
