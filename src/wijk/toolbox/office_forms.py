"""What does the office type about the city's own cards and its closures?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.core.text import LANGUAGES, Text
from wijk.toolbox.deck import CODES, LISTS, TIMES, WORDS, Card
from wijk.toolbox.forms import chosen
from wijk.toolbox.words import CHANNELS, LEVELS, MOMENTS, PHASES, PLACES, PURPOSES, SCALES
from wijk.ui.forms import DayInput, TextForm

TIME_LABELS = {
    "preparation": _("Working days of preparation"),
    "lead": _("Days between letter and meeting"),
    "session": _("Minutes of a meeting"),
    "sessions": _("Number of meetings"),
    "spacing": _("Days between meetings"),
    "runs": _("Days that it stays open"),
    "follow_up": _("Working days to work it out"),
}
HOURS = {"small": _("Hours of work, small"), "typical": _("Hours of work, typical"), "large": _("Hours of work, large")}
MONEY = {"small": _("Money, small (€)"), "typical": _("Money, typical (€)"), "large": _("Money, large (€)")}


def ticks(label: Any, words: dict[str, Any], *, required: bool = True) -> forms.MultipleChoiceField:
    """Boxes to tick, one a code."""
    return forms.MultipleChoiceField(
        label=label, choices=lambda: chosen(words), widget=forms.CheckboxSelectMultiple, required=required
    )


class CardForm(TextForm):
    """A card of the city: its words in three languages, its codes and numbers."""

    texts = {
        "consulted": _("The question asked first: who was consulted?"), "title": _("Title"), "about": _("In one sentence"),
        "yields": _("What it yields"), "steps": _("Steps, one a line"), "pitfalls": _("Pitfalls, one a line"),
        "missing": _("Who is easily missing"), "reach": _("How to reach them"), "paper": _("How to do it on paper"),
    }  # fmt: skip
    long_texts = (*LISTS, *(name for name in WORDS if name != "title"))
    needed = tuple(texts)
    code = forms.SlugField(
        label=_("Short code"), max_length=60, help_text=_("Small letters, digits and hyphens. It never changes.")
    )
    purposes = ticks(_("Purposes"), PURPOSES)
    levels = ticks(_("Levels that it can carry"), LEVELS)
    phases = ticks(_("Phases"), PHASES)
    places = ticks(_("Kinds of place"), PLACES)
    channels = ticks(_("How it reaches people"), CHANNELS)
    moments = ticks(_("Moments of the meetings"), MOMENTS, required=False)
    group_min = forms.IntegerField(label=_("Smallest group"), min_value=1, max_value=10**6)
    group_max = forms.IntegerField(label=_("Largest group"), min_value=1, max_value=10**6)
    returns = forms.BooleanField(label=_("People hear within it what was done with their words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (low, high) in TIMES.items():
            self.fields[f"time_{name}"] = forms.IntegerField(label=TIME_LABELS[name], min_value=low, max_value=high)
        for scale in SCALES:
            self.fields[f"hours_{scale}"] = forms.IntegerField(label=HOURS[scale], min_value=0, max_value=100_000)
            self.fields[f"euro_{scale}"] = forms.IntegerField(label=MONEY[scale], min_value=0, max_value=10**8)
        if self.initial.get("code"):
            self.fields["code"].disabled = True
        self.order_fields(["code", *(f"{name}_{k}" for name in self.texts for k in LANGUAGES)])

    def facts(self) -> dict[str, Any]:
        """The document of the card; a language in which nothing is said stays away."""
        told = self.cleaned_data
        facts: dict[str, Any] = {name: told[name] for name in CODES}
        facts |= {
            "code": told["code"].lower(),
            "returns": told["returns"],
            "group": [told["group_min"], told["group_max"]],
        }
        facts["time"] = {name: told[f"time_{name}"] for name in TIMES}
        facts["means"] = {s: {"hours": told[f"hours_{s}"], "cents": told[f"euro_{s}"] * 100} for s in SCALES}
        for language in LANGUAGES:
            words = {name: told[f"{name}_{language}"].strip() for name in self.texts}
            if any(words.values()):
                lines = {name: [line.strip() for line in words[name].splitlines() if line.strip()] for name in LISTS}
                facts[language] = words | lines
        return facts

    @staticmethod
    def shown(card: Card) -> dict[str, Any]:
        """A card as it stands in its form."""
        told: dict[str, Any] = {name: getattr(card, name) for name in (*WORDS, "code", "returns")}
        told |= {name: list(getattr(card, name)) for name in CODES}
        told |= {name: _joined(getattr(card, name)) for name in LISTS}
        told |= {"group_min": card.group[0], "group_max": card.group[1]}
        told |= {f"time_{name}": getattr(card.time, name) for name in TIMES}
        told |= {f"hours_{s}": card.means[s].hours for s in SCALES}
        return told | {f"euro_{s}": card.means[s].cents // 100 for s in SCALES}


class ImportForm(forms.Form):
    """A card's document from a file."""

    file = forms.FileField(label=_("File of a card (TOML)"), help_text=_("As another city exported it."))


class ClosureForm(TextForm):
    """Days on which nobody meets."""

    texts = {"title": _("What it is")}
    needed = ("title",)
    kind = forms.ChoiceField(
        label=_("What does it mean?"),
        choices=[("school", _("No meetings, but there is work")), ("office", _("Closed: no work and no meetings"))],
    )
    start = forms.DateField(label=_("First day"), widget=DayInput())
    end = forms.DateField(label=_("Last day"), widget=DayInput())
    field_order = ["title_nl", "title_fr", "title_en", "kind", "start", "end"]


def _joined(texts: tuple[Text, ...]) -> Text:
    return Text({k: "\n".join(one.said(k) for one in texts) for k in LANGUAGES})
