"""People are accompanied, and their plans while they grow: a case is begun, worked on, closed and forgotten. By members of its team alone.

The trail hears that a team worked in its area; which case it was, and who did it, stands in the team's own log.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wijk.actors.queries import language_options
from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby, Viewer
from wijk.helping import access, accompanying, codes, teamwork
from wijk.helping.models import CLOSED, HOW, STAGES, Case, CaseLink, Need, Note, Opened, Team
from wijk.helping.queries import cases as questions
from wijk.helping.queries.linked import card_of
from wijk.trail.actions import record
from wijk.ui import plain

LONGEST_ABOUT, LONGEST_WHO, LONGEST_STEP, LONGEST_NEED, LONGEST_NOTE = 200, 200, 200, 200, 4000
MOST_NEEDS, MOST_LINKS, MOST_LANGUAGES, LENGTH = 60, 12, 6, 8
FURTHEST = timedelta(days=730)
#: Minutes at the end of a line: "Samen gebeld, 20 min", "… 1 h", "… 15'".
_MINUTES = re.compile(
    r"(?:^|[\s,;.(–-])(\d{1,3})\s?(h|uur|u|heures?|hours?|min(?:uten|utes|uut|ute)?|'|’)\.?\)?\s*$", re.I
)
_HOURS = ("h", "u", "uur", "heure", "heures", "hour", "hours")


@dataclass(frozen=True, slots=True)
class CaseTerms:
    """What one says of a case: what it is about, how the team finds them again, in which languages, how far it is, what comes next."""

    about: str
    who: str = ""
    languages: Sequence[str] = ()
    stage: str = "met"
    next_on: date | None = None
    next_what: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """That they agreed, how, and to which version of the text."""

    how: str  #: "spoken", "written"
    words: int = accompanying.CURRENT
    needs: Sequence[str] = field(default_factory=tuple)  #: lines to begin with
    about: Subject | None = None  #: what they said, a process: what it grows from


def begin_case(viewer: Viewer, *, team: Team, terms: CaseTerms, agreed: Agreed, once: str = "") -> Case:
    """Begin to accompany somebody who agreed that it is kept. The same `once` gives back the first.

    NotAllowed for who is not in the team; Refused without agreement, and for what is not right, with a sentence.
    """
    keeper = teamwork.must_be_member(viewer, team, teamwork.BEGIN)
    if agreed.how not in HOW or agreed.words not in accompanying.AGREEMENT:
        raise Refused(
            "no-consent", _("Read out the text, and note how they agreed. Without agreement nothing is kept.")
        )
    given = access.once_of(f"{keeper.key}|case|{once}") if once else None
    if given and (known := Case.objects.filter(once=given, team=team).first()):
        return known
    row = Case(
        number=_fresh_number(), team=team, keeper=keeper, agreed=agreed.how, words=agreed.words, agreed_on=questions.today(), once=given
    )  # fmt: skip
    _set(row, terms)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            lines = [line for words in agreed.needs if (line := plain.line(words, longest=LONGEST_NEED))]
            Need.objects.bulk_create(Need(case=row, what=line) for line in dict.fromkeys(lines[:MOST_NEEDS]))
            if agreed.about is not None:
                _see(viewer, agreed.about)
                CaseLink.objects.create(case=row, subject=str(agreed.about))
            _noted(teamwork.BEGIN, team)
            return row
    except IntegrityError:
        if given and (known := Case.objects.filter(once=given, team=team).first()):
            return known
        raise


@transaction.atomic
def change_case(viewer: Viewer, *, case: Case, terms: CaseTerms, revision: int) -> Case:
    """Change what is said of it; "closed" as its stage closes it, any other opens it again. Refused where another changed it meanwhile."""
    row = held(viewer, case)
    if row.revision != revision:
        raise Refused(
            "changed", _("A colleague changed this in the meantime. Look at how it stands now, and change that.")
        )
    _set(row, terms)
    return _kept(row)


@transaction.atomic
def write_log(viewer: Viewer, *, case: Case, text: str, on: date | None = None, once: str = "") -> Note:
    """Add a line to the log. Minutes at its end are counted ("… 20 min"). The same `once` gives back the first.

    Refused for an empty line, and for a day that lies ahead.
    """
    row = held(viewer, case)
    given = access.once_of(f"{row.number}|note|{once}") if once else None
    if given and (known := Note.objects.filter(once=given).first()):
        return known
    said, day = plain.clean(text, longest=LONGEST_NOTE), on or questions.today()
    if not said:
        raise Refused("no-words", _("Write a line: what you did together, or what you agreed."))
    if day > questions.today():
        raise Refused("ahead", _("This day has not come yet. What is to be done stands in the next step."))
    note = Note.objects.create(
        case=row, on=day, text=said, minutes=minutes_in(said), by=teamwork.member(viewer), once=given
    )
    _kept(row, said_of_it=False)
    return note


@transaction.atomic
def strike_line(viewer: Viewer, *, case: Case, note: int) -> int:
    """Take a line out of the log, because it is wrong or they ask for it. How many went: 0 where it is gone already."""
    row = held(viewer, case)
    gone = Note.objects.filter(case=row, pk=note).delete()[0]
    if gone:
        _kept(row, said_of_it=False)
    return gone


@transaction.atomic
def add_need(viewer: Viewer, *, case: Case, what: str) -> Need:
    """One more line of what they need; the same words stand there once."""
    row = held(viewer, case)
    line = plain.line(what, longest=LONGEST_NEED)
    if not line:
        raise Refused("no-words", _("Write what is needed."))
    if known := row.needs.filter(what=line).first():
        return known
    if row.needs.count() >= MOST_NEEDS:
        raise Refused("too-many", _("Sixty lines are enough. Take one away first."))
    made = Need.objects.create(case=row, what=line)
    _kept(row, said_of_it=False)
    return made


@transaction.atomic
def tick_need(viewer: Viewer, *, case: Case, need: int, done: bool) -> bool:
    """It is there now, or not after all. True where that changed something; two who tick the same line do no harm."""
    row = held(viewer, case)
    found = row.needs.filter(pk=need)
    changed = (
        found.filter(done_on=None).update(done_on=questions.today())
        if done
        else found.exclude(done_on=None).update(done_on=None)
    )
    if changed:
        _kept(row, said_of_it=False)
    return bool(changed)


@transaction.atomic
def drop_need(viewer: Viewer, *, case: Case, need: int) -> bool:
    """It is not needed after all."""
    row = held(viewer, case)
    gone = bool(row.needs.filter(pk=need).delete()[0])
    if gone:
        _kept(row, said_of_it=False)
    return gone


@transaction.atomic
def link_case(viewer: Viewer, *, case: Case, about: Subject) -> CaseLink:
    """It is about this, too. Refused for what the viewer cannot see, and for more than a dozen."""
    row = held(viewer, case)
    _see(viewer, about)
    if known := row.links.filter(subject=str(about)).first():
        return known
    if row.links.count() >= MOST_LINKS:
        raise Refused("too-many", _("A dozen links are enough. Take one away first."))
    made = CaseLink.objects.create(case=row, subject=str(about))
    _kept(row, said_of_it=False)
    return made


@transaction.atomic
def unlink_case(viewer: Viewer, *, case: Case, link: int) -> bool:
    """It is not about this."""
    row = held(viewer, case)
    gone = bool(row.links.filter(pk=link).delete()[0])
    if gone:
        _kept(row, said_of_it=False)
    return gone


@transaction.atomic
def take_case(viewer: Viewer, *, case: Case) -> Case:
    """Accompany somebody from now on whom a colleague accompanied."""
    row = held(viewer, case)
    person = teamwork.member(viewer)
    if row.keeper_id == (person.pk if person else None):
        return row
    row.keeper = person
    return _kept(row)


@transaction.atomic
def forget_case(viewer: Viewer, *, case: Case) -> None:
    """They want it forgotten, or it is time: everything of it goes at once, also who opened it. Nothing asks why."""
    row = held(viewer, case, teamwork.FORGET)
    team = row.team
    row.delete()
    _noted(teamwork.FORGET, team, count=1)


@transaction.atomic
def note_opening(viewer: Viewer, *, case: Case, what: str = "read") -> None:
    """Keep that a member opened it. No verb of its own: the team's log of who looked. Reading on within ten minutes is one opening."""
    person = teamwork.must_be_member(viewer, case.team, teamwork.WORK)
    since = clock.now() - questions.SITTING
    if what == "read" and case.openings.filter(by=person, what="read", at__gt=since).exists():
        return
    row = Case.objects.select_for_update().filter(pk=case.pk).first()
    if row is None:  # forgotten since its page was asked for
        raise Absent("case")
    Opened.objects.create(case=row, by=person, what=what)


