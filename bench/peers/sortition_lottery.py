"""sortition-algorithms: FOLDER SIZE OBJECTIVE. Reads the two files, times finding the distribution, tells smallest, largest and Gini."""

import csv
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sortition_algorithms.committee_generation.leximin import find_distribution_leximin
from sortition_algorithms.committee_generation.maximin import find_distribution_maximin
from sortition_algorithms.committee_generation.nash import find_distribution_nash
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people
from sortition_algorithms.settings import Settings

from bench.stopwatch import tell, timed

FINDERS = {"maximin": find_distribution_maximin, "leximin": find_distribution_leximin, "nash": find_distribution_nash}


def rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """Header and rows of a table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def main(folder: str, size: str, objective: str) -> None:
    """Read, find, tell."""
    random.seed(1)
    place = Path(folder)
    people_file, quota_file = (
        ("candidates", "features") if (place / "features.csv").exists() else ("respondents", "categories")
    )
    head, quotas = rows(place / f"{quota_file}.csv")
    if "category" in head:
        quotas = [{"feature": q["category"], "value": q["feature"], "min": q["min"], "max": q["max"]} for q in quotas]
        head = ["feature", "value", "min", "max"]
    features, *_ = read_in_features(head, quotas)
    head, people = rows(place / f"{people_file}.csv")
    if "nationbuilder_id" not in head:
        head = ["nationbuilder_id", *head]
        people = [{"nationbuilder_id": str(i), **one} for i, one in enumerate(people)]
    settings = Settings(
        id_column="nationbuilder_id", columns_to_keep=[], check_same_address=False, check_same_address_columns=[]
    )
    pool, _ = read_in_people(head, people, features, settings)
    (committees, weights, _), cpu, _ = timed(lambda: FINDERS[objective](features, pool, int(size), []))
    chances: Counter[str] = Counter()
    for committee, weight in zip(committees, weights, strict=True):
        for one in committee:
            chances[one] += weight
    values = sorted(chances.get(str(one["nationbuilder_id"]), 0.0) for one in people)
    count = len(values)
    unequal = sum((2 * i - count + 1) * value for i, value in enumerate(values)) / (count * sum(values))
    tell(cpu, minimum=values[0], maximum=values[-1], gini=unequal, panels=len(committees))


if __name__ == "__main__":
    main(*sys.argv[1:])
