"""The register of the city: lines come in as prints, a draft is looked at, then it is in force; somebody finds their own line."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import CITY
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.residence import access, codes, importers, keys, queries, terms
from wijk.residence.actions import knowing
from wijk.residence.actions.pacing import slowly
from wijk.residence.models import Edition, Handle, Line, Register, Resident
from wijk.territory.models import Area, Level
from wijk.trail.actions import record

#: Prints that are written together.
BATCH = 5000
FIELDS = 3
_CODE = re.compile(r"[a-z][a-z0-9_]{0,19}")


@transaction.atomic
def set_columns(viewer: Viewer, *, fields: Sequence[tuple[str, str, Text]]) -> Register:
    """Set by which columns the register is compared: code, kind ("digits", "letters", "date"), label. A change throws the lines away,
    for they were hashed by other columns; what people showed by them so far stays until its term."""
    if not viewer.may(access.COLUMNS):
        raise NotAllowed(access.COLUMNS)
    told = [{"code": code.strip().lower(), "kind": kind, "label": dict(label)} for code, kind, label in fields]
    if not 1 <= len(told) <= FIELDS or len({str(one["code"]) for one in told}) != len(told):
        raise Refused("residence-columns", _("Name from one to three columns, each once."))
    for one in told:
        code = str(one["code"])
        if not _CODE.fullmatch(code) or code in importers.FORBIDDEN or code in ("hash", "area") or not one["label"]:
            raise Refused(
                "residence-column",
                _("“{column}” cannot be a column: choose a short word in small letters, say what it is, and never a name or an address."),
                column=code[:20],
            )  # fmt: skip
        if one["kind"] not in ("digits", "letters", "date"):
            raise Refused("residence-kind", _("Choose digits, letters or a day."))
    row = queries.register() or Register(salt=secrets.token_hex(32))
    if row.pk and row.fields != told:
        Edition.objects.all().delete()
    row.fields = told
    row.save()
    record(viewer, verb=access.COLUMNS, subject=CITY, data={"columns": ", ".join(str(one["code"]) for one in told)})
    return row


@transaction.atomic
def stage_register(viewer: Viewer, *, text: Iterable[str]) -> Edition:
    """Read a delivery as a draft: prints, and doubts by line. Faulty where the columns are wrong. A draft before it is thrown away."""
    if not viewer.may(access.STAGE):
        raise NotAllowed(access.STAGE)
    rules = queries.register()
    if rules is None:
        raise Refused("residence-no-columns", _("Set first by which columns the register is compared."))
    found = importers.read(text, fields=rules.fields, salt=rules.salt, areas=_areas())
    Edition.objects.filter(state="draft").delete()
    doubts = [[line, code] for line, code in found.doubts[: importers.MOST_DOUBTS]]
    row = Edition.objects.create(
        key=codes.drawn(8), rows=len(found.lines), doubts={"lines": doubts, "count": len(found.doubts)}
    )
    lines = (Line(edition=row, hash=hashed, area=area) for hashed, area in found.lines.items())
    Line.objects.bulk_create(lines, batch_size=BATCH)
    record(viewer, verb=access.STAGE, subject=CITY, data={"rows": row.rows, "doubts": len(found.doubts)})
    return row


@transaction.atomic
def use_register(viewer: Viewer, *, key: str) -> Edition:
    """Put a draft in force. The lines before it go; who was known by a line that is no longer there shows anew where they live."""
    if not viewer.may(access.USE):
        raise NotAllowed(access.USE)
    row = Edition.objects.select_for_update().filter(key=key, state="draft").first()
    if row is None:
        raise Absent("register")
    Edition.objects.filter(state="current").delete()
    row.state = "current"
    row.save(update_fields=["state"])
    there = Line.objects.filter(edition=row).values("hash")
    gone = Handle.objects.filter(kind="register").exclude(hash__in=there)
    ended = Resident.objects.filter(way="register", handles__in=gone)
    Resident.objects.filter(pk__in=list(ended.values_list("pk", flat=True))).delete()
    record(viewer, verb=access.USE, subject=CITY, data={"rows": row.rows})
    return row


@transaction.atomic
def drop_register(viewer: Viewer, *, key: str) -> None:
    """Throw a draft away."""
    if not viewer.may(access.DROP):
        raise NotAllowed(access.DROP)
    if not Edition.objects.filter(key=key, state="draft").delete()[0]:
        raise Absent("register")
    record(viewer, verb=access.DROP, subject=CITY)


def show_line(viewer: Viewer, *, cells: Sequence[str], hand: str = "") -> str:
    """Find one's own line. With an account it is linked to it, and "" comes back; without one, the proof for the browser.

    Refused where there is no such line; it is not said which of the cells is wrong.
    """
    own = access.account_of(viewer)
    slowly("line", own or hand, most=terms.TRIES)
    hashed, area = line_of(cells)
    knowing.shown([("register", hashed), *([("account", own)] if own else [])], way="register", area=area)
    return "" if own else knowing.proof_of(hashed)


def line_of(cells: Sequence[str]) -> tuple[str, str]:
    """The print and the neighbourhood of a line of the register in force; Refused where there is none."""
    rules = queries.register()
    none = Refused(
        "residence-no-line",
        _("This is not found in the register. Look again at what you typed, or choose another way."),
    )
    if rules is None or len(cells) != len(rules.fields):
        raise none
    print_ = importers.inner(rules.salt, rules.fields, cells)
    hashed = keys.handle("register", print_)
    row = Line.objects.filter(edition__state="current", hash=hashed).first() if print_ else None
    if row is None:
        raise none
    return hashed, row.area


def _areas() -> Mapping[str, str]:
    """What the cell of a neighbourhood may hold: its reference, its code, its name in any language."""
    found: dict[str, str] = {}
    for row in Area.objects.current().at(Level.NEIGHBOURHOOD).only("code", "name"):
        ref = f"{Level.NEIGHBOURHOOD.value}/{row.code}"
        for words in (*row.name.values(), row.code, ref):
            found[words.casefold()] = ref
    return found
