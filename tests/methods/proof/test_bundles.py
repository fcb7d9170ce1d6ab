"""Bundles: what is right holds, whatever is changed is found, and the file inside says what the product says."""

import ast
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.proof.making import PANELS, QUOTAS, count, draw, figure, pool, repacked, table
from wijk.methods.proof import bundles, drand
from wijk.methods.proof.bundles import Verdict, check, fingerprint, pack, unzip
from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.checker import KINDS, program
from wijk.methods.proof.messages import CODES, SENTENCES
from wijk.methods.saying import Rejected

RAISED = {"increase": {"step": 100, "stop": "largest-feasible"}, "fill": "votes", "compare": "votes"}
MAKE: Mapping[str, Callable[[], dict[str, bytes]]] = {
    "drand": lambda: draw("drand"),
    "dice": lambda: draw("dice"),
    "balls": lambda: draw("balls"),
    "not held": lambda: draw(held=False),
    "count": count,
    "figure": figure,
}
MADE = {kind: make() for kind, make in MAKE.items()}


def wrong(verdict: Verdict) -> list[str]:
    """The codes of what does not hold."""
    return [found.saying.code for found in verdict.findings if found.holds is False]


def written(files: Mapping[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def told_alone(folder: Path, *more: str) -> tuple[int, list[str]]:
    """What the file inside a bundle says, run by a Python without any library."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *more]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8"})
    assert not answer.stderr
    return answer.returncode, answer.stdout.splitlines()


@pytest.mark.parametrize("kind", MADE)
def test_a_right_bundle_holds(kind: str) -> None:
    verdict = check(MADE[kind])
    assert wrong(verdict) == []
    assert verdict.holds
    assert len(verdict.findings) > 4
    assert verdict.explain()[0].params["hash"] == fingerprint(MADE[kind])


@settings(deadline=None, max_examples=250)
@given(data=st.data())
def test_one_changed_bit_anywhere_is_found(data: st.DataObject) -> None:
    files = dict(MADE[data.draw(st.sampled_from(sorted(MADE)))])
    name = data.draw(st.sampled_from(sorted(files)))
    bit = data.draw(st.integers(0, 8 * len(files[name]) - 1))
    bent = bytearray(files[name])
    bent[bit // 8] ^= 1 << bit % 8
    assert not check({**files, name: bytes(bent)}, drand=False).holds


@pytest.mark.parametrize("kind", MADE)
def test_missing_and_surplus_files_are_found(kind: str) -> None:
    for name in MADE[kind]:
        verdict = check({n: c for n, c in MADE[kind].items() if n != name}, drand=False)
        assert not verdict.holds, name
    assert wrong(check({**MADE[kind], "more.txt": b""}, drand=False)) == ["file_listed"]


@pytest.mark.parametrize("kind", MADE)
def test_the_file_inside_says_what_the_product_says(kind: str, tmp_path: Path) -> None:
    entries, slip = "", ""
    files = MADE[kind]
    folder = tmp_path / "bundle"
    folder.mkdir()
    written(files, folder)
    asked: list[str] = []
    if files["bundle.json"].find(b'"kind":"draw"') > 0:
        (tmp_path / "entries.csv").write_bytes(pool()[1])
        (tmp_path / "slip.json").write_bytes(canonical(pool()[0].slip(5)))
        entries, slip = str(tmp_path / "entries.csv"), str(tmp_path / "slip.json")
        asked = ["--entries", entries, "--mine", slip]
    code, lines = told_alone(folder, *asked)
    verdict = check(
        files,
        entries=pool()[1] if entries else b"",
        mine=canonical(pool()[0].slip(5)) if slip else b"",
        drand=False,
    )
    marks = {True: "yes  ", False: "NO   ", None: "     "}
    said = [marks[one.holds] + one.saying.template.format(**one.saying.params) for one in verdict.findings]
    assert lines == [*said, "Everything holds."]
    assert (code, verdict.holds) == (0, True)
    files = {**files, "more.txt": b"x"}
    written(files, folder)
    code, lines = told_alone(folder)
    assert code == 1
    assert "NO   more.txt is in the bundle, as it was listed" in lines
    assert lines[-1] == "Something does not hold."


def test_the_file_inside_says_that_it_checked_no_signature(tmp_path: Path) -> None:
    _, lines = told_alone(written(MADE["drand"], tmp_path))
    assert any("NOT checked here: wijk verify does" in line for line in lines)
    assert not any("NOT checked" in str(one) for one in check(MADE["drand"]).explain())


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_inside_is_short_and_needs_no_library(kind: str) -> None:
    text = program(kind).decode()
    assert len(text.splitlines()) <= 400
    assert max(map(len, text.splitlines())) <= 150
    names = {line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert names <= set(sys.stdlib_module_names)


def test_every_sentence_of_the_parts_has_its_code() -> None:
    assert len(CODES) == len(SENTENCES)
    for kind in KINDS:
        tree = ast.parse(program(kind), feature_version=(3, 8))
        said = [
            node.value.elts[1]
            for node in ast.walk(tree)
            if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple)
        ]
        refused = [
            node.args[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refusal"
        ]
        sentences = [node.value for node in said + refused if isinstance(node, ast.Constant)]
        assert len(sentences) > 12
        assert [one for one in sentences if one not in CODES] == []


def test_a_draw_with_other_panels_than_promised_is_found() -> None:
    bent = [list(panel) for panel in PANELS]
    bent[3][0] = 8
    honest, other = draw(), draw(panels=bent)
    mixed = repacked(honest, panels_csv=other["panels.csv"], chances_csv=other["chances.csv"])
    assert wrong(check(mixed)) == ["commitment"]


@pytest.mark.parametrize(("changed", "code"), [
    ({"chances.csv": b"entry,chosen\n0,1\n"}, "chances"),
    ({"draw.json": canonical({"index": 3, "members": PANELS[3]})}, "index"),
    ({"outcome.json": canonical({"values": [6]})}, "index"),
    ({"outcome.json": canonical({"values": [10]})}, "index"),
    ({"outcome.json": canonical({"values": [7, 7]})}, "index"),
])  # fmt: skip
def test_each_part_of_a_draw_is_checked(changed: dict[str, bytes], code: str) -> None:
    verdict = check(repacked(draw(), **{name.replace(".", "_"): content for name, content in changed.items()}))
    assert code in wrong(verdict)


def test_the_members_are_those_of_the_panel() -> None:
    told = json.loads(draw()["draw.json"])
    told["members"][0] += 1
    assert wrong(check(repacked(draw(), draw_json=canonical(told)))) == ["members"]


@pytest.mark.parametrize(
    "claim", [{"entries": 11}, {"entries": 13}, {"size": 5}, {"panels": 9}, {"panels": 11}, {"pool_root": "00" * 32}]
)
def test_a_false_statement_is_found(claim: dict[str, Any]) -> None:
    assert not check(draw(claim=claim)).holds


@pytest.mark.parametrize("panel", [[0, 1, 6], [0, 1, 6, 6], [0, 1, 6, 12], [1, 0, 6, 7, 8]])
def test_a_panel_of_the_wrong_people_is_found(panel: list[int]) -> None:
    assert "panels" in wrong(check(draw(panels=[*PANELS[:9], panel])))


def test_private_entries_are_compared_with_the_pool() -> None:
    entries = pool()[1]
    assert check(draw(), entries=entries).holds
    assert wrong(check(draw(), entries=entries.replace(b"p3", b"p4"))) == ["pool"]
    assert wrong(check(draw(), entries=entries.replace(b"\n3,", b"\n30,"))) == ["pool"]
    assert wrong(check(draw(), entries=b"entry,id\n0,a\n")) == ["file_columns"]
    lines = entries.splitlines(keepends=True)
    assert wrong(check(draw(), entries=b"".join(lines[:-1]))) == ["pool"]


def test_quotas_and_households_are_checked_in_every_panel() -> None:
    entries = pool()[1]
    for low, high in ((3, 4), (0, 1)):
        quotas: list[JSON] = [{"category": "gender", "feature": "f", "min": low, "max": high}, *QUOTAS[1:]]
        assert wrong(check(draw(quotas=quotas), entries=entries)) == ["quota"]
    together = [[0, 1, 8, 9], *PANELS[1:]]
    assert wrong(check(draw(panels=together), entries=entries)) == ["households"]
    assert wrong(check(draw(panels=together))) == []


def test_a_slip_tells_one_volunteer_their_chance() -> None:
    slip: dict[str, Any] = pool()[0].slip(7)
    verdict = check(draw(), mine=canonical(slip))
    said = {found.saying.code: found.saying.params for found in verdict.findings}
    assert said["my_chance"] == {"entry": 7, "chosen": sum(7 in panel for panel in PANELS), "panels": 10}
    assert ("my_draw" in said) == (7 in PANELS[7])
    for i in range(12):
        found = check(draw(), mine=canonical(pool()[0].slip(i))).findings
        assert ("my_draw" in [one.saying.code for one in found]) == (i in PANELS[7])
    for bent in (
        slip | {"size": 13},
        slip | {"salt": "00" * 32},
        slip | {"entry": {"entry": 6}},
        slip | {"path": slip["path"][:-1]},
    ):
        assert wrong(check(draw(), mine=canonical(bent))) == ["mine"]
    assert not check(draw(), mine=b"{}").holds
    assert wrong(check(draw(), mine=canonical(slip | {"salt": slip["salt"] + "00"}))) == ["broken"]


def test_the_signature_of_the_round_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [one.saying.code for one in check(MADE["drand"]).findings]
    assert "signature" in codes
    monkeypatch.setattr(bundles, "verify_drand", lambda chain, outcome: False)
    assert wrong(check(MADE["drand"])) == ["signature"]
    monkeypatch.undo()

    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(drand, "import_module", absent)
    verdict = check(MADE["drand"])
    assert verdict.holds
    assert [one.holds for one in verdict.findings if one.saying.code == "drand_absent"] == [None]
    monkeypatch.setattr(bundles, "CHAINS", {})
    assert "chain_unchecked" in [one.saying.code for one in check(MADE["drand"]).findings]


def test_figures_are_reckoned_again() -> None:
    files = figure()
    result = table(["target", "value"], [("x", "100/3"), ("y", "79.1666")])
    assert wrong(check(repacked(files, result_csv=result))) == ["figures", "figure"]
    assert wrong(check(repacked(files, result_csv=table(["target", "value"], [("x", "100/3")])))) == ["figures"]
    doubled = table(["name", "value"], [("a", "7"), ("a", "100"), ("b", "12.5")])
    assert wrong(check(repacked(files, inputs_csv=doubled))) == ["figures"]
    leaking = table(["target", "source", "weight"], [("x", "a", "1/3"), ("y", "a", "2/3"), ("y", "b", "0.5")])
    assert "conserved" in wrong(check(repacked(files, weights_csv=leaking)))


def figures_of(formula: str, weights: bytes, result: bytes, decimals: int | None = None) -> dict[str, bytes]:
    inputs = table(["name", "value"], [("a", "10"), ("b", "4"), ("c", "-0.5")])
    files = {"inputs.csv": inputs, "weights.csv": weights, "result.csv": result}
    return pack("figure", "x/1", {"formula": formula, "conserves": False, "decimals": decimals}, files)


def test_means_ratios_and_rounding() -> None:
    weights = table(["target", "source", "weight"], [("m", "a", 1), ("m", "b", 3), ("m", "c", 2)])
    assert check(figures_of("mean", weights, table(["target", "value"], [("m", "3.5")]))).holds
    assert not check(figures_of("mean", weights, table(["target", "value"], [("m", "21")]))).holds
    assert check(figures_of("weighted-sum", weights, table(["target", "value"], [("m", "21")]))).holds
    parts = [("r", "b", 1, "numerator"), ("r", "a", 1, "denominator"), ("r", "c", 4, "denominator")]
    weights = table(["target", "source", "weight", "part"], parts)
    assert check(figures_of("ratio", weights, table(["target", "value"], [("r", "0.5")]))).holds
    assert check(figures_of("ratio", weights, table(["target", "value"], [("r", "0")]), 0)).holds
    assert not check(figures_of("ratio", weights, table(["target", "value"], [("r", "1")]), 0)).holds


def zipped(names: Mapping[str, bytes], mode: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def test_a_zip_is_unpacked_with_or_without_its_folder() -> None:
    files = MADE["count"]
    assert unzip(zipped(files)) == files
    assert unzip(zipped({f"bundle/{name}": content for name, content in files.items()}, 0o100644)) == files


@pytest.mark.parametrize("names", [
    {"../bundle.json": b""}, {"/bundle.json": b""}, {"a/b/bundle.json": b""}, {"a/x.csv": b"", "b/y.csv": b""},
    {"a/x.csv": b"", "y.csv": b""}, {"a\\b": b""}, {"C:x": b""}, {".hidden": b""}, {"né.csv": b""}, {"x" * 101: b""},
])  # fmt: skip
def test_unsafe_names_in_a_zip_are_refused(names: dict[str, bytes]) -> None:
    with pytest.raises(Rejected) as refused:
        unzip(zipped(names))
    assert refused.value.code == "zip_unsafe"


def test_hostile_zips_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Rejected, match="a link"):
        unzip(zipped({"x": b"/etc/passwd"}, 0o120777))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("x", b"2")
    with pytest.raises(Rejected, match="doubled"):
        unzip(out.getvalue())
    with pytest.raises(Rejected, match="more than is opened"):
        unzip(zipped({f"f{i}": b"" for i in range(101)}))
    monkeypatch.setattr(bundles, "LIMIT", 10**6)
    with pytest.raises(Rejected, match="more than is opened"):
        unzip(zipped({"bomb": bytes(10**6 + 1)}))
    assert len(unzip(zipped({"fits": bytes(10**6)}))["fits"]) == 10**6
    whole = zipped(MADE["count"])
    for broken in (b"PK\x03\x04", whole[:-30], whole[: len(whole) // 2]):
        with pytest.raises(Rejected, match="cannot be opened"):
            unzip(broken)
    locked = bytearray(zipped({"x": b"1"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Rejected, match="encrypted"):
        unzip(bytes(locked))
    bent = bytearray(zipped({"x": b"a" * 1000}))
    bent[34] ^= 255
    with pytest.raises(Rejected, match="cannot be opened"):
        unzip(bytes(bent))


@pytest.mark.parametrize(("name", "content", "code"), [
    ("rules_json", b"\xff\xfe{}", "file_unreadable"),
    ("rules_json", b'{"size":4,"size":4}', "file_unreadable"),
    ("rules_json", b"[" * 100000, "file_unreadable"),
    ("rules_json", b"[]", "broken"),
    ("rules_json", b"null", "broken"),
    ("source_json", b'{"kind":"coin"}', "broken"),
    ("source_json", b'{"kind":"balls","digits":999999999}', "claims_too_much"),
    ("source_json", b'{"kind":"dice","faces":6,"count":999999999}', "claims_too_much"),
    ("panels_csv", b"panel\n0\n", "file_columns"),
    ("panels_csv", b"panel,members,panel\n0,1,2\n", "file_columns"),
    ("panels_csv", b"panel,members\n0\n", "file_columns"),
    ("panels_csv", b"panel,members\n0,1 x 3\n", "broken"),
    ("panels_csv", b'panel,members\n0,"1', "file_unreadable"),
    ("panels_csv", b"", "file_columns"),
    ("draw_json", b'{"index":7}', "broken"),
    ("outcome_json", b"{}", "broken"),
])  # fmt: skip
def test_damaged_files_are_findings_never_tracebacks(name: str, content: bytes, code: str) -> None:
    assert code in wrong(check(repacked(draw(), **{name: content})))


def test_a_statement_cannot_ask_for_all_memory() -> None:
    assert "claims_too_much" in wrong(check(draw(claim={"entries": 10**12})))
    assert "claims_too_much" in wrong(check(draw(claim={"panels": 10**12})))


@pytest.mark.parametrize(("kind", "files", "code"), [
    ("lottery", {}, "kind_unknown"), ("draw", {"bundle.json": b""}, "name_taken"), ("draw", {"verify.py": b""}, "name_taken"),
    ("draw", {"../x": b""}, "name_unsafe"), ("draw", {"a b": b""}, "name_unsafe"), ("draw", {".x": b""}, "name_unsafe"),
])  # fmt: skip
def test_what_is_no_bundle_is_not_packed(kind: str, files: dict[str, bytes], code: str) -> None:
    with pytest.raises(Rejected) as refused:
        pack(kind, "x/1", {}, files)
    assert refused.value.code == code


def test_a_statement_must_be_the_same_everywhere() -> None:
    with pytest.raises(Rejected, match="same on every machine"):
        pack("draw", "x/1", {"n": float("nan")}, {})


def test_another_form_or_kind_is_not_called_right() -> None:
    files = dict(MADE["figure"])
    told = json.loads(files["bundle.json"])
    for change in ({"format": "wijk-bundle/2"}, {"kind": "poem"}):
        head = canonical(told | change)
        sealed = f"{sha256(head).hexdigest()}  bundle.json\n".encode()
        assert wrong(check({**files, "bundle.json": head, "bundle.sha256": sealed})) == ["kind"]
