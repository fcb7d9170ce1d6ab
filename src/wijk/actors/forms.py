"""What people type about organisations."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wijk.actors import queries
from wijk.actors.actions import CHOICES, FIELDS, Facts, ListSpec, Mapped
from wijk.actors.kinds import LEVEL_NAMES
from wijk.actors.models import Organisation
from wijk.core.errors import Refused
from wijk.core.text import LANGUAGES
from wijk.core.themes import theme_options
from wijk.territory.queries import place_options
from wijk.ui.forms import OWN_NAMES, TextForm

#: Which box a refusal belongs to, where it is called otherwise.
_BOXES = {"areas": "places", "title": "title_nl", "does": "does_nl"}


def chosen_places() -> list[tuple[str, Any]]:
    """Where one can be active; the whole city is called "city", because "" is no choice."""
    return [(value or "city", label) for value, label in place_options()]


class OrganisationForm(TextForm):
    """Everything that an entry says."""

    texts = {"title": _("Name"), "does": _("What it does here")}
    long_texts = ("does",)
    needed = ("title",)
    helps = {"does": _("In a few plain sentences: for whom, what, and how one takes part.")}

    kind = forms.ChoiceField(label=_("Kind"))
    level = forms.ChoiceField(label=_("Where it works"), choices=list(LEVEL_NAMES.items()))
    places = forms.MultipleChoiceField(
        label=_("Active in"),
        required=False,
        help_text=_("Hold Ctrl to choose several. Without a choice, the neighbourhood of the address counts."),
    )
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you are received"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seat = forms.CharField(label=_("Public address"), max_length=300, required=False)
    lat = forms.FloatField(
        label=_("Latitude"), required=False, help_text=_("Degrees, such as 50.8466. A map on your phone shows them.")
    )
    lon = forms.FloatField(label=_("Longitude"), required=False)
    website = forms.CharField(label=_("Website"), max_length=400, required=False)
    phone = forms.CharField(label=_("Telephone of the organisation"), max_length=40, required=False)
    email = forms.CharField(
        label=_("E-mail address of the organisation"), max_length=254, required=False,
        help_text=_("Everybody can read it. Give the organisation’s own address, never that of a person."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Organisation | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs.setdefault("initial", _shown(row))
        super().__init__(*args, **kwargs)
        self._choose("kind", [(code, title.to()) for code, title in queries.kinds().items()])
        self._choose("places", chosen_places())
        self._choose("themes", theme_options())
        self._choose("languages", queries.language_options())
        first = [f"{name}_{language}" for name in self.texts for language in LANGUAGES]
        self.order_fields([*first, "kind", "places", "level", "themes", "languages", "seat", "lat", "lon"])

    def _choose(self, name: str, options: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(options)

    def facts(self) -> Facts:
        """What was typed."""
        told = self.cleaned_data
        plain = {name: told[name] for name in ("kind", "level", "seat", "lon", "lat", "website", "phone", "email")}
        places = tuple("" if place == "city" else place for place in told["places"])
        return Facts(
            title=self.text("title"), does=self.text("does"), places=places, themes=tuple(told["themes"]),
            languages=tuple(told["languages"]), **plain,
        )  # fmt: skip

    def refuse(self, fault: Refused) -> None:
        """Put a refusal above the box that it is about."""
        name = str(fault.params.get("field", ""))
        box = _BOXES.get(name, name)
        self.add_error(box if box in self.fields else None, str(fault))


def _shown(row: Organisation) -> dict[str, Any]:
    plain = ("title", "does", "kind", "level", "themes", "languages", "seat", "lon", "lat", "website", "phone", "email")
    return {name: getattr(row, name) for name in plain} | {"places": [place or "city" for place in row.places]}


class KindForm(TextForm):
    """A kind of organisation."""

    texts = {"title": _("Name")}
    needed = ("title",)
    code = forms.SlugField(
        label=_("Short code"),
        max_length=40,
        help_text=_(
            "Small letters, digits and hyphens. The code of a kind that is there already gives it another name."
        ),
    )
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=9999, initial=500)


class CodeForm(forms.Form):
    """The code of the letter to the organisation."""

    code = forms.CharField(
        label=_("Code of the letter"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class FaultForm(forms.Form):
    """What is wrong in an entry."""

    words = forms.CharField(
        label=_("What is wrong?"), min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Your words go to who keeps this entry, by letter. We do not note who you are, so do not write your name or address."),
    )  # fmt: skip


class ListForm(forms.Form):
    """A list of organisations, and where it comes from."""

    title = forms.CharField(
        label=_("Which guide or list is it?"),
        max_length=200,
        help_text=_("The same name again brings the same list up to date."),
    )
    link = forms.CharField(label=_("Where it is published"), max_length=400, required=False)
    licence = forms.CharField(
        label=_("Licence"), max_length=200, required=False, help_text=_("Such as CC BY 4.0, or “with permission of …”.")
    )
    elsewhere = forms.BooleanField(
        label=_("It is kept there, and stays there"), required=False,
        help_text=_("Our entries then lead to the list, where they are put right."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV or Excel, at most 30 MB. The organizations.csv of HSDS is understood too."),
    )

    def spec(self) -> ListSpec:
        """Where the list comes from."""
        told = self.cleaned_data
        return ListSpec(told["title"], told["link"], told["licence"], told["elsewhere"])

    def upload(self) -> "UploadedFile[bytes]":
        """The file."""
        found: UploadedFile[bytes] = self.cleaned_data["file"]
        return found


class ColumnsForm(forms.Form):
    """Which column holds what, and what holds where no column says it."""

    language = forms.ChoiceField(label=_("Language of the names and texts"), required=False)
    kind = forms.ChoiceField(label=_("Kind, where the list does not say"))
    level = forms.ChoiceField(label=_("Where they work, when the list does not say"), choices=list(LEVEL_NAMES.items()))
    area = forms.ChoiceField(label=_("Active in, where the list does not say"), required=False)

    def __init__(self, *args: Any, columns: Iterable[str], guessed: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((heading, heading) for heading in columns)]
        for name, label in FIELDS.items():
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=guessed.get(name, "")
            )
        told: dict[str, list[tuple[str, Any]]] = {
            "language": [("", _now("the same in all languages")), *((code, OWN_NAMES[code]) for code in LANGUAGES)],
            "kind": [(code, title.to()) for code, title in queries.kinds().items()],
            "area": [("", "—"), *chosen_places()],
        }
        for name, options in told.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options
        self.fields["kind"].initial = "association"

    @property
    def general(self) -> list[forms.BoundField]:
        """What holds for all rows."""
        return [self[name] for name in ("language", "kind", "level", "area")]

    @property
    def meanings(self) -> list[forms.BoundField]:
        """What each column holds."""
        return [self[f"column_{name}"] for name in FIELDS]

    def mapped(self) -> Mapped:
        """How the list is to be read."""
        told = self.cleaned_data
        columns = {name: told[f"column_{name}"] for name in FIELDS if told[f"column_{name}"]}
        areas = (("" if told["area"] == "city" else told["area"]),) if told["area"] else ()
        return Mapped(columns, told["language"], told["kind"], told["level"], areas)


def choices_of(sent: Mapping[str, str]) -> dict[int, Any]:
    """What was chosen for rows that look like somebody we know: line → choice."""
    found = {}
    for name, value in sent.items():
        line = name.removeprefix("like_")
        if name.startswith("like_") and line.isascii() and line.isdigit() and len(line) < 9 and value in CHOICES:
            found[int(line)] = value
    return found
