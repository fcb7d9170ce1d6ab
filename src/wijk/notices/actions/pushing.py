"""Messages in the browsers that people turned on: kept as parcels until they left, dropped where the browser is gone.

A parcel may leave twice when a worker dies; both carry the same tag, and a browser shows one message for each tag.
"""

import hashlib
import json
import logging
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.viewer import Viewer
from wijk.notices import sealing
from wijk.notices.access import decides_for
from wijk.notices.actions.following import told
from wijk.notices.models import Parcel, Push, Reader

log = logging.getLogger(__name__)

#: After so many tries, about a day, a message is no news any more.
TRIES = 8
BATCH = 50
#: So many browsers one reader may turn on.
MOST = 10
#: How long a push service keeps a message for a browser that is off, in seconds.
KEPT = 24 * 3600
#: Seconds that we wait for a push service.
PATIENCE = 10


@transaction.atomic
def turn_on_push(viewer: Viewer, *, reader: Reader, endpoint: str, p256dh: str, auth: str) -> Push:
    """Tell this browser of things, too. Refused for an address that belongs to no known push service, or for keys that are none."""
    decides_for(viewer, reader, "notices.turn_on_push")
    if not sealing.known_service(endpoint) or not sealing.known_keys(p256dh, auth):
        raise Refused("push", _("This browser takes messages in a way that we do not know. Use mail or a feed."))
    known = Push.objects.filter(endpoint=endpoint).first()
    if known is not None and known.reader_id != reader.pk:
        known.delete()  # another account on the same browser: the one in front of it now counts
    if reader.pushes.exclude(endpoint=endpoint).count() >= MOST:
        raise Refused("push-many", _("Messages are on in ten browsers already. Turn them off first."))
    row, _made = Push.objects.update_or_create(
        endpoint=endpoint, defaults={"reader": reader, "p256dh": p256dh.rstrip("="), "auth": auth.rstrip("=")}
    )
    told("notices.turn_on_push")
    return row


@transaction.atomic
def turn_off_push(viewer: Viewer, *, reader: Reader, endpoint: str = "") -> int:
    """Tell this browser nothing more; without an endpoint, none of them."""
    decides_for(viewer, reader, "notices.turn_off_push")
    rows = reader.pushes.filter(endpoint=endpoint) if endpoint else reader.pushes.all()
    count = rows.count()
    rows.delete()
    if count:
        told("notices.turn_off_push")
    return count


def send_parcels(now: datetime) -> int:
    """Send the messages that are due; how many were tried."""
    tried = 0
    while parcels := _claim(now):
        for parcel in parcels:
            _done(parcel, _send(parcel, now))
        tried += len(parcels)
    return tried


def _claim(now: datetime) -> list[Parcel]:
    with transaction.atomic():
        skip = transaction.get_connection().features.has_select_for_update_skip_locked
        due = Parcel.objects.filter(try_after__lte=now).order_by("try_after", "pk")
        parcels = list(due.select_for_update(of=("self",), skip_locked=skip).select_related("push")[:BATCH])
        for parcel in parcels:
            parcel.tries += 1
            parcel.try_after = now + timedelta(minutes=max(2.0, 2.0**parcel.tries))
        Parcel.objects.bulk_update(parcels, ["tries", "try_after"])
    return parcels


class _Stay(urllib.request.HTTPRedirectHandler):
    """A push service leads nowhere else."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def _send(parcel: Parcel, now: datetime) -> int:
    """Hand one message to its push service: the status it answers, 0 where it does not."""
    push = parcel.push
    if not sealing.known_service(push.endpoint):
        return 410
    body = sealing.sealed(json.dumps(parcel.words, ensure_ascii=False).encode(), push.p256dh, push.auth)
    topic = hashlib.sha256(str(parcel.words.get("tag", parcel.key)).encode()).hexdigest()[:32]
    headers = {
        "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", "TTL": str(KEPT), "Topic": topic,
        "Urgency": "normal", "Authorization": sealing.authorization(push.endpoint, now),
    }  # fmt: skip
    return post(push.endpoint, body, headers)


def post(endpoint: str, body: bytes, headers: dict[str, str]) -> int:
    """Send it; 0 where nobody answers."""
    asked = urllib.request.Request(endpoint, data=body, headers=headers, method="POST")  # noqa: S310 - https only, checked
    try:
        with _OPENER.open(asked, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except (OSError, HTTPException, ValueError):
        return 0


def _done(parcel: Parcel, status: int) -> None:
    if status in (404, 410):
        parcel.push.delete()  # the browser is gone, and its parcels with it
    elif 200 <= status < 300 or status in (400, 413) or parcel.tries >= TRIES:
        if not 200 <= status < 300:
            log.warning("parcel %s was given up (%s)", parcel.pk, status)
        parcel.delete()
    else:
        log.warning("parcel %s was not taken (%s); it is tried again after %s", parcel.pk, status, parcel.try_after)


def waiting() -> int:
    """How many messages wait."""
    return Parcel.objects.filter(try_after__lte=clock.now()).count()
