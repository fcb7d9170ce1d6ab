"""What does the page of the look show? Invented samples of every component in every state; no figure here is real."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijk.ui.charts import Bar, LineChart, ProfileRow, Series, Spread, sparkline
from wijk.ui.figures import Beside, FigureCard, Reading, Status
from wijk.ui.forms import DayInput
from wijk.ui.maps import LegendClass, MapArea, MapSpec, class_words
from wijk.ui.tables import Cell, Column, Table, TableRow, paginate, read_order, sort_rows

BOUNDS = (4.0, 12.0, 18.0, 24.0, 30.0, 46.0)
NAMES = (
    *("Anker", "Beemd", "Citadel", "Dries", "Eiland", "Fontein", "Gaarde", "Haven"),
    *("IJzer", "Jaagpad", "Kade", "Linde", "Molen", "Noorder", "Ooster", "Plein"),
)
VIEW_BOX = "0 0 1000 760"


@dataclass(frozen=True, slots=True)
class Sample:
    """One invented neighbourhood of the samples."""

    name: str
    path: str
    reading: Reading
    klass: str


def _corner(row: int, column: int) -> tuple[int, int]:
    """A corner of the invented city: a grid, shaken the same way each time."""
    shake = math.sin(row * 12.9898 + column * 78.233) * 43758.5453
    other = math.sin(row * 39.346 + column * 11.135) * 24634.6345
    x = column * 120 + 30 + (shake - math.floor(shake) - 0.5) * 72
    y = row * 120 + 20 + (other - math.floor(other) - 0.5) * 72
    return round(x), round(y)


def box_of(path: str) -> str:
    """The view box of a sample's path."""
    points = [tuple(map(int, pair.split(" "))) for pair in path.strip("Mz").split("L")]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return f"{min(xs)} {min(ys)} {max(xs) - min(xs)} {max(ys) - min(ys)}"


def klass_of(value: float) -> str:
    """The class of a sample's value between the samples' bounds."""
    return f"c{sum(value >= bound for bound in BOUNDS[1:-1])}"


