"""What people type about a plan and its cards."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.toolbox.plans import Choice, Means, Wish
from wijk.toolbox.words import LEVELS, MOMENTS, PHASES, PLACES, PURPOSES, SCALES
from wijk.ui.forms import DayInput, TextForm

Pairs = list[tuple[str, Any]]
ROWS = 12


def chosen(words: Mapping[str, Any], empty: Any = None) -> Pairs:
    """The codes as choices, with an empty one before them where it is named."""
    return ([("", empty)] if empty is not None else []) + list(words.items())


class FilterForm(forms.Form):
    """Which cards?"""

    purpose = forms.ChoiceField(label=_("Purpose"), required=False, choices=lambda: chosen(PURPOSES, _("any")))
    level = forms.ChoiceField(label=_("Level promised"), required=False, choices=lambda: chosen(LEVELS, _("any")))
    phase = forms.ChoiceField(label=_("Phase"), required=False, choices=lambda: chosen(PHASES, _("any")))
    people = forms.IntegerField(label=_("People in a group"), required=False, min_value=1, max_value=100_000)
    minutes = forms.ChoiceField(
        label=_("Length of a meeting"), required=False,
        choices=[("", _("any")), ("60", _("up to an hour")), ("120", _("up to two hours")), ("180", _("up to three hours"))],
    )  # fmt: skip
    hours = forms.IntegerField(label=_("Hours of work at most"), required=False, min_value=1, max_value=100_000)
    euro = forms.IntegerField(label=_("Money at most (€)"), required=False, min_value=1, max_value=10**8)

    def asked(self) -> dict[str, Any]:
        """What holds of the answers; what makes no sense is passed over."""
        told = {k: v for k, v in self.cleaned_data.items() if v} if not self.is_valid() else self.cleaned_data
        kept = {name: int(told.get(name) or 0) for name in ("people", "minutes", "hours")}
        words = {name: told.get(name) or "" for name in ("purpose", "level", "phase")}
        return {**kept, **words, "cents": 100 * (told.get("euro") or 0)}


class PlanForm(TextForm):
    """When, where, with what, and for whom?"""

    texts = {"title": _("Title")}
    needed = ("title",)
    field_order = [
        "title_nl",
        "title_fr",
        "title_en",
        "place",
        "place_kind",
        "start",
        "until",
        "hours",
        "euro",
        "answer_days",
    ]
    start = forms.DateField(label=_("First day"), widget=DayInput())
    until = forms.DateField(
        label=_("Over by"), required=False, widget=DayInput(),
        help_text=_("For instance the day on which the council decides."),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Place"), required=False)
    place_kind = forms.ChoiceField(
        label=_("Kind of place"), required=False, choices=lambda: chosen(PLACES, _("not said"))
    )
    hours = forms.IntegerField(
        label=_("Hours of work that there are"), required=False, min_value=0, max_value=1_000_000
    )
    euro = forms.IntegerField(label=_("Money that there is (€)"), required=False, min_value=0, max_value=10**9)
    answer_days = forms.IntegerField(
        label=_("Working days until people have an answer"), min_value=0, max_value=250, initial=20, help_text=_("0 for no answer."),
    )  # fmt: skip
    feedback = forms.BooleanField(label=_("People hear back at the end of each phase"), required=False, initial=True)
    evaluation = forms.BooleanField(
        label=_("We look back on it with those who took part"), required=False, initial=True
    )
    beyond = forms.BooleanField(label=_("Somebody goes and sees people who do not come to meetings"), required=False)
    languages = forms.BooleanField(label=_("Interpretation at the meetings"), required=False)
    child_care = forms.BooleanField(label=_("Child care at the meetings"), required=False)
    summer = forms.BooleanField(label=_("No meetings in July and August"), required=False, initial=True)

    def __init__(self, *args: Any, spots: Pairs, **kwargs: Any) -> None:
        """`spots`: where whoever plans may do so."""
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = spots  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    def wish(self, choices: tuple[Choice, ...]) -> Wish:
        """Everything that the planner is asked."""
        told = dict(self.cleaned_data)
        euro = told.pop("euro")
        means = Means(told.pop("hours"), None if euro is None else euro * 100)
        plain = {k: v for k, v in told.items() if not k.startswith("title_")}
        return Wish(choices=choices, title=self.text("title"), means=means, **plain)

    @staticmethod
    def shown(wish: Wish) -> dict[str, Any]:
        """A wish as it was typed."""
        names = (
            "title",
            "start",
            "until",
            "place",
            "place_kind",
            "answer_days",
            "feedback",
            "evaluation",
            "beyond",
            "languages",
            "child_care",
            "summer",
        )
        euro = None if wish.means.cents is None else wish.means.cents // 100
        return {name: getattr(wish, name) for name in names} | {"hours": wish.means.hours, "euro": euro}


class ChoiceForm(forms.Form):
    """One card of a plan. Without a card the row is passed over."""

    card = forms.ChoiceField(label=_("Card"), required=False)
    consulted = forms.CharField(
        label=_("Who was consulted about this way of working?"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("It stays with your plan. Groups will do; leave names out."),
    )  # fmt: skip
    nobody_yet = forms.BooleanField(label=_("Nobody yet"), required=False)
    level = forms.ChoiceField(label=_("Level promised"), required=False, choices=lambda: chosen(LEVELS))
    phase = forms.ChoiceField(label=_("Phase"), required=False, choices=lambda: chosen(PHASES, _("as the card says")))
    scale = forms.ChoiceField(label=_("Scale"), required=False, choices=lambda: chosen(SCALES), initial="typical")
    sessions = forms.IntegerField(label=_("Number of meetings"), required=False, min_value=0, max_value=40)
    moment = forms.ChoiceField(
        label=_("Moment"), required=False, choices=lambda: chosen(MOMENTS, _("as the card says"))
    )
    people = forms.IntegerField(label=_("People expected"), required=False, min_value=0, max_value=1_000_000)
    not_before = forms.DateField(label=_("Not before"), required=False, widget=DayInput())

    def __init__(self, *args: Any, cards: Pairs = (), **kwargs: Any) -> None:  # type: ignore[assignment]
        super().__init__(*args, **kwargs)
        field = self.fields["card"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("no card")), *cards]

    def choice(self) -> Choice | None:
        """What was picked, None where it was no card."""
        told = self.cleaned_data
        if not told.get("card"):
            return None
        blanks = {
            "people": told["people"] or 0,
            "scale": told["scale"] or "typical",
            "level": told["level"] or "inform",
        }
        return Choice(**(told | blanks))


ChoiceFormSet = forms.formset_factory(
    ChoiceForm, extra=0, max_num=ROWS, absolute_max=ROWS, validate_max=True, min_num=0
)


def rows_of(choices: tuple[Choice, ...], spare: int = 2) -> list[dict[str, Any]]:
    """The rows of the form: the choices, and some that are still empty."""
    told: list[dict[str, Any]] = [{n: getattr(c, n) for n in Choice.__dataclass_fields__} for c in choices]
    return (told + [{} for _n in range(spare)])[:ROWS]
