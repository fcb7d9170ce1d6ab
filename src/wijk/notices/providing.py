"""What notices answers to the rooms below it, and what it does in the worker; listed in `config.rooms`."""

from datetime import datetime
from typing import Any

from wijk.accounts.models import Person
from wijk.core.bounces import address_hash
from wijk.core.models import Bounce, Letter
from wijk.notices import actions
from wijk.notices.models import Reader


class Working:
    """Reads the trail, writes the letters that are due, and sends the messages to browsers."""

    name = "notices"

    def work(self, now: datetime) -> int:
        """One round; how much was done."""
        done = 0
        while read := actions.gather():
            done += read
        return done + actions.tell(now) + actions.send_parcels(now) + actions.forget_unconfirmed(now)


class OwnNotices:
    """What a person follows, and how they hear of it."""

    name = "notices"

    def export(self, person: str) -> dict[str, Any]:
        """Everything that they follow and wish, for their own copy."""
        reader = Reader.objects.filter(person__key=person).first()
        if reader is None:
            return {}
        return {
            "follows": [
                {"tag": row.tag, "since": row.since.isoformat(), "confirmed": row.confirmed_at is not None}
                for row in reader.follows.order_by("since")
            ],
            "rhythm": reader.rhythm,
            "weekday": reader.weekday,
            "quiet": [str(reader.quiet_from or ""), str(reader.quiet_to or "")],
            "by_mail": reader.by_mail,
            "home": reader.home,
            "agreed_large": reader.agreed_large,
            "stopped": reader.stopped_at.isoformat() if reader.stopped_at else None,
            "browsers": list(reader.pushes.values_list("endpoint", flat=True)),
        }

    def erase(self, person: str) -> int:
        """Forget the reader with all that hangs on them, and the print of their address."""
        address = Person.objects.filter(key=person).values_list("email", flat=True).first() or ""
        gone = Reader.objects.filter(person__key=person).delete()[0]
        if address:
            gone += Reader.objects.filter(email=address).delete()[0]
            gone += Bounce.objects.filter(address=address_hash(address)).delete()[0]
            gone += Letter.objects.filter(address=address_hash(address)).update(address="")
        return gone


working, own_notices = Working(), OwnNotices()
