"""A colleague leaves: all their open cases go to another at once. Whom a case is about says themselves whether it is they. Time forgets."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.viewer import Passerby, Viewer
from wijk.helping import teamwork
from wijk.helping.actions.cases import held
from wijk.helping.case_letters import ask_person, tell_taker
from wijk.helping.models import CLOSED, Case, HandOver, Membership, Note, Opened, Team
from wijk.helping.queries import cases as questions
from wijk.trail.actions import record

BATCH = 500


@transaction.atomic
def hand_over(viewer: Viewer, *, team: Team, giver: Person | None, taker: Person) -> HandOver:
    """Move every open case that somebody keeps to a colleague; `giver` None: those that nobody keeps any more.

    NotAllowed for who is not in the team; Refused where the other is not in it, and where there is nothing to hand over.
    """
    teamwork.must_be_member(viewer, team, teamwork.HAND_OVER)
    if not Membership.objects.filter(team=team, person=taker, ended_at=None).exists():
        raise Refused("not-in-team", _("Hand over to somebody who is in the team."))
    if giver is not None and giver.pk == taker.pk:
        raise Refused("same", _("Choose another colleague to hand over to."))
    keys = _held_of(team, giver)
    if not keys:
        raise Refused("nothing", _("There is nothing to hand over."))
    made = HandOver.objects.create(key=secrets.token_hex(5), team=team, giver=giver, taker=taker)
    Case.objects.filter(pk__in=keys).update(keeper=taker, revision=F("revision") + 1, touched_at=clock.now())
    made.cases.set(keys)
    tell_taker(made, taker, len(keys))
    record(
        Passerby(), verb=teamwork.HAND_OVER, subject=teamwork.caseload(), area=team.area, data={"count": len(keys)}
    )  # fmt: skip
    return made


def _held_of(team: Team, giver: Person | None) -> list[int]:
    """The open cases that somebody keeps, held until the end; asked again once they are held, because a colleague may have handed them
    over while we waited."""
    found = questions.open_of(team, giver).values_list("pk", flat=True)
    held = (
        Case.objects.select_for_update(of=("self",))
        .filter(pk__in=list(found))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return sorted(set(held).intersection(found.all()))


@transaction.atomic
def open_file(viewer: Viewer, *, handover: HandOver) -> list[Case]:
    """The cases of a hand-over as they stand now, for its file; that it was made is noted with each of them.

    NotAllowed for who is not in the team; Refused after a month.
    """
    person = teamwork.must_be_member(viewer, handover.team, teamwork.HAND_OVER)
    if handover.at <= clock.now() - questions.FILE_KEPT:
        raise Refused("too-late", _("This file could be made for a month. The cases themselves are still there."))
    rows = list(questions.whole(handover.cases.filter(team=handover.team)).order_by("next_on", "pk"))
    Opened.objects.bulk_create(Opened(case=row, by=person, what="file") for row in rows)
    return rows


@transaction.atomic
def ask_account(viewer: Viewer, *, case: Case, email: str) -> Case:
    """Say which account is of whom one accompanies; the account itself must say so, too, before it gets anything. "" takes it away.

    NotAllowed for who is not in the team; Refused where there is no such account, and where the case was forgotten meanwhile.
    """
    row = held(viewer, case)
    meant = email.strip().lower()
    found = Person.objects.filter(email=meant, is_active=True, erased_at=None).first() if meant else None
    if meant and found is None:
        raise Refused("no-account", _("Nobody has an account with this address."))
    if row.person_id != (found.pk if found else None):
        row.person, row.person_said = found, None
        row.revision += 1
        row.save()
        if found is not None:
            ask_person(row, found)
        record(Passerby(), verb=teamwork.WORK, subject=teamwork.caseload(), area=row.team.area)
    return row


@transaction.atomic
def answer_team(viewer: Viewer, *, case: Case, yes: bool) -> None:
    """The account that a team means says that it is they, or that it is not: then the team finds no account there. For that account alone."""
    person = teamwork.member(viewer)
    row = Case.objects.select_for_update(of=("self",)).select_related("team").filter(pk=case.pk).first()
    if row is None or person is None or row.person_id != person.pk:
        raise NotAllowed(teamwork.SAY)
    if yes and row.person_said is not None:
        return
    row.person, row.person_said = (person, clock.now()) if yes else (None, None)
    row.revision += 1
    row.save()
    record(Passerby(), verb=teamwork.SAY, subject=teamwork.caseload(), area=row.team.area)


@transaction.atomic
def stop_accompanying(viewer: Viewer, *, case: Case) -> None:
    """Whom it is about wants it forgotten: it goes at once. For the account that said that it is they."""
    person = teamwork.member(viewer)
    row = Case.objects.select_for_update(of=("self",)).select_related("team").filter(pk=case.pk).first()
    if row is None or person is None or row.person_id != person.pk or row.person_said is None:
        raise NotAllowed(teamwork.FORGET)
    team = row.team
    row.delete()
    record(Passerby(), verb=teamwork.FORGET, subject=teamwork.caseload(), area=team.area, data={"count": 1})


def forget_by_term(now: datetime) -> int:
    """Close what was silent for a year, and forget what was closed half a year ago; hand-overs go after a month. How many went."""
    count = 0
    for team in Team.objects.order_by("pk"):
        with transaction.atomic():
            silent = team.cases.exclude(stage=CLOSED).filter(touched_at__lt=now - questions.SILENT)
            closed = silent.update(stage=CLOSED, closed_at=now, next_on=None, revision=F("revision") + 1)
            if closed:
                record(Passerby(), verb=teamwork.WORK, subject=teamwork.caseload(), area=team.area)
            due = team.cases.filter(stage=CLOSED, closed_at__lt=now - questions.KEPT)
            keys = list(due.values_list("pk", flat=True)[:BATCH])
            gone = Case.objects.filter(pk__in=keys).delete()[1].get("helping.Case", 0) if keys else 0
            if gone:
                record(
                    Passerby(), verb=teamwork.FORGET, subject=teamwork.caseload(), area=team.area, data={"count": gone}
                )
            count += closed + gone
    old = HandOver.objects.filter(at__lt=now - questions.FILE_KEPT)
    return count + old.delete()[1].get("helping.HandOver", 0)


@transaction.atomic
def forget_in_cases(person: Person) -> int:
    """Part of an erasure: what is kept of somebody whom a team accompanies goes; of a member, that it was they. The work stays."""
    count = Case.objects.filter(person=person, person_said__isnull=False).delete()[0]
    count += Case.objects.filter(person=person).update(person=None)
    count += Case.objects.filter(keeper=person).update(keeper=None)
    count += Note.objects.filter(by=person).update(by=None)
    count += Opened.objects.filter(by=person).update(by=None)
    count += HandOver.objects.filter(Q(giver=person) | Q(taker=person)).delete()[0]
    count += Membership.objects.filter(person=person).delete()[0]
    return count
