"""The files of a crosswalk: matrix, figures, coherence, moves, and a bundle with which anybody can check the figures."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from wijk.cli.reckon.crosswalk.telling import triples
from wijk.methods.areas.crosswalk.carry import Carried
from wijk.methods.areas.crosswalk.coherence import Coherence
from wijk.methods.areas.crosswalk.holdout import Margins
from wijk.methods.areas.crosswalk.matrix import Crosswalk
from wijk.methods.proof.bundles import pack

Floats = NDArray[np.float64]
NOWHERE = "(nowhere)"
DECIMALS = 6
_EXACT = Context(prec=400)


def files_of(
    over: Crosswalk, given: Mapping[str, Floats], carried: Carried, error: Margins | None, fit: Coherence
) -> dict[str, bytes]:
    """Every file, by name."""
    matrix = list(triples(over))
    lost = [(over.sources[s], NOWHERE, float(over.nowhere[s])) for s in np.flatnonzero(over.nowhere).tolist()]
    files = {
        "matrix.csv": _csv(("source", "target", "share"), [*matrix, *lost]),
        "matrix.parquet": _parquet(matrix + lost),
        "coherence.csv": _csv(
            ("target", "mass", "within", "cut", "entropy"),
            [(one.target, one.mass, one.within, one.cut, one.entropy) for one in fit.fits],
        ),
        "moves.csv": _csv(
            ("unit", "from", "to", "mass"),
            [(one.unit, one.origin or NOWHERE, one.target or NOWHERE, one.mass) for one in fit.moves],
        ),
    }
    if error is not None:
        files["values.csv"] = _values(over, carried, error)
    counts = [name for name in carried.columns if name not in carried.rates and name not in carried.whole]
    if counts:
        bundle = pack("figure", carried.method, _STATEMENT, evidence(matrix + lost, over, given, counts))
        files |= {f"bundle/{name}": content for name, content in bundle.items()}
    return files


_STATEMENT: Mapping[str, str | bool | int] = {"formula": "weighted-sum", "conserves": True, "decimals": DECIMALS}


def evidence(
    shares: Sequence[tuple[str, str, float]], over: Crosswalk, given: Mapping[str, Floats], counts: Sequence[str]
) -> dict[str, bytes]:
    """Inputs, weights and results as exact decimals: the shares of each source add up to 1 without any rounding."""
    exact: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for source, target, share in shares:
        exact[source][target] = Decimal(repr(share))
    for parts in exact.values():
        largest = max(parts, key=lambda target: parts[target])
        rest = sum((part for target, part in parts.items() if target != largest), Decimal(0))
        parts[largest] = _EXACT.subtract(Decimal(1), rest)
    inputs, weights, totals = [], [], defaultdict[str, Fraction](Fraction)
    for name in counts:
        for source, value in zip(over.sources, given[name].tolist(), strict=True):
            inputs.append((f"{name}: {source}", repr(value)))
            for target, part in exact[source].items():
                weights.append((f"{name}: {target}", f"{name}: {source}", format(part, "f")))
                totals[f"{name}: {target}"] += Fraction(repr(value)) * Fraction(part)
    results = [(target, _decimal(round(total, DECIMALS))) for target, total in totals.items()]
    return {
        "inputs.csv": _csv(("name", "value"), inputs),
        "weights.csv": _csv(("target", "source", "weight"), weights),
        "result.csv": _csv(("target", "value"), results),
    }


def _decimal(value: Fraction) -> str:
    """A fraction with few decimals, written out."""
    text = f"{abs(int(value * 10**DECIMALS)):0{DECIMALS + 1}d}"
    return ("-" if value < 0 else "") + f"{text[:-DECIMALS]}.{text[-DECIMALS:]}"


def _values(over: Crosswalk, carried: Carried, error: Margins) -> bytes:
    header = ["target"]
    for name in carried.columns:
        header += [name, f"{name} (error)"]
    rows: list[list[str | float]] = []
    for t, target in enumerate(over.targets):
        pairs = zip(carried.values[t].tolist(), error.values[t].tolist(), strict=True)
        rows.append([target, *(_cell(one) for pair in pairs for one in pair)])
    rows.append([NOWHERE, *(_cell(one) for value in carried.nowhere.tolist() for one in (value, np.nan))])
    return _csv(header, rows)


def _cell(value: float) -> float | str:
    return "" if np.isnan(value) else value


def _csv(header: Sequence[str], rows: Iterable[Sequence[str | float]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _parquet(rows: Sequence[tuple[str, str, float]]) -> bytes:
    source, target, share = zip(*rows, strict=True) if rows else ((), (), ())
    out = io.BytesIO()
    pq.write_table(pa.table({"source": source, "target": target, "share": pa.array(share, pa.float64())}), out)
    return out.getvalue()
