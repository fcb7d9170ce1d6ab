"""What people do with accounts: the only writers of this room."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijk.accounts import letters, queries
from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Consent, Grant, Invitation, Person, fresh_key
from wijk.accounts.queries import token_hash
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.providers import providers
from wijk.core.subject import CITY, Subject
from wijk.core.text import LANGUAGES
from wijk.core.verbs import ROLES, Role
from wijk.core.viewer import Operator, Viewer
from wijk.trail import actions as trail

#: How long an invitation is good.
GOOD_FOR = timedelta(days=14)


def _me(person: Person) -> Subject:
    return Subject("accounts.person", person.key)


def _own(viewer: Viewer, person: Person, verb: str) -> None:
    """Only the person themselves."""
    if not person.key or viewer.key != person.key:
        raise NotAllowed(verb)


@transaction.atomic
def grant_role(viewer: Viewer, *, person: Person, role: Role, area: str = "", until: datetime | None = None) -> Grant:
    """Give a person a role in an area ("" is the whole city). Who has it already keeps it, with the new end."""
    _may_give(viewer, "accounts.grant_role", role, area)
    if person.erased_at:
        raise Refused("erased", _("This account was erased."))
    grant, _made = Grant.objects.update_or_create(
        person=person, role=role, area=area, ended_at=None,
        defaults={"granted_by": viewer.key, "since": clock.now(), "until": until},
    )  # fmt: skip
    told = {"role": role, "until": until.isoformat() if until else None}
    trail.record(viewer, verb="accounts.grant_role", subject=_me(person), area=area, data=told)
    return grant


@transaction.atomic
def end_role(viewer: Viewer, *, grant: Grant) -> None:
    """End a role now. The last administrator of the city cannot be ended."""
    if not viewer.may("accounts.end_role", grant.area):
        raise NotAllowed("accounts.end_role")
    if grant.ended_at:
        return
    if grant.role == "administrator" and not grant.area:
        _leave_one_administrator()
    grant.ended_at, grant.ended_by = clock.now(), viewer.key
    grant.save(update_fields=["ended_at", "ended_by"])
    trail.record(
        viewer, verb="accounts.end_role", subject=_me(grant.person), area=grant.area, data={"role": grant.role}
    )


def _may_give(viewer: Viewer, verb: str, role: str, area: str) -> None:
    if not viewer.may(verb, area):
        raise NotAllowed(verb)
    if role not in ROLES:
        raise Refused("unknown-role", _("There is no role “{role}”."), role=role)
    if not queries.area_known(area):
        raise Refused("unknown-area", _("There is no area “{area}” in force."), area=area)


def _leave_one_administrator() -> None:
    if queries.administrators() <= 1:
        raise Refused(
            "last-administrator", _("This is the last administrator of the city. Make somebody else one first.")
        )


@transaction.atomic
def invite(viewer: Viewer, *, email: str, role: Role, area: str = "", language: str, site: str) -> Invitation:
    """Ask somebody by letter to take up a role. `site` is where the link leads ("https://wijk.voorbeeld.be").

    The token stands in the letter alone; only its hash is kept. An older invitation of the same address to the same
    role is worth nothing from now on.
    """
    _may_give(viewer, "accounts.invite", role, area)
    address = valid_address(email)
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(email=address, role=role, area=area, accepted_at=None).update(
        email="", expires_at=clock.now()
    )
    invitation = Invitation.objects.create(
        email=address, role=role, area=area, language=known_language(language), token_hash=token_hash(token),
        invited_by=viewer.key, expires_at=clock.advance(GOOD_FOR),
    )  # fmt: skip
    letters.invitation(invitation, token=token, site=site)
    subject = Subject("accounts.invitation", str(invitation.pk))
    trail.record(viewer, verb="accounts.invite", subject=subject, area=area, data={"role": role})
    return invitation


@transaction.atomic
def accept_invitation(viewer: Viewer, *, invitation: Invitation, person: Person) -> Grant:
    """Take up the role of an invitation. Works once, for whoever holds the letter and is signed in."""
    _own(viewer, person, "accounts.accept_invitation")
    now = clock.now()
    mine = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, expires_at__gt=now).exclude(email="")
    if not mine.update(accepted_at=now, email=""):
        raise Refused("invitation-used", _("This invitation was used already or is too old. Ask for a new one."))
    grant, _made = Grant.objects.update_or_create(
        person=person, role=invitation.role, area=invitation.area, ended_at=None,
        defaults={"granted_by": invitation.invited_by, "since": now, "until": None},
    )  # fmt: skip
    told = {"role": invitation.role, "invitation": str(invitation.pk)}
    trail.record(viewer, verb="accounts.accept_invitation", subject=_me(person), area=invitation.area, data=told)
    return grant


@transaction.atomic
def register(*, person: Person, language: str) -> Person:
    """Keep a new account; its address is verified by letter before anybody can sign in."""
    person.language = known_language(language)
    person.save()
    trail.record(PersonViewer(person), verb="accounts.register", subject=_me(person))
    return person


@transaction.atomic
def change_profile(viewer: Viewer, *, person: Person, name: str, language: str) -> Person:
    """Change how one is called and in which language the house writes to one."""
    _own(viewer, person, "accounts.change_profile")
    person.name, person.language = " ".join(name.split())[:120], known_language(language)
    person.save(update_fields=["name", "language"])
    trail.record(viewer, verb="accounts.change_profile", subject=_me(person))
    return person


@transaction.atomic
def give_consent(viewer: Viewer, *, person: Person, purpose: str) -> Consent:
    """Agree to a purpose as its present text puts it. Agreeing twice changes nothing."""
    _own(viewer, person, "accounts.give_consent")
    text = next((known for known in queries.PURPOSES if known.code == purpose), None)
    if text is None:
        raise Refused("unknown-purpose", _("Nobody asks you to agree to “{purpose}”."), purpose=purpose)
    live = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    if (standing := live.filter(version=text.version).first()) is not None:
        return standing
    live.update(withdrawn_at=clock.now())
    consent = Consent.objects.create(person=person, purpose=purpose, version=text.version)
    told = {"purpose": purpose, "version": text.version}
    trail.record(viewer, verb="accounts.give_consent", subject=_me(person), data=told)
    return consent


@transaction.atomic
def withdraw_consent(viewer: Viewer, *, person: Person, purpose: str) -> bool:
    """Take an agreement back, at once. False when there was none."""
    _own(viewer, person, "accounts.withdraw_consent")
    if not Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).update(withdrawn_at=clock.now()):
        return False
    trail.record(viewer, verb="accounts.withdraw_consent", subject=_me(person), data={"purpose": purpose})
    return True


@transaction.atomic
def export_own_data(viewer: Viewer, *, person: Person) -> dict[str, Any]:
    """Everything that the house holds of a person, room by room, as plain JSON."""
    _own(viewer, person, "accounts.export_own_data")
    rooms = {keeper.name: keeper.export(person.key) for keeper in providers("erases")}
    trail.record(viewer, verb="accounts.export_own_data", subject=_me(person))
    return {"made_at": clock.now().isoformat(), "rooms": rooms}


@transaction.atomic
def erase_person(viewer: Viewer, *, person: Person) -> None:
    """Forget a person: what rooms hold of them, then their name, address, key, ways to sign in and open sessions.

    By themselves or by the operator. The trail keeps its entries, whose key then leads nowhere.
    """
    if viewer != Operator():
        _own(viewer, person, "accounts.erase_person")
    if person.erased_at:
        return
    if Grant.objects.live().filter(person=person, role="administrator", area="").exists():
        _leave_one_administrator()
    key = person.key
    trail.record(viewer, verb="accounts.erase_person", subject=_me(person))
    for keeper in providers("erases"):
        keeper.erase(key)
    _forget(person)


def _forget(person: Person) -> None:
    """Empty the row itself and everything that hangs on it."""
    now, address = clock.now(), person.email or ""
    Letter.objects.filter(to__iexact=address, sent_at=None).delete()
    Invitation.objects.filter(email__iexact=address).update(email="", expires_at=now)
    Grant.objects.filter(person=person, ended_at=None).update(ended_at=now)
    for related in ("emailaddress_set", "authenticator_set", "socialaccount_set", "consents"):
        getattr(person, related).all().delete()
    for session in Session.objects.filter(expire_date__gt=now).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
    person.email, person.name, person.key, person.is_active = None, "", fresh_key(), False
    person.erased_at, person.last_login = now, None
    person.set_unusable_password()
    person.save()


@transaction.atomic
def enrol(
    viewer: Viewer,
    *,
    email: str,
    name: str,
    password: str | None,
    language: str,
    roles: Sequence[tuple[Role, str]] = (),
) -> Person:
    """Open an account with a verified address and roles, from the terminal only. Without a password a link must set one."""
    person = _open(viewer, "accounts.enrol", email, name, password, language)
    for role, area in roles:
        if role not in ROLES:
            raise Refused("unknown-role", _("There is no role “{role}”."), role=role)
        Grant.objects.create(person=person, role=role, area=area, granted_by=viewer.key)
    told = {"roles": [{"role": role, "area": area} for role, area in roles]}
    trail.record(viewer, verb="accounts.enrol", subject=_me(person), data=told)
    return person


@transaction.atomic
def make_first_administrator(viewer: Viewer, *, email: str, language: str, more: bool = False) -> Person:
    """Make somebody administrator of the whole city, from the terminal only; refused where there is one, unless `more`."""
    verb = "accounts.make_first_administrator"
    if viewer != Operator():
        raise NotAllowed(verb)
    if queries.administrators() and not more:
        raise Refused("administrator-exists", _("There is an administrator already. To make another one, add --more."))
    known = Person.objects.filter(email=valid_address(email)).first()
    person = known or _open(viewer, verb, email, "", None, language)
    Grant.objects.get_or_create(
        person=person, role="administrator", area="", ended_at=None, defaults={"granted_by": viewer.key}
    )
    trail.record(viewer, verb=verb, subject=CITY, data={"person": person.key})
    return person


def password_link(viewer: Viewer, *, person: Person, site: str) -> str:
    """A link with which this person sets a password, once; for the terminal only. Writes nothing."""
    if viewer != Operator():
        raise NotAllowed("accounts.password_link")
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    path = reverse("account_reset_password_from_key", kwargs=key)
    return f"{site.rstrip('/')}{path}"


def _open(viewer: Viewer, verb: str, email: str, name: str, password: str | None, language: str) -> Person:
    if viewer != Operator():
        raise NotAllowed(verb)
    address = valid_address(email)
    if Person.objects.filter(email=address).exists():
        raise Refused("address-taken", _("There is an account with this address already."))
    person = Person.objects.create_user(address, password, name=name, language=known_language(language))
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    return person


def valid_address(email: str) -> str:
    """The address in lower case; refused when it cannot be one."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as e:
        raise Refused("no-address", _("“{address}” is not an e-mail address."), address=address) from e
    return address


def known_language(language: str) -> str:
    """A language of the interface; the first one for any other."""
    return language if language in LANGUAGES else LANGUAGES[0]
