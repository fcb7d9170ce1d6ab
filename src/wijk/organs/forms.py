"""What people type about organs, mandates, decisions and opinions."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.core.errors import Refused
from wijk.organs import rules
from wijk.organs.kinds import COMPETENCES
from wijk.organs.models import VOTING, Decision, Mandate, Organ, OrganKind
from wijk.organs.words import REPLY_NAMES, ROLE_NAMES, RULE_NAMES, VERDICT_NAMES, name_of
from wijk.territory.queries import place_options
from wijk.ui.forms import DayInput, TextForm

Choice = tuple[str, Any]


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    widget = DayInput()
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def _number(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=10_000, help_text=help_text)


def _share(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=12, help_text=help_text)


class WorkingForm(TextForm):
    """How an organ works: name, task, rule, quorum, seats."""

    texts = {"title": _("Name"), "purpose": _("What it is for")}
    long_texts = ("purpose",)
    needed = ("title",)

    rule = forms.ChoiceField(label=_("How it decides"), choices=lambda: list(RULE_NAMES.items()))
    share = _share(_("Share"), _("For a qualified majority, as a fraction such as 2/3."))
    of_members = forms.BooleanField(label=_("Count everybody who may vote, not only the votes given"), required=False)
    chair_breaks_ties = forms.BooleanField(label=_("Where votes are equal, the chair’s vote counts"), required=False)
    quorum = _number(_("Quorum"), _("How many people with a vote must be there. Empty follows the share below."))
    quorum_share = _share(
        _("Quorum as a share"), _("More than this share must be there, such as 1/2. Empty asks for none.")
    )
    seats = _number(_("Seats"), _("How many people with a vote it has when it is complete. Empty where that is open."))
    parity = _share(
        _("Largest share of one group"),
        _("Where a rule of parity holds, such as 2/3. Pages only say whether it is kept."),
    )

    def facts(self) -> dict[str, Any]:
        """What the verb takes."""
        told = self.cleaned_data
        names = ("rule", "share", "of_members", "chair_breaks_ties", "quorum", "quorum_share", "seats")
        most = told["parity"].strip()
        parity = {"rule": "max-share", "of": "declared", "share": most} if most else {}
        texts = {"title": self.text("title"), "purpose": self.text("purpose")}
        return {**texts, **{name: told[name] for name in names}, "parity": parity}


class FoundForm(WorkingForm):
    """A new organ of any kind that is not bounded."""

    kind = forms.ChoiceField(label=_("Kind"))
    place = forms.ChoiceField(label=_("Where"), required=False)
    process = forms.CharField(
        label=_("Process"),
        required=False,
        max_length=80,
        help_text=_("Its short code, where the organ is part of one."),
    )
    since = _day(_("Since"))
    until = _day(_("Until"))
    hidden = forms.BooleanField(label=_("Not public: only its members and the office know of it"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[OrganKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].required = False
        rule: Any = self.fields["rule"]
        rule.choices = [("", _("as is usual for its kind")), *RULE_NAMES.items()]
        kind: Any = self.fields["kind"]
        kind.choices = [(row.code, row.title.to()) for row in kinds if not row.bounded]
        place: Any = self.fields["place"]
        place.choices = place_options()
        self.order_fields(["kind", "title_nl", "title_fr", "title_en", "place", "since", "until"])

    def facts(self) -> dict[str, Any]:
        """What the verb takes; what was left open follows the kind."""
        told = self.cleaned_data
        held = super().facts() | {name: told[name] for name in ("kind", "process", "since", "until")}
        held |= {"place": told["place"], "public": not told["hidden"]}
        return held | {"quorum_share": told["quorum_share"] or None}


class GroupForm(TextForm):
    """A working group: what it must do, on which points, until when, and by which decision."""

    texts = {"title": _("Name"), "mandate": _("What it is asked to do"), "agenda": _("What is on its agenda")}
    long_texts = ("mandate", "agenda")
    needed = ("title", "mandate", "agenda")

    kind = forms.ChoiceField(label=_("Kind"))
    until = _day(
        _("Last day"), required=True, help_text=_("On this day it ends by itself. It can be prolonged by a decision.")
    )
    decision = forms.ChoiceField(label=_("Decision that sets it up"))

    def __init__(self, *args: Any, kinds: Iterable[OrganKind], decisions: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(row.code, row.title.to()) for row in kinds if row.bounded]
        _choose_decision(self, decisions)
        self.order_fields(["kind", "decision", "until"])


class ProlongForm(forms.Form):
    """A later last day, and the decision for it."""

    until = _day(_("New last day"), required=True)
    decision = forms.ChoiceField(label=_("Decision that prolongs it"))

    def __init__(self, *args: Any, decisions: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_decision(self, decisions)


def _choose_decision(form: forms.Form, decisions: Sequence[Decision]) -> None:
    field: Any = form.fields["decision"]
    field.choices = [(row.key, f"{row.on.isoformat()} · {row.title.to()}") for row in decisions]


class EndForm(forms.Form):
    """A last day."""

    on = _day(_("Last day"), required=True)


class MandateForm(forms.Form):
    """Who gets a seat, as what, and for how long."""

    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(ROLE_NAMES.items()), initial="member")
    account = forms.EmailField(
        label=_("E-mail address of their account"),
        required=False,
        help_text=_("With an account they can keep the organ themselves."),
    )
    name = forms.CharField(
        label=_("Name"), required=False, max_length=120, help_text=_("For somebody without an account.")
    )
    represents = forms.ChoiceField(label=_("On behalf of"), required=False)
    substitute_for = forms.ChoiceField(label=_("Replaces"), required=False)
    since = _day(_("Since"), required=True)
    until = _day(_("Until"))
    public = forms.BooleanField(
        label=_("They agreed to be named"), required=False,
        help_text=_("Elected people and formal roles are always named. Of others pages say “a member”."),
    )  # fmt: skip
    declared = forms.CharField(
        label=_("Group for the rule of parity"), required=False, max_length=60,
        help_text=_("As the person declared it. Nobody sees it; pages only say whether the rule is kept."),
    )  # fmt: skip

    def __init__(self, *args: Any, mandates: Sequence[Mandate], organisations: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        replaced = [
            (str(m.pk), f"{m.who or gettext('somebody')} · {ROLE_NAMES[m.role]}")
            for m in mandates
            if m.role != "substitute"
        ]
        represents: Any = self.fields["represents"]
        represents.choices = [("", _("nobody in particular")), *organisations]
        substitute: Any = self.fields["substitute_for"]
        substitute.choices = [("", _("nobody")), *replaced]

    def clean_account(self) -> Person | None:
        """The person with this account."""
        address = str(self.cleaned_data["account"]).strip().lower()
        if not address:
            return None
        found = Person.objects.filter(email=address, erased_at=None).first()
        if found is None:
            raise forms.ValidationError(_("There is no account with this address. Leave it out and write the name."))
        return found


class DecideForm(TextForm):
    """What was put to the organ, who was there and what they said."""

    texts = {
        "title": _("Title"),
        "motion": _("What was put to the organ"),
        "dissent": _("What others thought, and why"),
    }
    long_texts = ("motion", "dissent")
    needed = ("title", "motion")

    on = _day(_("Decided on"), required=True)
    rule = forms.ChoiceField(label=_("By which rule"), choices=lambda: list(RULE_NAMES.items()))
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        required=False,
        choices=[("", _("as the rule says")), ("postponed", _("postponed")), ("noted", _("noted"))],
    )
    objections = forms.CharField(
        label=_("Objections"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One reason on each line, without names."),
    )  # fmt: skip
    secret = forms.BooleanField(label=_("The vote was secret: keep only the totals"), required=False)
    hidden = forms.BooleanField(label=_("Reserved: only the organ and the office read it"), required=False)
    corrects = forms.ChoiceField(label=_("Corrects an earlier decision"), required=False)

    def __init__(self, *args: Any, mandates: Sequence[Mandate], decisions: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandates = mandates
        earlier: Any = self.fields["corrects"]
        earlier.choices = [("", _("no")), *((d.key, f"{d.on.isoformat()} · {d.title.to()}") for d in decisions)]
        for vote, label in (
            ("for", _("Secret votes for")),
            ("against", _("Secret votes against")),
            ("abstain", _("Secret abstentions")),
        ):
            self.fields[f"total_{vote}"] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=100_000
            )
        for mandate in mandates:
            self.fields[f"seat_{mandate.pk}"] = forms.ChoiceField(
                label=f"{mandate.who or name_of(mandate)} · {ROLE_NAMES[mandate.role]}",
                required=False,
                choices=_said(mandate),
            )
        self.order_fields(
            ["on", *[f"title_{k}" for k in ("nl", "fr", "en")], *[f"motion_{k}" for k in ("nl", "fr", "en")], "rule"]
        )

    def facts(self) -> dict[str, Any]:
        """Votes, presence, objections and totals as the verb takes them."""
        told = self.cleaned_data
        said = {m.pk: told.get(f"seat_{m.pk}") or "" for m in self.mandates}
        totals = {vote: told.get(f"total_{vote}") for vote in rules.VOTES}
        by_paper = told["secret"] and any(count is not None for count in totals.values())
        votes = {pk: vote for pk, vote in said.items() if vote in rules.VOTES}
        return {
            "on": told["on"], "title": self.text("title"), "motion": self.text("motion"), "dissent": self.text("dissent"),
            "rule": told["rule"], "outcome": told["outcome"] or None, "secret": told["secret"], "public": not told["hidden"],
            "objections": [line.strip() for line in told["objections"].splitlines() if line.strip()],
            "votes": None if by_paper or not votes else votes, "present": [pk for pk, one in said.items() if one],
            "totals": {vote: count or 0 for vote, count in totals.items()} if by_paper else None,
        }  # fmt: skip


def _said(mandate: Mandate) -> list[Choice]:
    there = [("", _("was not there")), ("there", _("was there"))]
    votes = [("for", _("for")), ("against", _("against")), ("abstain", _("abstained"))]
    return there + (votes if mandate.role in VOTING else [])


class AskForm(TextForm):
    """The question, who asks, and until when."""

    texts = {"question": _("Question")}
    long_texts = ("question",)
    needed = ("question",)

    by = forms.ChoiceField(label=_("Who asks"))
    due = _day(_("Opinion wanted by"), required=True)
    about = forms.CharField(label=_("About"), required=False, max_length=160, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organs: Sequence[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["by"]
        field.choices = [(row.key, row.title.to()) for row in organs]
        self.order_fields(["by", "due"])


class OpinionForm(TextForm):
    """The opinion and its dissent."""

    texts = {"majority": _("What most of the organ says"), "dissent": _("What others say, and why")}
    long_texts = ("majority", "dissent")
    needed = ("majority",)

    verdict = forms.ChoiceField(label=_("The opinion is"), choices=lambda: list(VERDICT_NAMES.items()))


class ReplyForm(TextForm):
    """What was done with the opinion, and why."""

    texts = {"reasons": _("Why")}
    long_texts = ("reasons",)

    reply = forms.ChoiceField(label=_("The opinion is"), choices=lambda: list(REPLY_NAMES.items()))


class KindForm(TextForm):
    """A kind of organ."""

    texts = {"title": _("Name"), "purpose": _("What it is for")}
    long_texts = ("purpose",)
    needed = ("title",)

    code = forms.SlugField(
        label=_("Short code"), max_length=40, help_text=_("The code of a kind that is there changes that kind.")
    )
    competences = forms.MultipleChoiceField(
        label=_("What it may do"), choices=lambda: list(COMPETENCES.items()), widget=forms.CheckboxSelectMultiple
    )
    rule = forms.ChoiceField(label=_("How it decides"), choices=lambda: list(RULE_NAMES.items()))
    share = _share(_("Share"), _("For a qualified majority, as a fraction such as 2/3."))
    quorum_share = _share(
        _("Quorum as a share"), _("More than this share must be there, such as 1/2. Empty asks for none.")
    )
    formal = forms.BooleanField(label=_("Formal: its chair and secretary are named"), required=False)
    elected = forms.BooleanField(label=_("Elected: everybody in it is named"), required=False)
    bounded = forms.BooleanField(
        label=_("A working group: exists only with a mandate, an agenda and an end"), required=False
    )


class ImportForm(forms.Form):
    """Files with organs and mandates. What was read stays in the page, so that after a look at the doubts nobody chooses them again."""

    organs = forms.FileField(label=_("File with organs"), required=False, help_text=_("CSV in UTF-8, at most 1 MB."))
    mandates = forms.FileField(
        label=_("File with mandates"), required=False, help_text=_("CSV in UTF-8, at most 1 MB.")
    )
    kept_organs = forms.CharField(required=False, widget=forms.HiddenInput, strip=False, max_length=1 << 20)
    kept_mandates = forms.CharField(required=False, widget=forms.HiddenInput, strip=False, max_length=1 << 20)

    def content(self, name: str) -> bytes:
        """A file that was chosen now, or else the one that was read before."""
        file = self.cleaned_data[name]
        if not file:
            return str(self.cleaned_data[f"kept_{name}"]).encode()
        if file.size > 1 << 20:
            raise Refused("file-large", gettext("The file is larger than {most} MB. Divide it."), most=1)
        content: bytes = file.read()
        return content

    @staticmethod
    def sheet(content: bytes) -> str:
        """As it stays in the page; "" of what is no text."""
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return ""
