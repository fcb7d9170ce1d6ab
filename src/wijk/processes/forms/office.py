"""What the office types about a process, beside its framework."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.core.subject import Subject
from wijk.processes.words import LIVING_WORDS, PROMISE_WORDS
from wijk.ui.forms import TextForm

Choices = Sequence[tuple[str, Any]]


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A box for a day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def texts_first(form: TextForm, before: Sequence[str]) -> None:
    """Put the boxes of a form in this order; a text by its name stands for its boxes in all languages."""
    named = [name for one in before for name in form.fields if name == one or name.rpartition("_")[0] == one]
    form.order_fields(named)


class ProcessForm(TextForm):
    """What a process is, where and when."""

    texts = {"title": _("Title"), "summary": _("What it is about")}
    long_texts = ("summary",)
    needed = ("title",)
    helps = {"summary": _("Two or three sentences in plain words. They stand at the top of its page.")}
    place = forms.ChoiceField(label=_("Where"), required=False)
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    starts = day(_("First day"), required=False)
    ends = day(_("Last day"), required=False)
    large = forms.BooleanField(
        label=_("A large project"), required=False,
        help_text=_("Everybody in this place who agreed to it hears when it begins and when a phase opens or closes."),
    )  # fmt: skip
    living_there = forms.ChoiceField(label=_("Do people live there already?"), required=False)
    organ = forms.ChoiceField(
        label=_("Which organ meets"), required=False,
        help_text=_("Its meetings stand in its calendar at once, on the days of the plan. Later, each of them waits as a task."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, places: Choices, themes: Choices, fresh: bool = False, organs: Choices | None = None, **kwargs: Any
    ) -> None:  # fmt: skip
        """`organs`, of which one may hold the meetings of a plan: then the plan says the days. None without a plan."""
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]
        self.fields["living_there"].choices = [("", "—"), *LIVING_WORDS.items()]  # type: ignore[attr-defined]
        if not fresh:
            del self.fields["living_there"]
        if organs is None:
            del self.fields["organ"]
        else:
            later = ("", _("Plan the meetings later"))
            self.fields["organ"].choices = [later, *organs]  # type: ignore[attr-defined]
            del self.fields["starts"], self.fields["ends"]
        titles = [name for name in self.fields if name.startswith(("title_", "summary_"))]
        self.order_fields([*titles, "place", "themes", "starts", "ends", "organ", "living_there", "large"])

    def clean(self) -> dict[str, Any]:
        """A period that runs forwards."""
        told = super().clean()
        starts, ends = told.get("starts"), told.get("ends")
        if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
            self.add_error("ends", _("The process ends before it begins. Correct one of the two days."))
        return told


class PhaseForm(TextForm):
    """A phase: when it is, and what one can do while it is open."""

    texts = {"title": _("Title"), "summary": _("What happens"), "doing": _("What people can do while it is open")}
    long_texts = ("summary",)
    needed = ("title",)
    helps = {"doing": _("One sentence that begins with a verb, such as “Come and walk with us on Saturday.”")}
    start = day(_("First day"))
    end = day(_("Last day"))
    link = forms.CharField(
        label=_("Where they do it"),
        required=False,
        max_length=300,
        help_text=_("The address of a page, here or elsewhere."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts_first(self, before=("title", "summary", "start", "end", "doing", "link"))

    def clean(self) -> dict[str, Any]:
        """A phase that runs forwards."""
        told = super().clean()
        start, end = told.get("start"), told.get("end")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            words = gettext("The phase “{phase}” ends before it begins. Correct one of the two days.")
            self.add_error("end", words.format(phase=self.text("title")))
        return told


class ParticipantForm(TextForm):
    """Somebody who takes part: from the lists, or a group in words."""

    texts = {"title": _("Who takes part"), "words": _("Who that is, in a few words")}
    about = forms.ChoiceField(
        label=_("An organisation or an organ"), required=False,
        help_text=_("Leave it empty for a group in words, such as “people who live in the street”."),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", "—"), *bodies]  # type: ignore[attr-defined]
        self.order_fields(["about", *(name for name in self.fields if name != "about")])

    def clean(self) -> dict[str, Any]:
        """Somebody."""
        told = super().clean()
        if not told.get("about") and not self.text("title"):
            self.add_error("title_nl", _("Choose somebody from the list, or say who it is in words."))
        return told

    def subject(self) -> Subject | None:
        """Whom it points at."""
        chosen = self.cleaned_data.get("about")
        return Subject.parse(chosen) if chosen else None


class PromiseForm(TextForm):
    """What a phase promises."""

    texts = {"title": _("What is promised")}
    needed = ("title",)
    phase = forms.ChoiceField(label=_("In which phase"))
    kind = forms.ChoiceField(label=_("What it is"))
    due = day(_("At the latest on"), required=False)

    def __init__(self, *args: Any, phases: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = phases  # type: ignore[attr-defined]
        self.fields["kind"].choices = list(PROMISE_WORDS.items())  # type: ignore[attr-defined]
        texts_first(self, ("phase", "title", "kind", "due"))


class AnswerForm(TextForm):
    """What became of a promise: given, with what; or not given, because …"""

    texts = {"done": _("What was given, or why it is not given")}
    long_texts = ("done",)
    needed = ("done",)
    became = forms.ChoiceField(
        label=_("What became of it"), widget=forms.RadioSelect,
        choices=[("kept", _("It was given")), ("not_given", _("It is not given, because …"))],
    )  # fmt: skip
    link = forms.CharField(label=_("Where people find it"), required=False, max_length=300)
    on = day(_("On which day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts_first(self, ("became", "done", "on", "link"))


class PublishForm(TextForm):
    """What changed since the version before, and that the warnings were read."""

    texts = {"why": _("What changed, and why")}
    long_texts = ("why",)
    warnings_read = forms.BooleanField(
        label=_("I read where the framework is thin, and publish it all the same"), required=False
    )

    def __init__(self, *args: Any, first: bool, warned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            for name in [name for name in self.fields if name.startswith("why_")]:
                del self.fields[name]
        if not warned:
            del self.fields["warnings_read"]


class EndorseForm(TextForm):
    """Who stands behind a version, since when, with which remarks."""

    texts = {"by": _("By which decision or function"), "remarks": _("Remarks")}
    long_texts = ("remarks",)
    helps = {"by": _("Such as “decision of its general meeting”. No names of people.")}
    about = forms.ChoiceField(label=_("Who endorses"))
    on = day(_("On which day"))
    decision = forms.ChoiceField(label=_("Decision of the organ"), required=False)

    def __init__(self, *args: Any, bodies: Choices, decisions: Choices = (), own: bool = False, **kwargs: Any) -> None:
        """`own`: somebody speaks for one of a few `bodies`, and says it themselves."""
        super().__init__(*args, **kwargs)
        if own:
            self.fields["about"] = forms.ChoiceField(label=_("For whom you speak"), widget=forms.RadioSelect)
            del self.fields["decision"]
        else:
            bodies = [("", _("Choose from the list")), *bodies]
            self.fields["decision"].choices = [("", "—"), *decisions]  # type: ignore[attr-defined]
        self.fields["about"].choices = bodies  # type: ignore[attr-defined]
        self.order_fields(["about", "on", *(name for name in self.fields if name not in ("about", "on"))])


class EvaluateForm(TextForm):
    """How it went, what was learnt, and counts of people."""

    texts = {"evaluation": _("How it went"), "learnt": _("What was learnt")}
    long_texts = ("evaluation", "learnt")
    needed = ("evaluation",)
    reached = forms.IntegerField(label=_("People who were told"), required=False, min_value=0, max_value=10_000_000)
    took_part = forms.IntegerField(label=_("People who took part"), required=False, min_value=0, max_value=10_000_000)
    first_time = forms.IntegerField(
        label=_("Of them, for the first time"), required=False, min_value=0, max_value=10_000_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts_first(self, ("evaluation", "learnt"))


class StopForm(TextForm):
    """Why a process stops."""

    texts = {"reason": _("Why it stops")}
    long_texts = ("reason",)
    needed = ("reason",)


class ReviewForm(forms.Form):
    """When a framework comes up for review, whose document it is, and by which decision."""

    owner = forms.ChoiceField(label=_("Which organ owns the framework"))
    next_review = day(_("When it comes up for review"))
    decision = forms.ChoiceField(
        label=_("Decision of the organ"), required=False, help_text=_("Needed for a second version and later ones.")
    )

    def __init__(self, *args: Any, organs: Choices, decisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = organs  # type: ignore[attr-defined]
        self.fields["decision"].choices = [("", "—"), *decisions]  # type: ignore[attr-defined]


class TaskForm(TextForm):
    """Something to do in time."""

    texts = {"title": _("What is to be done")}
    needed = ("title",)
    due = day(_("At the latest on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts_first(self, ("title", "due"))
