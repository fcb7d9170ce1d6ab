"""A few statements that are read to somebody: as many as people answer while they stand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.conversations.access import asked_home, home
from wijk.conversations.models import Conversation, Statement
from wijk.helping.actions import Voted
from wijk.helping.forms.asked import ask_home, places_to_tell
from wijk.helping.models import SPOKEN, WRITTEN, Stop

#: Statements on one form: with the other boxes never more than `forms.writing.MOST_FIELDS`.
MOST_STATEMENTS = 5
STOP = "stop:"
CHOICES = (("agree", _("Agree")), ("disagree", _("Disagree")), ("pass", _("Pass")), ("", _("Not answered")))


class VoteForm(forms.Form):
    """The answers of somebody who is asked at a stand, at the counter, by telephone."""

    at = forms.ChoiceField(label=_("Where they tell it"))
    agreed = forms.ChoiceField(
        label=_("They agree"), widget=forms.RadioSelect,
        choices=[(SPOKEN, _("Yes, they said so")), (WRITTEN, _("Yes, in writing"))],
    )  # fmt: skip
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)
    asked = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, conversation: Conversation, statements: Sequence[Statement], stops: Sequence[Stop], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.conversation, self.stops = conversation, {f"{STOP}{row.key}": row for row in stops}
        field = self.fields["at"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = places_to_tell(self.stops)
        ask_home(self, asked_home(conversation), home(conversation))
        self.names = {f"s{row.number}": row.number for row in statements[:MOST_STATEMENTS]}
        for row in statements[:MOST_STATEMENTS]:
            self.fields[f"s{row.number}"] = forms.ChoiceField(
                label=row.text.to(), required=False, widget=forms.RadioSelect, choices=CHOICES
            )

    def voted(self) -> Voted:
        """What the verb wants to know."""
        told = self.cleaned_data
        votes = {number: told[name] for name, number in self.names.items() if told.get(name)}
        return Voted(
            self.conversation, votes, told["agreed"], self.stops.get(told["at"]), bool(told.get("lives")), told.get("pass", "")
        )  # fmt: skip
