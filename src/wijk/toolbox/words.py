"""With which words does the toolbox sort its cards? Codes with their labels; codes are stable, labels are translated."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy, override

from wijk.core.text import LANGUAGES, Text

_ = gettext_lazy

PURPOSES: dict[str, Any] = {
    "inform": _("Inform"),
    "understand": _("Understand"),
    "imagine": _("Imagine"),
    "choose": _("Choose"),
    "design": _("Design"),
    "decide": _("Decide"),
    "build": _("Build"),
    "keep-alive": _("Keep alive"),
}
#: The six levels of participation, from the lightest promise to the heaviest.
LEVELS: dict[str, Any] = {
    "inform": _("Information and awareness-raising"),
    "consult": _("Consultation"),
    "concert": _("Concertation"),
    "negotiate": _("Negotiation"),
    "coproduce": _("Co-production"),
    "comanage": _("Co-management"),
}
LEVEL_ORDER = tuple(LEVELS)
#: What each level promises, in words for everybody.
PROMISES: dict[str, Any] = {
    "inform": _("We tell you in time and in plain words what happens; there is nothing to decide together."),
    "consult": _("We ask what you think, and say what we did with it and why. We decide."),
    "concert": _("We look for a solution together and come back to you before we decide. We decide."),
    "negotiate": _("We look for an agreement; without it, nothing changes."),
    "coproduce": _("We make it and decide it together, from beginning to end."),
    "comanage": _("We decide, carry it out, keep it and look back on it together."),
}
PHASES: dict[str, Any] = {
    "explore": _("Exploring"),
    "frame": _("Agreeing how"),
    "diagnose": _("Diagnosis"),
    "envision": _("Vision"),
    "design": _("Design"),
    "decide": _("Decision"),
    "realise": _("Realisation"),
    "keep": _("Use and upkeep"),
}
PHASE_ORDER = tuple(PHASES)
SCALES: dict[str, Any] = {"small": _("Small"), "typical": _("Typical"), "large": _("Large")}
#: By which way a card reaches people.
CHANNELS: dict[str, Any] = {
    "meeting": _("A meeting"),
    "outside": _("In the street"),
    "door": _("At the door"),
    "paper": _("On paper"),
    "online": _("Online"),
    "house": _("A place to walk into"),
}
#: Ways for people who do not come to meetings and are not online.
BEYOND_MEETINGS = frozenset({"outside", "door", "paper"})
MOMENTS: dict[str, Any] = {
    "evening": _("Weekday evening"),
    "afternoon": _("Weekday afternoon"),
    "wednesday": _("Wednesday afternoon"),
    "saturday": _("Saturday morning"),
    "sunday": _("Sunday afternoon"),
}
PLACES: dict[str, Any] = {
    "street": _("Street or square"),
    "park": _("Park or playground"),
    "estate": _("Housing estate"),
    "building": _("Building or site"),
    "neighbourhood": _("Whole neighbourhood"),
    "city": _("Whole city"),
}
OWNERS: dict[str, Any] = {
    "facilitator": _("Neighbourhood facilitator"),
    "service": _("Responsible service"),
    "clerk": _("Administrative staff"),
    "manager": _("Programme manager"),
    "expert": _("External participation expert"),
}


def in_all(message: str, **fields: Any) -> Text:
    """A marked sentence in all three languages, its fields filled in (a `Text` in the same language)."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            words = {k: v.to(language) if isinstance(v, Text) else v for k, v in fields.items()}
            told[language] = gettext(message).format(**words)
    return Text(told)


def label(words: dict[str, Any], code: str) -> Text:
    """The label of a code in all three languages."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            told[language] = str(words.get(code, code))
    return Text(told)
