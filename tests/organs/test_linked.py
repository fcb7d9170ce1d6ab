"""Linked data after OSLO Besluit and Mandaat: read by another library, and held against shapes of the published profiles."""

import json

import pyshacl
import pytest
from django.test import Client
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from tests.support.scenes.organs import OrganScene
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.organs import actions, queries
from wijk.organs.models import Decision, Opinion

BESLUIT = Namespace("http://data.vlaanderen.be/ns/besluit#")
MANDAAT = Namespace("http://data.vlaanderen.be/ns/mandaat#")
ORG = Namespace("http://www.w3.org/ns/org#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")

#: What the profiles ask of what we publish: a vote counts for, against and abstained in whole numbers and says whether it was
#: secret; a decision has a title and the organ that took it; somebody with a mandate holds one, from a moment on.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix besluit: <http://data.vlaanderen.be/ns/besluit#> . @prefix mandaat: <http://data.vlaanderen.be/ns/mandaat#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix person: <http://www.w3.org/ns/person#> . @prefix ex: <urn:shape:> .

ex:Organ a sh:NodeShape ; sh:targetClass besluit:Bestuursorgaan ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path besluit:bestuurt ; sh:minCount 1 ; sh:class besluit:Bestuurseenheid ] ;
  sh:property [ sh:path mandaat:bindingStart ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path org:hasPost ; sh:class mandaat:Mandaat ] .
ex:Decision a sh:NodeShape ; sh:targetClass besluit:Besluit ;
  sh:property [ sh:path eli:title ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path eli:description ; sh:minCount 1 ] ;
  sh:property [ sh:path eli:date_publication ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path eli:passed_by ; sh:minCount 1 ; sh:maxCount 1 ; sh:class besluit:Bestuursorgaan ] ;
  sh:property [ sh:path [ sh:inversePath prov:generated ] ; sh:minCount 1 ; sh:class besluit:BehandelingVanAgendapunt ] .
