"""One step of a framework as a form: its rows and boxes follow from what the section holds; two empty rows wait at the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wijk.core.text import LANGUAGES, Text
from wijk.processes.checking import Finding
from wijk.processes.framing import Contact, Content, Decider, Expert, Means, Share, Topic, Training
from wijk.processes.levels import BY_CODE, promise
from wijk.processes.sections import mark
from wijk.processes.words import DECISION_RULES, LIVING_WORDS, PART_WORDS, TRAINED_WORDS
from wijk.ui.forms import OWN_NAMES

EMPTY_ROWS, MOST_ROWS = 2, 60
ONE_MORE, OWN_WORDS = _("One more"), _("In your own words")
Choices = Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One box, or the three boxes of a text beside each other. `fold` hides it until it is asked for."""

    boxes: list[forms.BoundField]
    fold: Any = ""
    said: list[Finding] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Does something stand in it already?"""
        return any(box.errors or box.value() for box in self.boxes)


@dataclass(frozen=True, slots=True)
class Group:
    """The boxes of one row. `fold`: an empty row that waits until it is asked for."""

    title: Any
    cells: list[Cell]
    fold: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The lists to choose from in the boxes of a section."""

    phases: Choices = ()
    actors: Choices = ()
    organs: Choices = ()


#: What a list of rows is made of, and how a box is called.
ROWS: Mapping[str, tuple[type, Mapping[str, Any]]] = {
    "topics": (Topic, {"what": _("What"), "negotiable": _("This can change"), "why": _("Why"), "by": _("Who decided that")}),
    "deciders": (
        Decider,
        {"topic": _("About what"), "phase": _("In which phase"), "organ": _("Who decides"), "rule": _("By which rule")},
    ),
    "means": (
        Means,
        {"phase": _("In which phase"), "hours": _("Hours of people"), "cents": _("Euro"), "rooms": _("Rooms and other means")},
    ),
    "training": (Training, {"whom": _("Who learns"), "subject": _("What"), "hours": _("Hours")}),
}  # fmt: skip
WHOLES: Mapping[str, tuple[type, Any, Mapping[str, Any]]] = {
    "coordinator": (Contact, _("Who co-ordinates"), {"function": _("Function"), "reach": _("How to reach them")}),
    "follow_up": (Contact, _("Who follows up"), {"function": _("Function"), "reach": _("How to reach them")}),
    "expert": (
        Expert, _("Who guards the frame from outside"),
        {"who": _("Who"), "task": _("What they do"), "payer": _("Who pays for it")},
    ),
}  # fmt: skip
SINGLES = PART_WORDS
LONG = frozenset({"why", "promise", "task", "rooms", *SINGLES})


class Wanted(forms.ChoiceField):
    """Something that must be said before the framework is published, but not before the draft is kept."""

    def validate(self, value: Any) -> None:
        """One of the choices, or nothing yet."""
        if value:
            super().validate(value)


