"""Who keeps an entry: somebody asks, a code in a letter to the organisation or the office confirms, and one day they hand it over."""

import secrets
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.accounts.queries import token_hash
from wijk.actors import access, letters, queries
from wijk.actors.actions.entries import confirm_facts, told
from wijk.actors.models import Keeping, Organisation
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import Viewer

#: Letters and figures that nobody takes for each other.
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH, TRIES, LETTERS_A_DAY = 8, 5, 3
GOOD_FOR = timedelta(days=14)
LINK_SALT, LINK_GOOD_FOR = "wijk.actors.still-right", timedelta(days=120)


@transaction.atomic
def ask_to_keep(viewer: Viewer, *, organisation: Organisation, by_letter: bool = True) -> Keeping:
    """Ask to keep the entry of an organisation. A code goes to its published address, or the office is asked to answer.

    Asking again sends a new code; the old one is worth nothing from then on.
    """
    person = access.person_of(viewer).person
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if row.closed_on:
        raise Refused("closed", _("This organisation is noted as closed. Ask the city first to open it again."))
    standing = queries.keeping_of(row, viewer.key)
    if standing and standing.confirmed_at:
        raise Refused("keeps-already", _("You keep this entry already."))
    by_letter = by_letter and bool(row.email)
    day = Keeping.objects.filter(organisation=row, asked_at__gt=clock.advance(timedelta(days=-1)))
    letters_sent = day.exclude(code_until=None).count() if by_letter else 0
    if max(letters_sent, day.filter(person=person).count()) >= LETTERS_A_DAY:
        raise Refused(
            "asked-often", _("Several people have asked today to keep this entry. Please try again tomorrow.")
        )
    if standing:
        _end(standing)
    keeping = Keeping.objects.create(organisation=row, person=person)
    if by_letter:
        words = "".join(secrets.choice(SIGNS) for _i in range(LENGTH))
        keeping.code_hash, keeping.code_until = _hashed(keeping, words), clock.advance(GOOD_FOR)
        keeping.save(update_fields=["code_hash", "code_until"])
        letters.code(keeping, f"{words[:4]}-{words[4:]}")
    else:
        letters.asked(keeping)
    told(viewer, "actors.ask_to_keep", row, by="letter" if by_letter else "office")
    return keeping


def _hashed(keeping: Keeping, words: str) -> str:
    return salted_hmac("wijk.actors.code", f"{keeping.pk}:{words}", algorithm="sha256").hexdigest()


def _end(keeping: Keeping) -> None:
    keeping.ended_at, keeping.code_hash, keeping.handover_hash = clock.now(), "", ""
    keeping.save(update_fields=["ended_at", "code_hash", "handover_hash"])


def confirm_keeper(viewer: Viewer, *, keeping: Keeping, code: str = "") -> Keeping:
    """Confirm that somebody speaks for the organisation: themselves with the code of the letter, or the office.

    Five wrong codes, and a new one must be asked for.
    """
    own = bool(code) and bool(viewer.key) and keeping.person.key == viewer.key
    if own:
        _check_code(keeping, code)
    elif not access.may_on(viewer, "actors.confirm_keeper", keeping.organisation):
        raise NotAllowed("actors.confirm_keeper")
    with transaction.atomic():
        row = _waiting(keeping)
        row.confirmed_at, row.code_hash = clock.now(), ""
        row.save(update_fields=["confirmed_at", "code_hash"])
        if not own:
            letters.answered(row, agreed=True)
        told(viewer, "actors.confirm_keeper", row.organisation, by="code" if own else "office")
    return row


def _check_code(keeping: Keeping, code: str) -> None:
    """Count the try first, in a transaction of its own, so that a wrong code cannot be tried for ever."""
    with transaction.atomic():
        row = _waiting(keeping)
        row.tries += 1
        row.save(update_fields=["tries"])
    late = row.code_until is None or row.code_until < clock.now()
    if not row.code_hash or late or row.tries > TRIES:
        raise Refused("code-spent", _("This code can no longer be used. Ask for a new one."), field="code")
    words = "".join(sign for sign in code.upper() if sign.isalnum())
    if not constant_time_compare(_hashed(row, words), row.code_hash):
        raise Refused(
            "code-wrong", _("This is not the code of the letter. Look again, or ask for a new one."), field="code"
        )


