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
    "zip_large": "The zip holds more than is opened ({many} files, {limit} bytes unpacked). Give the folder itself.",
    "zip_unsafe": "“{name}” has no place in the zip of a bundle: a link, a folder in a folder, or an unsafe, doubled or encrypted name. Nothing was unpacked.",
    "zip_broken": "The zip cannot be opened ({detail}). Copy or download it again.",
    # what a check finds, as the parts of `checker` say it
    "broken": "this cannot be checked: {detail}",
    "signature": "the signature of round {round} is that of the drand chain {chain}",
    "chain_unchecked": "the drand chain {chain} is not known here, so the signature of the round was not checked",
    "file_unreadable": "{name} cannot be read: {why}",
    "file_missing": "{name} is missing",
    "file_columns": "{name} should be a table with the columns {columns}",
    "file_unsafe": "{name} has no place in a bundle (a folder, a link, an unsafe or doubled name)",
    "bundle_large": "the bundle is larger than what is opened ({many} files, {limit} bytes)",
    "bundle_none": "there is no bundle.json in {name}",
    "claims_too_much": "the bundle claims more than its files can hold",
    "seal": "the fingerprint of the bundle is {hash}",
    "file_listed": "{name} is in the bundle, as it was listed",
    "files_listed": "{many} files are listed",
    "kind": "the bundle is of a kind that this program knows: {kind}",
    "commitment": "the commitment {hash} binds rules, pool, panels and source",
    "asked": "the rules ask for {panels} panels of {size} people",
    "panels": "each of the {panels} panels has {size} different people of the {entries}",
    "chances": "everybody's chance is the number of panels they are in",
    "even": "the source of randomness can choose evenly among {panels} panels",
    "not_held": "the draw has not been held yet",
    "index": "what came out of the source points at panel {panel}",
    "members": "the people drawn are those of panel {panel}",
    "beacon": "the randomness is the hash of drand's signature of round {round}; whether that signature (BLS) is drand's was NOT checked here: wijk verify does, with the extra drand",
    "pool": "the {entries} private entries are those of the pool",
    "quota": "every panel has {min} to {max} people of {category}: {feature}",
    "households": "no panel has two people of one household",
    "mine": "entry {entry} is in the pool, as the slip says",
    "my_chance": "entry {entry} is in {chosen} of {panels} panels",
    "my_draw": "entry {entry} was drawn",
    "ballots": "{ballots} ballots, merged into {groups}, name projects of the list only",
    "cost": "the {many} projects selected cost {cost} cents together, within the budget of {budget}",
    "statement": "the statement names the same projects, cost and budget",
    "selection": "the selection follows from the ballots",
    "rule_unknown": "this program cannot recompute the rule {rule}: the selection itself was not checked",
    "purchases": "the {many} purchases, in order and with exact prices, follow from the ballots",
    "share": "each voter had an equal share of the budget, {share} cents",
    "raised": "the budget of each voter was raised {steps} times, as far as the rule says",
    "raised_part": "only the last raises were recomputed; --every-step recomputes them all",
    "filled": "{many} projects were added with what was left, as the rule says",
    "compared": "{ours} voters prefer equal shares and {greedy} the outcome by votes",
    "selected": "the projects selected are those",
    "figures": "all {many} figures follow from inputs and weights",
    "figure": "{target} follows from inputs and weights",
    "conserved": "the weights of each source add up to one: totals are kept",
}  # fmt: skip

say = speaker(SENTENCES)

#: Sentence → its code.
CODES: Mapping[str, str] = {sentence: code for code, sentence in SENTENCES.items()}
