"""How does a machine read a meeting? As linked data after OSLO Besluit: the session, its points, how each was dealt with."""

from collections.abc import Sequence

from wijk.core.linked import Graph, Ref
from wijk.core.site import absolute
from wijk.meetings import times
from wijk.meetings.models import Item, Meeting
from wijk.meetings.queries.room import decisions_of
from wijk.organs.models import Decision

PREFIXES = {
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def meeting_iri(meeting: Meeting) -> str:
    """What the web of data calls a meeting: an address where its data are."""
    return absolute(f"api/v1/meetings/{meeting.key}.ttl#meeting")


def item_iri(meeting: Meeting, item: Item) -> str:
    """What it calls a point of the agenda."""
    return absolute(f"api/v1/meetings/{meeting.key}.ttl#item-{item.key}")


def meeting_graph(meeting: Meeting) -> Graph:
    """A public meeting with its public points and decisions. Nothing of what is reserved is told, not even that it is there."""
    graph, iri = Graph(PREFIXES), meeting_iri(meeting)
    graph.add(iri, "a", Ref("besluit:Zitting"))
    graph.add(iri, "dct:title", meeting.title)
    graph.add(iri, "besluit:geplandeStart", times.local(meeting.starts_at) if meeting.starts_at else None)
    if meeting.was_held and meeting.starts_at and meeting.ends_at:
        graph.add(iri, "prov:startedAtTime", times.local(meeting.starts_at))
        graph.add(iri, "prov:endedAtTime", times.local(meeting.ends_at))
    if meeting.state == "cancelled":
        graph.add(iri, "schema:eventStatus", Ref("schema:EventCancelled"))
    elif meeting.state == "moved":
        graph.add(iri, "schema:eventStatus", Ref("schema:EventRescheduled"))
    graph.add(iri, "schema:location", meeting.where)
    graph.add(iri, "foaf:page", Ref(absolute(f"meetings/{meeting.key}/", "nl")))
    organ = absolute(f"api/v1/organs/{meeting.organ.key}.ttl#organ")
    graph.add(iri, "besluit:isGehoudenDoor", Ref(organ))
    graph.add(organ, "a", Ref("besluit:Bestuursorgaan"))
    graph.add(organ, "skos:prefLabel", meeting.organ.title)
    items = [item for item in meeting.items.select_related("parent") if item.public and (item.parent is None or item.parent.public)]  # fmt: skip
    items.sort(key=lambda item: (item.parent.number if item.parent else item.number, item.number if item.parent else 0, item.pk))  # fmt: skip
    _tell_items(graph, meeting, items, decisions_of(items, everything=False))
    return graph


def _tell_items(graph: Graph, meeting: Meeting, items: Sequence[Item], decisions: dict[str, list[Decision]]) -> None:
    before = None
    treated = set(meeting.sections.exclude(item=None).values_list("item", flat=True)) if meeting.was_held else set()
    for item in items:
        iri = item_iri(meeting, item)
        graph.add(meeting_iri(meeting), "besluit:behandelt", Ref(iri))
        graph.add(iri, "a", Ref("besluit:Agendapunt"))
        graph.add(iri, "dct:title", item.title)
        graph.add(iri, "dct:description", item.text)
        graph.add(iri, "besluit:geplandOpenbaar", item.public)
        graph.add(iri, "besluit:aangebrachtNa", Ref(item_iri(meeting, before)) if before else None)
        before = item
        for decision in decisions.get(item.key, ()):
            _tell_treatment(graph, iri, decision)
        if item.pk in treated and not decisions.get(item.key):
            treatment = iri.replace("#item-", "#treatment-")
            graph.add(treatment, "a", Ref("besluit:BehandelingVanAgendapunt"))
            graph.add(treatment, "dct:subject", Ref(iri))
            graph.add(treatment, "besluit:openbaar", True)


def _tell_treatment(graph: Graph, item: str, decision: Decision) -> None:
    base = absolute(f"api/v1/decisions/{decision.key}.ttl")
    treatment, taken = f"{base}#treatment", f"{base}#decision"
    graph.add(treatment, "a", Ref("besluit:BehandelingVanAgendapunt"))
    graph.add(treatment, "dct:subject", Ref(item))
    graph.add(treatment, "besluit:openbaar", True)
    graph.add(treatment, "prov:generated", Ref(taken))
    graph.add(taken, "a", Ref("besluit:Besluit"))
    graph.add(taken, "eli:title", decision.title)
    graph.add(taken, "eli:date_document", decision.on)
    if decision.voted:
        vote = f"{base}#vote"
        graph.add(treatment, "besluit:heeftStemming", Ref(vote))
        graph.add(vote, "a", Ref("besluit:Stemming"))
        graph.add(vote, "besluit:aantalVoorstanders", decision.votes_for)
        graph.add(vote, "besluit:aantalTegenstanders", decision.votes_against)
        graph.add(vote, "besluit:aantalOnthouders", decision.votes_abstain)
        graph.add(vote, "besluit:geheim", decision.secret)
