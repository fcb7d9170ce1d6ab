"""What is to be done whoever looks? One round of the worker: what the rooms have to do, then the letters that are due.

Each is guarded: a fault in one does not stop the others. Any number of workers may run at once.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError

from wijk.core import clock, outbox
from wijk.core.outbox import Sent
from wijk.core.providers import providers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: things done by the rooms, letters, and the names of what failed."""

    done: int
    sent: Sent
    failed: tuple[str, ...] = ()


def tick(now: datetime | None = None) -> Round:
    """One round at `now`. Raises DatabaseError where the outbox itself cannot be asked."""
    at = now or clock.now()
    done, failed = 0, []
    for room in providers("works"):
        try:
            done += room.work(at)
        except DatabaseError as fault:
            log.warning("%s could not work (%s); it is tried again", room.name, type(fault).__name__)
            failed.append(str(room.name))
        except Exception:
            log.exception("%s could not work", room.name)
            failed.append(str(room.name))
    sent = outbox.deliver(now)
    outbox.forget_old(at)
    return Round(done, sent, tuple(failed))
