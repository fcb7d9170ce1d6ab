"""Somebody said or showed where they live: find them again by what they are known by, join what belongs together, keep how far.

Parts of the verbs of this room; no line in the trail of their own: a worker tells how many there were (`tally`).
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.viewer import Viewer
from wijk.residence import access, keys, terms
from wijk.residence.models import LEVELS, Counted, Handle, Resident, Tally
from wijk.residence.queries.asking import scope_of

#: Two at one moment may make the same print; the second finds it when it tries again.
TRIES = 3


def shown(handles: Sequence[tuple[str, str]], *, way: str, area: str) -> Resident:
    """Keep what somebody said or showed. `handles` are the prints (kind, hash) by which they are known from now on.

    Prints that belonged to several people so far belong to one. What was shown is not undone by what is only said, unless it has
    ended or is of another neighbourhood. With `way` "" nothing new is shown, and what is known already is joined. Refused where an
    account is joined with a second line of the register.
    """
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _shown(list(dict.fromkeys(handles)), way, area)
        except IntegrityError:
            if not left:
                raise
    raise AssertionError


def _shown(handles: Sequence[tuple[str, str]], way: str, area: str) -> Resident:
    wanted = {hashed: kind for kind, hashed in handles}
    mine = list(Handle.objects.filter(hash__in=wanted).values_list("resident", flat=True))
    rows = list(Resident.objects.select_for_update().filter(pk__in=mine).order_by("pk"))
    _one_line(rows, wanted)
    resident = _standing(rows, way, area)
    if rows:
        Handle.objects.filter(resident__in=rows[1:]).update(resident=resident)
        Resident.objects.filter(pk__in=[row.pk for row in rows[1:]]).delete()
    there = set(resident.handles.values_list("hash", flat=True))
    for hashed, kind in wanted.items():
        if hashed not in there:
            Handle.objects.create(resident=resident, kind=kind, hash=hashed)
    if way:
        count(way)
    return resident


def _one_line(rows: Sequence[Resident], wanted: dict[str, str]) -> None:
    """Nobody is two lines of the register."""
    lines = set(Handle.objects.filter(resident__in=rows, kind="register").values_list("hash", flat=True))
    lines |= {hashed for hashed, kind in wanted.items() if kind == "register"}
    if len(lines) > 1:
        raise Refused(
            "residence-other-line",
            _("This is another line of the register than the one you are known by. Go to the counter with it."),
        )


def _standing(rows: Sequence[Resident], way: str, area: str) -> Resident:
    """The row that stays, with the best that is known now."""
    today = clock.today()
    level = "declared" if way == "declare" else "verified"
    kept = rows[0] if rows else Resident()
    live = [row for row in rows if row.until >= today]
    best = max(live, key=lambda row: (LEVELS.index(row.level), row.until), default=None)
    better = best is not None and LEVELS.index(best.level) > LEVELS.index(level) and best.area == area
    if best is not None and (better or not way):
        facts = (best.level, best.way, best.area, best.since, best.until)
    else:
        facts = (level, way, area, today, today + term(level))
    kept.level, kept.way, kept.area, kept.since, kept.until = facts
    kept.save()
    return kept


def term(level: str) -> timedelta:
    """How long a standing of this level holds."""
    return terms.DECLARED if level == "declared" else terms.VERIFIED


def count(way: str) -> None:
    """One more who said or showed it by this way."""
    Tally.objects.get_or_create(way=way)
    Tally.objects.filter(way=way).update(fresh=F("fresh") + 1, total=F("total") + 1)


def proof_of(handle: str, area: str = "") -> str:
    """What the browser of somebody without an account gets: sealed, for two hours."""
    return keys.seal({"handle": handle} | ({"area": area} if area else {}))


def of_pass(held: str) -> Resident | None:
    """Whose pass this is, while their standing holds."""
    return Resident.objects.filter(handles__hash=held, handles__kind="pass", until__gte=clock.today()).first()


def holds(handle: str) -> bool:
    """Does a standing hold for who is known by this print?"""
    return Resident.objects.filter(handles__hash=handle, until__gte=clock.today()).exists()


def counted(viewer: Viewer, scope: str, session: str | None) -> bool:
    """Count a viewer once in the spread of a scope."""
    held, root = access.rooted(viewer, session)
    if not held.area or not root:
        return False
    name = scope_of(scope)
    hashed = keys.spread(name, root)
    _row, made = Counted.objects.get_or_create(scope=name, hash=hashed, defaults={"area": held.area})
    return made
