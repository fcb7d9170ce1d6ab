"""The small graph writer, held against another library: whatever is told comes out again, in both forms."""

import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, Literal, URIRef
from rdflib import Graph as Other
from rdflib.compare import isomorphic

from wijk.core.linked import Graph, Plain, Ref, merged
from wijk.core.text import Text

EX = "http://example.org/ns#"
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x0b\x0c￾￿"), max_size=30)
values: st.SearchStrategy[Plain] = st.one_of(
    words, st.booleans(), st.integers(-(10**18), 10**18), st.dates(), st.builds(Ref, st.just("http://example.org/é b<c>")),
    st.builds(lambda nl, fr: Text({"nl": nl, "fr": fr}), words, words),
    st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is added
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["ex:one", "ex:two"]), values), max_size=12))
def test_both_forms_are_read_alike_by_another_library(told: list[tuple[str, str, Plain]]) -> None:
    graph = Graph({"ex": EX})
    for name, predicate, value in told:
        graph.add(f"http://example.org/{name}", predicate, value)
    turtle = Other().parse(data=graph.turtle(), format="turtle")
    linked = Other().parse(data=graph.json_ld_text(), format="json-ld")
    assert len(turtle) == len(graph)
    assert isomorphic(turtle, linked)


def test_values_keep_their_kind() -> None:
    graph = Graph({"ex": EX})
    graph.add("http://example.org/1", "ex:v", True, 7, date(2026, 3, 29), "text", None, "")
    graph.add("http://example.org/1", "a", Ref("ex:Thing"))
    read = Other().parse(data=graph.turtle(), format="turtle")
    kinds = {o.datatype for o in read.objects(None, URIRef(f"{EX}v")) if isinstance(o, Literal)}
    assert kinds == {XSD.boolean, XSD.integer, XSD.date, None}
    assert len(graph) == 5


def test_nothing_is_said_twice_and_graphs_can_be_joined() -> None:
    one, two = Graph({"ex": EX}), Graph({"ex": EX})
    for graph in (one, two):
        graph.add("http://example.org/1", "ex:v", "same", "same")
    two.add("http://example.org/2", "ex:v", "other")
    whole = merged([one, two], {"ex": EX})
    assert [len(one), len(two), len(whole)] == [1, 2, 2]
    assert json.loads(whole.json_ld_text())["@context"] == {"ex": EX}
