"""An idea on paper: what is asked on the sheet, and how a sheet that was filled in becomes a contribution."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Literal

from django.urls import reverse
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.contributions import access, actions
from wijk.contributions.models import Kind, Opening
from wijk.contributions.queries import openings
from wijk.contributions.queries.asked import Where
from wijk.contributions.queries.spots import meant, where
from wijk.contributions.questions import read
from wijk.core.errors import Absent, Refused
from wijk.core.providers import Card, PaperField, PaperForm
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.residence.queries import paper_fields, shown_on_paper

FORM = "idea"
#: With its kind and its code it names a question of a kind: neither holds a full stop.
EXTRA = "extra"
#: How an answer of each sort is written down.
PRINTED: dict[str, Literal["line", "text", "tick", "choice"]] = {"text": "text", "tick": "tick", "choice": "choice"}
#: Which field of the sheet a refusal is about, by its code.
FIELDS = {
    "no-kind": "kind", "no-title": "title", "no-category": "category", "no-street": "place", "no-area": "place", "no-place": "place",
    "elsewhere": "place", "outside": "place", "name-address": "shown", "no-address": "contact",
}  # fmt: skip


class OnPaper:
    """A sheet for each opening: what, where, who."""

    kinds: Sequence[str] = ("contributions.opening",)

    def on_offer(self, viewer: Viewer) -> Sequence[tuple[Subject, Card]]:
        """Where one can speak now and this viewer brings in what others said: the city itself, and what is open."""
        rows = [row for row in (openings.opening(), *openings.openings()[:100]) if row is not None]
        mine = [row for row in rows if viewer.may(access.ENTER, access.ground(row.place))]
        return [(Subject("contributions.opening", row.key), _card(row)) for row in mine]

    def forms(self, subject: Subject, viewer: Viewer, language: str) -> Sequence[PaperForm]:
        """The one sheet of an opening, for who may bring it in. Absent where there is none."""
        row = access.open_opening(subject.id)
        if not viewer.may(access.ENTER, access.ground(row.place)):
            raise Absent("opening")
        with override(language):
            offered = openings.kinds(row)
            kinds = tuple((kind.code, kind.title.to(language)) for kind in offered)
            groups = tuple((one.code, one.title.to(language)) for one in openings.categories(row))
            intro = " ".join(
                (row.intro.to(language), _("What cannot change:"), row.fixed.to(language), row.fixed_by.to(language), row.fixed_why.to(language))
            )  # fmt: skip
            fields: tuple[PaperField, ...] = (
                PaperField("kind", _("What do you want to say?"), "choice", kinds, required=True),
                PaperField("title", _("In a few words"), required=True),
                PaperField("text", _("Tell more"), "text", lines=8),
                PaperField("category", _("What is it about?"), "choice", groups),
                PaperField("place", _("Street, place or neighbourhood")),
                *(field for kind in offered for field in _questions(kind, language, alone=len(offered) == 1)),
                PaperField("shown", _("Name that everybody sees"), hint=_("Leave it open, and no name is shown.")),
                PaperField("contact", _("Your e-mail address"), hint=_("Only if you want to hear what comes of it.")),
            )
            fields += paper_fields(access.asked_home(row), access.home(row))
            return [PaperForm(FORM, row.title.to(language), intro.strip(), fields)]

    def take(
        self, viewer: Viewer, subject: Subject, form: str, values: Mapping[str, str], *, once: str, language: str,
        given: date | None = None,
    ) -> Subject:  # fmt: skip
        """What stands on one sheet becomes a contribution. Refused says which field is not right; the same sheet counts once. What was
        handed in (`given`) while one could speak is taken in also when it is typed later."""
        if form != FORM:
            raise Absent("form")
        row = access.open_opening(subject.id)
        try:
            home = shown_on_paper(values)
            proof = actions.known_by_hand(
                viewer, opening=row, lives=home.lives, pass_code=home.pass_code, line=home.line, once=once
            )
            made = actions.submit(
                viewer, opening=row, kind=values.get("kind", ""), title=values.get("title", ""), body=values.get("text", ""),
                language=language, category=values.get("category", ""), where=_where(values.get("place", ""), language),
                extra=_answers(values, values.get("kind", "")), channel="paper", email=values.get("contact", ""),
                shown_as=values.get("shown", ""), once=once, given_at=_moment(given, row), session=proof,
            )  # fmt: skip
        except Refused as fault:
            own = f"{EXTRA}.{values.get('kind', '')}.{fault.params['asked']}" if "asked" in fault.params else ""
            fault.params.setdefault("field", own or FIELDS.get(fault.code, ""))
            raise
        return Subject("contributions.contribution", made.contribution.key)


def _questions(kind: Kind, language: str, *, alone: bool) -> list[PaperField]:
    """What a kind asks, as it is printed: below words that say for what it is, where there are several kinds to choose from."""
    group = "" if alone else _("Only if you ticked “{kind}”").format(kind=kind.title.to(language))
    return [
        PaperField(
            f"{EXTRA}.{kind.code}.{one.code}", one.label.to(language), PRINTED.get(one.sort, "line"),
            tuple((choice.code, choice.label.to(language)) for choice in one.choices),
            _("As a number.") if one.sort == "number" else "", one.required, 3 if one.sort == "text" else 1, group,
        )
        for one in read(kind.asked)
    ]  # fmt: skip


def _answers(values: Mapping[str, str], kind: str) -> dict[str, str]:
    """What was written below the questions of this kind, by the codes of the questions; empty where nothing was."""
    begin = f"{EXTRA}.{kind}."
    return {code.removeprefix(begin): words for code, words in values.items() if code.startswith(begin)}


def _card(row: Opening) -> Card:
    return Card(row.title.to(), reverse("contributions:say_at", args=[row.key]), _("Place to speak"))


def _moment(given: date | None, row: Opening) -> datetime | None:
    """A moment of the day on which a sheet was handed in: its first, or that from which one could speak. The day alone was noted, so
    that whoever came on the last one is in time."""
    if given is None:
        return None
    opened = localtime(row.opens_at)
    return row.opens_at if opened.date() == given else make_aware(datetime.combine(given, time.min))


def _where(words: str, language: str) -> Where:
    """The place that is called exactly this; otherwise the words themselves stay with it."""
    if not words.strip():
        return Where()
    one = meant(words, language)
    found = where(one.value) if one is not None else None
    if found is None and len(words) > 160:
        raise Refused("no-place", _("The place on the sheet is too long. Shorten it."))
    return found or Where(spot=words)


on_paper = OnPaper()
