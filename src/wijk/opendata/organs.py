"""Organs for machines: what each may do, who is publicly on it, what was decided, which advice was asked; and as linked data."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Router

from wijk.core.errors import Absent
from wijk.core.linked import JSON_LD, TURTLE, Graph
from wijk.core.site import absolute
from wijk.opendata.answers import as_json, open_to_all
from wijk.opendata.organ_columns import COLUMNS
from wijk.opendata.paging import USUAL, Slice, as_dictionary, as_list, as_table, in_parts
from wijk.organs import actions, queries
from wijk.organs.models import Decision, Mandate, Opinion, Organ, OrganKind

router = Router(tags=["Organs"])
Form = Literal["json", "csv"]
Face = Literal["json", "jsonld", "ttl"]
Table = Literal["organs", "mandates", "decisions", "opinions"]
#: So many decisions stand beside an organ; all of them are in the list.
LATEST = 100


@router.get("/organs-dictionary/{table}.{form}", summary="What the columns of the lists of organs mean")
def organs_dictionary(request: HttpRequest, table: Table, form: Form) -> HttpResponseBase:
    """Every column of organs, mandates, decisions or opinions, in three languages."""
    return as_dictionary(COLUMNS[table], form, table)


@router.get("/organs.{form}", summary="The organs")
def organs_listed(
    request: HttpRequest, form: Form, ended: bool = False, limit: int = USUAL, offset: int = 0
) -> HttpResponseBase:
    """Every public organ, those of today (`ended=true`: those that ended)."""
    kinds = queries.kinds()
    rows = queries.listed(ended=ended).select_related("parent")
    return _list(request, "organs", form, rows, Slice.asked(limit, offset), lambda row: _organ(row, kinds))


@router.get("/mandates.{form}", summary="The public mandates")
def mandates_listed(request: HttpRequest, form: Form, limit: int = USUAL, offset: int = 0) -> HttpResponseBase:
    """Every public mandate of a public organ, also past ones. Seats that are not public are not listed."""
    rows = Mandate.objects.filter(public=True, organ__public=True).select_related("organ", "person", "represents")
    ordered = rows.order_by("organ__key", "since", "pk")
    return _list(request, "mandates", form, ordered, Slice.asked(limit, offset), _mandate)


@router.get("/decisions.{form}", summary="The public decisions")
def decisions_listed(
    request: HttpRequest, form: Form, organ: str = "", limit: int = USUAL, offset: int = 0
) -> HttpResponseBase:
    """Every public decision, newest first; `organ=KEY` keeps those of one organ."""
    rows = queries.decisions(queries.organ(_clean(organ)) if organ else None).select_related("corrects")
    return _list(request, "decisions", form, rows, Slice.asked(limit, offset), _decision)


@router.get("/opinions.{form}", summary="The public opinions")
def opinions_listed(request: HttpRequest, form: Form, limit: int = USUAL, offset: int = 0) -> HttpResponseBase:
    """Every public opinion that was asked, newest first."""
    return _list(
        request, "opinions", form, _opinions().order_by("-asked_on", "-pk"), Slice.asked(limit, offset), _opinion
    )


@router.get("/organs/{key}.{face}", summary="One organ, also as linked data")
def organ_told(request: HttpRequest, key: str, face: Face) -> HttpResponseBase:
    """One public organ with its public mandates and latest decisions; linked data after OSLO Besluit and Mandaat."""
    row = queries.organ(_clean(key))
    kinds = queries.kinds()
    kind = kinds.get(row.kind) or queries.kind_of(row)
    seats = [m for m in queries.mandates_on(row, queries.today()) if m.public]
    decided = list(queries.decisions(row).select_related("corrects")[:LATEST])
    if face != "json":
        advice = queries.opinions(row)[:LATEST]
        return _linked(actions.organ_graph(row, kind.title, seats, decided, advice), face)
    more = {
        "purpose": row.purpose,
        "mandate": row.mandate,
        "agenda": row.agenda,
        "page": absolute(f"organs/{row.key}/", "en"),
    }
    told = {"decisions": [_decision(d) for d in decided], "mandates": [_mandate(m) for m in seats]}
    return as_json({**_organ(row, kinds), **more, **told})


@router.get("/decisions/{key}.{face}", summary="One decision, also as linked data")
def decision_told(request: HttpRequest, key: str, face: Face) -> HttpResponseBase:
    """One public decision with its votes; linked data after OSLO Besluit."""
    rows = queries.decisions().select_related("corrects", "organ__parent")
    row = rows.filter(key=_clean(key)).first()
    if row is None:
        raise Absent("decision")
    if face != "json":
        return _linked(actions.decision_graph(row, queries.kind_of(row.organ).title), face)
    return as_json({**_decision(row), "dissent": row.dissent, "objections": row.objections})


@router.get("/opinions/{key}.{face}", summary="One opinion, also as linked data")
def opinion_told(request: HttpRequest, key: str, face: Face) -> HttpResponseBase:
    """One public opinion: the question and its term, what was advised with the dissent, and the reply with its reasons."""
    rows = _opinions().select_related("organ__parent", "decision").filter(key=_clean(key))
    row = rows.first()
    if row is None:
        raise Absent("opinion")
    if face != "json":
        return _linked(actions.opinion_graph(row, queries.kind_of(row.organ).title), face)
    texts = {name: getattr(row, name) for name in ("majority", "dissent", "reasons")}
    return as_json({**_opinion(row), **texts, "page": absolute(f"organs/opinions/{row.key}/", "en")})


def _opinions() -> "QuerySet[Opinion]":
    return Opinion.objects.filter(public=True, organ__public=True).select_related("organ", "by")


def _organ(row: Organ, kinds: Mapping[str, OrganKind]) -> dict[str, Any]:
    names = (
        "key",
        "title",
        "kind",
        "place",
        "process",
        "rule",
        "share",
        "quorum",
        "quorum_share",
        "seats",
        "since",
        "until",
    )
    may = kinds[row.kind].competences if row.kind in kinds else []
    parent = row.parent.key if row.parent and row.parent.public else ""
    return {**{name: getattr(row, name) for name in names}, "competences": may, "parent": parent}


def _mandate(row: Mandate) -> dict[str, Any]:
    body = row.represents.key if row.represents else ""
    return {
        "organ": row.organ.key,
        "role": row.role,
        "holder": row.who,
        "represents": body,
        "since": row.since,
        "until": row.until,
    }


def _decision(row: Decision) -> dict[str, Any]:
    names = ("key", "on", "title", "motion", "rule", "outcome", "secret", "present", "members", "about")
    votes = {
        f"votes_{vote}": getattr(row, f"votes_{vote}") if row.voted else None for vote in ("for", "against", "abstain")
    }
    corrects = row.corrects.key if row.corrects and row.corrects.public else ""
    return {**{name: getattr(row, name) for name in names}, **votes, "organ": row.organ.key, "corrects": corrects}


def _opinion(row: Opinion) -> dict[str, Any]:
    names = ("key", "question", "about", "asked_on", "due", "given_on", "verdict", "replied_on", "reply")
    by = row.by.key if row.by and row.by.public else ""
    return {**{name: getattr(row, name) for name in names}, "organ": row.organ.key, "by": by}


def _list(
    request: HttpRequest, name: str, form: str, rows: "QuerySet[Any]", part: Slice, told: Any
) -> HttpResponseBase:
    if form == "csv":
        return as_table(COLUMNS[name], (told(row) for row in in_parts(rows)), f"{name}.csv")

    def shown(some: Sequence[Any]) -> list[Any]:
        return [told(row) for row in some]

    return as_list(request, name, rows, part, shown)


def _linked(graph: Graph, face: str) -> HttpResponseBase:
    if face == "ttl":
        return open_to_all(HttpResponse(graph.turtle(), content_type=f"{TURTLE}; charset=utf-8"))
    return as_json(graph.json_ld(), media=JSON_LD)


def _clean(key: str) -> str:
    """No database takes a NUL."""
    if "\0" in key:
        raise Absent("organ")
    return key
