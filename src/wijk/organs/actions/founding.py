"""Organs: founded, changed, prolonged, ended; and the kinds of organs that a city knows."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs import access, queries, rules
from wijk.organs.actions import checks
from wijk.organs.kinds import COMPETENCES
from wijk.organs.models import Decision, Organ, OrganKind, OrganPlace
from wijk.trail.actions import JSON, record

_CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")


@transaction.atomic
def keep_kind(
    viewer: Viewer, *, code: str, title: Text, competences: Sequence[str], rule: str = "majority", share: str = "",
    quorum_share: str = "", formal: bool = False, elected: bool = False, bounded: bool = False, purpose: Text | None = None,
) -> OrganKind:  # fmt: skip
    """Add a kind of organ, or change one. Raises NotAllowed, Refused."""
    if not viewer.may("organs.keep_kind"):
        raise NotAllowed("organs.keep_kind")
    checks.need(title, "no-title", _("Give the kind a name in at least one language."))
    if not _CODE.fullmatch(code):
        raise Refused("code", _("A code has small letters, digits and hyphens, such as mixed-commission."))
    unknown = set(competences) - set(COMPETENCES)
    if unknown or not competences:
        raise Refused("competences", _("Say what organs of this kind may do: at least one thing from the list."))
    _check_rule(rule)
    facts = {
        "title": title, "purpose": purpose or Text(), "competences": sorted(set(competences)), "rule": rule,
        "share": checks.share_of(share), "quorum_share": checks.share_of(quorum_share), "formal": formal, "elected": elected,
        "bounded": bounded,
    }  # fmt: skip
    row, _made = OrganKind.objects.update_or_create(code=code, defaults=facts)
    record(
        viewer,
        verb="organs.keep_kind",
        subject=Subject("organs.kind", code),
        data={"title": dict(title), "competences": sorted(set(competences)), "rule": rule},
    )
    return row


@transaction.atomic
def found_organ(
    viewer: Viewer, *, title: Text, kind: str, place: str = "", parent: Organ | None = None, process: str = "", rule: str = "",
    quorum: int | None = None, share: str = "", of_members: bool | None = None, chair_breaks_ties: bool = False,
    quorum_share: str | None = None, seats: int | None = None, parity: dict[str, Any] | None = None, purpose: Text | None = None,
    mandate: Text | None = None, agenda: Text | None = None, since: date | None = None, until: date | None = None,
    decision: Decision | None = None, public: bool = True,
) -> Organ:  # fmt: skip
    """Found an organ. What is left out follows its kind.

    A working group (a kind that is bounded) needs its parent, a mandate, an agenda, an end, and the decision of the parent that
    set these. Raises NotAllowed; Refused for an unknown kind or place, a term that runs backwards, a quorum that can never be met.
    """
    kind_row = queries.kinds().get(kind)
    inside = parent is not None and kind_row is not None and kind_row.bounded and access.keeps(viewer, parent)
    if not access.may_found(viewer, place) and not (inside and parent is not None and place == parent.place):
        raise NotAllowed("organs.found_organ")
    if kind_row is None:
        raise Refused("kind", _("There is no kind of organ “{kind}”. Choose one from the list."), kind=kind)
    checks.need(title, "no-title", _("Give the organ a name in at least one language."))
    if parent is not None and not access.keeps(viewer, parent):
        raise Refused("not-your-parent", _("You do not keep the organ above it. Ask its chair or secretary."))
    row = made(
        kind_row, title=title, place=place, parent=parent, process=process, rule=rule, share=share, of_members=bool(of_members),
        chair_breaks_ties=chair_breaks_ties, quorum=quorum, quorum_share=quorum_share, seats=seats, parity=parity or {},
        purpose=purpose or Text(), mandate=mandate or Text(), agenda=agenda or Text(), since=since, until=until, public=public,
        decision=decision,
    )  # fmt: skip
    data = checks.told(
        title=checks.shown_title(row), kind=kind, parent=parent.key if parent else "", until=until.isoformat() if until else None,
        decision=decision.key if decision else "", process=process,
    )  # fmt: skip
    record(viewer, verb="organs.found_organ", subject=Subject("organs.organ", row.key), area=place, data=data)
    return row


def made(
    kind: OrganKind, *, rule: str, share: str, quorum_share: str | None, since: date | None, decision: Decision | None = None, **facts: Any
) -> Organ:  # fmt: skip
    """The organ itself, checked and kept, with its places; what is left out follows its kind. Asks no permission, tells nobody."""
    row = Organ(
        kind=kind.code, rule=rule or kind.rule, share=checks.share_of(share or kind.share), since=since or queries.today(),
        quorum_share=checks.share_of(kind.quorum_share if quorum_share is None else quorum_share), **facts,
    )  # fmt: skip
    check(row)
    if kind.bounded:
        _check_bounded(row, decision)
    row.key = checks.fresh_key(Organ, row.title, public=row.public)
    areas = checks.areas_of(row.place)
    row.save(force_insert=True)
    OrganPlace.objects.bulk_create(OrganPlace(organ=row, area=area) for area in sorted(areas))
    return row


@transaction.atomic
def change_organ(
    viewer: Viewer, *, organ: Organ, title: Text, purpose: Text, rule: str, share: str = "", of_members: bool = False,
    chair_breaks_ties: bool = False, quorum: int | None = None, quorum_share: str = "", seats: int | None = None,
    parity: dict[str, Any] | None = None,
) -> Organ:  # fmt: skip
    """Change how an organ works; what it decided stays as it was decided. Raises NotAllowed, Refused."""
    checks.need_keeper(viewer, organ, access.KEEP)
    checks.need(title, "no-title", _("Give the organ a name in at least one language."))
    row = Organ.objects.select_for_update().get(pk=organ.pk)
    row.title, row.purpose, row.rule, row.share = title, purpose, rule, checks.share_of(share)
    row.of_members, row.chair_breaks_ties, row.quorum, row.seats = of_members, chair_breaks_ties, quorum, seats
    row.quorum_share = checks.share_of(quorum_share)
    row.parity = row.parity if parity is None else parity
    check(row)
    row.save()
    data = checks.told(title=checks.shown_title(row), rule=rule, quorum=quorum, seats=seats)
    record(viewer, verb=access.KEEP, subject=Subject("organs.organ", row.key), area=row.place, data=data)
    return row


@transaction.atomic
def prolong_group(viewer: Viewer, *, organ: Organ, until: date, decision: Decision) -> Organ:
    """Let a working group go on until a later day, by a decision of its parent organ. Raises NotAllowed, Refused."""
    if organ.parent is None:
        raise Refused("no-group", _("Only a working group is prolonged. Change the organ instead."))
    if not access.keeps(viewer, organ.parent):
        raise NotAllowed("organs.prolong_group")
    row = Organ.objects.select_for_update().get(pk=organ.pk)
    if row.until is not None and until <= row.until:
        raise Refused(
            "not-later", _("It lasts until {until} already. Choose a later day."), until=row.until.isoformat()
        )
    checks.forwards(row.since, until)
    _check_decision(organ.parent, decision)
    row.until, row.ended = until, False
    row.save(update_fields=["until", "ended"])
    data: dict[str, JSON] = {"title": checks.shown_title(row), "until": until.isoformat(), "decision": decision.key}
    record(viewer, verb="organs.prolong_group", subject=Subject("organs.organ", row.key), area=row.place, data=data)
    return row


@transaction.atomic
def end_organ(viewer: Viewer, *, organ: Organ, on: date | None = None) -> Organ:
    """End an organ on a day (today); from the day after it takes no decisions. What it did stays. Raises NotAllowed, Refused."""
    checks.need_keeper(viewer, organ, "organs.end_organ")
    row = Organ.objects.select_for_update().get(pk=organ.pk)
    last = on or queries.today()
    if row.ended:
        raise Refused("ended", _("This organ has ended already."))
    checks.forwards(row.since, last)
    row.until, row.ended = last, True
    row.save(update_fields=["until", "ended"])
    data: dict[str, JSON] = {"title": checks.shown_title(row), "until": last.isoformat()}
    record(viewer, verb="organs.end_organ", subject=Subject("organs.organ", row.key), area=row.place, data=data)
    return row


def _check_rule(rule: str) -> None:
    if rule not in rules.RULES:
        raise Refused("rule", _("There is no decision rule “{rule}”. Choose one from the list."), rule=rule)


def check(row: Organ) -> None:
    """What must hold of any organ; Refused where it does not."""
    _check_rule(row.rule)
    checks.forwards(row.since, row.until)
    if row.rule == "qualified" and not row.share:
        raise Refused("no-share", _("A qualified majority needs its share. Write it as a fraction, such as 2/3."))
    if row.quorum is not None and row.quorum < 1:
        raise Refused("quorum-none", _("A quorum is at least one person. Leave it out where there is none."))
    if row.seats is not None and row.seats < 1:
        raise Refused("seats-none", _("An organ has at least one seat. Leave the number out where it is open."))
    if row.quorum is not None and row.seats is not None and row.quorum > row.seats:
        words = _("A quorum of {quorum} can never be met: there are only {seats} seats. Lower the quorum or add seats.")
        raise Refused("quorum-never", words, quorum=row.quorum, seats=row.seats)
    if row.parity and (
        row.parity.get("rule") != "max-share"
        or row.parity.get("of") != "declared"
        or rules.fraction(str(row.parity.get("share", ""))) is None
    ):
        raise Refused("parity", _("A parity rule says the largest share that one group may have, such as 2/3."))


def _check_bounded(row: Organ, decision: Decision | None) -> None:
    """A working group exists only with a parent, a mandate, an agenda and an end, set by a decision of its parent."""
    if row.parent is None:
        raise Refused("no-parent", _("A working group belongs to an organ. Choose the organ that sets it up."))
    checks.need(row.mandate, "no-mandate", _("Say what the working group is asked to do."))
    checks.need(row.agenda, "no-agenda", _("Say what is on the agenda of the working group."))
    if row.until is None:
        raise Refused("no-end", _("A working group has a last day. Give that day; it can be prolonged later."))
    if row.parent.until is not None and row.until > row.parent.until:
        words = _("The organ above it ends on {until}. Choose a last day before that.")
        raise Refused("outlives-parent", words, until=row.parent.until.isoformat())
    if decision is None:
        raise Refused(
            "no-decision", _("A working group is set up by a decision of the organ above it. Note that decision first.")
        )
    _check_decision(row.parent, decision)


def _check_decision(parent: Organ, decision: Decision) -> None:
    if decision.organ_id != parent.pk or decision.outcome not in ("adopted", "noted"):
        raise Refused("other-decision", _("That is no adopted decision of the organ above it. Choose another."))
