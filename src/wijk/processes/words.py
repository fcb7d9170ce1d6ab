"""Which words does a page have for the codes of this room?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

STATE_WORDS: dict[str, Any] = {
    "draft": _("in preparation"),
    "announced": _("coming"),
    "running": _("running"),
    "closed": _("finished"),
    "stopped": _("stopped"),
}
STATE_LOOKS = {"draft": "dashed", "announced": "info", "running": "ok", "closed": "", "stopped": "bad"}
PHASE_WORDS: dict[str, Any] = {"planned": _("still to come"), "open": _("open now"), "closed": _("finished")}
PROMISE_WORDS: dict[str, Any] = {
    "information": _("information"),
    "answers": _("answers to what people said"),
    "minutes": _("minutes of meetings"),
    "report": _("a report"),
    "decision": _("a decision with its reasons"),
    "training": _("training"),
    "evaluation": _("an evaluation"),
    "other": _("something else"),
}
DONE_WORDS: dict[str, Any] = {"owed": _("still owed"), "kept": _("given"), "not_given": _("not given")}
DONE_LOOKS = {"owed": "warn", "kept": "ok", "not_given": "bad"}
LIVING_WORDS: dict[str, Any] = {
    "yes": _("People live there already."),
    "partly": _("Some people live there already; others will come."),
    "no": _("Nobody lives there yet."),
}
DECISION_RULES: dict[str, Any] = {
    "consensus": _("by consensus: everybody agrees"),
    "consent": _("by consent: nobody has a reasoned objection"),
    "majority": _("by majority of the votes"),
    "absolute": _("by majority of all members"),
    "qualified": _("by qualified majority"),
    "advice": _("gives advice; somebody else decides"),
}
TRAINED_WORDS: dict[str, Any] = {"participants": _("participants"), "staff": _("field staff")}
PART_WORDS: dict[str, Any] = {
    "elected": _("What remains with the elected organs"),
    "rights": _("What those who take part may count on"),
    "duties": _("What is asked of them, and of the city"),
    "living": _("Do people live there already?"),
    "future": _("Who speaks for the people who will live there"),
    "expectations": _("What nobody should expect of this"),
    "information": _("How people are kept informed"),
    "change": _("How this framework can be changed"),
}
