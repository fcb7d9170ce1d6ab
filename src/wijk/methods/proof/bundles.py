"""How does a result travel with all that is needed to check it? In a bundle of plain files, with the program that checks them.

`bundle.json` names the files with their SHA-256, `bundle.sha256` holds the hash of `bundle.json`: the fingerprint for the minutes. What a
bundle's kind promises is checked by `checker`, which is joined into the `verify.py` of every bundle and which `check` calls as well: a town
hall and a stranger run the very same program, and it shares no code with the rooms that draw and count.
"""

from collections.abc import Mapping
from hashlib import sha256

from wijk.methods.proof.canonical import JSON, canonical
from wijk.methods.proof.checker import KINDS, program
from wijk.methods.proof.checker.reading import safe
from wijk.methods.proof.messages import say
from wijk.methods.saying import Rejected

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
