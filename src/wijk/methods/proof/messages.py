"""Every sentence of the proof room: code → plain English template with `{name}` fields.

What a check finds is in the parts of `checker`, because the file that is shipped with every bundle says it too.
"""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    # commitments
    "salt_short": "The salt of entry {entry} has {found} bytes where 32 are needed. Make 32 fresh random bytes for each entry.",
    "salts_many": "There are {entries} entries and {salts} salts. Make one salt for each entry.",
    "salt_twice": "Entries {first} and {second} have the same salt. Make 32 fresh random bytes for each entry.",
    "entry_missing": "There is no entry {entry}: they are numbered from 0 to {last}.",
    "root_length": "The root of the pool has {found} bytes where 32 are needed. Take the one that committing to the pool gave.",
    # sources of randomness
    "source_unknown": "“{kind}” is no known source of randomness. Use drand, dice or balls.",
    "source_field": "The source of randomness lacks “{field}”, or it is not what it should be. A source reads like {example}.",
    "chain_unknown": "The drand chain “{chain}” is not known. Use quicknet or default, or the whole hash of one of them.",
    "dice_few": "{count} dice with {faces} faces are too few to choose fairly among {panels}. Throw at least {needed}.",
    "balls_few": "{digits} balls name {numbers} numbers, too few to choose among {panels}. Draw {needed} balls.",
    "too_many_values": "{found} throws or balls are more than anybody can check ({limit} at most). Use fewer.",
    "outcome_field": "The outcome lacks “{field}”, or it is not what it should be. An outcome reads like {example}.",
    "outcome_round": "The source promised round {promised} of drand, and this is round {found}. Give round {promised}.",
    "outcome_randomness": "The randomness in this round is not the hash of its signature. Fetch the round again.",
    "outcome_count": "The source promised {promised} values and {found} are given. Give them all, in the order in which they fell.",
    "outcome_value": "{value} cannot fall: each value is a whole number from {lowest} to {highest}. Write down again what fell.",
    "draw_again": "The balls say {number}, and only numbers below {limit} give each of the {panels} panels the same chance. Draw all balls again.",
    "nothing_to_choose": "There is nothing to choose from. Give at least one.",
    "sample_too_large": "{wanted} cannot be drawn out of {size}. Draw fewer.",
    # drand
    "drand_absent": "The signature of a drand round can only be checked with the library py_ecc, which is not installed. Install wijk with its extra “drand”; everything else was checked without it.",
    "drand_scheme": "The chain {chain} signs in a way that is not known here ({scheme}).",
    # RFC 3797
    "source_empty": "The source number {place} holds no value. RFC 3797 wants a number, or a list of numbers, from each source.",
    # bundles
    "kind_unknown": "“{kind}” is no kind of bundle. Use draw, count or figure.",
    "name_unsafe": "“{name}” is no name for a file in a bundle. Use letters, digits, dots, dashes and underscores.",
    "name_taken": "“{name}” is written by the bundle itself. Give the file another name.",
    "not_canonical": "The statement of the bundle cannot be written the same on every machine: {detail}.",
}  # fmt: skip

say = speaker(SENTENCES)
