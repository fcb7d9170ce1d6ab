"""How do machines read organs and decisions? As linked data after OSLO Besluit and Mandaat; only what everybody may know."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from wijk.core.linked import Graph, Ref
from wijk.core.models import Setting
from wijk.core.site import absolute
from wijk.core.text import Text
from wijk.organs.models import Decision, Mandate, Opinion, Organ
from wijk.organs.words import OPINION, OUTCOME_NAMES, REPLY_NAMES, ROLE_NAMES, VERDICT_NAMES, in_all

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
    "schema": "https://schema.org/",
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


def opinion_iri(opinion: Opinion) -> str:
    """What the web of data calls an opinion."""
    return absolute(f"api/v1/opinions/{opinion.key}.ttl#opinion")


def new_graph() -> Graph:
    """An empty graph that knows our vocabularies."""
    return Graph(PREFIXES)


def organ_graph(
    organ: Organ, kind: Text, mandates: Iterable[Mandate], decisions: Iterable[Decision] = (), opinions: Iterable[Opinion] = ()
) -> Graph:  # fmt: skip
    """A public organ with its public mandates; decisions and opinions are told as well where they are given. `kind` is what its kind
    is called."""
    graph = new_graph()
    tell_organ(graph, organ, kind)
    for mandate in mandates:
        if mandate.public:
            _tell_mandate(graph, organ, mandate)
    for decision in decisions:
        tell_decision(graph, decision)
    for opinion in opinions:
        tell_opinion(graph, opinion)
    return graph


def decision_graph(decision: Decision, kind: Text) -> Graph:
    """A public decision and the organ that took it."""
    graph = new_graph()
    tell_decision(graph, decision)
    tell_organ(graph, decision.organ, kind)
    return graph


def opinion_graph(opinion: Opinion, kind: Text) -> Graph:
    """A public opinion with its question and the reply, and the organ that is asked."""
    graph = new_graph()
    tell_opinion(graph, opinion)
    tell_organ(graph, opinion.organ, kind)
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


def tell_opinion(graph: Graph, opinion: Opinion) -> None:
    """The question as it was asked, what was advised, and the reply with its reasons. OSLO Besluit has no words for advice: these are
    of ELI and schema.org. Nothing of what is reserved."""
    if not (opinion.public and opinion.organ.public):
        return
    iri, organ = opinion_iri(opinion), organ_iri(opinion.organ)
    asked, replied = iri.replace("#opinion", "#question"), iri.replace("#opinion", "#reply")
    by = Ref(organ_iri(opinion.by)) if opinion.by is not None and opinion.by.public else None
    graph.add(asked, "a", Ref("schema:AskAction"))
    graph.add(asked, "schema:description", opinion.question)
    graph.add(asked, "schema:agent", by)
    graph.add(asked, "schema:recipient", Ref(organ))
    graph.add(asked, "schema:startTime", opinion.asked_on)
    graph.add(asked, "schema:endTime", opinion.due)
    graph.add(asked, "dct:subject", opinion.about)
    if opinion.given_on is None:
        return
    graph.add(asked, "schema:result", Ref(iri))
    graph.add(iri, "a", Ref("eli:LegalResource"))
    graph.add(iri, "dct:type", in_all(OPINION))
    graph.add(iri, "eli:title", opinion.question)
    graph.add(iri, "eli:description", opinion.majority)
    graph.add(iri, "eli:date_document", opinion.given_on)
    graph.add(iri, "eli:passed_by", Ref(organ))
    graph.add(iri, "schema:abstract", in_all(VERDICT_NAMES[opinion.verdict]))
    graph.add(iri, "skos:note", opinion.dissent)
    graph.add(iri, "dct:subject", opinion.about)
    if opinion.decision is not None and opinion.decision.public:
        graph.add(iri, "eli:based_on", Ref(decision_iri(opinion.decision)))
    if opinion.replied_on is None:
        return
    graph.add(replied, "a", Ref("schema:ReplyAction"))
    graph.add(replied, "schema:agent", by)
    graph.add(replied, "schema:object", Ref(iri))
    graph.add(replied, "schema:startTime", opinion.replied_on)
    graph.add(replied, "schema:result", in_all(REPLY_NAMES[opinion.reply]))
    graph.add(replied, "schema:description", opinion.reasons)


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
