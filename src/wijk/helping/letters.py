"""What do we write to who lists something without an account? One letter, with the link by which it is theirs."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.core import outbox
from wijk.core.site import absolute
from wijk.core.text import LANGUAGES
from wijk.helping import access
from wijk.helping.models import CitizensAction


def ask_confirmation(action: CitizensAction, to: str) -> None:
    """Ask whether the address is theirs. It is written here, and kept nowhere."""
    tongue = action.language if action.language in LANGUAGES else LANGUAGES[0]
    with override(tongue):
        link = absolute(reverse("helping:own_action", args=[access.own_token(action)]))
        body = "\n\n".join(
            (
                _("You listed “{title}”.").format(title=action.title),
                _("Confirm it here: {link}").format(link=link),
                _(
                    "By the same link you can take it off the list later. Keep this letter: we do not keep your address."
                ),
                _("Was this not you? Then do nothing: it is never shown, and forgotten after a week."),
            )
        )
        outbox.write(
            to=to, subject=_("Confirm what you listed"), body=body, language=tongue, key=f"action-{action.key}", insists=True
        )  # fmt: skip
