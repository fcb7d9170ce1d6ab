"""What do we ask of somebody who accompanies others? Few boxes, and one for the log."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.actors.queries import language_options
from wijk.helping.accompanying import STAGE_WORDS, STARTS, starting_lines
from wijk.helping.actions import Agreed, CaseTerms
from wijk.helping.models import SPOKEN, STAGES, WRITTEN, Case, Membership, Team
from wijk.territory.queries import place_options
from wijk.ui.choosing import PlaceField
from wijk.ui.forms import DayInput

#: A new case never asks more than this.
MOST_FIELDS = 8
QUIET = {"autocomplete": "off"}


#: Where a team works: the whole city, or an area in force.
areas = partial(place_options, perimeters=False)


def _languages() -> list[tuple[str, str]]:
    return [("", "—"), *language_options()]


def _stages() -> list[tuple[str, Any]]:
    return [(code, STAGE_WORDS[code]) for code in STAGES]


class NewCaseForm(forms.Form):
    """Begin to accompany somebody: eight boxes at most, two of them needed."""

    team = forms.ChoiceField(label=_("Team"))
    about = forms.CharField(label=_("What is it about?"), max_length=200, widget=forms.TextInput(attrs=QUIET))
    who = forms.CharField(
        label=_("How you find them again"), max_length=200, required=False, widget=forms.TextInput(attrs=QUIET),
        help_text=_("A first name and a telephone number are enough; “at the table on Tuesday” too."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("They speak"), choices=_languages, required=False)
    next_what = forms.CharField(
        label=_("Next step"), max_length=200, required=False, widget=forms.TextInput(attrs=QUIET)
    )  # fmt: skip
    next_on = forms.DateField(label=_("On this day"), required=False, widget=DayInput())
    start = forms.ChoiceField(
        label=_("Begin with a list"), required=False, choices=[("", _("an empty list")), *((code, told[0]) for code, told in STARTS.items())],
    )  # fmt: skip
    agreed = forms.ChoiceField(
        label=_("They agree"), widget=forms.RadioSelect,
        choices=[(SPOKEN, _("Yes, they said so")), (WRITTEN, _("Yes, in writing"))],
    )  # fmt: skip
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {row.key: row for row in teams}
        field = self.fields["team"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row.key, row.title) for row in teams]
        if len(self.teams) == 1:
            field.initial, field.widget = next(iter(self.teams)), forms.HiddenInput()

    def terms(self) -> CaseTerms:
        """What the verb wants to know of it."""
        told = self.cleaned_data
        return CaseTerms(
            about=told["about"], who=told["who"], languages=[told["language"]] if told["language"] else [],
            next_on=told["next_on"], next_what=told["next_what"],
        )  # fmt: skip

    def agreement(self) -> Agreed:
        """How they agreed, with the lines to begin with."""
        told = self.cleaned_data
        return Agreed(told["agreed"], needs=starting_lines(told["start"], [told["language"]]))


class ChangeCaseForm(forms.Form):
    """Everything that is said of a case."""

    about = forms.CharField(label=_("What is it about?"), max_length=200, widget=forms.TextInput(attrs=QUIET))
    who = forms.CharField(
        label=_("How you find them again"), max_length=200, required=False, widget=forms.TextInput(attrs=QUIET)
    )  # fmt: skip
    language = forms.ChoiceField(label=_("They speak"), choices=_languages, required=False)
    second = forms.ChoiceField(label=_("They also speak"), choices=_languages, required=False)
    stage = forms.ChoiceField(label=_("How far it is"), choices=_stages)
    next_what = forms.CharField(
        label=_("Next step"), max_length=200, required=False, widget=forms.TextInput(attrs=QUIET)
    )  # fmt: skip
    next_on = forms.DateField(label=_("On this day"), required=False, widget=DayInput())
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def start(cls, row: Case) -> dict[str, Any]:
        """What stands in the form at first."""
        spoken = [*row.languages, "", ""]
        return {
            "about": row.about, "who": row.who, "language": spoken[0], "second": spoken[1], "stage": row.stage,
            "next_what": row.next_what, "next_on": row.next_on, "revision": row.revision,
        }  # fmt: skip

    def terms(self, row: Case) -> CaseTerms:
        """What the verb wants to know; a third language that the form does not show stays."""
        told = self.cleaned_data
        spoken = [code for code in (told["language"], told["second"]) if code]
        return CaseTerms(
            about=told["about"], who=told["who"], languages=[*spoken, *row.languages[2:]], stage=told["stage"],
            next_on=told["next_on"], next_what=told["next_what"],
        )  # fmt: skip


class StepForm(forms.Form):
    """What comes next, on the page of the case itself."""

    next_what = forms.CharField(
        label=_("Next step"), max_length=200, required=False, widget=forms.TextInput(attrs=QUIET)
    )  # fmt: skip
    next_on = forms.DateField(label=_("On this day"), required=False, widget=DayInput())
    stage = forms.ChoiceField(label=_("How far it is"), choices=_stages)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def terms(self, row: Case) -> CaseTerms:
        """The case with these three changed."""
        told = self.cleaned_data
        return CaseTerms(row.about, row.who, row.languages, told["stage"], told["next_on"], told["next_what"])


class LogForm(forms.Form):
    """One box: what was done together."""

    text = forms.CharField(
        label=_("What did you do together?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3, **QUIET}),
        help_text=_("End with the minutes if you want them counted: “… 20 min”."),
    )  # fmt: skip
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class LineForm(forms.Form):
    """One more line: of what they need, or of what it is about."""

    words = forms.CharField(max_length=300, widget=forms.TextInput(attrs=QUIET))

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].help_text = label, help_text


class AccountForm(forms.Form):
    """The account of whom one accompanies, if they have one."""

    email = forms.EmailField(
        label=_("The e-mail address of their account"), required=False, widget=forms.EmailInput(attrs=QUIET),
        help_text=_("They are asked first. When they say that it is they, their copy of their data holds what you keep. Empty takes it away."),
    )  # fmt: skip


class FilterForm(forms.Form):
    """Which cases to show; nothing personal can stand in the address."""

    team = forms.ChoiceField(label=_("Team"), required=False)
    stage = forms.ChoiceField(
        label=_("How far it is"), required=False, choices=lambda: [("", _("all that are open")), *_stages()]
    )
    keeper = forms.ChoiceField(
        label=_("Kept by"), required=False, choices=[("", _("anybody")), ("mine", _("me")), ("loose", _("nobody now"))]
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("They speak"), required=False, choices=lambda: [("", _("any language")), *language_options()]
    )
    late = forms.BooleanField(label=_("The next step is late"), required=False)

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("all")), *((row.key, row.title) for row in teams)]
        if len(teams) < 2:
            del self.fields["team"]


class HandOverForm(forms.Form):
    """Whose cases go to whom; both in one team."""

    giver = forms.ChoiceField(label=_("Who leaves, or needs relief"))
    taker = forms.ChoiceField(label=_("Who takes over"))

    def __init__(
        self, *args: Any, givers: Sequence[tuple[Person, int]], loose: int, takers: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        first, second = self.fields["giver"], self.fields["taker"]
        assert isinstance(first, forms.ChoiceField)
        assert isinstance(second, forms.ChoiceField)
        self.people = {person.key: person for person in [*(one for one, _count in givers), *takers]}
        first.choices = [(one.key, f"{one} ({count})") for one, count in givers]
        if loose:
            first.choices = [*first.choices, ("-", f"{_('nobody now')} ({loose})")]
        second.choices = [(one.key, str(one)) for one in takers]


class TeamForm(forms.Form):
    """A team: its name and where it works."""

    title = forms.CharField(label=_("Name of the team"), max_length=120)
    area = PlaceField(areas, label=_("Where it works"))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, team: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if team is not None:
            del self.fields["area"]


class MemberForm(forms.Form):
    """Who comes into a team."""

    email = forms.EmailField(
        label=_("The e-mail address of their account"), widget=forms.EmailInput(attrs=QUIET),
        help_text=_("Everybody in the team gets a letter with their name and yours."),
    )  # fmt: skip

    def clean_email(self) -> Person:
        """Somebody with an account."""
        found = Person.objects.filter(email=self.cleaned_data["email"].strip().lower(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has an account with this address."))
        return found


def membership_of(rows: Sequence[Membership], pk: str) -> Membership | None:
    """The one of these that a button means."""
    return next((row for row in rows if str(row.pk) == pk), None)
