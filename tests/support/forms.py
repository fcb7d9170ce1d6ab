"""The forms of a page as a browser reads them: where they lead, what stands in them, and how a person fills them in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

#: Kinds of boxes into which anything can be typed.
TYPED = frozenset({"text", "search", "email", "url", "tel", "number", "textarea", "date", "time", "password", "hidden"})


@dataclass
class Box:
    """One box: its name, its kind, what stands in it, and what can be chosen."""

    name: str
    kind: str
    value: str = ""
    chosen: bool = True  #: sent as it stands; a tick that is off is not
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form that sends something: its address, its boxes, and its buttons as (name, value)."""

    action: str
    boxes: list[Box] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def filled(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """What a browser sends when somebody types `told` into the boxes that are there and presses the first button."""
        sent: dict[str, Any] = {}
        for box in self.boxes:
            if box.chosen:
                sent.setdefault(box.name, []).append(box.value)
        names = {box.name for box in self.boxes} | {name for name, _value in self.buttons} | set(self.files)
        known = {
            box.name for box in self.boxes if box.kind == "hidden" and box.value
        }  # what the page itself says of the thing
        first = dict(self.buttons[:1])
        pressed = {name for name, _value in self.buttons} - {box.name for box in self.boxes}
        missing = {
            name for name in pressed if (name, told.get(name)) not in self.buttons
        }  # nobody presses what is not there
        return {**sent, **first, **{name: value for name, value in told.items() if name in names - known - missing}}

    def typed(self) -> list[str]:
        """The names of the boxes into which anything can be typed, each once; the seals of the page are none."""
        kept = ("csrfmiddlewaretoken", "guard", "guard_work", "subject_line", "guard_answer")
        return list(dict.fromkeys(box.name for box in self.boxes if box.kind in TYPED and box.name not in kept))


class _Reader(HTMLParser):
    """Collects the forms that send; what lies outside of a form but belongs to it by `form=` is not looked for."""

    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.found = address, list[Form]()
        self.form: Form | None = None
        self.box: Box | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            sends = told.get("method", "").lower() == "post"
            self.form = Form(urljoin(self.address, told.get("action", ""))) if sends else None
            self.found += [self.form] if self.form else []
        elif self.form is not None and "disabled" not in told:
            self._inside(self.form, tag, told)

    def _inside(self, form: Form, tag: str, told: dict[str, str]) -> None:
        name, kind = told.get("name", ""), told.get("type", "text").lower()
        if tag == "button" and told.get("type", "submit") == "submit" and name:
            form.buttons.append((name, told.get("value", "")))
        elif tag == "input" and kind == "file":
            form.files.append(name)
        elif tag == "input" and kind in ("checkbox", "radio"):
            form.boxes.append(Box(name, kind, told.get("value", "on"), "checked" in told))
        elif tag == "input" and name and kind not in ("submit", "button", "image", "reset"):
            form.boxes.append(Box(name, kind, told.get("value", "")))
        elif tag in ("textarea", "select") and name:
            self.box = Box(name, tag, chosen=tag == "textarea")
            form.boxes.append(self.box)
        elif tag == "option" and self.box is not None:
            self._option(self.box, told)

    def _option(self, box: Box, told: dict[str, str]) -> None:
        box.options.append(told.get("value", ""))
        if "selected" in told or not box.chosen:  # without a choice the first one is sent
            box.value, box.chosen = told.get("value", ""), True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag in ("textarea", "select"):
            self.box = None

    def handle_data(self, data: str) -> None:
        if self.box is not None and self.box.kind == "textarea":
            self.box.value += data


def forms_of(page: str, address: str) -> list[Form]:
    """The forms of a page that send something, with absolute addresses."""
    reader = _Reader(address)
    reader.feed(page)
    return reader.found


def different(forms: list[Form]) -> Iterator[Form]:
    """Each kind of form once: a list has the same one in every row."""
    seen = set()
    for one in forms:
        kind = (
            one.action.rstrip("0123456789/"),
            tuple(sorted({box.name for box in one.boxes})),
            tuple(one.buttons[:1]),
        )
        if kind not in seen:
            seen.add(kind)
            yield one
