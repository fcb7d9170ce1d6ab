"""What people type about accounts."""

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wijk.accounts.queries import ROLE_NAMES
from wijk.territory.queries import place_options
from wijk.ui.choosing import PlaceField

#: Roles are given in areas, not in perimeters.
areas = partial(place_options, perimeters=False)


class ProfileForm(forms.Form):
    """One's own name and language."""

    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("How we call you in letters. Colleagues with office work see it too.")
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of our letters"), choices=lambda: settings.LANGUAGES)


class EraseForm(forms.Form):
    """One tick, so that nobody is erased by accident."""

    sure = forms.BooleanField(
        label=_("Yes, erase my account. I know that this cannot be undone."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )


class RoleForm(forms.Form):
    """A role in an area."""

    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(ROLE_NAMES.items()))
    area = PlaceField(areas)


class InvitationForm(RoleForm):
    """Whom to invite, and to what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=lambda: settings.LANGUAGES)
    field_order = ("email", "role", "area", "language")


class SearchForm(forms.Form):
    """What the list of people is narrowed by."""

    q = forms.CharField(label=_("Name, or the whole e-mail address"), required=False, max_length=254)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=lambda: [("", _("any")), *ROLE_NAMES.items()])

    def asked(self) -> dict[str, Any]:
        """What was asked; nonsense asks nothing."""
        return self.cleaned_data if self.is_valid() else {"q": "", "role": ""}
