"""Who keeps a living document? The organ that owns it, by its chair and secretary, and the offices that work in its place."""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer, ancestors
from wijk.charters import queries
from wijk.charters.models import Document, Proposal, Remark, Round, Waiting
from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.organs.access import keeps

_OFFICES: list[Role] = ["facilitator", "manager", "clerk", "administrator"]
KEEP = "charters.keep_document"
VERBS = [
    Verb.by("charters.keep_kind", ["manager", "administrator"], _("Named a kind of document: “{title}”.")),
    Verb.by(KEEP, _OFFICES, _("Set who owns “{title}” and when it is reviewed.")),
    Verb.by("charters.adopt_edition", _OFFICES, _("Edition {number} of “{title}” was adopted, with {articles} articles.")),
    Verb.by("charters.open_round", _OFFICES, _("The review of “{title}” was opened, until {until}.")),
    Verb.by("charters.change_round", _OFFICES, _("The review of “{title}” was changed; it runs until {until}.")),
    Verb.by("charters.announce_closing", [], _("The review of “{title}” ends on {until}.")),
    Verb.by("charters.evaluate_article", _OFFICES, _("Said in words how an article of “{title}” worked out.")),
    Verb.by("charters.say", [], _("Said something in the review of “{title}”.")),
    Verb.by("charters.ask_to_say", [], _("Somebody without an account asked to say something in the review of “{title}”."), "none"),
    Verb.by("charters.propose", [], _("Proposed another text in the review of “{title}”.")),
    Verb.by("charters.withdraw", [], _("Took back what they had said in the review of “{title}”.")),
    Verb.by("charters.hide", _OFFICES, _("Hid something that was said in the review of “{title}”.")),
    Verb.by("charters.show_again", _OFFICES, _("Showed again something that was hidden in the review of “{title}”.")),
    Verb.by("charters.answer", _OFFICES, _("Answered what was said in the review of “{title}”.")),
    Verb.by("charters.close_round", _OFFICES, _("The review of “{title}” was closed with {answers} answers.")),
    Verb.by("charters.conclude_round", _OFFICES, _("The review of “{title}” was concluded: {changed} articles changed.")),
]  # fmt: skip

#: The voices that go with a role in the place.
SPEAKING: dict[str, Role] = {"service": "service", "elected": "clerk", "expert": "expert"}


def may(viewer: Viewer, verb: str, document: Document) -> bool:
    """May this viewer do an office verb with this document: by a role in its place, or by keeping the organ that owns it?"""
    return viewer.may(verb, document.place) or keeps(viewer, document.owner)


def require(viewer: Viewer, verb: str, document: Document) -> None:
    """NotAllowed for whoever may not."""
    if not may(viewer, verb, document):
        raise NotAllowed(verb)


def open_office(viewer: Viewer) -> None:
    """The office page of living documents, for those who keep some anywhere by their role; absent for everybody else."""
    if not (viewer.may(KEEP) or (isinstance(viewer, PersonViewer) and viewer.places(KEEP))):
        raise Absent


def keep_kinds(viewer: Viewer) -> None:
    """The office page of the kinds; absent for who may not."""
    if not viewer.may("charters.keep_kind"):
        raise Absent


def keep_document(viewer: Viewer, key: str) -> Document:
    """A document for somebody who keeps it, also before its first edition; absent for everybody else."""
    found = Document.objects.select_related("owner", "current").filter(key=key).first()
    if found is None or not may(viewer, KEEP, found):
        raise Absent("document")
    return found


def keep_round(viewer: Viewer, key: str) -> Round:
    """A review for somebody who keeps its document; absent for everybody else."""
    rows = Round.objects.select_related("document__owner", "document__current", "base", "edition", "decision")
    found = rows.filter(key=key).first()
    if found is None or not may(viewer, KEEP, found.document):
        raise Absent("round")
    return found


def open_said(viewer: Viewer, round: Round, key: str) -> Remark | Proposal:
    """Something that was said in a review, also when it is hidden, for somebody who keeps it. Withdrawn words are gone."""
    for every in (Remark.objects.standing(), Proposal.objects.standing()):
        rows = every.select_related("organisation", "round__document__owner")
        found: Remark | Proposal | None = rows.filter(round=round, key=key).first()
        if found is not None:
            return found
    raise Absent("remark")


def open_proposal(key: str) -> Proposal:
    """A proposal that everybody may read; raises Absent."""
    rows = Proposal.objects.shown().filter(round__document__owner__public=True)
    found: Proposal | None = rows.select_related("round__document__owner", "round__base").filter(key=key).first()
    if found is None:
        raise Absent("proposal")
    return found


def own_said(viewer: Viewer, key: str) -> Remark | Proposal:
    """Something that the viewer said themselves; absent for everybody else."""
    if viewer.key:
        for every in (Remark.objects.standing(), Proposal.objects.standing()):
            rows = every.select_related("round__document__owner", "person")
            found: Remark | Proposal | None = rows.filter(key=key, person__key=viewer.key).first()
            if found is not None:
                return found
    raise Absent("remark")


_SAID = signing.Signer(salt="charters.said")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds the letter about something that was said without an account: may take that back, and nothing else."""

    said: str
    key: str = ""

    def may(self, verb: str, area: str = "") -> bool:
        return False


def said_token(key: str) -> str:
    """The token in the letter about something that was said without an account."""
    return _SAID.sign(key)


def open_by_letter(token: str) -> Waiting | Remark:
    """What a letter is about: still waiting, or said. Absent where the token is wrong, or it was forgotten unconfirmed."""
    try:
        key = _SAID.unsign(token)
    except signing.BadSignature as fault:
        raise Absent("remark") from fault
    rows = Remark.objects.select_related("round__document__owner", "round__base", "organisation")
    said = rows.filter(key=key, person=None).first()
    waiting = Waiting.objects.select_related("round__document__owner", "round__base")
    found = said or waiting.filter(key=key, confirmed_at=None).first()
    if found is None:
        raise Absent("remark")
    return found


def wrote(viewer: Viewer, said: Remark | Proposal) -> bool:
    """Are these the viewer's own words: by their account, or by the letter in their hand?"""
    if isinstance(viewer, Holder):
        return said.person_id is None and viewer.said == said.key
    return bool(viewer.key) and said.person is not None and said.person.key == viewer.key


def speaker(viewer: Viewer) -> PersonViewer:
    """Whoever may say something: everybody with an account; absent for a passer-by."""
    if not isinstance(viewer, PersonViewer) or not viewer.person.is_active:
        raise Absent
    return viewer


def voices(viewer: PersonViewer, document: Document) -> list[tuple[str, str]]:
    """As whom the viewer may speak here, as (value, organisation key or ""): a citizen always; a role only where they hold it."""
    here = {"", document.place} | (ancestors(document.place) if document.place else set())
    held = {role for role, place in viewer.grants if place in here}
    found = [("citizen", "")]
    found += [(voice, "") for voice, role in SPEAKING.items() if role in held]
    return found + [("association", organisation.key) for organisation in queries.spoken_for(viewer.key)]
