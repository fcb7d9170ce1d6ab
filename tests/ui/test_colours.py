"""Colours: text is legible in light, dark and print; map classes stay apart for every eye; and the look stays light."""

import gzip
import itertools
import math
import re
from pathlib import Path

import pytest

import wijk.ui

STATIC = Path(wijk.ui.__file__).parent / "static" / "ui"
Colour = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
EYES = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def tokens() -> dict[str, dict[str, str]]:
    css = (STATIC / "tokens.css").read_text(encoding="utf-8")
    light, rest = css.split("@media screen and (prefers-color-scheme: dark)")
    dark, paper = rest.split("@media print")
    said = {
        k: dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6});", v))
        for k, v in (("light", light), ("dark", dark), ("print", paper))
    }
    return {
        "light": said["light"],
        "dark": said["light"] | said["dark"],
        "print": said["light"] | said["print"],
    }


TOKENS = tokens()


def linear(colour: str) -> Colour:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    r, g, b = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (r, g, b))  # type: ignore[return-value]


def contrast(a: str, b: str) -> float:
    def light(colour: str) -> float:
        r, g, b = linear(colour)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    dark, bright = sorted((light(a), light(b)))
    return (bright + 0.05) / (dark + 0.05)


def oklab(rgb: Colour) -> Colour:
    r, g, b = (max(0.0, c) for c in rgb)
    l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)  # noqa: E741
    m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    )


def apart(a: str, b: str, eye: str) -> float:
    def seen(colour: str) -> Colour:
        rgb = linear(colour)
        return oklab(tuple(sum(k * c for k, c in zip(row, rgb, strict=True)) for row in EYES[eye]))  # type: ignore[arg-type]

    return math.dist(seen(a), seen(b))


@pytest.mark.parametrize("face", TOKENS)
@pytest.mark.parametrize("ground", ["ground", "card", "sunk"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent", "accent-deep", "ok", "warn", "bad"])
def test_text_can_be_read(face: str, ground: str, ink: str) -> None:
    assert contrast(TOKENS[face][ink], TOKENS[face][ground]) >= 4.5


@pytest.mark.parametrize("face", TOKENS)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [("ok", "ok-bg"), ("warn", "warn-bg"), ("bad", "bad-bg"), ("accent", "info-bg"), ("on-plate", "plate")],
)
def test_states_can_be_read_on_their_own_ground(face: str, ink: str, ground: str) -> None:
    assert contrast(TOKENS[face][ink], TOKENS[face][ground]) >= 4.5


@pytest.mark.parametrize("face", TOKENS)
@pytest.mark.parametrize(
    "part", ["edge", "pat-ink", *(f"theme-{n}" for n in range(1, 11)), *(f"s-{n}" for n in range(1, 7))]
)
def test_lines_and_marks_can_be_seen(face: str, part: str) -> None:
    assert contrast(TOKENS[face][part], TOKENS[face]["card"]) >= 3


@pytest.mark.parametrize("face", TOKENS)
@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("family", ["c", "d"])
def test_map_classes_stay_apart_for_every_eye(face: str, eye: str, family: str) -> None:
    steps = [TOKENS[face][f"{family}{n}"] for n in range(5)]
    for a, b in itertools.combinations(steps, 2):
        assert apart(a, b, eye) >= 0.1


@pytest.mark.parametrize("face", TOKENS)
def test_the_steps_from_low_to_high_are_even_and_run_one_way(face: str) -> None:
    steps = [TOKENS[face][f"c{n}"] for n in range(5)]
    sizes = [apart(a, b, "all") for a, b in itertools.pairwise(steps)]
    assert max(sizes) <= 1.6 * min(sizes)
    lightness = [oklab(linear(s))[0] for s in steps]
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))
    assert min(abs(a - b) for a, b in itertools.pairwise(lightness)) >= 0.1  # also in grey


def test_the_look_is_light() -> None:
    def weight(*names: str) -> int:
        return sum(len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in names)

    assert weight("tokens.css", "base.css", "components.css", "print.css") <= 12_000
    assert weight("wijk.js") <= 6_000


@pytest.mark.parametrize("face", TOKENS)
@pytest.mark.parametrize("eye", EYES)
def test_kinds_of_ground_are_told_apart_but_stay_quiet(face: str, eye: str) -> None:
    kinds = [TOKENS[face][f"map-{kind}"] for kind in ("plain", "green", "industry", "cemetery")]
    for a, b in itertools.combinations(kinds, 2):
        assert apart(a, b, eye) >= 0.02
        assert contrast(a, b) <= 1.6
