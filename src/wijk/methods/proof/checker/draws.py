"""Checks a draw: commitment, panels, chances and what the public randomness points at; with private entries the pool and the quotas, too."""

# ruff: noqa: UP031, UP035 - an older Python must be able to run this file
from __future__ import annotations

import argparse
import json
from typing import Any, Iterator, Sequence

from wijk.methods.proof.checker.reading import Files, Finding, Refusal, parsed, rising, rows, sha, whole


def leaf(salt: str, entry: Any) -> bytes:
    """The leaf of a person's entry: its salt and its canonical JSON (RFC 8785), hashed as in RFC 6962."""

    def ordered(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: ordered(value[key]) for key in sorted(value, key=lambda key: str(key).encode("utf-16-be"))}

    text = json.dumps(ordered(entry), ensure_ascii=False, separators=(",", ":"))
    if len(bytes.fromhex(salt)) != 32:
        raise ValueError("a salt has 32 bytes")
    return sha(b"\x00", bytes.fromhex(salt), text.encode())


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over the leaves (RFC 6962): split at the largest power of two below their number."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\x01", root(leaves[:half]), root(leaves[half:]))


def climb(node: bytes, index: int, size: int, path: Sequence[str]) -> bytes:
    """The root to which the path leads from leaf `index` of `size`."""
    if size < 2 or not path or not 0 <= index < size:
        return node if (index, size, len(path)) == (0, 1, 0) else b""
    half = 1 << (size - 1).bit_length() - 1
    step = bytes.fromhex(path[-1])
    if index < half:
        return sha(b"\x01", climb(node, index, half, path[:-1]), step)
    return sha(b"\x01", step, climb(node, index - half, size - half, path[:-1]))