def minutes_in(words: str) -> int | None:
    """The minutes that a line ends with; None where it says none.

    >>> minutes_in("Samen gebeld, 20 min"), minutes_in("À la maison (1 h)"), minutes_in("Room 12"), minutes_in("call 15'")
    (20, 60, None, 15)
    """
    found = _MINUTES.search(words)
    if found is None:
        return None
    count = int(found.group(1)) * (60 if found.group(2).lower() in _HOURS else 1)
    return count if 0 < count <= 24 * 60 else None


def _set(row: Case, terms: CaseTerms) -> None:
    about = plain.line(terms.about, longest=LONGEST_ABOUT)
    if len(about) < 3:
        raise Refused("no-title", _("Say in a few words what it is about."))
    if terms.stage not in STAGES:
        raise Refused("no-stage", _("Choose how far it is."))
    if terms.next_on is not None and abs(terms.next_on - questions.today()) > FURTHEST:
        raise Refused("no-day", _("Choose a day within two years."))
    known = {code for code, _label in language_options()}
    row.about, row.who = about, plain.line(terms.who, longest=LONGEST_WHO)
    row.languages = [code for code in dict.fromkeys(terms.languages) if code in known][:MOST_LANGUAGES]
    row.next_on, row.next_what = terms.next_on, plain.line(terms.next_what, longest=LONGEST_STEP)
    if terms.stage == CLOSED:
        row.closed_at, row.next_on = row.closed_at or clock.now(), None
    else:
        row.closed_at = None
    row.stage = terms.stage


