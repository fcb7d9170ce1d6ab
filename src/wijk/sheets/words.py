"""What are states, ways and reasons called?"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wijk.core.text import LANGUAGES, Text
from wijk.sheets.models import Reason, State

STATES = {
    State.PRINTED: _("printed"),
    State.GIVEN: _("handed out"),
    State.BACK: _("being typed"),
    State.SECOND: _("waits for the second person"),
    State.DIFFERS: _("typed differently, waits for a third person"),
    State.READY: _("typed, on its way"),
    State.WRONG: _("refused, to be corrected"),
    State.TAKEN: _("taken in"),
    State.VOID: _("void"),
}
#: How a state looks: see the component "tag".
LOOKS = {
    State.PRINTED: "dashed", State.GIVEN: "", State.BACK: "info", State.SECOND: "info", State.DIFFERS: "warn",
    State.READY: "info", State.WRONG: "bad", State.TAKEN: "ok", State.VOID: "dashed",
}  # fmt: skip
WAYS = {
    "counter": _("at the counter"),
    "stand": _("at a stand"),
    "box": _("in a letterbox for sheets"),
    "post": _("by post"),
}
REASONS = {
    Reason.BLANK: _("nothing stands on it"),
    Reason.UNREADABLE: _("it cannot be read"),
    Reason.LATE: _("it came too late"),
    Reason.WITHDRAWN: _("whoever filled it in takes it back"),
    Reason.UNUSED: _("it was never handed out"),
    Reason.LOST: _("it was lost"),
}


def reason_text(reason: str) -> Text:
    """A reason in every language, for the trail."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(REASONS[Reason(reason)])
    return Text(said)
