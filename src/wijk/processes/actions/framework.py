"""The framework is written section by section, and published as a version that never changes."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Faulty, Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.processes import queries, sections
from wijk.processes.actions.noting import living, locked, note, said
from wijk.processes.framing import ActorSaid, Content, OrganSaid, PhaseSaid, with_parts, written
from wijk.processes.levels import BY_CODE
from wijk.processes.models import Framework, Process
from wijk.processes.words import DECISION_RULES

REVIEWED = Text(
    {"nl": "wat de herziening opleverde", "fr": "ce que la révision a donné", "en": "what the review agreed"}
)


@transaction.atomic
def write_framework(
    viewer: Viewer, *, process: Process, section: str, parts: Mapping[str, Any], seen: str = ""
) -> Framework:  # fmt: skip
    """Write one section of the draft; the draft begins as the version in force.

    `seen` is the mark (`sections.mark`) of the section as the writer read it: refused when somebody else changed it meanwhile.
    """
    row = living(locked(viewer, process, "processes.write_framework"))
    if section not in sections.BY_CODE:
        raise Refused("no-section", _("A framework has no such section."))
    draft = _draft(row)
    content = queries.content_of(draft)
    if seen and seen != sections.mark(content, section):
        raise Refused(
            "changed-meanwhile",
            _(
                "Somebody else changed this section while you wrote. Their words stand below yours: join them, and save again."
            ),
        )
    strange = set(parts) - set(sections.BY_CODE[section].parts)
    if strange:
        raise Refused("no-section", _("A framework has no such section."))
    fresh = with_parts(content, parts)
    _fits(fresh)
    draft.content, draft.changed_at = written(fresh), clock.now()
    draft.save()
    part = dict(sections.in_languages(partial(str, sections.BY_CODE[section].title)))
    note(viewer, "processes.write_framework", row, section=section, part=part)
    return draft


def _draft(row: Process) -> Framework:
    """The draft; a fresh one begins as the version in force."""
    draft = row.frameworks.filter(number=None).first()
    if draft is None:
        draft = Framework(process=row, content=written(queries.draft_content(row)))
    return draft


def _fits(content: Content) -> None:
    """Refuse codes that mean nothing."""
    wrong = [
        *(_("There is no level “{code}”.").format(code=s.level) for s in content.shares if s.level and s.level not in BY_CODE),
        *(_("There is no rule “{code}”.").format(code=d.rule) for d in content.deciders if d.rule not in ("", *DECISION_RULES)),
        *([_("Say “yes”, “partly” or “no”: do people live there already?")] if content.living not in ("", "yes", "partly", "no") else []),
        *(_("Training is for participants or for staff.") for t in content.training if t.whom not in ("participants", "staff")),
    ]  # fmt: skip
    if wrong:
        raise Faulty(wrong, code="framework-faulty")


@transaction.atomic
def publish_framework(
    viewer: Viewer, *, process: Process, why: Text | None = None, warnings_read: bool = False
) -> Framework:  # fmt: skip
    """Publish the draft as the next version. Faulty with all that must be done first; refused where warnings were not read.

    `why` says what changed since the version before; it is needed from the second version on.
    """
    row = living(locked(viewer, process, "processes.publish_framework"))
    draft = row.frameworks.filter(number=None).first()
    if draft is None:
        raise Refused("no-draft", _("There is no draft to publish. Change a section first."))
    found = queries.findings(row, queries.content_of(draft))
    fatal = [finding.sentence for finding in found if finding.fatal]
    if fatal:
        raise Faulty(fatal, code="framework-not-ready")
    if found and not warnings_read:
        raise Refused("warnings", _("Read first where the framework is thin, and say that you did."))
    before = queries.in_force(row)
    if before is not None and not why:
        raise Refused("no-why", _("Say what changed and why. People who endorsed the version before read that."))
    content = _standing(row, queries.content_of(draft))
    if before is not None and queries.content_of(before) == content:
        raise Refused("nothing-changed", _("Nothing changed since the version before."))
    draft.content, draft.why = written(content), said(why)
    draft.number = (before.number or 0) + 1 if before is not None else 1
    draft.published_at = draft.changed_at = clock.now()
    draft.save()
    note(viewer, "processes.publish_framework", row, number=draft.number)
    return draft


def _standing(row: Process, content: Content) -> Content:
    """The content with phases, actors and organs as they are called today, and without what speaks of others."""
    phases = tuple(PhaseSaid(p.code, p.title, p.start.isoformat(), p.end.isoformat()) for p in row.phases.all())
    actors = tuple(ActorSaid(a.code, a.title, a.about) for a in row.participants.all())
    known = queries.organs_known(row, content)
    here = ({p.code for p in phases}, {a.code for a in actors})
    shares = tuple(s for s in content.shares if s.level and s.phase in here[0] and s.actor in here[1])
    organs = tuple(OrganSaid(key, facts.title) for key, facts in sorted(known.items()))
    return replace(content, phases=phases, actors=actors, organs=organs, shares=shares)


@transaction.atomic
def take_over(viewer: Viewer, *, process: Process, parts: Mapping[str, Any]) -> Framework:
    """Take what a review agreed into the draft: some parts of the content, all at once."""
    row = living(locked(viewer, process, "processes.write_framework"))
    draft = _draft(row)
    fresh = with_parts(queries.content_of(draft), parts)
    _fits(fresh)
    draft.content, draft.changed_at = written(fresh), clock.now()
    draft.save()
    note(viewer, "processes.write_framework", row, section="review", part=dict(REVIEWED))
    return draft
