"""Points on paper: in which of three basins does each lie for an organisation, an organ or a group at a table, and why?"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from wijk.conversations import access, actions, queries
from wijk.conversations.actions import Word
from wijk.conversations.models import Conversation, State
from wijk.conversations.placing_form import BASIN_CHOICES, GROUP, NEW
from wijk.conversations.queries import ToPlace
from wijk.core.errors import Refused
from wijk.core.providers import PaperField, PaperForm
from wijk.core.text import Text
from wijk.core.viewer import Viewer

#: What the code of each of these forms begins with.
FORM = "placing-"
#: Points on one sheet, and so many sheets for one conversation: what is to be talked about comes first.
ON_A_SHEET, MOST_SHEETS = 8, 3
WHO = "who"


def forms(row: Conversation, viewer: Viewer, language: str) -> list[PaperForm]:
    """The sheets of a conversation that has begun, for who writes down where others place points; none for anybody else."""
    if row.state == State.DRAFT or not access.may(viewer, access.PLACE, row):
        return []
    rows = queries.to_place(row, access.readable_report(row))[: ON_A_SHEET * MOST_SHEETS]
    parts = [rows[at : at + ON_A_SHEET] for at in range(0, len(rows), ON_A_SHEET)] or [[]]
    with override(language):
        return [_form(row, number, part, language, len(parts)) for number, part in enumerate(parts, 1)]


def _form(row: Conversation, number: int, part: Sequence[ToPlace], language: str, parts: int) -> PaperForm:
    title = f"{row.title.to(language)} · {_('Place points')}" + (f" ({number}/{parts})" if parts > 1 else "")
    intro = _(
        "For each point: in which basin does it lie for you, and why? Opposite is a good answer, too: nobody has to find a solution now. "
        "Leave a point open on which you say nothing."
    )
    fields = [
        PaperField(WHO, _("For whom you speak"), required=True, hint=_("An organisation, an organ, or a group at a table. Name nobody.")),
        *(field for one in part for field in _point(one.code, one.text.to(language))),
    ]  # fmt: skip
    if number == parts:
        other = _("Another point")
        fields += [
            PaperField(f"title.{NEW}", _("Another point, on which nobody voted"), group=other),
            *_point(NEW, other),
        ]
    return PaperForm(f"{FORM}{number}", title, intro, tuple(fields))


def _point(code: str, title: str) -> tuple[PaperField, PaperField]:
    basins = tuple((value, str(name)) for value, name in BASIN_CHOICES[1:])
    return (
        PaperField(f"basin.{code}", _("In which basin it lies"), "choice", basins, group=title),
        PaperField(f"why.{code}", _("Why"), lines=2, group=title),
    )


def take(viewer: Viewer, row: Conversation, values: Mapping[str, str], language: str) -> None:
    """What stands on one sheet becomes the word of whom it names. The same once more changes nothing; Refused says which field is not
    right."""
    codes = [code.removeprefix("basin.") for code in values if code.startswith("basin.")]
    words = [word for code in codes if (word := _word(code, values, language)) is not None]
    who, label = _actor(viewer, row, values.get(WHO, ""))
    try:
        actions.place_points(viewer, key=row.key, who=who, label=label, words=words)
    except Refused as fault:
        fault.params.setdefault("field", _field(fault.code, codes, values))
        raise


def _word(code: str, values: Mapping[str, str], language: str) -> Word | None:
    basin, why = values.get(f"basin.{code}", ""), values.get(f"why.{code}", "").strip()
    title = values.get(f"title.{code}", "").strip()
    if not (basin or why or title):
        return None
    return Word(
        statement=int(code[1:]) if code[:1] == "s" and code[1:].isdigit() else None, point=code[1:] if code[:1] == "p" else "",
        title=Text({language: title}) if title else Text(), basin=int(basin) if basin.isdigit() else None,
        reason=Text({language: why}) if why else Text(),
    )  # fmt: skip


def _actor(viewer: Viewer, row: Conversation, words: str) -> tuple[str, str]:
    """The organ or organisation that is called exactly this; otherwise a group of that name."""
    meant = " ".join(words.split()).casefold()
    own = [(subject, Text.of(name)) for subject, name in access.speaks_as(viewer)]
    for subject, title in [*own, *queries.actors_at(row)]:
        if meant and meant in {said.casefold() for said in title.values()}:
            return subject, ""
    return GROUP, words


def _field(fault: str, codes: Sequence[str], values: Mapping[str, str]) -> str:
    """Which field of the sheet a refusal is about."""
    if fault == "no-group":
        return WHO
    if fault == "no-point":
        return f"title.{NEW}"
    placed = [code for code in codes if values.get(f"basin.{code}")]
    if fault == "no-reason":
        return next((f"why.{code}" for code in placed if not values.get(f"why.{code}", "").strip()), "")
    if fault == "nothing-placed":
        said = next((code for code in codes if code not in placed and values.get(f"why.{code}", "").strip()), "")
        return f"basin.{said or codes[0]}" if codes else ""
    return ""
