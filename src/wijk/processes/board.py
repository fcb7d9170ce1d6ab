"""What stands on the page of a process? Everything that its template shows, in as few questions as possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.text import Text
from wijk.meetings.models import Meeting
from wijk.organs.models import Decision, Mandate
from wijk.organs.queries import Node, decisions, kinds, of_process
from wijk.processes import levels, queries
from wijk.processes.framing import Content
from wijk.processes.models import Endorsement, Framework, Phase, Process
from wijk.processes.words import DECISION_RULES

#: Meetings of so long ago still stand in the timeline.
BACK = timedelta(days=150)
MOST_MEETINGS, MOST_DECISIONS = 12, 8


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of the timeline."""

    on: date
    state: str
    when: str
    title: str
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What some of those who take part, all alike, may expect in a phase."""

    actors: tuple[Text, ...]
    level: levels.Level | None
    promise: Text


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who decides about what, by which rule."""

    topic: Text
    phase: Text
    organ: Text
    url: str
    rule: str


def days(start: date | None, end: date | None) -> str:
    """A period in words."""
    if start and end:
        return _("{start} to {end}").format(start=date_format(start), end=date_format(end))
    return date_format(start) if start else ""


def parts_in(content: Content, phase: str) -> list[Part]:
    """What each of those who take part may expect in a phase, as a version says it; who may expect the same stand together."""
    found: dict[tuple[str, str], Part] = {}
    for actor in content.actors:
        share = content.share(phase, actor.code)
        if share is not None:
            promised = levels.promise(share.level, share.promise)
            alike = (share.level, str(sorted(promised.items())))
            others = found[alike].actors if alike in found else ()
            found[alike] = Part((*others, actor.title), levels.BY_CODE.get(share.level), promised)
    return list(found.values())


def rulings(content: Content) -> list[Ruling]:
    """Who decides what, as a version says it."""
    organs = {organ.key: organ.title for organ in content.organs}
    phases = {phase.code: phase.title for phase in content.phases}
    return [
        Ruling(
            d.topic, phases.get(d.phase, Text()), organs.get(d.organ, Text()),
            reverse("organs:organ", args=[d.organ]) if d.organ in organs else "", str(DECISION_RULES.get(d.rule, "")),
        )
        for d in content.deciders
    ]  # fmt: skip


def organigram(process: Process) -> list[Node]:
    """The public organs of a process as a tree; two queries."""
    rows = of_process(process.key)
    known = kinds() if rows else {}
    nodes = {o.pk: Node(o, known[o.kind].title if o.kind in known else Text.of(o.kind)) for o in rows}
    top: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.organ.parent_id or 0)
        (above.groups if above else top).append(node)
    return top


def named(process: Process) -> dict[str, list[str]]:
    """Who co-ordinates, follows up and guards the frame by a public mandate today, by role; one query."""
    roles = ("coordinator", "follow_up", "expert")
    rows = Mandate.objects.on(clock.today()).filter(
        organ__process=process.key, organ__public=True, role__in=roles, public=True
    )
    found: dict[str, list[str]] = {}
    for mandate in rows.select_related("person").order_by("since"):
        if mandate.who and mandate.who not in found.get(mandate.role, []):
            found.setdefault(mandate.role, []).append(mandate.who)
    return found


def phase_moment(phase: Phase, today: date) -> Moment:
    """A phase in the timeline."""
    state = {"closed": "done", "open": "now"}.get(phase.state, "next")
    if (phase.state == "open" and phase.end < today) or (phase.state == "planned" and phase.start < today):
        state = "late"
    return Moment(
        phase.start, state, days(phase.start, phase.end), phase.title.to(), f"#phase-{phase.code}", phase.summary.to()
    )


def timeline(
    process: Process, phases: Sequence[Phase], meetings: Sequence[Meeting], taken: Sequence[Decision]
) -> list[Moment]:
    """Phases, meetings and decisions in their order."""
    today = clock.today()
    found = [phase_moment(phase, today) for phase in phases]
    if process.is_over:
        found = [m if m.state == "done" else Moment(m.on, "", m.when, m.title, m.url, m.text) for m in found]
    for meeting in meetings:
        if meeting.starts_at is None:
            continue
        day = timezone.localtime(meeting.starts_at).date()
        state = "next" if meeting.starts_at > clock.now() else "done"
        url = reverse("meetings:meeting", args=[meeting.key])
        found.append(Moment(day, state, date_format(day), _("Meeting: {title}").format(title=meeting.title.to()), url))
    for decision in taken:
        url = reverse("organs:decision", args=[decision.key])
        words = _("Decision: {title}").format(title=decision.title.to())
        found.append(Moment(decision.on, "done", date_format(decision.on), words, url))
    return sorted(found, key=lambda m: m.on)


def meetings_of(process: Process) -> list[Meeting]:
    """Public meetings of a process, recent ones and those to come; one query."""
    rows = Meeting.objects.shown().filter(process=process.key, starts_at__gte=clock.now() - BACK)
    rows = rows.exclude(state="cancelled").select_related("organ")
    return list(rows.order_by("starts_at")[:MOST_MEETINGS])


def told(process: Process) -> dict[str, Any]:
    """Everything on the page of a process but its place."""
    phases = list(process.phases.all())
    version = queries.in_force(process)
    content = queries.content_of(version) if version else None
    now = next((phase for phase in phases if phase.state == "open"), None)
    coming = next((phase for phase in phases if phase.state == "planned"), None)
    meetings = meetings_of(process)
    taken = list(decisions(process=process.key)[:MOST_DECISIONS])
    shown = now or coming or (phases[-1] if phases else None)
    return {
        "phases": phases,
        "version": version,
        "content": content,
        "now": now,
        "overdue": now is not None and now.end < clock.today(),
        "coming": coming,
        "shown": shown,
        "parts": parts_in(content, shown.code) if content and shown else [],
        "rulings": rulings(content) if content else [],
        "tree": organigram(process),
        "named": named(process),
        "moments": timeline(process, phases, meetings, taken),
        "calendar": reverse("meetings:calendar", kwargs={"what": "process", "key": process.key}),
        "meetings": [m for m in meetings if m.starts_at is not None and m.starts_at > clock.now()][:4],
        "endorsed": endorsements(process, version),
    }


@dataclass(frozen=True, slots=True)
class Endorsed:
    """Who stands behind the version in force, and who endorsed only an older one."""

    now: list[Endorsement]
    older: list[Endorsement]


def endorsements(process: Process, version: Framework | None) -> Endorsed:
    """Those of the version in force, and those of older ones that were not given again; one query."""
    rows = (
        Endorsement.objects.filter(framework__process=process).select_related("framework").defer("framework__content")
    )
    listed = list(rows.order_by("-framework__number", "on", "pk"))
    now = [e for e in listed if version is not None and e.framework_id == version.pk]
    seen = {e.about for e in now}
    older = []
    for endorsement in listed:
        if endorsement.about not in seen:
            seen.add(endorsement.about)
            older.append(endorsement)
    return Endorsed(now, older)
