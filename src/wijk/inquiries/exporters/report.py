"""The report of an inquiry with its annexes. Many remarks come in parts of their own, so that no paper is too large to be made or read."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from wijk.core import clock, site
from wijk.core.errors import Absent
from wijk.core.text import Text
from wijk.inquiries import sums
from wijk.inquiries.exporters import annexes, blocks
from wijk.inquiries.exporters.blocks import Block
from wijk.inquiries.exporters.setting import filled
from wijk.inquiries.models import GONE, Extension, Inquiry, Remark, Theme
from wijk.inquiries.public_words import HOW_WORDS, LATE_WORDS
from wijk.inquiries.queries import reading
from wijk.territory.queries import place_names
from wijk.ui.paper import printable, square_code

MOST = reading.IN_A_PART
SHORT = "j F Y"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the report tells, read once."""

    inquiry: Inquiry
    remarks: Sequence[Remark]
    themes: Sequence[Theme]
    counts: reading.Counts
    areas: Sequence[tuple[str, int]]
    names: Mapping[str, Text]
    extensions: Sequence[Extension]

    @property
    def parts(self) -> int:
        """How many parts hold the remarks; 0 where they stand in the report itself."""
        return -(-len(self.remarks) // MOST) if len(self.remarks) > MOST else 0


def gathered(inquiry: Inquiry) -> Facts:
    """All facts; five queries, however many remarks there are."""
    remarks = list(reading.all_remarks(inquiry))
    areas = Counter(one.contribution.area for one in remarks)
    owed = sum(not reading.is_answered(one) and one.contribution.visibility not in GONE for one in remarks)
    counts = reading.Counts(
        total=len(remarks), late=sum(one.late for one in remarks), waiting=owed, by_how=Counter(one.how for one in remarks),
        gone=sum(one.contribution.visibility in GONE for one in remarks),
    )  # fmt: skip
    names = place_names({inquiry.place, *areas})
    themes, extensions = reading.themes(inquiry), reading.extensions(inquiry)
    return Facts(inquiry, remarks, themes, counts, sorted(areas.items()), names, extensions)


def report_pdf(inquiry: Inquiry, language: str, part: int = 0) -> bytes:
    """The report in one language; with `part` a part of its remarks. Absent for a part that it does not have."""
    facts = gathered(inquiry)
    if not 0 <= part <= facts.parts:
        raise Absent("part")
    with override(language):
        told = _cover(facts, part) | {"blocks": list(_part(facts, part) if part else _report(facts))}
        return filled("report", told, apart=True)


def _cover(facts: Facts, part: int) -> dict[str, Any]:
    inquiry = facts.inquiry
    address = site.absolute(reverse("inquiries:inquiry", args=[inquiry.key]))
    shown = address.partition("://")[2]
    first, last = ((part - 1) * MOST + 1, min(part * MOST, len(facts.remarks))) if part else (0, 0)
    sort = _("Report of the public inquiry, remarks {first} to {last}") if part else _("Report of the public inquiry")
    days = _("{first} until {last}")
    lines = [
        facts.names[inquiry.place].to(),
        inquiry.authority.title.to(),
        days.format(first=_day(inquiry.first), last=_day(inquiry.last)),
        ngettext("{n} remark", "{n} remarks", facts.counts.total).format(n=facts.counts.total),
        _("Made on {day}.").format(day=date_format(timezone.localdate(clock.now()), SHORT)),
    ]
    return {
        "sort": sort.format(first=first, last=last), "title": printable(inquiry.title.to()), "lines": [printable(one) for one in lines],
        "contents": _("Contents"), "address": address, "shown": shown, "code": square_code(address),
        "code_alt": _("Square code that opens {address}").format(address=shown),
        "latest": _("The inquiry with its file, remarks and replies:"),
    }  # fmt: skip


def _report(facts: Facts) -> Iterator[Block]:
    inquiry = facts.inquiry
    found = sums.reckoned(inquiry, facts.extensions)
    yield from _about(inquiry)
    yield from annexes.period(found)
    yield from annexes.known(inquiry)
    yield from annexes.counted(facts.counts, facts.areas, facts.names)
    yield from _by_theme(facts)
    yield from _singly(facts)
    yield from _unanswered(facts)
    yield from _late(facts)
    yield from annexes.heard(inquiry)
    yield from annexes.advised(inquiry)
    yield from annexes.decided(inquiry)
    yield from annexes.days(found)
    yield from annexes.file(inquiry)
    yield from _register(facts)


def _about(inquiry: Inquiry) -> Iterator[Block]:
    yield blocks.heading(2, _("What it is about"))
    yield blocks.words(inquiry.intro)
    yield from annexes.said(3, _("What cannot change"), inquiry.fixed, inquiry.fixed_by, inquiry.fixed_why)
    yield from annexes.said(3, _("By which law"), inquiry.basis)


def _by_theme(facts: Facts) -> Iterator[Block]:
    """Each theme with its reply; a remark about several stands with the first, and is named with the others."""
    if not facts.themes:
        return
    yield blocks.heading(2, _("Remarks by theme, each with its reply"))
    if facts.parts:
        words = _("The words of the remarks stand in {n} parts of their own, by their numbers.")
        yield blocks.soft(words.format(n=facts.parts))
    placed: set[int] = set()
    for theme in facts.themes:
        mine = [one for one in facts.remarks if any(other.pk == theme.pk for other in one.themes.all())]
        yield blocks.heading(3, theme.title.to())
        yield _reply_of(theme, facts.inquiry)
        fresh = [] if facts.parts else [one for one in mine if one.pk not in placed]
        named = [str(one.number) for one in mine if one not in fresh]
        if named:
            yield blocks.soft(_("Also remarks: {numbers}").format(numbers=", ".join(named)) if fresh else
                              _("Remarks: {numbers}").format(numbers=", ".join(named)))  # fmt: skip
        for one in fresh:
            placed.add(one.pk)
            yield from _remark(one, 4)


def _singly(facts: Facts) -> Iterator[Block]:
    """Remarks that have a reply of their own and are about no theme."""
    mine = [one for one in facts.remarks if one.replied_at and not one.themes.all()]
    if mine:
        yield blocks.heading(2, _("Remarks with a reply of their own"))
        yield from _numbers(facts, mine)


def _unanswered(facts: Facts) -> Iterator[Block]:
    mine = [one for one in facts.remarks if not one.replied_at and not one.themes.all()]
    if mine:
        yield blocks.heading(2, _("Remarks without a reply so far"))
        yield from _numbers(facts, mine)


def _numbers(facts: Facts, mine: Sequence[Remark]) -> Iterator[Block]:
    if facts.parts:
        yield blocks.soft(_("Remarks: {numbers}").format(numbers=", ".join(str(one.number) for one in mine)))
    else:
        for one in mine:
            yield from _remark(one, 3)


def _late(facts: Facts) -> Iterator[Block]:
    late = [one for one in facts.remarks if one.late]
    yield blocks.heading(2, _("Remarks that came late"))
    if not late:
        yield blocks.plain(_("None."), language=annexes.tongue())
        return
    yield blocks.plain(_("They are kept and were read. They stand with their theme, too."), language=annexes.tongue())
    rows = [[str(one.number), _day(one.posted_on or one.received_on), str(LATE_WORDS[one.late_why])] for one in late]
    yield blocks.table([_("No."), _("Day"), _("Why it is late")], rows, [0, 0, 1])


def _register(facts: Facts) -> Iterator[Block]:
    yield blocks.heading(2, _("Annex: every remark by its number"))
    if not facts.remarks:
        yield blocks.plain(_("Nobody said anything."), language=annexes.tongue())
        return
    rows = [
        [
            str(one.number), _day(one.received_on), str(HOW_WORDS[one.how]),
            "; ".join(theme.title.to() for theme in one.themes.all()) or ("" if not one.replied_at else _("a reply of its own")),
            _("late") if one.late else "",
        ]
        for one in facts.remarks
    ]  # fmt: skip
    head = [_("No."), _("Day"), _("By which way"), _("Theme"), _("In time")]
    yield blocks.table(head, rows, [0, 0, 0, 1, 0])


def _part(facts: Facts, part: int) -> Iterator[Block]:
    yield blocks.heading(2, _("Remarks by their numbers"))
    for one in facts.remarks[(part - 1) * MOST : part * MOST]:
        yield from _remark(one, 3)


def _remark(one: Remark, level: int) -> Iterator[Block]:
    voice = one.contribution
    facts = [str(HOW_WORDS[one.how]), _day(one.received_on)]
    if one.posted_on:
        facts.append(_("posted on {day}").format(day=_day(one.posted_on)))
    if one.late:
        facts.append(_("late: {why}").format(why=LATE_WORDS[one.late_why]))
    others = [theme.title.to() for theme in one.themes.all()]
    if len(others) > 1:
        facts.append(_("Themes: {themes}").format(themes="; ".join(others)))
    if voice.shown_as and voice.visibility == "shown":
        facts.append(voice.shown_as)
    title, said = annexes.words_of(voice)
    head = f"{one.number}. {title}"
    yield blocks.remark(level, head, " · ".join(facts), said, annexes.language_of(voice))
    if one.replied_at:
        yield blocks.reply(_("Reply to this remark"), one.reply)


def _reply_of(theme: Theme, inquiry: Inquiry) -> Block:
    if theme.replied_at is None:
        return blocks.soft(_("No reply was given yet."))
    by = (theme.by or inquiry.authority).title.to()
    words = _("Reply of {organ}, {day}")
    return blocks.reply(
        words.format(organ=by, day=date_format(timezone.localtime(theme.replied_at), SHORT)), theme.reply
    )


def _day(on: Any) -> str:
    return date_format(on, SHORT) if on else ""
