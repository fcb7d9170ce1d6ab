"""Say something in a review, propose another text, stand behind a proposal, take back one's own words."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.actors.models import Organisation
from wijk.charters import access, queries
from wijk.charters.actions.writing import BODY, NOTE, REMARK, line, locked_round, note, paragraphs
from wijk.charters.models import WHOLE, WISHES, Proposal, Remark, Round, Support, Waiting, today
from wijk.core import clock
from wijk.core.bounces import address_hash
from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Passerby, Viewer

#: So many remarks and as many proposals of one person are taken in one review.
MOST = 100


@dataclass(frozen=True, slots=True)
class Voice:
    """As whom somebody speaks. `organisation` is the key of the one they speak for, with the voice "association"."""

    name: str = "citizen"
    organisation: str = ""


CITIZEN = Voice()


@transaction.atomic
def say(
    viewer: Viewer, *, round: Round, slug: str = WHOLE, wish: str, body: str, voice: Voice = CITIZEN, language: str = "",
    about_me: bool = False,
) -> Remark:  # fmt: skip
    """Say something of an article or of the whole. `about_me`: the words tell of the person and go when their account goes.

    Raises NotAllowed for who has no account; Absent for an unknown article; Refused outside the days of the review, for nothing
    said, for too much, and for a voice that is not theirs.
    """
    person, row = _speaker(viewer, round, "say")
    wanted(wish)
    queries.article_or_whole(row, slug)
    words = written(body)
    not_twice(row.remarks.standing().filter(person=person.person, slug=slug, body=words).exists())
    not_too_many(row.remarks.filter(person=person.person).count())
    made = Remark.objects.create(
        round=row, slug=slug, wish=wish, body=words, person=person.person, voice=voice.name, language=spoken(language),
        organisation=_organisation(person, row, voice), about_me=about_me,
    )  # fmt: skip
    note(viewer, "say", row.document, row, article=slug, wish=wish, voice=voice.name, remark=made.key)
    return made


@transaction.atomic
def propose(
    viewer: Viewer, *, round: Round, slug: str, body: str, title: str = "", why: str = "", voice: Voice = CITIZEN,
    language: str = "", about_me: bool = False,
) -> Proposal:  # fmt: skip
    """Propose another text for an article, or a new article (slug "whole", with a title).

    Raises as `say` does, and Refused for a proposal that is equal to the present text.
    """
    person, row = _speaker(viewer, round, "propose")
    article = queries.article_or_whole(row, slug)
    tongue = spoken(language)
    head, words = line(title, _("The title")), paragraphs(body, _("The proposed text"), BODY)
    if not words:
        raise Refused("empty", _("Write the text that you propose first."))
    if article is None and not head:
        raise Refused("no-title", _("Give the new article a title."))
    if article is not None:
        head = head or article.title.to(tongue)
        present = {(article.title.to(one), _plain(article.body.to(one))) for one in (tongue, *LANGUAGES)}
        if any((head, _plain(words)) == text for text in present):
            raise Refused("same-text", _("This is the text that holds now. Change something in it first."))
    if row.proposals.shown().filter(slug=slug, title=head, body=words).exists():
        raise Refused("said-twice", _("This text was proposed already. You can support that proposal."))
    not_too_many(row.proposals.filter(person=person.person).count())
    made = Proposal.objects.create(
        round=row, slug=slug, title=head, body=words, why=paragraphs(why, _("The reason"), NOTE), person=person.person,
        voice=voice.name, language=tongue, organisation=_organisation(person, row, voice), about_me=about_me,
    )  # fmt: skip
    note(viewer, "propose", row.document, row, article=slug, voice=voice.name, proposal=made.key)
    return made


def _plain(words: str) -> str:
    return " ".join(words.split())


def wanted(wish: str) -> None:
    """One of the things that one can want of an article."""
    if wish not in WISHES:
        raise Refused("unknown-wish", _("Choose whether this article should stay, change or go, or ask a question."))


def written(body: str) -> str:
    """What was typed, where something was."""
    words = paragraphs(body, _("What you say"), REMARK)
    if not words:
        raise Refused("empty", _("Write what you want to say first."))
    return words


def not_twice(said: bool) -> None:
    """Nobody says the same of the same article twice."""
    if said:
        raise Refused("said-twice", _("You said this already. It was received, and will be answered."))


def spoken(language: str) -> str:
    """A language that the site speaks.

    >>> spoken("fr"), spoken("xx")
    ('fr', 'nl')
    """
    return language if language in LANGUAGES else LANGUAGES[0]


def _speaker(viewer: Viewer, round: Round, verb: str) -> tuple[PersonViewer, Round]:
    """Who speaks, and the review as it is now, where it takes words today."""
    if not isinstance(viewer, PersonViewer) or not viewer.person.is_active:
        raise NotAllowed(f"charters.{verb}")
    return viewer, open_now(round)


def open_now(round: Round) -> Round:
    """The review as it is now, where it takes words today."""
    row = locked_round(round)
    if row.now == "announced":
        raise Refused("not-yet", _("This review opens on {day}. Come back then."), day=row.opens_on.isoformat())
    if row.now != "open":
        raise Refused(
            "round-closed",
            _("This review takes no more remarks: its last day was {day}."),
            day=row.closes_on.isoformat(),
        )
    return row


def _organisation(person: PersonViewer, round: Round, voice: Voice) -> Organisation | None:
    """The organisation that is spoken for; Refused where the voice is not theirs."""
    if (voice.name, voice.organisation) not in access.voices(person, round.document):
        raise Refused("not-your-voice", _("You cannot speak as that here. Choose one of the voices that are yours."))
    return (
        next((o for o in queries.spoken_for(person.key) if o.key == voice.organisation), None)
        if voice.organisation
        else None
    )


def not_too_many(said: int, most: int = MOST) -> None:
    """Nobody fills a review alone."""
    if said >= most:
        raise Refused("many", _("You said {most} things in this review. Join the rest in one of them."), most=most)


@transaction.atomic
def withdraw(viewer: Viewer, *, said: Remark | Proposal) -> None:
    """Take back one's own words: they are emptied, and only that there were some remains. Answers that were given stay."""
    if not access.wrote(viewer, said):
        raise NotAllowed("charters.withdraw")
    row = locked_round(said.round)
    if row.state == "concluded":
        raise Refused(
            "round-concluded",
            _("This review is concluded; what was said in it stays. Ask for erasure of your account if need be."),
        )
    emptied(said)
    who: Viewer = viewer if viewer.key else Passerby()
    note(who, "withdraw", row.document, row, article=said.slug)


