"""Many contributions at once, written straight into the tables, as a pack of facts for tests of the reading side."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from wijk.contributions import indexing
from wijk.contributions.models import Contribution, ContributionArea, Opening

_SAID = """fietspad straat bomen speelplein lamp trottoir arbre banc vélo école place marché propreté bruit light crossing bench park
playground noise market school café œuvre huis huizen straten fontein poubelle graffiti zebrapad bushalte gracht"""
WORDS = _SAID.split()
STATES = ("open", "assigned", "accepted", "refused", "answered", "done", "reopened", "needs_nothing")
START = datetime(2026, 3, 1, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Crowd:
    """What was said, and what is known of it without asking the lists."""

    rows: Sequence[Contribution]
    areas: dict[int, set[str]] = field(default_factory=dict)


def crowd(n: int, seed: int = 1) -> Crowd:
    """So many contributions of all kinds around the middle of Brussels, some without a place, some not shown, some merged."""
    rng = random.Random(seed)
    opening = Opening.objects.get(key="city")
    rows = []
    for i in range(n):
        placed = rng.random() < 0.85
        hood = f"neighbourhood/{rng.randrange(1, 6)}" if rng.random() < 0.9 else ""
        rows.append(
            Contribution(
                key=f"c{seed}x{i:07d}", opening=opening, kind_id=rng.choice(("idea", "remark", "observation", "repair")),
                category_id=rng.choice(("mobility", "environment", "economy", None)), title=" ".join(rng.sample(WORDS, 3)),
                body=" ".join(rng.sample(WORDS, 5)), language=rng.choice(("nl", "nl", "fr", "en")),
                lon=round(rng.gauss(4.352, 0.02), 6) if placed else None, lat=round(rng.gauss(50.846, 0.015), 6) if placed else None,
                area=hood, state=rng.choice(STATES), visibility=rng.choice(("shown",) * 8 + ("waiting", "hidden")),
                supports=int(rng.paretovariate(1)) - 1, comments=rng.randrange(4), process=rng.choice(("", "", "contract")),
                given_at=START + timedelta(seconds=rng.randrange(100 * 86_400)),
            )
        )  # fmt: skip
    Contribution.objects.bulk_create(rows)
    shown = [row for row in rows if row.is_shown]
    for row in shown[:: max(1, len(shown) // 3)][1:]:
        row.merged_into = shown[0]
        row.save(update_fields=["merged_into"])
    areas = {row.pk: {row.area, "municipality/1"} for row in rows if row.area}
    ContributionArea.objects.bulk_create(
        ContributionArea(contribution_id=pk, area=area) for pk, refs in areas.items() for area in sorted(refs)
    )
    indexing.index_many(rows)
    return Crowd(rows, areas)
