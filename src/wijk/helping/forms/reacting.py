"""What do we ask of somebody who notes that another supports something, or what they say to it?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.contributions.access import asked_home, home
from wijk.contributions.models import Contribution
from wijk.helping.actions import Reaction
from wijk.helping.forms.asked import ask_home, places_to_tell
from wijk.helping.models import SPOKEN, WRITTEN, Stop
from wijk.ui.forms import OWN_NAMES

STOP = "stop:"
SECTIONS = (
    ("for", _("They are for it")),
    ("against", _("They are against it")),
    ("question", _("They have a question")),
    ("other", _("They say something else")),
)
#: One choice: what they do with it, and for words in which sense.
WHAT = (("support", _("They support it, without words")), *SECTIONS)


class ReactForm(forms.Form):
    """A support, or a comment, of somebody who is asked at a stand, at the counter, by telephone."""

    what = forms.ChoiceField(label=_("What they do"), choices=WHAT, widget=forms.RadioSelect)
    body = forms.CharField(
        label=_("What they say"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In their own words. Leave it open where they only support it."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("They speak"), choices=list(OWN_NAMES.items()))
    at = forms.ChoiceField(label=_("Where they tell it"))
    agreed = forms.ChoiceField(
        label=_("They agree"), widget=forms.RadioSelect,
        choices=[(SPOKEN, _("Yes, they said so")), (WRITTEN, _("Yes, in writing"))],
    )  # fmt: skip
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, contribution: Contribution, stops: Sequence[Stop], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contribution, self.stops = contribution, {f"{STOP}{row.key}": row for row in stops}
        field = self.fields["at"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = places_to_tell(self.stops)
        ask_home(self, asked_home(contribution.opening), home(contribution.opening))

    def clean(self) -> dict[str, Any]:
        """Words stand where something is said, and nowhere else: what was typed is never lost without a word."""
        told = super().clean() or self.cleaned_data
        words = told.get("body", "").strip()
        if told.get("what") == "support" and words:
            self.add_error("what", _("They say something, too. Choose how they mean it, or leave the words out."))
        if told.get("what") not in (None, "support") and not words:
            self.add_error("body", _("Write what they say, or choose that they support it without words."))
        return told

    def reaction(self) -> Reaction:
        """What the verb wants to know."""
        told = self.cleaned_data
        stop = self.stops.get(told["at"])
        support = told["what"] == "support"
        return Reaction(
            self.contribution, "support" if support else "comment", told["language"], told["agreed"],
            channel="stand" if stop else told["at"], section="" if support else told["what"], body="" if support else told["body"],
            stop=stop, lives=bool(told.get("lives")), pass_code=told.get("pass", ""),
        )  # fmt: skip
