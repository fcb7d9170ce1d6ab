"""Street networks arrive joined where they share a point, in metres, and hostile files are refused."""

import json
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import shapely

from wijk.methods.formats.networklines import node_lines
from wijk.methods.formats.networks import read_network
from wijk.methods.formats.problems import Unreadable

HEAD = '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
KEYS = (
    '<key id="x" for="node" attr.name="x"/><key id="y" for="node" attr.name="y"/><key id="l" for="edge" attr.name="length"/>'
    '<key id="g" for="edge" attr.name="geometry"/><key id="o" for="edge" attr.name="oneway"/><key id="c" for="graph" attr.name="crs"/>'
)


def node(own: str, x: object, y: object) -> str:
    return f'<node id="{own}"><data key="x">{x}</data><data key="y">{y}</data></node>'


def edge(tail: str, head: str, more: str = "") -> str:
    return f'<edge source="{tail}" target="{head}">{more}</edge>'


def graphml(folder: Path, body: str, *, kind: str = "undirected", crs: str = "epsg:31370", keys: str = KEYS) -> Path:
    path = folder / "net.graphml"
    said = f'<data key="c">{crs}</data>' if crs else ""
    path.write_text(f'{HEAD}{keys}<graph edgedefault="{kind}">{said}{body}</graph></graphml>', "utf-8")
    return path


TWO = node("a", 150000, 170000) + node("b", 150300, 170400)


def test_a_graph_in_metres(tmp_path: Path) -> None:
    found = read_network(graphml(tmp_path, TWO + edge("a", "b", '<data key="l">512.5</data>') + edge("b", "a")))
    assert found.ids == ("a", "b")
    assert found.length[0] == 512.5
    assert found.length[1] == pytest.approx(500, abs=0.1)
    assert np.hypot(*(found.xy[1] - found.xy[0])) == pytest.approx(500, abs=0.1)
    assert found.forward.all()
    assert found.backward.all()


def test_degrees_become_metres_on_the_ellipsoid(tmp_path: Path) -> None:
    body = node("a", 4.35, 50.85) + node("b", 4.36, 50.85) + edge("a", "b")
    found = read_network(graphml(tmp_path, body, crs="EPSG:4326"))
    assert found.length[0] == pytest.approx(704.2, abs=0.5)
    assert np.hypot(*(found.xy[1] - found.xy[0])) == pytest.approx(704.2, abs=0.5)


def test_a_graph_that_names_no_system_must_be_told(tmp_path: Path) -> None:
    path = graphml(tmp_path, TWO + edge("a", "b"), crs="")
    with pytest.raises(Unreadable, match="does not say its coordinate system"):
        read_network(path)
    assert read_network(path, crs="EPSG:31370").length[0] == pytest.approx(500, abs=0.1)


def test_degrees_that_are_called_metres_are_refused(tmp_path: Path) -> None:
    body = node("a", 4.35, 50.85) + node("b", 4.36, 50.85) + edge("a", "b")
    with pytest.raises(Unreadable, match="look like degrees"):
        read_network(graphml(tmp_path, body))


def test_one_way_marks_and_shapes(tmp_path: Path) -> None:
    bent = '<data key="g">LINESTRING (150300 170400, 150000 170400, 150000 170000)</data>'
    body = TWO + edge("a", "b", '<data key="o">True</data>') + edge("a", "b", '<data key="o">-1</data>' + bent)
    found = read_network(graphml(tmp_path, body))
    assert (found.forward.tolist(), found.backward.tolist()) == ([True, False], [False, True])
    assert found.length[1] == pytest.approx(700, abs=0.1)
    start = shapely.get_coordinates(found.shapes[1])[0]
    assert start == pytest.approx(found.xy[0]), "a line that was drawn backwards is turned to begin at its tail"


def test_directed_edges_lead_one_way(tmp_path: Path) -> None:
    body = TWO + edge("a", "b") + '<edge source="b" target="a" directed="false"/>'
    found = read_network(graphml(tmp_path, body, kind="directed"))
    assert (found.forward.tolist(), found.backward.tolist()) == ([True, True], [False, True])


