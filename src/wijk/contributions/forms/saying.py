"""What do we ask of somebody who wants to say something? Little: what, where, perhaps a photograph."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijk.contributions import checking
from wijk.contributions.models import Category, Kind, Opening
from wijk.contributions.pictures import LONGEST_ALT, MOST
from wijk.contributions.placing import LONGEST_SPOT
from wijk.contributions.queries.asked import Where
from wijk.contributions.queries.spots import Spot, meant, spots, where
from wijk.core.text import Text
from wijk.ui.forms import OWN_NAMES

EXTRA = "extra_"
#: Longer than any place that the form sends back.
LONGEST_VALUE = 200


class SayForm(forms.Form):
    """One page, one thumb. `found` holds the places that may be meant, after a place that was not clear."""

    title = forms.CharField(
        label=_("In a few words"),
        max_length=checking.LONGEST_TITLE * 2,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = forms.CharField(label=_("Tell more"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    place_words = forms.CharField(
        label=_("Street, place or neighbourhood"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    place = forms.CharField(required=False, max_length=LONGEST_VALUE, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    spot = forms.CharField(required=False, max_length=LONGEST_SPOT, widget=forms.HiddenInput)
    category = forms.ChoiceField(label=_("What is it about?"), required=False, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("You write in"), choices=list(OWN_NAMES.items()))
    shown_as = forms.CharField(
        label=_("Name that everybody sees"), required=False, max_length=checking.LONGEST_NAME,
        help_text=_("Leave it open, and no name is shown."),
    )  # fmt: skip
    email = forms.EmailField(label=_("Your e-mail address"), required=False)
    wants_news = forms.BooleanField(label=_("Write to me when something happens with it"), required=False, initial=True)

    def __init__(
        self, *args: Any, opening: Opening, kind: Kind, categories: list[Category], signed_in: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.opening, self.kind, self.found = opening, kind, list[Spot]()
        choices: Any = [("", _("Something else")), *((row.code, row.title.to()) for row in categories)]
        self.fields["category"] = forms.ChoiceField(
            label=_("What is it about?"), required=False, widget=forms.RadioSelect, choices=choices
        )
        if signed_in or opening.who not in ("anybody", "confirmed"):
            del self.fields["email"]
        elif opening.who == "confirmed":
            self.fields["email"].required = True
            self.fields["email"].help_text = _(
                "We send one letter, so that you confirm that it was you. Nobody sees the address; it is forgotten after the matter has ended."
            )
        for number in range(1, MOST + 1):
            self.fields[f"picture_{number}"] = _picture(number)
            self.fields[f"alt_{number}"] = _alt()
        if kind.located:  # by words, from a list, or on the map: one of them
            self.fields["place_words"].needed = True  # type: ignore[attr-defined]
        for told in kind.asked:
            self.fields[f"{EXTRA}{told['code']}"] = _extra(told)

    def extras(self) -> list[forms.BoundField]:
        """The kind's own questions."""
        return [self[name] for name in self.fields if name.startswith(EXTRA)]

    def pictures(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The boxes for photographs, each with the one for its words."""
        return [(self[f"picture_{n}"], self[f"alt_{n}"]) for n in range(1, MOST + 1)]

    def clean(self) -> dict[str, Any]:
        """A place that can be found, where one was named."""
        told = super().clean() or self.cleaned_data
        told["where"] = self._where(told)
        return told

    def said(self) -> dict[str, Any]:
        """What `submit` wants to know."""
        told = self.cleaned_data
        sent = [(told.get(f"picture_{n}"), told.get(f"alt_{n}", "")) for n in range(1, MOST + 1)]
        files: list[tuple[Any, str]] = [(file, alt) for file, alt in sent if file]
        return {
            "kind": self.kind.code, "title": told["title"], "body": told["body"], "language": told["language"],
            "category": told["category"], "where": told["where"], "pictures": [file for file, _alt in files],
            "alts": [alt for _file, alt in files], "email": told.get("email", ""), "shown_as": told["shown_as"],
            "wants_news": told["wants_news"],
            "extra": {name.removeprefix(EXTRA): _plain(told.get(name)) for name in self.fields if name.startswith(EXTRA)},
        }  # fmt: skip

    def _where(self, told: dict[str, Any]) -> Where:
        """A point on the map comes before a chosen place, and that before words."""
        if told.get("lon") is not None or told.get("lat") is not None:
            return Where(told.get("lon"), told.get("lat"), spot=told.get("spot", ""))
        if told.get("place") and (chosen := where(told["place"], told.get("spot", ""))):
            return chosen
        words = (told.get("place_words") or "").strip()
        if not words:
            return Where()
        language = get_language() or ""
        if (one := meant(words, language)) and (chosen := where(one.value)):
            return chosen
        self.found = spots(words, language)
        self.add_error(
            "place_words",
            _("Which of these do you mean? Choose one, and send it once more.")
            if self.found
            else _("We do not know this place. Try a street or a neighbourhood, or leave it open."),
        )
        return Where()


def _plain(value: Any) -> str:
    return ("yes" if value else "") if isinstance(value, bool) else str(value or "")


def _picture(number: int) -> forms.FileField:
    accepted = {"accept": "image/jpeg,image/png,image/webp"}
    label = _("Photograph") if number == 1 else _("Another photograph")
    return forms.FileField(
        label=label, required=False, max_length=200, allow_empty_file=True, widget=forms.FileInput(attrs=accepted)
    )


def _alt() -> forms.CharField:
    return forms.CharField(
        label=_("What does one see on it?"), required=False, max_length=LONGEST_ALT,
        help_text=_("For people who do not see the picture."),
    )  # fmt: skip


def _extra(told: dict[str, Any]) -> forms.Field:
    label, required = Text(told.get("label")).to(), bool(told.get("required"))
    match told.get("kind"):
        case "tick":
            return forms.BooleanField(label=label, required=False)
        case "choice":
            options = [(str(option["code"]), Text(option.get("label")).to()) for option in told.get("options", ())]
            return forms.ChoiceField(label=label, required=required, choices=[("", "—"), *options])
        case "text":
            return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": 2}))
        case _:
            return forms.CharField(label=label, required=required, max_length=checking.LONGEST_EXTRA)


class CodeForm(forms.Form):
    """The six digits from the letter."""

    code = forms.CharField(
        label=_("The code from the letter"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
