"""What people type about living documents and in their reviews."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.charters import words
from wijk.charters.actions import Voice
from wijk.charters.actions.writing import BODY, NOTE, REMARK, TITLE
from wijk.charters.queries import kinds
from wijk.core.text import LANGUAGES
from wijk.organs.models import Decision, Mandate, Organ
from wijk.organs.queries import today
from wijk.territory.queries import place_options
from wijk.ui.forms import DayInput, TextForm


class OrganChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An organ by its title."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class DecisionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A decision by its day and title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.on.isoformat()} · {obj.title}"


class DocumentForm(TextForm):
    """What a document is, whose, where, and when it is reviewed."""

    texts = {"title": _("Title"), "about": _("What it is about")}
    long_texts = ("about",)
    needed = ("title",)
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: [(code, title.to()) for code, title in kinds().items()])
    owner = OrganChoice(
        label=_("Owner"), queryset=Organ.objects.none(), to_field_name="key",
        help_text=_("The organ that adopts it. Only this organ can change it."),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Where it holds"), required=False)
    next_review = forms.DateField(label=_("Next review"), required=False, widget=DayInput())
    rhythm = forms.IntegerField(
        label=_("Reviewed every so many months"), required=False, min_value=1, max_value=600,
        help_text=_("After each review the next day is set by this. Leave it empty to set each day yourself."),
    )  # fmt: skip
    subject = forms.CharField(
        label=_("For what"), required=False, max_length=160,
        help_text=_("Only for a framework: its process, such as processes.process:market-square."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = Organ.objects.live(today()).order_by("key")
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = place_options(besides=[str(self.initial.get("place") or "")])
        titles = [f"{name}_{code}" for name in ("title", "about") for code in LANGUAGES]
        self.order_fields([*titles, "kind", "owner", "place", "next_review", "rhythm", "subject"])


class KindForm(TextForm):
    """A kind of document and what it is called."""

    texts = {"title": _("Name")}
    needed = ("title",)
    code = forms.SlugField(
        label=_("Short code"), max_length=40, help_text=_("Small letters, digits and hyphens. It never changes.")
    )


class EditionForm(TextForm):
    """The text of an edition as it was pasted, when it was adopted and why."""

    texts = {"text": _("The text"), "why": _("Why it was adopted")}
    long_texts = ("text", "why")
    needed = ("text",)
    helps = {
        "text": _(
            "Paste the whole text. An article begins with a line such as “Article 1 – Title”, “# Title” or “1. Title”."
        ),
    }
    on = forms.DateField(label=_("Adopted on"), widget=DayInput())
    decision = DecisionChoice(
        label=_("Decision"), queryset=Decision.objects.none(), to_field_name="key", required=False,
        help_text=_("The first edition may be one that was adopted long ago, without a decision here. Later ones need one of the owner."),
    )  # fmt: skip

    def __init__(self, *args: Any, decisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            text = self.fields[f"text_{code}"]
            assert isinstance(text, forms.CharField)
            text.max_length = None
            text.validators = []
            text.widget.attrs |= {"rows": 12}
            text.widget.attrs.pop("maxlength", None)
        _offer(self.fields["decision"], decisions)


def _offer(field: forms.Field, decisions: Any) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = decisions


class RoundForm(TextForm):
    """The days of a review and the terms on which people are asked."""

    texts = {
        "fixed": _("What cannot change, by whom and why"),
        "who_decides": _("Who decides, and how"),
        "asks": _("What we ask"),
    }
    long_texts = ("fixed", "who_decides", "asks")
    needed = ("fixed",)
    helps = {
        "fixed": _("People read this before they say anything. If everything can change, say so."),
        "who_decides": _("Empty: the organ that owns the document."),
    }
    opens_on = forms.DateField(label=_("First day"), widget=DayInput())
    closes_on = forms.DateField(label=_("Last day"), widget=DayInput())


class _Spoken(forms.Form):
    """As whom one speaks, and what happens with the words."""

    voice = forms.ChoiceField(label=_("You speak as"))
    about_me = forms.BooleanField(
        label=_("My words tell something of myself: take them away when I erase my account"), required=False,
        help_text=_("Otherwise they stay without you when your account goes. Your name is never shown."),
    )  # fmt: skip

    def __init__(self, *args: Any, voices: Sequence[tuple[str, str]], names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voices, self.names = voices, names
        field = self.fields["voice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(f"{voice}/{key}", names.get(key) or str(words.VOICES[voice])) for voice, key in voices]
        field.initial = "citizen/"
        if len(voices) == 1:
            field.widget = forms.HiddenInput()
            field.required = False

    def spoken(self) -> Voice:
        """The chosen voice."""
        voice, _slash, key = (self.cleaned_data.get("voice") or "citizen/").partition("/")
        return Voice(voice, key)


class RemarkForm(_Spoken):
    """What somebody wants of an article."""

    wish = forms.ChoiceField(
        label=_("What you want of it"), choices=lambda: list(words.WISHES.items()), widget=forms.RadioSelect
    )
    body = forms.CharField(label=_("In your words"), max_length=REMARK, widget=forms.Textarea(attrs={"rows": 4}))
    field_order = ("wish", "body", "voice", "about_me")


class PassingForm(forms.Form):
    """What somebody without an account wants of an article."""

    wish = forms.ChoiceField(
        label=_("What you want of it"), choices=lambda: list(words.WISHES.items()), widget=forms.RadioSelect
    )
    body = forms.CharField(label=_("In your words"), max_length=REMARK, widget=forms.Textarea(attrs={"rows": 4}))
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("You get one letter with a link. Your words are shown once you open it. The address is never shown, and not kept."),
    )  # fmt: skip


class ProposalForm(_Spoken):
    """Another text for an article."""

    title = forms.CharField(label=_("Title"), max_length=TITLE)
    body = forms.CharField(label=_("Your text"), max_length=BODY, widget=forms.Textarea(attrs={"rows": 10}))
    why = forms.CharField(label=_("Why"), max_length=NOTE, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ("title", "body", "why", "voice", "about_me")


class AnswerForm(TextForm):
    """What becomes of a remark, and why."""

    texts = {"reason": _("Why")}
    long_texts = ("reason",)
    helps = {"reason": _("A refusal, and what is taken up in part, always has its reason.")}
    outcome = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, question: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, label) for code, label in words.OUTCOMES.items() if question or code != "answered"]
        self.order_fields(["outcome"])


class HideForm(forms.Form):
    """Why something is hidden."""

    why = forms.ChoiceField(label=_("Why it is hidden"), choices=lambda: list(words.REASONS.items()))
    explained = forms.CharField(
        label=_("A word to who said it"), required=False, max_length=NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )


class EvaluationForm(TextForm):
    """How an article worked out."""

    texts = {"words": _("How it worked out")}
    long_texts = ("words",)
    needed = ("words",)


class VerdictForm(TextForm):
    """What the owner decided of one article."""

    texts = {"title": _("Title"), "body": _("Text")}
    long_texts = ("body",)
    choice = forms.ChoiceField(label=_("Decision on this article"))
    open_clause = forms.BooleanField(label=_("Leaves room for those who use the place"), required=False)
    intention = forms.BooleanField(label=_("An intention, without a number"), required=False)

    def __init__(self, *args: Any, new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = ("skip", "new") if new else ("keep", "amend", "drop")
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, _("no new article") if code == "skip" else words.CHANGES[code]) for code in codes]
        self.order_fields(["choice"])


class ConcludeForm(TextForm):
    """When and how the owner decided."""

    texts = {"why": _("Why, in a few sentences"), "dissent": _("What was said against")}
    long_texts = ("why", "dissent")
    on = forms.DateField(label=_("Decided on"), widget=DayInput())
    decision = DecisionChoice(
        label=_("Decision"), queryset=Decision.objects.none(), to_field_name="key", required=False,
        help_text=_("Choose it if it was noted at a meeting already. Else fill in the votes below."),
    )  # fmt: skip
    next_review = forms.DateField(label=_("Next review"), required=False, widget=DayInput())

    def __init__(self, *args: Any, decisions: Any, mandates: Sequence[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["decision"], decisions)
        self.votes = [f"vote_{mandate.pk}" for mandate in mandates]
        for mandate in mandates:
            self.fields[f"vote_{mandate.pk}"] = forms.ChoiceField(
                label=mandate.who or _("a member"), required=False, choices=lambda: list(VOTES.items())
            )

    def cast(self) -> dict[int, str]:
        """The votes by mandate."""
        told = {int(name.removeprefix("vote_")): str(self.cleaned_data.get(name) or "") for name in self.votes}
        return {pk: vote for pk, vote in told.items() if vote in ("for", "against", "abstain")}

    def there(self) -> list[int]:
        """The mandates of those who were there without a vote noted."""
        return [int(n.removeprefix("vote_")) for n in self.votes if self.cleaned_data.get(n) == "there"]


VOTES: dict[str, Any] = {
    "": _("was not there"),
    "for": _("for"),
    "against": _("against"),
    "abstain": _("abstains"),
    "there": _("was there, without a vote noted"),
}