def below(n: int, seed: bytes, label: bytes) -> int:
    """A number from 0 to n - 1: the first block of the stream that is not in its uneven rest, modulo n."""
    start, count = b"wijk/stream/1" + len(label).to_bytes(8, "big") + label + seed, 0
    while int.from_bytes(sha(start, count.to_bytes(8, "big")), "big") >= n * (2**256 // n):
        count += 1
    return int.from_bytes(sha(start, count.to_bytes(8, "big")), "big") % n


def pointed(source: Any, outcome: Any, commitment: bytes, m: int) -> int | None:
    """The panel that the outcome points at; None when it is no outcome of the source, or one to be drawn again."""
    if source["kind"] == "drand":
        seed = sha(bytes.fromhex(outcome["signature"]))
        return below(m, seed, commitment) if outcome["round"] == source["round"] else None
    dice, values = source["kind"] == "dice", outcome["values"]
    many, lowest, highest = (source["count"], 1, source["faces"]) if dice else (source["digits"], 0, 9)
    if len(values) != many or not all(type(value) is int and lowest <= value <= highest for value in values):
        return None
    if dice:
        told = json.dumps({"source": source, "values": values}, sort_keys=True, separators=(",", ":"))
        return below(m, sha(told.encode()), commitment)
    number = int("".join(map(str, values)))
    return number % m if number < m * (10**many // m) else None


def draw(files: Files, claim: Any, asked: argparse.Namespace) -> Iterator[Finding]:
    """Check a draw: before it was held, and after."""
    rules, source = parsed(files, "rules.json"), parsed(files, "source.json")
    n, m, size, promised = claim["entries"], claim["panels"], claim["size"], claim["commitment"]
    if max(n, m) > sum(map(len, files.values())) or max(source.get("count", 1), source.get("digits", 1)) > 1000:
        raise Refusal("the bundle claims more than its files can hold")
    parts = [sha(files[name]) for name in ("rules.json", "panels.csv", "source.json")]
    bound = sha(parts[0], bytes.fromhex(claim["pool_root"]), *parts[1:]).hex() == promised
    yield bound, "the commitment {hash} binds rules, pool, panels and source", {"hash": promised}
    same = (rules["size"], rules["panels"]) == (size, m)
    yield same, "the rules ask for {panels} panels of {size} people", {"panels": m, "size": size}
    told = rows(files, "panels.csv", "panel", "members")
    panels = [[whole(word) for word in row["members"].split(" ")] for row in told]
    sound = [row["panel"] for row in told] == [str(i) for i in range(m)]
    sound = sound and all(len(panel) == size and rising([-1, *panel, n]) for panel in panels)
    yield sound, "each of the {panels} panels has {size} different people of the {entries}", dict(claim)
    times = [0] * n
    for person in (person for panel in panels for person in panel if sound):
        times[person] += 1
    listed = "entry,chosen\n" + "".join("%d,%d\n" % pair for pair in enumerate(times))
    yield listed.encode() == files.get("chances.csv"), "everybody's chance is the number of panels they are in", {}
    ways = {
        "drand": m,
        "dice": source.get("faces", 0) ** source.get("count", 0) >> 20,
        "balls": 10 ** source.get("digits", 0),
    }
    yield ways[source["kind"]] >= m, "the source of randomness can choose evenly among {panels} panels", {"panels": m}
    drawn = parsed(files, "draw.json") if "draw.json" in files or "outcome.json" in files else None
    if drawn is None:
        yield None, "the draw has not been held yet", {}
    else:
        index = pointed(source, parsed(files, "outcome.json"), bytes.fromhex(promised), m)
        yield index == drawn["index"], "what came out of the source points at panel {panel}", {"panel": drawn["index"]}
        yield (
            drawn["members"] == panels[index or 0],
            "the people drawn are those of panel {panel}",
            {"panel": drawn["index"]},
        )
    if drawn and source["kind"] == "drand":
        unchecked = (
            "the randomness is the hash of drand's signature of round {round}; whether that signature (BLS) is drand's "
            "was NOT checked here: wijk verify does, with the extra drand"
        )
        yield None, unchecked, {"round": str(source["round"])}
    if asked.entries:
        yield from people(
            rows({"entries": asked.entries}, "entries", "entry", "id", "salt", "household"), panels, rules, claim
        )
    if asked.mine:
        slip = parsed({"the slip": asked.mine}, "the slip")
        entry = slip["entry"]["entry"]
        found = climb(leaf(slip["salt"], slip["entry"]), entry, n, slip["path"]).hex() == claim["pool_root"]
        found = found and slip["size"] == n
        yield found, "entry {entry} is in the pool, as the slip says", {"entry": entry}
        if found:
            yield (
                None,
                "entry {entry} is in {chosen} of {panels} panels",
                {"entry": entry, "chosen": times[entry], "panels": m},
            )
        if found and drawn and entry in drawn["members"]:
            yield None, "entry {entry} was drawn", {"entry": entry}


def people(told: list[dict[str, str]], panels: list[list[int]], rules: Any, claim: Any) -> Iterator[Finding]:
    """Check the private entries, and with them the quotas and the households of every panel."""
    categories = [name for name in (told[0] if told else ()) if name not in ("entry", "id", "salt", "household")]
    leaves = []
    for i, row in enumerate(told):
        answers = {name: row[name] for name in categories}
        leaves.append(
            leaf(row["salt"], {"entry": i, "id": row["id"], "household": row["household"], "answers": answers})
        )
    listed = [row["entry"] for row in told] == [str(i) for i in range(claim["entries"])]
    pool = listed and root(leaves).hex() == claim["pool_root"]
    yield pool, "the {entries} private entries are those of the pool", {"entries": len(told)}
    for quota in rules["quotas"] if pool else ():
        answer = [row[quota["category"]] == quota["feature"] for row in told]
        counts = [sum(answer[person] for person in panel) for panel in panels]
        met = all(quota["min"] <= count <= quota["max"] for count in counts)
        yield met, "every panel has {min} to {max} people of {category}: {feature}", dict(quota)
    if pool and rules["households"]:
        homes = [[told[person]["household"] for person in panel if told[person]["household"]] for panel in panels]
        yield all(len(set(home)) == len(home) for home in homes), "no panel has two people of one household", {}