ex:Treatment a sh:NodeShape ; sh:targetClass besluit:BehandelingVanAgendapunt ;
  sh:property [ sh:path besluit:openbaar ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ;
  sh:property [ sh:path besluit:heeftStemming ; sh:class besluit:Stemming ] .
ex:Vote a sh:NodeShape ; sh:targetClass besluit:Stemming ;
  sh:property [ sh:path besluit:aantalVoorstanders ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0 ] ;
  sh:property [ sh:path besluit:aantalTegenstanders ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0 ] ;
  sh:property [ sh:path besluit:aantalOnthouders ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0 ] ;
  sh:property [ sh:path besluit:geheim ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ;
  sh:property [ sh:path besluit:gevolg ; sh:minCount 1 ; sh:uniqueLang true ] .
ex:Holder a sh:NodeShape ; sh:targetClass mandaat:Mandataris ;
  sh:property [ sh:path org:holds ; sh:minCount 1 ; sh:maxCount 1 ; sh:class mandaat:Mandaat ] ;
  sh:property [ sh:path mandaat:start ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:dateTime ] ;
  sh:property [ sh:path mandaat:einde ; sh:maxCount 1 ; sh:datatype xsd:dateTime ] ;
  sh:property [ sh:path mandaat:isBestuurlijkeAliasVan ; sh:maxCount 1 ; sh:class person:Person ] .
ex:Post a sh:NodeShape ; sh:targetClass mandaat:Mandaat ; sh:property [ sh:path org:role ; sh:minCount 1 ; sh:maxCount 1 ] .
"""


def shapes() -> Graph:
    return Graph().parse(data=SHAPES, format="turtle")


def of_organ(scene: OrganScene) -> Graph:
    row = queries.organ(scene.committee.key)
    told = actions.organ_graph(
        row, queries.kind_of(row).title, queries.mandates_on(row, scene.day), Decision.objects.filter(organ=row)
    )
    return Graph().parse(data=told.turtle(), format="turtle")


def test_an_organ_with_its_seats_and_decisions_fits_the_profiles(scene: OrganScene) -> None:
    found = of_organ(scene)
    fits, _graph, words = pyshacl.validate(found, shacl_graph=shapes(), inference="none")
    assert fits, words
    assert len(set(found.subjects(RDF.type, BESLUIT.Besluit))) == 1, "the reserved decision is not told"
    assert len(set(found.subjects(RDF.type, MANDAAT.Mandataris))) == 2, "the chair and the member who agreed"
    assert {str(name) for name in found.objects(None, FOAF.name)} == {"Charlie", "Anna Appel"}
    votes = next(found.subjects(RDF.type, BESLUIT.Stemming))
    counted = (BESLUIT.aantalVoorstanders, BESLUIT.aantalTegenstanders, BESLUIT.aantalOnthouders)
    assert [int(str(found.value(votes, name))) for name in counted] == [2, 1, 1]


@pytest.mark.parametrize("gone", [BESLUIT.aantalOnthouders, ELI.title, ORG.holds, BESLUIT.bestuurt])
def test_the_shapes_notice_what_is_missing(scene: OrganScene, gone: URIRef) -> None:
    found = of_organ(scene)
    found.remove((None, gone, None))
    assert not pyshacl.validate(found, shacl_graph=shapes(), inference="none")[0]


def test_turtle_and_json_ld_say_the_same(scene: OrganScene) -> None:
    client = Client(headers={"host": "localhost"})
    for path in (f"/api/v1/organs/{scene.committee.key}", f"/api/v1/decisions/{scene.decision.key}"):
        turtle, linked = client.get(f"{path}.ttl"), client.get(f"{path}.jsonld")
        assert turtle["Content-Type"].startswith("text/turtle")
        assert linked["Content-Type"].startswith("application/ld+json")
        one = Graph().parse(data=turtle.content.decode(), format="turtle")
        other = Graph().parse(data=json.dumps(linked.json()), format="json-ld")
        assert len(one) > 10
        assert isomorphic(one, other)


def test_words_that_would_break_the_writing_come_through(scene: OrganScene) -> None:
    odd = 'A "quoted" \\ line\nand <another>; é ☂ \x01.'
    seats = [scene.chair.pk, *(m.pk for m in scene.members)]
    row = actions.decide(
        Operator(),
        organ=scene.committee,
        on=scene.day,
        title=Text({"nl": odd}),
        motion=Text.of("Iets"),
        present=seats,
        rule="consent",
    )
    told = actions.decision_graph(row, Text.of("comité")).turtle()
    found = Graph().parse(data=told, format="turtle")
    assert (None, ELI.title, Literal(odd, lang="nl")) in found


SCHEMA = Namespace("https://schema.org/")
ADVICE = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <https://schema.org/> . @prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix ex: <urn:shape:> .
ex:Asked a sh:NodeShape ; sh:targetClass schema:AskAction ;
  sh:property [ sh:path schema:description ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path schema:recipient ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path schema:startTime ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path schema:endTime ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path schema:result ; sh:maxCount 1 ; sh:class eli:LegalResource ] .
ex:Advice a sh:NodeShape ; sh:targetClass eli:LegalResource ;
  sh:property [ sh:path eli:title ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path eli:date_document ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path eli:passed_by ; sh:minCount 1 ; sh:maxCount 1 ] .
ex:Replied a sh:NodeShape ; sh:targetClass schema:ReplyAction ;
  sh:property [ sh:path schema:object ; sh:minCount 1 ; sh:maxCount 1 ; sh:class eli:LegalResource ] ;
  sh:property [ sh:path schema:result ; sh:minCount 1 ; sh:uniqueLang true ] .
"""


def _advice(key: str, face: str = "ttl") -> Graph:
    answer = Client().get(f"/api/v1/opinions/{key}.{face}")
    assert answer.status_code == 200
    return Graph().parse(data=answer.content, format={"ttl": "turtle", "jsonld": "json-ld"}[face])


def test_an_opinion_is_told_from_the_question_to_the_reply(scene: OrganScene) -> None:
    key = scene.opinion.key
    asked = _advice(key)
    assert len(set(asked.subjects(RDF.type, SCHEMA.AskAction))) == 1
    assert not set(asked.subjects(RDF.type, ELI.LegalResource)), "there is no opinion yet"
    actions.give_opinion(
        Operator(), opinion=scene.opinion, verdict="conditional", majority=Text.of("Met leuningen."), dissent=Text.of("Te duur.")
    )  # fmt: skip
    scene.opinion.refresh_from_db()
    actions.reply_to_opinion(Operator(), opinion=scene.opinion, reply="partly", reasons=Text.of("Niet overal."))
    found = _advice(key)
    fits, _graph, words = pyshacl.validate(found, shacl_graph=Graph().parse(data=ADVICE, format="turtle"))
    assert fits, words
    said = {str(term) for term in found.objects()}
    assert {"Met leuningen.", "Te duur.", "Niet overal."} <= said
    assert isomorphic(found, _advice(key, "jsonld"))
    assert "Met leuningen." in Client().get(f"/api/v1/opinions/{key}.json").content.decode()
    whole = Graph().parse(data=Client().get(f"/api/v1/organs/{scene.council.key}.ttl").content, format="turtle")
    assert set(whole.subjects(RDF.type, SCHEMA.ReplyAction)), "it stands beside its organ too"


def test_a_reserved_opinion_is_nowhere_in_the_linked_data(scene: OrganScene) -> None:
    Opinion.objects.update(public=False)
    assert Client().get(f"/api/v1/opinions/{scene.opinion.key}.ttl").status_code == 404
    whole = Client().get(f"/api/v1/organs/{scene.council.key}.ttl").content.decode()
    assert "AskAction" not in whole
    assert not actions.opinion_graph(Opinion.objects.get(), Text.of("Raad")).turtle().count("AskAction")
