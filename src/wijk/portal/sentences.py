"""How is a figure said? In a sentence first, with what stands beside it; numbers as the language writes them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijk.indicators.queries import SIGNS, Figure, reading
from wijk.ui.figures import number, quantity, status_of, status_word


@dataclass(frozen=True, slots=True)
class Beside:
    """An area to compare with: its key and the name by which a sentence calls it."""

    area: int
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """A figure in words: what holds here, and what holds elsewhere or held before."""

    here: str
    beside: str


def say(figure: Figure, area: int, beside: tuple[Beside, ...] = ()) -> Said | None:
    """The figure of an area as sentences; None where it has no value or nobody has written how it is said."""
    card = figure.indicator
    template = str(card.sentence)
    cell = figure.cell(area)
    if not template or cell.value is None:
        return None
    value = quantity(cell.value, card.unit if card.unit in SIGNS else "", card.decimals)
    words = template.replace("{value}", value).replace("{number}", number(cell.value, card.decimals))
    words = words.replace("{period}", figure.period).strip().rstrip(".")
    aside = [one_in(cell.value)] if card.measure != "count" and card.unit == "%" and "{value}" in template else []
    aside.append(status_word(status_of(cell.mark)))
    told = ", ".join(part for part in aside if part)
    here = words[:1].upper() + words[1:] + (f" ({told})." if told else ".")
    return Said(here, _before(figure, area) if card.measure == "count" else _elsewhere(figure, beside))


def _elsewhere(figure: Figure, beside: tuple[Beside, ...]) -> str:
    """The same figure in the municipality and the region."""
    told = []
    for other in beside:
        shown = reading(figure.indicator, figure.cell(other.area), unit=False)
        if shown.known:
            told.append(f"{other.name} {shown.text()}")
    return _("By comparison: %(others)s.") % {"others": ", ".join(told)} if told else ""


def _before(figure: Figure, area: int) -> str:
    """What has changed since the first figure."""
    line = figure.lines.get(area)
    told = line.change(figure.period) if line else None
    if told is None:
        return ""
    since, by = told
    change = f"{'+' if by > 0 else ''}{quantity(100 * by, '%', 0)}"
    return _("%(change)s since %(period)s.") % {"change": change, "period": since}


def one_in(percent: float) -> str:
    """A share in everyday words where one comes near enough: 24.9 is "about one in four"; else ""."""
    words = {
        75.0: _("about three in four"),
        200 / 3: _("about two in three"),
        50.0: _("about one in two"),
        100 / 3: _("about one in three"),
        25.0: _("about one in four"),
        20.0: _("about one in five"),
        100 / 6: _("about one in six"),
        100 / 7: _("about one in seven"),
        12.5: _("about one in eight"),
        10.0: _("about one in ten"),
        5.0: _("about one in twenty"),
    }
    nearest = min(words, key=lambda share: abs(share - percent))
    return words[nearest] if abs(nearest - percent) <= 0.035 * nearest else ""


def joined(names: list[str]) -> str:
    """Names as a list in a sentence: "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
