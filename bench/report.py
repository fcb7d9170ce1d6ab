"""Tables for people out of the measurements."""

from collections.abc import Sequence
from typing import Any

from bench.goals import GROWTH, LOAD_MB, MAP_KB, PAGE_MS, PEERS, QUERIES, WIRE_KB, queries_allowed

Results = dict[str, dict[str, Any]]  #: by size: generate, load, pages


def markdown(results: Results, about: dict[str, str]) -> str:
    """All measurements as one page of Markdown."""
    sizes = list(results)
    parts = [
        "# Measures\n",
        "Processor time, not the clock on the wall; each page warm, median of several visits, whole-page caches off.\n",
        "\n".join(f"- {key}: {value}" for key, value in about.items()) + "\n",
        _loading(results, sizes),
        _pages(results, sizes),
        _weight(results, sizes),
        _peers(results),
        _promises(results, sizes),
    ]
    return "\n".join(parts)


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _loading(results: Results, sizes: list[str]) -> str:
    rows: list[list[Any]] = []
    for size in sizes:
        made, taken = results[size]["generate"], results[size]["load"]
        cells = made["observations"]
        rows.append([
            size, f"{made['sectors']:,}", f"{cells:,}", made["cpu_s"], f"{made['peak_mb']:.0f}", taken["cpu_s"], f"{taken['peak_mb']:.0f}",
            f"{taken['cpu_s'] / cells * 1e5:.2f}", f"{taken['installation_mb']:.0f}",
        ])  # fmt: skip
    head = [
        "size",
        "sectors",
        "figures",
        "generate: CPU s",
        "MB",
        "load: CPU s",
        "MB",
        "CPU s per 100,000 figures",
        "installation MB",
    ]
    return "## Loading\n\n" + _table(head, rows)


def _pages(results: Results, sizes: list[str]) -> str:
    base, last = _ends(sizes)
    head = [
        "page",
        *(f"{s}: queries" for s in sizes),
        *(f"{s}: ms" for s in sizes),
        *(f"{s}: kB" for s in sizes),
        f"ms {last}/{base}",
    ]
    rows: list[list[Any]] = []
    for name in results[base]["pages"]["pages"]:
        cells = [results[s]["pages"]["pages"][name] for s in sizes]
        ratio = results[last]["pages"]["pages"][name]["ms"] / max(0.01, results[base]["pages"]["pages"][name]["ms"])
        bad = "" if all(c["status"] == 200 for c in cells) else f" ({'/'.join(str(c['status']) for c in cells)})"
        times, weights = [f"{c['ms']:.1f}" for c in cells], [f"{c['gzip'] / 1000:.1f}" for c in cells]
        rows.append([name + bad, *(c["queries"] for c in cells), *times, *weights, f"{ratio:.2f}"])
    return "## Pages\n\n" + _table(head, rows)


def _base(sizes: list[str]) -> str:
    """The size for which goals in milliseconds and bytes are set."""
    return "city" if "city" in sizes else sizes[0]


def _ends(sizes: list[str]) -> tuple[str, str]:
    """Which size the largest is compared with: the city, or the smallest where nothing larger was measured."""
    return (_base(sizes) if sizes[-1] != _base(sizes) else sizes[0]), sizes[-1]


def _weight(results: Results, sizes: list[str]) -> str:
    base = _base(sizes)
    visit, drawn = results[base]["pages"]["first_visit"], results[base]["pages"]["city_map"]
    rows = [[address, f"{n / 1000:.1f}"] for address, n in sorted(visit.items(), key=lambda pair: -pair[1])]
    rows.append(["**together**", f"**{sum(visit.values()) / 1000:.1f}**"])
    words = f"The map on the front door: {drawn['areas']} paths, {drawn['plain'] / 1000:.1f} kB, compressed {drawn['gzip'] / 1000:.1f} kB."
    return (
        f"## First visit of a neighbourhood page ({base}), kB over the wire\n\n"
        + _table(["file", "kB"], rows)
        + f"\n{words}\n"
    )


def _peers(results: Results) -> str:
    sizes = list(results)
    base = _base(sizes)
    own = results[base]["pages"]["pages"]
    rows: list[list[Any]] = [
        [f"wijk, {name} ({base})", f"{own[name]['ms']:.1f}", own[name]["queries"]]
        for name in ("front door", "neighbourhood page", "indicator by neighbourhood")
    ]
    rows += [[name, f"{ms:g}", f"{queries:,}"] for name, ms, queries in PEERS]
    return "## Beside others\n\nThe others were measured once on a quiet machine with two cores.\n\n" + _table(
        ["page", "ms", "queries"], rows
    )


def _promises(results: Results, sizes: list[str]) -> str:
    base, (least, last) = _base(sizes), _ends(sizes)
    pages = {s: results[s]["pages"]["pages"] for s in sizes}
    joined = results[base]["pages"]["joined"]
    asked = [
        (p["queries"] - queries_allowed(name, joined), p["queries"], name, s)
        for s in sizes
        for name, p in pages[s].items()
    ]
    over, *queries = max(asked)
    slow = max((p["ms"], name) for name, p in pages[base].items())
    growth = max((pages[last][name]["ms"] / max(0.01, p["ms"]), name) for name, p in pages[least].items())
    uneven = [name for name in pages[base] if len({pages[s][name]["queries"] for s in sizes}) > 1]
    wire = sum(results[base]["pages"]["first_visit"].values()) / 1000
    drawn = results[base]["pages"]["city_map"]["gzip"] / 1000
    memory = max((results[s]["load"]["peak_mb"], s) for s in sizes)
    rows = [
        [
            "queries, page nearest its bound",
            f"{queries[0]} ({queries[1]}, {queries[2]})",
            f"≤ {QUERIES}, where rooms join more",
            _said(over <= 0),
        ],
        ["pages whose queries differ by size", ", ".join(uneven) or "none", "none", _said(not uneven)],
        [f"slowest page on {base}, ms", f"{slow[0]:.1f} ({slow[1]})", f"≤ {PAGE_MS:g}", _said(slow[0] <= PAGE_MS)],
        [f"most growth {last}/{least}", f"{growth[0]:.2f} ({growth[1]})", f"≤ {GROWTH}", _said(growth[0] <= GROWTH)],
        ["neighbourhood page, first visit, kB", f"{wire:.1f}", f"≤ {WIRE_KB:g}", _said(wire <= WIRE_KB)],
        ["city map compressed, kB", f"{drawn:.1f}", f"≤ {MAP_KB:g}", _said(drawn <= MAP_KB)],
        [
            "most memory while loading, MB",
            f"{memory[0]:.0f} ({memory[1]})",
            f"≤ {LOAD_MB:g}",
            _said(memory[0] <= LOAD_MB),
        ],
    ]
    return "## What was promised\n\n" + _table(["measure", "found", "goal", "kept"], rows)


def _said(kept: bool) -> str:
    return "yes" if kept else "**no**"
