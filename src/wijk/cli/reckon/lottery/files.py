"""Pools, quotas and randomness out of files and options."""

import json
import secrets
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from wijk.cli.reckon.desk import Complaint
from wijk.cli.reckon.lottery.messages import say
from wijk.cli.reckon.reading import Sheet, read_sheet
from wijk.methods.proof.drand import CHAINS, chain_named
from wijk.methods.proof.randomness import (
    Balls,
    Dice,
    Drand,
    Outcome,
    Source,
    enough,
    outcome_of,
    source_of,
)
from wijk.methods.saying import Rejected
from wijk.methods.sortition.pools import Pool, Quota

#: Columns that are taken for the id when none is named.
IDS = ("id", "nationbuilder_id", "person_id", "respondent_id", "participant_id", "identifier")


class Secrets:
    """Random numbers and salts of one run: from the system, or for a rehearsal from a seed that repeats them."""

    def __init__(self, seed: str | None) -> None:
        self._seed = secrets.token_bytes(32) if seed is None else sha256(b"wijk/rehearsal" + seed.encode()).digest()
        self.random = np.random.default_rng(int.from_bytes(sha256(self._seed + b"/random").digest(), "big"))

    def salt(self, entry: int) -> bytes:
        """The salt of one entry."""
        return sha256(self._seed + b"/salt" + entry.to_bytes(8, "big")).digest()


def read_quotas(path: Path) -> list[Quota]:
    """The quotas of a file, in either of the two layouts of the field."""
    sheet = read_sheet(path)
    named = {name.strip().lower(): name for name in sheet.columns}
    layouts = (("category", "feature"), ("category", "name"), ("feature", "value"))
    layout = next((one for one in layouts if {*one, "min", "max"} <= named.keys()), None)
    if layout is None:
        raise Complaint(say("quota_columns", file=path.name))
    category, feature = (sheet.text(named[name], empty=False) for name in layout)
    low, high = (sheet.whole(named[name]).tolist() for name in ("min", "max"))
    flexes = [_flex(sheet, named.get(name)) for name in ("min_flex", "max_flex")]
    return [Quota(*row) for row in zip(category, feature, low, high, *flexes, strict=True)]


def _flex(sheet: Sheet, column: str | None) -> Sequence[int | None]:
    if column is None:
        return [None] * len(sheet)
    return [None if value < 0 else value for value in sheet.numbers(column, missing=-1).astype(int).tolist()]


def read_pool(path: Path, quotas: Sequence[Quota], id_column: str | None, households: str | None) -> Pool:
    """The people of a file with the answers that the quotas speak of; without a column of ids the row number is the id."""
    sheet = read_sheet(path)
    for column in filter(None, (id_column, households)):
        need(sheet, column)
    found = id_column or next((name for name in sheet.columns if name.strip().lower() in IDS), None)
    ids = sheet.ids(found) if found else [str(i + 1) for i in range(len(sheet))]
    wanted = dict.fromkeys(quota.category for quota in quotas)
    missing = [name for name in wanted if name not in sheet.columns]
    if missing:
        raise Complaint(say("column_missing", file=path.name, column=missing[0], columns=tuple(sheet.columns)))
    homes = None if households is None else sheet.text(households, empty=False)
    return Pool(ids, {name: sheet.text(name) for name in wanted}, homes)


def need(sheet: Sheet, column: str) -> str:
    """The column, which must be there."""
    if column not in sheet.columns:
        raise Complaint(say("column_missing", file=sheet.path.name, column=column, columns=tuple(sheet.columns)))
    return column


def parse_source(text: str, panels: int) -> Source:
    """The source that `--source` names, with as many balls or dice as the panels need; refused when it cannot choose evenly."""
    kind, _, rest = text.partition(":")
    words = rest.split(":") if rest else []
    try:
        found: Source | None = None
        if kind == "balls" and len(words) < 2:
            found = Balls(int(words[0]) if words else max(1, len(str(panels - 1))))
        if kind == "dice" and len(words) < 2:
            found = Dice(6, int(words[0]) if words else _dice_for(panels))
        if kind == "drand" and len(words) in (1, 2):
            chain = _chain(words[0] if len(words) == 2 else "quicknet")
            found = Drand(chain, int(words[-1]))
    except ValueError as fault:
        raise Complaint(say("source_form", text=text)) from fault
    if found is None:
        raise Complaint(say("source_form", text=text))
    checked = source_of(found.as_json())
    enough(checked, panels)
    return checked


def _dice_for(panels: int) -> int:
    """As many throws of a common die as the proof asks."""
    count = 1
    while True:
        try:
            enough(Dice(6, count), panels)
        except Rejected:
            count += 1
        else:
            return count


def _chain(name: str) -> str:
    return name if name in CHAINS else chain_named(name).hash


def parse_randomness(text: str, source: Source | None) -> tuple[Source, Outcome]:
    """What the public randomness showed; without a source promised before, the one that the text itself speaks of."""
    kind, _, rest = text.partition(":")
    if kind in ("dice", "balls") and rest:
        try:
            values = [int(word) for word in rest.replace(" ", "").split(",")]
        except ValueError as fault:
            raise Complaint(say("randomness_form", text=text)) from fault
        given: Source = Dice(6, len(values)) if kind == "dice" else Balls(len(values))
        return _fitting(source, given, {"values": values})
    if kind == "drand" and rest:
        words = rest.split(":")
        if len(words) not in (2, 3) or not words[0].isdecimal():
            raise Complaint(say("randomness_form", text=text))
        told = {"round": int(words[0]), "signature": words[1], "previous_signature": words[2] if words[2:] else None}
        return _fitting(source, _beacon(source, told["round"]), told)
    path = Path(text)
    if not path.is_file():
        raise Complaint(say("randomness_form", text=text))
    try:
        told = json.loads(path.read_text("utf-8-sig"))
    except ValueError as fault:
        raise Complaint(say("randomness_form", text=text)) from fault
    if not isinstance(told, dict):
        raise Complaint(say("randomness_form", text=text))
    return _fitting(source, source or _beacon(None, told.get("round")), told)


def _beacon(source: Source | None, number: object) -> Source:
    chain = source.chain if isinstance(source, Drand) else chain_named("quicknet").hash
    return source_of({"kind": "drand", "chain": chain, "round": number})


def _fitting(source: Source | None, given: Source, told: dict[str, object]) -> tuple[Source, Outcome]:
    if source is not None and type(source) is not type(given):
        kinds = [str(one.as_json()["kind"]) for one in (source, given)]
        raise Complaint(say("randomness_differs", promised=kinds[0], given=kinds[1]))
    return source or given, outcome_of(source or given, told)