class SectionForm(forms.Form):
    """The boxes of one section; `groups()` gives them row by row, `parts()` what was typed."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, section: str, parts: Sequence[str], content: Content, named: Named,
        findings: Sequence[Finding] = (),
    ) -> None:  # fmt: skip
        """`findings`, of which those that name a box of this section stand by it."""
        super().__init__(data, initial={"seen": mark(content, section)})
        self.findings = findings
        self.section, self.parts_here, self.content, self.named = section, parts, content, named
        self._groups: list[tuple[Any, list[str]]] = []
        for part in parts:
            if part == "shares":
                self._share_boxes()
            elif part in ROWS:
                self._row_boxes(part, data)
            elif part in WHOLES:
                kind, title, labels = WHOLES[part]
                names = [
                    n
                    for box, label in labels.items()
                    for n in self._box(f"{part}-{box}", kind, box, label, getattr(content, part))
                ]
                self._groups.append((title, names))
            else:
                self._groups.append(("", self._box(part, Content, part, SINGLES[part], content)))

    def groups(self) -> Iterator[Group]:
        """The boxes in groups, each with its heading; what is found wrong stands by its box."""
        for title, names in self._groups:
            cells = [self._cell(list(part)) for _key, part in groupby(names, _stem)]
            spare = title == ONE_MORE and not any(cell.open for cell in cells)
            yield Group(title, cells, spare and title != self._groups[0][0])

    def _cell(self, names: list[str]) -> Cell:
        fold = OWN_WORDS if names[0].startswith("share-") and len(names) > 1 else ""
        said = [f for f in self.findings if f.box in names]
        return Cell([self[name] for name in names], fold, said)

    def parts(self) -> dict[str, Any]:
        """What was typed, as parts of a content; rows without any words are left out."""
        return {part: self._typed(part) for part in self.parts_here}

    def _typed(self, part: str) -> Any:
        if part == "shares":
            return tuple(self._typed_shares())
        if part in ROWS:
            kind, labels = ROWS[part]
            rows = (self._made(kind, f"{part}-{i}", labels) for i in range(self.rows[part]))
            return tuple(row for row in rows if _says(row))
        if part in WHOLES:
            kind, _title, labels = WHOLES[part]
            return self._made(kind, part, labels)
        return self._value(part, Content, part)

    def _made(self, kind: type, prefix: str, labels: Mapping[str, Any]) -> Any:
        return kind(**{box: self._value(f"{prefix}-{box}", kind, box) for box in labels})

    def _value(self, name: str, kind: type, box: str) -> Any:
        if _is_text(kind, box):
            return Text({k: self.cleaned_data.get(f"{name}_{k}", "").strip() for k in LANGUAGES})
        told = self.cleaned_data.get(name)
        if box == "cents":
            return round((told or 0) * 100)
        if box == "hours":
            return told or 0
        return bool(told) if box == "negotiable" else told or ""

    def _share_boxes(self) -> None:
        for phase, title in self.named.phases:
            names = []
            for actor, who in self.named.actors:
                share = self.content.share(phase, actor) or Share(phase, actor, "")
                name = f"share-{phase}-{actor}"
                choices = [("", "—"), *((code, level.title.to()) for code, level in BY_CODE.items())]
                self.fields[f"{name}-level"] = Wanted(label=who, choices=choices, initial=share.level)
                names += [f"{name}-level", *self._box(f"{name}-promise", Share, "promise", OWN_WORDS, share)]
                for language in LANGUAGES:
                    shown = promise(share.level, Text()).to(language)
                    self.fields[f"{name}-promise_{language}"].widget.attrs |= {"placeholder": shown, "rows": 2}
            self._groups.append((title, names))

    def _typed_shares(self) -> Iterator[Share]:
        for phase, _title in self.named.phases:
            for actor, _who in self.named.actors:
                name = f"share-{phase}-{actor}"
                level = self.cleaned_data.get(f"{name}-level") or ""
                if level:
                    yield Share(phase, actor, level, self._value(f"{name}-promise", Share, "promise"))

    @property
    def rows(self) -> dict[str, int]:
        """How many rows each list has on the page."""
        return self._rows

    def _row_boxes(self, part: str, data: QueryDict | None) -> None:
        kind, labels = ROWS[part]
        told = getattr(self.content, part)
        count = len(told) + EMPTY_ROWS
        if data is not None:
            sent = data.get(f"{part}-rows", "")
            count = min(int(sent), MOST_ROWS) if sent.isascii() and sent.isdigit() and len(sent) < 4 else count
        self._rows = {**getattr(self, "_rows", {}), part: count}
        self.fields[f"{part}-rows"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=str(count))
        for i in range(count):
            row = told[i] if i < len(told) else kind()
            names = [n for box, label in labels.items() for n in self._box(f"{part}-{i}-{box}", kind, box, label, row)]
            self._groups.append((ONE_MORE if i >= len(told) else "", names))

    def _box(self, name: str, kind: type, box: str, label: Any, told: Any) -> list[str]:
        value = getattr(told, box)
        if _is_text(kind, box):
            for language in LANGUAGES:
                attributes: dict[str, Any] = {"lang": language} | ({"rows": 3} if box in LONG else {})
                widget = forms.Textarea(attributes) if box in LONG else forms.TextInput(attributes)
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=f"{label} · {OWN_NAMES[language]}",
                    required=False,
                    max_length=4000,
                    widget=widget,
                    initial=value.said(language),
                )
            return [f"{name}_{language}" for language in LANGUAGES]
        self.fields[name] = self._plain(box, label, value)
        return [name]

    def _plain(self, box: str, label: Any, value: Any) -> forms.Field:
        choices: dict[str, Choices] = {
            "phase": [("", _("all phases")), *self.named.phases],
            "organ": [("", "—"), *self.named.organs],
            "rule": [("", "—"), *DECISION_RULES.items()],
            "whom": list(TRAINED_WORDS.items()),
            "living": [("", "—"), *LIVING_WORDS.items()],
        }
        if box in choices:
            return forms.ChoiceField(label=label, choices=choices[box], required=False, initial=value)
        if box == "negotiable":
            return forms.BooleanField(label=label, required=False, initial=value)
        if box == "cents":
            return forms.DecimalField(
                label=label,
                required=False,
                min_value=0,
                max_value=10**9,
                decimal_places=2,
                initial=value / 100 if value else None,
            )
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=10**6, initial=value or None)


def _stem(name: str) -> str:
    """The name of a box without its language."""
    stem, _dash, language = name.rpartition("_")
    return stem if language in LANGUAGES else name


def _is_text(kind: type, box: str) -> bool:
    return any(f.name == box and f.type in (Text, "Text") for f in fields(kind))


def _says(row: Any) -> bool:
    """Does a row say anything beyond what every row says?"""
    empty = type(row)()
    ignored = {"whom", "negotiable", "phase"} if not isinstance(row, Means) else set()
    return any(getattr(row, f.name) != getattr(empty, f.name) for f in fields(row) if f.name not in ignored)
