"""What an analyst types: entries of the catalogue in three languages side by side, files and what their columns mean."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.core.text import LANGUAGES, Text
from wijk.indicators.catalogue import IndicatorSpec, SourceSpec, ThemeSpec
from wijk.indicators.models import Indicator, Source, Theme
from wijk.territory.models import AreaSet

#: Languages by their own name; a label carries it so that each box is named for whoever cannot see the others.
OWN_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}
VERDICTS = {"accepted": _("accepted"), "rejected": _("rejected"), "considered": _("being considered")}
MEASURES = {
    "count": _("a count: sums over areas"),
    "share": _("a share: one count in another"),
    "ratio": _("a ratio: one thing for another, such as people per km²"),
    "delivered": _("a value as delivered, such as a median: never averaged"),
}
DIRECTIONS = {0: _("neither"), 1: _("more is better"), -1: _("less is better")}
SHAPES = {
    "long": _("long: one row for each figure"),
    "wide": _("wide: one row for each area, one column for each indicator"),
    "crossed": _("crossed: indicators and periods in two heading rows, one row for each area"),
}


class SpecForm(forms.Form):
    """An entry of the catalogue: its code, texts in every language, and the fields of its kind."""

    texts: ClassVar[Mapping[str, Any]] = {}
    long_texts: ClassVar[frozenset[str]] = frozenset()

    code = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$", label=_("Code"), max_length=60,
        help_text=_("Letters, digits, hyphens, points and underscores. It stands in addresses and files and never changes."),
    )  # fmt: skip

    def __init__(self, *args: Any, existing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.texts.items():
            for language in LANGUAGES:
                long = name in self.long_texts
                widget = (
                    forms.Textarea(attrs={"rows": 4, "lang": language})
                    if long
                    else forms.TextInput(attrs={"lang": language})
                )
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=f"{label} · {OWN_NAMES[language]}",
                    required=False,
                    max_length=4000 if long else 300,
                    widget=widget,
                )
        if existing:
            self.fields["code"].disabled = True

    def plain_fields(self) -> Iterator[forms.BoundField]:
        """The fields that are the same in every language."""
        spoken = {f"{name}_{language}" for name in self.texts for language in LANGUAGES}
        return (self[name] for name in self.fields if name not in spoken)

    def text_groups(self) -> Iterator[tuple[str, list[forms.BoundField], list[str]]]:
        """(label, a field for each language, the languages in which nothing is said although another is)."""
        for name, label in self.texts.items():
            fields = [self[f"{name}_{language}"] for language in LANGUAGES]
            said = [bool(field.value()) for field in fields]
            missing = [OWN_NAMES[k] for k, has in zip(LANGUAGES, said, strict=True) if any(said) and not has]
            yield str(label), fields, missing

    def text(self, name: str) -> Text:
        """What was typed for one text."""
        return Text({k: self.cleaned_data.get(f"{name}_{k}", "").strip() for k in LANGUAGES})

    def clean(self) -> dict[str, Any]:
        """A name in at least one language."""
        told = super().clean() or {}
        if "name" in self.texts and not any(told.get(f"name_{k}") for k in LANGUAGES):
            self.add_error(f"name_{LANGUAGES[0]}", gettext("Give a name in at least one language."))
        return told

    @classmethod
    def values_of(cls, row: Source | Theme | Indicator) -> dict[str, Any]:
        """What the form shows of an entry that is there."""
        plain = {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}
        spoken = {f"{name}_{k}": getattr(row, name).get(k, "") for name in cls.texts for k in LANGUAGES}
        return plain | spoken

    def plain_values(self, but: Sequence[str] = ()) -> dict[str, Any]:
        """What was typed, without the texts."""
        return {name: self.cleaned_data[name] for name in self.base_fields if name not in but}

    def said(self) -> dict[str, Any]:
        """All texts."""
        return {name: self.text(name) for name in self.texts}


class SourceForm(SpecForm):
    """A source and its appraisal."""

    texts: ClassVar = {
        "name": _("Name"), "coverage": _("Coverage: who and what is counted"), "quality": _("Quality"),
        "level": _("Level: the smallest areas"), "lag": _("Lag: how old figures are when they come"),
        "rights": _("Rights"), "reason": _("Why it was accepted or rejected"),
    }  # fmt: skip
    long_texts: ClassVar = frozenset({"coverage", "quality", "level", "lag", "rights", "reason"})

    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    licence = forms.CharField(label=_("Licence"), max_length=120, required=False)
    licence_url = forms.URLField(
        label=_("Address of the licence"), max_length=500, required=False, assume_scheme="https"
    )
    verdict = forms.ChoiceField(label=_("Verdict"), choices=lambda: list(VERDICTS.items()))

    def spec(self) -> SourceSpec:
        """The source as typed."""
        return SourceSpec(**self.plain_values(), **self.said())


class ThemeForm(SpecForm):
    """A theme."""

    texts: ClassVar = {"name": _("Name")}

    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=1000, initial=0)
    hue = forms.IntegerField(
        label=_("Colour"), min_value=1, max_value=10, initial=1, help_text=_("One of the ten theme colours, 1 to 10.")
    )

    def spec(self) -> ThemeSpec:
        """The theme as typed."""
        return ThemeSpec(**self.plain_values(), **self.said())


class IndicatorForm(SpecForm):
    """An indicator: what is measured and how."""

    texts: ClassVar = {
        "name": _("Name"), "definition": _("Definition"), "relevance": _("Why it matters"), "method": _("Method of calculation"),
        "sentence": _("In a sentence, with {value}"), "note": _("Note"), "unit_name": _("Name of the unit"), "numerator": _("Numerator"),
        "denominator": _("Denominator"), "update_procedure": _("How it is updated"),
    }  # fmt: skip
    long_texts: ClassVar = frozenset({"definition", "relevance", "method", "note", "update_procedure"})

    theme = forms.ChoiceField(label=_("Theme"))
    source = forms.ChoiceField(label=_("Source"))
    measure = forms.ChoiceField(label=_("What may be done with its values"), choices=lambda: list(MEASURES.items()))
    unit = forms.CharField(
        label=_("Unit"), max_length=40, required=False, help_text=_("Such as %, €, persons, per km².")
    )
    factor = forms.FloatField(label=_("Factor"), initial=1, min_value=0, help_text=_("A share of 100 has factor 100."))
    decimals = forms.IntegerField(label=_("Decimals"), min_value=0, max_value=9, initial=0)
    direction = forms.TypedChoiceField(
        label=_("What is better"), coerce=int, choices=lambda: list(DIRECTIONS.items()), initial=0
    )
    lowest = forms.FloatField(label=_("Lowest possible value"), required=False)
    highest = forms.FloatField(label=_("Highest possible value"), required=False)
    jump = forms.FloatField(
        label=_("Question a change above"), required=False, min_value=0, help_text=_("Relative to the last period: 0.5 is half as much again.")
    )  # fmt: skip
    weight = forms.ChoiceField(
        label=_("Population that weighs an estimate"), required=False,
        help_text=_("For larger areas where counts are missing. None: no estimate is made."),
    )  # fmt: skip
    parts = forms.MultipleChoiceField(
        label=_("Indicators that must add up to it"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    next_release = forms.DateField(
        label=_("Next release"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    key = forms.BooleanField(label=_("Among the key figures of a neighbourhood"), required=False)
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=10_000, initial=0)
    retired = forms.BooleanField(label=_("Retired: keeps its figures and leaves the catalogue"), required=False)

    def __init__(self, *args: Any, others: Sequence[tuple[str, str, str]] = (), themes: Sequence[tuple[str, str]] = (),
                 sources: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        named = [(code, name) for code, name, _measure in others]
        counts = [(code, name) for code, name, measure in others if measure == Indicator.Measure.COUNT]
        choices = {"theme": themes, "source": sources, "weight": [("", gettext("none")), *counts], "parts": named}
        for name, given in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(given)

    def spec(self) -> IndicatorSpec:
        """The indicator as typed."""
        told = self.plain_values(but=("retired",))
        return IndicatorSpec(**told | {"parts": tuple(told["parts"])}, **self.said())


# --- deliveries -----------------------------------------------------------------------------------------------------


def area_set_choices() -> list[tuple[str, str]]:
    """Area sets as "key/version", those in force first."""
    return [(str(s), f"{s.name} · {s.version}") for s in AreaSet.objects.order_by("-current", "level", "-valid_from")]


def source_choices() -> list[tuple[str, str]]:
    """Sources by name; rejected ones cannot deliver."""
    rows = Source.objects.exclude(verdict=Source.Verdict.REJECTED)
    named = (
        (s.code, str(s.name) if s.verdict == Source.Verdict.ACCEPTED else f"{s.name} ({VERDICTS[s.verdict]})")
        for s in rows
    )
    return sorted(named, key=lambda pair: pair[1].casefold())


class UploadForm(forms.Form):
    """A file, what it is about, and how it is laid out."""

    file = forms.FileField(label=_("File"))
    areas = forms.ChoiceField(
        label=_("Its codes are of"), help_text=_("Old figures stay on the areas on which they were measured.")
    )
    source = forms.ChoiceField(label=_("Source"))
    shape = forms.ChoiceField(
        label=_("How it is laid out"),
        choices=lambda: [("", gettext("as the file shows")), *SHAPES.items()],
        required=False,
    )
    sheet = forms.CharField(
        label=_("Sheet or layer"), required=False, max_length=120, help_text=_("Where the file has several.")
    )
    header_row = forms.IntegerField(
        label=_("Line with the names of the columns"), min_value=1, max_value=1000, initial=1
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = settings.WIJK_UPLOAD_LIMIT // 1_000_000
        self.fields["file"].help_text = gettext(
            "CSV, Excel (.xlsx), Parquet, GeoPackage or SDMX-CSV, up to {limit} MB. "
            "Larger files come in at the terminal: wijk delivery stage FILE."
        ).format(limit=limit)
        for name, choices in (("areas", area_set_choices()), ("source", source_choices())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", gettext("choose…")), *choices]

    def clean_file(self) -> "UploadedFile[Any]":
        """A file that is not too large."""
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if given.size and given.size > settings.WIJK_UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("This file is too large for the browser. Bring it in at the terminal: wijk delivery stage FILE.")
            )
        return given


class ReasonForm(forms.Form):
    """Why a delivery is turned down or taken back."""

    reason = forms.CharField(
        label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept for ever; everybody can read it. Name no persons."),
    )  # fmt: skip
