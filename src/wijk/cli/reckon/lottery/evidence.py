"""From a lottery to what is published and what stays private: entries by lot, salted leaves, panels, chances and the bundle."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wijk.cli.reckon.lottery.files import Secrets
from wijk.methods.proof.bundles import pack
from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.commitments import commit_pool, draw_commitment
from wijk.methods.proof.randomness import Source
from wijk.methods.sortition.lottery import Lottery
from wijk.methods.sortition.pools import Pool, Quota


@dataclass(frozen=True)
class Evidence:
    """The files of one lottery, by name."""

    bundle: Mapping[str, bytes]
    private: Mapping[str, bytes]
    commitment: str

    def files(self) -> dict[str, bytes | str]:
        """All of them, in their folders."""
        return {
            **{f"bundle/{name}": content for name, content in self.bundle.items()},
            **{f"private/{name}": content for name, content in self.private.items()},
            "commitment.txt": self.commitment + "\n",
        }


def evidence_of(
    lottery: Lottery, pool: Pool, quotas: Sequence[Quota], source: Source, hidden: Secrets, whole: Sequence[Quota] = ()
) -> Evidence:
    """What is published says nothing about anybody: people are entries, numbered by lot. `whole` are the quotas of a panel that is completed."""
    order = hidden.random.permutation(len(pool)).tolist()
    entry_of = np.argsort(order)
    categories = list(dict.fromkeys(quota.category for quota in quotas))
    entries = [_entry(entry, person, pool, categories) for entry, person in enumerate(order)]
    salts = [hidden.salt(entry) for entry in range(len(order))]
    committed = commit_pool(entries, salts)
    panels = [sorted(entry_of[panel].tolist()) for panel in lottery.panels]
    files = {
        "rules.json": canonical(_rules(lottery, quotas, whole)),
        "panels.csv": _table(("panel", "members"), ((i, " ".join(map(str, p))) for i, p in enumerate(panels))),
        "chances.csv": _table(("entry", "chosen"), enumerate(lottery.chosen[order].tolist())),
        "source.json": canonical(source.as_json()),
    }
    parts = (files["rules.json"], committed.root, files["panels.csv"], files["source.json"])
    commitment = draw_commitment(*parts).hex()
    statement: dict[str, JSON] = {
        "entries": len(pool),
        "pool_root": committed.root.hex(),
        "commitment": commitment,
        "size": lottery.size,
        "panels": len(panels),
    }
    private = {"entries.csv": _entries(entries, salts, categories)}
    for entry in range(len(order)):
        slip = json.dumps(committed.slip(entry), ensure_ascii=False, indent=1)
        private[f"slips/{entry}.json"] = slip.encode() + b"\n"
    return Evidence(pack("draw", lottery.method, statement, files), private, commitment)


def _entry(entry: int, person: int, pool: Pool, categories: Sequence[str]) -> dict[str, JSON]:
    home = "" if pool.households is None else pool.households[person]
    answers: dict[str, JSON] = {category: pool.answers[category][person] for category in categories}
    return {"entry": entry, "id": pool.ids[person], "household": home, "answers": answers}


def _rules(lottery: Lottery, quotas: Sequence[Quota], whole: Sequence[Quota]) -> dict[str, JSON]:
    told: dict[str, JSON] = {
        "size": lottery.size,
        "panels": len(lottery.panels),
        "objective": lottery.objective,
        "households": lottery.households,
        "quotas": _told(quotas),
        "method": lottery.method,
    }
    return {**told, "whole": _told(whole)} if whole else told


def _told(quotas: Sequence[Quota]) -> list[JSON]:
    return [{"category": q.category, "feature": q.feature, "min": q.minimum, "max": q.maximum} for q in quotas]


def _entries(entries: Sequence[Mapping[str, JSON]], salts: Sequence[bytes], categories: Sequence[str]) -> bytes:
    def row(entry: Mapping[str, JSON], salt: bytes) -> list[object]:
        answers = entry["answers"]
        assert isinstance(answers, dict)
        return [entry["entry"], entry["id"], salt.hex(), entry["household"], *(answers[name] for name in categories)]

    rows = (row(entry, salt) for entry, salt in zip(entries, salts, strict=True))
    return _table(("entry", "id", "salt", "household", *categories), rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
