"""Which words does a template have for our components?"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijk.ui import charts, figures, icons, maps, markup, tables, words_changed
from wijk.ui.markup import attrs, esc, safe

register = template.Library()

_NOTICE = {
    "success": ("ok", "check"),
    "ok": ("ok", "check"),
    "warning": ("warn", "bang"),
    "warn": ("warn", "bang"),
    "error": ("bad", "bang"),
    "bad": ("bad", "bang"),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "pin" %}`: a small picture beside a word; with a label it speaks for itself."""
    return icons.icon(name, label)


@register.filter
def say(text: Any) -> SafeString:
    """`{{ card.definition|say }}`: content, marked with its language where that is not the page's."""
    return markup.say(text)


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """`{{ 1234.5|number:1 }}`: as the language of the page writes it."""
    return figures.number(_float(value), decimals)


@register.simple_tag(name="number")
def number_tag(value: Any, decimals: int | None = None) -> str:
    """`{% number value 1 %}`: as the language of the page writes it."""
    return figures.number(_float(value), decimals)


@register.simple_tag
def quantity(value: Any, unit: str = "", decimals: int | None = None) -> str:
    """`{% quantity value "%" 1 %}`: a number with its unit."""
    return figures.quantity(_float(value), unit, decimals)


@register.simple_tag
def difference(value: Any, unit: str = "", decimals: int | None = None) -> str:
    """`{% difference value "%" 1 %}`: a signed difference."""
    return figures.difference(_float(value), unit, decimals)


def _float(value: Any) -> float | None:
    try:
        return None if value is None or value == "" else float(value)
    except (TypeError, ValueError):
        return None


@register.simple_tag
def reading(value: figures.Reading) -> SafeString:
    """`{% reading r %}`: a value with its state drawn beside it."""
    return value.html()


@register.simple_tag
def figure(card: figures.FigureCard) -> SafeString:
    """`{% figure card %}`: a figure card."""
    return figures.figure_card(card)


@register.simple_tag
def state(status: str) -> SafeString:
    """`{% state "suppressed" %}`: the state with its drawing and word."""
    return figures.status_mark(figures.Status(status))


@register.simple_tag
def choropleth(spec: maps.MapSpec) -> SafeString:
    """`{% choropleth spec %}`: a map, in the box that the tooltip needs, with a way past its many links."""
    end = esc(f"{spec.id}-end")
    words = _("Skip the map")
    past = f'<a class="vh" href="#{end}">{esc(words)}</a>'
    drawn = maps.choropleth(spec)
    return safe(('<div class="map-box" data-map>', past, drawn, f'<span id="{end}" tabindex="-1"></span></div>'))


@register.simple_tag
def outline(path: str, view_box: str) -> SafeString:
    """`{% outline path view_box %}`: the shape of one area."""
    return maps.outline(path, view_box)


@register.simple_tag
def legend(classes: Sequence[maps.LegendClass], statuses: Sequence[figures.Status] = (), unit: str = "") -> SafeString:
    """`{% legend classes statuses unit %}`: what colours and patterns mean."""
    return maps.legend(classes, statuses, unit)


@register.simple_tag
def line_chart(chart: charts.LineChart) -> SafeString:
    """`{% line_chart chart %}`: lines over time."""
    return charts.line_chart(chart)


@register.simple_tag
def spread_chart(spread: charts.Spread) -> SafeString:
    """`{% spread_chart spread %}`: how a figure is spread over the areas."""
    return charts.spread_chart(spread)


@register.simple_tag
def bar_chart(bars: Sequence[charts.Bar], label: str = "") -> SafeString:
    """`{% bar_chart bars label %}`: horizontal bars."""
    return charts.bar_chart(bars, label)


@register.simple_tag
def profile_chart(labels: Sequence[str], rows: Sequence[charts.ProfileRow]) -> SafeString:
    """`{% profile_chart labels rows %}`: where a few areas stand."""
    return charts.profile_chart(labels, rows)


@register.simple_tag
def differences(old: Any, new: Any) -> SafeString:
    """`{% differences old new %}`: what changed between two texts, word by word."""
    return words_changed.shown(old, new)


@register.inclusion_tag("ui/table.html")
def table(table: tables.Table) -> dict[str, Any]:
    """`{% table table %}`: a table with its pages."""
    return {"table": table}


@register.simple_tag
def tag(label: str, look: str = "") -> SafeString:
    """`{% tag "open" "ok" %}`: a short word in a frame; looks: ok warn bad info dashed."""
    return safe((f"<span{attrs(class_=f'tag {look}'.strip())}>{esc(label)}</span>",))


@register.simple_tag
def notice(text: Any, level: str = "info", heading: str = "") -> str:
    """`{% notice text "warn" heading %}`: a message; levels: info ok warn bad (and those of Django's messages)."""
    css, picture = _NOTICE.get(level.split()[-1] if level else "info", ("", "letter_i"))
    return render_to_string("ui/notice.html", {"text": text, "css": css, "picture": picture, "heading": heading})


@register.simple_block_tag
def dialog(content: SafeString, id: str, label: str, heading: str, css: str = "link-btn") -> str:
    """`{% dialog id="why" label="Why?" heading="Why is it hidden?" %}…{% enddialog %}`: opens without script."""
    given = {"content": content, "id": id, "label": label, "heading": heading, "css": css}
    return render_to_string("ui/dialog.html", given)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Is this field a single box to tick, whose label stands behind it?"""
    return type(field.field.widget) is CheckboxInput
