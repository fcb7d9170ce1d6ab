"""Somebody says where they live, without showing it; and takes it back."""

from django.db import transaction

from wijk.core.viewer import Viewer
from wijk.residence import access, codes, keys
from wijk.residence.actions import knowing
from wijk.residence.models import Handle, Letter, Resident, Ticket


def declare(viewer: Viewer, *, area: str, session: str = "") -> str:
    """Say that one lives in a neighbourhood. With an account it is kept, and "" comes back; without one nothing is: what comes back is
    the sealed proof that the browser holds (`session`: the one it held before). Refused for what is no neighbourhood."""
    found = access.checked_area(area)
    if own := access.account_of(viewer):
        knowing.shown([("account", own)], way="declare", area=found)
        return ""
    told = keys.unseal(session, proof=True)
    same = told["handle"] if told.get("area") else keys.handle("passing", codes.drawn(24))
    return knowing.proof_of(same, found)


@transaction.atomic
def forget_own(viewer: Viewer) -> int:
    """Forget what is known of where this viewer lives, with everything by which they are known; how many rows went."""
    own = access.account_of(viewer)
    return forget(own) if own else 0


def forget(account: str) -> int:
    """Everything that belongs to the account with this print; a part of another verb."""
    residents = Handle.objects.filter(hash=account).values("resident")
    gone = Resident.objects.filter(pk__in=list(residents.values_list("resident", flat=True))).delete()[0]
    gone += Letter.objects.filter(account=account).delete()[0]
    return int(gone + Ticket.objects.filter(account=account).delete()[0])


@transaction.atomic
def count_in(viewer: Viewer, scope: str, *, session: str | None = None) -> bool:
    """Count this viewer once in the spread of a scope over the neighbourhoods. False where nothing is known, or they were counted."""
    return knowing.counted(viewer, scope, session)
