"""Somebody says something: checked, placed, kept once, and shown, or waiting for a confirmation or a moderator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijk.contributions import access, checking, letters, moderating, tokens
from wijk.contributions.actions.parts import came
from wijk.contributions.models import Author, Contribution, ContributionArea, Opening
from wijk.contributions.pictures import Made, attach, made
from wijk.contributions.placing import Placed, placed
from wijk.contributions.queries.asked import Where
from wijk.core import clock
from wijk.core.documents import Upload
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby, Viewer
from wijk.trail.actions import record

#: Ways by which somebody of the house brings in what another said.
BY_HAND = frozenset({"stand", "counter", "paper", "letter", "phone"})


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came of it. `token` is the link of its author; `repeated`: it was here already, nothing was written."""

    contribution: Contribution
    token: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class _Draft:
    """What was said, checked."""

    row: Contribution
    place: Placed
    email: str
    wants_news: bool
    mark: str
    pictures: Sequence[Made]
    slow: bool


def submit(
    viewer: Viewer, *, opening: Opening, kind: str, title: str, body: str, language: str, category: str = "",
    where: Where | None = None, pictures: Sequence[Upload] = (), extra: Mapping[str, str] | None = None,
    about: Subject | None = None, channel: str = "web", email: str = "", shown_as: str = "", wants_news: bool = True,
    once: str = "", given_at: datetime | None = None, mark: str = "", alts: Sequence[str] = (),
    slow: bool = False, session: str = "",
) -> Submitted:  # fmt: skip
    """Keep what somebody says. The same `once` of the same hand again gives back the first.

    Without an account it stays unseen until its address is confirmed, where the opening asks that. By a stand, the counter, on
    paper, by letter or telephone it is brought in by somebody who may (NotAllowed otherwise). Refused with the sentence for what
    is not right; nothing is kept then. `slow`: the guard let it in without any work, so a moderator looks first.
    `session` is what the browser of somebody without an account shows of where they live (`residence.access.proof`), or what is known
    of who speaks by the hand of another (`known_by_hand`).
    """
    given = tokens.once_of(once, channel)
    if known := _known(given):
        return known
    _may_speak(viewer, opening, channel, email, given_at)
    if channel == "web" or channel in BY_HAND:  # by hand it is asked of who speaks, not of who types
        access.check_lives(viewer if channel == "web" else Passerby(), opening, session)
    sort = checking.kind_of(opening, kind)
    place = placed(where or Where(), opening)
    if sort.located and not place.areas:
        raise Refused("no-place", _("Say where it is: put a point on the map, or choose a street."))
    group = checking.category_of(opening, category)
    now = clock.now()
    row = Contribution(
        key=tokens.fresh_key(), opening=opening, kind=sort, category=group, process=opening.process, phase=opening.phase,
        about=str(about or "")[:160], title=checking.title_of(title), body=checking.body_of(body),
        language=checking.language_of(language), extra=checking.extra_of(sort, extra or {}, on_paper=channel == "paper"),
        lon=place.lon, lat=place.lat, street=place.street, spot=place.spot, area=place.area, channel=channel,
        person=access.person_of(viewer) if channel == "web" else None, shown_as=checking.name_of(shown_as),
        given_at=given_at or now, made_at=now, changed_at=now, once=given,
    )  # fmt: skip
    address = checking.address_of(email)
    drawn = made(pictures, alts)
    draft = _Draft(row, place, address, wants_news, mark, drawn, slow)
    try:
        with transaction.atomic():
            return _keep(viewer, draft)
    except IntegrityError:
        if known := _known(given):  # the same form came twice at one moment: the other was first
            return known
        raise


def _known(given: str | None) -> Submitted | None:
    row = Contribution.objects.select_related("author", "opening", "kind").filter(once=given).first() if given else None
    return Submitted(row, tokens.token_of(row.key, row.author.seed), repeated=True) if row else None


def _may_speak(viewer: Viewer, opening: Opening, channel: str, email: str, given_at: datetime | None) -> None:
    """May this viewer speak here, by this way?"""
    if channel in BY_HAND:
        if not viewer.may(access.ENTER, "" if opening.place.startswith("perimeter/") else opening.place):
            raise NotAllowed(access.ENTER)
        checking.check_open(opening, given_at)
        return
    if channel == "import":
        return
    checking.check_open(opening)
    if opening.who == "account" and not viewer.key:
        raise Refused("account", _("One speaks here with an account. Sign in first."))
    if channel == "web" and opening.who == "confirmed" and not viewer.key and not email.strip():
        raise Refused(
            "no-contact", _("Give your e-mail address, so that you can confirm what you say. Nobody gets to see it.")
        )


def _keep(viewer: Viewer, draft: _Draft) -> Submitted:
    """The writing, in one transaction."""
    row = draft.row
    seed = tokens.fresh_seed()
    unconfirmed = _asks_confirmation(viewer, draft)
    row.visibility = "unconfirmed" if unconfirmed else "waiting"
    row.save(force_insert=True)
    ContributionArea.objects.bulk_create(
        ContributionArea(contribution=row, area=ref) for ref in sorted(draft.place.areas)
    )
    row.author = Author.objects.create(
        contribution=row, contact=draft.email, language=row.language, seed=seed, wants_news=draft.wants_news,
        confirmed_at=None if unconfirmed else clock.now(),
    )  # fmt: skip
    attach(row, draft.pictures)
    _note(viewer, row)
    if unconfirmed:
        letters.ask_confirmation(row)
    else:
        let_in(row, moderating.hand(row) or draft.mark[:64], slow=draft.slow)
    return Submitted(row, tokens.token_of(row.key, seed))


def _asks_confirmation(viewer: Viewer, draft: _Draft) -> bool:
    """Must its author first show that the address is theirs? Not with an account, nor when somebody of the house brings it in."""
    row = draft.row
    if row.channel not in ("web", "open311") or viewer.key:
        return False
    return bool(draft.email) and row.opening.who != "anybody"


def let_in(row: Contribution, hand: str, *, slow: bool = False) -> None:
    """Show it, or let it wait for a moderator: a part of the verb that keeps or confirms it. `hand` is the mark of its author."""
    subject = Subject("contributions.contribution", row.key)
    nobody = row.channel == "open311" and row.opening.who == "confirmed" and row.author.confirmed_at is None
    words = "\n".join(part for part in (row.title, row.body, row.shown_as, *row.extra.values()) if part)
    row.visibility = moderating.enter(
        subject, area=row.area, process=row.process, before=row.opening.before or nobody, author=hand, text=words,
        language=row.language, slow=slow,
    )  # fmt: skip
    row.save(update_fields=["visibility"])
    if row.visibility == "shown":
        came(row)


def _note(viewer: Viewer, row: Contribution) -> None:
    """One line in the trail: the kind, the category and the area; of an author nothing, not even an opaque key."""
    by_hand = row.channel in BY_HAND
    data = {"kind": row.kind_id, "category": row.category_id or "", "channel": row.channel, "opening": row.opening.key}
    record(
        viewer if by_hand else Passerby(), verb=access.ENTER if by_hand else access.SUBMIT,
        subject=Subject("contributions.contribution", row.key), area=row.area, data=data,
    )  # fmt: skip
