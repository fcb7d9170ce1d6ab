"""Who is there, with which roles, and what did they agree to?"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Consent, Grant, Invitation, Person
from wijk.core import clock
from wijk.core.verbs import Role
from wijk.territory.models import Area, Level
from wijk.territory.queries import place_names

PAGE = 25
#: What a role is called on pages.
ROLE_NAMES: dict[Role, Any] = {
    "resident": _("resident"),
    "association": _("association or company"),
    "facilitator": _("neighbourhood facilitator"),
    "expert": _("external participation expert"),
    "manager": _("programme manager"),
    "analyst": _("analyst"),
    "service": _("service"),
    "clerk": _("council clerk or elected person"),
    "auditor": _("auditor"),
    "administrator": _("administrator"),
}


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something that a person may agree to, and the text that says what it means."""

    code: str
    version: str
    label: Any
    text: Any


#: The codes themselves, for sentences of the trail that name them.
CODES = (
    _("resident"), _("association"), _("facilitator"), _("expert"), _("manager"), _("analyst"), _("service"), _("clerk"),
    _("auditor"), _("administrator"), _("visible"),
)  # fmt: skip

#: A new text is a new version; who agreed to the old one is asked again.
PURPOSES = (
    Purpose(
        "visible", "1", _("Show my address to those who give roles"),
        _("Administrators then see your e-mail address in the list of people. Without this they see its first letter, until you hold a role."),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as the list of people shows them."""

    key: str
    name: str
    address: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class People:
    """One page of people; `total` is how many fit."""

    rows: tuple[Listed, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAGE))


def token_hash(token: str) -> str:
    """What is kept of a single-use token. It has 256 bits of chance in it, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def people(words: str = "", *, role: str = "", page: int = 1) -> People:
    """People by name or by the whole address, with their live roles; three queries whatever their number."""
    found = Person.objects.filter(erased_at=None)
    if words := words.strip():
        found = found.filter(Q(name__icontains=words) | Q(email=words.lower()))
    if role:
        found = found.filter(pk__in=Grant.objects.live().filter(role=role).values("person"))
    total = found.count()
    page = min(max(page, 1), max(1, -(-total // PAGE)))
    live = Prefetch("grants", Grant.objects.live().order_by("role", "area"), to_attr="live_grants")
    agreed = Prefetch("consents", Consent.objects.filter(purpose="visible", withdrawn_at=None), to_attr="shown")
    rows = found.order_by("name", "pk").prefetch_related(live, agreed)[(page - 1) * PAGE : page * PAGE]
    return People(tuple(_listed(person) for person in rows), total, page)


def listed(person: Person) -> Listed:
    """One person as the list shows them."""
    live = list(roles_of(person))
    shown = Consent.objects.filter(person=person, purpose="visible", withdrawn_at=None).exists()
    return _row(person, live, shown)


def _listed(person: Any) -> Listed:
    return _row(person, person.live_grants, bool(person.shown))


def _row(person: Person, live: Sequence[Grant], shown: bool) -> Listed:
    open_to_see, address = bool(live or shown), person.email or ""
    return Listed(person.key, person.name, address if open_to_see else masked(address), tuple(live))


def masked(address: str) -> str:
    """An address of which only the first letter and the domain are told.

    >>> masked("jan.peeters@voorbeeld.be")
    'j…@voorbeeld.be'
    """
    local, _at, domain = address.partition("@")
    return f"{local[:1]}…@{domain}"


def role_name(role: str) -> str:
    """What a role is called, in the language of the page."""
    return next((str(name) for known, name in ROLE_NAMES.items() if known == role), role)


def roles_of(person: Person) -> Iterable[Grant]:
    """The live grants of a person, by role and area."""
    return Grant.objects.live().filter(person=person).order_by("role", "area")


def consents_of(person: Person) -> dict[str, Consent]:
    """The consents in force of a person, by purpose."""
    return {consent.purpose: consent for consent in Consent.objects.filter(person=person, withdrawn_at=None)}


def waiting_invitations() -> Iterable[Invitation]:
    """Invitations that were not taken up and are still good, newest first; fifty at most."""
    good = Invitation.objects.filter(accepted_at=None, expires_at__gt=clock.now()).exclude(email="")
    return good.order_by("-sent_at")[:50]


def administrators() -> int:
    """How many people are administrator of the whole city."""
    return Grant.objects.live().filter(role="administrator", area="", person__is_active=True).count()


def area_names(refs: Iterable[str]) -> dict[str, str]:
    """The names of places by reference, in the language of the page; what is not known keeps its reference."""
    return {ref: name.to() for ref, name in place_names(refs).items()}


def area_known(ref: str) -> bool:
    """Is there such an area in force? "" (the whole city) always is."""
    level, slash, code = ref.partition("/")
    if not ref:
        return True
    return bool(slash) and level in Level.values and Area.objects.current().at(level).filter(code=code).exists()
