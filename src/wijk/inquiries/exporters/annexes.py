"""What else stands in a report: the period as a sum, how it was made known, counts, hearing, opinion, decision, the file with its prints."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from wijk.contributions.models import Contribution
from wijk.core.text import Text
from wijk.inquiries import sums
from wijk.inquiries.exporters import blocks
from wijk.inquiries.exporters.blocks import Block
from wijk.inquiries.models import Inquiry
from wijk.inquiries.public_words import HOW_WORDS, VERDICT_WORDS
from wijk.inquiries.queries import reading
from wijk.inquiries.sums import Sum

#: A smaller number of remarks about one neighbourhood is not told by itself.
LEAST = 5
SHORT = "j F Y"
#: What stands instead of words that are not shown.
UNSEEN = {"withdrawn", "removed", "hidden", "waiting", "unconfirmed"}


def said(level: int, title: str, *texts: Text) -> Iterator[Block]:
    """A heading and texts below it; nothing where nothing is said."""
    if any(texts):
        yield blocks.heading(level, title)
        yield from (blocks.words(text) for text in texts if text)


def period(found: Sum | None) -> Iterator[Block]:
    """The days in sentences."""
    if found is not None:
        yield blocks.heading(2, _("The period, counted"))
        yield blocks.rows(found.sentences)
        yield blocks.soft(_("Every day of the sum stands in an annex."))


def days(found: Sum | None) -> Iterator[Block]:
    """Day by day."""
    if found is not None:
        yield blocks.heading(2, _("Annex: the period, day by day"))
        lines = [[sums.spoken(one.on, "l j F Y"), str(one.number or "–"), one.words] for one in found.lines]
        yield blocks.table([_("Day"), _("Counts as"), _("Why not")], lines, [0, 0, 1])


def known(inquiry: Inquiry) -> Iterator[Block]:
    """How it was made known."""
    yield blocks.heading(2, _("How it was made known"))
    lines = []
    if inquiry.announced_on:
        lines.append(
            _("Notice on {day}, on this site and by poster.").format(day=date_format(inquiry.announced_on, SHORT))
        )
    if inquiry.look_where:
        lines.append(_("The file lay on paper here: {where}").format(where=inquiry.look_where.to()))
    if inquiry.look_hours:
        lines.append(_("Hours: {hours}").format(hours=inquiry.look_hours.to()))
    yield blocks.rows(lines)


def counted(counts: reading.Counts, areas: Sequence[tuple[str, int]], names: Mapping[str, Text]) -> Iterator[Block]:
    """How many spoke, by which way, about which neighbourhood."""
    yield blocks.heading(2, _("How many remarks there were"))
    words = ngettext("{n} remark, of which {late} late.", "{n} remarks, of which {late} late.", counts.total)
    yield blocks.plain(words.format(n=counts.total, late=counts.late), language=tongue())
    if not counts.total:
        return
    ways = [[str(HOW_WORDS[how]), str(n)] for how, n in sorted(counts.by_how.items(), key=lambda pair: -pair[1])]
    yield blocks.table([_("By which way"), _("Remarks")], ways, [1, 1])
    alone, together, n = blocks.merged(areas, LEAST)
    lines = [[names[area].to() if area else _("no place in particular"), str(count)] for area, count in alone]
    if together:
        words = ngettext("{n} other place", "{n} other places together", together)
        lines.append([words.format(n=together), str(n)])
    yield blocks.table([_("About which place"), _("Remarks")], lines, [1, 1])
    yield blocks.soft(_("Places with fewer than {n} remarks are counted together.").format(n=LEAST))


def heard(inquiry: Inquiry) -> Iterator[Block]:
    """The hearing and its notes."""
    if inquiry.hearing is None:
        return
    yield blocks.heading(2, _("The hearing"))
    when = inquiry.hearing.starts_at
    where = inquiry.hearing.where.to()
    day = sums.spoken(timezone.localtime(when), "l j F Y, H:i") if when else ""
    yield blocks.plain(", ".join(part for part in (day, where) if part), language=tongue())
    if inquiry.hearing_notes:
        yield blocks.words(inquiry.hearing_notes)
    if numbers := [str(one.number) for one in reading.heard(inquiry)]:
        words = ngettext(
            "What was said there stands among the remarks, as number {numbers}.",
            "What was said there stands among the remarks, as numbers {numbers}.",
            len(numbers),
        )
        yield blocks.plain(words.format(numbers=", ".join(numbers)), language=tongue())


def advised(inquiry: Inquiry) -> Iterator[Block]:
    """The opinion that was asked, with who thought otherwise."""
    row = inquiry.opinion
    if row is None or not row.public:
        return
    yield blocks.heading(2, _("The opinion"))
    if row.given_on is None:
        yield blocks.plain(_("Asked of {organ}; not given yet.").format(organ=row.organ.title.to()), language=tongue())
        return
    words = _("{organ}, {day}: {verdict}")
    line = words.format(
        organ=row.organ.title.to(), day=date_format(row.given_on, SHORT), verdict=VERDICT_WORDS[row.verdict]
    )
    yield blocks.plain(line, language=tongue())
    yield blocks.words(row.majority)
    yield from said(3, _("Who thought otherwise"), row.dissent)


def decided(inquiry: Inquiry) -> Iterator[Block]:
    """What was decided, and by whom."""
    row = inquiry.decision
    if row is None or not row.public:
        return
    yield blocks.heading(2, _("The decision"))
    words = _("{organ}, {day}: {title}")
    line = words.format(organ=row.organ.title.to(), day=date_format(row.on, SHORT), title=row.title.to())
    yield blocks.plain(line, language=tongue())
    yield blocks.words(row.motion)
    if row.voted:
        votes = _("{yes} for, {no} against, {none} abstained")
        yield blocks.plain(
            votes.format(yes=row.votes_for, no=row.votes_against, none=row.votes_abstain), language=tongue()
        )
    yield from said(3, _("Who thought otherwise"), row.dissent)


def file(inquiry: Inquiry) -> Iterator[Block]:
    """Every version of every document with its print."""
    yield blocks.heading(2, _("Annex: the file"))
    lines = [
        [
            f"{document.number}.{version.number}", document.title.to(),
            " ".join(part for part in (date_format(timezone.localtime(version.added_at), SHORT), _later(version.later, version.why)) if part),
            version.hash,
        ]
        for document in reading.file_of(inquiry)
        for version in reversed(document.versions.all())
    ]  # fmt: skip
    if not lines:
        yield blocks.plain(_("No document was added."), language=tongue())
        return
    yield blocks.table([_("No."), _("Document"), _("Added"), "SHA-256"], lines, [0, 2, 2, 3])
    yield blocks.soft(_("Whoever has a file can reckon its print: the same file has the same print."))


def _later(later: bool, why: Text) -> str:
    return _("(after the notice: {why})").format(why=why.to()) if later else ""


def words_of(voice: Contribution) -> tuple[str, str]:
    """Title and words of a remark; where they are not shown, that."""
    if voice.visibility == "withdrawn":
        return _("Taken back by its author"), ""
    if voice.visibility == "removed":
        return _("Taken away by the moderators"), ""
    if voice.visibility in UNSEEN:
        return _("Not shown at this moment"), ""
    return voice.title, voice.body


def language_of(voice: Contribution) -> str:
    """The language in which it is said, as paper knows it; that of the page where its words are not shown."""
    code = voice.language.partition("-")[0].lower()
    return (
        code if voice.visibility == "shown" and code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else tongue()
    )


def tongue() -> str:
    """The language of the paper."""
    return get_language() or "nl"
