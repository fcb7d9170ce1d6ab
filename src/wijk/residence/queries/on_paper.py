"""What does a sheet, or a form that somebody fills in for another, ask so that one person counts once by paper and on the web?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijk.accounts.queries import area_names
from wijk.core.providers import PaperField
from wijk.core.text import Text
from wijk.residence.models import Edition
from wijk.residence.queries.asking import Asked
from wijk.residence.queries.waiting import register

#: The codes of the fields, as `actions.known_by_hand` names them; `LINE` begins those of the columns of the register.
LIVES, PASS, LINE = "lives", "pass", "line_"


@dataclass(frozen=True, slots=True)
class Shown:
    """What somebody wrote on a sheet of where they live."""

    lives: bool = False
    pass_code: str = ""
    line: tuple[str, ...] = ()  #: in the order of the columns of the register; empty where nothing was written


def paper_fields(asks: Asked, place: str = "") -> tuple[PaperField, ...]:
    """The fields in the language in force; none where nothing is asked. A document or an address is never asked on paper; a line of the
    register only where it must be shown that one lives there, and the register is one of the ways."""
    if asks.level == "none":
        return ()
    where = place or asks.place
    name = area_names([where]).get(where, "") if where and not where.startswith("perimeter/") else ""
    lives = PaperField(
        LIVES, _("I live in {place}").format(place=name) if name else _("I live here"), "tick", required=True
    )
    line = line_fields() if asks.level == "verified" and "register" in asks.ways else ()
    code = PaperField(
        PASS, _("Code of your pass"), required=asks.level == "verified" and not line,
        hint=_("You get a pass at the counter, or by a letter. With it you count once: on paper, at the counter and on the web."),
    )  # fmt: skip
    return (lives, code) if asks.level == "declared" else (code, *line)


def line_fields() -> tuple[PaperField, ...]:
    """The columns by which the register is compared, for who has no pass; none where no register is in force."""
    rules = register()
    if rules is None or not Edition.objects.filter(state="current").exists():
        return ()
    group = _("If you have no pass: by what the register knows you. It is compared, and not kept.")
    return tuple(
        PaperField(
            f"{LINE}{one['code']}", Text(one["label"]).to(), group=group,
            hint=_("Day, month, year, such as 3/7/1985.") if one["kind"] == "date" else "",
        )
        for one in rules.fields
    )  # fmt: skip


def shown_on_paper(values: Mapping[str, str]) -> Shown:
    """What the fields of a sheet say of where somebody lives."""
    written = any(words.strip() for code, words in values.items() if code.startswith(LINE))
    rules = register() if written else None
    line = tuple(values.get(f"{LINE}{one['code']}", "") for one in rules.fields) if rules is not None else ()
    return Shown(bool(values.get(LIVES)), values.get(PASS, ""), line)


def tells_home(code: str) -> bool:
    """Is this field of a sheet one of ours?"""
    return code in (LIVES, PASS) or code.startswith(LINE)
