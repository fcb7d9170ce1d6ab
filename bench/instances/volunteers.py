"""A made-up pool of volunteers in seven categories who are unlike the city, and the quotas that mirror it."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

#: Category → shares of the city, shares of those who volunteer.
CITY: Mapping[str, tuple[Sequence[float], Sequence[float]]] = {
    "gender": ((0.49, 0.49, 0.02), (0.40, 0.58, 0.02)),
    "age": ((0.16, 0.24, 0.26, 0.20, 0.14), (0.07, 0.18, 0.28, 0.28, 0.19)),
    "education": ((0.20, 0.40, 0.40), (0.05, 0.25, 0.70)),
    "origin": ((0.55, 0.20, 0.25), (0.78, 0.12, 0.10)),
    "district": ((0.125,) * 8, (0.22, 0.18, 0.15, 0.13, 0.11, 0.09, 0.07, 0.05)),
    "tenure": ((0.35, 0.65), (0.60, 0.40)),
    "attitude": ((0.30, 0.45, 0.25), (0.62, 0.30, 0.08)),
}


def volunteers(folder: Path, people: int, size: int, seed: int) -> Path:
    """Write respondents.csv and categories.csv into the folder, unless they are there. The same numbers give the same files."""
    if (folder / "categories.csv").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    source = np.random.default_rng(seed)
    answers = {name: source.choice(len(city), people, p=those) for name, (city, those) in CITY.items()}
    with (folder / "respondents.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(CITY)
        writer.writerows([f"{name}{values[i]}" for name, values in answers.items()] for i in range(people))
    spare = max(1.0, 0.02 * size)
    with (folder / "categories.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["category", "feature", "min", "max"])
        for name, (city, _) in CITY.items():
            for k, share in enumerate(city):
                low, high = int(np.floor(share * size - spare)), int(np.ceil(share * size + spare))
                writer.writerow([name, f"{name}{k}", max(0, low), high])
    return folder


def halves(folder: Path, people: int, size: int) -> Path:
    """Two categories of two features, quotas just below one half, one woman who is conservative: the shape of the public pools."""
    if (folder / "categories.csv").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    kinds = (
        ["female,conservative"]
        + ["female,liberal"] * (people // 2 - 1)
        + ["male,conservative"] * (people - people // 2)
    )
    (folder / "respondents.csv").write_text("gender,leaning\n" + "\n".join(kinds) + "\n", "utf-8")
    low = round(0.495 * size)
    quotas = [
        f"{name},{low},{size}" for name in ("gender,female", "gender,male", "leaning,liberal", "leaning,conservative")
    ]
    (folder / "categories.csv").write_text("category,feature,min,max\n" + "\n".join(quotas) + "\n", "utf-8")
    return folder
