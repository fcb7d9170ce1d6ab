"""What people type about where they live. Nothing here is offered again by the browser of a counter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.residence import queries
from wijk.residence.actions.letters import WINDOW, Post
from wijk.residence.models import LEVELS, WAYS, Register
from wijk.residence.words import LEVEL_WORDS, WAY_WORDS
from wijk.territory.queries import place_options
from wijk.ui import plain
from wijk.ui.choosing import PlaceField
from wijk.ui.forms import TextForm

OFF = {"autocomplete": "off"}
CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "inputmode": "text"}
KINDS = [("digits", _("digits")), ("letters", _("letters and digits")), ("date", _("a day"))]


class AreaForm(forms.Form):
    """A neighbourhood: chosen, or found by the street. Of the street nothing is kept."""

    area = forms.ChoiceField(label=_("Your neighbourhood"), required=False)
    street = forms.CharField(
        label=_("Or your street"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        help_text=_("Without number. It is only looked up, and not kept."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Choose")), *queries.choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One neighbourhood, by either."""
        told = super().clean() or self.cleaned_data
        if self.errors or told.get("area"):
            return told
        words = told.get("street", "")
        found = queries.of_street(words, get_language() or "") if words.strip() else []
        if len(found) == 1:
            told["area"] = found[0]
        elif found:
            names = queries.names(found)
            listed = ", ".join(names[ref] for ref in found)
            self.add_error("area", str(_("This street lies in several neighbourhoods: {names}. Choose yours.")).format(names=listed))  # fmt: skip
        elif words.strip():
            self.add_error(
                "street", _("We do not find one street with this name. Choose your neighbourhood from the list.")
            )
        else:
            self.add_error("area", _("Choose your neighbourhood from the list, or type your street."))
        return told