def city() -> list[Sample]:
    """Forty-odd invented neighbourhoods in a round city, one or two in each state."""
    states = {5: Status.NOT_AVAILABLE, 11: Status.SUPPRESSED, 20: Status.NO_RESIDENTS, 29: Status.SET_ASIDE}
    states |= {14: Status.ESTIMATED, 15: Status.ESTIMATED, 24: Status.PROVISIONAL, 34: Status.NO_RESIDENTS}
    found: list[Sample] = []
    for row in range(6):
        for column in range(8):
            if math.hypot((row - 2.5) / 3.1, (column - 3.5) / 4.1) > 1:
                continue
            n = len(found)
            corners = [
                _corner(row, column),
                _corner(row, column + 1),
                _corner(row + 1, column + 1),
                _corner(row + 1, column),
            ]
            path = "M" + "L".join(f"{x} {y}" for x, y in corners) + "z"
            value = 44 - 13 * math.hypot(row - 2.2, column - 3.1) + 9 * math.sin(n * 1.7)
            value = round(min(45.5, max(4.2, value)), 1)
            status = states.get(n, Status.KNOWN)
            reading = Reading(value if status.has_value else None, status, "%", 1)
            name = NAMES[n % 16] + ("" if n < 16 else " " + "III"[: n // 16])
            found.append(Sample(name, path, reading, klass_of(value)))
    return found


def map_spec(samples: Sequence[Sample], *, plain: bool = False) -> MapSpec:
    """The samples as a map; plain for a map that only finds the way."""
    areas = [
        MapArea(
            code=str(n),
            path=s.path,
            href=f"#area-{n}",
            title=s.name if plain else f"{s.name}: {s.reading.text()}",
            klass="p" if plain else s.klass,
            status=Status.KNOWN if plain else s.reading.status,
            selected=n == 17 and not plain,
        )
        for n, s in enumerate(samples)
    ]
    half = "M" + "L".join(f"{x} {y}" for x, y in (_corner(row, 4) for row in range(7)))
    title = _("Map of the sample city")
    return MapSpec(areas, VIEW_BOX, title, context_paths=[half], id="finder" if plain else "sample")


def legend_classes(samples: Sequence[Sample]) -> list[LegendClass]:
    """The classes of the sample map, with how many areas each holds."""
    words = class_words(BOUNDS, "%", 0)
    known = [s for s in samples if s.reading.known]
    return [LegendClass(f"c{i}", word, sum(s.klass == f"c{i}" for s in known)) for i, word in enumerate(words)]


def figure_cards() -> list[FigureCard]:
    """Figure cards in every state."""
    trend = sparkline(
        [(y, 20 + 3 * math.sin(y / 2) + (y - 2015) * 0.4) for y in range(2015, 2026)], _("rising since 2015")
    )
    beside = [
        Beside(_("Municipality"), Reading(21.4, unit="%", decimals=1)),
        Beside(_("Region"), Reading(20.1, Status.ESTIMATED, "%", 1)),
    ]
    card = partial(FigureCard, period="2025", source=_("Sample source"), source_href="#source")
    first = card(
        _("Children and young people"),
        Reading(25.3, unit="%", decimals=1),
        href="#indicator",
        sentence=_("One in four residents is younger than 18; in the region one in five."),
        beside=beside,
        trend=trend,
        hue=1,
    )
    second = card(
        _("Income per household"),
        Reading(31874, unit="€", decimals=0),
        sentence=_("Half of the households have less than this."),
        beside=[Beside(_("Municipality"), Reading(29950, unit="€", decimals=0)), Beside(_("Region"), Reading(None))],
        trend=trend,
        hue=6,
    )
    states = (Status.ESTIMATED, Status.PROVISIONAL, Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NO_RESIDENTS)
    others = [
        card(_("Job seekers"), Reading(14.2 if s.has_value else None, s, "%", 1), beside=beside, hue=n + 2)
        for n, s in enumerate((*states, Status.SET_ASIDE))
    ]
    return [first, second, *others]


def line_sample() -> LineChart:
    """Three lines, one of them with a gap."""
    years = range(2010, 2026)
    lines: list[tuple[str, list[float | None]]] = [
        ("Molen", [None if 2016 < y < 2019 else 24 + 5 * math.sin(y / 3) for y in years]),
        (_("Municipality"), [21 + 2 * math.sin(y / 4) for y in years]),
        (_("Region"), [18 + (y - 2010) * 0.2 for y in years]),
    ]
    series = [Series(name, [(float(y), v) for y, v in zip(years, values, strict=True)]) for name, values in lines]
    return LineChart(_("Job seekers since 2010"), series, _("A sample with a gap."), "%", 1)


def spread_sample(samples: Sequence[Sample]) -> Spread:
    """The spread of the sample city with one area set off."""
    values = [(s.reading.value, s.klass) for s in samples if s.reading.value is not None]
    return Spread(_("Spread over the neighbourhoods"), values, BOUNDS, [("Molen", 31.2)], "", "%", 0)


def bars_sample() -> list[Bar]:
    """Bars in the usual states."""
    return [
        Bar("Molen", Reading(31.2, unit="%", decimals=1), href="#molen", picked=True),
        Bar(_("Municipality"), Reading(21.4, unit="%", decimals=1)),
        Bar(_("Region"), Reading(20.1, Status.ESTIMATED, "%", 1)),
        Bar("Gaarde", Reading(None, Status.SUPPRESSED, "%", 1)),
    ]


def profile_sample() -> tuple[list[str], list[ProfileRow]]:
    """Four areas over three indicators."""
    labels = ["Molen", "Kade", "Linde", _("Region")]
    rows = [
        (_("Younger than 18"), (8, 17, 21, 26, 34), (25.3, 19.0, 31.5, 20.4)),
        (_("Job seekers"), (4, 9, 14, 22, 46), (31.2, 12.0, 8.4, 18.0)),
        (_("Green within reach"), (12, 38, 61, 80, 99), (44.0, None, 92.0, 63.0)),
    ]
    return labels, [
        ProfileRow(name, *five, [Reading(v, Status.KNOWN if v else Status.SUPPRESSED, "%", 0) for v in values])
        for name, five, values in rows
    ]


def table_sample(request: HttpRequest, samples: Sequence[Sample]) -> Table:
    """A table that sorts and pages by its address."""
    columns = (
        Column(_("Neighbourhood"), sort="name"),
        Column(_("Job seekers"), "number", "value"),
        Column(_("Since last year"), "number"),
        Column(_("State"), "status"),
    )
    order = read_order(request, columns, "name")
    keys = {"name": lambda s: s.name, "value": lambda s: s.reading.value}
    page = paginate(sort_rows(samples, order, keys), request, 10)
    rows = [
        TableRow((Cell(s.name, "#area"), s.reading, "+0,4", _("published")), picked=s.name.startswith("Molen"))
        for s in page.items
    ]
    return Table(
        _("Job seekers by neighbourhood"),
        columns,
        rows,
        id="seekers",
        note=_("Share of those who are 18 to 64, sample figures"),
        order=order,
        page=page,
        query=request.GET.urlencode(),
    )


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("What is it about?"), help_text=gettext_lazy("A few words are enough."), max_length=80
    )
    body = forms.CharField(label=gettext_lazy("Tell it"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind is it?"),
        widget=forms.RadioSelect,
        choices=[("idea", gettext_lazy("An idea")), ("report", gettext_lazy("Something broken"))],
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), choices=[("", "–"), ("g", gettext_lazy("Green"))])
    when = forms.DateField(label=gettext_lazy("Since when?"), widget=DayInput(), required=False)
    file = forms.FileField(label=gettext_lazy("A picture"), required=False)
    told = forms.BooleanField(label=gettext_lazy("Keep me posted"), required=False)


def talk() -> dict[str, Any]:
    """Moments, steps and contributions in their states."""
    return {
        "moments": [
            {"when": "3.2.2026", "title": _("The walk with residents"), "state": "done", "text": _("41 people came.")},
            {"when": "1.3.2026", "title": _("The report was promised"), "state": "late"},
            {
                "when": "11.2026",
                "title": _("Have your say"),
                "state": "now",
                "url": "#say",
                "text": _("Open until 30 November."),
            },
            {"when": "1.2027", "title": _("The council decides"), "state": "next"},
        ],
        "steps": [
            {"label": _("What"), "state": "done"},
            {"label": _("Where"), "state": "now"},
            {"label": _("Check and send"), "state": ""},
        ],
        "contributions": [
            {
                "title": _("A bench by the fountain"),
                "url": "#bench",
                "by": _("Somebody from Molen"),
                "where": "Molen",
                "when": "12.11.2026",
                "text": _("My mother cannot walk to the market without sitting down once."),
                "tags": [{"label": _("idea"), "look": "info"}, {"label": _("taken up"), "look": "ok"}],
                "answer": {
                    "text": _("It will stand there before the summer."),
                    "by": _("Public works"),
                    "date": "18.11.2026",
                },
            },
            {
                "title": "مصباح مكسور",
                "by": _("Somebody from Kade"),
                "text": "مصباح الشارع لا يعمل منذ أسبوعين.",
                "language": "ar",
                "tags": [{"label": _("report"), "look": ""}],
                "answer": {"state": "waiting", "date": "4.12.2026"},
            },
            {
                "title": _("When does the pool open?"),
                "by": _("Somebody from Linde"),
                "tags": [{"label": _("question"), "look": "dashed"}],
                "answer": {"state": "late", "date": "1.11.2026"},
            },
        ],
    }
