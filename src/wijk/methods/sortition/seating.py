"""Who sits on which panel? From counts per cell to persons, so that nobody of a cell has two chances more than another.

Within a cell the turn goes round in an order by lot, a new one each time all have had their turn. Where several cells share
households, the panels' places are coloured by household: an edge colouring of a bipartite graph with as many colours as there are households
exists (Kőnig), every panel then has each household at most once, and every household's turns in a cell differ by one at the most.

Source: Kőnig 1916; de Werra, "Equitable colorations of graphs", 1971.
"""

from collections.abc import Sequence

import numpy as np

from wijk.methods.sortition.cells import Cells, Ints


def seat(cells: Cells, panels: Ints, random: np.random.Generator) -> Ints:
    """Persons [panel, place], ascending, of panels given as counts per cell [panel, cell]."""
    seated: list[list[int]] = [[] for _ in panels]
    shared = cells.shared
    together = set(np.concatenate(shared).tolist()) if shared else set()
    for c in range(len(cells)):
        if c not in together:
            _rotate(cells, [c], [_turns(panels[:, c], int(cells.room[c]), random)], seated, random)
    for part in shared:
        turns = _coloured(panels[:, part], int(cells.room[part[0]]), random)
        _rotate(cells, part.tolist(), turns, seated, random)
    return np.sort(np.array(seated, dtype=np.int64).reshape(len(panels), cells.size), axis=1)


def _rotate(
    cells: Cells, part: Sequence[int], turns: Sequence[list[Ints]], seated: list[list[int]], random: np.random.Generator
) -> None:
    """Of each household whose turn it is, the member of the cell who has had the fewest turns."""
    for c, by_panel in zip(part, turns, strict=True):
        homes = [list(random.permutation(home)) if len(home) > 1 else list(home) for home in cells.members[c]]
        had = [0] * len(homes)
        for j, chosen in enumerate(by_panel):
            for h in chosen.tolist():
                seated[j].append(int(homes[h][had[h] % len(homes[h])]))
                had[h] += 1


def _turns(counts: Ints, homes: int, random: np.random.Generator) -> list[Ints]:
    """For each panel which households: orders by lot, one after the other, no household twice in one panel."""
    out, queue = [], random.permutation(homes)
    for wanted in counts.tolist():
        chosen, queue = queue[:wanted], queue[wanted:]
        missing = wanted - len(chosen)
        if missing:
            fresh = random.permutation(homes)
            taken = np.isin(fresh, chosen)
            free = fresh[~taken]
            chosen = np.concatenate([chosen, free[:missing]])
            # those who sit here already come later in the new order, not never
            queue = random.permutation(np.concatenate([free[missing:], fresh[taken]]))
        out.append(chosen)
    return out


def _coloured(counts: Ints, homes: int, random: np.random.Generator) -> list[list[Ints]]:
    """[cell][panel] → households, for cells that share households: a proper edge colouring, by alternating paths.

    Left stand the panels (at most `homes` places each), right the cells, cut into pieces of `homes` places: a full piece sees every
    household exactly once, so that turns are even.
    """
    many, cells = counts.shape
    left: list[list[int]] = [[-1] * homes for _ in range(many)]
    right: list[list[int]] = []
    piece_of: list[int] = []
    for c in range(cells):
        filled = homes
        for j in range(many):
            for _ in range(int(counts[j, c])):
                if filled == homes:
                    right.append([-1] * homes)
                    piece_of.append(c)
                    filled = 0
                _colour(left, right, j, len(right) - 1)
                filled += 1
    names = random.permutation(homes)
    out: list[list[list[int]]] = [[[] for _ in range(many)] for _ in range(cells)]
    for j in range(many):
        for colour, piece in enumerate(left[j]):
            if piece >= 0:
                out[piece_of[piece]][j].append(int(names[colour]))
    return [[np.array(chosen, dtype=np.int64) for chosen in by_panel] for by_panel in out]


def _colour(left: list[list[int]], right: list[list[int]], j: int, piece: int) -> None:
    """Give the place (panel j, piece) a colour that neither end has, after exchanging two colours along a path where needed."""
    here, there = left[j].index(-1), right[piece].index(-1)
    if right[piece][here] != -1:
        # the path from the piece that alternates here, there, here, …; it never ends in panel j, which lacks `here`
        node, on_right, colour, other = piece, True, here, there
        path = []
        while True:
            following = (right if on_right else left)[node][colour]
            if following == -1:
                break
            path.append((following, node) if on_right else (node, following))
            node, on_right = following, not on_right
            colour, other = other, colour
        for index, (a, b) in enumerate(path):
            old = here if index % 2 == 0 else there
            if left[a][old] == b:
                left[a][old] = -1
            if right[b][old] == a:
                right[b][old] = -1
        for index, (a, b) in enumerate(path):
            new = there if index % 2 == 0 else here
            left[a][new], right[b][new] = b, a
    left[j][here], right[piece][here] = piece, j
