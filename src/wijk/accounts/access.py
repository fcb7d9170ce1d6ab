"""What may this person do, and where? Roles are granted in an area and hold in everything that lies inside it."""

from functools import cached_property

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Grant, Invitation, Person
from wijk.accounts.queries import token_hash
from wijk.core import clock
from wijk.core.errors import Absent
from wijk.core.providers import providers
from wijk.core.verbs import Role, Verb, all_verbs
from wijk.core.viewer import Viewer
from wijk.territory.models import Nesting

VERBS = [
    Verb.by("accounts.grant_role", ["administrator"], _("Gave somebody the role “{role}”.")),
    Verb.by("accounts.end_role", ["administrator"], _("Ended somebody’s role “{role}”.")),
    Verb.by("accounts.invite", ["administrator"], _("Invited somebody to take up the role “{role}”.")),
    Verb.by("accounts.accept_invitation", [], _("Accepted an invitation to the role “{role}”.")),
    Verb.by("accounts.register", [], _("Made an account.")),
    Verb.by("accounts.change_profile", [], _("Changed their own profile.")),
    Verb.by("accounts.give_consent", [], _("Agreed to “{purpose}” as version {version} puts it.")),
    Verb.by("accounts.withdraw_consent", [], _("Withdrew their agreement to “{purpose}”.")),
    Verb.by("accounts.export_own_data", [], _("Took a copy of their own data.")),
    Verb.by("accounts.erase_person", [], _("Erased their account and everything personal in it.")),
    Verb.by("accounts.enrol", [], _("Opened an account from the terminal.")),
    Verb.by("accounts.make_first_administrator", [], _("Made an administrator from the terminal.")),
]

#: Roles that reach far enough to ask for a second factor, where the installation does.
GUARDED: frozenset[Role] = frozenset({"administrator", "analyst"})


#: What stands in the place of a role where somebody belongs to a desk: no role is called so.
_DESK = ":desk"


class PersonViewer:
    """A person who is looking. One query for all their grants and desks in a request, and one more for an area inside another."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._around: dict[str, frozenset[str]] = {}

    @property
    def key(self) -> str:
        """The opaque key that the trail keeps."""
        return self.person.key

    @cached_property
    def granted(self) -> tuple[tuple[str, str], ...]:
        """The live (role, area) pairs of this person, also those that wait for a second factor."""
        return tuple(pair for pair in self._held if pair[0] != _DESK)

    @cached_property
    def desks(self) -> frozenset[str]:
        """Where they work because they belong there and by no role: url names. It opens nothing; each page asks for itself."""
        return frozenset(name for what, name in self._held if what == _DESK)

    @cached_property
    def _held(self) -> tuple[tuple[str, str], ...]:
        """Roles with their areas, and desks: one query, however many rooms have desks."""
        if not self.person.is_active:
            return ()
        grants = Grant.objects.live().filter(person=self.person).order_by().values_list("role", "area")
        rooms = [rows for room in providers("desks") for rows in room.desks(self.person.pk)]
        desks = [rows.order_by().annotate(what=Value(_DESK)).values_list("what", "desk") for rows in rooms]
        return tuple(grants.union(*desks, all=True) if desks else grants)

    @cached_property
    def needs_second_factor(self) -> bool:
        """Does a role of this person wait until they have set up a second factor?"""
        if not settings.WIJK_SECOND_FACTOR or GUARDED.isdisjoint(role for role, _area in self.granted):
            return False
        strong = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        return not Authenticator.objects.filter(user=self.person, type__in=strong).exists()

    @cached_property
    def grants(self) -> tuple[tuple[str, str], ...]:
        """The (role, area) pairs that hold now."""
        if self.needs_second_factor:
            return tuple(pair for pair in self.granted if pair[0] not in GUARDED)
        return self.granted

    def may(self, verb: str, area: str = "") -> bool:
        """May this person do `verb` in `area`: is there a live grant of a fitting role that covers it?"""
        known = all_verbs().get(verb)
        if known is None:
            return False
        places = {place for role, place in self.grants if role in known.roles}
        if "" in places or area in places:
            return True
        return bool(places) and bool(area) and not places.isdisjoint(self._ancestors(area))

    def places(self, verb: str) -> frozenset[str]:
        """Where this person may do `verb`: references of areas, "" for the whole city."""
        known = all_verbs().get(verb)
        return frozenset(place for role, place in self.grants if known and role in known.roles)

    def _ancestors(self, area: str) -> frozenset[str]:
        if area not in self._around:
            self._around[area] = ancestors(area)
        return self._around[area]


def ancestors(area: str) -> frozenset[str]:
    """The references of all areas in force that `area` lies in, wholly or in part, three levels up."""
    level, _slash, code = area.partition("/")
    links = Nesting.objects.filter(child__area_set__current=True, child__area_set__level=level, child__code=code)
    steps = ["parent", "parent__parent_links__parent", "parent__parent_links__parent__parent_links__parent"]
    names = [f"{step}__{name}" for step in steps for name in ("area_set__level", "code")]
    return frozenset(f"{row[i]}/{row[i + 1]}" for row in links.values_list(*names) for i in (0, 2, 4) if row[i])


def open_office(viewer: Viewer) -> None:
    """The office page of people, for those who may give roles somewhere; absent for everybody else."""
    anywhere = isinstance(viewer, PersonViewer) and viewer.places("accounts.grant_role")
    if not anywhere and not viewer.may("accounts.grant_role"):
        raise Absent


def open_person(viewer: Viewer, key: str) -> Person:
    """The person with this key, for those who may give roles somewhere; absent for everybody else."""
    open_office(viewer)
    person = Person.objects.filter(key=key, erased_at=None).first()
    if person is None:
        raise Absent
    return person


def open_self(viewer: Viewer) -> Person:
    """The person who is looking; absent for a passer-by."""
    if not isinstance(viewer, PersonViewer):
        raise Absent
    return viewer.person


def open_invitation(token: str) -> Invitation:
    """The invitation that this token opens; absent once it was used, withdrawn or is too old."""
    found = Invitation.objects.filter(token_hash=token_hash(token), accepted_at=None, expires_at__gt=clock.now())
    invitation = found.exclude(email="").first()
    if invitation is None:
        raise Absent
    return invitation
