"""What does an author hear of a decision about their words? In a letter by the room that knows their address."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wijk.core.providers import WritesBack
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.moderation import limits, queries
from wijk.moderation.models import Item, Verdict
from wijk.moderation.words import in_all

_TITLES: dict[str, Any] = {
    "show": _("What you said is shown now"),
    "hide": _("What you said is hidden"),
    "propose": _("What you said is hidden, and a second person looks at it"),
    "remove": _("What you said was removed"),
    "keep": _("What you said stays hidden"),
    "grant": _("Your appeal was granted"),
    "dismiss": _("Your appeal was dismissed"),
}
_WHAT: dict[str, Any] = {
    "show": _("One of us looked at it. Everybody can read it now."),
    "hide": _("One of us looked at it and hid it. Nobody reads it for now; it was not thrown away."),
    "propose": _(
        "One of us hid it and asks for its removal. A second person looks at that, and you hear what they say."
    ),
    "remove": _("Two of us looked at it and removed it. Its place stays, with the reason."),
    "keep": _("A second person looked at it: it is not removed, and stays hidden."),
    "grant": _("Another moderator agrees with you. Everybody can read it again."),
    "dismiss": _("Another moderator, who had no part in the first decision, looked at it and came to the same."),
}
_WHY = _("The reason: {title}. {words}")
_HOW = _(
    "You do not agree? Open the page below within {days} days and say why in a few words. Another moderator looks at it."
)
#: Decisions against which one may appeal.
_OPEN = ("hide", "remove", "keep")


def tell(item: Item, verdict: Verdict) -> None:
    """Write to the author, inside the verb; each decision once. Nothing where their room knows no address."""
    subject = Subject.parse(item.subject)
    room: object = queries.provider(subject.kind)
    if not isinstance(room, WritesBack):
        return
    appealable = verdict.choice in _OPEN
    path = queries.appeal_path(item, verdict) if appealable else "rules-of-speaking/"
    key = f"moderation-{item.key}-{verdict.pk}"
    verdict.told = room.write(
        subject, key=key, title=in_all(_TITLES[verdict.choice]), body=_body(verdict, appealable), path=path
    )
    verdict.save(update_fields=["told"])


def _body(verdict: Verdict, appealable: bool) -> Text:
    parts = [in_all(_WHAT[verdict.choice])]
    if verdict.reason is not None:
        parts.append(in_all(_WHY, title=verdict.reason.title, words=verdict.reason.words))
    if verdict.note:
        parts.append(Text.of(verdict.note))
    if appealable:
        parts.append(in_all(_HOW, days=limits.of("appeal_days")))
    return Text({language: "\n\n".join(part.to(language) for part in parts) for language in LANGUAGES})
