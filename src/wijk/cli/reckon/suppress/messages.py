"""What `wijk suppress` says."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    "title": "Protection of {table}",
    "audit_title": "Audit of {table}",
    "audit": "Audit",
    "reasons": "Reasons",
    "hidden_cells": "Hidden cells",
    "column_reason": "reason",
    "column_cells": "cells",
    "column_cell": "cell",
    "column_low": "at least",
    "column_high": "at most",
    "column_found": "found",
    "office_only": "The folder “office” holds the reason and the interval of each hidden cell, and the weight hidden. It is for the office alone: never publish it.",
    "nothing_to_do": "Give a table, or “audit” and a table.",
    "hierarchy_wrong": "“{text}” is not a hierarchy. Write FILE, or COLUMN=FILE when it is not about the first column.",
    "pair_wrong": "“{text}” is not a dominance rule. Write N,K: the N largest may not make up more than K per cent, for example 1,85.",
    "column_unknown": "“{file}” has no column “{column}”. It has: {present}.",
    "no_dimension": "“{file}” has no column that says what each cell is about. It has: {present}.",
    "root_unknown": "“{file}” has no column “{dimension}”, and its hierarchies have no single top. Add the column.",
    "flag_wrong": "“{value}” in the column “{column}” is neither yes nor no.",
    "part_wrong": "“{value}” in the column “{column}” is not a list of numbers. Write the largest contributions with spaces between, such as 120 30 5.",
    "line_rejected": "Nothing was written: the audit found cells that are not safe. This is a fault of the programme; please report it.",
    "round_with": "--round hides nothing and needs no rule. Leave out --threshold, --dominance, --percent and --mark, or leave out --round.",
    "original_differs": "The table and its original do not hold the same cells (“{cell}”). Give the original of this table.",
    "verdict_exact": "can be recomputed",
    "verdict_small": "is known to be small",
    "verdict_narrow": "is known too closely",
    "verdict_known": "can be recomputed, but gives nobody away",
    "verdict_safe": "safe",
    "reason_threshold": "fewer than the threshold",
    "reason_dominance": "dominated by a few",
    "reason_marked": "marked as sensitive",
    "reason_complementary": "would give away another cell through a total",
    "reason_overlap": "would give away another cell through an overlapping perimeter",
    "reason_unpublished": "never published",
}
say = speaker(SENTENCES)
