"""The forms of moderation."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijk.moderation.models import Reason
from wijk.ui.forms import TextForm


class ReportForm(forms.Form):
    """A reader says why something should not be shown."""

    reason = forms.ChoiceField(label=_("Why should it not be shown?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Something that helps us to see it"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Only moderators read this. Leave names and addresses out."),
    )  # fmt: skip

    def __init__(self, *args: Any, reasons: "QuerySet[Reason]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(row.code, row.title.to()) for row in reasons]  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    """An author says why they do not agree."""

    words = forms.CharField(
        label=_("Why do you not agree?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In a few words, in any language. Only moderators read this."),
    )  # fmt: skip


class TakeForm(forms.Form):
    """A moderator says for which reason something is not shown."""

    reason = forms.ChoiceField(label=_("The reason, from the public list"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Words to the author"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They go to the author with the reason and the way to appeal. Not public."),
    )  # fmt: skip

    def __init__(self, *args: Any, reasons: "QuerySet[Reason]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grave, plain = str(_("{number}. {title} (may be removed)")), "{number}. {title}"
        choices = [
            (row.code, (grave if row.removes else plain).format(number=number, title=row.title))
            for number, row in enumerate(reasons, 1)
        ]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """A second person, or another moderator, answers."""

    words = forms.CharField(
        label=_("Words to the author"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where an appeal is dismissed: why does it stay as it is?"),
    )  # fmt: skip


class QueueForm(forms.Form):
    """What of the queue one wants to see. It is only shown, never validated: an address may ask for anything."""

    use_required_attribute = False

    need = forms.ChoiceField(label=_("Waits for"))
    kind = forms.ChoiceField(label=_("What"))
    age = forms.ChoiceField(label=_("Waits for longer than"))
    area = forms.ChoiceField(label=_("Where"))
    process = forms.ChoiceField(label=_("Process"))
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, choices: Mapping[str, Sequence[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            some = list(choices.get(name, ()))
            if not some:
                del self.fields[name]
                continue
            self.fields[name].choices = [("", _("everything")), *some]  # type: ignore[attr-defined]


class ReasonForm(TextForm):
    """One row of the public list."""

    texts = {"title": _("In one sentence"), "words": _("What that means, with an example")}
    long_texts = ("words",)
    needed = ("title", "words")

    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("Small letters, digits and hyphens. It never changes.")
    )
    removes = forms.BooleanField(label=_("Grave enough to be removed, by two people"), required=False)
    reported = forms.BooleanField(label=_("Readers may give it when they report something"), required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=30_000, initial=100)


class WordsForm(forms.Form):
    """The words at which a text waits."""

    words = forms.CharField(
        label=_("One word on each line"), required=False, max_length=150_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Capitals and accents do not matter. A text with one of these words is never refused: a moderator looks at it first."),
    )  # fmt: skip
