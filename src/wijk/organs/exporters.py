"""How do machines read organs and decisions? As linked data after OSLO Besluit and Mandaat; only what everybody may know."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from wijk.core.linked import Graph, Ref
from wijk.core.models import Setting
from wijk.core.site import absolute
from wijk.core.text import Text
from wijk.organs.models import Decision, Mandate, Organ
from wijk.organs.words import OUTCOME_NAMES, ROLE_NAMES, in_all

PREFIXES = {
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "mandaat": "http://data.vlaanderen.be/ns/mandaat#",
    "org": "http://www.w3.org/ns/org#",
    "person": "http://www.w3.org/ns/person#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def organ_iri(organ: Organ) -> str:
    """What the web of data calls an organ: an address where its data are."""
    return absolute(f"api/v1/organs/{organ.key}.ttl#organ")


def decision_iri(decision: Decision) -> str:
    """What the web of data calls a decision."""
    return absolute(f"api/v1/decisions/{decision.key}.ttl#decision")


def treatment_iri(decision: Decision) -> str:
    """What the web of data calls how an organ dealt with a motion; the vote hangs on it."""
    return absolute(f"api/v1/decisions/{decision.key}.ttl#treatment")


def new_graph() -> Graph:
    """An empty graph that knows our vocabularies."""
    return Graph(PREFIXES)


def organ_graph(organ: Organ, kind: Text, mandates: Iterable[Mandate], decisions: Iterable[Decision] = ()) -> Graph:
    """A public organ with its public mandates; decisions are told as well where they are given. `kind` is what its kind is called."""
    graph = new_graph()
    tell_organ(graph, organ, kind)
    for mandate in mandates:
        if mandate.public:
            _tell_mandate(graph, organ, mandate)
    for decision in decisions:
        tell_decision(graph, decision)
    return graph


def decision_graph(decision: Decision, kind: Text) -> Graph:
    """A public decision and the organ that took it."""
    graph = new_graph()
    tell_decision(graph, decision)
    tell_organ(graph, decision.organ, kind)
    return graph


def tell_organ(graph: Graph, organ: Organ, kind: Text) -> None:
    """The organ itself; nothing of one that is not public."""
    if not organ.public:
        return
    iri, city = organ_iri(organ), absolute("#city")
    graph.add(iri, "a", Ref("besluit:Bestuursorgaan"), Ref("org:Organization"))
    graph.add(iri, "skos:prefLabel", organ.title)
    graph.add(iri, "dct:type", kind)
    graph.add(iri, "dct:description", organ.purpose)
    graph.add(iri, "besluit:bestuurt", Ref(city))
    graph.add(iri, "mandaat:bindingStart", organ.since)
    graph.add(iri, "mandaat:bindingEinde", organ.until)
    if organ.parent is not None and organ.parent.public:
        graph.add(iri, "org:subOrganizationOf", Ref(organ_iri(organ.parent)))
    graph.add(city, "a", Ref("besluit:Bestuurseenheid"))
    graph.add(city, "skos:prefLabel", _city())


def tell_decision(graph: Graph, decision: Decision) -> None:
    """A decision, how it was dealt with, and the vote; nothing of what is reserved."""
    if not (decision.public and decision.organ.public):
        return
    iri, treatment = decision_iri(decision), treatment_iri(decision)
    graph.add(iri, "a", Ref("besluit:Besluit"))
    graph.add(iri, "eli:title", decision.title)
    graph.add(iri, "eli:description", decision.motion)
    graph.add(iri, "eli:date_document", decision.on)
    graph.add(iri, "eli:date_publication", decision.noted_at.date())
    graph.add(iri, "eli:passed_by", Ref(organ_iri(decision.organ)))
    graph.add(iri, "dct:subject", decision.about)
    if decision.corrects is not None and decision.corrects.public:
        graph.add(iri, "eli:corrects", Ref(decision_iri(decision.corrects)))
    graph.add(treatment, "a", Ref("besluit:BehandelingVanAgendapunt"))
    graph.add(treatment, "besluit:openbaar", True)
    graph.add(treatment, "besluit:gevolg", in_all(OUTCOME_NAMES[decision.outcome]))
    graph.add(treatment, "prov:generated", Ref(iri))
    if decision.voted:
        _tell_vote(graph, decision, treatment)


def _tell_vote(graph: Graph, decision: Decision, treatment: str) -> None:
    vote = treatment.replace("#treatment", "#vote")
    graph.add(treatment, "besluit:heeftStemming", Ref(vote))
    graph.add(vote, "a", Ref("besluit:Stemming"))
    graph.add(vote, "besluit:onderwerp", decision.title)
    graph.add(vote, "besluit:aantalVoorstanders", decision.votes_for)
    graph.add(vote, "besluit:aantalTegenstanders", decision.votes_against)
    graph.add(vote, "besluit:aantalOnthouders", decision.votes_abstain)
    graph.add(vote, "besluit:geheim", decision.secret)
    graph.add(vote, "besluit:gevolg", in_all(OUTCOME_NAMES[decision.outcome]))


def _tell_mandate(graph: Graph, organ: Organ, mandate: Mandate) -> None:
    """A public seat: the post, who holds it and since when. Never of a seat that is not public."""
    base = organ_iri(organ).removesuffix("#organ")
    post, role, holder = (
        f"{base}#{what}" for what in (f"post-{mandate.role}", f"role-{mandate.role}", f"mandate-{mandate.pk}")
    )
    graph.add(organ_iri(organ), "org:hasPost", Ref(post))
    graph.add(post, "a", Ref("mandaat:Mandaat"))
    graph.add(post, "org:role", Ref(role))
    graph.add(role, "a", Ref("skos:Concept"))
    graph.add(role, "skos:prefLabel", in_all(ROLE_NAMES[mandate.role]))
    graph.add(holder, "a", Ref("mandaat:Mandataris"))
    graph.add(holder, "org:holds", Ref(post))
    graph.add(holder, "mandaat:start", _moment(mandate.since))
    graph.add(holder, "mandaat:einde", _moment(mandate.until))
    if mandate.who:
        somebody = f"{base}#person-{mandate.pk}"
        graph.add(holder, "mandaat:isBestuurlijkeAliasVan", Ref(somebody))
        graph.add(somebody, "a", Ref("person:Person"))
        graph.add(somebody, "foaf:name", mandate.who)


def _moment(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None


def _city() -> Text:
    told = Setting.objects.filter(name="city").values_list("value", flat=True).first()
    return Text((told or {}).get("name", {})) or Text.of("wijk")
