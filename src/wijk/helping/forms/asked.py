"""What is asked of whoever writes for another, whatever they write: where they were told, and where somebody lives, where that is asked."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.helping.models import Stop
from wijk.residence.queries import PASS, Asked, paper_fields


def ask_home(form: forms.Form, asks: Asked, place: str) -> bool:
    """Add the box that is needed, to tick or for the code of a pass; False where nothing is asked."""
    needed = [
        field
        for field in paper_fields(asks, place)
        if field.required or (field.code == PASS and asks.level == "verified")
    ]
    for field in needed:
        if field.kind == "tick":
            form.fields[field.code] = forms.BooleanField(label=field.label)
        else:
            box = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"})
            form.fields[field.code] = forms.CharField(
                label=field.label, max_length=40, widget=box, help_text=field.hint
            )
    return bool(needed)


def places_to_tell(stops: Mapping[str, Stop]) -> list[tuple[str, Any]]:
    """Where it may have been told: at a stop of now, at the counter, on the street, by telephone."""
    here: list[tuple[str, Any]] = [(value, f"{row.tour.title} · {row.spot}") for value, row in stops.items()]
    return [
        *here,
        ("counter", _("At the counter")),
        ("stand", _("At a stand, or on the street")),
        ("phone", _("By telephone")),
    ]
