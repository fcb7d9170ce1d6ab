"""Which meeting gathers cards, and how many people are there?"""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.core.subject import Subject
from wijk.ui.forms import TextForm

KINDS = ("meetings.meeting", "organs.organ")


class GatheringForm(TextForm):
    """A meeting, an organ, or a workshop without a page."""

    texts = {"title": _("Which meeting or organ it is")}
    needed = ("title",)

    asked = forms.IntegerField(label=_("How many people there are"), min_value=1, max_value=5000)
    where = forms.CharField(
        label=_("Its page here, if there is one"), required=False, max_length=300,
        help_text=_("The address of a meeting or an organ on this site."),
    )  # fmt: skip

    def clean_where(self) -> str:
        """An address of a meeting or an organ; or nothing."""
        typed = str(self.cleaned_data["where"]).strip()
        if typed and self._about(typed) is None:
            raise forms.ValidationError(
                gettext("This is no address of a meeting or an organ. Leave it empty, or copy it anew.")
            )
        return typed

    def about(self) -> Subject | None:
        """The meeting or organ behind that address."""
        return self._about(self.cleaned_data.get("where", ""))

    def _about(self, typed: str) -> Subject | None:
        parts = [part for part in typed.split("?")[0].split("/") if part]
        for name, kind in (("meetings", KINDS[0]), ("organs", KINDS[1])):
            if name in parts[:-1]:
                key = parts[parts.index(name) + 1]
                return Subject(kind, key) if key.replace("-", "").isalnum() and len(key) <= 80 else None
        return None
