"""What people type: a statement of their own; at the desk a whole conversation, a list of statements, a translation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.conversations.actions import Plan
from wijk.conversations.models import Conversation
from wijk.core.text import LANGUAGES
from wijk.territory.queries import place_options
from wijk.ui.choosing import PlaceField
from wijk.ui.forms import OWN_NAMES, TextForm

#: Languages in which people may write; the site speaks the first three.
SPOKEN = {
    **OWN_NAMES, "de": "Deutsch", "es": "Español", "it": "Italiano", "pt": "Português", "pl": "Polski", "ro": "Română",
    "bg": "Български", "tr": "Türkçe", "ar": "العربية", "uk": "Українська", "ru": "Русский",
}  # fmt: skip
WHO_WORDS = [
    ("anybody", _("Everybody, without an account")),
    ("confirmed", _("Whoever says in which neighbourhood they live")),
    ("account", _("Whoever has an account")),
    ("resident", _("Whoever showed that they live here")),
]
TOTALS_WORDS = [
    ("voted", _("On each statement whoever voted on it, also in the report")),
    ("always", _("Everybody, at any time")),
    ("closed", _("Nobody before the conversation is closed")),
]


class StatementForm(forms.Form):
    """One statement of one's own."""

    text = forms.CharField(label=_("Your statement"), widget=forms.Textarea(attrs={"rows": 3}))
    language = forms.ChoiceField(label=_("Language in which you wrote it"), choices=list(SPOKEN.items()))

    def __init__(self, *args: Any, longest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["maxlength"] = longest
        self.fields["text"].help_text = _(
            "One thought in one sentence, which others can agree or disagree with. At most {most} letters. Name nobody."
        ).format(most=longest)  # fmt: skip


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class ConversationForm(TextForm):
    """All that is said of a conversation before it opens."""

    texts = {
        "title": _("Title"),
        "intro": _("What it is about"),
        "fixed": _("What cannot change"),
        "fixed_by": _("Who decided so"),
        "fixed_why": _("And why"),
    }
    long_texts = ("intro", "fixed", "fixed_why")
    needed = ("title",)
    helps = {"fixed": _("People read this before they are asked anything. Without it the conversation does not open.")}

    place = PlaceField(place_options)
    process = forms.SlugField(
        label=_("Process"),
        required=False,
        max_length=80,
        help_text=_("The last part of the address of its page; empty if it belongs to none."),
    )
    who = forms.ChoiceField(label=_("Who may vote"), choices=WHO_WORDS)
    adding = forms.BooleanField(label=_("People may add statements"), required=False, initial=True)
    before = forms.BooleanField(
        label=_("A moderator reads what people add before others see it"), required=False, initial=True
    )
    longest = forms.IntegerField(label=_("Longest statement, in letters"), min_value=140, max_value=280, initial=200)
    threshold = forms.IntegerField(
        label=_("Show results from so many voices on"), min_value=5, max_value=1000, initial=10
    )
    totals = forms.ChoiceField(
        label=_("Who sees how others voted"), choices=TOTALS_WORDS, initial="voted",
        help_text=_("Others’ votes weigh on one’s own. This holds for pages, files and programs alike; after the end everybody sees it."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages of the conversation"), choices=list(SPOKEN.items()), initial=list(LANGUAGES),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    opens_at = forms.DateTimeField(label=_("Votes are taken from"), required=False, widget=_moment())
    closes_at = forms.DateTimeField(
        label=_("until"),
        required=False,
        widget=_moment(),
        help_text=_("In the time of the city. Empty: until you close it."),
    )

    def plan(self) -> Plan:
        """What was typed."""
        told = dict(self.cleaned_data)
        plain = ("process", "who", "adding", "before", "longest", "threshold", "totals", "opens_at", "closes_at")
        said: dict[str, Any] = {name: self.text(name) for name in self.texts} | {name: told[name] for name in plain}
        return Plan(**said, languages=tuple(told["languages"]))


def told_of(row: Conversation) -> dict[str, Any]:
    """The conversation as the form shows it."""
    names = (
        "title", "intro", "fixed", "fixed_by", "fixed_why", "place", "process", "who", "adding", "before", "longest", "threshold",
        "totals", "languages", "opens_at", "closes_at",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names}


class SeedForm(forms.Form):
    """A list of statements, one a line."""

    lines = forms.CharField(
        label=_("Statements, one a line"), widget=forms.Textarea(attrs={"rows": 8}), max_length=150_000
    )
    language = forms.ChoiceField(label=_("Language in which they are written"), choices=list(SPOKEN.items()))


class TranslationForm(forms.Form):
    """One statement in another language."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    language = forms.CharField(max_length=8, widget=forms.HiddenInput)
    text = forms.CharField(required=False, max_length=1000)
    how = forms.ChoiceField(choices=[("person", _("a person")), ("machine", _("a machine"))])
    by = forms.CharField(required=False, max_length=80)
