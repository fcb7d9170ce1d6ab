"""Where django-allauth meets the house: its letters go through the outbox, its new accounts into the trail."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from wijk.accounts import actions
from wijk.accounts.models import Person
from wijk.core import city, outbox
from wijk.core.text import LANGUAGES

#: Where a session keeps the invitation that somebody opened before they had an account.
INVITED = "invitation"


def display(person: Person) -> str:
    """What pages and letters call somebody."""
    return person.name or person.email or ""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by e-mail."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter of allauth into the outbox, in the language of who gets it."""
        known = Person.objects.filter(email=email.lower()).values_list("language", flat=True).first()
        language = known or (get_language() or LANGUAGES[0]).split("-")[0]
        with override(language):
            site = {"name": city.name(language), "domain": self._domain()}
            told = {"request": allauth_context.request, "email": email, "current_site": site} | context
            message = self.render_mail(template_prefix, email, told)
            outbox.write(to=email, subject=message.subject, body=str(message.body), language=language, insists=True)

    def _domain(self) -> str:
        request = allauth_context.request
        return request.get_host() if request else "localhost"

    def format_email_subject(self, subject: Any) -> str:
        """The subject as it is: the sender says who writes."""
        return str(subject)

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        """Keep a new account with its entry in the trail."""
        with transaction.atomic():
            person: Person = super().save_user(request, user, form, commit=False)
            return actions.register(person=person, language=get_language() or "") if commit else person

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the invitation that brought somebody here, where there is one."""
        token = request.session.pop(INVITED, None)
        return reverse("accounts:invitation", args=[token]) if token else str(super().get_login_redirect_url(request))

    def get_client_ip(self, request: HttpRequest) -> str:
        """For the rate limits."""
        return str(super().get_client_ip(request))


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Accounts by OpenID Connect."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Person:
        """Take over the name; first and last names are not kept apart."""
        person: Person = sociallogin.user
        told = data.get("name") or f"{data.get('first_name') or ''} {data.get('last_name') or ''}"
        person.email, person.name = data.get("email") or None, " ".join(told.split())[:120]
        return person

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Person:
        """Keep a new account with its entry in the trail."""
        with transaction.atomic():
            person: Person = super().save_user(request, sociallogin, form)
            return actions.register(person=person, language=get_language() or "")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors; their secrets are sealed in the database."""

    def _box(self) -> Fernet:
        digest = hashlib.sha256(b"wijk second factor\x00" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))

    def encrypt(self, text: str) -> str:
        """Seal a secret with the key of this installation."""
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return self._box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What an authenticator app calls the city."""
        return city.name((get_language() or "").split("-")[0])
