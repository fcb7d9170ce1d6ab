"""How does a result travel with all that is needed to check it? In a bundle of plain files, with the program that checks them.

`bundle.json` names the files with their SHA-256, `bundle.sha256` holds the hash of `bundle.json`: the fingerprint for the minutes. What a
bundle's kind promises is checked by `checker`, which is joined into the `verify.py` of every bundle and which `check` calls as well: a town
hall and a stranger run the very same program, and it shares no code with the rooms that draw and count.
"""

import zipfile
import zlib
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from string import Formatter
from typing import Any

from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.checker import KINDS, program
from wijk.methods.proof.checker.program import FAULTS
from wijk.methods.proof.checker.program import check as checked
from wijk.methods.proof.checker.reading import LIMIT, MANY, Refusal, parsed, safe
from wijk.methods.proof.drand import CHAINS, DrandUnavailable, verify_drand
from wijk.methods.proof.messages import CODES, say
from wijk.methods.proof.randomness import Beacon, Drand, outcome_of, source_of
from wijk.methods.saying import Rejected, Saying

METHOD = "proof.bundle/1"
FORMAT = "wijk-bundle/1"
#: What the bundle writes itself.
OWN = ("bundle.json", "bundle.sha256", "verify.py")


def pack(
    kind: str, method: str, statement: Mapping[str, JSON], files: Mapping[str, bytes], version: str = "1"
) -> dict[str, bytes]:
    """All files of a bundle, by name: those given, and the three that say what they are and check them.

    `kind` is draw, count or figure; `method` the id of the method; `statement` what is claimed.

    >>> sorted(pack("figure", "indices.mean/1", {"formula": "mean"}, {"inputs.csv": b"name,value\\n"}))
    ['bundle.json', 'bundle.sha256', 'inputs.csv', 'verify.py']
    """
    if kind not in KINDS:
        raise Rejected(say("kind_unknown", kind=kind))
    for name in files:
        if name in OWN:
            raise Rejected(say("name_taken", name=name))
        if not safe(name):
            raise Rejected(say("name_unsafe", name=name))
    contents = {**files, "verify.py": program(kind)}
    told: dict[str, JSON] = {
        "format": FORMAT,
        "kind": kind,
        "method": {"id": method, "version": version},
        "statement": statement,
        "files": {name: sha256(content).hexdigest() for name, content in contents.items()},
    }
    try:
        head = canonical(told)
    except ValueError as fault:
        raise Rejected(say("not_canonical", detail=str(fault))) from fault
    sealed = f"{sha256(head).hexdigest()}  bundle.json\n".encode()
    return {"bundle.json": head, "bundle.sha256": sealed, **{name: contents[name] for name in sorted(contents)}}


def fingerprint(files: Mapping[str, bytes]) -> str:
    """The hash to put in the minutes: that of bundle.json, in hex."""
    return sha256(files["bundle.json"]).hexdigest()


def unzip(data: bytes) -> dict[str, bytes]:
    """The files of a bundle that travelled as a zip; all may stand in one folder in it.

    Raises Rejected, before anything is unpacked, for links, folders in folders, unsafe, doubled or encrypted names, and more than is read.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            inside = [one for one in archive.infolist() if not one.is_dir()]
            if len(inside) > MANY or sum(one.file_size for one in inside) > LIMIT:
                raise Rejected(say("zip_large", many=MANY, limit=LIMIT))
            above = {one.filename.rpartition("/")[0] for one in inside}
            names = [one.filename.rpartition("/")[2] for one in inside]
            for one, name in zip(inside, names, strict=True):
                link = one.external_attr >> 28 not in (0, 8) or one.filename.startswith("/")
                if link or one.flag_bits & 1 or len(above) > 1 or names.count(name) > 1 or not safe(name):
                    raise Rejected(say("zip_unsafe", name=one.filename))
            if any(folder and not safe(folder) for folder in above):
                raise Rejected(say("zip_unsafe", name=inside[0].filename))
            found = {}
            for one, name in zip(inside, names, strict=True):
                with archive.open(one) as file:
                    found[name] = file.read(one.file_size)
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as fault:
        if isinstance(fault, Rejected):
            raise
        raise Rejected(say("zip_broken", detail=str(fault)[:200])) from fault


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: whether it holds (None: only to be known), and what."""

    holds: bool | None
    saying: Saying


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found, in order; it holds when nothing that was found does not."""

    findings: tuple[Found, ...]
    method: str = METHOD

    @property
    def holds(self) -> bool:
        """Whether everything holds that could be checked."""
        return all(found.holds is not False for found in self.findings)

    def explain(self) -> tuple[Saying, ...]:
        """The findings as sentences."""
        return tuple(found.saying for found in self.findings)


def check(
    files: Mapping[str, bytes], *, entries: bytes = b"", mine: bytes = b"", every_step: bool = False, drand: bool = True
) -> Verdict:
    """Is this bundle what it says it is, and does what it claims follow from what it holds?

    `entries` are a draw's private entries (CSV), `mine` one volunteer's slip (JSON); `every_step` recomputes each raise of a count's
    budget; `drand` checks the signature of the round too, which wants the library py_ecc. Whatever cannot be read is a finding.
    """
    found: list[Found] = []
    asked = Namespace(entries=entries, mine=mine, every_step=every_step)
    try:
        for holds, sentence, values in checked(dict(files), asked, KINDS):
            found.append(Found(holds, _saying(sentence, values)))
        if drand and (beacon := _beacon(files)):
            found = [one for one in found if one.saying.code != "beacon"] + beacon
    except Refusal as refused:
        found.append(Found(False, _saying(refused.sentence, refused.params)))
    except Rejected as rejected:
        found.extend(Found(False, one) for one in rejected.says if isinstance(one, Saying))
    except FAULTS as fault:
        found.append(Found(False, say("broken", detail=f"{type(fault).__name__}: {fault}"[:300])))
    return Verdict(tuple(found))


def _saying(sentence: str, values: Mapping[str, Any]) -> Saying:
    fields = [name for _, name, _, _ in Formatter().parse(sentence) if name]
    return Saying(CODES[sentence], sentence, {name: _word(values[name]) for name in fields})


def _word(value: Any) -> str | int:
    return value if type(value) is int else str(value)


def _beacon(files: Mapping[str, bytes]) -> list[Found]:
    """What the signature of a drand round says, which the program in the bundle leaves to others."""
    if "outcome.json" not in files or "source.json" not in files:
        return []
    source = source_of(parsed(dict(files), "source.json"))
    if not isinstance(source, Drand):
        return []
    outcome = outcome_of(source, parsed(dict(files), "outcome.json"))
    if source.chain not in CHAINS or not isinstance(outcome, Beacon):
        return [Found(None, say("chain_unchecked", chain=source.chain))]
    chain = CHAINS[source.chain]
    try:
        return [Found(verify_drand(chain, outcome), say("signature", round=str(source.round), chain=chain.name))]
    except DrandUnavailable as absent:
        return [Found(None, one) for one in absent.says if isinstance(one, Saying)]
