"""How is a fact said so that any machine can link it? A small graph of triples, written as Turtle and as JSON-LD."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from wijk.core.text import Text

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TURTLE, JSON_LD = "text/turtle", "application/ld+json"
#: What an address may hold as it is; anything else is percent-encoded.
_KEPT = "!#$%&'()*+,/:;=?@[]~-._"
_SIGNS = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Ref:
    """Another thing in the web of data, by its full address or as `prefix:name`."""

    iri: str


@dataclass(frozen=True, slots=True)
class _Literal:
    words: str
    datatype: str = ""
    language: str = ""


Plain = Text | Ref | str | bool | int | date | datetime | None
Term = Ref | _Literal


class Graph:
    """Triples in the order in which they were told, each once.

    >>> graph = Graph({"ex": "http://example.org/"})
    >>> graph.add("http://example.org/1", "ex:title", Text({"nl": "Raad", "fr": "Conseil"}))
    >>> print(graph.turtle())
    @prefix ex: <http://example.org/> .
    <BLANKLINE>
    <http://example.org/1>
        ex:title "Raad"@nl, "Conseil"@fr .
    <BLANKLINE>
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(prefixes)
        self._told: dict[str, dict[str, list[Term]]] = {}

    def add(self, subject: str, predicate: str, *values: Plain) -> None:
        """Say something of a thing. `predicate` is `prefix:name` or "a"; nothing is said where a value is None or empty."""
        known = self._full(predicate) if predicate != "a" else RDF_TYPE
        for value in values:
            for term in self._terms(value):
                held = self._told.setdefault(_address(subject), {}).setdefault(known, [])
                if term not in held:
                    held.append(term)

    def __len__(self) -> int:
        return sum(len(terms) for facts in self._told.values() for terms in facts.values())

    def turtle(self) -> str:
        """The graph as Turtle (UTF-8)."""
        lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in self.prefixes.items()]
        for subject, facts in self._told.items():
            said = [
                f"{self._short(name)} {', '.join(self._turtle_term(term) for term in terms)}"
                for name, terms in facts.items()
            ]
            lines += ["", f"<{subject}>", "    " + " ;\n    ".join(said) + " ."]
        return "\n".join(lines) + "\n"

    def json_ld(self) -> dict[str, Any]:
        """The graph as one JSON-LD document."""
        nodes = []
        for subject, facts in self._told.items():
            node: dict[str, Any] = {"@id": subject}
            for name, terms in facts.items():
                if name == RDF_TYPE:
                    node["@type"] = [self._compact(term.iri) for term in terms if isinstance(term, Ref)]
                else:
                    node[self._compact(name)] = [_json_term(term) for term in terms]
            nodes.append(node)
        return {"@context": dict(self.prefixes), "@graph": nodes}

    def json_ld_text(self) -> str:
        """The same as text."""
        return json.dumps(self.json_ld(), ensure_ascii=False, separators=(",", ":"))

    def _terms(self, value: Plain) -> Iterator[Term]:
        if value is None or value == "":
            return
        if isinstance(value, Text):
            yield from (_Literal(words, language=language) for language, words in value.items())
        elif isinstance(value, Ref):
            yield Ref(self._full(value.iri))
        else:
            yield _literal(value)

    def _full(self, name: str) -> str:
        prefix, colon, rest = name.partition(":")
        return self.prefixes[prefix] + rest if colon and prefix in self.prefixes else _address(name)

    def _compact(self, iri: str) -> str:
        for prefix, base in self.prefixes.items():
            rest = iri.removeprefix(base)
            if (
                rest != iri
                and rest.replace("_", "").replace("-", "").isalnum()
                and rest[0].isalpha()
                and rest.isascii()
            ):
                return f"{prefix}:{rest}"
        return iri

    def _short(self, iri: str) -> str:
        if iri == RDF_TYPE:
            return "a"
        found = self._compact(iri)
        return found if found != iri else f"<{iri}>"

    def _turtle_term(self, term: Term) -> str:
        if isinstance(term, Ref):
            return self._short(term.iri) if term.iri != RDF_TYPE else f"<{term.iri}>"
        words = _quoted(term.words)
        if term.language:
            return f"{words}@{term.language}"
        return f"{words}^^<{term.datatype}>" if term.datatype else words


def merged(graphs: Iterable[Graph], prefixes: Mapping[str, str]) -> Graph:
    """Several graphs as one."""
    whole = Graph(prefixes)
    for graph in graphs:
        for subject, facts in graph._told.items():
            for name, terms in facts.items():
                held = whole._told.setdefault(subject, {}).setdefault(name, [])
                held += [term for term in terms if term not in held]
    return whole


def _literal(value: str | bool | int | date | datetime) -> _Literal:
    if isinstance(value, bool):
        return _Literal("true" if value else "false", f"{XSD}boolean")
    if isinstance(value, int):
        return _Literal(str(value), f"{XSD}integer")
    if isinstance(value, datetime):
        return _Literal(value.isoformat(), f"{XSD}dateTime")
    if isinstance(value, date):
        return _Literal(value.isoformat(), f"{XSD}date")
    return _Literal(value)


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, Ref):
        return {"@id": term.iri}
    more = {"@language": term.language} if term.language else {"@type": term.datatype} if term.datatype else {}
    return {"@value": term.words, **more}


def _address(iri: str) -> str:
    return quote(iri, safe=_KEPT)


def _quoted(words: str) -> str:
    return '"' + "".join(_SIGNS.get(sign, sign if sign >= " " else f"\\u{ord(sign):04X}") for sign in words) + '"'
