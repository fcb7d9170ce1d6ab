"""The program that checks a bundle: here as modules, in every bundle as one file, `verify.py`, for its kind alone.

The parts import nothing but the standard library of Python 3.8 and each other; `program` joins those that one kind needs.
"""

import ast
from collections.abc import Mapping
from importlib.resources import files

from wijk.methods.proof.checker.counts import count
from wijk.methods.proof.checker.draws import draw
from wijk.methods.proof.checker.figures import figure
from wijk.methods.proof.checker.program import Kinds

#: What is checked of each kind.
KINDS: Kinds = {"draw": draw, "count": count, "figure": figure}
_PARTS: Mapping[str, str] = {"draw": "draws", "count": "counts", "figure": "figures"}
_HEAD = '''"""Checks this evidence bundle of wijk: without wijk, without a network, with nothing but Python 3.8 or later.

    python3 verify.py [FOLDER] [--entries FILE] [--mine FILE] [--every-step]

FOLDER holds the bundle, a {kind}; it is this file's own unless you name one. {what}
Answers 0 when everything holds, 1 when something does not.

Part of wijk, under the Apache License 2.0.
"""

from __future__ import annotations

'''
_WHAT: Mapping[str, str] = {
    "draw": """Recomputed are the hash of every file, the commitment, the
panels, everybody's chance, and what the public randomness points at. With the auditor's private entries (--entries) also the pool,
the quotas and the households; with a volunteer's slip (--mine) that person's own place and chance.""",
    "count": """Recomputed are the hash of every file and the whole count,
out of the ballots and under the rules in the bundle, in exact fractions; with --every-step also every raise of the budget.""",
    "figure": """Recomputed are the hash of every file and each figure,
out of inputs and weights, in exact fractions.""",
}


def program(kind: str) -> bytes:
    """The `verify.py` of a kind of bundle: the parts that it needs, joined into one file that runs alone.

    >>> program("draw").count(b"wijk.methods")
    0
    """
    imports: dict[str, set[str]] = {}
    bodies = []
    for part in ("reading", _PARTS[kind], "program"):
        text = (files(__name__) / f"{part}.py").read_text("utf-8")
        heads = [node for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom)]
        for node in heads:
            where = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if not where.startswith(("wijk", "__future__")):
                imports.setdefault(where, set()).update(one.name for one in node.names)
        last = max(node.end_lineno or 0 for node in heads)
        bodies.append("\n".join(text.splitlines()[last:]).strip("\n"))
    whole = [f"import {name}" for name in sorted(imports.pop("", ()))]
    some = [f"from {where} import {', '.join(sorted(names))}" for where, names in sorted(imports.items())]
    tail = f'if __name__ == "__main__":\n    sys.exit(main({{"{kind}": {kind}}}))\n'
    text = _HEAD.format(kind=kind, what=_WHAT[kind]) + "\n".join(whole + some) + "\n\n" + "\n\n\n".join([*bodies, tail])
    return text.encode()
