"""What a machine reads of a meeting fits what OSLO Besluit publishes of its classes, and holds nothing reserved."""

from typing import Any

import pyshacl
import pytest
from django.test import Client
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from tests.support.samples.meetings import scene
from tests.support.stage import Stage
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.meetings import actions, queries

BESLUIT = Namespace("http://data.vlaanderen.be/ns/besluit#")
PROV = Namespace("http://www.w3.org/ns/prov#")
DCT = Namespace("http://purl.org/dc/terms/")
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix besluit: <http://data.vlaanderen.be/ns/besluit#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass besluit:Zitting ;
  sh:property [ sh:path besluit:behandelt ; sh:minCount 1 ; sh:class besluit:Agendapunt ] ,
    [ sh:path besluit:geplandeStart ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:dateTime ] ,
    [ sh:path prov:startedAtTime ; sh:maxCount 1 ; sh:datatype xsd:dateTime ] ,
    [ sh:path prov:endedAtTime ; sh:maxCount 1 ; sh:datatype xsd:dateTime ] ,
    [ sh:path besluit:isGehoudenDoor ; sh:minCount 1 ; sh:maxCount 1 ; sh:class besluit:Bestuursorgaan ] .
[] a sh:NodeShape ; sh:targetClass besluit:Agendapunt ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true ] ,
    [ sh:path besluit:geplandOpenbaar ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ,
    [ sh:path besluit:aangebrachtNa ; sh:maxCount 1 ; sh:class besluit:Agendapunt ] .
[] a sh:NodeShape ; sh:targetClass besluit:BehandelingVanAgendapunt ;
  sh:property [ sh:path dct:subject ; sh:minCount 1 ; sh:maxCount 1 ; sh:class besluit:Agendapunt ] ,
    [ sh:path besluit:openbaar ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ,
    [ sh:path prov:generated ; sh:class besluit:Besluit ] ,
    [ sh:path besluit:heeftStemming ; sh:class besluit:Stemming ] .
[] a sh:NodeShape ; sh:targetClass besluit:Stemming ;
  sh:property [ sh:path besluit:aantalVoorstanders ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ] .
"""


def fits(graph: Graph) -> tuple[bool, str]:
    conforms, _report, words = pyshacl.validate(graph, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    return bool(conforms), str(words)


def read(key: str, face: str = "ttl") -> Graph:
    answer = Client().get(f"/api/v1/meetings/{key}.{face}")
    assert answer.status_code == 200
    return Graph().parse(data=answer.content, format={"ttl": "turtle", "jsonld": "json-ld"}[face])


@pytest.fixture
def decided(stage: Stage) -> str:
    here, organs = scene(stage), stage.scenes["organs"]
    second = actions.add_item(Operator(), meeting=here.held, title=Text({"nl": "Banken", "fr": "Bancs"}), decision=True)
    votes = {organs.chair.pk: "for", organs.members[0].pk: "for", organs.members[1].pk: "against"}
    actions.record_decision(Operator(), item=second, motion=Text.of("Ten benches."), votes=votes)
    actions.approve_minutes(Operator(), meeting=here.held)
    return here.held.key


def test_a_held_meeting_with_a_decision_fits(decided: str) -> None:
    graph = read(decided)
    conforms, words = fits(graph)
    assert conforms, words
    (meeting,) = graph.subjects(RDF.type, BESLUIT.Zitting)
    assert len(list(graph.objects(meeting, BESLUIT.behandelt))) == 2
    assert list(graph.objects(meeting, PROV.startedAtTime))
    (generated,) = graph.objects(None, PROV.generated)
    assert (generated, RDF.type, BESLUIT.Besluit) in graph
    (vote,) = graph.objects(None, BESLUIT.heeftStemming)
    assert graph.value(vote, BESLUIT.aantalVoorstanders) == Literal(2)


def test_both_ways_of_writing_say_the_same(decided: str) -> None:
    assert set(read(decided, "ttl")) == set(read(decided, "jsonld"))


def test_points_stand_in_their_order(decided: str) -> None:
    graph = read(decided)
    chain = list(graph.subject_objects(BESLUIT.aangebrachtNa))
    assert len(chain) == 1
    titles = [{str(o) for o in graph.objects(one, DCT.title)} for one in chain[0]]
    assert titles == [{"Banken", "Bancs"}, {"Trees"}]


def test_shapes_catch_a_meeting_without_points(stage: Stage) -> None:
    here = scene(stage)
    here.coming.items.all().delete()
    conforms, words = fits(Graph().parse(data=queries.meeting_graph(here.coming).turtle(), format="turtle"))
    assert not conforms
    assert "behandelt" in words


def test_nothing_reserved_is_told(stage: Stage) -> None:
    here = scene(stage)
    for key in (here.coming.key, here.held.key):
        for face in ("ttl", "jsonld", "json"):
            written = Client().get(f"/api/v1/meetings/{key}.{face}").content.decode()
            for secret in ("Zwijgzaamheid", "Fluisternota", "geheim", here.secret.key):
                assert secret not in written
    for row in (here.closed, here.polling):
        assert Client().get(f"/api/v1/meetings/{row.key}.ttl").status_code == 404


def test_not_held_is_not_told_as_held(stage: Stage) -> None:
    graph = read(scene(stage).coming.key)
    assert not list(graph.objects(None, PROV.startedAtTime))
    assert not list(graph.subjects(RDF.type, URIRef(BESLUIT.BehandelingVanAgendapunt)))


def test_the_table_and_its_dictionary_agree(stage: Stage) -> None:
    lines: Any = Client().get("/api/v1/meetings.csv")
    head = b"".join(lines.streaming_content).decode("utf-8-sig").splitlines()[0].split(",")
    told = Client().get("/api/v1/meetings-dictionary.json").json()
    assert head == [column["name"] for column in told["columns"]]
    assert all(set(column["meaning"]) == {"nl", "fr", "en"} for column in told["columns"])
