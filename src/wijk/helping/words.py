"""How are things of this room called on a page?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wijk.helping.models import SELF, SPOKEN, WRITTEN

STATE_WORDS: dict[str, Any] = {
    "open": _("open"),
    "assigned": _("with a service"),
    "accepted": _("accepted"),
    "refused": _("refused"),
    "answered": _("answered"),
    "done": _("done"),
    "reopened": _("asked again"),
    "needs_nothing": _("needs nothing from us"),
}
STATE_LOOKS = {
    "open": "", "assigned": "info", "accepted": "ok", "refused": "bad", "answered": "info", "done": "ok", "reopened": "warn",
    "needs_nothing": "",
}  # fmt: skip
AGREED: dict[str, Any] = {
    SPOKEN: _("They agreed to it in words."),
    WRITTEN: _("They agreed to it in writing."),
    SELF: _("They wrote it themselves, at a screen of ours."),
}
