"""Services and routes come from a file: all of them, or none."""

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.answers import access
from wijk.answers.actions.keeping import write_route, write_service
from wijk.answers.importers import MOST_FAULTS, Told
from wijk.answers.models import Service
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.subject import CITY
from wijk.core.viewer import Viewer
from wijk.trail.actions import record


@transaction.atomic
def import_routes(viewer: Viewer, *, told: Told) -> tuple[int, int]:
    """Take in what `importers.read` found; how many services and routes. Faulty with every fault and its line; nothing is kept then."""
    if not viewer.may(access.IMPORT):
        raise NotAllowed(access.IMPORT)
    faults: list[str] = []
    for one in told.services:
        try:
            write_service(key=one.key, title=one.title, days=one.days, working=one.working, place=one.place)
        except Refused as fault:
            faults.append(_("Line {line}: {fault}").format(line=one.line, fault=fault))
    services = {row.key: row for row in Service.objects.all()} if told.routes else {}
    for row in told.routes:
        if row.service not in services:
            faults.append(_("Line {line}: there is no service “{key}”.").format(line=row.line, key=row.service))
            continue
        try:
            write_route(
                service=services[row.service], opening=row.opening, area=row.area, kind=row.kind, category=row.category, days=row.days
            )  # fmt: skip
        except Refused as fault:
            faults.append(_("Line {line}: {fault}").format(line=row.line, fault=fault))
    if faults:
        raise Faulty(faults[:MOST_FAULTS])
    data = {"services": len(told.services), "routes": len(told.routes)}
    record(viewer, verb=access.IMPORT, subject=CITY, data=data)
    return len(told.services), len(told.routes)
