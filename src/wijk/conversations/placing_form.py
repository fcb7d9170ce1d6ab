"""For whom do you speak, in which basin does each point lie for them, and why? One row a point; no dragging needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.conversations.actions import Word
from wijk.conversations.forms import SPOKEN
from wijk.conversations.queries import ToPlace
from wijk.core.text import Text

BASIN_CHOICES = [
    ("", _("no word on it")),
    ("1", _("Shared ground")),
    ("2", _("Can be brought together")),
    ("3", _("Opposite")),
]
STANCES = [
    ("", _("no position")),
    ("2", _("firmly for")),
    ("1", _("for")),
    ("0", _("neutral")),
    ("-1", _("against")),
    ("-2", _("firmly against")),
]
GROUP = "group:"
NEW = "new"


@dataclass(frozen=True, slots=True)
class Asked:
    """The three boxes of one point."""

    row: ToPlace | None
    basin: Any
    stance: Any
    reason: Any
    title: Any = None


class PlacingForm(forms.Form):
    """The actor, and a row for each point."""

    def __init__(
        self,
        *args: Any,
        rows: Sequence[ToPlace],
        actors: Sequence[tuple[str, str]],
        group: bool,
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        choices = [*actors, *([(GROUP, gettext("a group at a table"))] if group else [])]
        self.fields["who"] = forms.ChoiceField(label=_("For whom you speak"), choices=choices)
        self.fields["label"] = forms.CharField(
            label=_("Which group"), required=False, max_length=200, widget=forms.TextInput if group else forms.HiddenInput,
            help_text=_("Only for a group: such as table 3 of the workshop. Name nobody.") if group else "",
        )  # fmt: skip
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of your reasons"), choices=list(SPOKEN.items()), initial=language
        )
        for code in [*(row.code for row in self.rows), NEW]:
            self.fields[f"basin-{code}"] = forms.ChoiceField(label=_("Basin"), required=False, choices=BASIN_CHOICES)
            self.fields[f"stance-{code}"] = forms.ChoiceField(label=_("Position"), required=False, choices=STANCES)
            self.fields[f"reason-{code}"] = forms.CharField(
                label=_("Why"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Needed for each point on which you say something."),
            )  # fmt: skip
        self.fields[f"title-{NEW}"] = forms.CharField(
            label=_("Another point, on which nobody voted"), required=False, max_length=1000
        )

    @property
    def asked(self) -> list[Asked]:
        """The rows as the page shows them."""
        return [self._asked(row.code, row) for row in self.rows]

    @property
    def fresh(self) -> Asked:
        """The boxes of a new point."""
        return self._asked(NEW, None)

    def _asked(self, code: str, row: ToPlace | None) -> Asked:
        title = self[f"title-{NEW}"] if row is None else None
        return Asked(row, self[f"basin-{code}"], self[f"stance-{code}"], self[f"reason-{code}"], title)

    def words(self) -> list[Word]:
        """What was said on each point on which something was."""
        return [word for code in [*(row.code for row in self.rows), NEW] if (word := self._word(code)) is not None]

    def _word(self, code: str) -> Word | None:
        told = self.cleaned_data
        basin, stance, reason = (told[f"{name}-{code}"] for name in ("basin", "stance", "reason"))
        title = told[f"title-{NEW}"] if code == NEW else ""
        if not (basin or stance or title):
            return None
        language = told["language"]
        return Word(
            statement=int(code[1:]) if code[0] == "s" else None,
            point=code[1:] if code[0] == "p" else "",
            title=Text({language: title}) if title else Text(),
            basin=int(basin) if basin else None,
            stance=int(stance) if stance else None,
            reason=Text({language: reason}) if reason.strip() else Text(),
        )
