"""What people type about the stand: its tours, its stops, and who was met."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.helping.actions import StopTerms
from wijk.helping.forms.placed import place_value, place_words, where_of
from wijk.helping.models import Stop
from wijk.territory.queries import place_options
from wijk.ui.choosing import PlaceField
from wijk.ui.forms import OWN_NAMES, DayInput, TextForm

MOST_HOSTS = 20


class TourForm(TextForm):
    """A tour: what it is called, what it is for, where it goes."""

    texts = {"title": _("Title"), "intro": _("What it is for")}
    long_texts = ("intro",)
    needed = ("title",)
    place = PlaceField(place_options, label=_("Where it goes"))
    active = forms.BooleanField(label=_("Shown to everybody"), required=False, initial=True)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class StopForm(TextForm):
    """A stop: where and when, who is there, what goes along."""

    texts = {"offer": _("What there is to do")}
    long_texts = ("offer",)
    place_words = place_words()
    place = place_value()
    day = forms.DateField(label=_("Day"), widget=DayInput())
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("To"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    languages = forms.MultipleChoiceField(
        label=_("Languages of those who stand there"), choices=list(OWN_NAMES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    hosts = forms.CharField(
        label=_("Who stands there"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The e-mail addresses of their accounts, one on each line. While the stop lasts they can write down what people say."),
    )  # fmt: skip
    kit = forms.CharField(
        label=_("What goes along"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One thing on each line."),
    )  # fmt: skip
    ready = forms.MultipleChoiceField(label=_("Ready"), required=False, widget=forms.CheckboxSelectMultiple)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, stop: Stop | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        things = [(row["what"], row["what"]) for row in (stop.kit if stop else ())]
        if things:
            ready = self.fields["ready"]
            assert isinstance(ready, forms.ChoiceField)
            ready.choices = things
        else:
            del self.fields["ready"]
        offers = [name for name in self.fields if name.startswith("offer_")]
        self.order_fields(
            ["place_words", "place", "day", "begins", "ends", *offers, "languages", "hosts", "kit", "ready"]
        )

    @classmethod
    def start(cls, stop: Stop) -> dict[str, Any]:
        """What stands in the form at first."""
        begins, ends = timezone.localtime(stop.starts_at), timezone.localtime(stop.ends_at)
        told: dict[str, Any] = {f"offer_{language}": said for language, said in stop.offer.items()}
        return told | {
            "place_words": stop.spot, "day": begins.date(), "begins": begins.time(), "ends": ends.time(), "languages": stop.languages,
            "hosts": "\n".join(person.email or "" for person in stop.hosts.all()), "revision": stop.revision,
            "kit": "\n".join(row["what"] for row in stop.kit), "ready": [row["what"] for row in stop.kit if row["ready"]],
            "place": f"area:{stop.area}" if stop.area and stop.lon is None else "",
        }  # fmt: skip

    def clean_hosts(self) -> list[Person]:
        """People with an account."""
        asked = list(
            dict.fromkeys(line.strip().lower() for line in self.cleaned_data["hosts"].splitlines() if line.strip())
        )
        if len(asked) > MOST_HOSTS:
            raise forms.ValidationError(_("These are too many. Twenty people at one stop are enough."))
        found = {person.email: person for person in Person.objects.filter(email__in=asked, is_active=True)}
        if lacking := [address for address in asked if address not in found]:
            raise forms.ValidationError(
                _("Nobody has an account with this address: {which}").format(which=", ".join(lacking)[:200])
            )
        return [found[address] for address in asked]

    def clean(self) -> dict[str, Any]:
        """A place."""
        told = super().clean()
        told["where"] = where_of(self, told, free=True)
        return told

    def terms(self) -> StopTerms:
        """What the verb wants to know. Times are those of the city."""
        told = self.cleaned_data
        begins, ends = (timezone.make_aware(datetime.combine(told["day"], told[name])) for name in ("begins", "ends"))
        return StopTerms(
            words=told["place_words"], starts_at=begins, ends_at=ends, where=told["where"], languages=told["languages"],
            offer=self.text("offer"), kit=told["kit"].splitlines(), ready=told.get("ready", ()), hosts=told["hosts"],
        )  # fmt: skip


class CountForm(forms.Form):
    """Who was met at a stop."""

    talked = forms.IntegerField(label=_("People you talked with"), min_value=0, max_value=100_000)
    newcomers = forms.IntegerField(
        label=_("Of these: first time"), min_value=0, max_value=100_000, initial=0,
        help_text=_("People who never took part before, as far as they say so."),
    )  # fmt: skip
    sheets = forms.IntegerField(label=_("Sheets handed out"), min_value=0, max_value=100_000, initial=0)
    notes = forms.CharField(
        label=_("Notes for the team"), required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The weather, what to do otherwise. Not for everybody."),
    )  # fmt: skip
