"""What do we ask of somebody who comments, supports, or says their own words otherwise?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.contributions import checking
from wijk.contributions.models import Opening
from wijk.contributions.words import SECTION_WORDS
from wijk.ui.forms import OWN_NAMES


class CommentForm(forms.Form):
    """What somebody says to it."""

    section = forms.ChoiceField(label=_("You are"), choices=list(SECTION_WORDS.items()), widget=forms.RadioSelect)
    body = forms.CharField(label=_("What do you want to say?"), widget=forms.Textarea(attrs={"rows": 5}))
    language = forms.ChoiceField(label=_("You write in"), choices=list(OWN_NAMES.items()))
    shown_as = forms.CharField(
        label=_("Name that everybody sees"), required=False, max_length=checking.LONGEST_NAME,
        help_text=_("Leave it open, and no name is shown."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send one letter, so that you confirm that it was you. The address is not kept."),
    )
    to = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    def __init__(self, *args: Any, opening: Opening, signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in or opening.who != "confirmed":
            del self.fields["email"]


class SupportForm(forms.Form):
    """Where we send the link."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a link. With it you count once; the address itself is not kept."),
    )


class EditForm(forms.Form):
    """One's own words, said otherwise."""

    title = forms.CharField(label=_("In a few words"), max_length=checking.LONGEST_TITLE * 2)
    body = forms.CharField(label=_("Tell more"), required=False, widget=forms.Textarea(attrs={"rows": 6}))
    revision = forms.IntegerField(widget=forms.HiddenInput)
