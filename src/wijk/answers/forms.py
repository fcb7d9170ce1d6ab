"""What does the desk say in an answer, and the office of services, routes, reasons and ready words?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.answers.models import Reason, Service
from wijk.answers.wording import CHOICES, OUTCOME_WORDS
from wijk.contributions.models import Category, Kind, Opening
from wijk.territory.queries import place_options
from wijk.ui.choosing import PlaceField
from wijk.ui.forms import OWN_NAMES, DayInput, TextForm

Choices = Sequence[tuple[str, Any]]
DESK = "-"


class AnswerForm(forms.Form):
    """An answer: yes, no with a reason, or words."""

    outcome = forms.ChoiceField(label=_("What is the answer?"), choices=list(CHOICES.items()), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("The reason, where it is no"), required=False, help_text=_("From the public list. A refusal without a reason is not saved.")
    )  # fmt: skip
    text = forms.CharField(
        label=_("The answer, in your own words"), max_length=6000, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Everybody reads it. Say something about this question itself, and no names, addresses or numbers of people."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the answer"), choices=list(OWN_NAMES.items()))
    follows = forms.CharField(
        label=_("What follows, where it is yes"),
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    by = forms.ChoiceField(label=_("Who does it"), required=False)
    by_when = forms.DateField(label=_("By when"), required=False, widget=DayInput())
    private = forms.CharField(
        label=_("To the author alone"), required=False, max_length=1200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as whom they can call. It goes into the letter to them, is shown to nobody else and is not kept."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, reasons: Sequence[Reason], by: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(
            self, "reason", [("", _("no reason: it is not refused")), *((row.code, row.title.to()) for row in reasons)]
        )
        _choose(self, "by", [("", _("nobody: nothing follows")), *by])


class ForwardForm(forms.Form):
    """Pass it on."""

    to = forms.ChoiceField(label=_("To whom"))
    text = forms.CharField(
        label=_("Why, for everybody to read"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, services: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(
            self, "to", [*((row.key, row.title.to()) for row in services), (DESK, _("the neighbourhood facilitators"))]
        )


class MergeForm(forms.Form):
    """Take it together with another."""

    into = forms.CharField(
        label=_("The other one"),
        max_length=200,
        help_text=_("The address of its page, or the ten signs at the end of it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_into(self) -> str:
        """The key, whether the whole address was pasted or only its end."""
        return str(self.cleaned_data["into"]).strip().rstrip("/").rpartition("/")[2][:12]


class AgainForm(forms.Form):
    """Its author asks again."""

    text = forms.CharField(
        label=_("What is missing in the answer?"), max_length=2500, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only those who answer read this. You can ask again once."),
    )  # fmt: skip


class QueueForm(forms.Form):
    """What of the queue one wants to see."""

    show = forms.ChoiceField(
        label=_("Show"), required=False,
        choices=[("", _("what waits")), ("late", _("what is late")), ("again", _("what was asked again")), ("answered", _("what was answered"))],
    )  # fmt: skip
    service = forms.ChoiceField(label=_("Service"), required=False)
    category = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args: Any, services: Sequence[Service], categories: Sequence[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(row.key, row.title.to()) for row in services]
        _choose(self, "service", [("", _("every service")), *named, (DESK, _("the neighbourhood facilitators"))])
        _choose(self, "category", [("", _("everything")), *((row.code, row.title.to()) for row in categories)])


class ServiceForm(TextForm):
    """A service."""

    texts = {"title": _("Name")}
    needed = ("title",)
    key = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Small letters, digits and hyphens. It never changes.")
    )
    days = forms.IntegerField(label=_("An answer within so many days"), min_value=1, max_value=400, initial=20)
    working = forms.BooleanField(
        label=_("Count working days: no weekends, public holidays or days on which the offices are closed"), required=False, initial=True
    )  # fmt: skip
    place = PlaceField(place_options, label=_("Where it works"))
    members = forms.CharField(
        label=_("Who answers for it"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("E-mail addresses of people with an account, one on each line. Not public."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EndForm(forms.Form):
    """Put a service out of use."""

    to = forms.ChoiceField(label=_("What waits there goes to"))

    def __init__(self, *args: Any, services: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(
            self, "to", [(DESK, _("the neighbourhood facilitators")), *((row.key, row.title.to()) for row in services)]
        )


class PlaceForm(forms.Form):
    """Something that might be said: where would it go?"""

    opening = forms.ChoiceField(label=_("Place to speak"), required=False)
    area = PlaceField(place_options, label=_("Area"))
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    category = forms.ChoiceField(label=_("About"), required=False)

    def __init__(
        self, *args: Any, openings: Sequence[Opening], kinds: Sequence[Kind], categories: Sequence[Category], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        every: Choices = [("", _("every one"))]
        _choose(self, "opening", [*every, *((row.key, row.title.to()) for row in openings)])
        _choose(self, "kind", [*every, *((row.code, row.title.to()) for row in kinds)])
        _choose(self, "category", [*every, *((row.code, row.title.to()) for row in categories)])


class RouteForm(PlaceForm):
    """What goes to a service."""

    service = forms.ChoiceField(label=_("Goes to"))
    days = forms.IntegerField(
        label=_("Days, where other than the service’s own"), required=False, min_value=1, max_value=400
    )
    field_order = ("service", "opening", "area", "kind", "category", "days")

    def __init__(self, *args: Any, services: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "service", [(row.key, row.title.to()) for row in services])


class FileForm(forms.Form):
    """Services or routes from a spreadsheet."""

    file = forms.FileField(
        label=_("A file with services or routes (CSV)"),
        help_text=_("Services: key, title_nl, title_fr, title_en, days, working, place. Routes: service, opening, area, kind, category, days."),
    )  # fmt: skip


class ReasonForm(TextForm):
    """One row of the public list."""

    texts = {"title": _("In one sentence"), "words": _("What that means, and what one can still do")}
    long_texts = ("words",)
    needed = ("title", "words")
    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Small letters, digits and hyphens. It never changes.")
    )
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=30_000, initial=100)


class PhraseForm(TextForm):
    """Words that help to answer."""

    texts = {"title": _("Name"), "words": _("Ready words")}
    long_texts = ("words",)
    needed = ("title", "words")
    helps = {"words": _("They help to begin. An answer that says nothing more is not saved.")}
    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Small letters, digits and hyphens. It never changes.")
    )
    outcome = forms.ChoiceField(
        label=_("For an answer that is"), required=False,
        choices=[("", _("any")), *((code, words) for code, words in OUTCOME_WORDS.items() if code != "forwarded")],
    )  # fmt: skip
    service = forms.ChoiceField(label=_("Service"), required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, services: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "service", [("", _("every service")), *((row.key, row.title.to()) for row in services)])


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]
