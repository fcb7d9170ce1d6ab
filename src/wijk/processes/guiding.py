"""What is the next thing to do at a process? One sentence and the page where one does it, from the first day to the last."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from wijk.core.providers import Debt
from wijk.processes.checking import Finding
from wijk.processes.models import Framework, Process
from wijk.processes.queries import Side
from wijk.processes.sections import BY_CODE


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, and where: `url` is a page, or a place on this one."""

    words: str
    url: str


def next_step(
    process: Process, sides: Sequence[Side], found: Sequence[Finding], listed: Sequence[Framework], owed: Sequence[Debt]
) -> Step | None:
    """The next thing to do; None where it is over. `listed` are the versions, newest first; `owed` what the open
    phase still owes."""
    if process.is_over:
        return None
    return _preparing(process, found, listed) or _running(process, sides, owed)


def _page(name: str, process: Process, *more: object) -> str:
    return reverse(f"processes:{name}", args=[process.key, *more])


def _preparing(process: Process, found: Sequence[Finding], listed: Sequence[Framework]) -> Step | None:
    fatal = next((finding for finding in found if finding.fatal), None)
    if not process.summary:
        return Step(_("Say in two or three sentences what it is about."), _page("facts", process))
    if fatal is not None and (not listed or fatal.section not in BY_CODE):
        pages = {"phases": "new_phase", "participants": "new_participant"}
        if fatal.section in BY_CODE:
            return Step(fatal.sentence, f"{_page('section', process, fatal.section)}#id_{fatal.box}")
        return Step(fatal.sentence, _page(pages[fatal.section], process))
    if not listed:
        return Step(
            _("Publish the framework, so that everybody can read under which rules they take part."),
            _page("publish", process),
        )
    if process.state == "draft":
        return Step(_("Announce it, so that people hear of it."), "#announce")
    if not listed[0].endorsements.all():
        return Step(
            _("Ask everybody concerned to stand behind the framework, and note who does."), _page("endorse", process)
        )
    return None


def _running(process: Process, sides: Sequence[Side], left: Sequence[Debt]) -> Step:
    now = next((side for side in sides if side.phase.state == "open"), None)
    if now is not None:
        owed = next((promise for promise in now.promises if promise.state == "owed"), None)
        if owed is not None:
            words = _("“{phase}” is open. Before it can close: {promise}.").format(
                phase=now.phase.title, promise=owed.title
            )
            return Step(words, _page("answer", process, owed.pk))
        if left:
            words = _("“{phase}” is open. Before it can close: {promise}.").format(
                phase=now.phase.title, promise=left[0].text
            )
            return Step(words, left[0].url)
        return Step(
            _("“{phase}” owes nothing any more. Close it.").format(phase=now.phase.title), f"#phase-{now.phase.code}"
        )
    coming = next((side.phase for side in sides if side.phase.state == "planned"), None)
    if coming is not None:
        return Step(_("Open “{phase}” on its first day.").format(phase=coming.title), f"#phase-{coming.code}")
    if not process.evaluation:
        return Step(_("Write how it went, and what was learnt."), _page("evaluate", process))
    return Step(_("Close the process."), "#ending")
