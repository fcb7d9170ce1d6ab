"""The letters of this room, in the language of who gets them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.accounts.models import Invitation
from wijk.accounts.queries import area_names, role_name
from wijk.core import city, outbox


def invitation(sent: Invitation, *, token: str, site: str) -> None:
    """Put the letter of an invitation into the outbox; the only place where its token stands."""
    with override(sent.language):
        here = city.name(sent.language)
        where = area_names([sent.area])[sent.area] if sent.area else here
        link = f"{site.rstrip('/')}{reverse('accounts:invitation', args=[token])}"
        said = {"city": here, "where": where, "role": role_name(sent.role)}
        subject = _("You are invited to {city}").format(**said)
        body = _(
            "Good day,\n\n"
            "{city} invites you to take up the role “{role}” in {where}.\n\n"
            "Open this link to accept; it works once, until {until}:\n\n{link}\n\n"
            "If you did not expect this letter, you need not do anything."
        ).format(**said, until=f"{sent.expires_at:%d/%m/%Y}", link=link)
        outbox.write(to=sent.email, subject=subject, body=body, language=sent.language)
