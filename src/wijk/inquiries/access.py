"""Who may do what in a public inquiry? Everybody reads what was announced; offices of its place keep it; four eyes blacken."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.inquiries.models import Document, Inquiry, Redaction, Remark, Rule, Theme

KEEPERS: tuple[Role, ...] = ("clerk", "manager", "administrator")
#: Who notes what others said: at the counter, in the hearing, from a letter.
HANDS: tuple[Role, ...] = ("clerk", "manager", "facilitator", "service", "administrator")
DRAFT, CHANGE, ADD = "inquiries.draft", "inquiries.change", "inquiries.add_document"
ANNOUNCE, EXTEND = "inquiries.announce", "inquiries.extend"
OPEN, CLOSE = "inquiries.open", "inquiries.close"
NOTE = "inquiries.note_remark"
THEME, GROUP = "inquiries.keep_theme", "inquiries.group_remark"
REPLY_THEME, REPLY = "inquiries.reply_theme", "inquiries.reply_remark"
REDACT, CONFIRM, LEAVE = "inquiries.redact", "inquiries.confirm_redaction", "inquiries.refuse_redaction"
HEARING, OPINION = "inquiries.set_hearing", "inquiries.note_opinion"
REPLIED, DECIDE = "inquiries.close_replies", "inquiries.record_decision"
RULE = "inquiries.keep_rule"

VERBS = [
    Verb.by(DRAFT, KEEPERS, _("Began to prepare the public inquiry “{title}”.")),
    Verb.by(CHANGE, KEEPERS, _("Changed what is said of the public inquiry “{title}”.")),
    Verb.by(ADD, KEEPERS, _("Laid “{title}” in the file of an inquiry, version {version}.")),
    Verb.by(ANNOUNCE, KEEPERS, _("Announced the public inquiry “{title}”: from {first} until {last}.")),
    Verb.by(EXTEND, KEEPERS, _("Extended the public inquiry “{title}” by {days} days, until {last}.")),
    Verb.by(OPEN, [], _("The public inquiry “{title}” opened."), "none"),
    Verb.by(CLOSE, [], _("The period of the public inquiry “{title}” ended, with {count} remarks."), "none"),
    Verb.by(NOTE, HANDS, _("Noted remark {number} of an inquiry.")),
    Verb.by(THEME, HANDS, _("Named a theme of an inquiry: “{title}”.")),
    Verb.by(GROUP, HANDS, _("Said which themes remark {number} of an inquiry is about: {count}.")),
    Verb.by(REPLY_THEME, HANDS, _("Wrote a reply to the theme “{title}” of an inquiry.")),
    Verb.by(REPLY, HANDS, _("Wrote a reply to remark {number} of an inquiry.")),
    Verb.by(REDACT, HANDS, _("Hid personal passages of remark {number}, until a second person has looked.")),
    Verb.by(
        CONFIRM,
        KEEPERS,
        _("Confirmed that personal passages of remark {number} stay hidden; what stood there is sealed."),
    ),
    Verb.by(LEAVE, KEEPERS, _("Put the words of remark {number} back: they are not personal.")),
    Verb.by(HEARING, KEEPERS, _("Noted the hearing of the public inquiry “{title}”.")),
    Verb.by(OPINION, KEEPERS, _("Noted which opinion belongs to the public inquiry “{title}”.")),
    Verb.by(REPLIED, KEEPERS, _("Every remark of the public inquiry “{title}” has a reply: {count}.")),
    Verb.by(DECIDE, KEEPERS, _("Noted what was decided after the public inquiry “{title}”.")),
    Verb.by(RULE, ["clerk", "administrator"], _("Set a legal period: “{title}”, {days} days.")),
]


def ground(place: str) -> str:
    """Rights are given in areas: an inquiry in a perimeter is of the whole city."""
    return "" if place.startswith("perimeter/") else place


def may(viewer: Viewer, verb: str, inquiry: Inquiry) -> bool:
    """May this viewer do it, where the inquiry is?"""
    return viewer.may(verb, ground(inquiry.place))


def check(viewer: Viewer, verb: str, inquiry: Inquiry) -> None:
    """NotAllowed for whoever may not."""
    if not may(viewer, verb, inquiry):
        raise NotAllowed(verb)


def open_shown(viewer: Viewer, key: str) -> Inquiry:
    """The inquiry with this key, for everybody; what is in preparation for its office alone. Absent otherwise."""
    row = _rows().filter(key=key).first()
    if row is None or (row.state == "draft" and not may(viewer, CHANGE, row)):
        raise Absent("inquiry")
    return row


def keep(viewer: Viewer, key: str, verb: str = NOTE) -> Inquiry:
    """The inquiry with this key, for who may do this with it. Absent otherwise."""
    row = _rows().filter(key=key).first()
    if row is None or not may(viewer, verb, row):
        raise Absent("inquiry")
    return row


def enter_office(viewer: Viewer) -> frozenset[str]:
    """The door of the office, for who works with inquiries anywhere: in which areas; "" is the whole city. Absent otherwise."""
    if viewer.may(NOTE):
        return frozenset({""})
    places: Any = getattr(viewer, "places", None)
    found: frozenset[str] = places(NOTE) if places else frozenset()
    if not found:
        raise Absent("inquiries")
    return found


def keep_remark(viewer: Viewer, inquiry: Inquiry, number: int) -> Remark:
    """A remark of an inquiry by its number. Absent where there is none."""
    rows = Remark.objects.select_related("contribution__author", "contribution__opening", "inquiry")
    row = rows.filter(inquiry=inquiry, number=number).first()
    if row is None:
        raise Absent("remark")
    return row


def keep_theme(viewer: Viewer, inquiry: Inquiry, key: str) -> Theme:
    """A theme of an inquiry. Absent where there is none."""
    row = Theme.objects.select_related("inquiry", "by").filter(inquiry=inquiry, key=key).first()
    if row is None:
        raise Absent("theme")
    return row


def keep_document(inquiry: Inquiry, number: int) -> Document:
    """A document of the file. Absent where there is none."""
    row = Document.objects.filter(inquiry=inquiry, number=number).first()
    if row is None:
        raise Absent("document")
    return row


def keep_rule(viewer: Viewer, code: str = "") -> Rule | None:
    """The rule with this code, for who keeps them; None for a new one. Absent otherwise."""
    if not viewer.may(RULE):
        raise Absent("rule")
    if not code:
        return None
    row = Rule.objects.filter(code=code).first()
    if row is None:
        raise Absent("rule")
    return row


def open_redaction(viewer: Viewer, inquiry: Inquiry, number: int) -> Redaction:
    """What somebody asks to blacken, for who may confirm it. Absent otherwise."""
    row = Redaction.objects.select_related("remark__contribution", "remark__inquiry").filter(pk=number).first()
    if row is None or row.remark.inquiry_id != inquiry.pk or not may(viewer, CONFIRM, inquiry):
        raise Absent("redaction")
    return row


def may_read_original(viewer: Viewer, inquiry: Inquiry) -> bool:
    """May this viewer read what stood under a blackened passage: those who confirm such things there?"""
    return may(viewer, CONFIRM, inquiry)


def _rows() -> "QuerySet[Inquiry]":
    return Inquiry.objects.select_related("authority", "rule", "opening", "hearing", "opinion", "decision")