def test_what_is_odd_but_possible_is_kept(tmp_path: Path) -> None:
    """A loop, parallel streets, a street without length, a node that nothing leads to."""
    zero = '<data key="l">0</data>'
    body = TWO + node("alone", 150001, 170001) + edge("a", "a", zero) + edge("a", "b") * 2 + edge("a", "b", zero)
    found = read_network(graphml(tmp_path, body))
    assert (len(found.ids), len(found.tail)) == (3, 4)
    assert found.length[[0, 3]].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (TWO + edge("a", "z"), "Edge 1 leads to the node “z”"),
        (TWO + edge("a", "b") + edge("a", "b", '<data key="l">-3</data>'), "Edge 2 is “-3” long"),
        (TWO + edge("a", "b", '<data key="l">nan</data>'), "Edge 1 is “nan” long"),
        (TWO + edge("a", "b", '<data key="l">far</data>'), "Edge 1 is “far” long"),
        (TWO + edge("a", "b", '<data key="g">POINT (1 2)</data>'), "Edge 1 has a geometry that is not a line"),
        (TWO + edge("a", "b", '<data key="g">LINESTR</data>'), "Edge 1 has a geometry that is not a line"),
        (TWO + node("a", 1, 2), "“a” stands more than once"),
        ('<node id="q"/>', "“q” has no position"),
        (node("q", "inf", 2), "“q” has no position"),
        (TWO, "holds no street"),
        ("<node", "XML is broken at line 1"),
    ],
)
def test_faults_are_told_with_their_place(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_network(graphml(tmp_path, body))


def test_entity_bombs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.graphml"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><graphml>&c;</graphml>'
    )
    with pytest.raises(Unreadable, match="may hide an attack"):
        read_network(path)


@pytest.mark.parametrize("text", ["<svg/>", "<?xml version='1.0'?><osm></osm>"])
def test_other_xml_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.xml"
    path.write_text(text)
    with pytest.raises(Unreadable, match="not GraphML"):
        read_network(path)


def test_a_table_is_no_network(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a;b\n1;2\n")
    with pytest.raises(Unreadable, match="holds no street network"):
        read_network(path)


def geojson(folder: Path, *lines: Sequence[tuple[float, float]], **columns: Sequence[object]) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {name: values[i] for name, values in columns.items()},
            "geometry": {"type": "LineString", "coordinates": [list(point) for point in line]},
        }
        for i, line in enumerate(lines)
    ]
    path = folder / "lines.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_lines_are_joined_where_they_share_a_point(tmp_path: Path) -> None:
    """A street, another that meets it in the middle, and a bridge that crosses both without a common point."""
    street = [(4.35, 50.85), (4.351, 50.85), (4.352, 50.85)]
    side = [(4.351, 50.85), (4.351, 50.851)]
    bridge = [(4.3505, 50.8495), (4.3505, 50.8505)]
    found = read_network(geojson(tmp_path, street, side, bridge, oneway=[None, "yes", "-1"]))
    assert (len(found.xy), len(found.tail)) == (6, 4)
    degree = np.bincount(np.concatenate([found.tail, found.head]))
    assert sorted(degree.tolist()) == [1, 1, 1, 1, 1, 3]
    assert sorted(zip(found.forward.tolist(), found.backward.tolist(), strict=True)) == [
        (False, True), (True, False), (True, True), (True, True),
    ]  # fmt: skip
    assert found.length.sum() == pytest.approx(140.8 + 111.3 + 111.3, abs=1)


def test_a_line_that_meets_itself_is_divided_there() -> None:
    loop = shapely.LineString([(0, 0), (1, 0), (2, 1), (2, -1), (1, 0)])
    noded = node_lines(np.array([loop], dtype=object), np.zeros(1, np.int64))
    assert sorted(shapely.length(noded.shapes).round(3).tolist()) == [1.0, round(2 * 2**0.5 + 2, 3)]
    assert len(noded.lonlat) == 2


def test_lines_in_several_parts_and_points_that_repeat() -> None:
    parts = shapely.MultiLineString([[(0, 0), (0, 0), (1, 0)], [(1, 0), (2, 0)]])
    noded = node_lines(np.array([parts], dtype=object), np.array([1]))
    assert (len(noded.lonlat), noded.way.tolist()) == (3, [1, 1])
    assert shapely.length(noded.shapes).tolist() == [1.0, 1.0]


