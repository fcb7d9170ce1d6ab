"""In person at the counter: somebody of the office sees a document, says the neighbourhood, and keeps nothing of the document."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.subject import CITY
from wijk.core.viewer import Viewer
from wijk.residence import access, codes, keys, terms
from wijk.residence.actions import knowing
from wijk.residence.actions.pacing import repeated
from wijk.residence.actions.registers import line_of
from wijk.residence.models import Ticket
from wijk.trail.actions import record


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the counter hands over: a pass for who has no account ("" with one), and the neighbourhood."""

    pass_code: str
    area: str


@transaction.atomic
def fresh_ticket(viewer: Viewer) -> str:
    """The code that somebody with an account shows at the counter: it works once, for an hour; a new one ends the one before."""
    own = access.account_of(viewer)
    if not own:
        raise Refused("account", _("Sign in first. Without an account just come: you get a pass on paper."))
    code = codes.fresh(codes.TICKET)
    Ticket.objects.filter(account=own).delete()
    Ticket.objects.create(hash=keys.handle("ticket", code), account=own, until=clock.now() + terms.TICKET)
    return code


def confirm_at_counter(
    viewer: Viewer, *, area: str, seen: bool, ticket: str = "", pass_code: str = "", line: Sequence[str] = (), once: str = ""
) -> Confirmed:  # fmt: skip
    """Confirm that the person at the counter lives in a neighbourhood, after seeing a document. Nothing of it is kept.

    `ticket`: from the telephone of who has an account; `pass_code`: who came before; neither: they get a pass. `line`: what the register
    is compared by, so that this person counts once whatever the way; its neighbourhood goes before the one given. The same form sent
    twice (`once`) gives the same answer, and counts once.
    """
    found = access.checked_area(area)
    access.allowed(viewer, access.COUNTER, found)
    if not seen:
        raise Refused("residence-unseen", _("Look at a document first, and say so in the form."))
    fresh = ""
    if not ticket.strip() and not pass_code.strip():
        fresh = codes.spelled(keys.drawn("counter", once), codes.PASS) if once else codes.fresh(codes.PASS)
    with transaction.atomic():
        handles, line_area = _handles(
            ticket, pass_code or fresh, line, new=bool(fresh), repeats=repeated("counter", once)
        )
        if handles:
            found = line_area or found
            knowing.shown(handles, way="counter", area=found)
            record(viewer, verb=access.COUNTER, subject=CITY)
    return Confirmed(fresh, found)


def _handles(
    ticket: str, pass_code: str, line: Sequence[str], *, new: bool, repeats: bool
) -> tuple[list[tuple[str, str]], str]:  # fmt: skip
    """By what the person at the counter is known, and where their line of the register says they live. Nothing for a form that came
    before."""
    if repeats:
        return [], ""
    handles: list[tuple[str, str]] = []
    area = ""
    if any(cell.strip() for cell in line):
        hashed, area = line_of(line)
        handles.append(("register", hashed))
    if ticket.strip():
        handles.append(("account", _account(ticket)))
    if pass_code:
        handles.append(("pass", keys.handle("pass", pass_code) if new else _pass(pass_code)))
    return handles, area


def known_at_counter(viewer: Viewer, *, pass_code: str = "", line: Sequence[str] = ()) -> str:
    """For a form that somebody of the office fills in on behalf of another, or types from paper: the proof by which that person has
    their mark (`access.mark(Passerby(), scope, session=proof)`), by their pass or by their line of the register. Refused where
    neither is known. Nothing is written that was not known before."""
    access.open_office(viewer, access.COUNTER)
    if pass_code.strip():
        return knowing.proof_of(_pass(pass_code))
    hashed, area = line_of(line)
    if not knowing.holds(hashed):
        knowing.shown([("register", hashed)], way="register", area=area)
    return knowing.proof_of(hashed)


def _account(typed: str) -> str:
    code = codes.read(typed)
    row = (
        Ticket.objects.select_for_update()
        .filter(hash=keys.handle("ticket", code or ""), until__gte=clock.now())
        .first()
    )
    if row is None:
        raise Refused(
            "residence-no-ticket",
            _("This code is not right, or older than an hour. Let the person make a new one on the page."),
        )
    account = row.account
    row.delete()
    return account


def _pass(typed: str) -> str:
    held = keys.handle("pass", codes.read(typed) or "")
    if knowing.of_pass(held) is None:
        raise Refused("residence-no-pass", _("This pass is not known, or has ended. Show again that you live here."))
    return held
