"""The sentences of `wijk count`: what it refuses in its options, and the words of its report."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from wijk.methods.saying import speaker

SENTENCES = {
    "amount_wrong": "“{value}” after {option} is not an amount. Write it with digits, with two decimals at most.",
    "pair_wrong": "“{value}” after {option} is no name with an amount. Write NAME=AMOUNT.",
    "group_wrong": "“{value}” after {option} is no group. Name two projects or more, with commas.",
    "file_there": "The file {file} is there already. Name another one with --anonymise.",
    "title": "Count of {name}",
    "no_name": "the ballots",
    "rule": "Rule",
    "what": "What",
    "value": "Value",
    "variant": "Variant",
    "satisfaction": "Satisfaction",
    "ties": "Ties",
    "seed": "Seed of the lot",
    "budget": "Budget",
    "spent": "Spent",
    "voters": "Voters",
    "chosen": "Chosen projects",
    "round": "Round",
    "project": "Project",
    "cost": "Cost",
    "supporters": "Supporters",
    "each": "Paid by each",
    "per_point": "Paid for each point",
    "in_full": "Paid in full",
    "gave_last": "Gave what they had left",
    "why": "Why each project was chosen or not",
    "districts": "By district",
    "themes": "By theme",
    "part": "Name",
    "projects": "Projects",
    "part_supporters": "Voters for one of them",
    "represented": "of whom one was chosen",
    "notes": "Remarks on the file",
    "check": "How to check this",
    "check_bundle": "The folder “bundle” holds the rules, the ballots without voters and the ledger. Anybody can recompute the count with: python3 verify.py (in that folder), or wijk verify.",
    "check_fingerprint": "The fingerprint of the bundle, for the minutes: {fingerprint}",
    "raised": "raising the shares",
}  # fmt: skip
say = speaker(SENTENCES)
