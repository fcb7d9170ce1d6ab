"""What people type about meetings."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES
from wijk.meetings import times, words
from wijk.meetings.actions import Facts
from wijk.meetings.models import Item, Meeting
from wijk.organs.models import Mandate, Organ
from wijk.ui.forms import OWN_NAMES, TextForm

_OPTION = re.compile(r"(\d{4}-\d\d-\d\d)(?:\s+(\d{1,2})[:h.](\d\d)\s*[-–]\s*(\d{1,2})[:h.](\d\d))?")


def _date(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _time(label: Any, help_text: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, help_text=help_text, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class MomentFields(forms.Form):
    """A moment in the time of the city."""

    day = _date(_("Day"))
    start = _time(_("From"), _("In the time of the city. Leave both times empty for whole days."))
    end = _time(_("Until"), _("A time before the start is on the next day."))
    last_day = _date(_("Last day"), required=False, help_text=_("Only for a meeting of several whole days."))
    moment_needed = True

    def moment(self) -> times.Moment:
        """What was typed; Refused where such a moment does not exist."""
        told = self.cleaned_data
        return moment_of(told["day"], told.get("start"), told.get("end"), told.get("last_day"))

    def clean(self) -> dict[str, Any]:
        """Both times or none; a moment that exists."""
        told = super().clean() or self.cleaned_data
        if bool(told.get("start") is None) != bool(told.get("end") is None):
            self.add_error("end", gettext("Give both times, or none for whole days."))
        elif told.get("day"):
            try:
                self.moment()
            except Refused as fault:
                self.add_error("start" if told.get("start") is not None else "last_day", str(fault))
        elif self.moment_needed and "day" not in self.errors:
            self.add_error("day", gettext("Give the day of the meeting."))
        return told


def moment_of(day: date, start: time | None, end: time | None, last: date | None = None) -> times.Moment:
    """The moment behind some boxes."""
    if start is None or end is None:
        return times.whole_days(day, last or day)
    return times.between(day, start, end, date.fromordinal(day.toordinal() + 1) if end <= start else day)


class FactsForm(TextForm):
    """What is said of a meeting."""

    texts = {"title": _("Title"), "about": _("What it is about"), "where": _("Where"), "route": _("How to get there")}
    long_texts = ("about", "route")
    needed = ("title",)
    access = forms.MultipleChoiceField(
        label=_("Facilities"), required=False, choices=list(words.ACCESS.items()), widget=forms.CheckboxSelectMultiple
    )
    interpretation = forms.CharField(
        label=_("Languages with interpretation"),
        required=False,
        max_length=120,
        help_text=_("Codes with a space between them, such as: ar tr en"),
    )
    child_care = forms.BooleanField(label=_("There is child care"), required=False)
    online = forms.URLField(
        label=_("Link to take part online"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Only members see it."),
    )
    lon = forms.FloatField(label=_("Longitude of the place"), required=False, min_value=-180, max_value=180)
    lat = forms.FloatField(label=_("Latitude of the place"), required=False, min_value=-90, max_value=90)
    public = forms.BooleanField(label=_("Everybody may know of this meeting"), required=False, initial=True)
    minutes_language = forms.ChoiceField(
        label=_("Language of the minutes"), choices=[(k, OWN_NAMES[k]) for k in LANGUAGES]
    )

    def facts(self) -> Facts:
        """As the verbs take them."""
        told = self.cleaned_data
        return {
            "about": self.text("about"),
            "route": self.text("route"),
            "access": told["access"],
            "lon": told["lon"],
            "lat": told["lat"],
            "interpretation": told["interpretation"].replace(",", " ").split(),
            "child_care": told["child_care"],
            "online": told["online"],
            "public": told["public"],
            "minutes_language": told["minutes_language"],
        }

    @staticmethod
    def shown(meeting: Meeting) -> dict[str, Any]:
        """The boxes filled with what is known."""
        return {
            "title": meeting.title,
            "about": meeting.about,
            "where": meeting.where,
            "route": meeting.route,
            "access": meeting.access,
            "interpretation": " ".join(meeting.interpretation),
            "child_care": meeting.child_care,
            "online": meeting.online,
            "lon": meeting.lon,
            "lat": meeting.lat,
            "public": meeting.public,
            "minutes_language": meeting.minutes_language,
        }


class PlanForm(FactsForm, MomentFields):
    """A new meeting, at a moment or with several of which the members choose."""

    moment_needed = False
    options = forms.CharField(
        label=_("Or let the members choose among these moments"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, such as 2026-03-12 19:30-21:30. Leave the day above empty then."),
    )
    poll_until = _date(_("Members answer until"), required=False)

    def __init__(self, *args: Any, organs: Sequence[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organs = {organ.key: organ for organ in organs}
        choices = [(organ.key, organ.title.to()) for organ in organs]
        self.fields["organ"] = forms.ChoiceField(label=_("Organ"), choices=choices)
        self.fields["day"].required = False
        texts = [f"{name}_{code}" for name in ("title", "where", "about", "route") for code in LANGUAGES]
        self.order_fields(["organ", *texts[:3], "day", "start", "end", "last_day", "options", "poll_until", *texts[3:]])

    def moments(self) -> list[times.Moment]:
        """The options of the poll."""
        found = []
        for number, line in enumerate(self.cleaned_data["options"].splitlines(), 1):
            if not line.strip():
                continue
            told = _OPTION.fullmatch(line.strip())
            try:
                if told is None:
                    raise ValueError
                day = datetime.strptime(told[1], "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
                start, end = (
                    (time(int(told[2]), int(told[3])), time(int(told[4]), int(told[5]))) if told[2] else (None, None)
                )
            except ValueError:
                raise Refused(
                    "poll-line", _("Line {line} is no moment. Write it as 2026-03-12 19:30-21:30."), line=number
                ) from None
            found.append(moment_of(day, start, end))
        return found

    def clean(self) -> dict[str, Any]:
        """Either a day or options."""
        told = super().clean() or self.cleaned_data
        if bool(told.get("day")) == bool(told.get("options", "").strip()) and "day" not in self.errors:
            self.add_error("day", gettext("Give the day of the meeting, or several moments to choose from; not both."))
        if told.get("options", "").strip():
            if not told.get("poll_until"):
                self.add_error("poll_until", gettext("Say until when members may answer."))
            try:
                self.moments()
            except Refused as fault:
                self.add_error("options", str(fault))
        return told


class MoveForm(TextForm, MomentFields):
    """Another moment, and why."""

    texts = {"why": _("Why it is moved")}


class CancelForm(TextForm):
    """Why a meeting is cancelled."""

    texts = {"cancel": _("Why it is cancelled")}
    needed = ("cancel",)


class SplitForm(MomentFields):
    """Which points go to a second meeting, and when that is."""

    def __init__(self, *args: Any, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(item.key, item.title.to()) for item in items]
        self.fields["points"] = forms.MultipleChoiceField(
            label=_("Points for the second meeting"), choices=choices, widget=forms.CheckboxSelectMultiple
        )
        self.order_fields(["points"])


class ItemForm(TextForm):
    """A point of the agenda."""

    texts = {"title": _("Title"), "text": _("Explanation")}
    long_texts = ("text",)
    needed = ("title",)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(words.ITEM_KINDS.items()), initial="discussion")
    duration = forms.IntegerField(label=_("Length in minutes"), required=False, min_value=1, max_value=1440)
    about = forms.CharField(
        label=_("Refers to"),
        required=False,
        max_length=160,
        help_text=_("The reference of anything on this site, such as processes.process:contract-1."),
        widget=forms.TextInput(attrs={"list": "references"}),
    )
    public = forms.BooleanField(label=_("Everybody may read this point"), required=False, initial=True)

    def __init__(self, *args: Any, parents: Sequence[Item] = (), item: Item | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs.setdefault(
                "initial",
                {
                    "title": item.title,
                    "text": item.text,
                    "kind": item.kind,
                    "duration": item.duration,
                    "about": item.about,
                    "public": item.public,
                    "number": item.number,
                },
            )
        super().__init__(*args, **kwargs)
        if item is not None:
            self.fields["number"] = forms.IntegerField(label=_("Place on the agenda"), min_value=1, max_value=200)
        elif parents:
            choices = [("", _("a point of its own")), *((p.key, p.title.to()) for p in parents)]
            self.fields["parent"] = forms.ChoiceField(label=_("Part of"), required=False, choices=choices)

    def clean_about(self) -> Subject | None:
        """A reference that can be read as one."""
        told = str(self.cleaned_data["about"]).strip()
        if not told:
            return None
        try:
            found = Subject.parse(told)
        except ValueError:
            found = Subject("", "")
        if not found.id or "." not in found.kind:
            raise forms.ValidationError(
                gettext("This is no reference. Write it as processes.process:contract-1, or leave it empty.")
            )
        return found


class PaperForm(TextForm):
    """A document."""

    texts = {"name": _("What it is called")}
    file = forms.FileField(label=_("File"))
    shown = forms.BooleanField(label=_("Everybody may read this document"), required=False, initial=True)

    def __init__(self, *args: Any, items: Sequence[Item] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("the whole meeting")), *((item.key, item.title.to()) for item in items)]
        self.fields["item"] = forms.ChoiceField(label=_("Belongs to"), required=False, choices=choices)


class ApproveForm(forms.Form):
    """How the minutes were approved."""

    at = forms.ChoiceField(label=_("Approved"), required=False)
    on = _date(_("On"), required=False, help_text=_("Empty: the day of that meeting, or today."))

    def __init__(self, *args: Any, later: Sequence[Meeting] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [
            (m.key, gettext("at the meeting of {day}").format(day=f"{times.local(m.starts_at):%d/%m/%Y}"))
            for m in later
            if m.starts_at
        ]
        self.fields["at"].choices = [("", gettext("by consent: nobody objected")), *named]  # type: ignore[attr-defined]


class FollowForm(TextForm):
    """What must follow."""

    texts = {"text": _("What must be done"), "owner": _("Organisation or service that does it")}
    needed = ("text",)
    due = _date(_("By"))
    shown = forms.BooleanField(label=_("Everybody may read this"), required=False, initial=True)

    def __init__(self, *args: Any, members: Sequence[Mandate] = (), items: Sequence[Item] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [("", _("nobody of the members")), *((str(m.pk), m.who or _("a member")) for m in members)]
        points = [("", _("the whole meeting")), *((item.key, item.title.to()) for item in items)]
        self.fields["mandate"] = forms.ChoiceField(label=_("Member who does it"), required=False, choices=names)
        self.fields["item"] = forms.ChoiceField(label=_("Follows from"), required=False, choices=points)


class DecisionForm(TextForm):
    """What was decided on a point: the motion, the rule, and what each member in the room said."""

    texts = {"motion": _("What was put to the organ"), "dissent": _("What those who disagreed say")}
    long_texts = ("motion", "dissent")
    needed = ("motion",)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("as the rule and the votes say")), ("postponed", _("postponed")), ("noted", _("noted"))],
    )
    objections = forms.CharField(
        label=_("Objections with a reason that remain"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line, without names."),
    )

    def __init__(
        self, *args: Any, voters: Sequence[Mandate] = (), rules: Sequence[tuple[str, Any]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"] = forms.ChoiceField(label=_("Decision rule"), choices=list(rules))
        said = [("", "–"), ("for", _("for")), ("against", _("against")), ("abstain", _("abstains"))]
        for mandate in voters:
            self.fields[f"vote_{mandate.pk}"] = forms.ChoiceField(
                label=mandate.who or _("a member"), required=False, choices=said
            )
        votes = [name for name in self.fields if name.startswith("vote_")]
        motion, dissent = ([f"{name}_{code}" for code in LANGUAGES] for name in ("motion", "dissent"))
        self.order_fields([*motion, "rule", *votes, *dissent, "objections", "outcome"])

    def votes(self) -> dict[int, str] | None:
        """Votes by mandate; None where nobody voted."""
        told = {int(name[5:]): value for name, value in self.cleaned_data.items() if name.startswith("vote_") and value}
        return told or None


class ImportForm(forms.Form):
    """A file with meetings."""

    file = forms.FileField(label=_("File with meetings"), help_text=_("CSV in UTF-8, at most 5 MB."))
