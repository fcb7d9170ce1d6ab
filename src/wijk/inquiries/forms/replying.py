"""What does the office type of remarks: a letter, a theme, a reply, what is blackened?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.core.text import LANGUAGES, Text
from wijk.inquiries.forms.preparing import choose, decision_choices
from wijk.inquiries.models import Theme
from wijk.inquiries.public_words import HOW_WORDS
from wijk.inquiries.queries import STANDS
from wijk.meetings.models import Meeting
from wijk.organs.models import Decision, Opinion, Organ
from wijk.ui.forms import OWN_NAMES, DayInput, TextForm

STAND_WORDS = {
    "owed": _("without a reply"), "replied": _("with a reply"), "late": _("late"), "ungrouped": _("in no theme"),
    "asked": _("blackened, to be confirmed"), "gone": _("taken back or removed"),
}  # fmt: skip
#: How the office notes what came otherwise than by this site.
BY_HAND = ("letter", "counter", "hearing", "sheet", "phone")


class TableForm(forms.Form):
    """What of the remarks one wants to see."""

    stands = forms.ChoiceField(label=_("Show"), required=False)
    how = forms.ChoiceField(label=_("How it came"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    words = forms.CharField(label=_("Words or number"), required=False, max_length=80)

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "stands", [("", _("all")), *((code, STAND_WORDS[code]) for code in STANDS)])
        choose(self, "how", [("", _("every way")), *HOW_WORDS.items()])
        choose(self, "theme", [("", _("every theme")), *((row.key, row.title.to()) for row in themes)])


class LetterForm(forms.Form):
    """What came by letter, at the counter, in the hearing: eight boxes, four of them needed."""

    how = forms.ChoiceField(label=_("How it came"))
    posted_on = forms.DateField(
        label=_("Stamp of the post"), required=False, widget=DayInput(), help_text=_("If it can be read: it counts, whenever the letter came.")
    )  # fmt: skip
    received_on = forms.DateField(label=_("It came on"), widget=DayInput())
    title = forms.CharField(label=_("In a few words"), max_length=140)
    body = forms.CharField(
        label=_("The remark, as it stands in the letter"), max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Everybody reads it. Leave out names, addresses and numbers of people."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=list(OWN_NAMES.items()))
    email = forms.EmailField(
        label=_("E-mail address, to hear of the reply"), required=False, help_text=_("Nobody gets to see it.")
    )
    shown_as = forms.CharField(
        label=_("Name that everybody sees"), required=False, max_length=60,
        help_text=_("Only where the letter asks for it. Leave it open, and no name is shown."),
    )  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "how", [(code, HOW_WORDS[code]) for code in BY_HAND])


class ThemeForm(TextForm):
    """A theme."""

    texts = {"title": _("What is it about?")}
    needed = ("title",)
    by = forms.ChoiceField(label=_("Who replies"), required=False)
    order = forms.IntegerField(label=_("Place in the list"), min_value=0, max_value=9999, initial=50)

    def __init__(self, *args: Any, organs: Sequence[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "by", [("", _("who holds the inquiry")), *((row.key, row.title.to()) for row in organs)])


class ReplyForm(TextForm):
    """A reply, in one language or more."""

    texts = {"reply": _("The reply")}
    long_texts = ("reply",)
    needed = ("reply",)
    version = forms.IntegerField(widget=forms.HiddenInput)


class GroupForm(forms.Form):
    """The themes that a remark is about."""

    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"] = forms.MultipleChoiceField(
            label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(row.key, theme_words(row)) for row in themes],
        )  # fmt: skip


class BlackenForm(forms.Form):
    """The words, with what is personal blackened."""

    title = forms.CharField(label=_("In a few words"), max_length=140)
    body = forms.CharField(
        label=_("The remark"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 9})
    )
    reading = forms.IntegerField(widget=forms.HiddenInput)


class HearingForm(TextForm):
    """The hearing."""

    texts = {"notes": _("What happened there, besides the remarks")}
    long_texts = ("notes",)
    meeting = forms.ChoiceField(label=_("Which meeting"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.key, f"{row.starts_at:%d/%m/%Y} · {row.title.to()}") for row in meetings if row.starts_at]
        choose(self, "meeting", [("", _("none")), *rows])
        self.order_fields(("meeting",))


class OpinionForm(forms.Form):
    """The opinion of an organ."""

    opinion = forms.ChoiceField(label=_("Which opinion"), required=False)

    def __init__(self, *args: Any, opinions: Sequence[Opinion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [
            (row.key, f"{row.asked_on:%d/%m/%Y} · {row.organ.title.to()}: {row.question.to()[:80]}") for row in opinions
        ]
        choose(self, "opinion", [("", _("none")), *rows])


class DecisionForm(forms.Form):
    """What was decided."""

    decision = forms.ChoiceField(label=_("Which decision"))

    def __init__(self, *args: Any, decisions: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "decision", decision_choices(decisions))


def theme_words(row: Theme) -> str:
    """A theme as one chooses it: whether it has a reply."""
    return row.title.to() if row.replied_at else _("{title} (no reply yet)").format(title=row.title.to())


def first_language(said: Text, wanted: str) -> str:
    """In which box one begins: the language of the remark, where it is one of ours."""
    return wanted if wanted in LANGUAGES else said.language() or LANGUAGES[0]
