"""The sentences of `wijk exchange` itself."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    "no_file": "Name a file with offers and needs; wijk exchange --example prints one to start from.",
    "step": "The step must be a number of metres above zero, and at most a million.",
    "side": "{file}, line {line}: the side is {found}. Write offer or need.",
    "value": "{file}, line {line}: {found} is none of the seven values. Write one of: {values}.",
    "day": "{file}, line {line}, column {column}: {found} is no day. Write it as 2026-01-31, or leave it empty.",
    "number": "{file}, line {line}, column {column}: {found} is no number of metres. Write digits, or leave it empty.",
    "more": "And {count} more faults. Correct those above first and try again.",
    "title": "Surpluses and needs matched",
    "h_all": "In short",
    "h_matches": "Who gives whom what",
    "h_left": "What is left, and why",
    "h_areas": "What each neighbourhood has and lacks",
    "h_actors": "What each actor gives and asks",
    "h_best": "What a central plan would exchange",
    "h_check": "How to check this",
    "c_from": "From",
    "c_to": "To",
    "c_what": "What",
    "c_units": "Units",
    "c_value": "Value",
    "c_distance": "Distance",
    "c_period": "Time",
    "c_choices": "Choice of need / of offer",
    "c_area": "Neighbourhood",
    "c_actor": "Actor",
    "c_offered": "Offered",
    "c_needed": "Needed",
    "c_spare": "Left to give",
    "c_lacking": "Still lacking",
    "no_area": "without a place",
    "no_matches": "Nothing is exchanged.",
    "no_left": "Nothing is left.",
    "same_best": "It is the same as the stable matching.",
    "check": "Take any giver and any taker who fit and are not matched in full: at least one of them has only partners that fit it better, and nothing to spare. The answer is the same whatever the order of the rows; with another seed only equal fits may change. Nobody is scored: only pairs of entries are ordered, by distance and time.",
}
say = speaker(SENTENCES)
