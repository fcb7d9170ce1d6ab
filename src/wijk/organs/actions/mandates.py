"""Mandates: given for a term, ended, and forgotten of who is erased."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.accounts.models import Person
from wijk.actors.models import Organisation
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.organs import queries
from wijk.organs.actions import checks
from wijk.organs.models import PUBLIC_ROLES, ROLES, Mandate, Organ
from wijk.trail.actions import JSON, record


@transaction.atomic
def give_mandate(
    viewer: Viewer, *, organ: Organ, role: str, since: date, until: date | None = None, person: Person | None = None,
    name: str = "", represents: Organisation | None = None, substitute_for: Mandate | None = None, public: bool = False,
    declared: str = "",
) -> Mandate:  # fmt: skip
    """Give somebody a seat for a term. `public`: the person agreed to be named; elected and formal roles are public by nature.

    Raises NotAllowed; Refused for a term that runs backwards or that the organ does not live to see, for the same person twice in
    the same role at the same time, and for a substitute of nobody.
    """
    checks.need_keeper(viewer, organ, "organs.give_mandate")
    row = given(
        organ, role=role, since=since, until=until, person=person, name=name, represents=represents, substitute_for=substitute_for,
        public=public, declared=declared,
    )  # fmt: skip
    data = checks.told(
        title=checks.shown_title(organ),
        role=role,
        since=since.isoformat(),
        until=until.isoformat() if until else None,
        mandate=row.pk,
    )
    record(viewer, verb="organs.give_mandate", subject=Subject("organs.organ", organ.key), area=organ.place, data=data)
    return row


def given(
    organ: Organ, *, role: str, since: date, until: date | None, person: Person | None = None, name: str = "",
    represents: Organisation | None = None, substitute_for: Mandate | None = None, public: bool = False, declared: str = "",
) -> Mandate:  # fmt: skip
    """The mandate itself, checked and kept. Asks no permission, tells nobody."""
    if role not in ROLES:
        raise Refused("role", _("There is no role “{role}”. Choose one from the list."), role=role)
    if person is None and not name.strip() and represents is None:
        raise Refused("nobody", _("Say who gets the mandate: an account, a name or at least an organisation."))
    checks.forwards(since, until)
    if organ.until is not None and since > organ.until:
        raise Refused("organ-ended", _("The organ ends before this term begins. Choose an earlier day."))
    if (role == "substitute") != (substitute_for is not None):
        raise Refused(
            "substitute", _("A substitute replaces one person. Choose the role and the mandate that is replaced.")
        )
    if substitute_for is not None and (substitute_for.organ_id != organ.pk or substitute_for.role == "substitute"):
        raise Refused("substitute-of", _("A substitute replaces a member of the same organ, not another substitute."))
    kind = queries.kind_of(organ)
    row = Mandate(
        organ=organ, person=person, name=name.strip(), represents=represents, role=role, since=since, until=until,
        substitute_for=substitute_for, declared=declared.strip(),
        public=public or kind.elected or (kind.formal and role in PUBLIC_ROLES),
    )  # fmt: skip
    _check_once(row)
    row.save(force_insert=True)
    return row


@transaction.atomic
def end_mandate(viewer: Viewer, *, mandate: Mandate, on: date | None = None) -> Mandate:
    """Say which is the last day of a mandate (today). Raises NotAllowed, Refused."""
    organ = mandate.organ
    checks.need_keeper(viewer, organ, "organs.end_mandate")
    row = Mandate.objects.select_for_update().get(pk=mandate.pk)
    last = on or queries.today()
    checks.forwards(row.since, last)
    if row.until is not None and row.until < last:
        raise Refused("ended", _("This mandate ends on {until} already."), until=row.until.isoformat())
    row.until = last
    row.save(update_fields=["until"])
    data: dict[str, JSON] = {
        "title": checks.shown_title(organ),
        "role": row.role,
        "until": last.isoformat(),
        "mandate": row.pk,
    }
    record(viewer, verb="organs.end_mandate", subject=Subject("organs.organ", organ.key), area=organ.place, data=data)
    return row


def erase_mandates(person: str) -> int:
    """Take the name of a person, by their key, from every mandate: it stays "somebody's". Called while the person is erased."""
    rows = Mandate.objects.filter(person__key=person)
    return rows.update(name="", person=None, public=False, declared="")


def _check_once(row: Mandate) -> None:
    others = Mandate.objects.filter(organ=row.organ, role=row.role).exclude(until__lt=row.since)
    others = others.filter(since__lte=row.until) if row.until else others
    for other in others.select_related("person"):
        if row.holder[0] != "mandate" and other.holder == row.holder:
            words = _(
                "This person holds the same role in that term already. End that mandate first, or choose another term."
            )
            raise Refused("overlap", words)
        if row.role == "chair":
            raise Refused("two-chairs", _("Somebody else holds the chair in that term. End that mandate first."))
