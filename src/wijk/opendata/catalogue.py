"""What data is there? The catalogue after DCAT-AP 3, as JSON-LD and as Turtle, from the providers of `publishes`."""

from collections.abc import Callable, Iterator
from typing import Any

from wijk.core.models import Setting
from wijk.core.providers import Dataset, providers
from wijk.core.text import Text

EU = "http://publications.europa.eu/resource/authority/"
LICENCES = {
    "CC0-1.0": f"{EU}licence/CC0",
    "CC-BY-4.0": f"{EU}licence/CC_BY_4_0",
    "CC-BY-SA-4.0": f"{EU}licence/CC_BYSA_4_0",
    "ODbL-1.0": f"{EU}licence/ODC_BL",
}
FORMATS = {
    "text/csv": f"{EU}file-type/CSV",
    "application/json": f"{EU}file-type/JSON",
    "application/geo+json": f"{EU}file-type/GEOJSON",
    "application/vnd.apache.parquet": f"{EU}file-type/PARQUET",
    "application/rdf+xml": f"{EU}file-type/RDF_XML",
}
TONGUES = {"nl": f"{EU}language/NLD", "fr": f"{EU}language/FRA", "en": f"{EU}language/ENG"}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Node = dict[str, Any]
Address = Callable[[str], str]


def datasets() -> Iterator[Dataset]:
    """Every public dataset of every room."""
    for provider in providers("publishes"):
        yield from provider.datasets()


def graph(address: Address) -> list[Node]:
    """The catalogue as JSON-LD nodes; `address` turns a path into a full address."""
    city = Setting.objects.filter(name="city").first()
    name = Text(city.value.get("name", {})) if city else Text.of("wijk")
    listed = list(datasets())
    publisher = {"@id": address("#publisher"), "@type": "foaf:Agent", "foaf:name": _spoken(name)}
    top: Node = {
        "@id": address("catalog"),
        "@type": "dcat:Catalog",
        "dct:title": _spoken(name),
        "dct:description": _spoken(
            Text(
                {
                    "nl": "Open cijfers en kaarten van de wijken",
                    "fr": "Chiffres et cartes ouverts des quartiers",
                    "en": "Open figures and maps of the neighbourhoods",
                }
            )
        ),
        "dct:publisher": {"@id": publisher["@id"]},
        "dct:language": [{"@id": TONGUES[k]} for k in ("nl", "fr", "en")],
        "dcat:dataset": [{"@id": address(f"catalog#{d.id}")} for d in listed],
    }
    nodes = [top, publisher]
    for one in listed:
        nodes += _dataset(one, address, str(publisher["@id"]))
    return nodes


def as_json_ld(address: Address) -> Node:
    """The catalogue as one JSON-LD document."""
    return {"@context": CONTEXT, "@graph": graph(address)}


def as_turtle(address: Address) -> str:
    """The catalogue as Turtle."""
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in CONTEXT.items()]
    for node in graph(address):
        facts = [f"a {node['@type']}"] + [
            f"{name} {', '.join(_term(v) for v in (value if isinstance(value, list) else [value]))}"
            for name, value in node.items()
            if not name.startswith("@") and value not in ([], None, "")
        ]
        lines += ["", f"<{node['@id']}>", "    " + " ;\n    ".join(facts) + " ."]
    return "\n".join(lines) + "\n"


def _dataset(one: Dataset, address: Address, publisher: str) -> list[Node]:
    licence = LICENCES.get(one.licence)
    node: Node = {
        "@id": address(f"catalog#{one.id}"),
        "@type": "dcat:Dataset",
        "dct:identifier": one.id,
        "dct:title": _spoken(one.title),
        "dct:description": _spoken(one.description) or _spoken(one.title),
        "dct:publisher": {"@id": publisher},
        "dct:source": one.source or None,
        "dcat:keyword": list(one.keywords),
        "dct:issued": _moment(one.issued),
        "dct:modified": _moment(one.modified),
        "dcat:distribution": [],
    }
    nodes = [node]
    for number, (media, path) in enumerate(one.distributions):
        key = address(f"catalog#{one.id}-{number}")
        node["dcat:distribution"].append({"@id": key})
        nodes.append(
            {
                "@id": key,
                "@type": "dcat:Distribution",
                "dcat:accessURL": {"@id": address(path)},
                "dcat:downloadURL": {"@id": address(path)},
                "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
                "dct:format": {"@id": FORMATS[media]} if media in FORMATS else media,
                "dct:license": {"@id": licence} if licence else (one.licence or None),
            }
        )
    return nodes


def _moment(value: Any) -> Node | None:
    return {"@value": value.isoformat(), "@type": "xsd:dateTime"} if value else None


def _spoken(text: Any) -> list[Node]:
    said = text if isinstance(text, Text) else Text.of(str(text), "en")
    return [{"@value": words, "@language": language} for language, words in said.items()]


def _term(value: Any) -> str:
    if isinstance(value, dict) and "@id" in value:
        return f"<{value['@id']}>"
    if isinstance(value, dict):
        tail = f"@{value['@language']}" if "@language" in value else f"^^{value['@type']}"
        return _quoted(value["@value"]) + tail
    return _quoted(str(value))


def _quoted(words: str) -> str:
    for sign, safe in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        words = words.replace(sign, safe)
    return f'"{words}"'
