"""What do the columns of a file mean? The guess, shown for a person to correct, in each of the three shapes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.indicators.forms import area_set_choices, source_choices
from wijk.indicators.mapping import MEANINGS, ROLES

MOST_COLUMNS = 60  #: columns of a wide file, or headings of a crossed one, that a form offers
ROLE_LABELS = {
    "area": _("Code of the area"), "indicator": _("Indicator"), "period": _("Period"), "value": _("Value"),
    "numerator": _("Numerator"), "denominator": _("Denominator"), "status": _("Status"),
}  # fmt: skip
COUNTED = ("share", "ratio")


class MappingForm(forms.Form):
    """The description of one file. `columns` are those of the file, `headings` the upper heading row of a crossed sheet."""

    areas = forms.ChoiceField(label=_("Its codes are of"))
    source = forms.ChoiceField(label=_("Source"))
    decimal = forms.ChoiceField(
        label=_("Decimal sign"),
        required=False,
        choices=lambda: [("", gettext("as the file shows")), (".", "."), (",", ",")],
    )
    marks = forms.CharField(
        label=_("Words in a value's place"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=_("One on each line: VS = suppressed, ND = not-available, X = no-residents."),
    )  # fmt: skip

    def __init__(self, *args: Any, shape: str, columns: Sequence[str], headings: Sequence[str] = (),
                 indicators: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.shape, self.columns, self.headings = shape, list(columns), list(dict.fromkeys(headings))[:MOST_COLUMNS]
        self.indicators = indicators
        for name, choices in (("areas", area_set_choices()), ("source", source_choices())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        {"long": self._long, "wide": self._wide, "crossed": self._crossed}[shape]()

    # --- the fields of each shape ---

    def _column(self, role: str, *, required: bool = False) -> None:
        choices = [("", gettext("none")), *((name, name) for name in self.columns)]
        self.fields[f"column_{role}"] = forms.ChoiceField(label=ROLE_LABELS[role], choices=choices, required=required)

    def _constant_period(self) -> None:
        self.fields["period"] = forms.CharField(
            label=_("Period of all rows"),
            required=False,
            max_length=30,
            help_text=_("Where no column says it: 2020, 2020-Q1, 2020-03."),
        )

    def _long(self) -> None:
        for role in ROLES:
            self._column(role, required=role == "area")
        named = [("", gettext("none")), *((code, name) for code, name, _measure in self.indicators)]
        self.fields["indicator"] = forms.ChoiceField(label=_("Indicator of all rows"), choices=named, required=False)
        self._constant_period()

    def _wide(self) -> None:
        self._column("area", required=True)
        self._column("period")
        self._constant_period()
        choices = [("", gettext("leave out")), *self._meanings()]
        for number, name in enumerate(self.columns[:MOST_COLUMNS]):
            self.fields[f"meaning_{number}"] = forms.ChoiceField(label=name, choices=choices, required=False)

    def _meanings(self) -> Iterator[tuple[str, str]]:
        for code, name, measure in self.indicators:
            yield f"{code}|value", name
            if measure in COUNTED:
                yield f"{code}|numerator", gettext("{name}: numerator").format(name=name)
                yield f"{code}|denominator", gettext("{name}: denominator").format(name=name)

    def _crossed(self) -> None:
        for name, label, first in (
            ("heading_row", _("Row with the indicators"), 1),
            ("period_row", _("Row with the periods"), 2),
            ("first_row", _("First row with figures"), 3),
        ):  # fmt: skip
            self.fields[name] = forms.IntegerField(label=label, min_value=1, max_value=1000, initial=first)
        self.fields["area_column"] = forms.CharField(
            label=_("Column of the area codes"), max_length=120, initial="A", help_text=_("Its heading or its letter.")
        )
        self.fields["surplus_rows"] = forms.CharField(
            label=_("Rows to leave out"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("One on each line, with the reason: 18: repeats code 37"),
        )  # fmt: skip
        self.fields["doubted_rows"] = forms.CharField(
            label=_("Rows that contradict each other"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Rows, area, reason: 53, 54: 109: two rows for one area"),
        )  # fmt: skip
        choices = [("", gettext("leave out")), *((code, name) for code, name, _measure in self.indicators)]
        for number, heading in enumerate(self.headings):
            self.fields[f"heading_{number}"] = forms.ChoiceField(label=heading, choices=choices, required=False)

    # --- what is shown together ---

    def general(self) -> list[forms.BoundField]:
        """The fields that every shape has, and those of the shape itself."""
        return [
            self[name] for name in self.fields if not name.startswith(("meaning_", "heading_")) or name == "heading_row"
        ]

    def meanings(self) -> list[forms.BoundField]:
        """One field for each column of a wide file, or each heading of a crossed one."""
        return [
            self[name] for name in self.fields if name.startswith(("meaning_", "heading_")) and name != "heading_row"
        ]

    # --- into a description and back ---

    @staticmethod
    def initial_of(told: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
        """What the form shows of a description."""
        shown = {"areas": told.get("areas"), "source": told.get("source")}
        shown |= {f"column_{role}": name for role, name in (told.get("columns") or {}).items()}
        for code, name in (told.get("values") or {}).items():
            if name in columns:
                shown[f"meaning_{list(columns).index(name)}"] = f"{code}|value"
        return shown

    def clean_marks(self) -> dict[str, str]:
        """Words and what they mean."""
        found: dict[str, str] = {}
        for line in str(self.cleaned_data["marks"]).splitlines():
            if not line.strip():
                continue
            word, sign, meaning = line.partition("=")
            if not sign or meaning.strip() not in MEANINGS:
                raise forms.ValidationError(
                    _("Write each line as: VS = suppressed. The meanings are suppressed, not-available, no-residents.")
                )
            found[word.strip()] = meaning.strip()
        return found

    def clean_surplus_rows(self) -> list[dict[str, Any]]:
        """Rows to leave out, with the reason."""
        rows = [line.partition(":") for line in str(self.cleaned_data["surplus_rows"]).splitlines() if line.strip()]
        if any(not row.strip().isdigit() for row, _colon, _why in rows):
            raise forms.ValidationError(_("Write each line as: 18: the reason."))
        return [{"row": int(row), "why": why.strip()} for row, _colon, why in rows]

    def clean_doubted_rows(self) -> list[dict[str, Any]]:
        """Rows that claim the same area, with the area and the reason."""
        found = []
        for line in str(self.cleaned_data["doubted_rows"]).splitlines():
            if not line.strip():
                continue
            rows, area, why = ([*line.split(":", 2), "", ""])[:3]
            numbers = [n.strip() for n in rows.split(",")]
            if not all(n.isdigit() for n in numbers) or not area.strip():
                raise forms.ValidationError(_("Write each line as: 53, 54: 109: the reason."))
            found.append({"rows": [int(n) for n in numbers], "area": area.strip(), "why": why.strip()})
        return found

    def mapping(self, *, sheet: str, header_row: int) -> dict[str, Any]:
        """The description, with the keys of `[[observations]]`."""
        told = self.cleaned_data
        made: dict[str, Any] = {
            "shape": self.shape,
            "areas": told["areas"],
            "source": told["source"],
            "marks": told["marks"],
        }
        made |= {key: told[key] for key in ("decimal", "indicator", "period") if told.get(key)}
        made |= {"sheet": sheet} if sheet else {}
        if self.shape == "crossed":
            return made | self._crossed_mapping()
        columns = {role: told[f"column_{role}"] for role in ROLES if told.get(f"column_{role}")}
        return (
            made
            | {"columns": columns, "header_row": header_row}
            | ({"values": self._values()} if self.shape == "wide" else {})
        )

    def _values(self) -> dict[str, Any]:
        values: dict[str, dict[str, str]] = {}
        for number, name in enumerate(self.columns[:MOST_COLUMNS]):
            code, _bar, part = str(self.cleaned_data.get(f"meaning_{number}") or "").partition("|")
            if code:
                values.setdefault(code, {})[part] = name
        return dict(values)

    def _crossed_mapping(self) -> dict[str, Any]:
        told = self.cleaned_data
        headings = {
            name: told[f"heading_{number}"]
            for number, name in enumerate(self.headings)
            if told.get(f"heading_{number}")
        }
        return {
            "heading_rows": [told["heading_row"], told["period_row"]], "first_row": told["first_row"],
            "area_column": told["area_column"], "headings": headings, "surplus_rows": told["surplus_rows"],
            "doubted_rows": told["doubted_rows"],
        }  # fmt: skip