class LetterForm(forms.Form):
    """Where the letter goes."""

    addressee = forms.CharField(
        label=_("Name on the letterbox"), required=False, max_length=WINDOW,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    street = forms.CharField(
        label=_("Street"), max_length=WINDOW, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    number = forms.CharField(label=_("House number"), max_length=10, widget=forms.TextInput(attrs=OFF))
    box = forms.CharField(label=_("Box"), required=False, max_length=10, widget=forms.TextInput(attrs=OFF))
    postcode = forms.RegexField(
        r"^\s*[1-9][0-9]{3}\s*$", label=_("Postal code"), max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}),
        error_messages={"invalid": _("A postal code has four digits, such as 1000.")},
    )  # fmt: skip
    town = forms.CharField(
        label=_("Municipality"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "address-level2"})
    )
    area = forms.ChoiceField(
        label=_("Your neighbourhood"), required=False, help_text=_("Leave it open where the street lies in one alone.")
    )
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("By the street")), *queries.choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The neighbourhood by the street, where it was left open. A neighbourhood in which the street does not lie is refused."""
        told = super().clean() or self.cleaned_data
        if self.errors:
            return told
        found = queries.of_street(told["street"], get_language() or "")
        if told["area"] and (not found or told["area"] in found):
            return told
        if told["area"] or len(found) > 1:
            names = queries.names(found)
            listed = ", ".join(names[ref] for ref in found)
            self.add_error("area", str(_("This street lies in: {names}. Choose the neighbourhood of your house.")).format(names=listed))  # fmt: skip
        elif found:
            told["area"] = found[0]
        else:
            self.add_error(
                "area", _("We do not find this street by its name. Choose your neighbourhood from the list.")
            )
        return told

    def post(self) -> Post:
        """Where it goes."""
        told = self.cleaned_data
        return Post(**{name: told[name].strip() for name in Post.__slots__})


class CodeForm(forms.Form):
    """The code from a letter, or a pass."""

    code = forms.CharField(
        label=_("Code"), max_length=80, widget=forms.TextInput(attrs=CODE),
        help_text=_("Small letters and spaces do not matter."),
    )  # fmt: skip


class LineForm(forms.Form):
    """What the register is compared by."""

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [f"line_{one['code']}" for one in register.fields]
        for name, one in zip(self.codes, register.fields, strict=True):
            self.fields[name] = forms.CharField(
                label=Text(one["label"]).to(), max_length=60, widget=forms.TextInput(attrs=OFF),
                help_text=_("Day, month, year, such as 3/7/1985.") if one["kind"] == "date" else "",
            )  # fmt: skip

    def cells(self) -> list[str]:
        """What was typed, in the order of the columns."""
        return [self.cleaned_data.get(name, "") for name in self.codes]


class CounterForm(LineForm):
    """What the counter types. Everything but the neighbourhood may stay open."""

    def __init__(self, *args: Any, register: Register | None, places: frozenset[str] | None, **kwargs: Any) -> None:
        super().__init__(*args, register=register or Register(fields=[]), **kwargs)
        for name in self.codes:
            self.fields[name].required = False
        inside = queries.within(places) if places is not None else frozenset[str]()
        areas = [pair for pair in queries.choices() if places is None or pair[0] in inside]
        first: dict[str, forms.Field] = {
            "area": forms.ChoiceField(label=_("Neighbourhood"), choices=[("", _("Choose")), *areas]),
            "ticket": forms.CharField(
                label=_("Code on the telephone of the person"), required=False, max_length=40, widget=forms.TextInput(attrs=CODE),
                help_text=_("For who has an account."),
            ),
            "pass_code": forms.CharField(
                label=_("Pass that the person has already"), required=False, max_length=40, widget=forms.TextInput(attrs=CODE),
                help_text=_("With neither, you hand over a new pass."),
            ),
        }  # fmt: skip
        last: dict[str, forms.Field] = {
            "seen": forms.BooleanField(
                label=_("I saw a document on which this neighbourhood or an address in it stands")
            ),
            "once": forms.CharField(required=False, max_length=64, widget=forms.HiddenInput()),
        }
        self.fields = first | self.fields | last


class RequireForm(TextForm):
    """What is asked of who takes part, and why."""

    texts = {"why": _("Why it is asked")}
    long_texts = ("why",)
    helps = {"why": _("People read this before they begin. In one or two plain sentences.")}

    level = forms.ChoiceField(
        label=_("What is asked"), choices=[(level, LEVEL_WORDS[level]) for level in LEVELS], widget=forms.RadioSelect
    )
    ways = forms.MultipleChoiceField(
        label=_("Ways that count here"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(way, WAY_WORDS[way]) for way in WAYS], help_text=_("Choose none, and all that the city offers count."),
    )  # fmt: skip
    place = PlaceField(place_options, label=_("Where one must live"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["level", *[name for name in self.fields if name.startswith("why")], "ways", "place"])


class OfferForm(TextForm):
    """Which ways the city offers, and what it says of the counter."""

    texts = {"counter": _("Where and when the counter is open")}
    ways = forms.MultipleChoiceField(
        label=_("Ways that the city offers"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("To say it without showing it is always possible."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [way for way in WAYS[1:] if way != "openid" or queries.claims()]
        self.fields["ways"].choices = [(way, WAY_WORDS[way]) for way in there]  # type: ignore[attr-defined]
        self.order_fields(["ways"])


class ColumnsForm(TextForm):
    """By which columns the register is compared."""

    texts = {f"label{at}": _("What it is called for people") for at in (1, 2, 3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = []
        for at in (1, 2, 3):
            self.fields[f"code{at}"] = forms.CharField(
                label=str(_("Column {at}")).format(at=at), required=at == 1, max_length=20, widget=forms.TextInput(attrs=OFF),
                help_text=_("As it is called in the file, such as card.") if at == 1 else "",
            )  # fmt: skip
            self.fields[f"kind{at}"] = forms.ChoiceField(label=_("What it holds"), choices=KINDS, required=at == 1)
            order += [f"code{at}", f"kind{at}", *[name for name in self.fields if name.startswith(f"label{at}_")]]
        self.order_fields(order)

    def columns(self) -> Sequence[tuple[str, str, Text]]:
        """The columns that were named."""
        told = self.cleaned_data
        return [
            (told[f"code{at}"], told[f"kind{at}"], self.text(f"label{at}")) for at in (1, 2, 3) if told.get(f"code{at}")
        ]


class RegisterFileForm(forms.Form):
    """A delivery of the register."""

    file = forms.FileField(label=_("The file, as CSV"))


class PrintForm(forms.Form):
    """How the letters are printed."""

    window = forms.ChoiceField(label=_("Window of the envelope"), choices=[("right", _("right")), ("left", _("left"))])
    contact = forms.CharField(
        label=_("Telephone number and counter"), required=False, max_length=120, widget=forms.TextInput(attrs=OFF)
    )

    def clean_contact(self) -> str:
        """Words that can be printed."""
        return plain.line(self.cleaned_data["contact"], longest=120)


def faults(form: forms.Form, fault: Refused, boxes: dict[str, str]) -> None:
    """Put the sentence of a refusal under its box."""
    box = boxes.get(fault.code, "")
    form.add_error(box if box in form.fields else None, str(fault))
