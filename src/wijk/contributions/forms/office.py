"""What does the office say of a place to speak, a kind, a category?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.contributions.actions import Terms
from wijk.contributions.models import Category, Kind, Opening
from wijk.contributions.words import WHO_WORDS
from wijk.core.text import Text
from wijk.territory.queries import place_options
from wijk.ui.choosing import PlaceField
from wijk.ui.forms import TextForm


class OpeningForm(TextForm):
    """Where and when one can speak about what, and what cannot change."""

    texts = {
        "title": _("Title"), "intro": _("What is it about?"), "fixed": _("What cannot change"), "fixed_by": _("By whom"),
        "fixed_why": _("Why"),
    }  # fmt: skip
    long_texts = ("intro", "fixed", "fixed_why")
    needed = ("title", "fixed", "fixed_by", "fixed_why")
    place = PlaceField(place_options)
    process = forms.SlugField(label=_("Key of the process"), required=False, max_length=80)
    phase = forms.SlugField(label=_("Code of the phase"), required=False, max_length=40)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: all of them.")
    )
    categories = forms.MultipleChoiceField(
        label=_("Categories"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )
    who = forms.ChoiceField(label=_("Who may speak"), choices=list(WHO_WORDS.items()))
    before = forms.BooleanField(label=_("One of us looks at it before it is shown"), required=False)
    opens_at = forms.DateTimeField(
        label=_("Opens"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    closes_at = forms.DateTimeField(
        label=_("Closes"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[Kind],
        categories: Sequence[Category],
        opening: Opening | None = None,
        **kwargs: Any,
    ) -> None:
        if opening is not None:
            names = (
                "place",
                "process",
                "phase",
                "kinds",
                "categories",
                "who",
                "before",
                "opens_at",
                "closes_at",
                "revision",
            )
            kwargs["initial"] = {name: getattr(opening, name) for name in (*names, *self.texts)}
        super().__init__(*args, **kwargs)
        self.fields["kinds"] = _several(_("Kinds"), [(row.code, row.title.to()) for row in kinds])
        self.fields["categories"] = _several(_("Categories"), [(row.code, row.title.to()) for row in categories])

    def terms(self) -> Terms:
        """What the action wants to know."""
        told = self.cleaned_data
        names = ("place", "process", "phase", "kinds", "categories", "who", "before", "opens_at", "closes_at")
        said: dict[str, Any] = {name: told[name] for name in names} | {name: self.text(name) for name in self.texts}
        return Terms(**said)


def _several(label: Any, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )


class KindForm(TextForm):
    """A kind of contribution."""

    texts = {"title": _("Title"), "hint": _("When does one choose this?")}
    needed = ("title",)
    code = forms.SlugField(label=_("Code"), max_length=30)
    located = forms.BooleanField(label=_("It needs a place"), required=False)
    answered = forms.BooleanField(label=_("Somebody owes it an answer"), required=False)
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=1000, initial=50)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """What the action wants to know."""
        names = ("code", "located", "answered", "order", "active")
        told = {name: self.cleaned_data[name] for name in names} | {name: self.text(name) for name in self.texts}
        return told | {"revision": self.cleaned_data["revision"] or 0}


class CategoryForm(TextForm):
    """A category."""

    texts = {"title": _("Title")}
    needed = ("title",)
    code = forms.SlugField(label=_("Code"), max_length=30)
    hue = forms.IntegerField(
        label=_("Colour"), min_value=0, max_value=10, initial=0, help_text=_("A step of the palette, from 0 to 10.")
    )
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=1000, initial=50)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def said(self) -> dict[str, Any]:
        """What the action wants to know."""
        return {name: self.cleaned_data[name] for name in ("code", "hue", "order", "active")} | {
            "title": self.text("title")
        }


def start_of(row: Kind | Category) -> dict[str, Any]:
    """What stands in the boxes of a kind or a category at first."""
    names = (
        ("code", "hue", "order", "active")
        if isinstance(row, Category)
        else ("code", "located", "answered", "order", "active", "hint", "revision")
    )
    return {name: getattr(row, name) for name in names} | {"title": row.title or Text()}
