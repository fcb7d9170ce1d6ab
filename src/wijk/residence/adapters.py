"""What comes back from a provider of identities? Where somebody lives, if they asked for that just now; and little of it stays."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.http import HttpRequest

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.core.errors import Refused
from wijk.residence import actions
from wijk.residence.queries.asking import claims

#: Where a session keeps that somebody asked for it, with the provider.
ASKED = "residence_asked"
#: What of the answer of a provider stays with the account: by it the page of sign-in ways says which account it is.
STAYS = ("sub", "name", "email", "preferred_username")


class TakesResidence(DefaultSocialAccountAdapter):
    """What OpenID Connect may say of where somebody lives; `config.adapters` puts it before what accounts do with the rest."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take the neighbourhood where it was asked for, then throw away what is not needed to sign in."""
        super().pre_social_login(request, sociallogin)
        account = sociallogin.account
        told = _claims(account.extra_data)
        provider = request.session.pop(ASKED, "")
        rules, viewer = claims().get(provider), _viewer(request)
        if provider == account.provider and rules is not None and viewer is not None:
            try:
                if _theirs(sociallogin, viewer):
                    actions.show_claims(viewer, provider=provider, claims=told, rules=rules)
            except Refused as fault:
                messages.error(request, str(fault))
        account.extra_data = {key: told[key] for key in STAYS if key in told}
        if account.pk:
            account.save(update_fields=["extra_data"])


def _claims(data: dict[str, Any]) -> dict[str, Any]:
    """What the provider says, from its answer as allauth keeps it; the page of the user goes before the signed token."""
    token, info = data.get("id_token"), data.get("userinfo")
    return {**(token if isinstance(token, dict) else {}), **(info if isinstance(info, dict) else {})} or dict(data)


def _viewer(request: HttpRequest) -> PersonViewer | None:
    return PersonViewer(request.user) if isinstance(request.user, Person) else None


def _theirs(sociallogin: Any, viewer: PersonViewer) -> bool:
    """Is this identity new, or that of whoever is signed in? That of another says nothing of them."""
    return not sociallogin.is_existing or sociallogin.user.pk == viewer.person.pk