def test_ends_that_nearly_touch_are_told(tmp_path: Path) -> None:
    found = read_network(geojson(tmp_path, [(4.35, 50.85), (4.352, 50.85)], [(4.351, 50.850001), (4.351, 50.851)]))
    assert "1 ends of streets lie within" in str(found.notes.all()[0])


def test_a_line_of_no_length_is_left_out(tmp_path: Path) -> None:
    found = read_network(geojson(tmp_path, [(4.35, 50.85), (4.352, 50.85)], [(4.35, 50.85), (4.35, 50.85)]))
    assert len(found.tail) == 1


# ---------------------------------------------------------------------------------------------------------------------
# A small OpenStreetMap extract, written by hand: https://wiki.openstreetmap.org/wiki/PBF_Format


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def zigzag(value: int) -> bytes:
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def part(number: int, payload: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(payload)) + payload


def whole(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def deltas(values: Sequence[int]) -> bytes:
    return b"".join(zigzag(b - a) for a, b in zip([0, *values], values, strict=False))


def blob(kind: str, content: bytes) -> bytes:
    data = whole(2, len(content)) + part(3, zlib.compress(content))
    header = part(1, kind.encode()) + whole(3, len(data))
    return struct.pack(">I", len(header)) + header + data


def pbf(path: Path, nodes: dict[int, tuple[float, float]], ways: dict[int, tuple[list[int], dict[str, str]]]) -> Path:
    texts = [""]

    def text(value: str) -> int:
        if value not in texts:
            texts.append(value)
        return texts.index(value)

    dense = part(1, deltas(list(nodes)))
    dense += part(8, deltas([round(lat * 1e7) for _, lat in nodes.values()]))
    dense += part(9, deltas([round(lon * 1e7) for lon, _ in nodes.values()]))
    drawn = b""
    for own, (refs, tags) in ways.items():
        keys = b"".join(varint(text(key)) for key in tags)
        values = b"".join(varint(text(value)) for value in tags.values())
        drawn += part(3, whole(1, own) + part(2, keys) + part(3, values) + part(8, deltas(refs)))
    table = b"".join(part(1, value.encode()) for value in texts)
    block = part(1, table) + part(2, part(2, dense)) + part(2, drawn)
    header = part(4, b"OsmSchema-V0.6") + part(4, b"DenseNodes")
    path.write_bytes(blob("OSMHeader", header) + blob("OSMData", block))
    return path


def test_an_osm_extract(tmp_path: Path) -> None:
    nodes = {1: (4.35, 50.85), 2: (4.351, 50.85), 3: (4.352, 50.85), 4: (4.351, 50.851), 5: (4.36, 50.85)}
    ways = {
        10: ([1, 2, 3], {"highway": "residential", "oneway": "yes"}),
        11: ([2, 4], {"highway": "footway", "oneway:foot": "yes"}),
        12: ([3, 5], {"highway": "motorway"}),
        13: ([4, 5], {"highway": "service", "access": "private"}),
        14: ([1, 4], {"waterway": "canal"}),
    }
    found = read_network(pbf(tmp_path / "small.osm.pbf", nodes, ways))
    assert (len(found.xy), len(found.tail)) == (4, 3)
    assert sorted(found.length.round().tolist()) == [70, 70, 111]
    assert found.forward.all()
    assert found.backward.sum() == 2, "only a sign for people on foot makes a way one-way"
    assert "2 streets were left out" in str(found.notes.all()[0])


def test_an_osm_extract_that_is_cut_is_refused(tmp_path: Path) -> None:
    path = pbf(tmp_path / "small.osm.pbf", {1: (4.35, 50.85), 2: (4.36, 50.85)}, {10: ([1, 2], {"highway": "path"})})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(Unreadable, match=r"damaged|no street"):
        read_network(path)


@pytest.mark.real_data
def test_the_street_graph_of_a_real_city(real_data: Path) -> None:
    found = read_network(real_data / "territory/brussels-city-street-graph/brussels_city_drive.graphml")
    assert (len(found.ids), len(found.tail)) == (2299, 4492)
    assert found.length.sum() / 1000 == pytest.approx(441, abs=0.5)
