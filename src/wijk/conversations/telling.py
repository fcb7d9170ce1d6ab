"""What does a report say in words? The sentences of its page, of the sheet, and of who reads it aloud at a meeting."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijk.conversations.queries import Cell, Line, Report
from wijk.conversations.queries.reports import CONVERGE, DIVERGE, LETTERS, RECONCILE, UNKNOWN
from wijk.ui.figures import quantity
from wijk.ui.paper import printable

#: Letters from here on are not in the typeface of our paper.
BORNE = 0x530
#: Of each basin: its name, and what it means.
NAMES = {
    CONVERGE: gettext_lazy("Shared ground"),
    RECONCILE: gettext_lazy("Can be brought together"),
    DIVERGE: gettext_lazy("Opposite"),
    UNKNOWN: gettext_lazy("Not known yet"),
}
MEANINGS = {
    CONVERGE: gettext_lazy("Every viewpoint leans the same way. An agreement can begin here."),
    RECONCILE: gettext_lazy("The viewpoints are not firmly opposed. Talking can bring them together; where least has to move comes first."),
    DIVERGE: gettext_lazy("Two viewpoints lean firmly opposite ways. That is named openly. It opens a dialogue, and nobody has to find a solution."),
    UNKNOWN: gettext_lazy("Too few people took a side in each viewpoint to say anything."),
}  # fmt: skip
#: The same where there are no groups, so that the whole is one.
WHOLE = {
    CONVERGE: gettext_lazy("Those who voted lean clearly one way."),
    RECONCILE: gettext_lazy("Those who voted are divided, or lean too little one way to be sure."),
    DIVERGE: gettext_lazy("Without stable groups nothing can be said to be opposite."),
    UNKNOWN: gettext_lazy("Too few people took a side to say anything."),
}
STATES = {
    "present": gettext_lazy("present"),
    "weak or absent": gettext_lazy("weak or absent"),
    "too few to tell": gettext_lazy("too few cards to tell"),
}


def name(report: Report, kind: str) -> str:
    """What a basin is called; without groups those who voted are not reconciled but divided."""
    return _("Divided") if kind == RECONCILE and not report.viewpoints else str(NAMES[kind])


def number(value: float) -> str:
    """A number as the language writes it."""
    return quantity(value)


def percent(share: float) -> str:
    """A share as a whole percentage; it is never rounded to nobody or everybody."""
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return _("less than {share}").format(share=quantity(1, "%", 0))
    if whole == 100 and share < 1:
        return _("more than {share}").format(share=quantity(99, "%", 0))
    return quantity(whole, "%", 0)


def lede(report: Report) -> list[str]:
    """The report in three or four sentences."""
    cast = ngettext(
        "{voices} voices cast {votes} votes on {n} statement.", "{voices} voices cast {votes} votes on {n} statements.",
        report.statements,
    ).format(voices=number(report.voices), votes=number(report.votes), n=number(report.statements))  # fmt: skip
    return [cast, groups(report), *basins(report)]


def groups(report: Report) -> str:
    """Are there groups of viewpoints?"""
    found = len(report.viewpoints)
    if found:
        sizes = ", ".join(f"{one.letter} ({number(one.size)})" for one in report.viewpoints)
        return ngettext(
            "There is {n} group of people who see things alike: {sizes}.",
            "There are {n} groups of people who see things alike: {sizes}.", found,
        ).format(n=number(found), sizes=sizes)  # fmt: skip
    if report.why == "too_few":
        return _("There are no groups: too few people voted on enough statements to tell groups apart.")
    if report.why == "by_chance":
        return _("There are no stable groups. The votes hang together no more than if they had been dealt at random.")
    return _(
        "There are no stable groups. Opinions shade into one another: who would stand in which group changes with who happens to be asked."
    )


def basins(report: Report) -> list[str]:
    """How many statements lie where."""
    counts = {kind: number(n) for kind, n in report.counts().items()}
    if not report.viewpoints:
        return [
            _("So everybody is looked at together. On {converge} statements those who voted lean clearly one way; on {reconcile} they are divided; for {unknown} too few took a side.").format(**counts)
        ]  # fmt: skip
    said = [
        _(
            "On {converge} statements all groups lean the same way, {reconcile} can be brought together, on {diverge} they stand opposite each other."
        ).format(**counts)
    ]
    if report.counts()[UNKNOWN]:
        said.append(_("Of {unknown} statements too little is known yet.").format(**counts))
    return said


def cell_words(letter: str, cell: Cell | None) -> str:
    """One interval, for who does not see the picture."""
    if cell is None:
        return _("{letter}: too few votes to show").format(letter=letter)
    if cell.share is None:
        return _("{letter}: nobody took a side").format(letter=letter)
    return _("{letter}: {share} agree, between {low} and {high}").format(
        letter=letter, share=percent(cell.share), low=percent(cell.low), high=percent(cell.high)
    )  # fmt: skip


def letters(report: Report) -> Sequence[str]:
    """The letters of the groups; one word for all where there are none."""
    return LETTERS[: len(report.viewpoints)] if report.viewpoints else [_("All")]


def line_words(report: Report, line: Line) -> str:
    """All intervals of a statement in words."""
    return "; ".join(cell_words(name, cell) for name, cell in zip(letters(report), line.cells, strict=True)) + "."


def why(report: Report, line: Line) -> str:
    """Why a statement lies in its basin."""
    named = list(zip(letters(report), line.cells, strict=True))
    if line.basin == CONVERGE:
        if line.side > 0:
            return (
                _(
                    "Of those who took a side, more than half agree in every group, also at the low end of each interval."
                )
                if report.viewpoints
                else _("More than half agree, also at the low end of the interval.")
            )
        return (
            _("Of those who took a side, more than half disagree in every group, also at the low end of each interval.")
            if report.viewpoints
            else _("More than half disagree, also at the low end of the interval.")
        )
    if line.basin == DIVERGE:
        favour = ", ".join(name for name, cell in named if cell is not None and cell.sides and cell.low > 0.5)
        against = ", ".join(name for name, cell in named if cell is not None and cell.sides and cell.high < 0.5)
        return _(
            "More than half agree in {favour}, and more than half disagree in {against}; each interval lies wholly on its side of one half."
        ).format(favour=favour or "?", against=against or "?")
    if line.basin == RECONCILE:
        said = _("At least one interval reaches across one half.")
        if line.moves > 0:
            over = ngettext(
                "If {n} person changed sides, all would lean towards {side}.",
                "If {n} people changed sides, all would lean towards {side}.", line.moves,
            ).format(n=number(line.moves), side=_("agreeing") if line.toward > 0 else _("disagreeing"))  # fmt: skip
            said = f"{said} {over}"
        return said
    return (
        _("In at least one group fewer than {enough} people took a side.").format(
            enough=number(report.result["enough"])
        )
        if report.viewpoints
        else _("Fewer than {enough} people took a side.").format(enough=number(report.result["enough"]))
    )


def aloud(report: Report, texts: Mapping[int, str], most: int = 5) -> list[tuple[str, list[str]]]:
    """The basins to be read aloud: heading and sentences. `texts`: the words of each statement that everybody may read."""
    parts = [(_("In short"), lede(report))]
    for one in report.viewpoints:
        said = [
            (_("They agree: “{text}” ({inside}; the others {outside}).") if tell.side > 0 else _("They disagree: “{text}” ({inside}; the others {outside}).")).format(
                text=texts[tell.number], inside=percent(tell.inside), outside=percent(tell.outside)
            )
            for tell in one.says[:most] if tell.number in texts
        ]  # fmt: skip
        parts.append((_("Viewpoint {letter}: {size} people").format(letter=one.letter, size=number(one.size)), said))
    for kind in (CONVERGE, RECONCILE, DIVERGE, UNKNOWN):
        lines = [line for line in report.basin(kind) if line.number in texts]
        if not lines:
            if kind != UNKNOWN and (report.viewpoints or kind != DIVERGE):
                parts.append((name(report, kind), [_("No statement lies here.")]))
            continue
        meaning = MEANINGS[kind] if report.viewpoints else WHOLE[kind]
        said = [str(meaning)]
        if kind != UNKNOWN:
            said += [f"“{texts[line.number]}” {_aloud(report, line)}" for line in lines[:most]]
        left = len(lines) - (most if kind != UNKNOWN else 0)
        if left > 0:
            said.append(
                ngettext("And {n} more statement.", "And {n} more statements.", left).format(n=number(left))
                if kind != UNKNOWN
                else ngettext("That is so for {n} statement.", "That is so for {n} statements.", left).format(
                    n=number(left)
                )
            )
        parts.append((name(report, kind), said))
    parts.append((_("What this is not"), [caveat()]))
    return parts


def borne(words: str, instead: str) -> str:
    """Words as our typeface bears them (Latin, Greek, Cyrillic), else what stands in their place: where to find them."""
    return printable(words if all(ord(sign) < BORNE or not sign.isalpha() for sign in words) else instead)


def caveat() -> str:
    """Whom it stands for."""
    return _(
        "These are the votes of people who chose to take part. They do not stand for everybody who lives here, and a placement is a proposal: those concerned may place a point elsewhere and say why."
    )


def _aloud(report: Report, line: Line) -> str:
    shares = [
        (_("All") if not report.viewpoints else name, percent(cell.share))
        for name, cell in zip(letters(report), line.cells, strict=True)
        if cell is not None and cell.share is not None
    ]  # fmt: skip
    return _("Agree: {shares}.").format(shares=", ".join(f"{name} {share}" for name, share in shares))


def regulars(report: Report) -> list[str]:
    """Do a few carry it?"""
    told = report.result.get("regulars") or {}
    if not told:
        return []
    said = [
        _("The tenth that voted most cast {share} of all votes; half of all votes come from {half} of the voices. Half of the voices voted on {median} statements or fewer.").format(
            share=percent(told["tenth"]), half=percent(told["half"]), median=number(told["median"])
        )
    ]  # fmt: skip
    if told["tenth"] > 0.5:
        said.append(_("The regulars dominate: ask others before you rely on this."))
    if told["firm"]:
        said.append(
            _("Without that tenth, {stays} of the {firm} statements that are shared ground or opposite would stay so, and {turns} would turn into their reverse.").format(
                stays=number(told["stays"]), firm=number(told["firm"]), turns=number(told["turns"])
            )
        )  # fmt: skip
    return said


def steadiness(report: Report) -> list[str]:
    """How stable are the groups?"""
    if report.viewpoints:
        said = [
            _("Groups were looked for {times} times among four fifths of the people. Group {letter} came back with {share} of its people the same.").format(
                times=number(report.result["resamples"]), letter=one.letter, share=percent(one.stability)
            )
            for one in report.viewpoints[:1]
        ]  # fmt: skip
        said += [
            _("Group {letter}: {share}.").format(letter=one.letter, share=percent(one.stability)) for one in report.viewpoints[1:]
        ]  # fmt: skip
        return [*said, _("Below {least} a group is not shown at all.").format(least=percent(0.75))]
    tried = report.result.get("choices") or []
    if report.why == "unstable" and tried:
        best = max(tried, key=lambda one: one[2])
        return [
            _("The best division, in {n} groups, came back with {share} of its people the same; {least} is needed.").format(
                n=number(best[0]), share=percent(best[2]), least=percent(0.75)
            )
        ]  # fmt: skip
    return []
