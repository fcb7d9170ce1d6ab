"""What people type about a perimeter."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from wijk.core.text import LANGUAGES, Text
from wijk.territory.models import Perimeter
from wijk.ui.forms import DayInput

#: The largest file with borders that a page takes, in bytes.
LARGEST = 20 << 20
KEY = re.compile(r"[a-z0-9][a-z0-9-]{1,59}")
OWN_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}


class PerimeterForm(forms.Form):
    """Name, owner, purpose and period of a perimeter, and a file with its border."""

    owner = forms.CharField(
        label=_("Owner"),
        max_length=200,
        help_text=_("The service or organisation whose perimeter this is, such as a police zone."),
    )
    valid_from = forms.DateField(label=_("Valid from"), required=False, widget=DayInput())
    valid_to = forms.DateField(label=_("Valid until"), required=False, widget=DayInput())
    file = forms.FileField(
        label=_("File with the border"), required=False,
        help_text=_("GeoJSON, GeoPackage or a zipped Shapefile, at most 20 MB. Everything in it together is the perimeter."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Perimeter | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _shown(row) if row else {})
        super().__init__(*args, **kwargs)
        self.row = row
        names = [self._text("name", _("Name"), forms.TextInput, language) for language in LANGUAGES]
        purposes = [self._text("purpose", _("Purpose"), forms.Textarea, language) for language in LANGUAGES]
        if row is None:
            self.fields["key"] = forms.RegexField(
                rf"^{KEY.pattern}$", label=_("Short code"), max_length=60,
                help_text=_("Small letters, digits and hyphens, such as police-5339. It never changes."),
            )  # fmt: skip
            self.fields["file"].required = True
        self.order_fields(["key", *names, "owner", *purposes, "valid_from", "valid_to", "file"])

    def _text(self, what: str, label: Any, widget: type[forms.Widget], language: str) -> str:
        own = OWN_NAMES.get(language, language)
        attributes: dict[str, Any] = {"lang": language} | ({"rows": 3} if widget is forms.Textarea else {})
        field = forms.CharField(
            required=False, max_length=1000 if what == "purpose" else 150, widget=widget(attributes)
        )
        field.label = _("{label} ({language})").format(label=label, language=own)
        self.fields[f"{what}_{language}"] = field
        return f"{what}_{language}"

    def text(self, what: str) -> Text:
        """A translated text out of its boxes."""
        return Text({language: self.cleaned_data[f"{what}_{language}"].strip() for language in LANGUAGES})

    def clean_key(self) -> str:
        """A key that is still free."""
        key = str(self.cleaned_data["key"])
        if key == "new" or Perimeter.objects.filter(key=key).exists():
            raise forms.ValidationError(_("This short code is taken. Choose another."))
        return key

    def clean_file(self) -> "UploadedFile[bytes] | None":
        """A file of bearable size."""
        file: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if file is not None and file.size is not None and file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than 20 MB. Simplify the border, or leave out other layers.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        """A name in some language, and a period that runs forwards."""
        told = super().clean() or self.cleaned_data
        if not any(told.get(f"name_{language}") for language in LANGUAGES):
            self.add_error(f"name_{LANGUAGES[0]}", _("Give the perimeter a name in at least one language."))
        begins, ends = told.get("valid_from"), told.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("The perimeter ends before it begins. Correct one of the two days."))
        return told


class EndForm(forms.Form):
    """The day on which a perimeter stops to count."""

    on = forms.DateField(label=_("Last day"), widget=DayInput())


def _shown(row: Perimeter) -> dict[str, Any]:
    texts = {"name": row.name, "purpose": row.purpose}
    told = {f"{what}_{language}": text.get(language, "") for what, text in texts.items() for language in LANGUAGES}
    return {**told, "owner": row.owner, "valid_from": row.valid_from, "valid_to": row.valid_to}
