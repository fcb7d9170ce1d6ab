"""What does the office say of an inquiry, its file, its days and its rule?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijk.core.text import Text
from wijk.inquiries.actions import Told
from wijk.inquiries.models import Document, Inquiry, Rule
from wijk.organs.models import Decision, Organ
from wijk.territory.queries import place_options
from wijk.ui.choosing import PlaceField
from wijk.ui.forms import DayInput, TextForm

Choices = list[tuple[str, Any]]


class ToldForm(TextForm):
    """All that is said of an inquiry before it is announced."""

    texts = {
        "title": _("Title"), "intro": _("What is it about?"), "fixed": _("What cannot change"), "fixed_by": _("By whom"),
        "fixed_why": _("Why"), "look_where": _("Where one can see the file on paper"), "look_hours": _("On which days and hours"),
        "basis": _("The law, in words"),
    }  # fmt: skip
    long_texts = ("intro", "fixed", "fixed_why")
    needed = ("title", "fixed", "fixed_by", "fixed_why")
    helps = {"basis": _("Leave it open to say what the legal period says.")}
    authority = forms.ChoiceField(label=_("Who holds it and replies"))
    rule = forms.ChoiceField(label=_("Legal period"))
    place = PlaceField(place_options)
    process = forms.SlugField(label=_("Key of the process"), required=False, max_length=80)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, organs: Sequence[Organ], rules: Sequence[Rule], inquiry: Inquiry | None = None, **kwargs: Any
    ) -> None:
        if inquiry is not None:
            names = ("place", "process", "revision", *self.texts)
            told = {name: getattr(inquiry, name) for name in names}
            kwargs["initial"] = told | {"authority": inquiry.authority.key, "rule": inquiry.rule.code}
        super().__init__(*args, **kwargs)
        self._organs, self._rules = {row.key: row for row in organs}, {row.code: row for row in rules}
        choose(self, "authority", [(row.key, row.title.to()) for row in organs])
        choose(self, "rule", [(row.code, rule_words(row)) for row in rules])
        self.order_fields(("title_nl", "title_fr", "title_en", "authority", "rule", "place", "process"))
        if inquiry is not None and inquiry.state != "draft":
            for name in list(self.fields):
                if not name.startswith(("look_", "revision")):
                    self.fields[name].disabled = True

    def told(self) -> Told:
        """What the action wants to know."""
        data = self.cleaned_data
        said = {name: self.text(name) for name in self.texts}
        return Told(
            authority=self._organs[data["authority"]], rule=self._rules[data["rule"]], place=data["place"].strip(),
            process=data["process"], **said,
        )  # fmt: skip


class DocumentForm(TextForm):
    """A document or plan, or a new version of one."""

    texts = {"title": _("Title"), "why": _("Why it came later, or what changed")}
    helps = {"title": _("Leave it open for a new version of a document that is there.")}
    upload = forms.FileField(label=_("File"), help_text=_("PDF, office document, picture or text; at most 60 MB."))
    plan = forms.BooleanField(label=_("It is a drawing"), required=False)
    document = forms.ChoiceField(label=_("A new version of"), required=False)

    def __init__(self, *args: Any, documents: Sequence[Document], later: bool, **kwargs: Any) -> None:
        self.needed = ("why",) if later else ()
        super().__init__(*args, **kwargs)
        rows = [(str(row.number), f"{row.number}. {row.title.to()}") for row in documents]
        choose(self, "document", [("", _("none: it is a new document")), *rows])
        self.order_fields(("upload", "document", "title_nl", "title_fr", "title_en", "plan"))


class AnnounceForm(forms.Form):
    """The day of the notice."""

    on = forms.DateField(
        label=_("Day of the notice"), widget=DayInput(), help_text=_("The legal period is counted from it.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ExtendForm(TextForm):
    """It lasts longer."""

    texts = {"why": _("Why, for everybody to read")}
    long_texts = ("why",)
    needed = ("why",)
    days = forms.IntegerField(
        label=_("So many days longer"), min_value=1, max_value=365,
        help_text=_("Counted by the same rule. It is never made shorter."),
    )  # fmt: skip
    decision = forms.ChoiceField(label=_("By which decision"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, decisions: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "decision", [("", _("none was noted")), *decision_choices(decisions)])
        self.order_fields(("days",))


class RuleForm(TextForm):
    """A legal period."""

    texts = {"title": _("Name"), "basis": _("The law, in words")}
    needed = ("title", "basis")
    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Small letters, digits and hyphens. It never changes.")
    )
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=400, initial=30)
    working = forms.BooleanField(label=_("Working days alone count"), required=False)
    after = forms.BooleanField(label=_("It begins the day after the notice"), required=False, initial=True)
    moves = forms.BooleanField(
        label=_("Its last day moves off a Saturday, a Sunday or a public holiday"), required=False, initial=True
    )
    listed = forms.CharField(
        label=_("Days set apart"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One on each line: 07-15 08-15 skipped, or 12-24 01-01 suspended, and a name if you like. Skipped days do not count; in "
            "suspended days the period does not end either."
        ),
    )  # fmt: skip
    confirmed = forms.BooleanField(label=_("Our legal service confirmed it"), required=False)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rule: Rule | None = None, **kwargs: Any) -> None:
        if rule is not None:
            names = ("title", "basis", "code", "days", "working", "after", "moves", "confirmed", "active", "revision")
            kwargs["initial"] = {name: getattr(rule, name) for name in names} | {
                "listed": "\n".join(map(_line, rule.listed))
            }
        super().__init__(*args, **kwargs)
        self._known = {(one["begins"], one["ends"]): one["title"] for one in rule.listed} if rule is not None else {}
        if rule is not None:
            self.fields["code"].disabled = True
        self.order_fields(("title_nl", "title_fr", "title_en", "code", "days"))

    def listed_rows(self) -> list[dict[str, Any]]:
        """The days set apart, line by line; what was called something in three languages keeps its names."""
        return [self._row(line.split(maxsplit=3)) for line in self.cleaned_data["listed"].splitlines() if line.strip()]

    def _row(self, parts: list[str]) -> dict[str, Any]:
        begins, ends, how, name = [*parts, "", "", "", ""][:4]
        known = Text(self._known.get((begins, ends)) or {})
        title = known if name == known.to("nl") else Text.of(name)
        return {"begins": begins, "ends": ends, "how": how, "title": dict(title)}


def rule_words(row: Rule) -> str:
    """What the office reads in the list."""
    return (
        row.title.to() if row.confirmed else _("{title} (an example: not yet confirmed)").format(title=row.title.to())
    )


def decision_choices(rows: Sequence[Decision]) -> Choices:
    """Decisions, the newest first."""
    return [(row.key, f"{row.on:%d/%m/%Y} · {row.organ.title.to()}: {row.title.to()}") for row in rows]


def choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = list(choices)


def _line(one: dict[str, Any]) -> str:
    return f"{one['begins']} {one['ends']} {one['how']} {Text(one.get('title') or {}).to('nl')}".strip()