def emptied(said: Remark | Proposal) -> None:
    """Take the words away."""
    said.body, said.withdrawn_at = "", clock.now()
    if isinstance(said, Proposal):
        said.title = said.why = ""
        said.supports.all().delete()
    said.save()


@transaction.atomic
def support(viewer: Viewer, *, proposal: Proposal) -> bool:
    """Stand behind a proposal, each person once. An opinion: the trail keeps no entry of it. False where they did already."""
    person = _supporter(viewer, proposal)
    _row, made = Support.objects.get_or_create(proposal=proposal, person=person.person)
    return made


@transaction.atomic
def stop_supporting(viewer: Viewer, *, proposal: Proposal) -> bool:
    """Stand behind it no longer."""
    person = _supporter(viewer, proposal)
    gone, _kinds = Support.objects.filter(proposal=proposal, person=person.person).delete()
    return bool(gone)


def _supporter(viewer: Viewer, proposal: Proposal) -> PersonViewer:
    if not isinstance(viewer, PersonViewer) or not viewer.person.is_active:
        raise NotAllowed("charters.support")
    if not proposal.shown or locked_round(proposal.round).stage(today()) != "open":
        raise Refused(
            "round-closed", _("This proposal takes no more support: the review is over, or it was taken back.")
        )
    return viewer


def erase_said(person: str) -> int:
    """Forget who said what. Words stay without their author; those that tell of the person go. Support that still counts goes too.

    Part of `accounts.erase_person`, which leaves the entry in the trail.
    """
    rows = [*Remark.objects.filter(person__key=person), *Proposal.objects.filter(person__key=person)]
    for row in rows:
        if row.about_me and row.withdrawn_at is None:
            emptied(row)
        row.person = None
        row.save(update_fields=["person"])
    gone, _kinds = Support.objects.filter(person__key=person).delete()
    address = Person.objects.filter(key=person).values_list("email", flat=True).first() or ""
    if address:
        gone += Waiting.objects.filter(print=address_hash(address)).delete()[0]
    return len(rows) + gone
