"""Who may do what with a process? Roles in its area, and whoever co-ordinates an organ of it by a mandate."""

from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.actors.models import Keeping, Organisation
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.organs.models import Mandate, Organ
from wijk.processes.models import Process, ProcessArea
from wijk.territory.queries import touched

KEEPERS: tuple[Role, ...] = ("facilitator", "manager", "clerk", "administrator")
WRITERS: tuple[Role, ...] = (*KEEPERS, "expert")

VERBS = [
    Verb.by("processes.create_process", KEEPERS, _("Prepared the process “{title}”.")),
    Verb.by("processes.start_from_plan", KEEPERS, _("Prepared the process “{title}” from {cards} method cards.")),
    Verb.by("processes.change_process", KEEPERS, _("Changed what is said of the process “{title}”.")),
    Verb.by("processes.announce_process", KEEPERS, _("Announced the process “{title}”.")),
    Verb.by("processes.keep_participant", KEEPERS, _("Noted who takes part in “{title}”: {actor}.")),
    Verb.by("processes.remove_participant", KEEPERS, _("Took “{actor}” from those who take part in “{title}”.")),
    Verb.by("processes.keep_phase", KEEPERS, _("Set the phase “{phase}” of “{title}” from {start} to {end}.")),
    Verb.by("processes.remove_phase", KEEPERS, _("Took the phase “{phase}” out of “{title}”.")),
    Verb.by("processes.open_phase", KEEPERS, _("Opened the phase “{phase}” of “{title}”.")),
    Verb.by("processes.close_phase", KEEPERS, _("Closed the phase “{phase}” of “{title}”.")),
    Verb.by("processes.promise", KEEPERS, _("Promised in “{title}”: {promise}.")),
    Verb.by("processes.keep_promise", KEEPERS, _("Gave what “{title}” promised: {promise}.")),
    Verb.by("processes.excuse_promise", KEEPERS, _("Said why “{title}” does not give what it promised: {promise}.")),
    Verb.by("processes.remove_promise", KEEPERS, _("Took a promise out of the draft of “{title}”: {promise}.")),
    Verb.by("processes.keep_task", KEEPERS, _("Noted a task for “{title}”.")),
    Verb.by("processes.write_framework", WRITERS, _("Wrote at the framework of “{title}”: {part}.")),
    Verb.by("processes.publish_framework", KEEPERS, _("Published version {number} of the framework of “{title}”.")),
    Verb.by("processes.endorse", KEEPERS, _("{who} endorsed version {number} of the framework of “{title}”.")),
    Verb.by(
        "processes.put_under_review",
        KEEPERS,
        _("Version {number} of the framework of “{title}” comes up for review by {until}."),
    ),
    Verb.by("processes.evaluate", KEEPERS, _("Wrote what came of “{title}”.")),
    Verb.by("processes.close_process", KEEPERS, _("Closed the process “{title}”.")),
    Verb.by("processes.stop_process", KEEPERS, _("Stopped the process “{title}” and said why.")),
]


def may_at(viewer: Viewer, verb: str, place: str) -> bool:
    """May this viewer do `verb` at a place? In a perimeter: in every neighbourhood that it touches, or in the whole city."""
    if not place.startswith("perimeter/"):
        return viewer.may(verb, place)
    return viewer.may(verb) or _everywhere(viewer, verb, touched(place))


def _everywhere(viewer: Viewer, verb: str, refs: frozenset[str]) -> bool:
    hoods = [ref for ref in refs if ref.startswith("neighbourhood/")]
    return bool(hoods) and all(viewer.may(verb, ref) for ref in hoods)


def may(viewer: Viewer, verb: str, process: Process) -> bool:
    """May this viewer do `verb` with this process: by a role at its place, or as its co-ordinator by a mandate that holds today?"""
    if not process.place.startswith("perimeter/"):
        by_role = viewer.may(verb, process.place)
    else:
        refs = ProcessArea.objects.filter(process=process).values_list("area", flat=True)
        by_role = viewer.may(verb) or _everywhere(viewer, verb, frozenset(refs))
    return by_role or coordinates(viewer, process)


def coordinates(viewer: Viewer, process: Process) -> bool:
    """Does this viewer hold a mandate as co-ordinator in an organ of the process today?"""
    if not isinstance(viewer, PersonViewer):
        return False
    mine = Mandate.objects.on(clock.today()).filter(person=viewer.person, role="coordinator")
    return mine.filter(organ__process=process.key).exists()


def speaks_for(viewer: Viewer) -> list[tuple[str, str]]:
    """The organisations that confirmed this viewer, and the organs that they lead today, as subjects with their names. Two queries;
    none for a passer-by."""
    if not isinstance(viewer, PersonViewer) or not viewer.person.is_active:
        return []
    kept = Keeping.objects.filter(person=viewer.person, ended_at=None).exclude(confirmed_at=None)
    organisations = Organisation.objects.standing().filter(pk__in=kept.values("organisation")).order_by("folded", "key")
    led = Mandate.objects.on(clock.today()).filter(person=viewer.person, role__in=("chair", "secretary"))
    organs = Organ.objects.live(clock.today()).filter(pk__in=led.values("organ")).order_by("key")
    return [
        *((f"actors.organisation:{o.key}", str(o.title)) for o in organisations),
        *((f"organs.organ:{o.key}", str(o.title)) for o in organs),
    ]


def check(viewer: Viewer, verb: str, process: Process) -> None:
    """NotAllowed for whoever may not do `verb` with this process."""
    if not may(viewer, verb, process):
        raise NotAllowed(verb)


def keeps_some(viewer: Viewer, verb: str = "processes.create_process") -> bool:
    """May this viewer do `verb` anywhere?"""
    return viewer.may(verb) or (isinstance(viewer, PersonViewer) and bool(viewer.places(verb)))


def open_office(viewer: Viewer, verb: str = "processes.create_process") -> None:
    """The office pages of processes, for who may do `verb` somewhere; absent for everybody else."""
    if not keeps_some(viewer, verb):
        raise Absent("process")


def open_process(viewer: Viewer, key: str) -> Process:
    """One process that this viewer may see: public, or a draft that they write at. Absent and forbidden look the same."""
    row = Process.objects.filter(key=key).first()
    if row is None or not (row.is_public or may(viewer, "processes.write_framework", row)):
        raise Absent("process")
    return row


def open_for(viewer: Viewer, key: str, verb: str) -> Process:
    """One process, for whoever may do `verb` with it."""
    row = Process.objects.filter(key=key).first()
    if row is None or not may(viewer, verb, row):
        raise Absent("process")
    return row
