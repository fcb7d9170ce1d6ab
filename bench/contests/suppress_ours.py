"""Our side: BASE COPIES HOW, where HOW is `marks` (5 % of the sectors are sensitive) or `threshold` (counts below the 5 % quantile)."""

import sys

import numpy as np

from bench.instances.levels import levels
from bench.stopwatch import tell, timed
from wijk.methods.disclosure.audit import audit
from wijk.methods.disclosure.rules import Rule, Sensitive, assess
from wijk.methods.disclosure.suppress import suppress
from wijk.methods.disclosure.table import Table, tabulate

SHARE = 0.05


def sensitive_of(table: Table, sectors: list[int], how: str) -> Sensitive:
    """5 % of the inhabited sectors, by lot or the smallest."""
    inhabited = [at for at in sectors if table.values[at] > 0]
    if how == "threshold":
        return assess(table, Rule(threshold=int(np.quantile(table.values[inhabited], SHARE))))
    marks = np.zeros(len(table), dtype=bool)
    marks[np.random.default_rng(1).choice(inhabited, round(SHARE * len(sectors)), replace=False)] = True
    return assess(table, Rule(), marked=marks)


def main(data: str, copies: str, how: str) -> None:
    """Hide, audit, and tell both."""
    names, counts, trees, sectors = levels(data, int(copies))
    table = tabulate(["area"], [(name,) for name in names], counts, trees)
    sensitive = sensitive_of(table, sectors, how)
    found, cpu, _ = timed(lambda: suppress(table, sensitive))
    known = found.sensitive
    checked, audited, _ = timed(lambda: audit(table, found.hidden, known.least, wanted=(known.low, known.high)))
    tell(
        cpu + audited, cells=len(table), sensitive=len(sensitive.cells), hidden=int(found.hidden.sum()),
        weight=found.weight, bound=found.bound, optimal=found.optimal, linear=found.linear, audit=audited,
        unsafe=len(checked.unsafe),
    )  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
