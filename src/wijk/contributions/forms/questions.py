"""What does the office say of one question of a kind?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.contributions.questions import SORTS, Choice, Question
from wijk.core.text import LANGUAGES, Text
from wijk.ui.forms import OWN_NAMES, TextForm

SORT_WORDS: dict[str, Any] = {
    "line": _("A few words"), "text": _("More words"), "number": _("A number"), "choice": _("One of some answers"),
    "tick": _("A box to tick"),
}  # fmt: skip
#: So many new answers can be added at once.
ROOM = 4


class QuestionForm(TextForm):
    """One question: its words in three languages, what sort of answer it wants, and the answers to choose from."""

    texts = {"label": _("The question")}
    needed = ("label",)
    sort = forms.ChoiceField(
        label=_("What sort of answer?"), choices=[(sort, SORT_WORDS[sort]) for sort in SORTS], help_text=_("Later this does not change any more.")
    )  # fmt: skip
    required = forms.BooleanField(
        label=_("Nobody can send it without an answer"), required=False, help_text=_("Ask this only where nothing can be done without it."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, question: Question | None, revision: int, **kwargs: Any) -> None:
        known: dict[str, Any] = (
            {"label": question.label, "sort": question.sort, "required": question.required} if question else {}
        )
        super().__init__(*args, initial={"revision": revision, **known}, **kwargs)
        self.question = question
        self.order_fields([*(f"label_{language}" for language in LANGUAGES), "sort", "required"])
        if question is not None:
            self.fields["sort"].disabled = True
        self.rows = self._rows()

    def _rows(self) -> list[dict[str, Any]]:
        """The boxes of each answer to choose from: those that are there, and some for new ones."""
        if self.question is not None and self.question.sort != "choice":
            return []
        known = list(self.question.choices) if self.question else []
        rows = [self._row(f"choice_{choice.code}", choice) for choice in known]
        return [*rows, *(self._row(f"fresh_{n}", None) for n in range(1, ROOM + 1))]

    def _row(self, name: str, choice: Choice | None) -> dict[str, Any]:
        for language in LANGUAGES:
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=OWN_NAMES[language], required=False, max_length=300, widget=forms.TextInput(attrs={"lang": language}),
                initial=choice.label.get(language, "") if choice else "",
            )  # fmt: skip
        names = [f"{name}_{language}" for language in LANGUAGES]
        if choice is not None:
            self.fields[f"{name}_used"] = forms.BooleanField(
                label=_("In use"), required=False, initial=not choice.retired
            )
            names.append(f"{name}_used")
        return {"name": name, "choice": choice, "boxes": [self[one] for one in names]}

    def head(self) -> list[forms.BoundField]:
        """The boxes of the question itself."""
        return [self[name] for name in self.fields if not name.startswith(("choice_", "fresh_")) and name != "revision"]

    def said(self) -> Question:
        """The question as it was filled in."""
        told, old = self.cleaned_data, self.question
        choices = [choice for row in self.rows if (choice := self._choice(row)).label or choice.code]
        sort = old.sort if old else told["sort"]
        return Question(
            self.text("label"), sort, old.code if old else "", told["required"], tuple(choices) if sort == "choice" else (),
            old.retired if old else False,
        )  # fmt: skip

    def _choice(self, row: dict[str, Any]) -> Choice:
        name, old = row["name"], row["choice"]
        label = Text({k: words for k in LANGUAGES if (words := self.cleaned_data.get(f"{name}_{k}", "").strip())})
        if old is None:
            return Choice(label)
        return Choice(label, old.code, not self.cleaned_data[f"{name}_used"])
