"""The seven levels of value, from material to universal.

E. Mossay and M. de Kemmeter, *Shifting Economy*, 2017, as told by the guide for sustainable neighbourhoods of Brussels: two material dimensions
(process; financial and material), three immaterial (knowledge, communication, emotions), two universal (general interest, territory).
"""

from collections.abc import Mapping
from typing import Literal

Value = Literal["process", "material", "knowledge", "communication", "emotion", "general interest", "territory"]
VALUES: tuple[Value, ...] = (
    "process",
    "material",
    "knowledge",
    "communication",
    "emotion",
    "general interest",
    "territory",
)
LEVELS: Mapping[Value, str] = {
    "process": "material",
    "material": "material",
    "knowledge": "immaterial",
    "communication": "immaterial",
    "emotion": "immaterial",
    "general interest": "universal",
    "territory": "universal",
}
#: How the seven are written in files, in Dutch, French and English.
_WRITTEN: Mapping[Value, tuple[str, ...]] = {
    "process": ("proces", "processus"),
    "material": (
        "materieel",
        "financieel",
        "financieel en materieel",
        "matériel",
        "financier",
        "financier et matériel",
        "financial",
        "financial and material",
    ),
    "knowledge": ("kennis", "connaissance", "connaissances", "savoir"),
    "communication": ("communicatie",),
    "emotion": ("emotie", "emoties", "émotion", "émotions", "emotions"),
    "general interest": ("algemeen belang", "intérêt général", "general-interest"),
    "territory": ("grondgebied", "territoire"),
}
_BY_WORD: Mapping[str, Value] = {word: value for value in VALUES for word in (value, *_WRITTEN[value])}


def value_of(word: str) -> Value | None:
    """The value that a word means, in any of the three languages.

    >>> value_of("Kennis"), value_of("intérêt général"), value_of("money")
    ('knowledge', 'general interest', None)
    """
    return _BY_WORD.get(" ".join(word.lower().split()))