def _waiting(keeping: Keeping) -> Keeping:
    found = Keeping.objects.select_for_update(of=("self",)).select_related("organisation", "person")
    row = found.filter(pk=keeping.pk, confirmed_at=None, ended_at=None).first()
    if row is None:
        raise Refused("answered", _("This question was answered already."))
    return row


@transaction.atomic
def refuse_keeper(viewer: Viewer, *, keeping: Keeping) -> None:
    """Say that somebody does not speak for the organisation."""
    if not access.may_on(viewer, "actors.refuse_keeper", keeping.organisation):
        raise NotAllowed("actors.refuse_keeper")
    row = _waiting(keeping)
    _end(row)
    letters.answered(row, agreed=False)
    told(viewer, "actors.refuse_keeper", row.organisation)


@transaction.atomic
def end_keeping(viewer: Viewer, *, keeping: Keeping) -> None:
    """Stop keeping an entry: who keeps it leaves, or the office undoes it. The entry itself stays."""
    own = bool(viewer.key) and keeping.person.key == viewer.key
    if not own and not access.may_on(viewer, "actors.end_keeping", keeping.organisation):
        raise NotAllowed("actors.end_keeping")
    found = Keeping.objects.select_for_update(of=("self",)).select_related("organisation", "person")
    row = found.filter(pk=keeping.pk, ended_at=None).first()
    if row is None:
        raise Refused("ended", _("This has ended already."))
    _end(row)
    if row.confirmed_at and not own:
        letters.ended(row)
    told(viewer, "actors.end_keeping", row.organisation, by="self" if own else "office")


@transaction.atomic
def offer_handover(viewer: Viewer, *, organisation: Organisation) -> str:
    """Make a link with which somebody else takes over an entry: a secret, that its keeper passes on themselves."""
    keeping = queries.keeping_of(organisation, viewer.key)
    if keeping is None or keeping.confirmed_at is None:
        raise NotAllowed("actors.offer_handover")
    token = secrets.token_urlsafe(24)
    keeping.handover_hash, keeping.handover_until = token_hash(token), clock.advance(GOOD_FOR)
    keeping.save(update_fields=["handover_hash", "handover_until"])
    told(viewer, "actors.offer_handover", organisation)
    return token


@transaction.atomic
def take_over(viewer: Viewer, *, keeping: Keeping) -> Keeping:
    """Keep an entry in the place of who handed it over. Works once."""
    person = access.person_of(viewer).person
    found = Keeping.objects.select_for_update(of=("self",)).select_related("organisation")
    row = found.filter(pk=keeping.pk, ended_at=None, handover_until__gt=clock.now()).exclude(handover_hash="").first()
    if row is None:
        raise Refused("handover-used", _("This link was used already or is too old. Ask for a new one."))
    if row.person_id == person.pk:
        raise Refused("handover-self", _("You keep this entry yourself. Give this link to who takes over from you."))
    _end(row)
    Keeping.objects.filter(organisation=row.organisation, person=person, ended_at=None).update(ended_at=clock.now())
    taken = Keeping.objects.create(organisation=row.organisation, person=person, confirmed_at=clock.now())
    told(viewer, "actors.take_over", row.organisation)
    return taken


def link_token(keeping: Keeping) -> str:
    """The secret of the link in a reminder: it says whose it is, and nothing that one could read."""
    return signing.dumps(keeping.pk, salt=LINK_SALT, compress=True)


def opened_by_link(token: str) -> Keeping:
    """Whose reminder this is; Absent once they no longer keep the entry or the letter is too old."""
    try:
        key = signing.loads(token, salt=LINK_SALT, max_age=LINK_GOOD_FOR)
    except signing.BadSignature:
        raise Absent("reminder") from None
    live = Keeping.objects.filter(pk=key, ended_at=None).exclude(confirmed_at=None)
    keeping = live.select_related("organisation", "organisation__listing", "person").first()
    if keeping is None:
        raise Absent("reminder")
    return keeping


def confirm_by_link(*, token: str) -> Organisation:
    """Say with the link of a reminder that everything is still right, without signing in."""
    keeping = opened_by_link(token)
    return confirm_facts(PersonViewer(keeping.person), organisation=keeping.organisation)
