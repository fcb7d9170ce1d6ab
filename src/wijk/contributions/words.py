"""How are states, sections, channels and the people who may speak called on a page?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

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
STEP_WORDS: dict[str, Any] = {
    "open": _("It is open"),
    "assigned": _("It came to a service"),
    "accepted": _("It was accepted"),
    "refused": _("It was refused"),
    "answered": _("It was answered"),
    "done": _("It was done"),
    "reopened": _("It was asked again"),
    "needs_nothing": _("It needs nothing from us"),
    "edited": _("Its author changed the words"),
    "merged": _("It was taken together with another"),
    "parted": _("It stands by itself again"),
    "moved": _("It was moved to another place or category"),
    "withdrawn": _("Its author took it back"),
}
SECTION_WORDS: dict[str, Any] = {
    "for": _("For"),
    "against": _("Against"),
    "question": _("Question"),
    "other": _("Something else"),
}
SECTION_LOOKS = {"for": "ok", "against": "bad", "question": "info", "other": ""}
CHANNEL_WORDS: dict[str, Any] = {
    "web": "",
    "stand": _("said at a stand"),
    "counter": _("said at the counter"),
    "paper": _("written on paper"),
    "letter": _("sent by letter"),
    "phone": _("said by telephone"),
    "import": _("taken over from elsewhere"),
    "open311": _("sent by another program"),
}
WHO_WORDS: dict[str, Any] = {
    "anybody": _("Everybody, without any address"),
    "confirmed": _("Everybody, with an e-mail address that is confirmed"),
    "account": _("Whoever has an account"),
    "resident": _("Whoever lives there, also without an account"),
}