def held(viewer: Viewer, case: Case, verb: str = teamwork.WORK) -> Case:
    """The case, held until it is written, for a member of its team. Refused where it was forgotten meanwhile."""
    row = Case.objects.select_for_update(of=("self",)).select_related("team").filter(pk=case.pk).first()
    if row is None:
        raise Refused("gone", _("This was forgotten in the meantime."))
    teamwork.must_be_member(viewer, row.team, verb)
    return row


def _kept(row: Case, *, said_of_it: bool = True) -> Case:
    """Save it and note the verb. `said_of_it`: what stands in the form changed, so that another's open form is too old."""
    row.touched_at = clock.now()
    if said_of_it:
        row.revision += 1
    row.save()
    _noted(teamwork.WORK, row.team)
    return row


def _see(viewer: Viewer, about: Subject) -> None:
    if card_of(about, viewer) is None:
        raise Refused(
            "no-link",
            _("This is nothing that can be linked to. Paste the address of a page here, or the code of a receipt."),
        )


def _noted(verb: str, team: Team, **told: Any) -> None:
    record(Passerby(), verb=verb, subject=teamwork.caseload(), area=team.area, data=told)


def _fresh_number() -> str:
    number = "".join(secrets.choice(codes.SIGNS) for _sign in range(LENGTH))
    return _fresh_number() if Case.objects.filter(number=number).exists() else number
