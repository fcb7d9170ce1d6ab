"""How does every form of the product look? Django's renderer with our field: label, help, error, input."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

from wijk.core.text import LANGUAGES, Text
from wijk.ui import plain

OWN_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}


class Renderer(TemplatesSetting):
    """`FORM_RENDERER`: `{{ form }}` and `{{ field.as_field_group }}` wear our look in every room, allauth's pages included."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"


class DayInput(forms.DateInput):
    """A box for a day: the browser's own, which wants the day as 2026-11-21 whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class TextForm(forms.Form):
    """A form with translated texts: each name in `texts` becomes a box per language (`title_nl`, `title_fr`, `title_en`).

    Names in `long_texts` get a larger box; for names in `needed` something must be said in at least one language.
    `initial={"title": Text(...)}` fills the boxes.
    """

    texts: dict[str, Any] = {}
    long_texts: Iterable[str] = ()
    needed: Iterable[str] = ()
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        told = dict(kwargs.pop("initial", None) or {})
        for name in self.texts:
            said = told.pop(name, None) or {}
            told |= {f"{name}_{language}": said.get(language, "") for language in LANGUAGES}
        super().__init__(*args, **(kwargs | {"initial": told}))
        for name, label in self.texts.items():
            for language in LANGUAGES:
                long = name in self.long_texts
                widget = (
                    forms.Textarea(attrs={"rows": 4, "lang": language})
                    if long
                    else forms.TextInput(attrs={"lang": language})
                )
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=f"{label} · {OWN_NAMES[language]}", required=False, max_length=20_000 if long else 300, widget=widget,
                    help_text=self.helps.get(name, "") if language == LANGUAGES[0] else "",
                )  # fmt: skip

    def text(self, name: str) -> Text:
        """What was typed for one text."""
        return Text({k: self.cleaned_data.get(f"{name}_{k}", "").strip() for k in LANGUAGES})

    def clean(self) -> dict[str, Any]:
        """Words that can be seen, and something in at least one language, where it is needed."""
        told = super().clean() or self.cleaned_data
        for box in (f"{name}_{k}" for name in self.texts for k in LANGUAGES):
            if box in told:
                told[box] = plain.visible(told[box]).strip()
        for name in self.needed:
            if not any(told.get(f"{name}_{k}", "").strip() for k in LANGUAGES):
                self.add_error(f"{name}_{LANGUAGES[0]}", _("Say this in at least one language."))
        return told
