"""What comes from elsewhere says why it is here, which version it is and under which licence; nobody is called by address."""

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest

from bootstrap.assets import FROM_NPM

LOCKS = ("requirements.lock", "requirements-postgres.lock", "requirements-dev.lock", "requirements-node.lock")


def test_every_dependency_has_its_reason(root: Path) -> None:
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)
    lists = [settings["project"]["dependencies"], *settings["project"]["optional-dependencies"].values()]
    lists += settings["dependency-groups"].values()
    wanted = {dependency for group in lists for dependency in group}
    reasoned = {match[1] for match in re.finditer(r'^    "([^"]+)",\s+# \S.{4,}$', text, re.MULTILINE)}
    assert not wanted - reasoned


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_versions_and_hashes_and_no_address(root: Path, lock: str) -> None:
    text = (root / lock).read_text(encoding="utf-8")
    assert "://" not in text
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", text) if not entry.startswith("#")]
    assert entries
    assert not [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


def test_the_locks_hold_what_the_project_asks_for(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {re.split(r"[\[<>=~! ]", dependency)[0].lower() for dependency in settings["project"]["dependencies"]}
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (root / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert not asked - locked


def test_every_lock_holds_the_same_versions(root: Path) -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS[:3]:
        for line in (root / lock).read_text(encoding="utf-8").splitlines():
            if "==" in line and not line.startswith((" ", "#")):
                name, version = line.removesuffix("\\").strip().split("==", 1)
                versions.setdefault(f"{name} {version.partition(';')[2].strip()}", set()).add(version)
    assert not {name: found for name, found in versions.items() if len(found) > 1}


def test_the_npm_lock_holds_hashes_and_no_address(root: Path) -> None:
    text = (root / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert not [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")]


def test_every_npm_package_is_pinned_and_keeps_the_licence_that_we_know(root: Path) -> None:
    described = json.loads((root / "package.json").read_text(encoding="utf-8"))
    pinned = described["dependencies"] | described["devDependencies"]
    locked = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for package in FROM_NPM:
        entry = locked[f"node_modules/{package.name}"]
        assert (entry["version"], entry["license"]) == (pinned[package.name], package.licence)
    assert {package.name for package in FROM_NPM} == set(pinned)


def test_every_vendored_file_has_version_licence_and_hash(root: Path) -> None:
    vendor = root / "src" / "wijk" / "ui" / "static" / "vendor"
    if not (vendor / "manifest.json").exists():
        pytest.skip("the front-end files are not here; fetch them with: ./wijk setup")
    manifest = json.loads((vendor / "manifest.json").read_text(encoding="utf-8"))
    described: dict[str, str] = {}
    for package in manifest["packages"]:
        assert package["licence"]
        assert re.match(r"\d+\.\d+", package["version"])
        described |= package["files"]
    there = {path.relative_to(vendor).as_posix(): path for path in vendor.rglob("*") if path.is_file()}
    del there["manifest.json"]
    assert described == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()}


def test_the_notice_names_every_vendored_package(root: Path) -> None:
    notice = (root / "NOTICE").read_text(encoding="utf-8")
    assert not [package.name for package in FROM_NPM if package.name not in notice]
