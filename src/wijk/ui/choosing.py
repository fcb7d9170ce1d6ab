"""How does one choose a place in a form? By its name, from a list that works without any script; a reference that was typed counts too."""

import re
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[str, str | list[tuple[str, str]]]]
_AROUND = re.compile(r"^[\s/]+|[\s/]+$")
_REFERENCE = re.compile(r"[a-z_]{1,20}/[\w-]{1,60}")


class Options(Protocol):
    """The places to choose from, with their names in the language of the page: `territory.queries.place_options`. `besides` are places
    that must be among them; what is no place is called there by its reference."""

    def __call__(self, *, besides: tuple[str, ...] = ()) -> Choices: ...


class PlaceField(forms.ChoiceField):
    """A place by its name; what comes out is its reference, "" for the whole city. The places are looked up once for each form.

    A place that no longer stands in the list, such as a sector or an area of an earlier version, stays where a form holds it already.
    """

    def __init__(self, options: Options, **more: Any) -> None:
        told: dict[str, Any] = {
            "label": _("Where"), "required": False,
            "error_messages": {"invalid_choice": _("There is no such place. Choose one of the list.")},
        }  # fmt: skip
        super().__init__(**(told | more))
        self.options = options
        self._offered: Choices | None = None
        self.choices = self.offered

    def __deepcopy__(self, memo: dict[int, Any]) -> "PlaceField":
        own = super().__deepcopy__(memo)
        own._offered = None
        own.choices = own.offered
        return own

    def offered(self) -> Choices:
        """The list as it was looked up."""
        if self._offered is None:
            self._offered = self.options()
        return self._offered

    def prepare_value(self, value: Any) -> str:
        """What the list shows as chosen: also a place that it does not offer by itself."""
        ref = self.to_python(value)
        if not super().valid_value(ref):
            self._named(ref)
        return ref

    def to_python(self, value: Any) -> str:
        """The reference, without strokes around it; typed in capitals it is the same place."""
        ref = _AROUND.sub("", str(value or ""))
        return ref if super().valid_value(ref) else ref.lower()

    def valid_value(self, value: Any) -> bool:
        """One of the list, or any other place that there is."""
        return super().valid_value(value) or self._named(str(value))

    def _named(self, ref: str) -> bool:
        """Is this a place? Then it stands in the list from now on."""
        if not _REFERENCE.fullmatch(ref):
            return False
        found = self.options(besides=(ref,))
        if dict(one for one in found if isinstance(one[1], str)).get(ref, ref) == ref:
            return False
        self._offered = found
        return True
