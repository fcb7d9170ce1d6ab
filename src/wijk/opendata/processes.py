"""Processes for machines: which there are, one with its phases, promises and framework in every version, and as a table."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Router

from wijk.core.site import absolute
from wijk.core.text import LANGUAGES
from wijk.opendata.answers import as_json
from wijk.opendata.paging import USUAL, Column, Kind, Slice, as_dictionary, as_list, as_table, in_parts, meaning
from wijk.processes import queries
from wijk.processes.models import Framework, Process, Promise

router = Router(tags=["Processes"])
Form = Literal["json", "csv"]
When = Literal["", "now", "coming", "done"]


def _title(language: str) -> Column[Process]:
    return Column(f"title_{language}", "text", meaning("Titel", "Titre", "Title"), lambda row: row.title.said(language))


def _fact(name: str, kind: Kind, nl: str, fr: str, en: str) -> Column[Process]:
    def read(row: Process) -> str | int | None:
        value = getattr(row, name)
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, list):
            return " ".join(value)
        return value.isoformat() if hasattr(value, "isoformat") else value  # type: ignore[no-any-return]

    return Column(name, kind, meaning(nl, fr, en), read)


COLUMNS: tuple[Column[Process], ...] = (
    _fact("key", "code", "Vaste code", "Code stable", "Stable code"),
    *(_title(language) for language in LANGUAGES),
    _fact("place", "code", "Gebied of perimeter; leeg is de hele stad", "Zone ou périmètre ; vide pour toute la ville",
          "Area or perimeter; empty is the whole city"),
    _fact("state", "code", "announced, running, closed of stopped", "announced, running, closed ou stopped",
          "announced, running, closed or stopped"),
    _fact("themes", "codes", "Thema’s", "Thèmes", "Themes"),
    _fact("large", "boolean", "Een groot project", "Un grand projet", "A large project"),
    _fact("starts", "date", "Eerste dag", "Premier jour", "First day"),
    _fact("ends", "date", "Laatste dag", "Dernier jour", "Last day"),
    _fact("reached", "integer", "Hoeveel mensen bericht kregen", "Nombre de personnes informées", "People who were told"),
    _fact("took_part", "integer", "Hoeveel mensen meededen", "Nombre de participants", "People who took part"),
    _fact("first_time", "integer", "Hoeveel van hen voor het eerst", "Dont pour la première fois", "Of them, for the first time"),
    _fact("changed_at", "moment", "Laatst gewijzigd", "Dernière modification", "Last changed"),
)  # fmt: skip


@router.get("/processes-dictionary.{form}", summary="What the columns of the processes mean")
def processes_dictionary(request: HttpRequest, form: Form) -> HttpResponseBase:
    """Every column, in three languages."""
    return as_dictionary(COLUMNS, form, "processes")


@router.get("/processes.{form}", summary="The processes")
def processes_listed(
    request: HttpRequest, form: Form, area: str = "", theme: str = "", when: When = "", limit: int = USUAL, offset: int = 0
) -> HttpResponseBase:  # fmt: skip
    """Every public process, what runs first; of an area (`area=neighbourhood/58`), of a theme, running, coming or done."""
    rows = queries.listed(area=_clean(area), theme=_clean(theme), when=when)
    if form == "csv":
        return as_table(COLUMNS, in_parts(rows), "processes.csv")
    return as_list(request, "processes", rows, Slice.asked(limit, offset), lambda page: [_process(row) for row in page])


@router.get("/processes/{key}.json", summary="One process with all that was promised and agreed")
def process_told(request: HttpRequest, key: str) -> HttpResponseBase:
    """One public process: who takes part, its phases with what was promised and done, and its framework in every version."""
    row = queries.process(_clean(key))
    versions = row.frameworks.exclude(number=None).order_by("-number").prefetch_related("endorsements")
    return as_json(
        {
            **_process(row),
            "summary": row.summary,
            "page": absolute(f"processes/{row.key}/", "en"),
            "participants": [
                {"code": a.code, "kind": a.kind, "about": a.about, "title": a.title, "words": a.words}
                for a in row.participants.all()
            ],
            "promised": [
                {"phase": side.phase.code, "promises": [_promise(promise) for promise in side.promises]}
                for side in queries.sides(row)
            ],
            "framework": [_version(version) for version in versions],
            "evaluation": row.evaluation,
            "learnt": row.learnt,
            "stop_reason": row.stop_reason,
        }
    )


def _process(row: Process) -> dict[str, Any]:
    names = (
        "key",
        "title",
        "place",
        "state",
        "themes",
        "large",
        "starts",
        "ends",
        "reached",
        "took_part",
        "first_time",
    )
    phases = [
        {name: getattr(phase, name) for name in ("code", "title", "start", "end", "state", "opened_on", "closed_on")}
        for phase in row.phases.all()
    ]
    return {**{name: getattr(row, name) for name in names}, "phases": phases, "changed_at": row.changed_at}


def _promise(row: Promise) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("kind", "title", "due", "state", "done_on", "done", "link")}


def _version(row: Framework) -> dict[str, Any]:
    endorsed = [
        {name: getattr(e, name) for name in ("about", "title", "on", "by", "remarks")} for e in row.endorsements.all()
    ]
    return {
        "number": row.number,
        "published_at": row.published_at,
        "why": row.why,
        "content": row.content,
        "endorsements": endorsed,
    }


def _clean(value: str) -> str:
    return "" if "\0" in value or len(value) > 120 else value
