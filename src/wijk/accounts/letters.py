"""The letters of this room, in the language of who gets them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.accounts.models import Invitation
from wijk.accounts.queries import area_names, role_name
from wijk.core import outbox
from wijk.core.models import Setting
from wijk.core.text import Text


def city_name(language: str) -> str:
    """What the city is called in a language; "wijk" before it has a name."""
    told = Setting.objects.filter(name="city").values_list("value", flat=True).first() or {}
    return Text(told.get("name")).to(language) or "wijk"


def invitation(sent: Invitation, *, token: str, site: str) -> None:
    """Put the letter of an invitation into the outbox; the only place where its token stands."""
    with override(sent.language):
        city = city_name(sent.language)
        where = area_names([sent.area])[sent.area] if sent.area else city
        link = f"{site.rstrip('/')}{reverse('accounts:invitation', args=[token])}"
        said = {"city": city, "where": where, "role": role_name(sent.role)}
        subject = _("You are invited to {city}").format(**said)
        body = _(
            "Good day,\n\n"
            "{city} invites you to take up the role “{role}” in {where}.\n\n"
            "Open this link to accept; it works once, until {until}:\n\n{link}\n\n"
            "If you did not expect this letter, you need not do anything."
        ).format(**said, until=f"{sent.expires_at:%d/%m/%Y}", link=link)
        outbox.write(to=sent.email, subject=subject, body=body, language=sent.language)
