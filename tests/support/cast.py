"""The people of every test: who owns, who helps, who is a stranger."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from wijk.accounts import actions
from wijk.accounts.access import GUARDED, PersonViewer
from wijk.accounts.models import Person
from wijk.core.verbs import Role
from wijk.core.viewer import Operator, Passerby

PASSWORD = "a long word for tests only"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  #: of everybody's authenticator


@cache
def hashed() -> str:
    """The password of everybody, hashed once, because hashing is slow on purpose."""
    return make_password(PASSWORD)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cast: the account, and how they look at things. `viewer` is a fresh look each time."""

    person: Person

    @property
    def viewer(self) -> PersonViewer:
        return PersonViewer(Person.objects.get(pk=self.person.pk))

    @property
    def key(self) -> str:
        return self.person.key


@dataclass(frozen=True, slots=True)
class Cast:
    """Alice and Bob are analysts of the city, Charlie has an account and nothing else, Dora is administrator, Fay facilitates in one
    neighbourhood. `nobody` is a passer-by."""

    alice: Member
    bob: Member
    charlie: Member
    dora: Member
    fay: Member
    nobody: Passerby = field(default_factory=Passerby)


def make_cast(neighbourhood: str = "neighbourhood/1") -> Cast:
    """The whole cast, with verified addresses and one password. The area of Fay need not exist yet."""
    return Cast(
        alice=enrol("alice", [("analyst", "")]),
        bob=enrol("bob", [("analyst", "")]),
        charlie=enrol("charlie"),
        dora=enrol("dora", [("administrator", "")]),
        fay=enrol("fay", [("facilitator", neighbourhood)]),
    )


def enrol(name: str, roles: Sequence[tuple[Role, str]] = (), *, second_factor: bool = True) -> Member:
    """One more person, with roles in any area; with a second factor where a role asks for one."""
    person = actions.enrol(
        Operator(), email=f"{name}@voorbeeld.be", name=name.title(), password=None, language="nl", roles=roles
    )
    person.password = hashed()
    person.save(update_fields=["password"])
    if second_factor and not GUARDED.isdisjoint(role for role, _area in roles):
        TOTP.activate(person, SECRET)
    return Member(person)
