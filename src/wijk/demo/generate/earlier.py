"""What was counted on the older sectors, before some were split, joined or redrawn."""

import numpy as np

from wijk.demo.generate.figures import Counts
from wijk.demo.generate.ground import Ground
from wijk.demo.generate.latent import People, Whole
from wijk.demo.generate.noise import Floats
from wijk.demo.generate.sizes import EARLIER


def counts(laid: Ground, people: People) -> list[Counts]:
    """What was counted on the older sectors before 2016: residents, the young, the old, households."""
    area = laid.mesh.area
    span = slice(0, len(EARLIER))
    whole = {tuple(sorted(own)): i for i, own in enumerate(laid.faces)}
    owner = {f: i for i, own in enumerate(laid.faces) for f in own}
    weight: list[list[tuple[int, float]]] = []
    for own in laid.earlier:
        same = whole.get(tuple(sorted(own)))
        share: dict[int, float] = {}
        for f in own:
            i = owner[f]
            share[i] = share.get(i, 0.0) + area[f] / sum(area[g] for g in laid.faces[i])
        weight.append([(same, 1.0)] if same is not None else sorted(share.items()))

    def moved(counts: Whole) -> Floats:
        return np.column_stack([np.rint(sum(counts[span, i] * part for i, part in parts)) for parts in weight]).astype(
            float
        )

    total = moved(people.population)
    young, old = (
        np.minimum(moved(people.ages[:, :, :4].sum(axis=2)), total),
        np.minimum(moved(people.ages[:, :, 6:].sum(axis=2)), total),
    )
    men = np.minimum(moved(people.men), total)
    return [
        Counts("population", 1, total, None, EARLIER), Counts("men", 1, men, None, EARLIER), Counts("women", 1, total - men, None, EARLIER),
        Counts("share-under-18", 100, young, total, EARLIER), Counts("share-65-plus", 100, old, total, EARLIER),
        Counts("households", 1, moved(people.households), None, EARLIER),
    ]  # fmt: skip
