"""A place typed in words: one that is clear, or a choice of those that may be meant."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijk.contributions.queries import Where
from wijk.contributions.queries.spots import meant, spots, where

LONGEST_VALUE = 200


def place_words(**more: Any) -> forms.CharField:
    """The box for the words."""
    box = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    return forms.CharField(label=_("Street, place or neighbourhood"), max_length=160, widget=box, **more)


def place_value() -> forms.CharField:
    """What was chosen, where the words were not clear."""
    return forms.CharField(required=False, max_length=LONGEST_VALUE, widget=forms.HiddenInput)


def where_of(form: forms.Form, told: dict[str, Any], *, free: bool = False) -> Where:
    """The place that is meant. Words that may mean several give a choice; `free`: words that nobody knows stay words."""
    words = (told.get("place_words") or "").strip()
    if told.get("place") and (chosen := where(told["place"])):
        return chosen
    if not words:
        return Where()
    language = get_language() or ""
    if (one := meant(words, language)) and (chosen := where(one.value)):
        return chosen
    if told.get("place") == "words" and free:
        return Where()
    found = spots(words, language)
    if not found and free:
        return Where()
    if not found:
        form.add_error(
            "place_words", _("We do not know this place. Try a street or a neighbourhood, or leave it open.")
        )
        return Where()
    choices = [(one.value, f"{one.label} · {one.kind}{f' · {one.within}' if one.within else ''}") for one in found]
    if free:
        choices.append(("words", str(_("None of these: as I wrote it"))))
    form.fields["place"] = forms.ChoiceField(
        label=_("Which of these do you mean?"), required=False, choices=choices, widget=forms.RadioSelect
    )
    form.add_error("place_words", _("Which of these do you mean? Choose one, and send it once more."))
    return Where()
